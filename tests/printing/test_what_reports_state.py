"""What the case and the rules state about themselves: calendar, scope, known flaws, attestations."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook

from giaouoc.engine.figures.entry import Status
from giaouoc.engine.indicators import IndicatorSet
from giaouoc.engine.pacts import AssumedCalendar, Scope
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.printing.excel_report import excel_report
from giaouoc.printing.html_report import html_report
from giaouoc.printing.naming import all_flaws, calendar_words, flaws, scope_words
from giaouoc.printing.word_report import word_report
from giaouoc.wording import Lang, Voice
from giaouoc.wording.names import voice_of
from tests.printing import paper_worlds
from tests.support.cases import ledger

FLAW = "Số công bố thường được tính lại về sau."


def voice(standing: Standing) -> Voice:
    marked = {
        "police": ("Năm công tác của công an", "Police year"),
        "police/mark": ("đọc qua nguồn thứ cấp", "read in a secondary source"),
    }
    return voice_of(standing.case, standing.as_known_on, Lang.VI, marked)


@cache
def flawed() -> Standing:
    """The small case with a known flaw of one indicator, a scope left open, and no escape that could arise in An."""
    small = paper_worlds.small()
    indicators = [replace(i, known_wrong=FLAW) if i.code == "cases" else i for i in small.case.indicators]
    promised = tuple(
        replace(c, scope=Scope.OPEN) if c.code == "clear" else c for c in small.case.pact.commitments
    )
    rows = [
        replace(e, value=None, status=Status.NOT_APPLICABLE)
        if (e.unit, e.indicator) == ("an", "escapes")
        else e
        for e in small.case.ledger
    ]
    pact = replace(small.case.pact, commitments=promised)
    case = replace(small.case, pact=pact, indicators=IndicatorSet(indicators), ledger=ledger(rows))
    return judge(case)


def texts_of(standing: Standing) -> dict[str, str]:
    """Return all the words of each kind of report."""
    speaks = voice(standing)
    document = docx.Document(io.BytesIO(word_report(standing, speaks)))
    book = load_workbook(io.BytesIO(excel_report(standing, speaks)))
    cells = (str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)
    return {
        "html": html.document_fromstring(html_report(standing, speaks)).text_content(),
        "docx": "\n".join(t.text or "" for t in document.element.body.iter(qn("w:t"))),
        "xlsx": "\n".join(cells),
    }


def test_a_calendar_carries_its_mark_and_that_it_was_assumed() -> None:
    standing = flawed()
    assert calendar_words(standing, voice(standing)) == "Năm công tác của công an; đọc qua nguồn thứ cấp"
    pact = replace(standing.case.pact, calendar_assumed=AssumedCalendar("giao ước không nêu"))
    assumed = replace(standing, case=replace(standing.case, pact=pact))
    assert (
        calendar_words(assumed, voice(standing))
        == "Năm công tác của công an; giả định; đọc qua nguồn thứ cấp"
    )
    unmarked = paper_worlds.voice(standing)
    assert calendar_words(standing, unmarked) == "Năm công tác của công an"
    none = replace(standing, case=replace(standing.case, pact=replace(pact, calendar=None)))
    assert calendar_words(none, unmarked) == "giao ước không nêu"


def test_the_scope_is_the_statement_of_the_case_not_of_the_pact() -> None:
    standing = flawed()
    said = {c.code: scope_words(c, voice(standing)) for c in standing.commitments[:2]}
    assert said == {
        "fires": "hồ sơ ghi là Số vụ cháy và Số người chết",
        "clear": "giao ước không nêu phạm vi; hồ sơ ghi là Tỷ lệ khám phá",
    }


def test_a_known_flaw_is_said_once_with_the_indicators_it_is_of() -> None:
    standing = flawed()
    speaks = voice(standing)
    assert flaws(standing, standing.commitments[0], speaks) == (("Số vụ cháy", FLAW),)
    assert flaws(standing, standing.commitments[1], speaks) == ()
    both = IndicatorSet(replace(i, known_wrong=FLAW) for i in standing.case.indicators)
    twice = replace(standing, case=replace(standing.case, indicators=both))
    names = "Số vụ cháy, Số người chết, Tỷ lệ khám phá và Người trốn"
    assert all_flaws(twice, speaks) == ((names, FLAW),)


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_every_report_states_them(kind: str) -> None:
    said = texts_of(flawed())[kind]
    assert "Năm công tác của công an; đọc qua nguồn thứ cấp" in said
    assert f"Số vụ cháy: {FLAW}" in said
    assert "không áp dụng" in said
    if kind != "xlsx":
        assert "giao ước không nêu phạm vi; hồ sơ ghi là Tỷ lệ khám phá" in said


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_not_reached_before_the_deadline_is_not_yet(kind: str) -> None:
    small = paper_worlds.small()
    ready = replace(
        next(e for e in small.case.ledger if e.indicator == "escapes"),
        indicator="ready",
        seq=len(small.case.ledger) + 1,
    )
    standing = judge(replace(small.case, ledger=ledger([*small.case.ledger, ready])))
    assert "chưa đạt, tính đến ngày báo cáo" in texts_of(standing)[kind]
    assert "chưa đạt, tính đến ngày báo cáo" not in texts_of(small)[kind]


def test_a_paragraph_of_the_document_begins_with_words_not_with_a_sign() -> None:
    standing = judge(flawed().case, as_known_on=date(2025, 6, 20))
    document = docx.Document(io.BytesIO(word_report(standing, voice(standing))))
    every = [p.text for p in document.paragraphs if p.text]
    begun = every[every.index("III. KẾT QUẢ TỪNG NỘI DUNG GIAO ƯỚC") :]
    assert "Chưa thể kết luận:" in begun
    assert [line for line in begun if line.lstrip("- ")[:1] in set("✓✕?◔◇☰")] == []
