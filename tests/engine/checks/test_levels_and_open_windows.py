"""A level has no base, and an open window no result: the checks that need them stay silent, the others go by levels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks import COMPARISON_CHECKS, ComparisonCheck, comparison_findings
from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import WouldBe
from giaouoc.engine.figures import Entry, WindowBasis
from giaouoc.engine.figures.side import NoSide
from giaouoc.engine.findings import note, warning
from giaouoc.engine.pacts import Comparator, Direction, Reading, Scope, Target, TargetUnit
from giaouoc.engine.periods import Holiday
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result
from tests.support.cases import (
    H1_2024,
    H1_2025,
    INDICATORS,
    about,
    compare,
    figure,
    indicator_ref,
    make_case,
    publisher_ref,
    share,
    window,
    within,
)

LEVEL = Target(Direction.REACH, Comparator.AT_LEAST, Decimal(75), TargetUnit.PERCENT)
SERIOUS = (*INDICATORS, replace(share("serious"), part_of="clearance"))
TET = window("2026-02-14", "2026-02-22")


def solved(numerator: int, denominator: int, on: str = "2025-06-25", **more: object) -> Entry:
    """Return a share as its counts alone, without the percent."""
    told = {"indicator": "clearance", **more}
    return figure(None, on, counts=(numerator, denominator), **told)  # type: ignore[arg-type]


SHARES = [
    solved(80, 100),
    solved(70, 100, "2024-07-01", days=H1_2024),
    solved(7, 100, "2025-07-01", days=H1_2024),
    solved(75, 100, "2025-07-07", publisher="mps", days=H1_2024),
    solved(1, 100, unit="outside"),
    solved(99, 100, "2025-07-01", unit="outside"),
    solved(99, 100, "2025-07-01", unit="outside", publisher="mps"),
]


def held(*figures: Entry, scope: Scope = Scope.STATED) -> Comparison:
    return compare(
        make_case(*figures, *SHARES, indicator="clearance", indicators=SERIOUS, target=LEVEL, scope=scope)
    )


@pytest.mark.parametrize("check", COMPARISON_CHECKS)
def test_a_level_is_not_held_against_a_base(check: ComparisonCheck) -> None:
    assert tuple(check(held())) == ()


@pytest.mark.parametrize("reading", Reading)
def test_a_level_has_no_base_and_asks_for_no_earlier_window(reading: Reading) -> None:
    case = make_case(
        solved(3, 4, "2026-02-24", days=TET),
        indicator="clearance",
        target=LEVEL,
        period=TET,
        holidays=(Holiday("tet", 2026, TET),),
    )
    comparison = compare(case)
    assert comparison.base(reading) == NoSide(())
    assert comparison.units_behind == ("vietnam",)
    assert comparison_findings(comparison) == ()
    (verdict,) = judge(case, reading=reading).verdicts
    assert verdict.result is Result.KEPT


@pytest.mark.parametrize(("numerator", "told"), [(74, 1), (75, 0), (76, 0)])
def test_a_restated_level_that_crosses_the_target_is_named_with_both_vintages(
    numerator: int, told: int
) -> None:
    crossing = warning(
        "checks.actual-restatement-crosses-line",
        kept_value=Decimal("80.00"),
        kept_on=date(2025, 6, 25),
        not_kept_value=Decimal("74.00"),
        not_kept_on=date(2025, 9, 1),
        other_value=None,
        seqs=(2, 1),
        **within(H1_2025),
        **about("clearance"),
    )
    assert comparison_findings(held(solved(numerator, 100, "2025-09-01"))) == (crossing,) * told


def test_a_level_without_stated_days_decides_nothing_and_so_turns_nothing() -> None:
    vague = solved(74, 100, "2025-09-01", basis=WindowBasis.NOT_STATED)
    assert comparison_findings(held(vague)) == ()


@pytest.mark.parametrize(
    ("scope", "numerator", "codes"),
    [
        (Scope.STATED, 149, ["checks.other-scope-level-would-differ"]),
        (Scope.STATED, 150, []),
        (Scope.OPEN, 149, ["checks.scope-left-open-level"]),
        (Scope.OPEN, 150, ["checks.scope-left-open-level"]),
    ],
)
def test_a_level_of_another_scope_is_told_like_a_change(
    scope: Scope, numerator: int, codes: list[str]
) -> None:
    found = comparison_findings(held(solved(numerator, 200, indicator="serious"), scope=scope))
    assert [f.code for f in found] == codes
    for finding in found:
        kept = WouldBe.KEPT if numerator == 150 else WouldBe.NOT_KEPT
        assert finding == warning(
            codes[0],
            other=indicator_ref("serious"),
            actual=Decimal(numerator) / 2,
            would_be=kept,
            seqs=(1,),
            **about("clearance"),
        )


@pytest.mark.parametrize(
    ("scope", "codes"), [(Scope.STATED, []), (Scope.OPEN, ["checks.scope-left-open-level"])]
)
def test_a_part_of_what_is_counted_is_smaller_by_its_nature(scope: Scope, codes: list[str]) -> None:
    ceiling = Target(Direction.REACH, Comparator.AT_MOST, Decimal(300), TargetUnit.COUNT)
    figures = (figure(335, "2025-06-25"), figure(290, "2025-06-25", indicator="road-deaths"))
    case = make_case(*figures, target=ceiling, scope=scope)
    assert [f.code for f in comparison_findings(compare(case))] == codes


@pytest.mark.parametrize(("numerator", "differs"), [(74, True), (75, False)])
def test_another_publishers_level_is_a_warning_only_where_the_result_would_differ(
    numerator: int, differs: bool
) -> None:
    make, code = (warning, "other-level-would-differ") if differs else (note, "other-level")
    assert comparison_findings(held(solved(numerator, 100, "2025-07-07", publisher="mps"))) == (
        make(
            f"checks.{code}",
            other=publisher_ref("mps"),
            actual=Decimal(numerator),
            actual_on=date(2025, 7, 7),
            would_be=WouldBe.NOT_KEPT if differs else WouldBe.KEPT,
            seqs=(1,),
            **about("clearance"),
        ),
    )


def test_the_same_level_of_another_publisher_is_nothing_to_tell() -> None:
    printed = replace(solved(80, 100, "2025-07-07", publisher="mps"), value=Decimal(80))
    assert comparison_findings(held(printed)) == ()


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
