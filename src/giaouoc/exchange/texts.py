"""Words as people type them: composed or decomposed, with stray spaces, with the tone mark here or there."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))
_LONGEST_COMPARED = 120
_SHOWN = 60
_NOT_IN_CODES = re.compile(r"[^a-z0-9]+")


def clean(text: str) -> str:
    """Return the text composed (NFC), without invisible characters, every run of space being one space.

    Line breaks are spaces too: a cell is one line. Case and marks stay as typed.
    """
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def shown(text: object) -> str:
    """Return a value as it was seen, on one line and no longer than a message can carry."""
    line = clean("" if text is None else str(text))
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def fold(text: str) -> str:
    """Return the text for search: small letters, no marks, đ as d, every dash a hyphen.

    Two places of one tone mark (hoà, hòa) fold to the same letters. Not for display.
    """
    letters = unicodedata.normalize("NFD", clean(text).casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return bare.replace("đ", "d").translate(_DASHES)


def code_from(name: str) -> str:
    """Return a code made from a name: `Công an tỉnh An Giang` gives `cong-an-tinh-an-giang`."""
    return _NOT_IN_CODES.sub("-", fold(name)).strip("-")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like this one, or None where none is like it; the first known wins a tie."""
    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(fold(candidate), candidate)
    found = difflib.get_close_matches(fold(word)[:_LONGEST_COMPARED], by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None
