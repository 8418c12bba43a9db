"""The first sheet of a workbook: every result in one table, each with its word, its sign and its border."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from giaouoc.engine.verdicts.verdict import Result, Standing
from giaouoc.printing.excel_layout import Line, Look, Page, Paint
from giaouoc.printing.naming import pact_title, targets, title_of
from giaouoc.printing.paper_facts import cells_of, head_words, marked, unit_name
from giaouoc.wording import Voice, show, text
from giaouoc.wording.cells import Cell, Sureness

ROOMY: Final = 6
"""Up to this many units they stand across, and cells show their numbers; beyond it they stand down the side."""

_COLOURS: Final[Mapping[Result, tuple[str, str]]] = {
    Result.KEPT: ("1B6B3A", "E2F1E6"),
    Result.NOT_KEPT: ("A3311F", "FAE6E1"),
    Result.NOT_YET: ("3D5A8A", "E6ECF6"),
    Result.CANNOT_TELL: ("6A5A80", "EEEAF3"),
    Result.NOT_APPLICABLE: ("5B6472", "FFFFFF"),
    Result.BY_PEOPLE: ("5B6472", "FFFFFF"),
}
_BORDERS: Final[Mapping[Sureness, Line]] = {
    Sureness.SURE: "medium",
    Sureness.LUCK: "mediumDashed",
    Sureness.OPEN: "thin",
    Sureness.UNKNOWN: "dotted",
}


def paint(result: Result, sureness: Sureness) -> Paint:
    """Return the colours and the border of a result; no ground where it may lie within the usual swing."""
    letters, ground = _COLOURS[result]
    unsure = sureness is Sureness.LUCK or (result.tells and sureness is Sureness.UNKNOWN)
    return Paint(letters, None if unsure else ground, _BORDERS[sureness])


def fill(page: Page, standing: Standing, voice: Voice, paging: str) -> None:
    """Fill the sheet."""
    page.line(pact_title(standing, voice), Look.TITLE)
    asked = text(
        "paper.sheet-line.asked",
        voice,
        known_on=standing.as_known_on,
        baseline=text(f"words.reading.{standing.reading}", voice),
        territory=standing.territory,
        head=head_words(standing, voice),
    )
    page.line(asked, Look.QUIET)
    page.line(text("paper.made-up", voice) if standing.case.pact.made_up else "", Look.MARK)
    if len(standing.rows) > ROOMY:
        _units_down(page, standing, voice, paging)
    else:
        _units_across(page, standing, voice, paging)


def _units_across(page: Page, standing: Standing, voice: Voice, paging: str) -> None:
    shown = cells_of(standing, voice)
    heads = [text(f"paper.sheet-column.{n}", voice) for n in ("commitment", "target")]
    widths = (34, 30, *[26 if len(standing.rows) > 2 else 40] * len(standing.rows))
    page.heads([*heads, *(unit_name(u, voice) for u in standing.rows)], widths)
    for place, commitment in enumerate(standing.commitments, start=1):
        page.next_row()
        page.text(1, f"{place}. {title_of(commitment, voice)}", Look.STRONG)
        said = targets(standing, commitment, voice)
        page.text(2, "\n".join(said) if said else show(commitment.type, voice))
        for column, unit in enumerate(standing.rows, start=3):
            _cell(page, column, shown[commitment.code, unit], voice, detailed=True)
    page.finish(first_columns=1, paging=paging)


def _units_down(page: Page, standing: Standing, voice: Voice, paging: str) -> None:
    shown = cells_of(standing, voice)
    titles = [f"{place}. {title_of(c, voice)}" for place, c in enumerate(standing.commitments, start=1)]
    page.heads([text("paper.sheet-column.unit", voice), *titles], (30, *[13] * len(titles)))
    for unit in standing.rows:
        page.next_row()
        page.text(1, unit_name(unit, voice), Look.STRONG)
        for column, commitment in enumerate(standing.commitments, start=2):
            _cell(page, column, shown[commitment.code, unit], voice, detailed=False)
    page.finish(first_columns=1, paging=paging)


def _cell(page: Page, column: int, shown: Cell, voice: Voice, *, detailed: bool) -> None:
    said = marked(shown, voice)
    if detailed and shown.detail:
        said += f"\n{shown.detail}"
    page.text(column, said, paint(shown.result, shown.sureness), strong=shown.result.tells and not detailed)
