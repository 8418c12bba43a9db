from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.part_larger_than_whole import part_larger_than_whole
from giaouoc.engine.checks.parts_do_not_add_up import parts_do_not_add_up
from giaouoc.engine.figures import Entry, WindowBasis
from giaouoc.engine.findings import Finding, note, warning
from giaouoc.engine.indicators import Definition
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

M1 = window("2024-12-15", "2025-01-14")
M2 = window("2025-01-15", "2025-02-14")
M3 = window("2025-02-15", "2025-03-14")
Q1 = window("2024-12-15", "2025-03-14")
TWO = window("2024-12-15", "2025-02-14")


def months(third: int = 730, unit: str = "vietnam") -> list[Entry]:
    return [
        figure(986, "2025-01-24", days=M1, unit=unit),
        figure(882, "2025-02-26", days=M2, unit=unit),
        figure(third, "2025-03-29", days=M3, unit=unit),
    ]


OUTSIDER = [*months(unit="outside"), figure(9999, "2025-04-01", days=Q1, unit="outside")]


def test_three_bulletins_add_up_to_the_quarter() -> None:
    case = make_case(*months(), figure(2598, "2025-03-31", days=Q1), *OUTSIDER)
    findings = tuple(parts_do_not_add_up(case, MANY_DAYS_LATER))
    assert under(findings, "vietnam") == ()
    assert [f["whole"] for f in under(findings, "outside")] == [Decimal(9999)]


def test_a_quarter_one_over_its_months_is_named_with_the_vintages() -> None:
    case = make_case(*months(729), figure(2598, "2025-03-31", days=Q1), *OUTSIDER)
    assert under(parts_do_not_add_up(case, MANY_DAYS_LATER), "vietnam") == (
        warning(
            "checks.windows-do-not-add-up",
            part_first_days=(date(2024, 12, 15), date(2025, 1, 15), date(2025, 2, 15)),
            whole=Decimal(2598),
            whole_on=date(2025, 3, 31),
            values=amounts(986, 882, 729),
            values_on=(date(2025, 1, 24), date(2025, 2, 26), date(2025, 3, 29)),
            sum=Decimal(2597),
            difference=Decimal(1),
            seqs=(4, 1, 2, 3),
            **within(Q1),
            **series(),
        ),
    )


def test_only_the_tiling_with_the_fewest_pieces_is_told() -> None:
    figures = [*months(), figure(1868, "2025-02-26", days=TWO), figure(2600, "2025-03-31", days=Q1)]
    (finding,) = parts_do_not_add_up(make_case(*figures), MANY_DAYS_LATER)
    assert finding["values"] == amounts(1868, 730)


def test_a_month_missing_or_a_placeholder_window_is_no_contradiction() -> None:
    whole = figure(9000, "2025-03-31", days=Q1)
    assert tuple(parts_do_not_add_up(make_case(*months()[:2], whole), MANY_DAYS_LATER)) == ()
    vague = figure(9000, "2025-03-31", days=Q1, basis=WindowBasis.NOT_STATED)
    assert tuple(parts_do_not_add_up(make_case(*months(), vague), MANY_DAYS_LATER)) == ()


def test_a_month_restated_after_the_quarter_is_a_note_with_the_day_they_agreed() -> None:
    case = make_case(*months(), figure(2598, "2025-03-31", days=Q1), figure(890, "2025-07-01", days=M2))
    assert tuple(parts_do_not_add_up(case, date(2025, 6, 30))) == ()
    assert tuple(parts_do_not_add_up(case, MANY_DAYS_LATER)) == (
        note(
            "checks.parts-restated-since",
            agreed_on=date(2025, 3, 31),
            whole=Decimal(2598),
            whole_on=date(2025, 3, 31),
            values=amounts(986, 890, 730),
            values_on=(date(2025, 1, 24), date(2025, 7, 1), date(2025, 3, 29)),
            sum=Decimal(2606),
            difference=Decimal(-8),
            seqs=(4, 1, 5, 3),
            **within(Q1),
            **series(),
        ),
    )


def districts(*injured: int) -> list[Entry]:
    days, vague = window("2023-12-15", "2024-06-14"), WindowBasis.NOT_STATED
    names = ["north", "south"][: len(injured)]
    table = [("vietnam", 285), *zip(names, injured, strict=True)]
    return [figure(v, "2024-07-05", indicator="injured", unit=u, days=days, basis=vague) for u, v in table]


