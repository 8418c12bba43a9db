from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from giaouoc.engine.figures import Precision, PublishedOn, Status
from giaouoc.engine.figures.entry import LARGEST
from giaouoc.engine.findings import Refusal
from giaouoc.engine.indicators import Quantity
from tests.support.pacts import codes, day, entry, month

JAN = month(1)


@pytest.mark.parametrize(
    ("build", "problems"),
    [
        (lambda: entry(1, JAN, status=Status.REPORTED), ["figures.reported-without-value"]),
        (lambda: entry(1, JAN, 0, status=Status.MISSING), ["figures.value-without-report"]),
        (lambda: entry(1, JAN, 0, status=Status.NOT_APPLICABLE), ["figures.value-without-report"]),
        (lambda: entry(1, JAN, 0, status=Status.WITHDRAWN), ["figures.value-without-report"]),
        (lambda: entry(1, JAN, -1), ["figures.negative"]),
        (lambda: entry(1, JAN, ratio=(-1, 2)), ["figures.negative"]),
        (lambda: entry(1, JAN, ratio=(3, 0)), ["figures.ratio-over-zero"]),
        (lambda: entry(1, JAN, LARGEST + 1), ["figures.too-large"]),
        (lambda: entry(1, JAN, ratio=(1, LARGEST + 1)), ["figures.too-large"]),
        (lambda: entry(1, JAN, 1, claimed_base=Decimal(LARGEST + 1)), ["figures.too-large"]),
        (lambda: entry(1, JAN, 1, claimed_percent=Decimal(-LARGEST - 1)), ["figures.too-large"]),
        (lambda: entry(2, JAN, 1, corrects=1), ["figures.correction-without-reason"]),
        (lambda: entry(2, JAN, 1, corrects=2, reason="r"), ["figures.corrects-later-entry"]),
        (
            lambda: entry(2, JAN, -1, status=Status.MISSING, corrects=3),
            [
                "figures.value-without-report",
                "figures.negative",
                "figures.correction-without-reason",
                "figures.corrects-later-entry",
            ],
        ),
    ],
)
def test_an_entry_that_contradicts_itself_is_refused(
    build: Callable[[], object], problems: list[str]
) -> None:
    with pytest.raises(Refusal) as refused:
        build()
    assert codes(refused.value) == problems


def test_nothing_of_nothing_and_the_largest_number_are_figures() -> None:
    assert entry(1, JAN, ratio=(0, 0)).decides
    assert entry(1, JAN, LARGEST, claimed_percent=Decimal(-LARGEST)).decides


def test_half_a_ratio_is_refused() -> None:
    whole = entry(1, JAN, ratio=(1, 2))
    fields = {name: getattr(whole, name) for name in whole.__slots__}
    with pytest.raises(Refusal) as refused:
        type(whole)(**{**fields, "denominator": None})
    assert codes(refused.value) == ["figures.half-a-ratio"]


def test_missing_zero_and_not_applicable_are_three_things() -> None:
    zero, missing = entry(1, JAN, 0), entry(2, JAN)
    not_applicable = entry(3, JAN, status=Status.NOT_APPLICABLE)
    assert [(e.status, e.quantity, e.decides) for e in (zero, missing, not_applicable)] == [
        (Status.REPORTED, Quantity(Decimal(0)), True),
        (Status.MISSING, Quantity(None), False),
        (Status.NOT_APPLICABLE, Quantity(None), False),
    ]


@pytest.mark.parametrize("precision", [Precision.ROUNDED, Precision.BOUND, Precision.PERCENT_ONLY])
def test_an_inexact_figure_decides_nothing(precision: Precision) -> None:
    assert entry(1, JAN, 7, precision=precision).decides is False


def test_a_bare_percent_needs_no_value() -> None:
    only = entry(1, JAN, precision=Precision.PERCENT_ONLY, claimed_percent=Decimal("-4.9"))
    assert (only.status, only.decides) == (Status.REPORTED, False)


def test_an_undated_figure_is_never_known_and_decides_nothing() -> None:
    undated = entry(1, JAN, 7, published_on=None)
    assert (undated.known_on, undated.age, undated.decides) == (None, None, False)


@pytest.mark.parametrize(
    ("on", "decides"), [("2025-01-13", False), ("2025-01-14", True), ("2025-01-15", True)]
)
def test_a_figure_known_before_the_last_day_of_its_window_is_no_amount(on: str, decides: bool) -> None:
    early = entry(1, JAN, 7, on)
    assert (early.is_exact_report, early.decides) == (True, decides)


def test_the_age_counts_days_from_the_last_day_of_the_window() -> None:
    assert [entry(1, JAN, 7, on).age for on in ("2025-01-14", "2025-01-15", "2025-02-14")] == [0, 1, 31]


def test_a_month_alone_is_known_from_the_day_it_was_read_as() -> None:
    monthly = entry(1, JAN, 7, published_on=PublishedOn("2025-01", day("2025-01-31")))
    assert monthly.known_on == day("2025-01-31")


@pytest.mark.parametrize(("note", "implied"), [(None, False), ("seen", False), ("implied by 3", True)])
def test_an_implied_base_says_so_in_its_note(note: str | None, implied: bool) -> None:
    assert entry(1, JAN, 970, note=note).is_implied is implied


def test_the_percent_of_a_share_given_by_its_counts_is_worked_out_and_a_printed_one_stays() -> None:
    two_thirds = entry(1, month(1), None, ratio=(2, 3))
    assert two_thirds.quantity == Quantity(Decimal("66.67"), Decimal(2), Decimal(3))
    printed = entry(2, month(1), "66.6", ratio=(2, 3))
    assert printed.quantity == Quantity(Decimal("66.6"), Decimal(2), Decimal(3))
    assert entry(3, month(1), None, ratio=(0, 0)).quantity == Quantity(None, Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("note", "remark"),
    [
        (None, ""),
        ("road only", "road only"),
        ("implied: road only", "road only"),
        ("implied by 3", "by 3"),
        ("implied", ""),
    ],
)
def test_a_remark_is_the_note_without_the_mark_of_an_implied_figure(note: str | None, remark: str) -> None:
    assert entry(1, JAN, 970, note=note).remark == remark
