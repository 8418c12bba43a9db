"""Cells of a workbook: looks, and three doors through which text, numbers and days enter.

Text of a case never becomes a formula, an error value or a link; a number is written with its own digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from giaouoc.printing.paper_text import legible
from giaouoc.wording import Lang

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FONT: Final = "Times New Roman"
HEAD_FILL: Final = "E3E1DA"

_LONGEST: Final = 32_767  # characters Excel takes in one cell
_DIGITS: Final = 15  # significant digits Excel keeps of a number
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\n")
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Look(StrEnum):
    """How a cell of the plain tables looks."""

    TITLE = "title"
    QUIET = "quiet"
    MARK = "mark"
    HEAD = "head"
    TEXT = "text"
    STRONG = "strong"
    COUNT = "count"
    SHARE = "share"
    CHANGE = "change"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Paint:
    """Letters, ground and border of a result: light enough to print, told apart without colour by its border."""

    letters: str
    ground: str | None
    border: str


class Looks:
    """The looks of one workbook, each made once and shared by its cells."""

    def __init__(self, book: Workbook, lang: Lang) -> None:
        self._sheet = book.create_sheet("looks")
        self._made: dict[object, Cell] = {}
        self._formats = _formats(lang)

    def give(self, cell: Cell, look: Look | Paint, *, strong: bool = False) -> None:
        """Give a cell a look."""
        key = (look, strong)
        if key not in self._made:
            model = self._sheet.cell(row=len(self._made) + 1, column=1)
            if isinstance(look, Paint):
                _paint(model, look, strong)
            else:
                _dress(model, look, self._formats)
            self._made[key] = model
        cell._style = copy(self._made[key]._style)

    def done(self, book: Workbook) -> None:
        """Take the sheet of models away."""
        book.remove(self._sheet)


def _formats(lang: Lang) -> dict[Look, str]:
    """Return number formats that show the marks of the language, also where the machine speaks another."""
    local = "[$-42A]" if lang is Lang.VI else "[$-809]"
    day = "dd/mm/yyyy" if lang is Lang.VI else "d mmm yyyy"
    change = f'{local}+0.00%;{local}"−"0.00%;{local}0.00%'
    return {
        Look.COUNT: f"{local}#,##0.######",
        Look.SHARE: f"{local}0.00%",
        Look.CHANGE: change,
        Look.DAY: f"{local}{day}",
    }


def _dress(model: Cell, look: Look, formats: dict[Look, str]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="B8B4A8")
    bold = look in (Look.TITLE, Look.MARK, Look.HEAD, Look.STRONG)
    model.font = Font(name=FONT, size={Look.TITLE: 14}.get(look, 11), bold=bold)
    wraps = look in (Look.HEAD, Look.TEXT, Look.STRONG)
    aligned = {Look.HEAD: "center", Look.DAY: "center"}.get(look)
    model.alignment = Alignment(
        horizontal=aligned, vertical="center" if look is Look.HEAD else "top", wrap_text=wraps
    )
    if look not in (Look.TITLE, Look.QUIET, Look.MARK):
        model.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    if look is Look.HEAD:
        model.fill = PatternFill("solid", fgColor=HEAD_FILL)
    model.number_format = formats.get(look, "@" if look in (Look.TEXT, Look.STRONG) else "General")


def _paint(model: Cell, paint: Paint, strong: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style=paint.border, color=paint.letters)
    model.font = Font(name=FONT, size=11, bold=strong, color=paint.letters)
    model.alignment = Alignment(horizontal="center", vertical="top", wrap_text=True)
    model.border = Border(left=line, right=line, top=line, bottom=line)
    if paint.ground:
        model.fill = PatternFill("solid", fgColor=paint.ground)
    model.number_format = "@"


class Page:
    """A sheet filled row by row, with the looks of its book."""

    def __init__(self, book: Workbook, title: str, looks: Looks) -> None:
        self.sheet: Worksheet = book.create_sheet(title)
        self.looks = looks
        self.row = 0

    def line(self, said: str, look: Look) -> None:
        """Write one line of words into the first column of the next row."""
        self.row += 1
        self.text(1, said, look)

    def next_row(self) -> None:
        """Go to the next row."""
        self.row += 1

    def text(self, column: int, said: str, look: Look | Paint = Look.TEXT, *, strong: bool = False) -> None:
        """Write words as words, whatever they begin with."""
        cell = self._cell(column)
        clean = _ESCAPE.sub("_x005F_", legible(said))
        clean = clean if len(clean) <= _LONGEST else clean[: _LONGEST - 1] + "…"
        self.looks.give(cell, look, strong=strong)
        if not clean:
            return
        cell.value = clean
        cell.data_type = "s"
        if clean.startswith(_STARTS_A_FORMULA):
            cell.quotePrefix = True

    def number(self, column: int, value: Decimal | int | None, look: Look = Look.COUNT) -> None:
        """Write a number exactly; one of more digits than Excel keeps is written as words."""
        cell = self._cell(column)
        self.looks.give(cell, look)
        if value is None:
            return
        exact = Decimal(value)
        if len(exact.normalize().as_tuple().digits) > _DIGITS:
            self.text(column, format(exact, "f"))
        else:
            cell.value = int(exact) if exact == exact.to_integral_value() else exact

    def day(self, column: int, value: date | None) -> None:
        """Write a day as a day; one before Excel's calendar as words."""
        cell = self._cell(column)
        self.looks.give(cell, Look.DAY)
        if value is not None and value.year < 1901:
            self.text(column, value.isoformat())
        else:
            cell.value = value

    def heads(self, names: Sequence[str]) -> None:
        """Write the head row of a table."""
        self.row += 1
        for column, name in enumerate(names, start=1):
            self.text(column, name, Look.HEAD)

    def finish(
        self,
        widths: Sequence[float],
        *,
        head: int,
        first_columns: int = 0,
        paging: str,
        filtered: bool = True,
    ) -> None:
        """Set widths, frozen panes, filter and print: A4 across, fitted to its width, the head on every page."""
        from openpyxl.utils import get_column_letter

        sheet = self.sheet
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = f"{get_column_letter(first_columns + 1)}{head + 1}"
        if filtered and self.row > head:
            sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(widths))}{self.row}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = f"{head}:{head}"
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top = margins.bottom = 0.6
        sheet.oddFooter.center.text = paging

    def _cell(self, column: int) -> Cell:
        return self.sheet.cell(row=self.row, column=column)
