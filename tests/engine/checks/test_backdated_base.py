from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.backdated_base import backdated_base
from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import note
from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit
from giaouoc.engine.periods import Window
from tests.support.cases import H1_2024, about, compare, figure, make_case, window, within

FIRST_HALF, SECOND_HALF = window("2023-12-15", "2024-03-14"), window("2024-03-15", "2024-06-14")


def base(value: int, recorded_at: str | None, days: Window = H1_2024, on: str = "2024-07-01") -> Entry:
    return replace(figure(value, on, days=days), recorded_at=recorded_at)


OUTSIDER = replace(base(10, "2026-01-01T00:00:00+07:00"), unit="outside")


def world(*figures: Entry, target: Target | None = None) -> Case:
    """Return a case signed on 14 February 2025."""
    return make_case(OUTSIDER, *figures, target=target)


def test_a_base_recorded_after_the_signing_is_noted_with_its_line_and_day() -> None:
    case = world(base(334, "2026-11-25T09:30:00+07:00"))
    assert tuple(backdated_base(compare(case))) == (
        note(
            "checks.backdated-base",
            count=1,
            seqs=(2,),
            base=Decimal(334),
            signed_on=date(2025, 2, 14),
            recorded_on=(date(2026, 11, 25),),
            **within(H1_2024),
            **about(),
        ),
    )


@pytest.mark.parametrize(
    ("recorded_at", "told"),
    [
        (None, 0),
        ("2024-07-02T08:00:00+07:00", 0),
        ("2025-02-14T23:59:59+07:00", 0),
        ("2025-02-15T00:00:00+07:00", 1),
        ("2025-02-14T16:59:59Z", 0),
        ("2025-02-14T17:00:00Z", 1),
        ("2025-02-14T23:59:59", 0),
        ("2025-02-15T00:00:00", 1),
    ],
)
def test_the_day_of_signing_ends_at_midnight_in_viet_nam(recorded_at: str | None, told: int) -> None:
    assert len(tuple(backdated_base(compare(world(base(334, recorded_at)))))) == told


def test_of_a_sum_only_the_lines_recorded_late_are_named_with_their_days_in_order() -> None:
    late, later = "2025-03-02T08:00:00+07:00", "2025-03-09T08:00:00+07:00"
    quarters = [
        base(1, later, window("2023-12-15", "2024-01-14")),
        base(2, "2025-01-01T08:00:00+07:00", window("2024-01-15", "2024-02-14")),
        base(3, late, window("2024-02-15", "2024-03-14")),
        base(4, later, SECOND_HALF),
    ]
    (finding,) = backdated_base(compare(world(*quarters)))
    assert (finding["count"], finding["seqs"], finding["base"]) == (3, (2, 4, 5), Decimal(10))
    assert finding["recorded_on"] == (date(2025, 3, 2), date(2025, 3, 9))


def test_a_line_that_is_no_base_at_signing_is_not_asked_when_it_was_recorded() -> None:
    late = "2026-11-25T09:30:00+07:00"
    published_later = base(334, late, on="2025-02-15")
    assert tuple(backdated_base(compare(world(base(37, None), published_later)))) == ()
    only_actual = replace(figure(30, "2025-06-25"), recorded_at=late)
    assert tuple(backdated_base(compare(world(base(37, None), only_actual)))) == ()
    assert tuple(backdated_base(compare(world(only_actual)))) == ()


def test_a_level_has_no_base() -> None:
    level = Target(Direction.REACH, Comparator.AT_MOST, Decimal(950), TargetUnit.COUNT)
    case = world(base(334, "2026-11-25T09:30:00+07:00"), target=level)
    assert tuple(backdated_base(compare(case))) == ()
