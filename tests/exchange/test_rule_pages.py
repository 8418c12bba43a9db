"""What reports call acts and calendars, and how well a calendar was checked."""

from __future__ import annotations

from giaouoc.engine.rulebook import Mark
from giaouoc.exchange.rule_pages import ACT_KINDS, rule_names, rule_pages
from giaouoc.wording import Lang, show


def test_an_act_is_called_by_its_kind_and_number() -> None:
    names = rule_names()
    assert {code: names[code] for code in ("circular-26-2024-tt-bca", "directive-41-ct-tw", "law-06-2022-qh15")} == {
        "circular-26-2024-tt-bca": ("Thông tư số 26/2024/TT-BCA", "Circular no. 26/2024/TT-BCA"),
        "directive-41-ct-tw": ("Chỉ thị số 41-CT/TW", "Directive no. 41-CT/TW"),
        "law-06-2022-qh15": ("Luật số 06/2022/QH15", "Law no. 06/2022/QH15"),
    }  # fmt: skip


def test_every_act_states_a_kind_that_its_title_and_its_code_confirm() -> None:
    acts = [p for p in rule_pages() if p.kind == "acts"]
    assert len(acts) == 12
    for page in acts:
        kind = page.says["kind"]
        assert page.title.startswith(kind)
        assert page.code.startswith(ACT_KINDS[kind].lower())


def test_a_calendar_has_a_name_and_says_how_well_it_was_checked() -> None:
    names = rule_names()
    for page in (p for p in rule_pages() if p.kind == "calendars"):
        assert names[page.code] == (page.title, page.title_en)
        mark = page.weakest
        assert mark is not None
        assert names[f"{page.code}/mark"] == (show(mark, Lang.VI), show(mark, Lang.EN))
    assert names["police/mark"][0] == show(Mark.SECONDARY, Lang.VI)
