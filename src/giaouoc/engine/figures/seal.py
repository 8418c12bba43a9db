"""The seal of a ledger: a chain of hashes over its rows, and the hashes of the files beside it.

This file needs only the standard library and imports nothing of giaouoc: the verifier that lies in a case folder
is made from its text.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

FORMAT = "giaouoc-seal/1"
LEAST_ANCHOR_DIGITS = 8

# What is hashed begins with a byte that says what it is, so that one kind never passes for another.
CHAIN, ROW, TABLE = b"\x00", b"\x01", b"\x02"
EMPTY = hashlib.sha256(FORMAT.encode()).digest()

_HEX = re.compile(r"[0-9a-f]{64}")
_ANCHOR = re.compile(rf"([0-9]{{1,9}}):([0-9a-f]{{{LEAST_ANCHOR_DIGITS},64}})")
_PLAIN_DIGITS = 60


@dataclass(frozen=True)
class Problem:
    """What does not fit the seal: a code of the catalogue `figures` and what its sentence needs."""

    code: str
    params: Mapping[str, str | int]


class SealRefused(Exception):
    """Raised where a seal cannot be read or made; it carries every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.code for p in self.problems))


@dataclass(frozen=True)
class Anchor:
    """A head that was printed or sent: after how many rows, where, and on which day."""

    length: int
    head: str
    where: str
    on: str


@dataclass(frozen=True)
class Seal:
    """The state of a ledger and its files on the day of sealing; hashes are SHA-256 in small hex digits.

    `rows` holds one hash per row, which names a changed row; `head` ends the chain over all of them.
    `indicators` holds the shared definitions used, by `code@edition`.
    """

    sealed_on: str
    head: str
    rows: tuple[str, ...]
    files: Mapping[str, str]
    indicators: Mapping[str, str]
    anchors: tuple[Anchor, ...] = ()

    @property
    def length(self) -> int:
        """Return the number of sealed rows."""
        return len(self.rows)


def canonical_row(cells: Sequence[str]) -> bytes:
    """Return a row as it is hashed: its cells as read, composed (NFC), line ends as on Unix, no outer spaces."""
    return json.dumps([_cell(c) for c in cells], ensure_ascii=False, separators=(",", ":")).encode()


def row_hash(cells: Sequence[str]) -> str:
    """Return the hash of one row by itself."""
    return hashlib.sha256(ROW + canonical_row(cells)).hexdigest()


def chain(rows: Iterable[Sequence[str]], after: str = EMPTY.hex()) -> list[str]:
    """Return the head after no row, after the first, and so on to the last: sha256(00, head before, row).

    Rows that go on from others begin with the head after those.
    """
    head = bytes.fromhex(after)
    heads = [head.hex()]
    for cells in rows:
        head = hashlib.sha256(CHAIN + head + canonical_row(cells)).digest()
        heads.append(head.hex())
    return heads


