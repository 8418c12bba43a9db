"""The test with its numbers put in agrees with `meets`, for every target and every amount."""

from __future__ import annotations

import operator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaouoc.engine.findings import Finding
from giaouoc.engine.indicators import Better
from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit
from giaouoc.engine.verdicts.formula import Holds
from giaouoc.engine.verdicts.standing import judge
from giaouoc.wording import Lang
from giaouoc.wording.catalogue import Voice
from giaouoc.wording.messages import say
from tests.support.pacts import BASE_YEAR, YEAR, case, commitment, entry, indicator, pact, part, target

SIGNS = {"≤": operator.le, "<": operator.lt, "≥": operator.ge, ">": operator.gt}
LOWER_IS_BETTER = {Direction.DECREASE: Better.LOWER, Direction.INCREASE: Better.HIGHER}


def formula(aim: Target, base: int, actual: int, better: Better) -> Finding:
    built = case(
        [entry(1, BASE_YEAR, base), entry(2, YEAR, actual)],
        of=pact(commitment(part(aim=aim))),
        counting=[indicator(better=better)],
    )
    (verdict,) = judge(built).verdicts
    found = verdict.parts[0].outcomes[0].formula
    assert found is not None
    return found


@given(
    st.sampled_from([Direction.DECREASE, Direction.INCREASE]),
    st.sampled_from(list(Comparator)),
    st.sampled_from(list(TargetUnit)),
    st.integers(0, 40),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_both_sides_shown_compare_as_the_formula_says(
    direction: Direction, comparator: Comparator, unit: TargetUnit, value: int, base: int, actual: int
) -> None:
    high = value + 2 if comparator is Comparator.BETWEEN else None
    aim = target(value, direction=direction, comparator=comparator, unit=unit, high=high)
    shown = formula(aim, base, actual, LOWER_IS_BETTER[direction])
    left, right, sign = shown.get("left"), shown.get("right"), shown.get("sign")
    if sign is None:
        assert (base, unit) == (0, TargetUnit.PERCENT)
    else:
        assert isinstance(left, Decimal)
        assert isinstance(right, Decimal)
        assert SIGNS[str(sign)](left, right) is (shown["holds"] is Holds.YES)


@given(
    st.sampled_from(list(Comparator)),
    st.sampled_from(list(Better)),
    st.integers(0, 40),
    st.integers(0, 60),
)
def test_a_level_is_shown_with_the_sign_it_was_tested_by(
    comparator: Comparator, better: Better, value: int, actual: int
) -> None:
    high = value + 2 if comparator is Comparator.BETWEEN else None
    aim = target(value, direction=Direction.REACH, comparator=comparator, unit=TargetUnit.COUNT, high=high)
    shown = formula(aim, 1, actual, better)
    line = shown["target"]
    assert isinstance(line, Decimal)
    assert SIGNS[str(shown["sign"])](Decimal(actual), line) is (shown["holds"] is Holds.YES)


@pytest.mark.parametrize(
    ("aim", "base", "actual", "vietnamese", "english"),
    [
        (
            target(5), 238, 227,
            "227 × 100 ≤ 238 × 95, tức 22.700 ≤ 22.610: sai.",
            "227 × 100 ≤ 238 × 95, that is 22,700 ≤ 22,610: false.",
        ),
        (
            target("4.6"), 238, 227,
            "227 × 100 ≤ 238 × 95,4, tức 22.700 ≤ 22.705,2: đúng.",
            "227 × 100 ≤ 238 × 95.4, that is 22,700 ≤ 22,705.2: true.",
        ),
        (
            target(2, unit=TargetUnit.COUNT), 5, 4,
            "5 − 4 ≥ 2, tức 1 ≥ 2: sai.",
            "5 − 4 ≥ 2, that is 1 ≥ 2: false.",
        ),
        (
            target(5), 0, 0,
            "Số gốc bằng 0 nên mức giảm chỉ đạt khi số thực hiện bằng 0: 0 = 0, đúng.",
            "The base is 0, so a decrease is kept only by 0: 0 = 0 is true.",
        ),
    ],
)  # fmt: skip
def test_a_reader_can_check_the_sentence_by_hand(
    aim: Target, base: int, actual: int, vietnamese: str, english: str
) -> None:
    shown = formula(aim, base, actual, Better.LOWER)
    assert [say(shown, Voice(lang)).saw for lang in (Lang.VI, Lang.EN)] == [vietnamese, english]
