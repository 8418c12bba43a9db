"""A percent beside a target never says what the result denies."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.indicators import Better, Quantity, percent_change
from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit, meets
from giaouoc.wording import Lang, Voice
from giaouoc.wording.changes import change_places, change_words, share_words

VI, EN = Voice(Lang.VI), Voice(Lang.EN)
NBSP = "\u00a0"
FALL, RISE, REACH = Direction.DECREASE, Direction.INCREASE, Direction.REACH


def target(
    direction: Direction,
    comparator: Comparator = Comparator.AT_LEAST,
    value: str = "5",
    unit: TargetUnit = TargetUnit.PERCENT,
) -> Target:
    return Target(direction, comparator, Decimal(value), unit)


def judged(base: int, actual: int, asked: Target) -> tuple[Fraction, bool]:
    change = percent_change(base, actual)
    assert change is not None
    kept = meets(asked, Quantity(Decimal(base)), Quantity(Decimal(actual)), Better.LOWER)
    return change, kept


@pytest.mark.parametrize(
    ("base", "actual", "asked", "kept", "said"),
    [
        (100_000, 95_000, target(FALL), True, f"−5,00{NBSP}%"),
        (100_000, 95_001, target(FALL), False, f"−4,999{NBSP}%"),
        (100_000, 94_999, target(FALL), True, f"−5,00{NBSP}%"),
        (1_000_000, 950_001, target(FALL), False, f"−4,9999{NBSP}%"),
        (100_000, 94_999, target(FALL, Comparator.OVER), True, f"−5,001{NBSP}%"),
        (100_000, 95_000, target(FALL, Comparator.OVER), False, f"−5,00{NBSP}%"),
        (100_000, 104_999, target(RISE), False, f"+4,999{NBSP}%"),
        (100_000, 105_001, target(RISE, Comparator.AT_MOST), False, f"+5,001{NBSP}%"),
        (100_000, 105_000, target(RISE, Comparator.UNDER), False, f"+5,00{NBSP}%"),
        (100_000, 95_006, target(FALL, value="4.993"), True, f"−4,994{NBSP}%"),
        (5_473, 5_203, target(FALL), False, f"−4,93{NBSP}%"),
        (12, 0, target(FALL), True, f"−100,00{NBSP}%"),
        (100_000, 95_001, target(FALL, unit=TargetUnit.COUNT), False, f"−5,00{NBSP}%"),
    ],
)
def test_two_decimals_stand_unless_they_would_give_another_result(
    base: int, actual: int, asked: Target, kept: bool, said: str
) -> None:
    change = percent_change(base, actual)
    assert change is not None
    assert change_words(change, asked, kept, VI) == said


def test_without_a_result_or_a_target_two_decimals_are_enough() -> None:
    change = Fraction(-4_999, 1_000)
    assert change_words(change, target(FALL), None, EN) == f"−5.00{NBSP}%"
    assert change_words(change, None, False, EN) == f"−5.00{NBSP}%"
    assert change_words(change, target(REACH), False, EN) == f"−5.00{NBSP}%"


@given(
    base=st.integers(1, 10**12),
    apart=st.integers(-50, 50),
    asked=st.builds(
        target,
        st.sampled_from([FALL, RISE]),
        st.sampled_from([c for c in Comparator if c.value != "between"]),
    ),
)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_what_is_written_always_gives_the_result(base: int, apart: int, asked: Target) -> None:
    sign = -1 if asked.direction is FALL else 1
    actual = max(0, base * (100 + sign * 5) // 100 + apart)
    change, kept = judged(base, actual, asked)
    said = change_words(change, asked, kept, EN)
    written = Fraction(said.replace("−", "-").replace("+", "").replace(",", "").removesuffix(f"{NBSP}%"))
    rebuilt = Quantity(100 + Decimal(written.numerator) / Decimal(written.denominator))
    assert meets(asked, Quantity(Decimal(100)), rebuilt, Better.LOWER) is kept
    assert change_places(change, asked, kept) == len(said.removesuffix(f"{NBSP}%").partition(".")[2])


@pytest.mark.parametrize(
    ("above", "kept", "said"),
    [(29_998, False, f"74,995{NBSP}%"), (30_000, True, f"75,00{NBSP}%"), (29_999, False, f"74,998{NBSP}%")],
)
def test_a_level_just_under_is_not_written_as_reached(above: int, kept: bool, said: str) -> None:
    asked = target(REACH, value="75")
    assert share_words(Fraction(above * 100, 40_000), asked, Better.HIGHER, kept, VI) == said


def test_a_level_that_is_not_judged_has_two_decimals() -> None:
    share = Fraction(74_999, 1_000)
    assert share_words(share, target(REACH, value="75"), Better.HIGHER, None, VI) == f"75,00{NBSP}%"
    assert share_words(share, target(FALL), Better.HIGHER, False, VI) == f"75,00{NBSP}%"
