"""figures.csv: the ledger as a table, read with every problem at once and written in one canonical form."""

from __future__ import annotations

import csv
import io
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeAlias

from giaouoc.engine.figures import COLUMNS, Entry, Ledger, PublishedOn, Status
from giaouoc.engine.findings import Finding, Param, Refusal, error, refuse
from giaouoc.engine.periods import Window
from giaouoc.exchange.encodings import decode
from giaouoc.exchange.figures_cells import Column, columns, tidy
from giaouoc.exchange.paths import inside, read_whole
from giaouoc.exchange.texts import nearest, shown

RawRow: TypeAlias = dict[str, str]

FIGURES_FILE: Final = "figures.csv"
MOST_ROWS: Final = 1_000_000
MOST_BYTES: Final = 1024 * 1024 * 1024
# A file with a shifted column has a problem in every row; the first ones tell.
MOST_CELL: Final = 131_072
MOST_PROBLEMS: Final = 1000

_LINE_END = "\n"


def read_figures(text: str, file: str = FIGURES_FILE) -> tuple[list[RawRow], Ledger]:
    """Return the rows as they stand and the ledger they make, or refuse the file with every problem.

    Rows are counted as a spreadsheet counts them: the header is row 1.
    """
    numbered = _records(text, file)
    cells = columns()
    windows: dict[tuple[date, date], Window] = {}
    entries: list[Entry] = []
    problems: list[Finding] = []
    for row, record in numbered:
        entry = _entry(record, cells, windows)
        if isinstance(entry, Entry):
            entries.append(entry)
            continue
        problems += [f.about(file=file, row=row) for f in entry]
        if len(problems) > MOST_PROBLEMS:
            break
    if problems:
        raise Refusal(_shortened(problems, file))
    raw = [dict(zip(COLUMNS, record, strict=True)) for _, record in numbered]
    try:
        return raw, Ledger(entries)
    except Refusal as refusal:
        rows = {entry.seq: row for entry, (row, _) in zip(reversed(entries), reversed(numbered), strict=True)}
        raise Refusal(_placed(refusal.findings, rows, file)) from None


def read_rows(text: str, file: str = FIGURES_FILE) -> list[RawRow]:
    """Return the rows as they stand, without judging their cells; header and shape are judged."""
    return [dict(zip(COLUMNS, record, strict=True)) for _, record in _records(text, file)]


def write_figures(rows: Iterable[Entry | Mapping[str, str]]) -> str:
    """Return the text of a figures.csv: header, LF, quotes only where needed; reading it gives the same ledger."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=_LINE_END)
    writer.writerow(COLUMNS)
    for row in rows:
        by_name = row_of(row) if isinstance(row, Entry) else row
        writer.writerow([tidy(by_name.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def row_of(entry: Entry) -> RawRow:
    """Return an entry as the texts of its row."""
    fields: dict[str, object] = {
        name: getattr(entry, name) for name in COLUMNS if name not in ("first_day", "last_day")
    }
    fields["first_day"], fields["last_day"] = entry.window.first_day, entry.window.last_day
    return {name: _written(fields[name]) for name in COLUMNS}


def with_rows(
    folder: Path, rows: Iterable[Mapping[str, str]], check: Callable[[Ledger], object] | None = None
) -> tuple[bytes, tuple[Entry, ...]]:
    """Return a case's figures.csv with rows added at its end, and their entries; nothing is written.

    `seq` is given here. What stands in the file already is not touched. Wrong rows, rows that make a wrong ledger,
    and a ledger that `check` refuses, are refused. Hold the lock of the case (`case_lock.locked`) from the reading
    of what the rows rest on until they are written.
    """
    data = read_whole(inside(folder, FIGURES_FILE), max_bytes=MOST_BYTES)
    old = decode(data, file=FIGURES_FILE, max_bytes=MOST_BYTES)
    count = len(read_rows(old))
    numbered = [{**row, "seq": str(count + place)} for place, row in enumerate(rows, start=1)]
    if not numbered:
        return data, ()
    unknown = sorted({name for row in numbered for name in row} - set(COLUMNS))
    if unknown:
        raise Refusal(error("case_file.column-unknown", value=name) for name in unknown)
    line_end = "\r\n" if "\r\n" in old else _LINE_END
    added = write_figures(numbered).partition(_LINE_END)[2].replace(_LINE_END, line_end)
    new = old + ("" if old.endswith("\n") else line_end) + added
    _, ledger = read_figures(new)
    if check is not None:
        check(ledger)
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + new.encode(), ledger.entries[count:]


def cells_of(rows: Iterable[Mapping[str, str]]) -> list[tuple[str, ...]]:
    """Return rows as their cells in the order of the columns, the form a seal is made of."""
    pick = operator.itemgetter(*COLUMNS)
    return [pick(row) for row in rows]


def _records(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Return the rows below the header with their numbers; blank lines are passed over."""
    # The limit belongs to the whole process; another library may have moved it.
    usual = csv.field_size_limit(MOST_CELL)
    try:
        return _limited_records(text, file)
    finally:
        csv.field_size_limit(usual)


