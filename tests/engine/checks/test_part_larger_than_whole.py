from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.part_larger_than_whole import part_larger_than_whole
from giaouoc.engine.checks.parts_do_not_add_up import parts_do_not_add_up
from giaouoc.engine.figures import Precision, WindowBasis
from giaouoc.engine.findings import warning
from giaouoc.engine.units import DatedName, Succession, SuccessionKind, Unit
from tests.support.cases import (
    MANY_DAYS_LATER,
    UNITS,
    amounts,
    figure,
    indicator_ref,
    make_case,
    part_unit,
    series,
    under,
    unit_ref,
    window,
    within,
)

OUTSIDER = [
    figure(10, "2025-06-25", unit="outside"),
    figure(11, "2025-06-25", unit="outside", indicator="road-deaths"),
]


@pytest.mark.parametrize(("road", "told"), [(5202, 0), (5203, 0), (5204, 1)])
def test_roads_alone_have_no_more_deaths_than_all_modes(road: int, told: int) -> None:
    case = make_case(
        figure(5203, "2025-06-25"), figure(road, "2025-06-26", indicator="road-deaths"), *OUTSIDER
    )
    expected = warning(
        "checks.narrower-larger",
        narrower=indicator_ref("road-deaths"),
        part=Decimal(road),
        values=amounts(road),
        parts_on=(date(2025, 6, 26),),
        whole=Decimal(5203),
        whole_on=date(2025, 6, 25),
        seqs=(1, 2),
        **within(),
        **series(),
    )
    findings = tuple(part_larger_than_whole(case, MANY_DAYS_LATER))
    assert under(findings, "vietnam") == (expected,) * told
    assert [f["part"] for f in under(findings, "outside")] == [Decimal(11)]


def test_another_publishers_part_is_not_held_against_the_whole() -> None:
    case = make_case(
        figure(5203, "2025-06-25"), figure(5204, "2025-06-25", indicator="road-deaths", publisher="mps")
    )
    assert tuple(part_larger_than_whole(case, MANY_DAYS_LATER)) == ()


NINE = window("2024-12-15", "2025-09-14")
CITY = (
    part_unit("hcmc", "vietnam"),
    part_unit("area-1", "hcmc", from_day="2025-07-01"),
    part_unit("area-2", "hcmc", from_day="2025-07-01"),
    part_unit("area-3", "hcmc", from_day="2025-07-01"),
)


def test_two_of_three_areas_that_exceed_the_city_are_named() -> None:
    rows = [("hcmc", 71), ("area-1", 362), ("area-2", 263)]
    table = [figure(v, "2025-09-16", unit=u, indicator="injured", days=NINE) for u, v in rows]
    case = make_case(*table, units=(*UNITS, *CITY))
    assert tuple(part_larger_than_whole(case, MANY_DAYS_LATER)) == (
        warning(
            "checks.units-larger",
            units=(unit_ref("area-1"), unit_ref("area-2")),
            part=Decimal(625),
            values=amounts(362, 263),
            parts_on=(date(2025, 9, 16), date(2025, 9, 16)),
            whole=Decimal(71),
            whole_on=date(2025, 9, 16),
            seqs=(1, 2, 3),
            **within(NINE),
            **series("injured", unit="hcmc"),
        ),
    )


@pytest.mark.parametrize(("city", "told"), [(624, 1), (625, 0), (776, 0)])
def test_a_partial_sum_below_or_at_the_whole_is_silent(city: int, told: int) -> None:
    rows = [("hcmc", city), ("area-1", 362), ("area-2", 263)]
    table = [figure(v, "2025-09-16", unit=u, indicator="injured", days=NINE) for u, v in rows]
    case = make_case(*table, units=(*UNITS, *CITY))
    assert len(tuple(part_larger_than_whole(case, MANY_DAYS_LATER))) == told


