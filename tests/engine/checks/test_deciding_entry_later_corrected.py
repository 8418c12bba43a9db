from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding_entry_later_corrected import deciding_entry_later_corrected
from giaouoc.engine.figures import Entry, Status
from giaouoc.engine.findings import warning
from giaouoc.engine.pacts import Comparator, Direction, Reading, Target, TargetUnit
from tests.support.cases import H1_2024, about, compare, figure, make_case, window, within

# Of another unit: its own base was withdrawn, which is nothing to this comparison.
OUTSIDER = figure(10, "2024-07-01", days=H1_2024, unit="outside")
# Known six days after its window; the actual is eleven days old, so it is the base of the same age too.
BASE = figure(1000, "2024-06-20", days=H1_2024)
ACTUAL = figure(940, "2025-06-25")


def amended(entry: Entry, seq: int, on: str, value: int | None, status: Status = Status.REPORTED) -> Entry:
    """Return a correction of the entry with that number."""
    published = figure(1, on).published_on
    number = None if value is None else Decimal(value)
    return replace(
        entry,
        seq=seq + 1,
        status=status,
        value=number,
        published_on=published,
        corrects=seq,
        reason="counted twice.",
    )


OUTSIDER_GONE = amended(OUTSIDER, 1, "2025-06-01", None, Status.WITHDRAWN)


def world(*figures: Entry, signed_on: date = date(2025, 2, 14)) -> Case:
    return make_case(OUTSIDER, OUTSIDER_GONE, *figures, signed_on=signed_on)


def told(comparison: Comparison) -> list[tuple[object, ...]]:
    names = ("readings", "seq", "later", "became")
    return [tuple(f[n] for n in names) for f in deciding_entry_later_corrected(comparison)]


def test_a_base_that_was_corrected_after_signing_names_both_lines_and_what_it_became() -> None:
    case = world(BASE, ACTUAL, amended(BASE, 3, "2025-06-30", 980))
    assert tuple(deciding_entry_later_corrected(compare(case))) == (
        warning(
            "checks.deciding-entry-later-corrected",
            readings=(Reading.AT_SIGNING, Reading.SAME_AGE),
            seq=3,
            value=Decimal(1000),
            later=5,
            later_on=date(2025, 6, 30),
            became=Decimal(980),
            reason="counted twice.",
            **within(H1_2024),
            **about(),
        ),
    )


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.MISSING, Status.NOT_APPLICABLE])
def test_a_base_that_is_no_amount_any_more_says_what_it_is(status: Status) -> None:
    case = world(BASE, ACTUAL, amended(BASE, 3, "2025-06-30", None, status))
    assert told(compare(case)) == [((Reading.AT_SIGNING, Reading.SAME_AGE), 3, 5, status)]


@pytest.mark.parametrize(("day", "count"), [(29, 0), (30, 1)])
def test_a_correction_counts_from_the_day_it_is_known(day: int, count: int) -> None:
    case = world(BASE, ACTUAL, amended(BASE, 3, "2025-06-30", 980))
    assert len(told(compare(case, day=date(2025, 6, day)))) == count


@pytest.mark.parametrize(
    ("on", "readings"),
    [
        ("2024-06-26", (Reading.SAME_AGE,)),
        (
            "2025-02-14",
            (Reading.SAME_AGE,),
        ),  # known on the day of signing: the signed base is the corrected one
        ("2025-02-15", (Reading.AT_SIGNING, Reading.SAME_AGE)),
    ],
)
def test_only_the_readings_that_still_use_the_line_are_named(on: str, readings: tuple[Reading, ...]) -> None:
    case = world(BASE, ACTUAL, amended(BASE, 3, on, 980))
    assert told(compare(case)) == [(readings, 3, 5, Decimal(980))]


@pytest.mark.parametrize(("day", "later", "became"), [(30, 5, Decimal(980)), (31, 6, Decimal(990))])
def test_of_several_corrections_the_last_one_known_tells_what_it_became(
    day: int, later: int, became: Decimal
) -> None:
    case = world(BASE, ACTUAL, amended(BASE, 3, "2025-07-30", 980), amended(BASE, 5, "2025-07-31", 990))
    assert [t[2:] for t in told(compare(case, day=date(2025, 7, day)))] == [(later, became)]


def test_a_restatement_beside_the_line_is_no_correction() -> None:
    assert told(compare(world(BASE, ACTUAL, figure(980, "2025-06-30", days=H1_2024)))) == []


def test_a_corrected_actual_is_no_longer_used() -> None:
    case = world(BASE, ACTUAL, amended(ACTUAL, 4, "2025-06-30", 980))
    assert told(compare(case)) == []


def test_each_line_of_a_sum_is_told() -> None:
    halves = [
        figure(500, "2024-06-20", days=window("2023-12-15", "2024-03-14")),
        figure(500, "2024-06-20", days=window("2024-03-15", "2024-06-14")),
    ]
    fixes = [amended(halves[0], 3, "2025-06-30", 400), amended(halves[1], 4, "2025-06-30", 450)]
    told_of = [t[1:] for t in told(compare(world(*halves, ACTUAL, *fixes)))]
    assert told_of == [(3, 6, Decimal(400)), (4, 7, Decimal(450))]


def test_it_is_told_before_there_is_an_actual_and_never_of_a_level() -> None:
    figures: Sequence[Entry] = (BASE, amended(BASE, 3, "2025-06-01", 980))
    assert told(compare(world(*figures))) == [((Reading.AT_SIGNING,), 3, 4, Decimal(980))]
    level = Target(Direction.REACH, Comparator.AT_MOST, Decimal(950), TargetUnit.COUNT)
    case = make_case(OUTSIDER, OUTSIDER_GONE, *figures, ACTUAL, target=level)
    assert told(compare(case)) == []


def test_an_undated_correction_was_never_known() -> None:
    fix = replace(amended(BASE, 3, "2025-06-30", 980), published_on=None)
    case = world(BASE, ACTUAL, fix)
    assert told(compare(case)) == []
