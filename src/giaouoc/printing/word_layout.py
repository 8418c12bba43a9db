"""The page of Decree 30/2020/NĐ-CP, Appendix I, in Word: paper, margins, letters, paragraphs, tables.

Paragraphs and tables are made as WordprocessingML text; every word of a case passes through `run`, which
escapes it. Lengths are in millimetres, letters in points.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from giaouoc.printing.paper_text import REPORT_MARK, legible, packed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

FONT: Final = "Times New Roman"
SIGN_FONT: Final = "Segoe UI Symbol"
BODY: Final = 14
TABLE: Final = 11
PORTRAIT: Final = 165
LANDSCAPE: Final = 252

_PAGE: Final = (210, 297)
_TOP, _BOTTOM, _LEFT, _RIGHT, _HEADER = 20, 20, 30, 15, 10
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES: Final = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_FEW_ROWS: Final = 9
_TALL: Final = 900  # letters of a cell from which its row may break over two pages
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_NO_LINE: Final = 'w:val="nil"'
_LINE: Final = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
_BOXED: Final = f"<w:tcBorders>{''.join(f'<w:{side} {_LINE}/>' for side in _SIDES[:4])}</w:tcBorders>"
_TAG: Final = re.compile("<[^>]*>")
_SIGNS: Final = re.compile("([\u2600-\u27bf\u25a0-\u25ff]+)")


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def run(text: str, *, size: float | None = None, bold: bool = False, italic: bool = False) -> str:
    """Return words as runs; signs that Times New Roman lacks are set in a font that has them."""
    found = [piece for piece in _SIGNS.split(legible(text)) if piece]
    return "".join(_run(piece, size, bold, italic) for piece in found)


def _run(text: str, size: float | None, bold: bool, italic: bool) -> str:
    look = "<w:b/><w:bCs/>" if bold else ""
    look += "<w:i/><w:iCs/>" if italic else ""
    if size is not None:
        look += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    if _SIGNS.match(text):
        look = f"<w:rFonts {_letters(SIGN_FONT)}/>{look}"
    lines = [
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else ""
        for line in text.replace("\t", " ").split("\n")
    ]
    return f"<w:r><w:rPr>{look}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def _letters(font: str) -> str:
    return " ".join(f'w:{use}="{font}"' for use in ("ascii", "hAnsi", "eastAsia", "cs"))


def page_number(size: float = BODY) -> str:
    """Return the field that shows the number of the page."""
    look = f'<w:rPr><w:sz w:val="{round(size * 2)}"/></w:rPr>'
    return f'<w:fldSimple w:instr=" PAGE "><w:r>{look}<w:t>2</w:t></w:r></w:fldSimple>'


def paragraph(
    *runs: str,
    align: str = "both",
    first: float = 0,
    left: float = 0,
    right: float = 0,
    before: float = 0,
    after: float = 0,
    line: float | None = None,
    with_next: bool = False,
    together: bool = False,
    ruled: bool = False,
    heading: int | None = None,
) -> str:
    """Return a paragraph; `before` and `after` in points, `ruled` draws a line above it."""
    look = "".join(
        [
            "<w:keepNext/>" if with_next else "",
            "<w:keepLines/>" if together else "",
            '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>' if ruled else "",
            f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"',
            f' w:line="{round(line * 20)}" w:lineRule="exact"/>' if line else "/>",
            f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}" w:firstLine="{twips(first)}"/>',
            f'<w:jc w:val="{align}"/>',
            f'<w:outlineLvl w:val="{heading - 1}"/>' if heading else "",
        ]
    )
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def body(*runs: str, with_next: bool = False) -> str:
    """Return a paragraph of the body: justified, first line indented, 6 points after it."""
    return paragraph(*runs, first=12.7, after=6, with_next=with_next)


def heading(text: str, level: int) -> str:
    """Return a heading: level 1 in Roman numerals and capitals, level 2 numbered; both bold and indented."""
    return paragraph(
        run(text, bold=True), first=12.7, before=6, after=6, with_next=True, together=True, heading=level
    )


def rule(width: float, length: float) -> str:
    """Return a solid line of a length, centred in a width, close under the words above it."""
    side = max(0.0, (width - length) / 2)
    return paragraph(run("", size=2), align="center", left=side, right=side, line=4, before=1, ruled=True)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table: paragraphs, and how it joins its neighbours; `merged` None, "restart" or "continue"."""

    content: str
    span: int = 1
    merged: str | None = None
    wash: bool = False
    boxed: bool = False


def words(
    text: str, *, bold: bool = False, italic: bool = False, align: str = "left", size: float = TABLE
) -> Box:
    """Return a cell with words in the size of tables."""
    return Box(paragraph(run(text, size=size, bold=bold, italic=italic), align=align))


