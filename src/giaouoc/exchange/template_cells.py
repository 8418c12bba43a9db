"""The cells of a filled template: what each holds, and what it means in its column."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from giaouoc.engine.figures import PublishedOn
from giaouoc.engine.findings import Refusal, refuse
from giaouoc.exchange.days import FIRST_YEAR, LAST_YEAR, read_day, read_partial_day
from giaouoc.exchange.encodings import legacy_font_finding
from giaouoc.exchange.figures_cells import Column
from giaouoc.exchange.numbers import read_cell_number, read_machine_number
from giaouoc.exchange.template_columns import COLUMNS
from giaouoc.exchange.texts import clean, shown

if TYPE_CHECKING:
    from openpyxl import Workbook


@dataclass(frozen=True, slots=True)
class PercentCell:
    """A number that Excel shows as a percent: 0.75 in the file is 75 % on the screen."""

    value: float | int


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A cell whose formula ended in an error, or whose formula was never computed (`error` is empty)."""

    error: str = ""


CellValue: TypeAlias = object
Cells: TypeAlias = tuple[CellValue, ...]


def cells_of(
    open_book: Callable[[bool], Workbook], title: str, most_rows: int, told: Callable[[int], None]
) -> list[tuple[int, Cells]]:
    """Return the number and the cells of each row that holds anything; formulas count by their last value.

    `open_book` opens the workbook, with formulas as such or, asked with True, as the values Excel saved;
    `told` hears the number of each row.
    """
    rows: list[tuple[int, Cells]] = []
    formulas = False
    for number, row in _rows(open_book(False), title, most_rows):
        told(number)
        values = tuple(_value(cell) for cell in row)
        formulas = formulas or any(cell.data_type == "f" for cell in row)
        if any(value is not None for value in values):
            rows.append((number, values))
    if not formulas:
        return rows
    unread = {number for number, values in rows if any(_is_formula(value) for value in values)}
    saved = {number: row for number, row in _rows(open_book(True), title, most_rows) if number in unread}
    return [(number, _computed(values, saved.get(number, ()))) for number, values in rows]


def _is_formula(value: CellValue) -> bool:
    return isinstance(value, BrokenCell) and not value.error


def _computed(values: Cells, saved: tuple[Any, ...]) -> Cells:
    """Put the saved value in the place of each formula; one that was never computed stays broken."""
    found = list(values)
    for place, value in enumerate(values):
        if _is_formula(value) and place < len(saved):
            last = _value(saved[place])
            found[place] = value if last is None else last
    return tuple(found)


def _rows(book: Workbook, title: str, most_rows: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet = book[title]
    # The size a sheet claims for itself is not believed.
    sheet.reset_dimensions()
    yield from enumerate(sheet.iter_rows(max_row=most_rows, max_col=len(COLUMNS)), start=1)


def _value(cell: Any) -> CellValue:
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if cell.data_type == "f":
        return BrokenCell()
    if cell.data_type == "e":
        return BrokenCell(shown(value))
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return PercentCell(value)
    return value


def words_of(value: CellValue) -> str:
    """Return a cell as a person sees it, for comparing and for messages."""
    if isinstance(value, BrokenCell):
        return value.error
    if isinstance(value, PercentCell):
        return f"{value.value * 100:.15g}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return clean("" if value is None else str(value))


def read_amount(value: CellValue, *, counted: bool, percent: bool = False) -> Decimal:
    """Read a figure; where things are `counted` it is a whole number.

    `percent` lets a percent sign stand, for the value of a ratio.
    """
    if isinstance(value, date):
        raise refuse("template.day-for-number", value=words_of(value))
    if isinstance(value, PercentCell):
        if not percent:
            raise refuse("template.percent-for-count", value=words_of(value))
        return _percent_points(value)
    try:
        return read_cell_number(value, whole=counted or None, percent=percent, allow_negative=False)
    except Refusal as refusal:
        if [f.code for f in refusal.findings] != ["exchange.number-not-whole"]:
            raise
    raise refuse("template.count-not-whole", value=words_of(value))


def read_published(value: CellValue) -> PublishedOn | None:
    """Read a day of publication, or the month or year of it; a bare number is a year or nothing."""
    if isinstance(value, PercentCell | int | float):
        words = words_of(value)
        if not (words.isdecimal() and FIRST_YEAR <= int(words) <= LAST_YEAR):
            read_day(words)
            raise refuse("exchange.day-unreadable", value=words)
        value = words
    found = read_partial_day(value)
    return None if found is None else PublishedOn(found[0], found[2])


def read_words(value: CellValue, column: Column) -> str | None:
    """Read a text for a column of the ledger; letters of an old font and formulas in text are refused."""
    words = words_of(value)
    if found := legacy_font_finding(words):
        raise Refusal([found])
    read = column.read(words)
    if isinstance(read, Refusal):
        raise read
    return read if isinstance(read, str) else None


def refuse_broken(value: CellValue) -> None:
    """Refuse a cell whose formula has no value to read."""
    if isinstance(value, BrokenCell):
        if value.error:
            raise refuse("template.cell-error", value=value.error)
        raise refuse("template.formula-without-value")


def _percent_points(value: PercentCell) -> Decimal:
    if not math.isfinite(value.value) or value.value < 0:
        raise refuse("exchange.number-unreadable", value=shown(value.value))
    return read_machine_number(f"{Decimal(f'{value.value:.15g}').scaleb(2):f}")