def table_hash(data: Mapping[str, Any]) -> str:
    """Return the hash of a parsed TOML file: order of keys, comments and spacing do not count, values do."""
    text = json.dumps(_tagged(data), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(TABLE + text.encode("utf-8", "surrogatepass")).hexdigest()


def make_seal(
    rows: Sequence[Sequence[str]],
    files: Mapping[str, str],
    indicators: Mapping[str, str],
    sealed_on: str,
    before: Seal | None = None,
) -> Seal:
    """Return the seal of these rows and files; with an earlier seal, only rows at the end may be new.

    Raises SealRefused where a sealed row was changed, lost, moved or preceded by a new one, or an anchor no
    longer fits.
    """
    if before is not None:
        problems = row_problems(before, rows)
        if problems:
            raise SealRefused(problems)
    hashes = tuple(row_hash(cells) for cells in rows)
    anchors = before.anchors if before else ()
    return Seal(sealed_on, chain(rows)[-1], hashes, dict(files), dict(indicators), anchors)


def compare(
    seal: Seal,
    rows: Sequence[Sequence[str]],
    files: Mapping[str, str],
    indicators: Mapping[str, str] | None = None,
) -> list[Problem]:
    """Return what does not fit the seal, rows by their number; None for indicators: they are not looked at."""
    found = row_problems(seal, rows) + file_problems(seal, files)
    if indicators is not None:
        found += [
            Problem("figures.seal-definition-changed", {"value": name})
            for name in _differing(seal.indicators, indicators)
        ]
    return found


def file_problems(seal: Seal, files: Mapping[str, str]) -> list[Problem]:
    """Return which of the files beside the ledger are not as they were sealed."""
    return [Problem("figures.seal-file-changed", {"file": f}) for f in _differing(seal.files, files)]


def unsealed(seal: Seal, rows: Sequence[Sequence[str]]) -> list[Problem]:
    """Return the remark that rows were added since the last sealing; that is no fault."""
    more = len(rows) - seal.length
    return [Problem("figures.seal-rows-unsealed", {"count": more, "length": seal.length})] if more > 0 else []


def row_problems(seal: Seal, rows: Sequence[Sequence[str]]) -> list[Problem]:
    """Return what became of the sealed rows: changed, lost, moved, or with a new row among them."""
    places = {row_hash(cells): place for place, cells in reversed(list(enumerate(rows, start=1)))}
    kept = {seq: places[h] for seq, h in enumerate(seal.rows, start=1) if h in places}
    numbers = {_cell(cells[0]): place for place, cells in reversed(list(enumerate(rows, start=1))) if cells}
    found: list[Problem] = []
    changed: set[int] = set()
    for seq in range(1, seal.length + 1):
        if seq in kept:
            continue
        if str(seq) in numbers:
            changed.add(numbers[str(seq)])
            found.append(Problem("figures.seal-row-changed", {"seq": seq}))
        else:
            found.append(Problem("figures.seal-row-lost", {"seq": seq}))
    found += [Problem("figures.seal-row-moved", {"seq": s, "place": kept[s]}) for s in _out_of_order(kept)]
    last = max((*kept.values(), *changed), default=0)
    theirs = {*kept.values(), *changed}
    found += [
        Problem("figures.seal-row-inserted", {"place": place, "sealed": seal.length})
        for place in range(1, last + 1)
        if place not in theirs
    ]
    if found:
        return found
    heads = chain(rows)
    if heads[seal.length] != seal.head:
        found.append(Problem("figures.seal-head-differs", {"length": seal.length}))
    return found + [p for a in seal.anchors for p in _recorded_anchor_problems(a, heads)]


def anchor_problems(anchor: str, rows: Sequence[Sequence[str]]) -> list[Problem]:
    """Compare a head from outside with the file: `N:HEX`, N rows and at least eight digits of their head."""
    match = _ANCHOR.fullmatch(anchor.strip().lower())
    if match is None:
        return [
            Problem("figures.seal-anchor-malformed", {"value": anchor[:80], "digits": LEAST_ANCHOR_DIGITS})
        ]
    length, digits = int(match[1]), match[2]
    if length > len(rows):
        return [Problem("figures.seal-anchor-beyond-end", {"length": length, "rows": len(rows)})]
    head = chain(rows[:length])[-1]
    if head.startswith(digits):
        return []
    return [Problem("figures.seal-anchor-differs", {"length": length, "value": digits, "head": head[:16]})]


def seal_to_text(seal: Seal) -> str:
    """Return the text of ledger.json."""
    data = {
        "format": FORMAT,
        "sealed_on": seal.sealed_on,
        "length": seal.length,
        "head": seal.head,
        "files": dict(sorted(seal.files.items())),
        "indicators": dict(sorted(seal.indicators.items())),
        "anchors": [{"length": a.length, "head": a.head, "where": a.where, "on": a.on} for a in seal.anchors],
        "rows": list(seal.rows),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def seal_from_text(text: str) -> Seal:
    """Return the seal of a ledger.json; raises SealRefused where it is not one."""
    try:
        return _seal(json.loads(text, object_pairs_hook=_once))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SealRefused([Problem("figures.seal-unreadable", {"format": FORMAT})]) from None


def _seal(data: Any) -> Seal:
    wanted = {"format", "sealed_on", "length", "head", "files", "indicators", "anchors", "rows"}
    if set(data) != wanted or data["format"] != FORMAT or len(data["rows"]) != data["length"]:
        raise ValueError
    anchors = tuple(_anchor(one) for one in data["anchors"])
    files = {str(k): _hex(v) for k, v in data["files"].items()}
    indicators = {str(k): _hex(v) for k, v in data["indicators"].items()}
    rows = tuple(_hex(one) for one in data["rows"])
    return Seal(_day(data["sealed_on"]), _hex(data["head"]), rows, files, indicators, anchors)


def _anchor(data: Any) -> Anchor:
    length, where = data["length"], data["where"]
    known = set(data) == {"length", "head", "where", "on"}
    if not known or type(length) is not int or length < 0 or not isinstance(where, str):
        raise ValueError
    return Anchor(length, _hex(data["head"]), where, _day(data["on"]))


def _hex(value: Any) -> str:
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise ValueError
    return value


def _day(value: Any) -> str:
    return date.fromisoformat(value).isoformat()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _cell(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.replace("\r\n", "\n").strip()


def _differing(sealed: Mapping[str, str], present: Mapping[str, str]) -> list[str]:
    return [name for name in sorted({*sealed, *present}) if sealed.get(name) != present.get(name)]


def _out_of_order(kept: Mapping[int, int]) -> list[int]:
    """Return the rows that stand after one with a larger number, or before one with a smaller."""
    in_order = sorted(kept)
    found: set[int] = set()
    largest = 0
    for seq in in_order:
        if kept[seq] < largest:
            found.add(seq)
        largest = max(largest, kept[seq])
    smallest = max(kept.values(), default=0) + 1
    for seq in reversed(in_order):
        if kept[seq] > smallest:
            found.add(seq)
        smallest = min(smallest, kept[seq])
    return sorted(found)


def _recorded_anchor_problems(anchor: Anchor, heads: Sequence[str]) -> list[Problem]:
    if anchor.length < len(heads) and heads[anchor.length] == anchor.head:
        return []
    about: dict[str, str | int] = {"length": anchor.length, "where": anchor.where, "on": anchor.on}
    return [Problem("figures.seal-recorded-anchor-differs", about)]


def _tagged(value: Any) -> Any:
    """Return a value with its kind, so that a text, a number and a day that look alike are hashed apart."""
    if isinstance(value, Mapping):
        pairs = sorted((unicodedata.normalize("NFC", str(k)), _tagged(v)) for k, v in value.items())
        return ["table", [list(pair) for pair in pairs]]
    if isinstance(value, list | tuple):
        return ["list", [_tagged(one) for one in value]]
    if isinstance(value, bool):
        return ["bool", "true" if value else "false"]
    if isinstance(value, Decimal):
        plain = value.is_finite() and abs(value.adjusted()) < _PLAIN_DIGITS
        return ["number", f"{value:f}" if plain else str(value)]
    if isinstance(value, int):
        return ["number", hex(value) if abs(value) >= 10**_PLAIN_DIGITS else str(value)]
    if isinstance(value, str):
        return ["text", unicodedata.normalize("NFC", value)]
    return ["day", value.isoformat()]
