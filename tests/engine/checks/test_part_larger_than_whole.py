from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.part_larger_than_whole import part_larger_than_whole
from giaouoc.engine.checks.parts_do_not_add_up import parts_do_not_add_up
from giaouoc.engine.figures import Precision, WindowBasis
from giaouoc.engine.findings import warning
from giaouoc.engine.indicators import Definition
from giaouoc.engine.units import DatedName, Succession, SuccessionKind, Unit
from tests.support.cases import (
    INDICATORS,
    MANY_DAYS_LATER,
    UNITS,
    amounts,
    count,
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


EIGHT = window("2023-12-15", "2024-08-14")


def test_roads_are_held_against_all_modes_as_the_two_were_published_together() -> None:
    roads = figure(12219, "2024-08-31", indicator="road-deaths", days=EIGHT)
    together, restated = figure(12248, "2024-08-31", days=EIGHT), figure(12095, "2025-08-28", days=EIGHT)
    case = make_case(roads, together, restated, *OUTSIDER)
    findings = tuple(part_larger_than_whole(case, MANY_DAYS_LATER))
    assert under(findings, "vietnam") == ()
    assert [f["part"] for f in under(findings, "outside")] == [Decimal(11)]
    more = figure(12249, "2024-08-31", indicator="road-deaths", days=EIGHT)
    (finding,) = under(
        part_larger_than_whole(make_case(more, together, restated, *OUTSIDER), MANY_DAYS_LATER), "vietnam"
    )
    assert (finding["part"], finding["whole"], finding["seqs"]) == (Decimal(12249), Decimal(12248), (2, 1))


@pytest.mark.parametrize(
    ("roads", "all_modes", "pair"),
    [
        # never on one day: as both were known when the earlier of the two newest was published
        ([(100, "2024-09-05")], [(110, "2024-09-01"), (90, "2025-09-01")], None),
        ([(100, "2024-09-05")], [(99, "2024-09-01"), (90, "2025-09-01")], (100, 99)),
        # one was not known then: as soon as both were
        ([(100, "2024-09-01")], [(110, "2024-09-05"), (90, "2025-09-01")], None),
        ([(100, "2024-09-01")], [(99, "2024-09-05"), (110, "2025-09-01"), (90, "2025-09-02")], (100, 99)),
        # the newest day they share counts
        (
            [(100, "2024-09-01"), (100, "2025-09-01")],
            [(110, "2024-09-01"), (99, "2025-09-01"), (98, "2025-10-01")],
            (100, 99),
        ),
    ],
)
def test_which_vintages_of_part_and_whole_are_held_against_each_other(
    roads: list[tuple[int, str]], all_modes: list[tuple[int, str]], pair: tuple[int, int] | None
) -> None:
    case = make_case(
        *(figure(v, on, indicator="road-deaths", days=EIGHT) for v, on in roads),
        *(figure(v, on, days=EIGHT) for v, on in all_modes),
        *OUTSIDER,
    )
    found = under(part_larger_than_whole(case, MANY_DAYS_LATER), "vietnam")
    assert [(f["part"], f["whole"]) for f in found] == ([pair] if pair else [])


def test_a_vintage_that_was_corrected_is_not_gone_back_to() -> None:
    slip = figure(10, "2024-08-31", days=EIGHT)
    right = replace(figure(120, "2024-09-10", days=EIGHT), seq=3, corrects=2, reason="slip")
    case = make_case(figure(100, "2024-08-31", indicator="road-deaths", days=EIGHT), slip, right, *OUTSIDER)
    assert under(part_larger_than_whole(case, MANY_DAYS_LATER), "vietnam") == ()


def test_areas_are_held_against_the_city_as_published_together() -> None:
    units = (*UNITS, *CITY)
    rows = [("hcmc", 700), ("area-1", 362), ("area-2", 263)]
    table = [figure(v, "2025-09-16", unit=u, indicator="injured", days=NINE) for u, v in rows]
    restated = figure(600, "2026-03-01", unit="hcmc", indicator="injured", days=NINE)
    case = make_case(*table, restated, *OUTSIDER, units=units)
    assert under(part_larger_than_whole(case, MANY_DAYS_LATER), "hcmc") == ()


def test_a_shorter_window_restated_away_leaves_the_next_largest_to_be_told() -> None:
    quarter, month = window("2024-12-15", "2025-03-14"), window("2024-12-15", "2025-01-14")
    case = make_case(
        figure(3, "2025-01-24", days=month),
        figure(7, "2025-03-31", days=quarter),
        figure(8, "2025-06-25"),
        figure(2, "2026-06-25"),
        figure(3, "2026-06-25", days=month),
        *OUTSIDER,
    )
    (finding,) = under(part_larger_than_whole(case, MANY_DAYS_LATER), "vietnam")
    assert (finding["part_last_day"], finding["whole"]) == (month.last_day, Decimal(2))


def test_a_month_by_another_definition_is_not_held_against_the_half_year() -> None:
    definitions = (
        Definition("old", None, date(2025, 1, 14), "", None),
        Definition("new", date(2025, 1, 15), None, "", None),
    )
    indicators = (*(i for i in INDICATORS if i.code != "deaths"), count("deaths", definitions=definitions))
    month = figure(986, "2025-01-24", days=window("2024-12-15", "2025-01-14"))
    for definition, told in (("new", 0), (None, 1)):
        half = figure(520, "2025-06-25", definition=definition)
        case = make_case(month, half, *OUTSIDER, indicators=indicators)
        assert len(under(part_larger_than_whole(case, MANY_DAYS_LATER), "vietnam")) == told