def test_a_full_set_of_units_is_told_by_one_check_only() -> None:
    units = (*UNITS, part_unit("north", "vietnam"), part_unit("south", "vietnam"))
    for north, larger in ((60, 0), (101, 1)):
        rows = [("vietnam", 100), ("north", north), ("south", 50)]
        case = make_case(*(figure(v, "2025-06-25", unit=u) for u, v in rows), units=units)
        assert len(tuple(part_larger_than_whole(case, MANY_DAYS_LATER))) == larger
        assert len(tuple(parts_do_not_add_up(case, MANY_DAYS_LATER))) == 1 - larger


def test_the_largest_shorter_window_above_its_longer_one_is_named_once() -> None:
    quarter, month = window("2024-12-15", "2025-03-14"), window("2024-12-15", "2025-01-14")
    case = make_case(
        figure(520, "2025-06-25"),
        figure(2598, "2025-03-31", days=quarter),
        figure(986, "2025-01-24", days=month),
    )
    assert tuple(part_larger_than_whole(case, MANY_DAYS_LATER)) == (
        warning(
            "checks.shorter-window-larger",
            part_first_day=quarter.first_day,
            part_last_day=quarter.last_day,
            part=Decimal(2598),
            values=amounts(2598),
            parts_on=(date(2025, 3, 31),),
            whole=Decimal(520),
            whole_on=date(2025, 6, 25),
            seqs=(1, 2),
            **within(),
            **series(),
        ),
    )


@pytest.mark.parametrize(("solved", "told"), [(787, 0), (788, 0), (789, 1)])
def test_more_solved_than_arose_is_asked_about(solved: int, told: int) -> None:
    case = make_case(figure(None, "2024-01-11", indicator="clearance", counts=(solved, 788)))
    expected = warning(
        "checks.numerator-larger",
        numerator=Decimal(solved),
        denominator=Decimal(788),
        seqs=(1,),
        **within(),
        **series("clearance"),
    )
    assert tuple(part_larger_than_whole(case, MANY_DAYS_LATER)) == (expected,) * told


@pytest.mark.parametrize(("percent", "told"), [("-99", 0), ("-100", 0), ("-100.1", 1)])
def test_no_count_falls_by_more_than_its_whole(percent: str, told: int) -> None:
    case = make_case(figure(None, "2025-06-25", percent=percent, precision=Precision.PERCENT_ONLY))
    expected = warning("checks.fall-over-100", claimed=Decimal(percent), seqs=(1,), **within(), **series())
    assert tuple(part_larger_than_whole(case, MANY_DAYS_LATER)) == (expected,) * told


def test_the_bodies_a_city_was_merged_from_are_its_areas_also_by_one_placeholder_window() -> None:
    areas = tuple(Unit(code, (DatedName(code),)) for code in ("old-a", "old-b", "old-c", "city"))
    merger = Succession(SuccessionKind.MERGE, date(2025, 7, 1), ("old-a", "old-b", "old-c"), ("city",))
    rows = [("city", 71, "copy"), ("old-a", 362, "page"), ("old-b", 263, "page")]
    vague = WindowBasis.NOT_STATED
    table = [figure(v, "2025-09-16", unit=u, days=NINE, source=s, basis=vague) for u, v, s in rows]
    case = make_case(*table, *OUTSIDER, units=(*UNITS, *areas), successions=(merger,))
    (finding,) = under(part_larger_than_whole(case, MANY_DAYS_LATER), "city")
    assert (finding.code, finding["values"]) == ("checks.units-larger", amounts(362, 263))


def test_half_of_a_split_unit_is_no_whole_of_it() -> None:
    halves = tuple(Unit(code, (DatedName(code),)) for code in ("old", "east", "west"))
    split = Succession(SuccessionKind.SPLIT, date(2025, 7, 1), ("old",), ("east", "west"))
    rows = [figure(100, "2025-09-16", unit="old"), figure(40, "2025-09-16", unit="east")]
    case = make_case(*rows, units=(*UNITS, *halves), successions=(split,))
    assert tuple(part_larger_than_whole(case, MANY_DAYS_LATER)) == ()
