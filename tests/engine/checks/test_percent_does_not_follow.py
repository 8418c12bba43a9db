from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.percent_does_not_follow import percent_does_not_follow
from giaouoc.engine.figures import Precision
from giaouoc.engine.findings import Finding, note, warning
from tests.support.cases import MANY_DAYS_LATER, figure, make_case, series, under, within

OUTSIDER = figure(100, "2025-06-25", unit="outside", base=50, percent="-50")


def found(value: int | str, base: int | str, percent: str) -> tuple[Finding, ...]:
    case = make_case(OUTSIDER, figure(value, "2025-06-25", base=base, percent=percent))
    return under(percent_does_not_follow(case, MANY_DAYS_LATER), "vietnam")


@pytest.mark.parametrize(
    ("value", "base", "percent"),
    [
        (5203, 5473, "-4.93"),
        (5293, 5494, "-3.66"),
        (9340, 12402, "-24.69"),
        (6256, 9459, "-33.86"),
        (10491, 11202, "-6.35"),
        (2598, 2824, "-8"),
        (116, 155, "-25.16"),
        (875, 1000, "-12.5"),
        (875, 1000, "-13"),  # half away from zero
        (1125, 1000, "13"),
        (0, 5, "-100"),
    ],
)
def test_percents_that_follow_by_rounding_half_away_are_silent(value: int, base: int, percent: str) -> None:
    assert found(value, base, percent) == ()


@pytest.mark.parametrize(
    ("value", "base", "percent", "follows"),
    [
        (230, 303, "-23.2", "-24.09"),
        (905, 1161, "-22.25", "-22.05"),
        (290, 342, "-5.2", "-15.20"),
        ("127.9", "199.89", "-36.1", "-36.01"),
        (5203, 5473, "4.93", "-4.93"),  # the sign was lost
    ],
)
def test_percents_that_do_not_follow_are_named_with_what_the_counts_give(
    value: int | str, base: int | str, percent: str, follows: str
) -> None:
    assert found(value, base, percent) == (
        warning(
            "checks.percent-does-not-follow",
            value=Decimal(value),
            base=Decimal(base),
            claimed=Decimal(percent),
            follows=Decimal(follows),
            seqs=(2,),
            **within(),
            **series(),
        ),
    )


def test_cut_decimals_are_a_note_and_the_outsider_keeps_its_own_warning() -> None:
    case = make_case(OUTSIDER, figure(7563, "2025-06-25", base=10000, percent="-24.3"))
    ours = note(
        "checks.percent-truncated",
        value=Decimal(7563),
        base=Decimal(10000),
        claimed=Decimal("-24.3"),
        follows=Decimal("-24.37"),
        seqs=(2,),
        **within(),
        **series(),
    )
    theirs = warning(
        "checks.percent-does-not-follow",
        value=Decimal(100),
        base=Decimal(50),
        claimed=Decimal(-50),
        follows=Decimal("100.00"),
        seqs=(1,),
        **within(),
        **series(unit="outside"),
    )
    assert tuple(percent_does_not_follow(case, MANY_DAYS_LATER)) == (theirs, ours)


def test_nothing_after_nothing_is_no_change() -> None:
    assert found(0, 0, "0") == ()
    assert found(0, 0, "0.0") == ()
    assert [f.code for f in found(0, 0, "-100")] == ["checks.percent-from-zero"]
    assert [f.code for f in found(1, 0, "0")] == ["checks.percent-from-zero"]


def test_a_percent_from_zero_is_asked_about() -> None:
    assert found(3, 0, "100") == (
        warning(
            "checks.percent-from-zero",
            value=Decimal(3),
            base=Decimal(0),
            claimed=Decimal(100),
            seqs=(2,),
            **within(),
            **series(),
        ),
    )


@pytest.mark.parametrize("precision", [Precision.ROUNDED, Precision.BOUND])
def test_rounded_values_and_bounds_are_not_tested(precision: Precision) -> None:
    case = make_case(figure(10400, "2025-06-25", base=11202, percent="-6.35", precision=precision))
    assert tuple(percent_does_not_follow(case, MANY_DAYS_LATER)) == ()


def test_what_is_not_known_yet_is_not_tested() -> None:
    case = make_case(figure(230, "2026-02-22", base=303, percent="-23.2"))
    assert tuple(percent_does_not_follow(case, date(2026, 2, 21))) == ()
    assert len(tuple(percent_does_not_follow(case, date(2026, 2, 22)))) == 1


def test_copies_of_one_claim_make_one_finding() -> None:
    claim = figure(230, "2026-02-22", base=303, percent="-23.2")
    case = make_case(claim, figure(230, "2026-02-23", base=303, percent="-23.2", source="copy"))
    assert [f["seqs"] for f in percent_does_not_follow(case, MANY_DAYS_LATER)] == [(1, 2)]


@pytest.mark.parametrize(("value", "counts"), [("75.63", (3066, 4054)), ("88.20", (695, 788))])
def test_a_share_that_follows_from_its_counts_is_silent(value: str, counts: tuple[int, int]) -> None:
    case = make_case(figure(value, "2025-06-25", indicator="clearance", counts=counts))
    assert tuple(percent_does_not_follow(case, MANY_DAYS_LATER)) == ()


@pytest.mark.parametrize(
    ("value", "make"),
    [("93.25", (warning, "checks.share-does-not-follow")), ("88.1", (note, "checks.share-truncated"))],
)
def test_a_share_is_held_against_its_counts(value: str, make: tuple[object, str]) -> None:
    case = make_case(figure(value, "2025-06-25", indicator="clearance", counts=(695, 788)))
    maker, code = make
    assert callable(maker)
    expected = maker(
        code,
        numerator=Decimal(695),
        denominator=Decimal(788),
        claimed=Decimal(value),
        follows=Decimal("88.20"),
        seqs=(1,),
        **within(),
        **series("clearance"),
    )
    assert tuple(percent_does_not_follow(case, MANY_DAYS_LATER)) == (expected,)
