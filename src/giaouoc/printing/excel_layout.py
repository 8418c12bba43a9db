"""Cells of a workbook: looks, and three doors through which text, numbers and days enter.

Text of a case never becomes a formula, an error value or a link; a number is written with its own digits.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast
from xml.sax.saxutils import escape

from giaouoc.printing.paper_text import legible
from giaouoc.wording import Lang

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FONT: Final = "Times New Roman"
HEAD_FILL: Final = "E3E1DA"

Line: TypeAlias = Literal["thin", "medium", "mediumDashed", "dotted"]

_LONGEST: Final = 32_767  # characters Excel takes in one cell
_DIGITS: Final = 15  # significant digits Excel keeps of a number
_READABLE: Final = 240  # characters across that a page of A4 still shows legibly
_LINE_HEIGHT: Final = 14
_HIGHEST: Final = 409  # points Excel allows a row
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\n")
_DAY_ZERO: Final = date(1899, 12, 30)
_DATA: Final = re.compile(rb"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_DIMENSION: Final = re.compile(rb'<dimension ref="[^"]*"')
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MEASURE: Final = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
"""What may go into a number format: letters and blanks, nothing that a format gives a meaning to between quotes."""
_FINE: Final = "#" * (_DIGITS - 5)


class Look(StrEnum):
    """How a cell of the plain tables looks."""

    TITLE = "title"
    QUIET = "quiet"
    MARK = "mark"
    HEAD = "head"
    TEXT = "text"
    STRONG = "strong"
    COUNT = "count"
    DECIMAL = "decimal"
    SHARE = "share"
    SHARE_FINE = "share-fine"
    CHANGE = "change"
    CHANGE_FINE = "change-fine"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Paint:
    """Letters, ground and border of a result: light enough to print, told apart without colour by its border."""

    letters: str
    ground: str | None
    border: Line


class Looks:
    """The looks of one workbook by their number in its table of styles, each made once."""

    def __init__(self, book: Workbook, lang: Lang) -> None:
        self._sheet = book.create_sheet("looks")
        self._made: dict[tuple[Look | Paint, bool, bool, str], int] = {}
        self._formats = _formats(lang)

    def number(
        self, look: Look | Paint, *, strong: bool = False, quoted: bool = False, measure: str = ""
    ) -> int:
        """Return the number of a look.

        `quoted` tells Excel that the cell holds words, whatever they begin with; `measure` is shown behind a
        number, which stays a number.
        """
        measure = measure if _MEASURE.fullmatch(measure) else ""
        key = (look, strong, quoted, measure)
        if key not in self._made:
            model = cast("Cell", self._sheet.cell(row=len(self._made) + 1, column=1))
            if isinstance(look, Paint):
                _paint(model, look, strong)
            else:
                _dress(model, look, self._formats)
                model.number_format += f'" {measure}"' if measure else ""
            model.quotePrefix = quoted
            self._made[key] = model.style_id
        return self._made[key]

    def done(self, book: Workbook) -> None:
        """Take the sheet of models away."""
        book.remove(self._sheet)


def _formats(lang: Lang) -> dict[Look, str]:
    """Return number formats that show the marks of the language, also where the machine speaks another."""
    local = "[$-42A]" if lang is Lang.VI else "[$-809]"
    day = "dd/mm/yyyy" if lang is Lang.VI else "d mmm yyyy"

    def change(digits: str) -> str:
        return f'{local}+{digits}%;{local}"−"{digits}%;{local}{digits}%'

    return {
        Look.COUNT: f"{local}#,##0",
        Look.DECIMAL: f"{local}#,##0.0#####",
        Look.SHARE: f"{local}0.00%",
        Look.SHARE_FINE: f"{local}0.00{_FINE}%",
        Look.CHANGE: change("0.00"),
        Look.CHANGE_FINE: change(f"0.00{_FINE}"),
        Look.DAY: f"{local}{day}",
    }


def _dress(model: Cell, look: Look, formats: dict[Look, str]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="B8B4A8")
    bold = look in (Look.TITLE, Look.MARK, Look.HEAD, Look.STRONG)
    model.font = Font(name=FONT, size={Look.TITLE: 14, Look.TEXT: 10}.get(look, 11), bold=bold)
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
    """A sheet filled row by row.

    Its settings are openpyxl's; its rows are written here as they stand in the file, because ten thousand of them
    are not rare and because a number must keep its digits.
    """

    def __init__(self, book: Workbook, title: str, looks: Looks) -> None:
        self.sheet: Worksheet = book.create_sheet(title)
        self.row = 0
        self._looks = looks
        self._widths: Sequence[float] = ()
        self._head = 0
        self._cells: dict[int, str] = {}
        self._lines = 1
        self._rows: list[str] = []

    def line(self, said: str, look: Look) -> None:
        """Write one line of words into the first column of the next row."""
        self.next_row()
        self.text(1, said, look)

    def heads(self, names: Sequence[str], widths: Sequence[float]) -> None:
        """Write the head row of the table, whose columns have these widths, in characters."""
        self.next_row()
        self._widths, self._head = widths, self.row
        for column, name in enumerate(names, start=1):
            self.text(column, name, Look.HEAD)

    def next_row(self) -> None:
        """Go to the next row."""
        self._close_row()
        self.row += 1

    def text(self, column: int, said: str, look: Look | Paint = Look.TEXT, *, strong: bool = False) -> None:
        """Write words as words, whatever they begin with."""
        clean = _ESCAPE.sub("_x005F_", legible(said))
        clean = clean if len(clean) <= _LONGEST else clean[: _LONGEST - 1] + "…"
        style = self._looks.number(look, strong=strong, quoted=clean.startswith(_STARTS_A_FORMULA))
        if not clean:
            self._put(column, style)
            return
        if self._widths:
            self._lines = max(self._lines, _lines(clean, self._widths[column - 1]))
        self._put(column, style, f'<is><t xml:space="preserve">{escape(clean)}</t></is>', "inlineStr")

    def number(
        self, column: int, value: Decimal | int | None, look: Look = Look.COUNT, measure: str = ""
    ) -> None:
        """Write a number with its own digits; one of more digits than Excel keeps is written as words."""
        if value is None:
            self._put(column, self._looks.number(look))
            return
        said = plain(Decimal(value))
        if look is Look.COUNT and "." in said:
            look = Look.DECIMAL
        if len(said.replace(".", "").strip("-0")) > _DIGITS:
            self.text(column, said)
        else:
            self._put(column, self._looks.number(look, measure=measure), f"<v>{said}</v>")

    def day(self, column: int, value: date | None) -> None:
        """Write a day as a day; one before Excel's calendar as words."""
        if value is not None and value.year < 1901:
            self.text(column, value.isoformat())
        else:
            inner = "" if value is None else f"<v>{(value - _DAY_ZERO).days}</v>"
            self._put(column, self._looks.number(Look.DAY), inner)

    def finish(
        self, *, first_columns: int = 0, paging: str, filtered: bool = True, printed: int | None = None
    ) -> None:
        """Set widths, frozen panes, filter and print: A4 across, fitted to its width, the head on every page.

        Of a sheet that is for filtering only the first `printed` columns go on paper. A table too wide to be read on
        one page is fitted to several, its first columns on each.
        """
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet, head = self.sheet, self._head
        for column, width in enumerate(self._widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = f"{get_column_letter(first_columns + 1)}{head + 1}"
        if filtered and self.row > head:
            sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(self._widths))}{self.row}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        on_paper = self._widths[:printed]
        if printed is not None:
            sheet.print_area = f"A1:{get_column_letter(len(on_paper))}{max(self.row, head)}"
        across = 1 if head > 1 else math.ceil(sum(on_paper) / _READABLE)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
        if across > 1 and first_columns:
            sheet.print_title_cols = f"A:{get_column_letter(first_columns)}"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = f"{head}:{head}"
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top = margins.bottom = 0.75
        margins.header = margins.footer = 0.3
        foot = sheet.oddFooter
        assert foot is not None
        foot.center.text = paging

    def written(self, part: bytes) -> bytes:
        """Return the part of the sheet with its rows."""
        from openpyxl.utils import get_column_letter

        self._close_row()
        whole = f'<dimension ref="A1:{get_column_letter(max(1, len(self._widths)))}{max(1, self.row)}"'
        rows = f"<sheetData>{''.join(self._rows)}</sheetData>".encode()
        found, times = _DATA.subn(lambda _: rows, part, count=1)
        assert times == 1
        return _DIMENSION.sub(whole.encode(), found, count=1)

    def _put(self, column: int, style: int, inner: str = "", kind: str = "n") -> None:
        shown = f' t="{kind}"' if inner and kind != "n" else ""
        self._cells[column] = f'<c r="{_letter(column)}{self.row}" s="{style}"{shown}>{inner}</c>'

    def _close_row(self) -> None:
        """Make the row as high as its longest cell wraps: not every program does that when it opens a file."""
        if self._cells:
            high = ""
            if self._head:
                high = f' ht="{min(_HIGHEST, _LINE_HEIGHT * self._lines + 2)}" customHeight="1"'
            cells = "".join(cell for _, cell in sorted(self._cells.items()))
            self._rows.append(f'<row r="{self.row}"{high}>{cells}</row>')
        self._cells, self._lines = {}, 1


def fifteen_digits(value: Fraction) -> Decimal:
    """Return a number with as many digits as Excel keeps."""
    return Context(prec=_DIGITS).divide(Decimal(value.numerator), Decimal(value.denominator))


def plain(value: Decimal) -> str:
    """Write a number with its own digits, without an exponent and without zeros that say nothing."""
    said = format(value, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said


@cache
def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def _lines(value: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) / width)) for line in value.split("\n"))
