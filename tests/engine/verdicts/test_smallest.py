"""The smallest change a count of this size could show."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.verdicts.rates import prob_ratio_below
from giaouoc.engine.verdicts.smallest import smallest_clear_change

CASES = (20, 50, 100, 500, 1_000, 5_000)
TABLE = [
    (1.0, 1.0, ("50", "32", "22", "10.2", "7.3", "3.3")),
    (1.0, 0.95, ("50", "36", "27", "14.8", "12.0", "8.2")),
    (2.0, 1.0, ("65", "42", "31", "14.2", "10.2", "4.6")),
    (2.0, 0.95, ("65", "46", "35", "18.8", "14.8", "9.4")),
]
PRINTED = [(phi, rho, m, v) for phi, rho, row in TABLE for m, v in zip(CASES, row, strict=True)]


@pytest.mark.parametrize(("phi", "rho", "base", "printed"), PRINTED)
def test_the_printed_table_of_smallest_falls(phi: float, rho: float, base: int, printed: str) -> None:
    found = smallest_clear_change(base, rho, phi=phi)
    assert found is not None
    assert abs(found - Decimal(printed)) <= Decimal("0.05")


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.integers(1, 300),
    st.sampled_from([0.9, 1.0, 1.1]),
    st.booleans(),
    st.sampled_from([1.0, 2.0]),
    st.sampled_from([0.0, 0.1]),
)
def test_it_is_the_first_whole_count_that_is_clear(
    base: int, rho: float, decrease: bool, phi: float, sigma: float
) -> None:
    def clear(actual: int) -> bool:
        below = prob_ratio_below(actual, base, rho, phi=phi, sigma=sigma)
        return (below if decrease else 1 - below) >= 0.95

    tried = range(base, -1, -1) if decrease else range(base, 40 * base + 40)
    first = next((y for y in tried if clear(y)), None)
    expected = None if first is None else round(abs(Decimal(base - first)) * 100 / base, 2)
    found = smallest_clear_change(base, rho, decrease=decrease, phi=phi, sigma=sigma)
    assert found == pytest.approx(expected, abs=Decimal("0.01"))


def test_under_three_cases_no_fall_can_be_clear() -> None:
    assert [smallest_clear_change(base) for base in (0, 1, 2)] == [None, None, None]
    assert smallest_clear_change(3) == Decimal(100)


def test_where_years_swing_without_bound_no_rise_is_clear() -> None:
    assert smallest_clear_change(10, 1.0, decrease=False, sigma=50.0) is None


def test_a_longer_window_must_show_a_smaller_fall() -> None:
    same = smallest_clear_change(200)
    longer = smallest_clear_change(200, exposure_actual=366, exposure_base=365)
    assert same is not None
    assert longer is not None
    assert longer <= same


def test_where_longer_days_alone_are_a_clear_fall_no_change_of_the_count_is_named() -> None:
    assert smallest_clear_change(300, exposure_actual=9, exposure_base=7) is None
    assert smallest_clear_change(300, exposure_actual=7, exposure_base=9, decrease=False) is None


@pytest.mark.parametrize("decrease", [True, False])
def test_a_huge_base_has_a_smallest_change_too(decrease: bool) -> None:
    found = smallest_clear_change(10**19, 1.0 if decrease else 1.05, decrease=decrease)
    assert found == (Decimal("0.00") if decrease else Decimal("5.00"))


def test_an_estimated_base_need_not_be_whole() -> None:
    assert smallest_clear_change(Decimal("100.5")) == Decimal("22.39")
