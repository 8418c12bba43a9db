from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from giaouoc.engine.figures.seal import table_hash
from giaouoc.engine.findings import Refusal
from giaouoc.engine.units import DatedName, Succession, SuccessionKind, Unit, UnitRegistry, build_registry
from giaouoc.exchange.toml_text import parse_toml
from giaouoc.exchange.units_file import read_units
from giaouoc.exchange.units_writer import write_units
from tests.exchange.drawn_values import registries
from tests.exchange.sample_case import UNITS, spoken
from tests.support.pacts import day

EXAMPLES = sorted(Path(__file__).parents[2].joinpath("examples").glob("*/units.toml"))


def values(registry: UnitRegistry) -> str:
    # repr: a share of 0.50 is not written as 0.5.
    return repr((registry.units, registry.successions, registry.clusters))


@given(registries())
@settings(max_examples=50, deadline=None, derandomize=True)
def test_a_register_comes_back_as_it_was(registry: UnitRegistry) -> None:
    text = write_units(registry)
    assert values(read_units(text)) == values(registry)
    assert write_units(read_units(text)) == text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_keeps_its_values_and_its_hash(path: Path) -> None:
    text = path.read_text("utf-8")
    written = write_units(read_units(text))
    assert values(read_units(written)) == values(read_units(text))
    assert table_hash(parse_toml(written, "units.toml")) == table_hash(parse_toml(text, "units.toml"))


def test_every_key_of_a_register_is_written() -> None:
    assert values(read_units(write_units(read_units(UNITS)))) == values(read_units(UNITS))


def test_the_layout_is_that_of_the_examples() -> None:
    moved = Succession(SuccessionKind.RENAME, day("2025-07-01"), ("a",), ("b",), mark="G")
    units = (
        Unit("a", (DatedName("Bắc", "North"),), note="Dòng một\n  dòng hai"),
        Unit("b", (DatedName("Nam"),)),
    )
    assert write_units(build_registry(units, [moved])) == (
        'format = "giaouoc-units/1"\n\n'
        '[[unit]]\ncode = "a"\nnote = "Dòng một dòng hai"\n\n'
        '[[unit.name]]\nname = "Bắc"\nname_en = "North"\n\n'
        '[[unit]]\ncode = "b"\n\n'
        '[[unit.name]]\nname = "Nam"\n\n'
        '[[succession]]\nkind = "rename"\non = 2025-07-01\nfrom = ["a"]\nto = ["b"]\nmark = "G"\n'
    )


def test_what_the_reader_would_not_take_is_refused() -> None:
    ended = Succession(SuccessionKind.DISSOLVE, day("2025-07-01"), ("a",))
    with pytest.raises(Refusal) as refused:
        write_units(build_registry([Unit("a", (DatedName("Bắc\x00"),))], [ended]))
    assert [(f.code, f.get("key")) for f in spoken(refused.value.findings)] == [
        ("case_file.text-unprintable", "unit[1].name[1].name"),
        ("case_file.key-missing", "succession[1].mark"),
    ]
