"""A share may stand in the ledger as its counts alone; findings show its percent, never nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from giaouoc.engine.checks import case_findings, comparison_findings
from giaouoc.engine.figures import Entry, Precision, WindowBasis
from giaouoc.engine.findings import Finding
from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit
from giaouoc.wording import Lang
from giaouoc.wording.catalogue import NOTHING, Voice
from giaouoc.wording.messages import say
from tests.support.cases import (
    H1_2024,
    INDICATORS,
    MANY_DAYS_LATER,
    compare,
    figure,
    make_case,
    share,
    under,
    window,
)

FIVE_MORE = Target(Direction.INCREASE, Comparator.EXACTLY, Decimal(5), TargetUnit.POINTS)
OFFICE = window("2024-12-26", "2025-06-25")


def solved(numerator: int, denominator: int, on: str, **more: object) -> Entry:
    told = {"indicator": "clearance", **more}
    return figure(None, on, counts=(numerator, denominator), **told)  # type: ignore[arg-type]


def findings() -> tuple[Finding, ...]:
    case = make_case(
        solved(2, 3, "2024-07-01", days=H1_2024),
        solved(3, 4, "2025-07-01", days=H1_2024),
        solved(70, 100, "2025-06-25", basis=WindowBasis.INFERRED),
        solved(81, 100, "2025-09-01", basis=WindowBasis.INFERRED),
        figure(
            "95", "2025-12-01", indicator="clearance", precision=Precision.ROUNDED, basis=WindowBasis.INFERRED
        ),
        solved(80, 100, "2025-06-25", publisher="mps"),
        solved(1, 2, "2025-06-25", publisher="mps", days=H1_2024),
        solved(80, 100, "2025-06-26", publisher="nso", days=OFFICE),
        solved(9, 10, "2025-06-25", indicator="serious"),
        solved(9, 10, "2024-07-01", indicator="serious", days=H1_2024),
        solved(5, 10, "2025-01-01", indicator="serious"),
        solved(1, 9, "2025-06-25", unit="outside"),
        indicators=(*INDICATORS, replace(share("serious"), part_of="clearance")),
        indicator="clearance",
        target=FIVE_MORE,
    )
    found = (*case_findings(case, MANY_DAYS_LATER), *comparison_findings(compare(case)))
    return under(found, "vietnam")


@pytest.mark.parametrize("lang", list(Lang))
def test_every_amount_is_shown(lang: Lang) -> None:
    found = findings()
    assert {f.code.removeprefix("checks.") for f in found} == {
        "publishers-contradict",
        "figure-before-its-window-ended",
        "windows-differ",
        "window-inferred",
        "base-moved-result-stands",
        "actual-restatement-crosses-line",
        "inexact-restatement",
        "other-base",
        "other-pair",
        "other-scope-would-differ",
    }
    assert [f.code for f in found if NOTHING in say(f, Voice(lang)).saw] == []


def test_counts_are_named_where_two_publishers_differ_in_them_alone() -> None:
    case = make_case(solved(3, 4, "2025-06-25"), solved(6, 8, "2025-06-25", publisher="mps"))
    (found,) = case_findings(case, MANY_DAYS_LATER)
    assert (found["values"], found["numerators"], found["denominators"]) == (
        (Decimal(75), Decimal(75)),
        (Decimal(6), Decimal(3)),
        (Decimal(8), Decimal(4)),
    )
    assert say(found, Voice(Lang.EN)).saw.endswith("In counts: 6 and 3 of 8 and 4.")