def test_districts_of_one_table_that_add_to_284_of_285_are_named() -> None:
    units = (*UNITS, part_unit("north", "vietnam"), part_unit("south", "vietnam"))
    case = make_case(*districts(184, 100), units=units)
    assert tuple(parts_do_not_add_up(case, MANY_DAYS_LATER)) == (
        warning(
            "checks.units-do-not-add-up",
            units=(unit_ref("north"), unit_ref("south")),
            whole=Decimal(285),
            whole_on=date(2024, 7, 5),
            values=amounts(184, 100),
            values_on=(date(2024, 7, 5), date(2024, 7, 5)),
            sum=Decimal(284),
            difference=Decimal(1),
            seqs=(1, 2, 3),
            **within(window("2023-12-15", "2024-06-14")),
            **series("injured"),
        ),
    )
    assert tuple(parts_do_not_add_up(make_case(*districts(185, 100), units=units), MANY_DAYS_LATER)) == ()
    assert tuple(parts_do_not_add_up(make_case(*districts(184), units=units), MANY_DAYS_LATER)) == ()


def test_a_class_left_out_of_the_table_is_named() -> None:
    indicators = (*INDICATORS, count("all", parts=("cases", "injured")))
    feb = window("2023-01-15", "2023-02-14")
    rows = [("all", 29), ("cases", 20), ("injured", 8)]
    table = [figure(v, "2023-03-01", indicator=i, days=feb) for i, v in rows]
    case = make_case(*table, indicators=indicators)
    assert tuple(parts_do_not_add_up(case, MANY_DAYS_LATER)) == (
        warning(
            "checks.indicator-parts-do-not-add-up",
            indicators=(indicator_ref("cases"), indicator_ref("injured")),
            whole=Decimal(29),
            whole_on=date(2023, 3, 1),
            values=amounts(20, 8),
            values_on=(date(2023, 3, 1), date(2023, 3, 1)),
            sum=Decimal(28),
            difference=Decimal(1),
            seqs=(1, 2, 3),
            **within(feb),
            **series("all"),
        ),
    )
    rail = figure(9, "2023-03-02", indicator="injured", days=feb)
    assert tuple(parts_do_not_add_up(make_case(*table, rail, indicators=indicators), MANY_DAYS_LATER)) == ()


def halves(first: str | None, second: str | None, whole: str | None) -> tuple[Finding, ...]:
    definitions = (
        Definition("old", None, date(2025, 1, 14), "", None),
        Definition("new", date(2025, 1, 15), None, "", None),
    )
    indicators = (*(i for i in INDICATORS if i.code != "deaths"), count("deaths", definitions=definitions))
    case = make_case(
        *OUTSIDER,
        figure(986, "2025-01-24", days=M1, definition=first),
        figure(882, "2025-02-26", days=M2, definition=second),
        figure(1900, "2025-03-31", days=TWO, definition=whole),
        indicators=indicators,
    )
    findings = tuple(parts_do_not_add_up(case, MANY_DAYS_LATER))
    assert [f["whole"] for f in under(findings, "outside")] == [Decimal(9999)]
    return under(findings, "vietnam")


@pytest.mark.parametrize(
    ("first", "second", "whole", "told"),
    [
        (None, None, None, 1),  # all three by the rule of their days
        (None, None, "new", 0),  # the whole was recounted
        ("new", None, "new", 1),
        ("new", "new", "old", 0),
        ("new", None, None, 0),
    ],
)
def test_windows_are_added_only_where_counted_by_the_definitions_of_the_whole(
    first: str | None, second: str | None, whole: str | None, told: int
) -> None:
    assert len(halves(first, second, whole)) == told


def test_the_newest_day_of_agreement_is_found_however_often_a_part_was_restated() -> None:
    case = make_case(
        figure(986, "2025-01-24", days=M1),
        figure(882, "2025-02-26", days=M2),
        figure(1868, "2025-03-01", days=TWO),
        figure(990, "2025-04-01", days=M1),  # 1,872 against 1,868
        figure(878, "2025-05-01", days=M2),  # agrees again
        figure(880, "2025-06-01", days=M2),
        *OUTSIDER,
    )
    (finding,) = under(parts_do_not_add_up(case, MANY_DAYS_LATER), "vietnam")
    assert (finding["agreed_on"], finding["sum"]) == (date(2025, 5, 1), Decimal(1870))


def test_a_part_over_its_whole_only_by_a_later_restatement_is_left_to_this_check() -> None:
    case = make_case(
        figure(3, "2025-03-01", days=M1),
        figure(0, "2025-03-01", days=M2),
        figure(3, "2025-03-01", days=TWO),
        figure(2, "2026-03-01", days=TWO),
        *OUTSIDER,
    )
    (finding,) = under(parts_do_not_add_up(case, MANY_DAYS_LATER), "vietnam")
    assert (finding.code, finding["agreed_on"]) == ("checks.parts-restated-since", date(2025, 3, 1))
    assert under(part_larger_than_whole(case, MANY_DAYS_LATER), "vietnam") == ()
