"""How an amount is found for a body: from its own figures, its children, its predecessors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaouoc.engine.figures import Entry, Ledger, Status, WindowBasis
from giaouoc.engine.figures.assembly import Assembler
from giaouoc.engine.figures.side import How, NoSide, Side
from giaouoc.engine.findings import note
from giaouoc.engine.indicators import Indicator, Kind, MissingPart, Quantity, RollUp
from giaouoc.engine.periods import Period, PeriodKind, Window
from giaouoc.engine.units import (
    DatedName,
    DatedParent,
    Share,
    Succession,
    SuccessionKind,
    Unit,
    UnitRegistry,
)
from tests.support.cases import POLICE, unit_ref, window
from tests.support.pacts import bodies, body, entry, indicator, indicator_ref, month

MONTH = month(1)
YEAR_2025 = window("2025-01-01", "2025-12-31")
FIRST_HALF, SECOND_HALF = window("2025-01-01", "2025-06-30"), window("2025-07-01", "2025-12-31")
YEAR_2024 = window("2024-01-01", "2024-12-31")
LATER = date(2027, 1, 1)


def assembler(
    entries: Sequence[Entry], units: UnitRegistry, of: Indicator | None = None, on: date = LATER
) -> Assembler:
    return Assembler(Ledger(entries), units, of or indicator(), "own", on)


def value(side: Side | NoSide) -> tuple[int | None, How]:
    assert isinstance(side, Side), side
    return None if side.quantity.value is None else int(side.quantity.value), side.how


def lacking(side: Side | NoSide) -> list[tuple[str, object]]:
    assert isinstance(side, NoSide), side
    return [(f.code, f.get("unit")) for f in side.reasons]


PROVINCE = bodies(body("province"), body("north", "province"), body("south", "province"), body("outside"))


def reports(*amounts: tuple[str, int | None], covers: Window = MONTH) -> list[Entry]:
    return [entry(n, covers, v, unit=u) for n, (u, v) in enumerate(amounts, start=1)]


def test_a_body_without_figures_is_the_sum_of_its_children() -> None:
    found = assembler(reports(("north", 3), ("south", 0), ("outside", 99)), PROVINCE)
    assert value(found.of_body("province", MONTH)) == (3, How.UNITS_SUMMED)


def test_its_own_figure_wins_over_its_children() -> None:
    found = assembler(reports(("north", 3), ("south", 4), ("province", 8)), PROVINCE)
    assert value(found.of_body("province", MONTH)) == (8, How.DIRECT)


def test_a_silent_child_is_named_and_never_counted_as_zero() -> None:
    found = assembler(reports(("north", 3)), PROVINCE)
    assert lacking(found.of_body("province", MONTH)) == [("figures.nothing-reported", unit_ref("south"))]


def test_a_child_that_says_missing_is_named() -> None:
    found = assembler(reports(("north", 3), ("south", None)), PROVINCE)
    assert lacking(found.of_body("province", MONTH)) == [("figures.reported-missing", unit_ref("south"))]


def test_a_silent_child_is_named_also_where_the_parent_reported_something_else() -> None:
    entries = [*reports(("north", 3)), entry(2, month(2), 9, unit="province")]
    assert lacking(assembler(entries, PROVINCE).of_body("province", MONTH)) == [
        ("figures.nothing-reported", unit_ref("south"))
    ]


def test_a_parent_that_reported_a_part_and_a_silent_child_are_both_named() -> None:
    first = Window(YEAR_2025.start, SECOND_HALF.start)
    entries = [entry(1, first, 9, unit="province"), entry(2, YEAR_2025, 3, unit="north")]
    assert lacking(assembler(entries, PROVINCE).of_body("province", YEAR_2025)) == [
        ("figures.window-not-covered", unit_ref("province")),
        ("figures.nothing-reported", unit_ref("south")),
    ]


def test_what_the_parent_says_later_changes_no_reason_of_today() -> None:
    later = entry(2, month(2), 9, "2026-01-01", unit="province")
    built, cut = [*reports(("north", 3)), later], reports(("north", 3))
    on = date(2025, 12, 31)
    answers = [assembler(e, PROVINCE, on=on).of_body("province", MONTH) for e in (built, cut)]
    assert answers[0] == answers[1]


def test_a_child_that_begins_inside_the_window_is_named() -> None:
    grown = bodies(
        body("province"),
        body("north", "province"),
        Unit("south", (DatedName("south"),), (DatedParent("province", SECOND_HALF.start),)),
        body("outside"),
    )
    entries = reports(("north", 3), ("south", 4), ("outside", 99), covers=YEAR_2025)
    assert assembler(entries, grown).of_body("province", YEAR_2025) == NoSide(
        (
            note(
                "figures.children-change",
                unit=unit_ref("province"),
                units=(unit_ref("south"),),
                first_day=YEAR_2025.first_day,
                last_day=YEAR_2025.last_day,
            ),
        )
    )
    own = [*entries, entry(4, YEAR_2025, 8, unit="province")]
    assert value(assembler(own, grown).of_body("province", YEAR_2025)) == (8, How.DIRECT)


def test_children_come_before_a_figure_of_the_parent_without_days() -> None:
    silent = entry(3, MONTH, 99, unit="province", basis=WindowBasis.NOT_STATED)
    both = [*reports(("north", 3), ("south", 4)), silent]
    assert value(assembler(both, PROVINCE).of_body("province", MONTH)) == (7, How.UNITS_SUMMED)
    undated = [
        entry(n, MONTH, 3, unit=u, basis=WindowBasis.NOT_STATED) for n, u in enumerate(("north", "south"), 1)
    ]
    assert value(assembler([*undated, silent], PROVINCE).of_body("province", MONTH)) == (99, How.DIRECT)


@pytest.mark.parametrize(
    ("policy", "answer"),
    [
        (MissingPart.REFUSE, [("figures.part-not-applicable", unit_ref("south"))]),
        (MissingPart.SKIP_NOT_APPLICABLE, (3, How.UNITS_SUMMED)),
    ],
)
def test_a_child_it_does_not_apply_to_follows_the_indicators_policy(
    policy: MissingPart, answer: object
) -> None:
    entries = [*reports(("north", 3)), entry(2, MONTH, unit="south", status=Status.NOT_APPLICABLE)]
    side = assembler(entries, PROVINCE, indicator(missing_part=policy)).of_body("province", MONTH)
    assert (lacking(side) if isinstance(side, NoSide) else value(side)) == answer


def test_children_of_an_index_are_not_added() -> None:
    index = indicator(kind=Kind.INDEX, roll_up=RollUp.NONE)
    side = assembler(reports(("north", 3), ("south", 4)), PROVINCE, index).of_body("province", MONTH)
    assert side == NoSide(
        (note("figures.does-not-roll-up", unit=unit_ref("north"), indicator=indicator_ref()),)
    )


def test_ratios_of_children_add_above_and_below_the_line() -> None:
    ratio = indicator(kind=Kind.RATIO, roll_up=RollUp.RATIO)
    entries = [entry(1, MONTH, ratio=(1, 2), unit="north"), entry(2, MONTH, ratio=(1, 6), unit="south")]
    side = assembler(entries, PROVINCE, ratio).of_body("province", MONTH)
    assert isinstance(side, Side)
    assert side.quantity == Quantity(Decimal("25.00"), Decimal(2), Decimal(8))


MERGED = bodies(
    "ben-tre",
    "tra-vinh",
    "old-vinh-long",
    "vinh-long",
    "outside",
    successions=[
        Succession(
            SuccessionKind.MERGE,
            date(2025, 7, 1),
            ("ben-tre", "tra-vinh", "old-vinh-long"),
            ("vinh-long",),
        )
    ],
)
OLD = ("ben-tre", "tra-vinh", "old-vinh-long")


# What the new body lacks itself is said first, then what its predecessors lack.
ITSELF = ("figures.nothing-reported", unit_ref("vinh-long"))


def merged(*missing: str) -> Assembler:
    found: list[Entry] = []
    for unit in (*OLD, "outside"):
        for covers, amount in ((YEAR_2024, 20), (FIRST_HALF, 10)):
            if unit not in missing:
                found.append(entry(len(found) + 1, covers, amount, unit=unit))
    if "vinh-long" not in missing:
        found.append(entry(len(found) + 1, SECOND_HALF, 7, unit="vinh-long"))
    return assembler(found, MERGED)


def test_before_a_merger_the_amount_is_that_of_all_predecessors_after_it_that_of_the_new_body() -> None:
    assert value(merged().of_body("vinh-long", YEAR_2024)) == (60, How.UNITS_SUMMED)
    assert value(merged().of_body("vinh-long", YEAR_2025)) == (37, How.UNITS_SUMMED)
    assert value(merged().of_body("vinh-long", SECOND_HALF)) == (7, How.DIRECT)


def test_a_predecessor_that_is_lacking_is_named() -> None:
    assert lacking(merged("tra-vinh").of_body("vinh-long", YEAR_2024)) == [
        ITSELF,
        ("figures.nothing-reported", unit_ref("tra-vinh")),
    ]


def test_a_body_merged_away_says_so_and_what_it_lacks() -> None:
    gone, gap = (
        ("figures.body-merged-away", unit_ref("ben-tre")),
        ("figures.window-not-covered", unit_ref("ben-tre")),
    )
    assert lacking(merged().of_body("ben-tre", YEAR_2025)) == [gone, gap]
    assert value(merged().of_body("ben-tre", YEAR_2024)) == (20, How.DIRECT)


def test_figures_somebody_still_publishes_for_the_old_territory_are_used() -> None:
    still = assembler([entry(1, YEAR_2025, 18, unit="ben-tre")], MERGED)
    assert value(still.of_body("ben-tre", YEAR_2025)) == (18, How.DIRECT)


def test_a_merger_inside_a_month_leaves_the_whole_untold() -> None:
    july = POLICE.window(Period(PeriodKind.MONTH, 2025, 7))  # 15 June to 14 July
    across = [entry(n, july, 1, unit=u) for n, u in enumerate((*OLD, "vinh-long"), start=1)]
    found = assembler([*across[:3]], MERGED).of_body("vinh-long", july)
    assert {code for code, _ in lacking(found)} == {"figures.nothing-reported"}


def test_predecessors_of_an_index_are_not_added() -> None:
    index = indicator(kind=Kind.INDEX, roll_up=RollUp.NONE)
    entries = [entry(n, YEAR_2024, 20, unit=u) for n, u in enumerate(OLD, start=1)]
    assert lacking(assembler(entries, MERGED, index).of_body("vinh-long", YEAR_2024)) == [
        ITSELF,
        ("figures.does-not-roll-up", unit_ref("ben-tre")),
    ]


def test_percents_of_predecessors_without_counts_are_not_added() -> None:
    ratio = indicator(kind=Kind.RATIO, roll_up=RollUp.RATIO)
    entries = [entry(n, YEAR_2024, 75, unit=u) for n, u in enumerate(OLD, start=1)]
    assert lacking(assembler(entries, MERGED, ratio).of_body("vinh-long", YEAR_2024)) == [
        ITSELF,
        ("figures.does-not-roll-up", unit_ref("ben-tre")),
    ]


def test_a_predecessor_it_does_not_apply_to_follows_the_indicators_policy() -> None:
    entries = [entry(n, YEAR_2024, 20, unit=u) for n, u in enumerate(OLD[:2], start=1)]
    entries.append(entry(3, YEAR_2024, unit="old-vinh-long", status=Status.NOT_APPLICABLE))
    assert lacking(assembler(entries, MERGED).of_body("vinh-long", YEAR_2024)) == [
        ITSELF,
        ("figures.part-not-applicable", unit_ref("old-vinh-long")),
    ]
    skips = indicator(missing_part=MissingPart.SKIP_NOT_APPLICABLE)
    assert value(assembler(entries, MERGED, skips).of_body("vinh-long", YEAR_2024)) == (40, How.UNITS_SUMMED)


RENAMED = bodies(
    "hau-giang",
    "hau-giang-2",
    successions=[Succession(SuccessionKind.RENAME, date(2025, 7, 1), ("hau-giang",), ("hau-giang-2",))],
)


@pytest.mark.parametrize("code", ["hau-giang", "hau-giang-2"])
def test_a_renamed_body_goes_on_under_either_code(code: str) -> None:
    entries = [entry(1, FIRST_HALF, 10, unit="hau-giang"), entry(2, SECOND_HALF, 4, unit="hau-giang-2")]
    found = assembler(entries, RENAMED)
    assert value(found.of_body(code, YEAR_2025))[0] == 14
    assert value(found.of_body(code, FIRST_HALF)) == (10, How.DIRECT)
    assert value(found.of_body(code, SECOND_HALF)) == (4, How.DIRECT)


def test_an_index_goes_on_through_a_rename_where_one_figure_is_enough() -> None:
    index = indicator(kind=Kind.INDEX, roll_up=RollUp.NONE)
    entries = [entry(1, FIRST_HALF, 10, unit="hau-giang"), entry(2, SECOND_HALF, 4, unit="hau-giang-2")]
    found = assembler(entries, RENAMED, index)
    assert value(found.of_body("hau-giang-2", FIRST_HALF)) == (10, How.DIRECT)
    assert [code for code, _ in lacking(found.of_body("hau-giang-2", YEAR_2025))] == [
        "figures.window-not-covered",
        "figures.does-not-roll-up",
    ]


def split(*shares: Share) -> UnitRegistry:
    cut = Succession(
        SuccessionKind.SPLIT,
        date(2025, 1, 1),
        ("whole",),
        ("left", "right"),
        shares,
        "people" if shares else None,
    )
    return bodies("whole", "left", "right", successions=[cut])


def test_a_split_with_a_key_gives_an_estimate() -> None:
    keyed = split(Share("left", Decimal("0.4")), Share("right", Decimal("0.6")))
    side = assembler([entry(1, YEAR_2024, 50, unit="whole")], keyed).of_body("left", YEAR_2024)
    assert isinstance(side, Side)
    assert (value(side), side.estimated) == ((20, How.SPLIT_ESTIMATE), True)


def test_a_split_without_a_key_cannot_be_told() -> None:
    side = assembler([entry(1, YEAR_2024, 50, unit="whole")], split()).of_body("left", YEAR_2024)
    assert lacking(side) == [
        ("units.split-without-key", unit_ref("left")),
        ("figures.nothing-reported", unit_ref("left")),
    ]


def test_a_body_that_was_split_goes_on_as_the_sum_of_its_parts() -> None:
    entries = [entry(1, YEAR_2025, 20, unit="left"), entry(2, YEAR_2025, 31, unit="right")]
    assert value(assembler(entries, split()).of_body("whole", YEAR_2025)) == (51, How.UNITS_SUMMED)


@given(st.lists(st.integers(0, 50), min_size=3, max_size=3), st.integers(0, 4))
def test_the_whole_before_a_merger_is_the_naive_sum(amounts: list[int], silent: int) -> None:
    entries = [
        entry(n, YEAR_2024, a, unit=u)
        for n, (u, a) in enumerate(
            [(u, a) for i, (u, a) in enumerate(zip(OLD, amounts, strict=True)) if i != silent], start=1
        )
    ]
    side = assembler(entries, MERGED).of_body("vinh-long", YEAR_2024)
    if silent < 3:
        assert lacking(side) == [ITSELF, ("figures.nothing-reported", unit_ref(OLD[silent]))]
    else:
        assert value(side)[0] == sum(amounts)
