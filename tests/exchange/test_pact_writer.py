from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from giaouoc.engine.figures.seal import table_hash
from giaouoc.engine.findings import Refusal
from giaouoc.engine.pacts import Commitment, CommitmentType, Direction, Pact, Part
from giaouoc.engine.periods import Calendar
from giaouoc.exchange.pact_file import read_pact
from giaouoc.exchange.pact_writer import write_pact
from giaouoc.exchange.rules_files import OWN_RULES
from giaouoc.exchange.toml_text import parse_toml
from tests.exchange.drawn_values import commitments, pacts
from tests.exchange.sample_case import PACT, spoken, write_rules
from tests.support.pacts import commitment, pact, part, target

EXAMPLES = sorted(Path(__file__).parents[2].joinpath("examples").glob("*/pact.toml"))
# The examples whose own files write out what the reader takes for granted, and which keys these are.
WRITTEN_OUT = {
    "cluster-8-2025": ["made_up"],
    "nation-2025-h1": ["made_up", "scope"],
    "nation-2025-year": ["made_up", "scope"],
    "nation-tet-2026": ["made_up", "scope"],
    "synthetic-cluster": [],
}
STEADY = settings(max_examples=50, deadline=None, derandomize=True)


def read(text: str) -> Pact:
    return read_pact(text, OWN_RULES.calendars, OWN_RULES.holidays)


def values(one: Pact) -> str:
    """Return a pact with every digit of its numbers: 5.0 is not written as 5."""
    publishers = tuple(sorted(one.publishers.items()))
    return repr((replace(one, publishers={}), publishers))


def problems(wrong: Pact) -> list[tuple[str, object]]:
    with pytest.raises(Refusal) as refused:
        write_pact(wrong)
    return [(f.code, f.get("key")) for f in spoken(refused.value.findings)]


@given(pacts())
@STEADY
def test_a_pact_comes_back_as_it_was(drawn: Pact) -> None:
    text = write_pact(drawn)
    assert values(read(text)) == values(drawn)
    assert write_pact(read(text)) == text


@pytest.mark.parametrize("kind", list(CommitmentType))
def test_a_commitment_of_each_kind_comes_back_as_it_was(kind: CommitmentType) -> None:
    @given(commitments("one", kinds=(kind,)))
    @STEADY
    def comes_back(drawn: Commitment) -> None:
        assert repr(read(write_pact(pact(drawn))).commitments) == repr((drawn,))

    comes_back()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_keeps_its_values_and_the_hash_of_what_is_not_usual(path: Path) -> None:
    text = path.read_text("utf-8")
    written = write_pact(read(text))
    assert values(read(written)) == values(read(text))
    before, after = parse_toml(text, "pact.toml"), parse_toml(written, "pact.toml")
    assert _without_usual(before) == WRITTEN_OUT[path.parent.name]
    assert table_hash(after) == table_hash(before)


def _without_usual(data: dict[str, Any]) -> list[str]:
    """Take out the keys that say what holds without them, and return their names."""
    tables = [data, *data["commitment"]]
    usual = {"made_up": False, "scope": "stated"}
    taken = [(table, key) for table in tables for key in usual if table.get(key) == usual[key]]
    for table, key in taken:
        del table[key]
    return sorted({key for _, key in taken})


def test_every_key_of_a_pact_is_written(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    found = read_pact(PACT, rules.calendars, rules.holidays)
    written = write_pact(found, rules)
    assert values(read_pact(written, rules.calendars, rules.holidays)) == values(found)
    keys = {line.partition(" = ")[0] for line in PACT.splitlines() if " = " in line}
    assert {line.partition(" = ")[0] for line in written.splitlines() if " = " in line} == keys


def test_the_layout_is_that_of_the_examples() -> None:
    aims = {"b": target("3.50")}
    one = commitment(part(aim=target(5), targets_by_unit=aims), note='Như "đã ký".\nDòng hai.')
    assert write_pact(pact(one, publishers={})) == (
        'format = "giaouoc-pact/1"\ncode = "pact"\ntitle = "pact"\ncluster = "cluster"\nmovement = "movement"\n'
        'signed_on = 2025-02-14\nsignatories = ["an-giang"]\n\n'
        '[period]\nfirst_day = 2024-12-15\nlast_day = 2025-12-14\ncalendar = "police"\n\n'
        '[rules]\nbaseline = "not_stated"\nterritory = "not_stated"\n\n'
        '[[commitment]]\ncode = "traffic"\ntype = "quantified"\ntext = "traffic"\ntitle = "traffic"\n'
        'sources = ["own"]\nnote = "Như \\"đã ký\\". Dòng hai."\n\n'
        '[[commitment.part]]\ncode = "deaths"\nindicator = "traffic-deaths"\nlabel = "deaths"\n'
        'direction = "decrease"\ncomparator = "exactly"\nvalue = 5\nunit = "percent"\n\n'
        '[commitment.part.by_unit.b]\ndirection = "decrease"\ncomparator = "exactly"\nvalue = 3.50\n'
        'unit = "percent"\n'
    )


def test_a_pact_without_commitments_says_so() -> None:
    empty = replace(pact(), commitments=())
    assert "commitment = []\n" in write_pact(empty)
    assert read(write_pact(empty)) == empty


def test_what_the_reader_would_not_take_is_refused() -> None:
    aimed = commitment(Part("a", "x-a", target(), "a", "a"), type=CommitmentType.ZERO_TOLERANCE)
    idle = commitment(part(), code="b", type=CommitmentType.QUALITATIVE)
    assert problems(pact(aimed, idle, calendar=Calendar("polite", 1, 1, "end"))) == [
        ("case_file.word-misspelt", "period.calendar"),
        ("case_file.target-not-wanted", "commitment[1].part[1].direction"),
        ("case_file.key-not-for-type", "commitment[2].part"),
    ]


def test_what_the_file_cannot_say_is_never_written_as_something_else() -> None:
    none = part(aim=target(direction=Direction.NONE), targets_by_unit={"b": target()})
    shifted = Calendar("police", 11, 15, "end")
    for wrong in (pact(commitment(none)), pact(calendar=shifted)):
        with pytest.raises(ValueError, match="does not come back"):
            write_pact(wrong)
    with pytest.raises(ValueError, match="no set of the rules"):
        write_pact(pact(holidays=OWN_RULES.holidays["vietnam"][:1]))
