"""A filled template read back: every problem with its place, and what each row would do to the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Finding, Refusal, refuse
from giaouoc.exchange.template_cells import Cells, cells_of, words_of
from giaouoc.exchange.template_columns import COLUMNS, COMMON_ROW, FIRST_ROW, HEAD_ROW, PLACE
from giaouoc.exchange.template_compare import Preview, compare
from giaouoc.exchange.template_jumps import with_jumps
from giaouoc.exchange.template_meta import META_SHEET, Meta, plan_of, read_meta
from giaouoc.exchange.template_plan import MOST_ROWS, Plan
from giaouoc.exchange.template_rows import Defaults, RowReader, TemplateRows
from giaouoc.exchange.template_sheet import EACH
from giaouoc.exchange.texts import shown
from giaouoc.exchange.workbook_guard import LIMITS, open_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook

T = TypeVar("T")
MOST_SHEET_ROWS = MOST_ROWS + FIRST_ROW - 1


def preview_template(
    path: Path,
    case: Case,
    defaults: Defaults | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    today: date | None = None,
) -> Preview:
    """Return what importing a filled template would do; nothing is written.

    A file that is no template of this case as it stands now is refused. What is wrong in rows and cells stands
    in the preview, all of it. `defaults` fill publisher and day of publication where the sheet leaves them empty;
    a publication after `today` is wrong.
    """
    meta, plan, rows = _read(path, case, on_progress)
    _check_heads(rows, plan, path.name, meta.sheet)
    common = next((cells for number, cells in rows if number == COMMON_ROW), ())
    body = [(number, cells) for number, cells in rows if number >= FIRST_ROW]
    place = {"file": path.name, "sheet": meta.sheet}
    found = TemplateRows(plan, case, body)
    reader = RowReader(case, plan.lang, common, defaults or Defaults(), today)
    problems: list[Finding] = [f.about(**place) for f in (*found.problems, *reader.problems)]
    refused = set(found.refused_rows)
    taken = []
    left_empty = 0
    for number, planned, cells in found.matched:
        read = reader.read(planned, cells)
        if read is None:
            left_empty += 1
        elif isinstance(read, list):
            problems += [f.about(row=number, **place) for f in read]
            refused.add(number)
        else:
            taken.append((number, read))
    where: dict[int, dict[str, str | int]] = {number: {**place, "row": number} for number, _ in taken}
    changes, contradictions = compare(taken, case.ledger, where)
    refused |= {row for f in contradictions if isinstance(row := f.get("row"), int)}
    findings = sorted((*problems, *contradictions), key=_by_row)
    return Preview(path.name, with_jumps(changes, case), tuple(findings), len(refused), left_empty)


def _read(
    path: Path, case: Case, on_progress: Callable[[int, int], None] | None
) -> tuple[Meta, Plan, list[tuple[int, Cells]]]:
    """Return what the template says of itself, the plan it was made by, and the rows of its sheet of figures."""
    limits = replace(LIMITS, max_rows=MOST_SHEET_ROWS)
    books: dict[bool, Workbook] = {}

    def book(saved_values: bool) -> Workbook:
        if saved_values not in books:
            books[saved_values] = open_workbook(path, data_only=saved_values, limits=limits)
        return books[saved_values]

    try:
        names = book(False).sheetnames
        if META_SHEET not in names:
            raise refuse("template.not-a-template", file=path.name)
        meta = _unless_broken(lambda: read_meta(_values(book(False)[META_SHEET])), path.name)
        if meta.sheet not in names:
            raise refuse("template.sheet-missing", value=meta.sheet, names=tuple(shown(n) for n in names))
        try:
            plan = plan_of(meta, case)
        except Refusal as refusal:
            raise Refusal(f.about(file=path.name) for f in refusal.findings) from None

        def told(row: int) -> None:
            if on_progress is not None and row % EACH == 0:
                on_progress(row, len(plan.rows))

        rows = _unless_broken(lambda: cells_of(book, meta.sheet, MOST_SHEET_ROWS, told), path.name)
        return meta, plan, rows
    finally:
        for opened in books.values():
            opened.close()


def _values(sheet: Any) -> list[tuple[object, ...]]:
    sheet.reset_dimensions()
    return list(sheet.iter_rows(max_row=100, max_col=2, values_only=True))


def _unless_broken(read: Callable[[], T], file: str) -> T:
    try:
        return read()
    except Refusal as refusal:
        raise Refusal(f.about(file=file) for f in refusal.findings) from None
    except Exception as problem:
        # Many kinds of error leave openpyxl for a malformed part; each means the same to its reader.
        raise refuse("exchange.workbook-unreadable", file=file) from problem


def _check_heads(rows: list[tuple[int, Cells]], plan: Plan, file: str, sheet: str) -> None:
    head = next((cells for number, cells in rows if number == HEAD_ROW), ())
    wrong: list[Finding] = []
    for column in COLUMNS:
        at = PLACE[column.key]
        seen = words_of(head[at]) if at < len(head) else ""
        if seen != column.head(plan.lang):
            expected = column.head(plan.lang)
            place: dict[str, Any] = {"file": file, "sheet": sheet, "row": HEAD_ROW, "column": column.letter}
            wrong += refuse("template.head-changed", value=shown(seen), expected=expected, **place).findings
    if wrong:
        raise Refusal(wrong)


def _by_row(finding: Finding) -> int:
    row = finding.get("row")
    return row if isinstance(row, int) else 0
