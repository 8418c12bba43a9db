"""What differs between two versions of a pact: commitment by commitment, and word by word within one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from giaouoc.engine.pacts import Commitment, Pact

_WORD: Final = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


class Sort(StrEnum):
    """What became of a piece of text or of a commitment."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, came or went."""

    sort: Sort
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A commitment in both versions, or in one of them."""

    code: str
    before: Commitment | None
    after: Commitment | None

    @property
    def sort(self) -> Sort:
        """Return what became of it."""
        if self.before is None:
            return Sort.ADDED
        if self.after is None:
            return Sort.REMOVED
        return Sort.SAME if self.before == self.after else Sort.CHANGED


def differences(before: Pact, after: Pact) -> tuple[Difference, ...]:
    """Return every commitment of two versions: those of the newer in its order, then those that are gone."""
    old = {one.code: one for one in before.commitments}
    new = {one.code: one for one in after.commitments}
    gone = [code for code in old if code not in new]
    return tuple(Difference(code, old.get(code), new.get(code)) for code in [*new, *gone])


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the words of both texts in order: what went stands before what came in its place.

    Spaces are no difference; words that stayed have those of the newer text.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    matched = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False)
    pieces: list[Piece] = []
    for tag, i, j, k, m in matched.get_opcodes():
        if tag == "equal":
            pieces.append(_piece(Sort.SAME, new[k:m]))
            continue
        pieces += [_piece(Sort.REMOVED, old[i:j])] if j > i else []
        pieces += [_piece(Sort.ADDED, new[k:m])] if m > k else []
    return tuple(pieces)


def _piece(sort: Sort, words: Sequence[str]) -> Piece:
    return Piece(sort, "".join(words))
