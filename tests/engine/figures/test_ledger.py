from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaouoc.engine.figures import Entry, Ledger, Precision, Status, WindowBasis
from giaouoc.engine.figures.ledger import left_out
from giaouoc.engine.findings import Ref, RefKind, Refusal, error
from giaouoc.engine.periods import Window
from tests.support.cases import unit_ref
from tests.support.pacts import DEATHS, UNIT, codes, day, entry, month

JAN, FEB = month(1), month(2)


def series_values(ledger: Ledger, on: str) -> list[int]:
    found = ledger.get(UNIT, DEATHS, "own").vintages(JAN, day(on))
    return [int(e.value) for e in found if e.value is not None]


def test_later_publications_stand_beside_earlier_ones_as_vintages() -> None:
    ledger = Ledger([entry(1, JAN, 5255, "2025-02-01"), entry(2, JAN, 5473, "2025-06-25")])
    found = [series_values(ledger, on) for on in ("2025-01-31", "2025-02-01", "2025-06-24", "2025-06-25")]
    assert found == [[], [5255], [5255], [5255, 5473]]


def test_the_order_is_that_of_becoming_known_not_of_being_written_down() -> None:
    ledger = Ledger([entry(1, JAN, 5473, "2025-06-25"), entry(2, JAN, 5255, "2025-02-01")])
    assert series_values(ledger, "2025-12-31") == [5255, 5473]


def test_a_correction_replaces_from_the_day_it_is_known() -> None:
    ledger = Ledger(
        [entry(1, JAN, 70, "2025-02-01"), entry(2, JAN, 68, "2025-03-01", corrects=1, reason="twice counted")]
    )
    assert [series_values(ledger, on) for on in ("2025-02-28", "2025-03-01")] == [[70], [68]]


def test_a_withdrawal_leaves_nothing_and_the_day_before_it_still_shows_the_figure() -> None:
    gone = entry(2, JAN, on="2025-03-01", status=Status.WITHDRAWN, corrects=1, reason="not ours")
    ledger = Ledger([entry(1, JAN, 70, "2025-02-01"), gone])
    assert [series_values(ledger, on) for on in ("2025-02-28", "2025-03-01")] == [[70], []]
    assert ledger.as_known_on(day("2025-02-28")) == (ledger.entry(1),)
    assert ledger.as_known_on(day("2025-03-01")) == ()


def test_an_undated_correction_replaces_nothing_yet() -> None:
    later = entry(2, JAN, 68, published_on=None, corrects=1, reason="r")
    ledger = Ledger([entry(1, JAN, 70, "2025-02-01"), later])
    assert (series_values(ledger, "2199-01-01"), ledger.undated) == ([70], (later,))


def test_undated_entries_are_left_out_with_a_finding() -> None:
    ledger = Ledger([entry(1, JAN, 70, published_on=None, source="a page"), entry(2, JAN, 71, "2025-02-01")])
    assert left_out(ledger) == [
        error(
            "figures.undated-left-out",
            seq=1,
            unit=unit_ref(UNIT),
            indicator=Ref(RefKind.INDICATOR, DEATHS),
            source="a page",
        )
    ]
    assert ledger.as_known_on(day("2199-12-31")) == (ledger.entry(2),)


def test_missing_and_not_applicable_are_known_but_are_no_vintage() -> None:
    ledger = Ledger([entry(1, JAN), entry(2, FEB, status=Status.NOT_APPLICABLE)])
    found = ledger.get(UNIT, DEATHS, "own")
    last = day("2025-12-31")
    assert [(found.known(w, last), found.latest(w, last)) for w in (JAN, FEB)] == [
        ((ledger.entry(1),), None),
        ((ledger.entry(2),), None),
    ]


def test_the_newest_day_is_that_of_the_last_publication() -> None:
    assert Ledger([]).newest_day is None
    assert Ledger([entry(1, JAN, 1, published_on=None)]).newest_day is None
    found = Ledger([entry(1, JAN, 1, "2025-06-25"), entry(2, JAN, 1, "2025-02-01")])
    assert found.newest_day == day("2025-06-25")


def test_publishers_are_listed_by_unit_and_by_indicator() -> None:
    ledger = Ledger(
        [
            entry(1, JAN, 1, publisher="own"),
            entry(2, JAN, 1, publisher="nso", unit="ca-mau"),
            entry(3, JAN, 1, publisher="mps"),
        ]
    )
    assert ledger.publishers_of(UNIT, DEATHS) == ("mps", "own")
    assert ledger.publishers_of_indicator(DEATHS, date(2026, 1, 1)) == ("mps", "nso", "own")
    assert ledger.publishers_of_indicator("fires", date(2026, 1, 1)) == ()
    assert ledger.publishers_of("nowhere", DEATHS) == ()


def test_a_publisher_counts_from_the_day_of_its_first_figure_for_any_unit() -> None:
    ledger = Ledger(
        [
            entry(1, JAN, 1, "2025-03-10", publisher="nso"),
            entry(2, JAN, 1, "2025-03-02", publisher="nso", unit="ca-mau"),
            entry(3, JAN, 1, "2025-03-05", publisher="own"),
            entry(4, JAN, 2, "2025-03-01", publisher="mps", indicator="fires"),
        ]
    )
    days = [date(2025, 3, 1), date(2025, 3, 2), date(2025, 3, 4), date(2025, 3, 5)]
    assert [ledger.publishers_of_indicator(DEATHS, d) for d in days] == [
        (),
        ("nso",),
        ("nso",),
        ("nso", "own"),
    ]


