"""What a template asks for, and what makes it stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Ref, RefKind, Refusal, error
from giaouoc.engine.indicators import Definition, IndicatorSet
from giaouoc.engine.pacts import (
    Commitment,
    CommitmentType,
    Comparator,
    Direction,
    Part,
    Publisher,
    Target,
    TargetUnit,
    Territory,
)
from giaouoc.engine.periods import Calendar, Window
from giaouoc.engine.units import DatedName, Succession, SuccessionKind, Unit
from giaouoc.exchange.template_plan import (
    PlannedRow,
    Topic,
    month_named,
    months_of,
    plan_template,
    units_asked,
)
from giaouoc.wording import Lang
from tests.exchange.template_world import (
    ATTESTED,
    CASES,
    CLEARED,
    MONTHS,
    NORTH,
    OUTSIDE,
    QUARTER,
    SOUTH,
    commitment,
    milestone,
    world,
)
from tests.support.cases import window

WHOLE = Unit("whole", (DatedName("Công an tỉnh mới"),))
MERGER = Succession(SuccessionKind.MERGE, date(2025, 2, 1), ("south", "outside"), ("whole",))


def asked(case: Case, unit: str | None = None) -> list[tuple[str, str, str]]:
    rows = plan_template(case, unit=unit).rows
    return [(r.unit, r.indicator, r.window.first_day.isoformat()) for r in rows]


def test_a_template_has_a_row_for_each_unit_indicator_and_month() -> None:
    starts = [w.first_day.isoformat() for w in MONTHS]
    assert asked(world()) == [
        (u, i, d) for u in ("north", "south") for i in ("cases", "cleared") for d in starts
    ]
    first = plan_template(world()).rows[0]
    assert first == PlannedRow("north", "Công an tỉnh Bắc", "cases", "Số vụ (vụ)", MONTHS[0])


def test_english_names_stand_where_there_are_any() -> None:
    row = plan_template(world(), lang=Lang.EN).rows[3]
    assert (row.unit_name, row.indicator_name) == ("North", "Rate (%)")


def test_a_window_that_is_not_whole_months_is_one_row() -> None:
    days = window("2025-01-25", "2025-02-02")
    assert months_of(world(), days) == (days,)
    assert {r.window for r in plan_template(world(), window=days).rows} == {days}


def test_an_indicator_of_two_commitments_is_asked_for_once_and_exempt_only_where_both_exempt() -> None:
    one, two = commitment("a", "cases", exempt=["north"]), commitment("b", "cases", exempt=["north", "south"])
    assert {u for u, _, _ in asked(world(commitments=[one, two]))} == {"south"}
    both = world(commitments=[replace(one, exemptions=()), two])
    assert asked(both) == [(u, "cases", w.first_day.isoformat()) for u in ("north", "south") for w in MONTHS]


def test_a_milestone_is_asked_for_up_to_its_deadline_where_its_test_is_stated() -> None:
    case = world(commitments=[milestone(date(2025, 6, 30))])
    rows = plan_template(case, unit="north").rows
    assert [(r.indicator, r.window) for r in rows] == [("built", window("2024-12-15", "2025-06-30"))]
    earlier = window("2024-01-15", "2024-02-14")
    with pytest.raises(Refusal) as refused:
        plan_template(case, window=earlier)
    assert [f.code for f in refused.value.findings] == ["template.nothing-to-report"]


MERGED: dict[str, Any] = {"units": (NORTH, SOUTH, OUTSIDE, WHOLE), "successions": [MERGER]}
BEFORE, AFTER = window("2025-01-15", "2025-01-31"), window("2025-02-01", "2025-02-14")


def windows_of(case: Case, unit: str, **question: Any) -> list[tuple[str, Window]]:
    return [(r.indicator, r.window) for r in plan_template(case, unit=unit, **question).rows]


def codes_refused(case: Case, **question: Any) -> list[str]:
    with pytest.raises(Refusal) as refused:
        plan_template(case, **question)
    return [f.code for f in refused.value.findings]


def test_the_month_of_a_merger_is_cut_at_its_day_between_the_old_bodies_and_the_new_one() -> None:
    rows = plan_template(world(**MERGED, commitments=[commitment("a", "cases")])).rows
    assert [(r.unit, r.window) for r in rows] == [
        *(("north", w) for w in MONTHS),
        ("south", MONTHS[0]),
        ("south", BEFORE),
        ("whole", AFTER),
        ("whole", MONTHS[2]),
        ("outside", MONTHS[0]),
        ("outside", BEFORE),
    ]


@pytest.mark.parametrize(
    ("on", "old", "new"),
    [
        (date(2025, 1, 15), [MONTHS[0]], [*MONTHS[1:]]),
        (date(2025, 1, 16), [MONTHS[0], window("2025-01-15", "2025-01-15")], None),
        (date(2025, 2, 14), None, [window("2025-02-14", "2025-02-14"), MONTHS[2]]),
    ],
)
def test_a_merger_on_the_first_day_of_a_month_cuts_nothing_and_one_day_later_one_day(
    on: date, old: list[Window] | None, new: list[Window] | None
) -> None:
    merger = replace(MERGER, on=on)
    case = world(units=MERGED["units"], successions=[merger], commitments=[commitment("a", "cases")])
    for unit, expected in (("south", old), ("whole", new)):
        assert expected is None or [w for _, w in windows_of(case, unit)] == expected


def test_a_unit_with_its_own_first_and_last_day_is_asked_for_those_days_only() -> None:
    short = replace(SOUTH, first_day=date(2025, 1, 20), last_day=date(2025, 2, 20))
    gone = Succession(SuccessionKind.DISSOLVE, date(2025, 2, 21), ("south",), ())
    case = world(units=(NORTH, short, OUTSIDE), successions=[gone], commitments=[commitment("a", "cases")])
    assert [w for _, w in windows_of(case, "south")] == [
        window("2025-01-20", "2025-02-14"),
        window("2025-02-15", "2025-02-20"),
    ]


@given(on=st.dates(date(2024, 11, 1), date(2025, 5, 1)))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_around_a_merger_every_day_is_asked_once_of_who_was_a_body_then(on: date) -> None:
    merger = replace(MERGER, on=on)
    case = world(units=MERGED["units"], successions=[merger], commitments=[commitment("a", "cases")])
    rows = plan_template(case).rows
    for place in range(QUARTER.days):
        day = QUARTER.first_day + timedelta(days=place)
        told = sorted(r.unit for r in rows if r.window.contains(day))
        # Who became one body only after the window, or before it, is asked as what it is in it.
        names = ["whole"] if day >= on else ["outside", "south"] if on <= QUARTER.last_day else ["south"]
        assert told == sorted(["north", *names])


def test_a_milestone_is_asked_only_of_who_is_a_body_on_its_deadline() -> None:
    case = world(**MERGED, commitments=[milestone(date(2025, 2, 20))])
    assert [(r.unit, r.window) for r in plan_template(case).rows] == [
        ("north", window("2024-12-15", "2025-02-20")),
        ("whole", window("2025-02-01", "2025-02-20")),
    ]
    on_the_eve = world(**MERGED, commitments=[milestone(date(2025, 1, 31))])
    assert {r.unit for r in plan_template(on_the_eve).rows} == {"north", "south", "outside"}


def test_a_milestone_has_the_same_days_in_every_template_that_asks_for_it() -> None:
    case = world(commitments=[commitment("a", "cases"), milestone(date(2025, 2, 20))])
    until = ("built", window("2024-12-15", "2025-02-20"))
    assert until in windows_of(case, "north")
    assert windows_of(case, "north", window=MONTHS[2]) == [("cases", MONTHS[2]), until]
    assert windows_of(case, "north", window=MONTHS[0]) == [("cases", MONTHS[0])]


def test_items_without_a_test_are_told_where_their_milestone_is_asked_for() -> None:
    case = world(commitments=[commitment("a", "cases"), milestone(date(2025, 2, 20))])
    assert plan_template(case).untested == (("m", "Đường"),)
    assert plan_template(case, window=MONTHS[0]).untested == ()
    assert plan_template(case, base=True).untested == ()


NEVER = Commitment(
    "never", CommitmentType.ZERO_TOLERANCE, "n", "n", "n", (Part("n", "built", None, "n", "n"),)
)
LEVEL = Target(Direction.REACH, Comparator.AT_LEAST, Decimal(75), TargetUnit.PERCENT)
REACHED = replace(commitment("reached", "cleared"), parts=(Part("r", "cleared", LEVEL, "r", "r"),))
OF_ALL_KINDS = [commitment("a", "cases"), NEVER, REACHED, milestone(date(2025, 2, 20))]


def test_the_base_is_asked_for_where_the_target_is_a_change_only() -> None:
    case = world(commitments=OF_ALL_KINDS)
    months = [case.pact.base_window(case.pact.commitments[0], m) for m in MONTHS]
    plan = plan_template(case, unit="north", base=True)
    assert [(r.indicator, r.window) for r in plan.rows] == [("cases", m) for m in months]
    assert (plan.window, plan.days, plan.base) == (QUARTER, window("2023-12-15", "2024-03-14"), True)
    assert {i for i, _ in windows_of(case, "north")} == {"cases", "built", "cleared"}
    assert codes_refused(world(commitments=OF_ALL_KINDS[1:]), base=True) == ["template.nothing-to-report"]


def test_days_outside_the_pact_are_asked_for_where_the_target_is_a_change_only() -> None:
    case = world(commitments=OF_ALL_KINDS)
    earlier = window("2024-11-15", "2025-01-14")
    assert windows_of(case, "north", window=earlier) == [
        ("cases", window("2024-11-15", "2024-12-14")),
        ("cases", MONTHS[0]),
        ("built", MONTHS[0]),
        ("cleared", MONTHS[0]),
    ]


def test_the_base_of_a_month_and_of_a_named_year_are_the_same_days_of_that_year() -> None:
    named = replace(commitment("b", "cleared"), baseline_year=2023)
    case = world(commitments=[commitment("a", "cases"), named])
    plan = plan_template(case, unit="north", base=True, window=MONTHS[1])
    assert [(r.indicator, r.window) for r in plan.rows] == [
        ("cases", window("2024-01-15", "2024-02-14")),
        ("cleared", window("2023-01-15", "2023-02-14")),
    ]
    assert plan.days == window("2023-01-15", "2024-02-14")


def test_the_base_of_a_new_body_is_asked_of_the_bodies_before_it() -> None:
    case = world(**MERGED, commitments=[commitment("a", "cases")])
    asked_of = dict.fromkeys(r.unit for r in plan_template(case, base=True).rows)
    assert list(asked_of) == ["north", "south", "outside"]
    # One that was put together before the pact was signed has its base in figures of the bodies before it.
    early = replace(MERGER, on=date(2024, 6, 1), sources=("outside", "west"), results=("south",))
    west = replace(OUTSIDE, code="west")
    older = world(units=(NORTH, SOUTH, OUTSIDE, west), successions=[early], commitments=case.pact.commitments)
    assert {r.unit for r in plan_template(older, base=True).rows} == {"north", "outside", "west"}


def test_a_unit_that_was_no_body_then_is_refused_with_its_day_and_the_bodies_of_then() -> None:
    case = world(**MERGED, commitments=[commitment("a", "cases")])
    with pytest.raises(Refusal) as refused:
        plan_template(case, unit="whole", window=MONTHS[0])
    assert refused.value.findings == (
        error(
            "template.not-a-body",
            unit=Ref(RefKind.UNIT, "whole"),
            began_on=date(2025, 2, 1),
            first_day=MONTHS[0].first_day,
            last_day=MONTHS[0].last_day,
            others=(Ref(RefKind.UNIT, "south"), Ref(RefKind.UNIT, "outside")),
        ),
    )
    assert codes_refused(case, unit="whole", base=True) == ["template.not-a-body"]
    assert codes_refused(case, unit="south", window=MONTHS[2]) == ["template.not-a-body"]


@pytest.mark.parametrize(
    ("year_month", "first_day", "named_by", "days"),
    [
        (12, 15, "end", ("2026-02-15", "2026-03-14")),
        (12, 26, "end", ("2026-02-26", "2026-03-25")),
        (1, 1, "end", ("2026-03-01", "2026-03-31")),
        (9, 1, "start", ("2026-03-01", "2026-03-31")),
        (3, 5, "start", ("2026-03-05", "2026-04-04")),
        (1, 31, "end", ("2026-02-28", "2026-03-30")),
    ],
)
def test_a_month_has_the_days_its_calendar_gives_it(
    year_month: int, first_day: int, named_by: Any, days: tuple[str, str]
) -> None:
    case = world()
    pact = replace(case.pact, calendar=Calendar("c", year_month, first_day, named_by))
    assert month_named(replace(case, pact=pact), 2026, 3) == window(*days)


def test_without_a_calendar_no_month_has_days() -> None:
    case = world()
    assert month_named(replace(case, pact=replace(case.pact, calendar=None)), 2026, 3) is None


def test_what_a_signatory_was_merged_into_is_not_asked_where_the_pact_judges_bodies_as_signed() -> None:
    case = world(**MERGED)
    signed = replace(case, pact=replace(case.pact, territory=Territory.AS_SIGNED))
    assert (units_asked(case), units_asked(signed)) == (
        ("north", "south", "whole", "outside"),
        ("north", "south"),
    )


def test_one_unit_may_be_asked_alone_even_one_that_did_not_sign() -> None:
    assert {u for u, _, _ in asked(world(), unit="outside")} == {"outside"}
    with pytest.raises(Refusal) as refused:
        plan_template(world(), unit="nowhere")
    assert refused.value.findings == (error("units.unknown", unit=Ref(RefKind.UNIT, "nowhere")),)


def test_a_pact_without_publisher_has_no_template() -> None:
    with pytest.raises(Refusal) as refused:
        plan_template(world(publishers={}))
    assert refused.value.findings == (error("template.no-publisher", pact="Giao ước mẫu"),)


def test_a_template_over_the_limit_is_refused_with_both_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giaouoc.exchange.template_plan.MOST_ROWS", 12)
    assert len(plan_template(world()).rows) == 12
    monkeypatch.setattr("giaouoc.exchange.template_plan.MOST_ROWS", 11)
    with pytest.raises(Refusal) as refused:
        plan_template(world())
    assert refused.value.findings == (error("template.too-many-rows", count=12, limit=11),)


def changed(case: Case) -> set[Topic]:
    before, after = plan_template(world()), plan_template(case)
    assert (before.checksum == after.checksum) == (before.hashes == after.hashes)
    return {topic for (topic, old), (_, new) in zip(before.hashes, after.hashes, strict=True) if old != new}


def test_each_change_of_structure_shows_in_its_own_topic() -> None:
    renamed = replace(NORTH, names=(DatedName("Tên mới"),))
    counted_anew = replace(CASES, definitions=(Definition("v2", None, None, "khác", None),))
    more = {**world().pact.publishers, "nso": Publisher("nso", "Cục Thống kê", "Statistics")}
    merged = world(**MERGED)
    assert changed(world()) == set()
    assert changed(world(units=(renamed, SOUTH, OUTSIDE))) == {Topic.UNITS}
    assert changed(world(indicators=(counted_anew, CLEARED, ATTESTED))) == {Topic.INDICATORS}
    assert changed(world(publishers=more)) == {Topic.PACT}
    assert changed(merged) == {Topic.UNITS, Topic.ROWS}


def test_what_a_template_does_not_depend_on_does_not_make_it_stale() -> None:
    case = world()
    other = replace(ATTESTED, name="Tên khác")
    assert changed(replace(case, indicators=IndicatorSet([CASES, CLEARED, other]))) == set()
    assert changed(replace(case, pact=replace(case.pact, slogan="Khẩu hiệu", window=QUARTER))) == set()
    assert changed(world(units=(NORTH, SOUTH, replace(OUTSIDE, names=(DatedName("Khác"),))))) == set()