def table(
    widths: Sequence[float],
    rows: Sequence[Sequence[Box]],
    *,
    heads: int = 1,
    borders: str = "grid",
    splits: bool = False,
    whole: bool = False,
) -> str:
    """Return a table of fixed widths; its first `heads` rows repeat on every page.

    `borders` is "grid", "lines" (between rows only) or "none"; a tall row breaks over two pages only if it `splits`,
    a short one never does; a table of few rows that is `whole` stays on one page.
    """
    if whole and len(rows) <= _FEW_ROWS:
        held = [[replace(box, content=_with_next(box.content)) for box in row] for row in rows[:-1]]
        rows = [*held, *rows[-1:]]
    grid = "".join(f'<w:gridCol w:w="{twips(w)}"/>' for w in widths)
    shown = "".join(_row(widths, row, place < heads, splits) for place, row in enumerate(rows))
    look = (
        f'<w:tblW w:w="{sum(twips(w) for w in widths)}" w:type="dxa"/>{_borders(borders)}'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="28" w:type="dxa"/>'
        '<w:left w:w="57" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{shown}</w:tbl>"


def _borders(kind: str) -> str:
    drawn = {"grid": _SIDES, "lines": ("top", "bottom", "insideH")}.get(kind, ())
    shown = [f"<w:{side} {_LINE if side in drawn else _NO_LINE}/>" for side in _SIDES]
    return f"<w:tblBorders>{''.join(shown)}</w:tblBorders>"


def _with_next(content: str) -> str:
    return content.replace("<w:pPr><w:spacing", "<w:pPr><w:keepNext/><w:spacing")


def _row(widths: Sequence[float], row: Sequence[Box], head: bool, splits: bool) -> str:
    cells: list[str] = []
    column = 0
    for box in row:
        width = sum(twips(w) for w in widths[column : column + box.span])
        column += box.span
        look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        look += f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
        look += f'<w:vMerge w:val="{box.merged}"/>' if box.merged else ""
        look += _BOXED if box.boxed else ""
        look += '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if box.wash or head else ""
        look += '<w:vAlign w:val="center"/>' if head else ""
        cells.append(f"<w:tc><w:tcPr>{look}</w:tcPr>{box.content}</w:tc>")
    tall = any(len(_TAG.sub("", box.content)) >= _TALL for box in row)
    kind = ("" if splits and tall else "<w:cantSplit/>") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{kind}</w:trPr>{''.join(cells)}</w:tr>"


class Paper:
    """A Word document in the making; `mark` stands in the head of every page where it is not empty."""

    def __init__(self, *, language: str, title: str, made_at: datetime, mark: str = "") -> None:
        import docx

        self._document: Document = docx.Document()
        self._elements = self._document.element.body
        _set_letters(self._document, language)
        _set_age(self._document)
        section = self._document.sections[0]
        _set_page(section, landscape=False)
        _set_heads(section, mark)
        _set_properties(self._document, language, legible(title), made_at)

    def add(self, *parts: str) -> None:
        """Put paragraphs and tables at the end."""
        from docx.oxml import parse_xml

        holder = parse_xml(f"<w:body {_NAMESPACES}>{''.join(parts)}</w:body>")
        last = self._elements[-1]
        for element in list(holder):
            last.addprevious(element)

    def annex(self, *, landscape: bool) -> None:
        """Begin an annex: a new page with its own numbers."""
        from docx.oxml import parse_xml

        ends = self._elements[-1]
        self.add(paragraph(run("", size=1), line=1))
        self._elements[-2].pPr.append(deepcopy(ends))
        _set_page(self._document.sections[-1], landscape=landscape)
        for old in ends.findall(f"{{{_W}}}pgNumType"):
            ends.remove(old)
        ends.find(f"{{{_W}}}pgMar").addnext(parse_xml(f'<w:pgNumType {_NAMESPACES} w:start="1"/>'))

    def content(self) -> bytes:
        """Return the file; the same words make the same bytes."""
        out = io.BytesIO()
        self._document.save(out)
        return packed(out.getvalue())


def _set_letters(document: Document, language: str) -> None:
    """Make Times New Roman the letters of everything, in every script, and say the language of the text."""
    from docx.oxml import parse_xml
    from docx.shared import Pt

    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(BODY)
    look = normal.element.rPr
    look.remove(look.rFonts)
    look.insert(0, parse_xml(f"<w:rFonts {_NAMESPACES} {_letters(FONT)}/>"))
    spoken = f'w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"'
    look.append(parse_xml(f"<w:lang {_NAMESPACES} {spoken}/>"))
    defaults = document.styles.element.find(f"{{{_W}}}docDefaults")
    for lang in defaults.iter(f"{{{_W}}}lang"):
        for use in ("val", "eastAsia", "bidi"):
            lang.set(f"{{{_W}}}{use}", language)
    for spacing in defaults.iter(f"{{{_W}}}spacing"):
        spacing.attrib.clear()


def _set_age(document: Document) -> None:
    """Ask Word for its present way of laying out, not for that of 2007, which shifts tables to the left."""
    from docx.oxml import parse_xml

    settings = document.settings.element
    for old in settings.findall(f"{{{_W}}}compat"):
        setting = (
            f'<w:compatSetting {_NAMESPACES} w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        )
        for one in old.findall(f"{{{_W}}}compatSetting"):
            if one.get(f"{{{_W}}}name") == "compatibilityMode":
                old.remove(one)
        old.append(parse_xml(setting))


def _set_page(section: Section, *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    width, height = reversed(_PAGE) if landscape else _PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.header_distance = section.footer_distance = Mm(_HEADER)


def _set_heads(section: Section, mark: str) -> None:
    """Put the page number into the top margin, not on the first page; the mark stands on every page."""
    from docx.oxml import parse_xml

    section.different_first_page_header_footer = True
    said = run(mark, size=10, bold=True)
    first = paragraph(said, align="center")
    later = paragraph(page_number(), run(f"\n{mark}", size=10, bold=True) if mark else "", align="center")
    for head, line in ((section.first_page_header, first), (section.header, later)):
        head.is_linked_to_previous = False
        old = head.paragraphs[0]._p
        old.addnext(parse_xml(line.replace("<w:p>", f"<w:p {_NAMESPACES}>", 1)))
        old.getparent().remove(old)


def _set_properties(document: Document, language: str, title: str, made_at: datetime) -> None:
    """Say what the file is; its day is the day of the standing, no clock is asked."""
    told = document.core_properties
    told.title, told.language = title[:255], language
    told.author = told.last_modified_by = told.comments = told.keywords = told.subject = ""
    told.category = REPORT_MARK
    told.created = told.modified = made_at
    told.revision = 1
