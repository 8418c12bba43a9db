"""What became of a ledger row later, and who wrote it down when, stands in every report."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import docx
from lxml import html
from openpyxl import load_workbook

from giaouoc.engine.figures import Entry
from giaouoc.engine.figures.entry import Status
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.printing.excel_report import excel_report
from giaouoc.printing.html_report import html_report
from giaouoc.printing.sources import later_rows, later_words, recorded_words
from giaouoc.printing.word_report import word_report
from giaouoc.wording import Lang
from tests.printing import paper_worlds
from tests.support.cases import figure, ledger

SAID = "đã rút ở dòng sổ 14, công bố 10/06/2025: gõ nhầm năm"


def entry(seq: int, **more: object) -> Entry:
    return replace(figure(1, "2025-06-20"), seq=seq, **more)  # type: ignore[arg-type]


@cache
def withdrawn() -> Standing:
    """The base that An had at signing is withdrawn a year later by a row of its own; both were written down by u-01."""
    small = paper_worlds.small()
    rows = [
        replace(e, recorded_at="2025-06-01T09:30:00+07:00", recorded_by="u-01") if e.seq == 1 else e
        for e in small.case.ledger
    ]
    taken_back = replace(
        rows[0],
        seq=len(rows) + 1,
        status=Status.WITHDRAWN,
        value=None,
        published_on=figure(1, "2025-06-10").published_on,
        corrects=1,
        reason="gõ nhầm năm",
    )
    return judge(replace(small.case, ledger=ledger([*rows, taken_back])))


def test_a_row_knows_what_replaced_it_as_far_as_the_day_knows() -> None:
    standing = withdrawn()
    assert {seq: e.seq for seq, e in later_rows(standing).items()} == {1: 14}
    earlier = replace(standing, as_known_on=standing.case.pact.signed_on)
    assert later_rows(earlier) == {}


def test_withdrawn_and_corrected_are_told_apart() -> None:
    voice = paper_worlds.voice(withdrawn())
    assert later_words(later_rows(withdrawn())[1], voice) == SAID
    corrected = entry(9, corrects=3, reason="rà soát")
    assert later_words(corrected, voice) == "đã đính chính ở dòng sổ 9, công bố 20/06/2025: rà soát"
    assert later_words(None, voice) == ""


def test_a_row_says_when_and_by_whom_it_was_recorded_as_far_as_it_knows() -> None:
    voice = paper_worlds.voice(withdrawn())
    at = "2025-08-01T23:30:00+07:00"
    found = [
        entry(1, recorded_at=at, recorded_by="u-01"),
        entry(1, recorded_at=at),
        entry(1, recorded_by="u-01"),
    ]
    assert [recorded_words(e, voice) for e in [*found, entry(1)]] == [
        "ghi sổ ngày 01/08/2025, người ghi u-01",
        "ghi sổ ngày 01/08/2025",
        "người ghi u-01",
        "",
    ]


def test_the_page_says_it_beside_the_row() -> None:
    standing = withdrawn()
    root = html.document_fromstring(html_report(standing, paper_worlds.voice(standing)))
    rows = root.get_element_by_id("v1-1").xpath(".//details[@class='pieces']//tr[th='1']")
    assert [r.text_content().count(SAID) for r in rows][:1] == [1]
    assert "ghi sổ ngày 01/06/2025, người ghi u-01" in rows[0].text_content()


def test_the_workbook_says_it_in_columns_of_their_own() -> None:
    standing = withdrawn()
    book = load_workbook(io.BytesIO(excel_report(standing, paper_worlds.voice(standing))))
    head, first, second, *_ = [[c.value for c in row] for row in book["Nguồn"].iter_rows()]
    columns = ("Dòng sổ", "Thay đổi về sau", "Ghi sổ lúc", "Người ghi")
    found = [tuple(row[head.index(name)] for name in columns) for row in (first, second)]
    assert found == [(1, SAID, "2025-06-01T09:30:00+07:00", "u-01"), (2, None, None, None)]


def test_the_document_lists_it_under_its_sources() -> None:
    standing = withdrawn()
    document = docx.Document(io.BytesIO(word_report(standing, paper_worlds.voice(standing))))
    lines = [p.text for p in document.paragraphs]
    assert f"- dòng sổ 1: {SAID}" in lines
    assert "- 1: ghi sổ ngày 01/06/2025, người ghi u-01" in lines
    plain = docx.Document(
        io.BytesIO(word_report(paper_worlds.small(), paper_worlds.voice(standing, Lang.VI)))
    )
    assert not any("ghi sổ ngày" in p.text or "đã rút" in p.text for p in plain.paragraphs)
