from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.restatement_crosses_line import restatement_crosses_line
from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import warning
from tests.support.cases import H1_2024, H1_2025, about, compare, figure, make_case, window, within

OUTSIDER = [
    figure(10, "2024-07-01", days=H1_2024, unit="outside"),
    figure(20, "2025-06-25", days=H1_2024, unit="outside"),
    figure(12, "2025-06-25", unit="outside"),
]


def base(value: int, on: str) -> Entry:
    return figure(value, on, days=H1_2024)


def test_a_base_that_crosses_the_line_names_both_vintages() -> None:
    case = make_case(*OUTSIDER, base(1000, "2024-07-01"), base(1100, "2025-07-01"), figure(960, "2025-06-25"))
    assert tuple(restatement_crosses_line(compare(case))) == (
        warning(
            "checks.base-restatement-crosses-line",
            kept_value=Decimal(1100),
            kept_on=date(2025, 7, 1),
            not_kept_value=Decimal(1000),
            not_kept_on=date(2024, 7, 1),
            other_value=Decimal(960),
            seqs=(4, 5),
            **within(H1_2024),
            **about(),
        ),
    )


def test_an_actual_that_crosses_the_line_names_both_vintages() -> None:
    case = make_case(
        *OUTSIDER, base(1000, "2024-07-01"), figure(940, "2025-06-25"), figure(951, "2025-09-01")
    )
    assert tuple(restatement_crosses_line(compare(case))) == (
        warning(
            "checks.actual-restatement-crosses-line",
            kept_value=Decimal(940),
            kept_on=date(2025, 6, 25),
            not_kept_value=Decimal(951),
            not_kept_on=date(2025, 9, 1),
            other_value=Decimal(1000),
            seqs=(5, 6),
            **within(H1_2025),
            **about(),
        ),
    )


@pytest.mark.parametrize(("restated", "told"), [(949, 0), (950, 0), (951, 1)])
def test_the_line_is_crossed_just_beyond_five_percent(restated: int, told: int) -> None:
    case = make_case(base(1000, "2024-07-01"), figure(940, "2025-06-25"), figure(restated, "2025-09-01"))
    assert len(tuple(restatement_crosses_line(compare(case)))) == told


def test_every_crossing_is_told_in_order() -> None:
    case = make_case(
        base(1000, "2024-07-01"),
        base(1100, "2024-08-01"),
        base(1001, "2024-09-01"),
        figure(960, "2025-06-25"),
    )
    assert [f["seqs"] for f in restatement_crosses_line(compare(case))] == [(1, 2), (2, 3)]


def test_the_real_half_year_stays_on_one_side() -> None:
    case = make_case(
        base(5255, "2024-07-01"), base(5473, "2025-06-25"), figure(5203, "2025-06-25"), *OUTSIDER
    )
    assert tuple(restatement_crosses_line(compare(case))) == ()


def test_a_restated_month_crosses_the_line_through_the_sum() -> None:
    months = [
        figure(500, "2024-04-01", days=window("2023-12-15", "2024-03-14")),
        figure(500, "2024-07-01", days=window("2024-03-15", "2024-06-14")),
        figure(600, "2025-07-01", days=window("2024-03-15", "2024-06-14")),
    ]
    (finding,) = restatement_crosses_line(compare(make_case(*months, figure(960, "2025-06-25"))))
    assert (finding["not_kept_value"], finding["kept_value"]) == (Decimal(1000), Decimal(1100))


def test_nothing_is_told_while_the_window_is_open() -> None:
    case = make_case(base(1000, "2024-07-01"), base(1100, "2025-01-01"), figure(960, "2025-06-13"))
    assert tuple(restatement_crosses_line(compare(case, day=date(2025, 6, 13)))) == ()
    assert len(tuple(restatement_crosses_line(compare(case, day=date(2025, 6, 14))))) == 1
