from __future__ import annotations

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from giaouoc.engine.figures import COLUMNS
from giaouoc.engine.figures.seal import make_seal, seal_to_text
from giaouoc.engine.findings import Refusal
from giaouoc.engine.indicators import Better, Indicator, Kind, RollUp
from giaouoc.engine.periods import Calendar
from giaouoc.exchange.figures_file import read_figures
from giaouoc.exchange.indicators_file import read_indicators
from giaouoc.exchange.pact_file import read_pact
from giaouoc.exchange.units_file import read_units
from tests.exchange.sample_case import INDICATORS, PACT, UNITS
from tools.tree import ROOT

PAGE = (ROOT / "docs/reference/case-folder.md").read_text(encoding="utf-8")
POLICE = Calendar("police", 12, 15, "end")
SHARED = {
    f"{code}@1": Indicator(code, 1, code, code, Kind.COUNT, Better.LOWER, RollUp.SUM, "người")
    for code in ("deaths", "traffic-deaths")
}
READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "pact.toml": (PACT, lambda text: read_pact(text, {"police": POLICE}, {"vietnam": ()})),
    "units.toml": (UNITS, read_units),
    "indicators.toml": (INDICATORS, lambda text: read_indicators(text, SHARED)),
}
STRANGE = "zzqqzz"


def section(name: str) -> str:
    """Return the text under one heading of the page."""
    found = re.search(rf"(?ms)^## {re.escape(name)}\n(.*?)(?=^## |\Z)", PAGE)
    assert found is not None
    return found[1]


def example(name: str) -> str:
    found = re.search(r"(?s)```\w+\n(.*?)```", section(name))
    assert found is not None
    return found[1]


def accepted_keys(text: str, read: Callable[[str], Any]) -> set[str]:
    """Return every key that the reader knows, as it says itself when a strange one stands in each table."""
    strange = re.sub(r"(?m)^(\[(?!succession\.shares).*\])$", rf"\1\n{STRANGE} = 1", f"{STRANGE} = 1\n{text}")
    with pytest.raises(Refusal) as refused:
        read(strange)
    known: set[str] = set()
    for finding in refused.value.findings:
        assert finding.code == "case_file.key-unknown"
        keys = finding["known"]
        assert isinstance(keys, tuple)
        known |= {str(key) for key in keys}
    assert len(refused.value.findings) == strange.count(STRANGE)
    return known


@pytest.mark.parametrize("name", READERS)
def test_every_key_that_a_reader_accepts_stands_on_the_page(name: str) -> None:
    text, read = READERS[name]
    keys = accepted_keys(text, read)
    assert "code" in keys
    assert sorted(key for key in keys if f"`{key}`" not in section(name)) == []


@pytest.mark.parametrize("name", READERS)
def test_every_key_on_the_page_is_one_that_a_reader_accepts(name: str) -> None:
    text, read = READERS[name]
    rows = re.findall(r"(?m)^\| `(\w+)` \|", section(name))
    assert rows
    assert sorted(set(rows) - accepted_keys(text, read)) == []


def test_the_columns_stand_on_the_page_in_their_order() -> None:
    assert tuple(re.findall(r"(?m)^\| `(\w+)` \|", section("figures.csv"))) == COLUMNS


def test_the_keys_of_the_seal_stand_on_the_page_in_their_order() -> None:
    keys = re.findall(r'(?m)^ "(\w+)":', seal_to_text(make_seal([], {}, {}, "2025-07-01")))
    assert re.findall(r"(?m)^\| `(\w+)` \|", section("ledger.json")) == keys


@pytest.mark.parametrize("name", READERS)
def test_the_example_of_a_toml_file_can_be_read(name: str) -> None:
    READERS[name][1](example(name))


def test_the_example_of_the_ledger_can_be_read() -> None:
    _, ledger = read_figures(example("figures.csv"))
    assert [(e.value, e.is_implied) for e in ledger] == [(Decimal(5203), False), (Decimal(5473), True)]
    assert next(csv.reader([example("figures.csv").split("\n")[0]])) == list(COLUMNS)
