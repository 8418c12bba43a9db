from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from giaouoc.engine.findings import Ref, RefKind, Refusal, error
from giaouoc.engine.pacts import (
    CommitmentType,
    Comparator,
    Direction,
    Exemption,
    MilestoneItem,
    Part,
    TargetUnit,
)
from giaouoc.engine.periods import Calendar, Holiday, Period, PeriodKind
from tests.support.cases import POLICE, window
from tests.support.pacts import (
    BASE_HALF,
    BASE_YEAR,
    HALF,
    codes,
    commitment,
    pact,
    part,
    target,
)

MILESTONE, ZERO = CommitmentType.MILESTONE, CommitmentType.ZERO_TOLERANCE
ITEM = MilestoneItem("teams", "Tổ bảo vệ", "x-teams", "there is a decision", None)
BETWEEN, AT_LEAST = Comparator.BETWEEN, Comparator.AT_LEAST


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: target(5, high=3, comparator=BETWEEN), "pacts.range-upside-down"),
        (lambda: target(5, high=8, comparator=AT_LEAST), "pacts.high-value-without-between"),
        (lambda: target(5, comparator=BETWEEN), "pacts.high-value-without-between"),
        (lambda: target(-1), "pacts.target-negative"),
        (lambda: target("100.1"), "pacts.decrease-over-100"),
        (
            lambda: commitment(part(aim=None, targets_by_unit={}), type=MILESTONE),
            "pacts.milestone-without-deadline",
        ),
        (lambda: commitment(part("a"), part("a")), "pacts.part-code-twice"),
        (lambda: commitment(part("a"), part("b"), type=ZERO), "pacts.zero-tolerance-needs-one-part"),
        (
            lambda: commitment(type=MILESTONE, deadline=date(2025, 12, 31), items=(ITEM,), needed=2),
            "pacts.milestone-needs-more-than-items",
        ),
        (
            lambda: commitment(type=MILESTONE, deadline=date(2025, 12, 31), items=(ITEM, ITEM)),
            "pacts.part-code-twice",
        ),
        (lambda: pact(commitment(), commitment()), "pacts.commitment-code-twice"),
        (lambda: pact(signatories=()), "pacts.no-signatory"),
        (lambda: pact(signatories=("a", "a")), "pacts.signatory-twice"),
        (lambda: pact().commitment("other"), "pacts.commitment-unknown"),
    ],
)
def test_what_makes_no_sense_is_refused(build: Callable[[], object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        build()
    assert codes(refused.value) == [code]


def test_a_quantified_commitment_needs_a_target_for_somebody() -> None:
    bare = Part("deaths", "traffic-deaths", None, "deaths", "deaths")
    with pytest.raises(Refusal) as refused:
        commitment(bare)
    assert codes(refused.value) == ["pacts.quantified-without-target"]
    by_unit = Part("deaths", "traffic-deaths", None, "deaths", "deaths", {"an-giang": target()})
    assert commitment(by_unit).parts == (by_unit,)


@pytest.mark.parametrize(
    ("value", "unit", "direction"),
    [
        (100, TargetUnit.PERCENT, Direction.DECREASE),
        (101, TargetUnit.COUNT, Direction.DECREASE),
        (250, TargetUnit.PERCENT, Direction.INCREASE),
        (0, TargetUnit.PERCENT, Direction.DECREASE),
    ],
)
def test_numbers_at_the_bounds_are_allowed(value: int, unit: TargetUnit, direction: Direction) -> None:
    assert target(value, unit=unit, direction=direction).value == Decimal(value)


@pytest.mark.parametrize(
    ("direction", "change"), [(d, d in (Direction.DECREASE, Direction.INCREASE)) for d in Direction]
)
def test_only_decrease_and_increase_are_changes(direction: Direction, change: bool) -> None:
    assert target(direction=direction).is_change is change


def test_a_unit_has_its_own_target_or_the_common_one() -> None:
    own, common = target(10), target(5)
    one = part(aim=common, targets_by_unit={"ca-mau": own})
    assert (one.target_for("ca-mau"), one.target_for("an-giang")) == (own, common)


def test_an_exemption_belongs_to_its_unit() -> None:
    exempt = Exemption("ca-mau", "Không có đường sắt.")
    found = commitment(exemptions=(exempt,))
    assert (found.exemption_for("ca-mau"), found.exemption_for("an-giang")) == (exempt, None)


def test_the_base_is_the_same_period_of_the_year_before() -> None:
    assert pact().base_window(commitment()) == BASE_YEAR
    assert pact(covers=HALF).base_window(commitment()) == BASE_HALF


SCHOOL = Calendar("school", year_month=9, first_day=1, named_by="start")


@pytest.mark.parametrize(
    ("more", "year"),
    [
        ({"covers": window("2024-09-05", "2025-05-31"), "calendar": SCHOOL}, 2024),
        ({"covers": window("2024-12-15", "2024-12-31")}, 2025),
        ({"covers": window("2024-12-01", "2025-06-14")}, 2025),
        ({"covers": window("2024-12-15", "2024-12-31"), "calendar": None}, 2024),
    ],
)
def test_the_year_of_a_pact_is_the_year_of_its_calendar_that_holds_its_window(
    more: dict[str, Any], year: int
) -> None:
    assert pact(**more).year == year


def test_the_year_of_a_holiday_is_the_one_people_name_it_by() -> None:
    new_year = window("2025-12-31", "2026-01-03")
    assert pact(covers=new_year, holidays=(Holiday("new-year", 2026, new_year),), calendar=None).year == 2026


def test_a_base_year_counts_in_the_years_of_the_calendar() -> None:
    school = pact(covers=window("2024-09-05", "2025-05-31"), calendar=SCHOOL)
    assert school.base_window(commitment(baseline_year=2023)) == window("2023-09-05", "2024-05-31")
    december = pact(covers=window("2024-12-15", "2024-12-31"))
    assert december.base_window(commitment(baseline_year=2024)) == window("2023-12-15", "2023-12-31")


def test_a_stretch_of_the_window_answers_to_the_same_stretch_of_the_base_year() -> None:
    assert pact().base_window(commitment(), HALF) == BASE_HALF
    assert pact().base_window(commitment(baseline_year=2023), HALF) == POLICE.window(
        Period(PeriodKind.HALF, 2023, 1)
    )


def test_every_base_year_that_is_not_earlier_than_the_pact_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        pact(
            commitment(code="same", baseline_year=2025),
            commitment(code="later", baseline_year=2026),
            commitment(code="earlier", baseline_year=2024),
        )
    assert refused.value.findings == tuple(
        error(
            "pacts.baseline-year-not-earlier",
            commitment=Ref(RefKind.COMMITMENT, code),
            value=named,
            year=2025,
        )
        for code, named in (("same", 2025), ("later", 2026))
    )


def test_a_commitment_may_name_its_base_year() -> None:
    assert pact().base_window(commitment(baseline_year=2018)) == POLICE.year_window(2018)


def test_a_holiday_is_compared_with_the_same_holiday() -> None:
    tet_2026, tet_2025 = window("2026-02-14", "2026-02-22"), window("2025-01-25", "2025-02-02")
    holidays = (Holiday("tet", 2026, tet_2026), Holiday("tet", 2025, tet_2025))
    assert pact(covers=tet_2026, holidays=holidays).base_window(commitment()) == tet_2025


@pytest.mark.parametrize(
    ("first_day", "last_day", "year"),
    [
        ("2024-12-15", "2025-12-14", 2025),
        ("2024-12-15", "2025-06-14", 2025),
        ("2026-02-14", "2026-02-22", 2026),
    ],
)
def test_a_pact_belongs_to_the_year_of_its_calendar_or_of_its_end(
    first_day: str, last_day: str, year: int
) -> None:
    assert pact(covers=window(first_day, last_day)).year == year


def test_a_pact_without_a_calendar_belongs_to_the_year_it_ends_in() -> None:
    without = pact(calendar=None)
    assert (without.year, without.base_window(commitment())) == (2025, BASE_YEAR)


def test_a_commitment_is_found_by_its_code() -> None:
    one = commitment(code="one")
    assert pact(one, commitment(code="two")).commitment("one") == one
