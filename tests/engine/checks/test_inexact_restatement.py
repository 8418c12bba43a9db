from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.inexact_restatement import inexact_restatement
from giaouoc.engine.figures import Entry, Precision, WindowBasis
from giaouoc.engine.findings import Finding, warning
from giaouoc.engine.indicators import Definition
from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit
from tests.support.cases import (
    H1_2024,
    H1_2025,
    INDICATORS,
    about,
    compare,
    count,
    figure,
    make_case,
    window,
    within,
)

ROUNDED, BOUND, PERCENT = Precision.ROUNDED, Precision.BOUND, Precision.PERCENT_ONLY
OURS = [figure(5473, "2025-06-25", days=H1_2024), figure(5203, "2025-06-25")]
OUTSIDER = [
    figure(20, "2024-07-01", days=H1_2024, unit="outside"),
    figure(12, "2025-06-25", unit="outside"),
    figure(90, "2025-07-01", unit="outside", precision=ROUNDED),
]


def found(*later: Entry) -> tuple[Finding, ...]:
    case = make_case(*OUTSIDER, *OURS, *later)
    assert [f["inexact"] for f in inexact_restatement(compare(case, unit="outside"))] == [Decimal(90)]
    return tuple(inexact_restatement(compare(case)))


def test_a_base_restated_in_round_numbers_is_named_and_decides_nothing() -> None:
    assert found(figure(5600, "2025-08-01", days=H1_2024, precision=ROUNDED)) == (
        warning(
            "checks.inexact-restatement",
            value=Decimal(5473),
            known_on=date(2025, 6, 25),
            inexact=Decimal(5600),
            inexact_on=date(2025, 8, 1),
            precision=ROUNDED,
            seqs=(6, 4),
            **within(H1_2024),
            **about(),
        ),
    )


@pytest.mark.parametrize(
    ("inexact", "precision", "told"),
    [
        ("5200", ROUNDED, 0),  # to hundreds: 5,150 to 5,250
        ("5250", ROUNDED, 1),  # to tens: 5,245 to 5,255
        ("5000", ROUNDED, 0),  # to thousands
        ("5300", ROUNDED, 1),
        ("5204", ROUNDED, 1),
        ("5203.4", ROUNDED, 1),
        ("6000", ROUNDED, 1),
        ("5300", BOUND, 0),  # "nearly"
        ("5100", BOUND, 1),
        ("5200", BOUND, 0),  # "over"
        ("5000", BOUND, 0),
        ("7000", BOUND, 1),
        ("0", BOUND, 1),
    ],
)
def test_a_later_round_figure_or_bound_must_fit_the_exact_actual(
    inexact: str, precision: Precision, told: int
) -> None:
    assert len(found(figure(inexact, "2025-08-01", precision=precision))) == told


def test_an_exact_amount_at_the_edge_of_the_rounding_fits() -> None:
    for exact, told in ((5250, 0), (5150, 0), (5251, 1), (5149, 1)):
        case = make_case(
            figure(exact, "2025-06-25"), figure(5200, "2025-08-01", precision=ROUNDED), *OUTSIDER
        )
        assert len(tuple(inexact_restatement(compare(case)))) == told


@pytest.mark.parametrize(
    ("percent", "told"),
    [
        ("-4.93", 0),
        ("-4.9", 0),
        ("-5", 0),
        ("-4", 0),
        ("-6", 1),
        ("-3", 1),
        ("-4.8", 1),
        ("-5.0", 0),
        ("4.93", 1),
    ],
)
def test_a_later_percent_alone_must_fit_the_change_in_use(percent: str, told: int) -> None:
    findings = found(figure(None, "2025-08-01", percent=percent, precision=PERCENT))
    assert (
        findings
        == (
            warning(
                "checks.inexact-restatement-percent",
                value=Decimal(5203),
                base=Decimal(5473),
                known_on=date(2025, 6, 25),
                change=Decimal("-4.93"),
                claimed=Decimal(percent),
                inexact_on=date(2025, 8, 1),
                seqs=(6, 5, 4),
                **within(H1_2025),
                **about(),
            ),
        )
        * told
    )


def test_only_the_newest_later_figure_of_the_same_publisher_and_days_counts() -> None:
    off = figure(5600, "2025-08-01", precision=ROUNDED)
    assert len(found(off)) == 1
    assert found(off, figure(5200, "2025-09-01", precision=ROUNDED)) == ()
    assert found(off, figure(5601, "2025-09-01")) == ()
    assert found(replace(off, publisher="mps")) == ()
    assert found(replace(off, window_basis=WindowBasis.NOT_STATED)) == ()
    assert found(replace(off, window=window("2024-12-15", "2025-05-14"))) == ()
    same_day = figure(5600, "2025-06-25", precision=ROUNDED)
    assert found(same_day) == ()


def test_nothing_is_said_of_what_is_not_known_yet() -> None:
    case = make_case(*OURS, figure(5600, "2025-08-01", precision=ROUNDED), *OUTSIDER)
    assert tuple(inexact_restatement(compare(case, day=date(2025, 7, 31)))) == ()
    assert len(tuple(inexact_restatement(compare(case, day=date(2025, 8, 1))))) == 1


def test_a_figure_by_another_definition_restates_nothing() -> None:
    definitions = (
        Definition("old", None, None, "", None),
        Definition("new", date(2030, 1, 1), None, "", None),
    )
    indicators = (*(i for i in INDICATORS if i.code != "deaths"), count("deaths", definitions=definitions))
    off = figure(5600, "2025-08-01", precision=ROUNDED)
    for definition, told in (("new", 0), (None, 1), ("old", 1)):
        case = make_case(*OURS, replace(off, definition=definition), *OUTSIDER, indicators=indicators)
        assert len(tuple(inexact_restatement(compare(case)))) == told


def test_a_share_is_rounded_at_its_decimals_not_at_its_zeros() -> None:
    target = Target(Direction.REACH, Comparator.AT_LEAST, Decimal(75), TargetUnit.PERCENT)
    exact = figure("84.09", "2025-06-25", indicator="clearance", counts=(37, 44))
    for said, told in (("84", 0), ("84.1", 0), ("80", 1), ("84.2", 1)):
        later = figure(said, "2025-08-01", indicator="clearance", precision=ROUNDED)
        case = make_case(exact, later, *OUTSIDER, indicator="clearance", target=target)
        assert len(tuple(inexact_restatement(compare(case)))) == told


def test_a_sum_of_months_is_held_against_a_round_half_year() -> None:
    months = [
        figure(2598, "2025-03-31", days=window("2024-12-15", "2025-03-14")),
        figure(2605, "2025-06-25", days=window("2025-03-15", "2025-06-14")),
    ]
    case = make_case(*months, figure(5600, "2025-08-01", precision=ROUNDED), *OUTSIDER)
    (finding,) = inexact_restatement(compare(case))
    assert (finding["value"], finding["seqs"]) == (Decimal(5203), (3, 1, 2))
