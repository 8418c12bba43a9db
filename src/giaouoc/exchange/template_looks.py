"""How a template looks: fonts, colours, borders, paper; one prepared style for each kind of cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from giaouoc.engine.figures import Status
from giaouoc.exchange.template_columns import BY_KEY

if TYPE_CHECKING:
    from openpyxl import Workbook

# The stubs of openpyxl know a write-only sheet as nearly empty.
Sheet: TypeAlias = Any

FONT: Final = "Times New Roman"
INK, PALE_INK, WHITE = "1F2933", "5B6670", "FFFFFF"
DEEP, GREY, LINE, PAPER, COMMON = "1F3A5F", "EDEFF2", "B8C0C8", "FFFBE6", "FFF1B8"
AMBER, RED = "FFD8A8", "F8B4B4"


LINE_HEIGHT: Final = 15


class Above(Enum):
    """The line above a row: a new unit or a new indicator begins, or the same one goes on."""

    THIN = 0
    INDICATOR = 1
    UNIT = 2


@dataclass(frozen=True, slots=True)
class _Look:
    size: int = 11
    bold: bool = False
    italic: bool = False
    ink: str = INK
    fill: str | None = None
    boxed: bool = False
    across: str = "left"
    up: str = "center"
    wrap: bool = True
    number_format: str = "General"
    open: bool = False


# Text format keeps what is typed: Excel would turn 2/12/2025 into whichever day its own language reads.
_LOOKS: Final = {
    "none": _Look(),
    "title": _Look(size=15, bold=True, ink=DEEP, wrap=False),
    "strong": _Look(size=12, bold=True, wrap=False),
    "plain": _Look(wrap=False),
    "hint": _Look(italic=True, across="right", ink=PALE_INK, wrap=False),
    "section": _Look(size=12, bold=True, ink=DEEP, wrap=False),
    "line": _Look(up="top"),
    "hidden": _Look(wrap=False, number_format="@"),
    "boxed": _Look(boxed=True),
    "head": _Look(bold=True, ink=WHITE, fill=DEEP, boxed=True, across="center"),
    "head-locked": _Look(bold=True, ink=INK, fill="D5DAE0", boxed=True, across="center"),
    "locked": _Look(fill=GREY, boxed=True, number_format="@"),
    "locked-day": _Look(fill=GREY, boxed=True, across="center", number_format="@"),
    "known": _Look(size=10, italic=True, ink=PALE_INK, fill=GREY, boxed=True, number_format="@"),
    "common": _Look(fill=COMMON, boxed=True, number_format="@", open=True),
    "choice-input": _Look(fill=PAPER, boxed=True, number_format="@", open=True),
    "number-input": _Look(fill=PAPER, boxed=True, across="right", open=True, wrap=False),
    "text-input": _Look(fill=PAPER, boxed=True, number_format="@", open=True),
}


class Looks:
    """Writes rows of (value, look) into sheets of one workbook; text that begins with = stays text."""

    def __init__(self, book: Workbook) -> None:
        from openpyxl.cell import WriteOnlyCell

        self._make: Any = WriteOnlyCell
        # Cells live in a sheet; this one is taken out again once the styles are in the book.
        scratch = book.create_sheet("scratch")
        self._styles = {
            (name, above): _style(scratch, look, above) for name, look in _LOOKS.items() for above in Above
        }
        book.remove(scratch)
        # A write-only sheet does not count its rows by itself.
        self._rows: Counter[str] = Counter()

    def append(
        self,
        sheet: Sheet,
        cells: Sequence[tuple[str, str]],
        *,
        above: Above = Above.THIN,
        height: int | None = None,
    ) -> None:
        """Add a row with a line above it; without a height it has the sheet's own."""
        if height is not None:
            sheet.row_dimensions[self._rows[sheet.title] + 1].height = height
        made = []
        for value, look in cells:
            cell = self._make(sheet)
            if value:
                cell.value = _printable(value)
                cell.data_type = "s"
            cell._style = self._styles[look, above]
            made.append(cell)
        self._rows[sheet.title] += 1
        sheet.append(made)

    def append_wide(self, sheet: Sheet, line: str, columns: str) -> None:
        """Add a line of text across columns, as high as it needs (a merged cell does not grow by itself)."""
        row = self._rows[sheet.title] + 1
        first, _, last = columns.partition(":")
        sheet.merged_cells.add(f"{first}{row}:{last}{row}")
        self.append(sheet, [(line, "line")], height=lines_of(line, 125) * LINE_HEIGHT)

    def protect(self, sheet: Sheet) -> None:
        """Lock what is not for filling in, without a password: it guards against slips, not against people."""
        sheet.protection.sheet = True
        for allowed in ("formatColumns", "formatRows", "autoFilter"):
            setattr(sheet.protection, allowed, False)

    def set_page(self, sheet: Sheet, *, landscape: bool) -> None:
        """Set A4 with all columns on one page."""
        sheet.sheet_format.defaultRowHeight = LINE_HEIGHT + 2
        sheet.sheet_format.customHeight = True
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        for side in ("left", "right"):
            setattr(sheet.page_margins, side, 0.4)
        for side in ("top", "bottom"):
            setattr(sheet.page_margins, side, 0.5)
        sheet.oddFooter.right.text = "&P/&N"

    def mark_contradictions(self, sheet: Sheet, first: int, last: int, words: dict[Status, str]) -> None:
        """Colour the value where a report lacks it, and where a status that has none carries one."""
        from openpyxl.formatting.rule import FormulaRule
        from openpyxl.styles import PatternFill

        rule: Any = FormulaRule
        status, value, counts = (BY_KEY[k].letter for k in ("status", "value", "numerator"))
        said, given = f"${status}{first}", f"${value}{first}"
        reported = f'{said}="{words[Status.REPORTED]}"'
        empty = f'AND({given}="",${counts}{first}="")'
        where = f"{status}{first}:{value}{last}"
        for formula, colour in (
            (f"AND({reported},{empty})", AMBER),
            (f'AND({said}<>"",NOT({reported}),NOT({empty}))', RED),
        ):
            fill = PatternFill(start_color=colour, end_color=colour, fill_type="solid")
            sheet.conditional_formatting.add(where, rule([formula], fill=fill))


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column so many signs wide; rows do not grow by themselves everywhere."""
    lines, room = 1, width
    for word in text.split():
        if len(word) > room and room < width:
            lines, room = lines + 1, width
        room -= len(word) + 1
    return lines


def _style(sheet: Any, look: _Look, above: Above) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    cell: Any = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.ink)
    if look.fill:
        cell.fill = PatternFill(start_color=look.fill, end_color=look.fill, fill_type="solid")
    if look.boxed:
        thin = Side(style="thin", color=LINE)
        top = {Above.UNIT: Side(style="medium", color=DEEP), Above.INDICATOR: Side(style="thin", color=DEEP)}
        cell.border = Border(left=thin, right=thin, top=top.get(above, thin), bottom=thin)
    cell.alignment = Alignment(
        horizontal=look.across,
        vertical=look.up,
        wrap_text=look.wrap,
        indent=1 if look.boxed and look.across == "left" else 0,
    )
    cell.number_format = look.number_format
    cell.protection = Protection(locked=not look.open)
    return copy(cell._style)


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())
