from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.base_moved_after_signing import base_moved_after_signing
from giaouoc.engine.checks.restatement_crosses_line import restatement_crosses_line
from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import warning
from giaouoc.engine.pacts import Reading
from tests.support.cases import H1_2024, H1_2025, about, compare, figure, make_case, window, within

OUTSIDER = [
    figure(10, "2024-07-01", days=H1_2024, unit="outside"),
    figure(20, "2025-06-25", days=H1_2024, unit="outside"),
    figure(12, "2025-06-25", unit="outside"),
]


def base(value: int, on: str) -> Entry:
    return figure(value, on, days=H1_2024)


def test_a_base_that_crosses_the_line_names_both_vintages() -> None:
    case = make_case(*OUTSIDER, base(1000, "2024-07-01"), base(1100, "2025-01-31"), figure(960, "2025-06-25"))
    assert tuple(restatement_crosses_line(compare(case))) == (
        warning(
            "checks.base-restatement-crosses-line",
            kept_value=Decimal(1100),
            kept_on=date(2025, 1, 31),
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


def test_a_base_that_turned_the_result_after_signing_is_left_to_the_check_that_says_so() -> None:
    actual = figure(960, "2025-06-25")
    for on, left in (("2025-02-14", 1), ("2025-02-15", 0), ("2025-07-01", 0)):
        case = make_case(*OUTSIDER, base(1000, "2024-07-01"), base(1100, on), actual)
        told = [f.code for f in base_moved_after_signing(compare(case))]
        assert told == ["checks.base-moved-result-turns"] * (1 - left)
        assert len(tuple(restatement_crosses_line(compare(case)))) == left


def test_one_turn_after_signing_is_one_fact_however_many_vintages_led_to_it() -> None:
    case = make_case(
        *OUTSIDER,
        base(1020, "2024-07-01"),
        base(1005, "2024-09-01"),  # a turn before signing
        base(1002, "2025-03-01"),
        base(1100, "2025-04-01"),  # the one turn since
        base(1110, "2025-05-01"),
        figure(960, "2025-06-25"),
    )
    assert [f["seqs"] for f in restatement_crosses_line(compare(case))] == [(4, 5)]


def test_a_base_that_went_back_and_forth_since_signing_is_told_turn_by_turn() -> None:
    vintages = [base(1000, "2024-07-01"), base(1100, "2025-03-01"), base(1001, "2025-04-01")]
    case = make_case(*vintages, base(1101, "2025-05-01"), figure(960, "2025-06-25"), *OUTSIDER)
    assert [f["seqs"] for f in restatement_crosses_line(compare(case))] == [(1, 2), (2, 3), (3, 4)]
    back = make_case(*vintages, figure(960, "2025-06-25"), *OUTSIDER)
    assert [f["seqs"] for f in restatement_crosses_line(compare(back))] == [(1, 2), (2, 3)]


def test_an_actual_is_held_against_the_base_of_the_reading_asked_for() -> None:
    figures = [base(1000, "2024-07-01"), base(1100, "2025-07-01")]
    case = make_case(*OUTSIDER, *figures, figure(940, "2025-06-25"), figure(951, "2025-09-01"))
    assert tuple(restatement_crosses_line(compare(case))) == ()
    at_signing = replace(compare(case), reading=Reading.AT_SIGNING)
    (finding,) = restatement_crosses_line(at_signing)
    assert (finding.code, finding["other_value"]) == ("checks.actual-restatement-crosses-line", Decimal(1000))


def test_the_real_half_year_stays_on_one_side() -> None:
    case = make_case(
        base(5255, "2024-07-01"), base(5473, "2025-06-25"), figure(5203, "2025-06-25"), *OUTSIDER
    )
    assert tuple(restatement_crosses_line(compare(case))) == ()


def test_a_restated_month_crosses_the_line_through_the_sum() -> None:
    months = [
        figure(500, "2024-04-01", days=window("2023-12-15", "2024-03-14")),
        figure(500, "2024-07-01", days=window("2024-03-15", "2024-06-14")),
        figure(600, "2025-01-31", days=window("2024-03-15", "2024-06-14")),
    ]
    (finding,) = restatement_crosses_line(compare(make_case(*months, figure(960, "2025-06-25"))))
    assert (finding["not_kept_value"], finding["kept_value"]) == (Decimal(1000), Decimal(1100))


def test_nothing_is_told_while_the_window_is_open() -> None:
    case = make_case(base(1000, "2024-07-01"), base(1100, "2025-01-01"), figure(960, "2025-06-14"))
    assert tuple(restatement_crosses_line(compare(case, day=date(2025, 6, 13)))) == ()
    assert len(tuple(restatement_crosses_line(compare(case, day=date(2025, 6, 14))))) == 1
