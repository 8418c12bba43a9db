"""What a page says it says once: runs of ledger rows and attestations, how old a figure was; and it keeps it all."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from lxml import html
from openpyxl import load_workbook

from giaouoc.engine.verdicts.verdict import Attested
from giaouoc.printing.excel_report import excel_report
from giaouoc.printing.html_report import html_report, stretches, stylesheet
from giaouoc.printing.sources import later_rows, used_rows
from giaouoc.printing.word_sections import item
from giaouoc.wording import Lang, Voice
from giaouoc.wording.names import voice_of
from tests.printing.worlds import standing

DAY = timedelta(days=1)


def voice() -> Voice:
    judged = standing()
    return voice_of(judged.case, judged.as_known_on, Lang.VI)


def month(number: int, positive: bool | None = None) -> Attested:
    first = date(2025, number, 1)
    return Attested("", first, date(2025, number + 1, 1) - DAY, None, positive)


def test_neighbours_that_say_the_same_stand_as_one_and_say_how_many_they_are() -> None:
    found = stretches([month(1), month(2), month(3)], voice())
    assert [(s.first_day, s.last_day, s.count) for s in found] == [(date(2025, 1, 1), date(2025, 3, 31), 3)]


@pytest.mark.parametrize("months", [(month(1), month(3)), (month(1), month(2, positive=True))])
def test_a_gap_or_another_answer_begins_a_new_stretch(months: tuple[Attested, ...]) -> None:
    assert [s.count for s in stretches(months, voice())] == [1, 1]


def test_attestations_of_other_publications_stay_apart_and_every_day_is_kept() -> None:
    for verdict in standing().verdicts:
        if not verdict.attested or verdict.attested[0].label:
            continue
        found = stretches(verdict.attested, voice())
        assert sum(s.count for s in found) == len(verdict.attested)
        assert (found[0].first_day, found[-1].last_day) == (
            verdict.attested[0].first_day,
            verdict.attested[-1].last_day,
        )
        place = 0
        for stretch in found:
            behind = verdict.attested[place : place + stretch.count]
            assert len({a.entry and a.entry.source for a in behind}) == 1
            place += stretch.count


def test_a_run_of_ledger_rows_names_its_use_and_its_publication_once() -> None:
    judged = standing()
    later = later_rows(judged)
    parts = [p for v in judged.verdicts for p in v.parts if p.outcomes]
    for part in parts:
        rows = used_rows(part, judged.case.indicators.get(part.part.indicator), later, voice()).rows
        for spans in ([r.use_rows for r in rows], [r.publication_rows for r in rows]):
            assert sum(spans) == len(rows)
        shown = ""
        for row in rows:
            shown = row.used_for if row.use_rows else shown
            assert shown == row.used_for


def test_how_old_a_figure_was_is_said_by_the_reason_or_below_the_table_never_twice() -> None:
    judged = standing()
    root = html.document_fromstring(html_report(judged, voice()))
    parts = root.xpath("//div[@class='part'][.//table[@class='by-reading']]")
    said = [" ".join(p.text_content().split()).count("sau khi hết kỳ.") for p in parts]
    assert len(parts) > 10
    assert set(said) <= {0, 1}
    assert 1 in said


def test_a_picture_by_months_says_what_it_counts() -> None:
    root = html.document_fromstring(html_report(standing(), voice()))
    captions = [" ".join(c.text_content().split()) for c in root.xpath("//figcaption")]
    assert any("(vụ)." in c for c in captions)
    assert all("(vụ)." in c or "(người)." in c for c in captions if "háng" in c.partition(".")[0])


def test_an_opened_verdict_prints_without_the_mark_that_moved_its_result_to_the_next_line() -> None:
    paper = stylesheet().partition("@media print")[2]
    assert "details.verdict[open] > summary::before { content: none; }" in paper


@pytest.mark.parametrize(("said", "align"), [("xem https://example.org/a-b", "left"), ("xem sổ", "both")])
def test_a_line_with_an_address_is_not_stretched_to_both_margins(said: str, align: str) -> None:
    assert f'<w:jc w:val="{align}"/>' in item(said)


def test_long_columns_that_stay_off_paper_do_not_make_its_rows_tall() -> None:
    judged = standing()
    sheet = load_workbook(io.BytesIO(excel_report(judged, voice()))).worksheets[1]
    heights = [sheet.row_dimensions[n].height for n in range(2, sheet.max_row + 1)]
    assert max(heights) <= 16 * 4
