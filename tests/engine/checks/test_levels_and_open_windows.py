"""A level has no base, and an open window no result: the checks that need them stay silent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks import COMPARISON_CHECKS, ComparisonCheck, comparison_findings
from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit
from tests.support.cases import H1_2024, compare, figure, make_case

LEVEL = Target(Direction.REACH, Comparator.AT_LEAST, Decimal(75), TargetUnit.PERCENT)
SHARES = [
    figure(None, "2025-06-25", indicator="clearance", counts=(80, 100)),
    figure(None, "2024-07-01", indicator="clearance", counts=(70, 100), days=H1_2024),
    figure(None, "2025-07-01", indicator="clearance", counts=(7, 100), days=H1_2024),
    figure(None, "2025-07-07", indicator="clearance", counts=(60, 100), publisher="mps"),
    figure(None, "2025-07-07", indicator="clearance", counts=(75, 100), publisher="mps", days=H1_2024),
]


@pytest.mark.parametrize("check", COMPARISON_CHECKS)
def test_a_level_is_not_held_against_a_base(check: ComparisonCheck) -> None:
    case = make_case(*SHARES, indicator="clearance", target=LEVEL)
    assert tuple(check(compare(case))) == ()


def test_no_result_is_named_before_the_window_is_over() -> None:
    case = make_case(
        figure(5255, "2024-07-01", days=H1_2024),
        figure(5473, "2025-06-01", days=H1_2024),
        figure(5000, "2025-06-14"),
        figure(5494, "2025-06-01", days=H1_2024, publisher="mps"),
    )
    open_yet = compare(case, day=date(2025, 6, 13))
    assert [f.code for f in comparison_findings(open_yet)] == ["checks.base-moved"]
    over = compare(case, day=date(2025, 6, 14))
    assert [f.code for f in comparison_findings(over)] == [
        "checks.base-moved-result-turns",
        "checks.other-base",
    ]
