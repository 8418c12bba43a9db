from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from giaouoc.engine.figures import Entry, Precision, Status, WindowBasis
from giaouoc.engine.findings import note, warning
from giaouoc.engine.indicators import Kind
from giaouoc.engine.periods import Window
from giaouoc.engine.verdicts.verdict import Result
from tests.support.cases import publisher_ref, unit_ref, window
from tests.support.escapes import ABOUT, CLOSED, MONTHS, monthly, said, shown, silent, verdict
from tests.support.pacts import UNIT, YEAR, day, month

ALL_YEAR = monthly(UNIT)


def test_every_month_attested_is_kept() -> None:
    found = verdict(ALL_YEAR)
    assert (found.result, found.rule, found.reasons) == (
        Result.KEPT,
        note("verdicts.rule-attested-throughout", **ABOUT),
        (),
    )
    assert [(a.first_day, a.last_day, a.positive) for a in found.attested] == [
        (m.first_day, m.last_day, False) for m in MONTHS
    ]


def test_one_attestation_for_the_whole_year_is_enough() -> None:
    assert verdict([said(1, YEAR)]).result is Result.KEPT


@pytest.mark.parametrize("on", [day("2025-04-01"), YEAR.last_day])
def test_a_zero_published_before_the_days_it_speaks_of_keeps_nothing_while_the_window_is_open(
    on: date,
) -> None:
    assert verdict([said(1, YEAR, on="2025-03-01")], on).result is Result.NOT_YET


def test_a_zero_attests_only_the_days_up_to_its_publication() -> None:
    found = verdict([said(1, YEAR, on="2025-03-01")])
    assert found.result is Result.CANNOT_TELL
    assert silent(found) == [(unit_ref(UNIT), day("2025-03-02"), YEAR.last_day)]
    beforehand = verdict([said(1, month(2), on=month(1).last_day)])
    assert silent(beforehand) == [(unit_ref(UNIT), YEAR.first_day, YEAR.last_day)]


@pytest.mark.parametrize(
    ("on", "result"),
    [
        (YEAR.last_day - timedelta(days=1), Result.NOT_YET),
        (YEAR.last_day, Result.KEPT),
        (YEAR.stop, Result.KEPT),
    ],
)
def test_it_is_kept_on_the_last_day_only_where_all_of_it_is_attested_by_then(
    on: date, result: Result
) -> None:
    out_at_once = [said(n, m, on=m.last_day) for n, m in enumerate(MONTHS, start=1)]
    assert verdict(out_at_once, on).result is result
    waiting = [*out_at_once[:11], said(12, month(12))]
    assert verdict(waiting, YEAR.last_day).result is Result.NOT_YET


def test_a_window_that_the_source_does_not_state_neither_keeps_nor_breaks_it() -> None:
    unstated = WindowBasis.NOT_STATED
    zero = verdict([said(1, YEAR, basis=unstated)])
    assert (zero.result, [r.code for r in zero.reasons]) == (Result.CANNOT_TELL, ["verdicts.silent"])
    positive = verdict([said(1, YEAR, 1, basis=unstated)])
    assert positive.result is Result.CANNOT_TELL
    assert shown(positive) == [("positive-window-not-stated", unit_ref(UNIT), 1)]
    hidden = verdict([said(1, YEAR), said(2, YEAR, 1, "2026-02-01", basis=unstated)], day("2026-03-01"))
    assert hidden.result is Result.KEPT
    assert shown(hidden) == [("positive-window-not-stated", unit_ref(UNIT), 2)]
    never = verdict([said(1, YEAR, None, status=Status.NOT_APPLICABLE, basis=unstated)])
    assert never.result is Result.CANNOT_TELL


@pytest.mark.parametrize(
    "later",
    [
        said(2, month(2), None, "2025-04-01"),
        said(2, month(2), None, "2025-04-01", status=Status.NOT_APPLICABLE),
        said(2, month(2), 2, "2025-04-01", precision=Precision.BOUND),
        said(2, month(2), 0, "2025-04-01", precision=Precision.ROUNDED),
        said(2, month(2), 0, "2025-04-01", basis=WindowBasis.NOT_STATED),
    ],
)
def test_nothing_but_a_newer_exact_figure_takes_a_positive_back(later: Entry) -> None:
    found = verdict([said(1, month(2), 1), later])
    assert (found.result, found.rule["seqs"], found.findings) == (Result.NOT_KEPT, (1,), ())


def test_a_newer_exact_zero_rules_and_the_positive_before_it_is_shown() -> None:
    entries = [*ALL_YEAR, said(13, month(2), 1, "2025-03-16"), said(14, month(2), 0, "2025-06-01")]
    found = verdict(entries)
    assert (found.result, shown(found)) == (Result.KEPT, [("positive-taken-back", unit_ref(UNIT), 13)])