def test_a_figure_without_days_is_the_newest_only_where_none_has_them() -> None:
    basis = WindowBasis.NOT_STATED
    figures = [
        entry(1, JAN, 1, "2025-02-01", basis=basis),
        entry(2, JAN, 2, "2025-02-02", basis=WindowBasis.INFERRED),
        entry(3, JAN, 3, "2025-02-03", basis=basis),
        entry(4, JAN, 4, "2025-02-04", basis=basis, precision=Precision.ROUNDED),
    ]
    series = Ledger(figures).get(UNIT, DEATHS, "own")
    newest = [series.latest(JAN, date(2025, 2, n)) for n in (1, 2, 3, 4)]
    assert [None if e is None else e.seq for e in newest] == [1, 2, 2, 2]
    assert [e.seq for e in series.stated(JAN, date(2025, 2, 4))] == [2]
    withdrawn = entry(5, JAN, on="2025-02-05", status=Status.WITHDRAWN, corrects=2, reason="r")
    left = Ledger([*figures, withdrawn]).get(UNIT, DEATHS, "own").latest(JAN, date(2025, 2, 5))
    assert left == figures[2]


def test_a_figure_up_to_the_eve_of_a_window_bears_on_it_and_one_that_ends_earlier_does_not() -> None:
    eve, before = Window(JAN.start, FEB.start), Window(JAN.start, FEB.start - timedelta(days=1))
    series = Ledger([entry(1, eve, 1, "2025-06-01"), entry(2, before, 1, "2025-06-02")]).get(
        UNIT, DEATHS, "own"
    )
    assert series.days_known(FEB) == (date(2025, 6, 1),)


@pytest.mark.parametrize(
    ("entries", "problems"),
    [
        ([entry(2, JAN, 1)], ["figures.seq-out-of-order"]),
        ([entry(1, JAN, 1), entry(1, FEB, 1)], ["figures.seq-out-of-order"]),
        ([entry(1, JAN, 1), entry(3, FEB, 1)], ["figures.seq-out-of-order"]),
        ([entry(1, JAN, status=Status.WITHDRAWN)], ["figures.withdrawn-without-entry"]),
        (
            [entry(1, JAN, 1), entry(2, JAN, 1, corrects=0, reason="r")],
            ["figures.corrects-unknown"],
        ),
        (
            [entry(1, JAN, 1), entry(2, FEB, 1, corrects=1, reason="r")],
            ["figures.corrects-another-thing"],
        ),
        (
            [entry(1, JAN, 1), entry(2, JAN, 1, publisher="nso", corrects=1, reason="r")],
            ["figures.corrects-another-thing"],
        ),
        (
            [entry(1, JAN, 1), *(entry(n, JAN, 1, corrects=1, reason="r") for n in (2, 3))],
            ["figures.corrected-twice"],
        ),
        (
            [entry(1, JAN, 1, "2025-02-02"), entry(2, JAN, 1, "2025-02-01", corrects=1, reason="r")],
            ["figures.corrected-before-known"],
        ),
    ],
)
def test_a_ledger_that_does_not_hold_together_is_refused(
    entries: Sequence[Entry], problems: list[str]
) -> None:
    with pytest.raises(Refusal) as refused:
        Ledger(entries)
    assert codes(refused.value) == problems


def test_a_correction_of_a_correction_is_allowed() -> None:
    chain = [entry(1, JAN, 70, "2025-02-01")]
    chain += [entry(n, JAN, 70 - n, f"2025-0{n + 1}-01", corrects=n - 1, reason="r") for n in (2, 3)]
    assert [series_values(Ledger(chain), on) for on in ("2025-02-15", "2025-03-15", "2025-04-15")] == [
        [70],
        [68],
        [67],
    ]


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Return up to twelve entries of two months, in the order they became known, some of them corrections."""
    entries: list[Entry] = []
    free: list[int] = []
    on = date(2025, 1, 15)
    for seq in range(1, draw(st.integers(0, 12)) + 1):
        on = date.fromordinal(on.toordinal() + draw(st.integers(0, 3)))
        old = draw(st.sampled_from([None, *free]))
        if old is None:
            entries.append(entry(seq, draw(st.sampled_from([JAN, FEB])), draw(st.integers(0, 9)), on))
        else:
            free.remove(old)
            covers, withdraws = entries[old - 1].window, draw(st.booleans())
            value, status = (None, Status.WITHDRAWN) if withdraws else (draw(st.integers(0, 9)), None)
            entries.append(entry(seq, covers, value, on, status=status, corrects=old, reason="r"))
            if withdraws:
                continue
        free.append(seq)
    return Ledger(entries)


@given(ledgers(), st.integers(0, 40))
def test_a_day_never_sees_the_future(ledger: Ledger, later: int) -> None:
    on = date.fromordinal(date(2025, 1, 15).toordinal() + later)
    cut = Ledger(e for e in ledger if e.known_on is not None and e.known_on <= on)
    assert ledger.as_known_on(on) == cut.as_known_on(on) == cut.as_known_on(date(2199, 1, 1))


@given(ledgers(), st.integers(0, 40))
def test_what_stands_on_a_day_is_what_a_naive_reading_finds(ledger: Ledger, later: int) -> None:
    on = date.fromordinal(date(2025, 1, 15).toordinal() + later)
    seen = [e for e in ledger if e.known_on is not None and e.known_on <= on]
    replaced = {e.corrects for e in seen}
    naive = [e for e in seen if e.seq not in replaced and e.status is not Status.WITHDRAWN]
    assert list(ledger.as_known_on(on)) == naive
