from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from giaouoc.engine.findings import Refusal
from giaouoc.engine.indicators import (
    Better,
    Comparability,
    Compares,
    Definition,
    DispersionDefault,
    Indicator,
    Kind,
    MissingPart,
    RollUp,
)
from giaouoc.engine.rulebook import Citation, Mark
from giaouoc.exchange.indicators_file import read_indicators
from tests.exchange.sample_case import DEATHS, INDICATORS, replaced, spoken, write_rules

SHARED = {
    f"{code}@1": Indicator(code, 1, code, code, Kind.COUNT, Better.LOWER, RollUp.SUM, "vụ")
    for code in ("deaths", "fires")
}


def told(text: str) -> list[tuple[str, object]]:
    with pytest.raises(Refusal) as refused:
        read_indicators(text, SHARED)
    assert {f["file"] for f in refused.value.findings} == {"indicators.toml"}
    return [(f.code, f.get("key")) for f in spoken(refused.value.findings)]


def test_every_key_of_an_own_indicator_arrives_where_it_belongs() -> None:
    found = read_indicators(INDICATORS, SHARED)
    citation = Citation("act-1", "Điều 1", Mark.UNVERIFIED, "not read", date(2026, 1, 1))
    assert list(found) == [
        SHARED["deaths@1"],
        Indicator(
            code="x-zero",
            edition=None,
            name="Việc không để xảy ra",
            name_en="Not to happen",
            kind=Kind.ATTESTATION,
            better=Better.LOWER,
            roll_up=RollUp.SUM,
            unit_of_measure="vụ",
            definitions=(
                Definition("old", None, date(2024, 12, 31), "Cũ", citation),
                Definition("new", date(2025, 1, 1), None, "Mới", None),
            ),
            comparabilities=(Comparability("old", "new", Compares.UNKNOWN, "Nobody said."),),
            missing_part=MissingPart.SKIP_NOT_APPLICABLE,
            part_of="deaths",
            parts=(),
            dispersion=DispersionDefault(Decimal("1.3"), Decimal("0.11"), "made up"),
            classification="public",
            known_wrong="Nothing.",
        ),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("deaths@1", "deaths", ("case_file.use-malformed", "use")),
        ("deaths@1", "deaths@2", ("case_file.word-misspelt", "use")),
        ("deaths@1", "qqq@9", ("case_file.word-unknown", "use")),
        ('["deaths@1"]', '["deaths@1", "deaths@1"]', ("indicators.code-twice", None)),
        ('"x-zero"', '"zero"', ("case_file.own-code", "indicator[1].code")),
        ('part_of = "deaths"', 'part_of = "fires"', ("indicators.other-unknown", None)),
        ('kind = "attestation"', 'kind = "counts"', ("case_file.word-misspelt", "indicator[1].kind")),
        ('unit_of_measure = "vụ"\n', "", ("case_file.key-missing", "indicator[1].unit_of_measure")),
        ('one = "old"', 'one = "older"', ("indicators.definition-unknown", None)),
        (
            'says = "Mới"',
            'say = "Mới"\nsays = "Mới"',
            ("case_file.key-misspelt", "indicator[1].definition[2].say"),
        ),
        (
            'act = "act-1"\n',
            "",
            ("case_file.key-missing", "indicator[1].definition[1].citation.act"),
        ),
        (
            'last_day = 2024-12-31\nsays = "Cũ"',
            'first_day = 2025-12-31\nlast_day = 2024-12-31\nsays = "Cũ"',
            ("periods.window-upside-down", "indicator[1].definition[1]"),
        ),
        ("phi = 1.3", "phi = -1.3", ("case_file.number-negative", "indicator[1].dispersion.phi")),
    ],
)
def test_one_mistake_is_one_problem_with_its_key(
    old: str, new: str, expected: tuple[str, str | None]
) -> None:
    assert told(replaced(INDICATORS, old, new)) == [expected]


def test_a_shared_indicator_with_a_broken_rule_file_says_where_it_is_broken(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    (tmp_path / "indicators/deaths.toml").write_text(replaced(DEATHS, '"count"', '"counts"'), "utf-8")
    with pytest.raises(Refusal) as refused:
        read_indicators(INDICATORS, rules.indicators)
    assert [(f.code, f["file"], f["key"]) for f in refused.value.findings] == [
        ("case_file.word-misspelt", "rules/indicators/deaths@1.toml", "kind")
    ]


def test_an_unknown_edition_names_the_nearest_one() -> None:
    with pytest.raises(Refusal) as refused:
        read_indicators(replaced(INDICATORS, "deaths@1", "deaths@2"), SHARED)
    assert [f["like"] for f in refused.value.findings] == ["deaths@1"]