def test_a_positive_that_does_not_decide_is_shown_with_its_publisher_days_and_value() -> None:
    entries = [said(1, YEAR), said(2, month(3), 2, publisher="mps")]
    found = verdict(entries)
    assert found.result is Result.KEPT
    assert found.findings == (
        warning(
            "verdicts.positive-of-other-publisher",
            publisher=publisher_ref("mps"),
            seq=2,
            first_day=month(3).first_day,
            last_day=month(3).last_day,
            value=Decimal(2),
            **ABOUT,
        ),
    )
    assert verdict(entries, month(3).last_day).findings == ()
    unnamed = verdict(entries, sources=None)
    assert (unnamed.result, unnamed.findings) == (Result.NOT_KEPT, ())


@pytest.mark.parametrize(
    ("entry_", "code"),
    [
        (said(13, month(3), 2, precision=Precision.ROUNDED), "positive-inexact"),
        (said(13, window("2024-12-01", "2024-12-31"), 1), "positive-straddles"),
        (said(13, month(3), 2, publisher="mps", precision=Precision.BOUND), "positive-of-other-publisher"),
    ],
)
def test_each_positive_that_does_not_decide_says_why(entry_: Entry, code: str) -> None:
    found = verdict([*ALL_YEAR, entry_])
    assert (found.result, shown(found)) == (Result.KEPT, [(code, unit_ref(UNIT), 13)])


@pytest.mark.parametrize(
    ("counts", "result"),
    [((0, 12), Result.KEPT), ((1, 12), Result.NOT_KEPT), ((0, 0), Result.KEPT)],
)
def test_of_a_ratio_the_count_above_the_line_tells(counts: tuple[int, int], result: Result) -> None:
    assert verdict([said(1, YEAR, None, ratio=counts)], kind=Kind.RATIO).result is result


def test_one_silent_month_leaves_it_unknown_and_is_named() -> None:
    entries = [said(n, m) for n, m in enumerate([m for m in MONTHS if m != month(9)], start=1)]
    found = verdict(entries)
    silent = note("verdicts.silent", first_day=day("2025-08-15"), last_day=day("2025-09-14"), **ABOUT)
    assert (found.result, found.rule.code, found.reasons) == (
        Result.CANNOT_TELL,
        "verdicts.rule-silence",
        (silent,),
    )
    assert [a.positive for a in found.attested] == [None if m == month(9) else False for m in MONTHS]


def test_one_day_of_silence_is_silence() -> None:
    short = Window(YEAR.start, YEAR.last_day)
    (reason,) = verdict([said(1, short)]).reasons
    assert (reason["first_day"], reason["last_day"]) == (YEAR.last_day, YEAR.last_day)


def test_a_month_reported_as_missing_is_silence() -> None:
    entries = [*ALL_YEAR[:8], said(9, month(9), None), *ALL_YEAR[9:]]
    assert [r.code for r in verdict(entries).reasons] == ["verdicts.silent"]


@pytest.mark.parametrize("on", [day("2025-04-01"), CLOSED])
def test_one_positive_breaks_it_at_once_and_for_good(on: date) -> None:
    entries = [said(1, month(1)), said(2, month(2), 1), *(said(n, month(n)) for n in range(3, 13))]
    found = verdict(entries, on)
    assert (found.result, found.rule) == (
        Result.NOT_KEPT,
        note("verdicts.rule-one-positive", seqs=(2,), **ABOUT),
    )
    assert found.attested[1].positive is True


def test_a_positive_breaks_it_among_silent_months() -> None:
    assert verdict([said(1, month(7), 2)]).result is Result.NOT_KEPT


def test_a_positive_that_was_corrected_no_longer_breaks_it() -> None:
    entries = [said(1, YEAR, 1), said(2, YEAR, 0, corrects=1, reason="another province")]
    assert verdict(entries).result is Result.KEPT


def test_a_positive_that_may_lie_outside_the_window_leaves_it_unknown() -> None:
    civil_december = window("2024-12-01", "2024-12-31")
    entries = [said(1, civil_december, 1), *(said(n, month(n)) for n in range(2, 13))]
    found = verdict(entries)
    assert (found.result, [r.code for r in found.reasons]) == (Result.CANNOT_TELL, ["verdicts.silent"])
    assert shown(found) == [("positive-straddles", unit_ref(UNIT), 1)]


@pytest.mark.parametrize(
    ("on", "result"),
    [(YEAR.last_day, Result.NOT_YET), (YEAR.stop, Result.CANNOT_TELL)],
)
def test_silence_weighs_only_once_the_window_is_closed(on: date, result: Result) -> None:
    found = verdict([said(1, month(1))], on)
    assert found.result is result
    if result is Result.NOT_YET:
        assert found.rule == note("verdicts.rule-window-open", last_day=YEAR.last_day, **ABOUT)


def test_what_cannot_arise_all_year_is_not_applicable() -> None:
    entries = [said(n, m, None, status=Status.NOT_APPLICABLE) for n, m in enumerate(MONTHS, start=1)]
    found = verdict(entries)
    assert (found.result, found.rule.code) == (
        Result.NOT_APPLICABLE,
        "verdicts.rule-not-applicable-throughout",
    )
    assert verdict([*entries[:11], said(12, month(12))]).result is Result.KEPT
