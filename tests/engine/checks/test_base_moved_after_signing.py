from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.base_moved_after_signing import base_moved_after_signing
from giaouoc.engine.checks.deciding import WouldBe
from giaouoc.engine.findings import warning
from tests.support.cases import H1_2024, about, compare, figure, make_case, window, within

FIRST = figure(5255, "2024-07-01", days=H1_2024)
OUTSIDER = [
    figure(10, "2024-07-01", days=H1_2024, unit="outside"),
    figure(20, "2025-06-25", days=H1_2024, unit="outside"),
    figure(12, "2025-06-25", unit="outside"),
]


def test_a_base_that_moved_with_the_result_standing() -> None:
    case = make_case(*OUTSIDER, FIRST, figure(5473, "2025-06-25", days=H1_2024), figure(5203, "2025-06-25"))
    assert tuple(base_moved_after_signing(compare(case))) == (
        warning(
            "checks.base-moved-result-stands",
            base_at_signing=Decimal(5255),
            at_signing_on=date(2024, 7, 1),
            base_now=Decimal(5473),
            now_on=date(2025, 6, 25),
            moved=Decimal(218),
            moved_percent=Decimal("4.15"),
            result=WouldBe.NOT_KEPT,
            seqs=(4, 5),
            **within(H1_2024),
            **about(),
        ),
    )


TET_2025, TET_2026 = window("2025-01-25", "2025-02-02"), window("2026-02-14", "2026-02-22")


def test_tet_hangs_on_the_base() -> None:
    from giaouoc.engine.periods import Holiday

    case = make_case(
        figure(209, "2025-02-02", days=TET_2025),
        figure(303, "2026-02-22", days=TET_2025),
        figure(230, "2026-02-22", days=TET_2026),
        period=TET_2026,
        holidays=(Holiday("tet", 2025, TET_2025), Holiday("tet", 2026, TET_2026)),
        signed_on=date(2026, 1, 1),
    )
    assert tuple(base_moved_after_signing(compare(case))) == (
        warning(
            "checks.base-moved-result-turns",
            base_at_signing=Decimal(209),
            at_signing_on=date(2025, 2, 2),
            base_now=Decimal(303),
            now_on=date(2026, 2, 22),
            moved=Decimal(94),
            moved_percent=Decimal("44.98"),
            by_signing=WouldBe.NOT_KEPT,
            by_latest=WouldBe.KEPT,
            seqs=(1, 2),
            **within(TET_2025),
            **about(),
        ),
    )


@pytest.mark.parametrize(
    ("base_now", "code"),
    [
        (5476, "checks.base-moved-result-stands"),  # 5 % of 5,476 is 273.8; the fall is 273
        (5477, "checks.base-moved-result-turns"),  # the fall is 274, 5 % is 273.85
        (5254, "checks.base-moved-result-stands"),
    ],
)
def test_the_result_turns_at_the_edge_of_the_target(base_now: int, code: str) -> None:
    case = make_case(FIRST, figure(base_now, "2025-06-25", days=H1_2024), figure(5203, "2025-06-25"))
    assert [f.code for f in base_moved_after_signing(compare(case))] == [code]


def test_without_an_actual_only_the_move_is_told() -> None:
    case = make_case(*OUTSIDER, FIRST, figure(5473, "2025-06-25", days=H1_2024))
    assert [f.code for f in base_moved_after_signing(compare(case))] == ["checks.base-moved"]


def test_an_unmoved_base_and_a_day_before_the_move_are_silent() -> None:
    case = make_case(*OUTSIDER, FIRST, figure(5473, "2025-06-25", days=H1_2024), figure(5203, "2025-06-20"))
    assert tuple(base_moved_after_signing(compare(case, day=date(2025, 6, 24)))) == ()
    again = figure(5255, "2025-06-25", days=H1_2024)
    assert tuple(base_moved_after_signing(compare(make_case(FIRST, again)))) == ()
