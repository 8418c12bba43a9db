"""Which figures a preview marks as of another size than the ledger's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from giaouoc.engine.figures import Entry, Precision, Status
from giaouoc.engine.periods import Window
from giaouoc.exchange.template_compare import Against, Jump, compare
from giaouoc.exchange.template_jumps import is_jump, with_jumps
from tests.exchange.template_world import MONTHS, reported, world
from tests.support.cases import window

YEAR_BEFORE = window("2023-12-15", "2024-01-14")
EARLIER = "2025-02-01"


@pytest.mark.parametrize(
    ("value", "other", "jumps"),
    [
        ("100", "10", False),
        ("101", "10", True),
        ("10", "100", False),
        ("9", "100", True),
        ("1234567", "9", True),
        ("11", "1", True),
        ("10", "1", False),
        ("9", "0", False),
        ("10", "0", True),
        ("0", "9", False),
        ("0", "10", True),
        ("0", "0", False),
        ("75.5", "7.5", True),
        ("75", "7.5", False),
    ],
)
def test_a_jump_is_more_than_tenfold_and_from_zero_ten_or_more(value: str, other: str, jumps: bool) -> None:
    assert is_jump(Decimal(value), Decimal(other)) is jumps


def jump_of(row: Entry, *old: Entry) -> Jump | None:
    case = world(*old)
    changes, findings = compare([(5, row)], case.ledger, {5: {"row": 5}})
    assert findings == []
    (change,) = with_jumps(changes, case)
    return change.jump


def expected(against: Against, value: str, other: str, days: Window) -> Jump:
    return Jump(against, Decimal(value), Decimal(other), days)


def test_a_figure_is_held_against_the_newest_one_of_its_days() -> None:
    old = (reported("900", "2025-01-20"), reported("9", EARLIER))
    found = jump_of(reported("1234567"), *old)
    assert found == expected(Against.NEWEST, "1234567", "9", MONTHS[0])
    assert found is not None
    assert found.is_up
    assert jump_of(reported("90"), *old) is None
    down = jump_of(reported("0"), reported("90", EARLIER))
    assert down is not None
    assert not down.is_up


def test_a_figure_is_held_against_the_same_period_of_last_year_too() -> None:
    base = reported("9", "2024-02-01", days=YEAR_BEFORE)
    assert jump_of(reported("91"), base) == expected(Against.LAST_YEAR, "91", "9", YEAR_BEFORE)
    like_now = reported("90", EARLIER)
    assert jump_of(reported("91"), base, like_now) == expected(Against.LAST_YEAR, "91", "9", YEAR_BEFORE)
    assert jump_of(reported("90"), base) is None


def test_without_both_it_is_held_against_the_last_period_as_long() -> None:
    old = (
        reported("9", days=MONTHS[0]),
        reported("1", days=window("2024-12-15", "2025-01-31")),
        reported("1", unit="south", days=MONTHS[1]),
    )
    assert jump_of(reported("91", days=MONTHS[2]), *old) == expected(
        Against.PERIOD_BEFORE, "91", "9", MONTHS[0]
    )
    newer = reported("10", days=MONTHS[1])
    assert jump_of(reported("91", days=MONTHS[2]), *old, newer) is None
    # A later period does not speak of an earlier one.
    assert jump_of(reported("91", days=MONTHS[0]), reported("1", days=MONTHS[1])) is None
    own_year = reported("50", "2024-04-01", days=window("2024-02-15", "2024-03-14"))
    assert jump_of(reported("91", days=MONTHS[2]), *old, own_year) is None


def test_of_two_publishers_its_own_is_taken_and_another_one_where_it_has_none() -> None:
    other, own = reported("1", publisher="ntsc"), reported("90", EARLIER)
    assert jump_of(reported("91"), other, own) is None
    assert jump_of(reported("91"), other) == expected(Against.NEWEST, "91", "1", MONTHS[0])


def test_what_has_no_number_and_what_changes_nothing_is_no_jump() -> None:
    percent = reported("1", EARLIER)
    assert jump_of(reported(None, status=Status.MISSING), reported("900", EARLIER)) is None
    assert jump_of(reported("900"), reported(None, EARLIER, status=Status.MISSING)) is None
    assert jump_of(reported("1"), percent, reported("900", days=YEAR_BEFORE)) is None
    assert percent.precision is Precision.EXACT
