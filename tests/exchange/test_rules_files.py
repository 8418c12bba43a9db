from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from giaouoc.engine.findings import Refusal
from giaouoc.engine.periods import Calendar, Holiday, Window
from giaouoc.engine.rulebook import Act, Citation, Mark
from giaouoc.exchange.rules_files import RuleFiles
from tests.exchange.sample_case import ACT, DEATHS, write_rules


@pytest.fixture
def rules(tmp_path: Path) -> RuleFiles:
    return write_rules(tmp_path)


def test_a_calendar_and_its_holidays_are_read_by_code(rules: RuleFiles) -> None:
    assert rules.calendars["police"] == Calendar("police", 12, 15, "end")
    tet = Window.inclusive(date(2025, 1, 25), date(2025, 2, 2))
    assert rules.holidays["vietnam"] == (Holiday("tet", 2025, tet),)


def test_an_act_carries_its_citation(rules: RuleFiles) -> None:
    assert list(rules.acts) == [
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


@pytest.mark.parametrize("code", ["polise", "../acts/act-1", "deaths/x", "holidays", ""])
def test_a_code_that_is_not_there_leads_to_no_file(rules: RuleFiles, code: str) -> None:
    assert code not in rules.calendars
    assert code not in rules.holidays
    assert f"{code}@1" not in rules.indicators
    assert rules.indicator_text(f"{code}@1") is None
    assert {"police", "deaths@1"} <= {*rules.calendars, *rules.indicators}
    assert "deaths@2" not in rules.indicators


def test_only_the_indicator_that_is_asked_for_is_parsed(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    (tmp_path / "indicators/broken.toml").write_text("no toml at all", encoding="utf-8")
    assert rules.indicators["deaths@1"].code == "deaths"
    with pytest.raises(Refusal):
        tuple(rules.indicators)


def test_an_earlier_edition_stands_beside_the_newest(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    old = DEATHS.replace("Số người chết", "Người chết")
    (tmp_path / "indicators/deaths@1.toml").write_text(old, encoding="utf-8")
    (tmp_path / "indicators/deaths.toml").write_text(DEATHS.replace("= 1", "= 2"), encoding="utf-8")
    assert tuple(rules.indicators) == ("deaths@1", "deaths@2")
    assert [one.name for one in rules.indicators.values()] == ["Người chết", "Số người chết"]


def test_every_broken_act_is_told_at_once(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    (tmp_path / "acts/a.toml").write_text(ACT.replace('title = "Thông tư mẫu"\n', ""), encoding="utf-8")
    (tmp_path / "acts/b.toml").write_text(ACT.replace('mark = "S"', 'mark = "T"'), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        rules.acts  # noqa: B018 -- reading it is what is refused
    assert [(f.code, f["file"], f["key"]) for f in refused.value.findings] == [
        ("case_file.key-missing", "rules/acts/a.toml", "title"),
        ("case_file.word-unknown", "rules/acts/b.toml", "citation.mark"),
    ]


def test_rule_files_that_are_not_there_are_no_rules(tmp_path: Path) -> None:
    empty = RuleFiles(tmp_path)
    assert (list(empty.acts), tuple(empty.indicators), tuple(empty.calendars)) == ([], (), ())


def test_the_rules_of_the_package_can_all_be_read() -> None:
    ours = RuleFiles()
    assert {code: one.code for code, one in ours.calendars.items()} == {code: code for code in ours.calendars}
    assert {name: f"{i.code}@{i.edition}" for name, i in ours.indicators.items()} == {
        n: n for n in ours.indicators
    }
    assert {"police", "calendar-year"} <= set(ours.calendars)
    assert {"traffic-deaths@1"} <= set(ours.indicators)
    assert len(ours.acts) > 0
    assert "tet" in {h.code for h in ours.holidays["vietnam"]}
