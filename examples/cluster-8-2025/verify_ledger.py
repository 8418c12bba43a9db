"""Verify the seal of a case folder: whether its rows or the files beside them were changed.

Needs Python 3.11 or newer and nothing else: python3 verify_ledger.py [FOLDER] [--anchor N:HEX]
"""

# ruff: noqa
# fmt: off
from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

COLUMNS = ('seq', 'unit', 'indicator', 'first_day', 'last_day', 'window_basis', 'status', 'value', 'numerator', 'denominator', 'precision', 'definition', 'publisher', 'publisher_basis', 'source', 'published_on', 'recorded_at', 'recorded_by', 'corrects', 'reason', 'claimed_base', 'claimed_percent', 'note')


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


# The sentences of the catalogues; put in where the verifier of a case folder is written.
WORDS: dict[str, dict[str, str]] = {
    'vi': {
        'figures.seal-anchor-beyond-end': 'Mốc đối chiếu nói đến {length} dòng sổ, nhưng sổ chỉ có {rows}.',
        'figures.seal-anchor-differs': 'Sau {length} dòng sổ, mã niêm phong của sổ là {head}…, mốc đối chiếu ghi {value}.',
        'figures.seal-anchor-malformed': '“{value}” không có dạng SỐ:MÃ, với SỐ là số dòng sổ và MÃ là ít nhất {digits} ký tự đầu của mã niêm phong.',
        'figures.seal-anchor-without-place': 'Mốc đối chiếu phải nêu mã niêm phong đã được in hoặc gửi ở đâu.',
        'figures.seal-definition-changed': 'Nội dung của chỉ tiêu {value} không còn như khi niêm phong.',
        'figures.seal-file-changed': 'Tệp {file} không còn như khi niêm phong.',
        'figures.seal-file-unreadable': 'Tệp {file} không đọc được, hoặc không còn đúng dạng.',
        'figures.seal-head-differs': '{length} dòng sổ đều như khi niêm phong, nhưng mã niêm phong trong ledger.json không phải của chúng.',
        'figures.seal-missing': 'Thư mục không có tệp ledger.json.',
        'figures.seal-recorded-anchor-differs': 'Mốc ngày {on} ({where}), sau {length} dòng sổ, không khớp với sổ hiện nay.',
        'figures.seal-row-changed': 'Dòng sổ số {seq} không còn như khi niêm phong.',
        'figures.seal-row-inserted': 'Dòng dữ liệu thứ {place} không có trong {sealed} dòng sổ đã niêm phong, mà đứng giữa chúng.',
        'figures.seal-row-lost': 'Dòng sổ số {seq} đã niêm phong nay không còn trong sổ.',
        'figures.seal-row-moved': 'Dòng sổ số {seq} nay đứng ở dòng dữ liệu thứ {place}, sai thứ tự.',
        'figures.seal-rows-unsealed': 'Số dòng sổ ghi thêm sau {length} dòng sổ đã niêm phong: {count}.',
        'figures.seal-unreadable': 'Tệp ledger.json không đọc được, hoặc không có dạng {format}.',
        'holds': 'Niêm phong còn nguyên.',
    },
    'en': {
        'figures.seal-anchor-beyond-end': 'The anchor speaks of {length} entries, but the ledger has {rows}.',
        'figures.seal-anchor-differs': 'After {length} entries the head of the ledger is {head}…; the anchor says {value}.',
        'figures.seal-anchor-malformed': '“{value}” does not have the form N:HEX, with the number of entries and at least {digits} digits of the head.',
        'figures.seal-anchor-without-place': 'An anchor must say where the head was printed or sent.',
        'figures.seal-definition-changed': 'The definition {value} is not what it was when the case was sealed.',
        'figures.seal-file-changed': 'The file {file} is not what it was when the case was sealed.',
        'figures.seal-file-unreadable': 'The file {file} cannot be read, or no longer has its form.',
        'figures.seal-head-differs': 'All {length} entries are as sealed, but the head in ledger.json is not theirs.',
        'figures.seal-missing': 'The folder has no file ledger.json.',
        'figures.seal-recorded-anchor-differs': 'The anchor of {on} ({where}), after {length} entries, does not fit the ledger of today.',
        'figures.seal-row-changed': 'Entry {seq} is not what it was when it was sealed.',
        'figures.seal-row-inserted': 'Data row {place} is none of the {sealed} sealed entries, but stands among them.',
        'figures.seal-row-lost': 'Entry {seq} was sealed and is no longer in the ledger.',
        'figures.seal-row-moved': 'Entry {seq} now stands in data row {place}, out of order.',
        'figures.seal-rows-unsealed': 'Entries added after the {length} sealed ones: {count}.',
        'figures.seal-unreadable': 'ledger.json cannot be read, or does not have the form {format}.',
        'holds': 'The seal holds.',
    },
}
SEALED_FILES = ("pact.toml", "units.toml", "indicators.toml")
UNUSABLE = ("figures.seal-missing", "figures.seal-unreadable")


