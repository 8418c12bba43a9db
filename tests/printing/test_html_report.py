"""The HTML report: everything judged stands in it, and nothing a case says becomes markup, code or a link."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from functools import cache

import pytest
from lxml import html

from giaouoc.engine.verdicts.verdict import Result
from giaouoc.printing.html_report import content_security_policy, html_report, stylesheet
from giaouoc.wording import Lang, catalogue, say
from giaouoc.wording.cells import cell
from giaouoc.wording.names import voice_of
from tests.printing.worlds import SCRIPT, standing

CALENDARS = {"police": ("năm công an", "police year")}


@cache
def page(lang: Lang = Lang.VI, size: int = 5, day: date | None = None) -> str:
    judged = standing(size, day=day)
    return html_report(judged, voice_of(judged.case, judged.as_known_on, lang, CALENDARS))


def tree(lang: Lang = Lang.VI, size: int = 5) -> html.HtmlElement:
    return html.document_fromstring(page(lang, size))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("size", [1, 5, 8])
def test_no_text_of_a_case_becomes_an_element_or_an_attribute(size: int) -> None:
    root = tree(size=size)
    assert root.xpath("//script | //iframe | //object | //embed | //img | //link | //base | //form") == []
    assert [n for e in root.iter() for n in e.attrib if n.startswith("on") or n == "style"] == []
    assert SCRIPT in words(root)
    assert '" onmouseover="alert(1)' in words(root) or size == 1


def test_only_web_addresses_become_links_and_they_tell_nobody_where_from() -> None:
    links = tree().xpath("//a[@href]")
    out = [a for a in links if not a.get("href").startswith("#")]
    assert {a.get("href").partition(":")[0] for a in out} == {"https"}
    assert {a.get("rel") for a in out} == {"noreferrer"}
    assert "javascript:alert(1)" in words(tree())
    assert "data:text/html," in words(tree())


def test_every_link_inside_the_page_arrives() -> None:
    root = tree()
    ids = set(root.xpath("//@id"))
    assert {a.get("href")[1:] for a in root.xpath("//a[starts-with(@href, '#')]")} <= ids
    assert set(root.xpath("//use/@href")) == {"#months"}
    assert "months" in ids


def test_the_page_loads_nothing() -> None:
    root = tree()
    assert root.xpath("//@src | //@srcset | //@poster | //@data | //@background | //@xlink:href", namespaces={
        "xlink": "http://www.w3.org/1999/xlink"}) == []  # fmt: skip
    assert not re.search(r"@import|url\(|expression\(|image-set\(", stylesheet())
    assert "</" not in stylesheet()


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    root = tree()
    style = root.xpath("//style")[0].text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == [f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"]
    assert content_security_policy("a") != policy[0]


@pytest.mark.parametrize("lang", Lang)
def test_every_verdict_stands_in_its_cell_and_its_section(lang: Lang) -> None:
    judged = standing()
    voice = voice_of(judged.case, judged.as_known_on, lang, CALENDARS)
    root = tree(lang)
    assert {v.result for v in judged.verdicts} == set(Result)
    cells = root.xpath("//div[@class='board']//td/a")
    assert len(cells) == len(judged.verdicts) == 35
    for verdict, shown in zip(judged.verdicts, cells, strict=True):
        said = cell(verdict, voice)
        assert said.word in words(shown)
        assert said.detail in words(shown).replace("\xa0", " ") or said.detail in shown.text_content()
        assert ("⚖" in words(shown)) is verdict.hangs
        inside = root.get_element_by_id(shown.get("href")[1:])
        assert say(verdict.rule, voice).saw in inside.text_content()
        for reason in verdict.reasons:
            assert say(reason, voice).saw in inside.text_content()


@pytest.mark.parametrize("lang", Lang)
def test_every_finding_stands_with_its_explanations_and_its_way_out(lang: Lang) -> None:
    judged = standing()
    voice = voice_of(judged.case, judged.as_known_on, lang, CALENDARS)
    shown = tree(lang).text_content()
    assert len(judged.all_findings) > 3
    for finding in judged.all_findings:
        said = say(finding, voice)
        assert [t for t in (said.title, said.saw, *said.explanations, said.way_out) if t not in shown] == []


def test_a_part_shows_all_readings_its_formula_and_how_sure_it_is() -> None:
    inside = tree().get_element_by_id("v1-2")
    shown = inside.text_content()
    rows = inside.xpath(".//div[@class='sheet'][1]//tbody/tr/th")
    assert [words(r) for r in rows] == ["bản mới nhất", "lúc ký", "cùng độ trễ công bố"]
    assert "992 × 100 ≤ 1.054 × 95" in shown
    assert "992 × 100 ≤ 1.039 × 95" in shown
    assert "xác suất vẫn được tính đạt là" in shown
    assert "chưa kiểm chứng" in shown
    assert len(inside.xpath(".//figure/svg")) == 3
    seqs = [words(th) for th in inside.xpath(".//details[@class='pieces']//tbody//th")]
    assert len(seqs) == 25


def test_the_bar_always_says_what_the_numbers_stand_on() -> None:
    bar = words(tree().xpath("//dl[@class='asof']")[0])
    for said in ("29/12/2025", "giao ước không nêu", "như khi ký", "năm công an", "9f2c" * 16):
        assert said in bar
    unsealed = standing(1, head=None)
    voice = voice_of(unsealed.case, unsealed.as_known_on, Lang.VI, CALENDARS)
    assert "chưa niêm phong" in html_report(unsealed, voice)


def test_made_up_figures_are_marked_in_the_title_and_on_the_page() -> None:
    root = tree()
    assert words(root.xpath("//title")[0]).startswith("Số liệu mô phỏng.")
    assert "không dùng để đánh giá ai" in words(root.xpath("//p[@class='made-up']")[0])


def test_an_open_window_shows_where_it_stands() -> None:
    shown = html.document_fromstring(page(day=date(2025, 8, 1))).text_content()
    assert "chưa hết kỳ" in shown
    assert "mức cho phép" in shown


def test_the_summary_counts_and_says_what_is_missing_from_whom() -> None:
    root = tree()
    summary = words(root.get_element_by_id("summary"))
    assert "7 nội dung, 5 đơn vị, 35 ô kết quả." in summary
    assert "1 kết quả đổi nếu đổi số gốc." in summary
    rows = [words(r) for r in root.xpath("//table[@class='lacks']/tbody/tr")]
    assert any("Công an tỉnh tự công bố" in r and "15/08/2025–14/09/2025" in r for r in rows)
    assert any("Các đơn vị ký giao ước" in r and "Công an tỉnh Sông Trăng" in r for r in rows)


def test_sources_are_listed_once_with_their_day_and_undated_ones_apart() -> None:
    root = tree()
    rows = root.xpath("//table[@class='sources']/tbody/tr")
    listed = [words(r.xpath("./td[@class='address']")[0]) for r in rows]
    keys = [(words(r.xpath("./td[1]")[0]), s) for r, s in zip(rows, listed, strict=True)]
    assert len(set(keys)) == len(keys)
    assert ("20/06/2025", "javascript:alert(1)") in keys
    assert not any(s.startswith("data:") for s in listed)
    assert "data:text/html" in words(root.get_element_by_id("sources"))


def test_the_english_page_holds_no_vietnamese_of_the_catalogues() -> None:
    judged = standing(8)
    voice = voice_of(judged.case, judged.as_known_on, Lang.EN, CALENDARS)
    root = html.document_fromstring(html_report(judged, voice))
    for own in root.xpath("//*[@lang='vi']"):
        own.clear()
    shown = root.text_content()
    said = [
        text
        for table in (*catalogue("report", Lang.VI).values(), *catalogue("words", Lang.VI).values())
        for text in table.values()
        if isinstance(text, str) and not text.isascii() and len(text) > 4 and "{" not in text
    ]
    assert len(said) > 100
    assert [text for text in said if text in shown] == []


@pytest.mark.parametrize(("lang", "said"), [(Lang.VI, "vi"), (Lang.EN, "en")])
def test_the_page_names_its_language_and_that_of_the_pact(lang: Lang, said: str) -> None:
    root = tree(lang)
    assert root.get("lang") == said
    assert {q.get("lang") for q in root.xpath("//blockquote")} == {"vi"}


def test_many_bodies_make_a_compact_page_under_four_megabytes() -> None:
    judged = standing(34, copies=3)
    voice = voice_of(judged.case, judged.as_known_on, Lang.VI, CALENDARS)
    big = html_report(judged, voice)
    root = html.document_fromstring(big)
    assert len(judged.verdicts) == 34 * 20
    assert len(big.encode()) < 4_000_000
    assert root.xpath("//details[@class='verdict'][@open]") == []
    cells = root.xpath("//div[@class='board']//td/a")
    assert {len(words(a.xpath("./b")[0])) for a in cells} == {1, 2}
    assert all(a.xpath("./span[@class='tip']") for a in cells)