def _limited_records(text: str, file: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[int, list[str]]] = []
    problems: list[Finding] = []
    wanted = len(COLUMNS)
    row = 0
    try:
        for row, record in enumerate(reader, start=1):
            if row == 1:
                _check_header(record, file)
            elif len(record) == wanted:
                found.append((row, record))
            elif record:
                problems.append(_wrong_length(record).about(file=file, row=row))
            if len(found) > MOST_ROWS or len(problems) > MOST_PROBLEMS:
                break
    except csv.Error as problem:
        problems.append(_broken(str(problem), reader.line_num).about(file=file, row=row + 1))
    if row == 0 and not problems:
        raise refuse("exchange.file-empty", file=file)
    if len(found) > MOST_ROWS:
        raise refuse("case_file.rows-too-many", file=file, limit=MOST_ROWS)
    if problems:
        raise Refusal(_shortened(problems, file))
    return found


def _check_header(record: list[str], file: str) -> None:
    for mark, code in ((";", "case_file.separator-semicolon"), ("\t", "case_file.separator-tab")):
        if len(record) == 1 and mark in record[0]:
            raise refuse(code, file=file, row=1)
    header = [tidy(cell) for cell in record]
    where: dict[str, Param] = {"file": file, "row": 1}
    problems = [error("case_file.column-missing", value=n, **where) for n in COLUMNS if n not in header]
    for name in dict.fromkeys(header):
        if name not in COLUMNS:
            like = nearest(name, COLUMNS)
            code = "case_file.column-unknown" if like is None else "case_file.column-misspelt"
            extra: dict[str, Param] = {} if like is None else {"like": like}
            problems.append(error(code, value=shown(name), **extra, **where))
        elif header.count(name) > 1:
            problems.append(error("case_file.column-twice", value=name, **where))
    if not problems and tuple(header) != COLUMNS:
        place = next(i for i, name in enumerate(header) if name != COLUMNS[i])
        about = {"value": header[place], "expected": COLUMNS[place], "place": place + 1}
        problems.append(error("case_file.columns-out-of-order", **about, **where))
    if problems:
        raise Refusal(problems)


def _wrong_length(record: list[str]) -> Finding:
    code = "case_file.row-too-short" if len(record) < len(COLUMNS) else "case_file.row-too-long"
    return error(code, count=len(record), expected=len(COLUMNS), value=shown(record[-1]))


def _broken(message: str, line: int) -> Finding:
    if "unexpected end of data" in message:
        return error("case_file.quote-not-closed", line=line)
    if "field limit" in message:
        return error("case_file.cell-too-long", line=line)
    return error("case_file.quote-misplaced", line=line)


def _entry(
    record: Sequence[str], cells: Sequence[Column], windows: dict[tuple[date, date], Window]
) -> Entry | list[Finding]:
    found: list[Any] = [column.read(text) for column, text in zip(cells, record, strict=True)]
    wrong = [place for place, value in enumerate(found) if isinstance(value, Refusal)]
    if wrong:
        return [
            f.about(column=COLUMNS[place], value=shown(record[place]))
            for place in wrong
            for f in found[place].findings
        ]
    seq, unit, indicator, first_day, last_day, *rest = found
    try:
        window = windows.get((first_day, last_day))
        if window is None:
            window = windows[first_day, last_day] = Window.inclusive(first_day, last_day)
        # An empty source is None so far; the engine wants a text, and a reported figure must have one.
        status, source = rest[1], rest[9]
        if source is None:
            if status is Status.REPORTED:
                return [error("case_file.cell-empty", column="source", value="")]
            rest[9] = ""
        return Entry(seq, unit, indicator, window, *rest)
    except Refusal as refusal:
        return list(refusal.findings)


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, PublishedOn):
        return value.text
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _placed(findings: Iterable[Finding], rows: Mapping[int, int], file: str) -> Iterator[Finding]:
    for finding in findings:
        seq = finding.get("seq")
        row = rows.get(seq) if isinstance(seq, int) else None
        yield finding.about(file=file) if row is None else finding.about(file=file, row=row)


def _shortened(problems: list[Finding], file: str) -> list[Finding]:
    if len(problems) <= MOST_PROBLEMS:
        return problems
    kept = problems[:MOST_PROBLEMS]
    return [*kept, error("case_file.problems-too-many", file=file, limit=MOST_PROBLEMS)]
