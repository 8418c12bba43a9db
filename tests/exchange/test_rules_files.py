from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from giaouoc.engine.findings import Refusal
from giaouoc.engine.periods import Calendar, Holiday, Window
from giaouoc.engine.rulebook import Act, Citation, Mark
from giaouoc.exchange.rules_files import (
    RuleFiles,
    list_indicators,
    load_acts,
    load_calendar,
    load_holidays,
    load_indicator,
)
from tests.exchange.sample_case import ACT, DEATHS, write_rules


@pytest.fixture
def rules(tmp_path: Path) -> RuleFiles:
    return write_rules(tmp_path)


def test_a_calendar_and_its_holidays_are_read_by_code(rules: RuleFiles) -> None:
    assert load_calendar("police", rules) == Calendar("police", 12, 15, "end")
    tet = Window.inclusive(date(2025, 1, 25), date(2025, 2, 2))
    assert load_holidays("vietnam", rules) == (Holiday("tet", 2025, tet),)


def test_an_act_carries_its_citation(rules: RuleFiles) -> None:
    assert list(load_acts(rules)) == [
        Act(
            code="act-1",
            number="1/2025/TT",
            title="Thông tư mẫu",
            issuer="Bộ mẫu",
            in_force_from=date(2025, 1, 1),
            in_force_to=date(2025, 12, 31),
            citation=Citation("act-1", "Điều 2", Mark.READ, "https://example.vn/1", date(2026, 1, 1)),
            says="Mẫu",
            note="Made up.",
        )
    ]


def test_what_is_not_there_is_refused_with_the_nearest(rules: RuleFiles) -> None:
    for ask in (
        lambda: load_calendar("polise", rules),
        lambda: load_holidays("vietnm", rules),
        lambda: load_indicator("deaths", 2, rules),
        lambda: load_indicator("death", 1, rules),
    ):
        with pytest.raises(Refusal) as refused:
            ask()
        assert [f.code for f in refused.value.findings] == ["case_file.word-misspelt"]


@pytest.mark.parametrize("code", ["../acts/act-1", "deaths/x", "holidays", ""])
def test_a_code_never_leads_to_another_file(rules: RuleFiles, code: str) -> None:
    for ask in (lambda: load_calendar(code, rules), lambda: load_indicator(code, 1, rules)):
        with pytest.raises(Refusal):
            ask()


def test_only_the_indicator_that_is_asked_for_is_parsed(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    (tmp_path / "indicators/broken.toml").write_text("no toml at all", encoding="utf-8")
    assert load_indicator("deaths", 1, rules).code == "deaths"
    with pytest.raises(Refusal):
        list_indicators(rules)


def test_an_earlier_edition_stands_beside_the_newest(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    old = DEATHS.replace("Số người chết", "Người chết")
    (tmp_path / "indicators/deaths@1.toml").write_text(old, encoding="utf-8")
    (tmp_path / "indicators/deaths.toml").write_text(DEATHS.replace("= 1", "= 2"), encoding="utf-8")
    assert list_indicators(rules) == ("deaths@1", "deaths@2")
    assert [load_indicator("deaths", n, rules).name for n in (1, 2)] == ["Người chết", "Số người chết"]


def test_every_broken_act_is_told_at_once(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    (tmp_path / "acts/a.toml").write_text(ACT.replace('title = "Thông tư mẫu"\n', ""), encoding="utf-8")
    (tmp_path / "acts/b.toml").write_text(ACT.replace('mark = "S"', 'mark = "T"'), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_acts(rules)
    assert [(f.code, f["file"], f["key"]) for f in refused.value.findings] == [
        ("case_file.key-missing", "rules/acts/a.toml", "title"),
        ("case_file.word-unknown", "rules/acts/b.toml", "citation.mark"),
    ]


def test_rule_files_that_are_not_there_are_no_rules(tmp_path: Path) -> None:
    empty = RuleFiles(tmp_path)
    assert (list(load_acts(empty)), list_indicators(empty), tuple(empty.calendars)) == ([], (), ())


def test_the_rules_of_the_package_can_all_be_read() -> None:
    ours = RuleFiles()
    assert {load_calendar(code).code for code in ours.calendars} == set(ours.calendars)
    assert [f"{i.code}@{i.edition}" for i in ours.indicators.values()] == list(list_indicators())
    assert {"police", "calendar-year"} <= set(ours.calendars)
    assert {"traffic-deaths@1"} <= set(list_indicators())
    assert len(load_acts()) > 0
    assert "tet" in {h.code for h in load_holidays("vietnam")}
