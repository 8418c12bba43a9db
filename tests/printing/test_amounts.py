"""Amounts carry what they count, and a percent does not deny the result beside it, in every report."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from functools import cache

import docx
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook

from giaouoc.engine.pacts import Reading
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Result, Standing
from giaouoc.printing import amounts
from giaouoc.printing.excel_report import excel_report
from giaouoc.printing.html_report import html_report
from giaouoc.printing.word_report import word_report
from tests.printing import paper_worlds
from tests.support.cases import ledger

NBSP = "\u00a0"


@cache
def just_missed() -> Standing:
    """Bình's fires fall from 100.000 to 95.001, a hair less than 5 %; its clearance is 29.999 of 40.000."""
    small = paper_worlds.small()
    moved = {8: Decimal(100_000), 9: Decimal(95_001)}
    rows = [replace(e, value=moved.get(e.seq, e.value)) for e in small.case.ledger]
    rows[11] = replace(rows[11], numerator=Decimal(29_999), denominator=Decimal(40_000))
    assert (rows[11].unit, rows[11].indicator) == ("binh", "clearance")
    return judge(replace(small.case, ledger=ledger(rows)))


def found(commitment: str, unit: str, reading: Reading) -> tuple[Outcome, PartVerdict, str]:
    verdict = just_missed().verdict(commitment, unit)
    assert verdict is not None
    part = verdict.parts[0]
    outcome = part.outcome(reading)
    assert outcome is not None
    return outcome, part, amounts.measure_of(just_missed(), part)


def test_counts_say_what_they_count_and_the_change_what_was_missed() -> None:
    voice = paper_worlds.voice(just_missed())
    outcome, part, measure = found("fires", "binh", Reading.LATEST)
    assert (outcome.result, measure) == (Result.NOT_KEPT, "vụ")
    assert amounts.amount(outcome.base, measure, voice) == f"100.000{NBSP}vụ"
    assert amounts.changed(outcome, part, voice) == f"−4,999{NBSP}%"
    assert amounts.goal(outcome, part, measure, voice) == f"≤{NBSP}95.000{NBSP}vụ"
    assert amounts.numbers(outcome, part, measure, voice) == f"−4,999{NBSP}% · 100.000 → 95.001{NBSP}vụ"


def test_a_level_has_no_measure_and_the_decimals_it_needs() -> None:
    voice = paper_worlds.voice(just_missed())
    outcome, part, measure = found("clear", "binh", Reading.LATEST)
    assert (outcome.result, measure) == (Result.NOT_KEPT, "")
    assert amounts.reached(outcome, part, measure, voice) == f"74,998{NBSP}% (29.999/40.000)"
    assert amounts.goal(outcome, part, measure, voice) == f"≥{NBSP}75{NBSP}%"
    other, part, measure = found("clear", "an", Reading.LATEST)
    assert amounts.reached(other, part, measure, voice) == f"75,20{NBSP}% (752/1.000)"


def test_what_is_not_there_is_a_dash_without_a_measure() -> None:
    voice = paper_worlds.voice(just_missed())
    outcome, part, measure = found("fires", "cuong", Reading.LATEST)
    assert amounts.amount(outcome.actual, measure, voice) == "—"
    assert (amounts.changed(outcome, part, voice), amounts.so_far(outcome, measure, voice)) == ("—", "")


def test_no_report_says_five_percent_where_five_percent_was_missed() -> None:
    standing = just_missed()
    voice = paper_worlds.voice(standing)
    page = html.document_fromstring(html_report(standing, voice)).get_element_by_id("v1-2")
    rows = [[td.text_content() for td in tr.xpath("./td")] for tr in page.xpath(".//table[1]/tbody/tr")]
    assert f"−4,999{NBSP}%" in [cell.strip() for cell in rows[0]]
    assert f"95.001{NBSP}vụ" in [cell.strip() for cell in rows[0]]
    document = docx.Document(io.BytesIO(word_report(standing, voice)))
    words = [t.text for t in document.element.body.iter(qn("w:t"))]
    assert f"−4,999{NBSP}% · 100.000 → 95.001{NBSP}vụ" in words


def test_the_workbook_carries_the_exact_change_and_shows_it() -> None:
    standing = just_missed()
    sheet = load_workbook(io.BytesIO(excel_report(standing, paper_worlds.voice(standing))))["Chi tiết"]
    head = [cell.value for cell in sheet[1]]
    at = {str(name): place for place, name in enumerate(head)}
    rows = [r for r in sheet.iter_rows(min_row=2) if r[at["Mã đơn vị"]].value == "binh"]
    fires, clear = (
        next(r for r in rows if r[at["Mã nội dung"]].value == code) for code in ("fires", "clear")
    )
    assert fires[at["Thay đổi"]].value == -0.04999
    assert fires[at["Thay đổi"]].number_format.startswith("[$-42A]+0.00##########%")
    assert fires[at["Số gốc"]].number_format == '[$-42A]#,##0" vụ"'
    assert clear[at["Số thực hiện"]].value == 0.749975
    assert clear[at["Số thực hiện"]].number_format == "[$-42A]0.00##########%"
    other = next(r for r in sheet.iter_rows(min_row=2) if r[at["Thay đổi"]].value not in (None, -0.04999))
    assert other[at["Thay đổi"]].number_format == '[$-42A]+0.00%;[$-42A]"−"0.00%;[$-42A]0.00%'