def check_folder(folder: Path, anchor: str | None = None) -> tuple[list[Problem], list[Problem]]:
    """Return what does not fit the seal of a folder, and what is only worth knowing."""
    problems: list[Problem] = []
    rows = _rows_in(folder, problems)
    if rows is not None and anchor is not None:
        problems += anchor_problems(anchor, rows)
    seal = _seal_in(folder, problems)
    if seal is None:
        return problems, []
    files: dict[str, str] = {}
    for name in SEALED_FILES:
        try:
            files[name] = _table_hash(folder / name)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, ArithmeticError, RecursionError):
            problems.append(Problem("figures.seal-file-unreadable", {"file": name}))
            files[name] = seal.files.get(name, "")
    if rows is None:
        return problems + file_problems(seal, files), []
    return problems + compare(seal, rows, files), unsealed(seal, rows)


def main(words: list[str] | None = None) -> int:
    """Print what was found; 0 where the seal holds, 1 where it does not, 2 where there is none to check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--anchor", metavar="N:HEX", help="rows and head from outside: minutes, an e-mail")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    parser.add_argument("--json", action="store_true", help="print codes and parameters")
    asked = parser.parse_args(words)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    problems, remarks = check_folder(asked.folder, asked.anchor)
    if asked.json:
        found = [{"code": p.code, **p.params} for p in (*problems, *remarks)]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        for problem in (*problems, *remarks):
            sys.stdout.write(_sentence(problem, asked.lang) + "\n")
        if not problems:
            sys.stdout.write(WORDS.get(asked.lang, {}).get("holds", "ok") + "\n")
    if any(p.code in UNUSABLE for p in problems):
        return 2
    return 1 if problems else 0


def _rows_in(folder: Path, problems: list[Problem]) -> list[list[str]] | None:
    try:
        text = _decoded((folder / "figures.csv").read_bytes())
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        sound = tuple(" ".join(name.split()) for name in header) == COLUMNS
        if not sound or any(len(row) not in (0, len(COLUMNS)) for row in rows):
            raise ValueError
    except (OSError, ValueError, csv.Error):
        problems.append(Problem("figures.seal-file-unreadable", {"file": "figures.csv"}))
        return None
    return [row for row in rows if row]


def _seal_in(folder: Path, problems: list[Problem]) -> Seal | None:
    try:
        return seal_from_text(_decoded((folder / "ledger.json").read_bytes()))
    except FileNotFoundError:
        problems.append(Problem("figures.seal-missing", {}))
    except SealRefused as refused:
        problems.extend(refused.problems)
    except (OSError, ValueError):
        problems.append(Problem("figures.seal-file-unreadable", {"file": "ledger.json"}))
    return None


def _table_hash(path: Path) -> str:
    return table_hash(tomllib.loads(_decoded(path.read_bytes()), parse_float=Decimal))


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _sentence(problem: Problem, lang: str) -> str:
    about = ", ".join(f"{name}={value}" for name, value in problem.params.items())
    words = WORDS.get(lang, {}).get(problem.code)
    return f"{problem.code}: {words.format(**problem.params)}" if words else f"{problem.code} {about}"


if __name__ == "__main__":
    sys.exit(main())
