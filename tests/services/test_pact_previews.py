"""What a target will mean: the base known today, the last amount that keeps it, luck; and words that differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from giaouoc.engine.indicators import Quantity
from giaouoc.exchange.figures_file import read_rows
from giaouoc.services.pact_differences import Piece, Sort, differences, word_changes
from giaouoc.services.pact_previews import Meaning, Previews, case_to_read
from giaouoc.services.pacts import newest_version
from giaouoc.store.acts import act
from giaouoc.store.ledgers import append
from giaouoc.store.mapping.pacts import pact_of
from tests.support.office import synthetic
from tests.support.pact_office import SIGNATORIES, TODAY, World, world_of_pacts


@pytest.fixture
def world(db: Any) -> World:
    return world_of_pacts()


def meanings(world: World, code: str, on: date = TODAY, **change: Any) -> dict[str, Meaning]:
    """Return what the first part of a commitment means, by unit; `change` alters its target."""
    case = case_to_read(newest_version(world.draft()))
    one = case.pact.commitment(code)
    part = one.parts[0]
    if change and part.target is not None:
        part = replace(part, target=replace(part.target, **change))
    return {m.unit: m for m in Previews(case, on).of(one, part)}


def test_a_decrease_is_the_most_that_is_allowed_of_the_base(world: World) -> None:
    found = meanings(world, "traffic")
    assert list(found) == list(SIGNATORIES)
    one = found["sim-c"]
    assert (one.base, one.edge, one.whole) == (Quantity(Decimal(350)), Fraction(665, 2), 332)
    assert (one.publisher, one.known_on) == ("own", date(2024, 12, 20))
    assert one.luck == pytest.approx(0.26, abs=0.01)


@pytest.mark.parametrize(("value", "whole"), [("0", 350), ("5", 332), ("6", 329), ("100", 0)])
def test_the_edge_follows_the_number(world: World, value: str, whole: int) -> None:
    assert meanings(world, "traffic", value=Decimal(value))["sim-c"].whole == whole


def test_more_asked_for_is_reached_by_luck_less_often(world: World) -> None:
    case = case_to_read(newest_version(world.draft()))
    one = case.pact.commitment("traffic")
    previews, target = Previews(case, TODAY), one.parts[0].target
    assert target is not None
    parts = [replace(one.parts[0], target=replace(target, value=Decimal(n))) for n in (1, 5, 20)]
    lucks = [previews.of(one, part)[2].luck for part in parts]
    assert None not in lucks
    assert lucks == sorted(lucks, key=lambda p: -(p or 0))
    assert lucks[2] is not None
    assert lucks[2] < 0.05


def test_a_unit_with_its_own_target_and_one_that_is_exempt_have_their_own_meaning(world: World) -> None:
    offences = meanings(world, "offences")["sim-b"]
    assert (offences.target and offences.target.value) == Decimal(8)


def test_an_exempt_unit_has_the_reason_and_no_number(world: World) -> None:
    found = meanings(world, "fires")["sim-d"]
    assert found.exempt.startswith("Năm 2025 địa bàn mô phỏng này")
    assert (found.base, found.edge, found.luck) == (None, None, None)


def test_before_it_is_known_there_is_no_base(world: World) -> None:
    before = meanings(world, "traffic", on=date(2024, 12, 19))["sim-c"]
    assert (before.base, before.whole, before.luck) == (None, None, None)


def test_a_level_needs_no_base(world: World) -> None:
    found = meanings(world, "clearance")["sim-a"]
    assert (found.base, found.edge, found.luck) == (None, Fraction(75), None)


def test_an_increase_is_the_least_that_is_asked_for(world: World) -> None:
    found = meanings(world, "school-sessions")["sim-a"]
    assert found.base is not None
    assert found.base.value is not None
    assert found.whole == -(-int(found.base.value) * 11 // 10)


def test_history_of_shared_indicators_is_known_to_a_pact_that_names_none(db: Any) -> None:
    world = world_of_pacts(figures=False)
    with act("history-imported", by=None) as done:
        rows = [row for row in read_rows(synthetic("figures.csv")) if row["indicator"] == "fires"]
        append(world.cluster, [row for row in rows if not row["corrects"]][:5], done)
    version = newest_version(world.draft())
    version.text = version.text[: version.text.index("[publishers")] + (
        "[[commitment]]\n" + version.text.split("[[commitment]]\n")[1]
    )
    version.indicators = 'format = "giaouoc-indicators/1"\n'
    case = case_to_read(version)
    assert (len(case.ledger), "fires" in case.indicators) == (5, True)
    assert set(case.pact.publishers) == {row["publisher"] for row in rows[:5]}


def test_history_that_no_pact_names_does_not_keep_a_pact_from_being_read(world: World) -> None:
    kept = world.draft()
    version = newest_version(kept)
    version.text = version.text[: version.text.index("[[commitment]]")].replace(
        "[period]", "commitment = []\n\n[period]"
    )
    version.indicators = 'format = "giaouoc-indicators/1"\n'
    case = case_to_read(version)
    assert case.pact.commitments == ()
    assert len(case.ledger) == 0, "its own indicators are in no catalogue"


def test_differences_name_what_came_went_and_changed(world: World) -> None:
    before = pact_of(newest_version(world.draft()))
    first, second, *rest = before.commitments
    changed = replace(second, text="Khác")
    after = replace(before, commitments=(*rest[1:], replace(rest[0], code="new"), changed))
    found = {one.code: one.sort for one in differences(before, after)}
    assert {found[one.code] for one in rest[1:]} == {Sort.SAME}
    assert (found[second.code], found["new"]) == (Sort.CHANGED, Sort.ADDED)
    assert (found[first.code], found[rest[0].code]) == (Sort.REMOVED, Sort.REMOVED)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("giảm 5 %", "giảm 5 %", [(Sort.SAME, "giảm 5 %")]),
        (
            "giảm 5 %",
            "giảm 7 %",
            [(Sort.SAME, "giảm "), (Sort.REMOVED, "5 "), (Sort.ADDED, "7 "), (Sort.SAME, "%")],
        ),
        ("ba tiêu chí về số vụ", "ba tiêu chí", [(Sort.SAME, "ba tiêu chí"), (Sort.REMOVED, "về số vụ")]),
        ("", "mới", [(Sort.ADDED, "mới")]),
        ("cũ", "", [(Sort.REMOVED, "cũ")]),
        ("", "", []),
    ],
)
def test_words_that_changed_stand_between_those_that_stayed(
    before: str, after: str, pieces: list[tuple[Sort, str]]
) -> None:
    found = word_changes(before, after)
    assert found == tuple(Piece(sort, text) for sort, text in pieces)
    for text, other in ((before, Sort.ADDED), (after, Sort.REMOVED)):
        assert " ".join(p.text for p in found if p.sort is not other).split() == text.split()
