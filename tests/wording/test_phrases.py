from __future__ import annotations

from decimal import Decimal

import pytest

from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit
from giaouoc.engine.periods import Period, PeriodKind
from giaouoc.wording import Lang, first_months, period_name, probability_in_hundred, target_words


@pytest.mark.parametrize(
    ("kind", "number", "vietnamese", "english"),
    [
        (PeriodKind.MONTH, 3, "tháng 3/2025", "March 2025"),
        (PeriodKind.MONTH, 12, "tháng 12/2025", "December 2025"),
        (PeriodKind.QUARTER, 1, "quý I/2025", "quarter I of 2025"),
        (PeriodKind.QUARTER, 4, "quý IV/2025", "quarter IV of 2025"),
        (PeriodKind.HALF, 1, "6 tháng đầu năm 2025", "first half of 2025"),
        (PeriodKind.HALF, 2, "6 tháng cuối năm 2025", "second half of 2025"),
        (PeriodKind.NINE_MONTHS, 1, "9 tháng đầu năm 2025", "first nine months of 2025"),
        (PeriodKind.YEAR, 1, "năm 2025", "2025"),
    ],
)
def test_a_period_has_the_name_people_use(
    kind: PeriodKind, number: int, vietnamese: str, english: str
) -> None:
    period = Period(kind, 2025, number)
    assert (period_name(period, Lang.VI), period_name(period, Lang.EN)) == (vietnamese, english)


def test_the_months_from_the_start_of_a_year() -> None:
    assert first_months(11, 2024, Lang.VI) == "11 tháng đầu năm 2024"
    assert first_months(11, 2024, Lang.EN) == "first 11 months of 2024"


@pytest.mark.parametrize(
    ("target", "vietnamese", "english"),
    [
        (
            Target(Direction.DECREASE, Comparator.AT_LEAST, Decimal(5), TargetUnit.PERCENT),
            "giảm ít nhất 5\u00a0%",
            "decrease by at least 5\u00a0%",
        ),
        (
            Target(Direction.DECREASE, Comparator.BETWEEN, Decimal(3), TargetUnit.PERCENT, Decimal("5.5")),
            "giảm từ 3\u00a0% đến 5,5\u00a0%",
            "decrease by 3\u00a0% to 5.5\u00a0%",
        ),
        (
            Target(Direction.REACH, Comparator.OVER, Decimal(75), TargetUnit.PERCENT),
            "đạt trên 75\u00a0%",
            "reach over 75\u00a0%",
        ),
        (
            Target(Direction.INCREASE, Comparator.EXACTLY, Decimal(1200), TargetUnit.COUNT),
            "tăng 1.200\u00a0người",
            "increase by 1,200\u00a0người",
        ),
        (
            Target(Direction.REACH, Comparator.AT_MOST, Decimal("2.5"), TargetUnit.POINTS),
            "đạt không quá 2,5\u00a0điểm",
            "reach at most 2.5\u00a0points",
        ),
        (
            Target(Direction.REACH, Comparator.UNDER, Decimal(3), TargetUnit.COUNT),
            "đạt dưới 3\u00a0người",
            "reach under 3\u00a0người",
        ),
        (
            Target(Direction.NONE, Comparator.EXACTLY, Decimal(0), TargetUnit.COUNT),
            "không để xảy ra",
            "none may occur",
        ),
    ],
)
def test_a_target_is_written_the_way_a_pact_does(target: Target, vietnamese: str, english: str) -> None:
    said = (target_words(target, "người", Lang.VI), target_words(target, "người", Lang.EN))
    assert said == (vietnamese, english)


@pytest.mark.parametrize(
    ("p", "vietnamese", "english"),
    [
        (0.0, "chưa tới 1 trong 100", "fewer than 1 in 100"),
        (0.0099, "chưa tới 1 trong 100", "fewer than 1 in 100"),
        (0.01, "1 trong 100", "1 in 100"),
        (0.2749, "27 trong 100", "27 in 100"),
        (0.275, "28 trong 100", "28 in 100"),
        (0.44, "44 trong 100", "44 in 100"),
        (0.99, "99 trong 100", "99 in 100"),
        (0.9999, "hơn 99 trong 100", "more than 99 in 100"),
        (1.0, "100 trong 100", "100 in 100"),
    ],
)
def test_a_chance_is_counted_in_a_hundred_and_never_rounded_to_never_or_always(
    p: float, vietnamese: str, english: str
) -> None:
    assert (probability_in_hundred(p, Lang.VI), probability_in_hundred(p, Lang.EN)) == (vietnamese, english)


@pytest.mark.parametrize("p", [-0.01, 1.01, float("nan")])
def test_what_is_no_chance_is_not_shown(p: float) -> None:
    with pytest.raises(ValueError, match="not a probability"):
        probability_in_hundred(p, Lang.VI)
