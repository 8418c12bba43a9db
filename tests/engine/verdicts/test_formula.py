"""The test with its numbers put in agrees with `meets`, for every target and every amount."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaouoc.engine.findings import Finding
from giaouoc.engine.indicators import Better
from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit
from giaouoc.engine.verdicts.formula import Holds, _decimal
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
        assert base == 0 or (direction, actual) == (Direction.DECREASE, 0)
        assert ("zero" in shown.code, left, right) == (True, None, None)
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
            target("0.05"), 8000, 7996,
            "7.996 × 100 ≤ 8.000 × 99,95, tức 799.600 ≤ 799.600: đúng.",
            "7,996 × 100 ≤ 8,000 × 99.95, that is 799,600 ≤ 799,600: true.",
        ),
        (
            target(2, unit=TargetUnit.COUNT), 1, 0,
            "1 → 0: số thực hiện bằng 0 thì không còn gì để giảm thêm, nên mức giảm nào cũng đạt: 0 = 0, đúng.",
            "1 → 0: at 0 nothing is left to cut, so any decrease is kept: 0 = 0 is true.",
        ),
        (
            target(5, direction=Direction.INCREASE, comparator=Comparator.AT_MOST), 0, 1,
            "Số gốc bằng 0 nên mức tăng không tính được phần trăm; giới hạn tăng chỉ đạt khi số thực hiện "
            "vẫn bằng 0: 1 = 0, sai.",
            "The base is 0, from which a rise has no percent; the limit on a rise is kept only by 0: 1 = 0 is false.",
        ),
        (
            target(5, comparator=Comparator.AT_MOST), 0, 1,
            "Số gốc bằng 0 nên không thể giảm; giao ước chỉ giới hạn mức giảm: 1 ≥ 0, đúng.",
            "The base is 0, so nothing can fall; the pact only limits a fall: 1 ≥ 0 is true.",
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


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(12345678901234567890123123456, 10**6), "12345678901234567890123.123456"),
        (Fraction(1, 2**20), "9.5367431640625E-7"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(10**30), "1000000000000000000000000000000"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(10**30, 3), "333333333333333333333333333333.333333"),
    ],
)
def test_a_decimal_that_ends_has_all_its_places_and_another_has_six(value: Fraction, shown: str) -> None:
    assert str(_decimal(value)) == shown
