from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from giaouoc.engine.figures.seal import table_hash
from giaouoc.engine.findings import Refusal
from giaouoc.engine.indicators import IndicatorSet
from giaouoc.exchange.indicators_file import read_indicators
from giaouoc.exchange.indicators_writer import write_indicators
from giaouoc.exchange.rules_files import OWN_RULES
from giaouoc.exchange.toml_text import parse_toml
from tests.exchange.drawn_values import indicator_sets
from tests.exchange.sample_case import INDICATORS, spoken, write_rules
from tests.support.pacts import indicator

EXAMPLES = sorted(Path(__file__).parents[2].joinpath("examples").glob("*/indicators.toml"))
FIRES = OWN_RULES.indicators["fires@1"]
OWN = replace(indicator("x-one"), edition=None, part_of="fires")


def read(text: str) -> IndicatorSet:
    return read_indicators(text, OWN_RULES.indicators)


@given(indicator_sets())
@settings(max_examples=50, deadline=None, derandomize=True)
def test_indicators_come_back_as_they_were(indicators: IndicatorSet) -> None:
    text = write_indicators(indicators)
    # repr: a scatter of 1.0 is not written as 1.
    assert repr(list(read(text))) == repr(list(indicators))
    assert write_indicators(read(text)) == text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_keeps_its_values_and_its_hash(path: Path) -> None:
    text = path.read_text("utf-8")
    written = write_indicators(read(text))
    assert repr(list(read(written))) == repr(list(read(text)))
    assert table_hash(parse_toml(written, "i.toml")) == table_hash(parse_toml(text, "i.toml"))


def test_every_key_of_an_indicator_is_written(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    found = read_indicators(INDICATORS, rules.indicators)
    assert repr(list(read_indicators(write_indicators(found, rules), rules.indicators))) == repr(list(found))


def test_shared_ones_stand_first_wherever_they_stood() -> None:
    text = write_indicators([OWN, FIRES])
    assert text == (
        'format = "giaouoc-indicators/1"\nuse = ["fires@1"]\n\n'
        '[[indicator]]\ncode = "x-one"\nname = "x-one"\nkind = "count"\nbetter = "lower"\nroll_up = "sum"\n'
        'unit_of_measure = "người"\npart_of = "fires"\n'
    )
    assert list(read(text)) == [FIRES, OWN]


def test_what_the_reader_would_not_take_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        write_indicators([replace(OWN, code="one", part_of=None), replace(FIRES, edition=9)])
    assert [(f.code, f.get("key")) for f in spoken(refused.value.findings)] == [
        ("case_file.word-misspelt", "use"),
        ("case_file.own-code", "indicator[1].code"),
    ]


def test_a_shared_indicator_of_other_rules_is_never_passed_off_as_ours() -> None:
    with pytest.raises(ValueError, match="other rules"):
        write_indicators([replace(FIRES, name="Cháy")])
