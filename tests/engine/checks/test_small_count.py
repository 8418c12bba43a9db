from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from giaouoc.engine.checks.small_count import small_count
from giaouoc.engine.findings import Finding, note
from tests.support.cases import H1_2024, INDICATORS, about, compare, count, figure, make_case

OUTSIDER = [
    figure(1, "2025-06-25", unit="outside"),
    figure(0, "2024-07-01", unit="outside", days=H1_2024),
]


def said(code: str, base: int) -> Finding:
    return note(code, base=Decimal(base), actual=Decimal(4), seqs=(4, 3), **about())


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (0, (said("checks.base-zero", 0),)),
        (1, (said("checks.small-count", 1),)),
        (9, (said("checks.small-count", 9),)),
        (10, ()),
    ],
)
def test_counts_speak_below_ten_and_from_zero(base: int, expected: tuple[Finding, ...]) -> None:
    case = make_case(*OUTSIDER, figure(4, "2025-06-25"), figure(base, "2024-07-01", days=H1_2024))
    assert tuple(small_count(compare(case))) == expected


@pytest.mark.parametrize(("actual", "base"), [("8.4", "9"), ("8", "9.5")])
def test_amounts_with_fractions_are_no_counts_of_events(actual: str, base: str) -> None:
    money = replace(count("money"), unit_of_measure="tỷ đồng")
    figures = (
        figure(actual, "2025-06-25", indicator="money"),
        figure(base, "2024-07-01", indicator="money", days=H1_2024),
    )
    case = make_case(*OUTSIDER, *figures, indicators=(*INDICATORS, money), indicator="money")
    assert tuple(small_count(compare(case))) == ()


def test_without_an_actual_nothing_is_said() -> None:
    assert tuple(small_count(compare(make_case(*OUTSIDER, figure(4, "2024-07-01", days=H1_2024))))) == ()
