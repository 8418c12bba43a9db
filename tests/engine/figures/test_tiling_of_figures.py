"""How an amount for a window is put together from shorter ones of one source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaouoc.engine.figures import Entry, Ledger, Precision, Status, WindowBasis
from giaouoc.engine.figures.assembly import Assembler
from giaouoc.engine.figures.side import How, NoSide, Side
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note
from giaouoc.engine.indicators import Indicator, Kind, Quantity, RollUp
from giaouoc.engine.periods import Period, PeriodKind, Window
from tests.support.cases import POLICE, unit_ref, window
from tests.support.pacts import DEATHS, UNIT, bodies, entry, indicator, indicator_ref, month

QUARTER = POLICE.window(Period(PeriodKind.QUARTER, 2025, 1))
TWO_MONTHS = Window(month(1).start, month(2).stop)
MONTHS = [month(n) for n in (1, 2, 3)]
LATER = date(2026, 1, 1)


def found(
    entries: Sequence[Entry],
    covers: Window = QUARTER,
    *,
    of: Indicator | None = None,
    publisher: str = "own",
    on: date = LATER,
) -> Side | NoSide:
    return Assembler(Ledger(entries), bodies(), of or indicator(), publisher, on).own(UNIT, covers)


def amount(side: Side | NoSide) -> tuple[int, How, tuple[int, ...]]:
    assert isinstance(side, Side)
    assert side.quantity.value is not None
    return int(side.quantity.value), side.how, side.seqs


def reasons(side: Side | NoSide) -> tuple[Finding, ...]:
    assert isinstance(side, NoSide)
    return side.reasons


def about(**more: Param) -> dict[str, Param]:
    publisher = Ref(RefKind.PUBLISHER, "own")
    bounds: dict[str, Param] = {"first_day": QUARTER.first_day, "last_day": QUARTER.last_day}
    return {
        "unit": unit_ref(UNIT),
        "indicator": indicator_ref(),
        "publisher": publisher,
        **bounds,
        **more,
    }


def monthly(*values: int) -> list[Entry]:
    return [entry(n, w, v) for n, (w, v) in enumerate(zip(MONTHS, values, strict=True), start=1)]


def test_a_figure_for_the_window_itself_wins_over_its_months() -> None:
    assert amount(found([*monthly(1, 2, 3), entry(4, QUARTER, 7)])) == (7, How.DIRECT, (4,))


def test_months_that_tile_the_window_add_up() -> None:
    assert amount(found(monthly(1, 0, 3))) == (4, How.TILED, (1, 2, 3))


def test_the_fewest_pieces_are_taken() -> None:
    both = [*monthly(1, 2, 3), entry(4, TWO_MONTHS, 4)]
    assert amount(found(both)) == (7, How.TILED, (4, 3))


def test_each_piece_is_the_newest_as_known_on_the_day() -> None:
    restated = [*monthly(1, 2, 3), entry(4, month(1), 5, "2025-06-01")]
    assert amount(found(restated, on=date(2025, 5, 31)))[0] == 6
    assert amount(found(restated, on=date(2025, 6, 1)))[0] == 10


def test_a_gap_is_named_to_the_day() -> None:
    first, _, third = monthly(1, 2, 3)
    gap = month(2)
    named = about(gap_first_day=gap.first_day, gap_last_day=gap.last_day)
    rest = [first, entry(2, third.window, 3)]
    assert reasons(found(rest)) == (note("figures.window-not-covered", **named),)


def test_windows_that_overlap_by_a_day_do_not_tile() -> None:
    long = Window(month(1).start, month(1).stop + timedelta(days=1))
    overlapping = [entry(1, long, 1), entry(2, month(2), 2), entry(3, month(3), 3)]
    assert reasons(found(overlapping)) == (note("figures.windows-do-not-tile", **about()),)


def test_nothing_at_all_is_said_as_nothing() -> None:
    assert reasons(found([])) == (note("figures.nothing-reported", **about()),)


def test_the_difference_of_cumulative_figures_gives_the_rest() -> None:
    cumulative = [entry(1, month(1), 4), entry(2, QUARTER, 10)]
    rest = Window(month(2).start, month(3).stop)
    assert amount(found(cumulative, rest)) == (6, How.DIFFERENCE, (2, 1))


def test_plain_pieces_come_before_differences() -> None:
    rest = Window(month(2).start, month(3).stop)
    both = [*monthly(4, 2, 3), entry(4, QUARTER, 10)]
    assert amount(found(both, rest)) == (5, How.TILED, (2, 3))


def test_a_difference_is_never_taken_between_two_sources() -> None:
    mixed = [entry(1, month(1), 4, publisher="nso"), entry(2, QUARTER, 10)]
    rest = Window(month(2).start, month(3).stop)
    assert [f.code for f in reasons(found(mixed, rest))] == ["figures.nothing-reported"]


def test_months_of_two_sources_never_tile() -> None:
    mixed = [
        entry(n, w, 1, publisher=p) for n, w, p in zip((1, 2, 3), MONTHS, ("own", "nso", "own"), strict=True)
    ]
    assert [f.code for f in reasons(found(mixed))] == ["figures.window-not-covered"]


def test_a_cumulative_figure_that_fell_gives_no_difference() -> None:
    falling = [entry(1, month(1), 4), entry(2, TWO_MONTHS, 3)]
    assert [f.code for f in reasons(found(falling, month(2)))] == ["figures.nothing-reported"]
    level = [entry(1, month(1), 4), entry(2, TWO_MONTHS, 4)]
    assert amount(found(level, month(2))) == (0, How.DIFFERENCE, (2, 1))


@pytest.mark.parametrize("basis", [WindowBasis.STATED, WindowBasis.INFERRED, WindowBasis.NOT_STATED])
def test_windows_no_source_states_never_tile(basis: WindowBasis) -> None:
    months = [*monthly(1, 2, 3)[:2], entry(3, month(3), 3, basis=basis)]
    assert isinstance(found(months), NoSide) is (basis is WindowBasis.NOT_STATED)


def test_a_window_that_is_not_stated_is_still_shown_as_published() -> None:
    side = found([entry(1, QUARTER, 7, basis=WindowBasis.NOT_STATED)])
    assert isinstance(side, Side)
    assert (amount(side), side.window_not_stated) == ((7, How.DIRECT, (1,)), True)


def test_an_index_never_rolls_up() -> None:
    index = indicator(kind=Kind.INDEX, roll_up=RollUp.NONE)
    assert reasons(found(monthly(1, 2, 3), of=index)) == (
        note("figures.windows-do-not-add", seqs=(1, 2, 3), **about()),
    )
    assert amount(found([entry(1, QUARTER, 7)], of=index)) == (7, How.DIRECT, (1,))


RATIO = indicator(kind=Kind.RATIO, roll_up=RollUp.RATIO)


def test_ratios_add_above_and_below_the_line() -> None:
    months = [
        entry(n, w, ratio=r) for n, w, r in zip((1, 2, 3), MONTHS, ((1, 2), (0, 0), (3, 8)), strict=True)
    ]
    side = found(months, of=RATIO)
    assert isinstance(side, Side)
    assert side.quantity == Quantity(Decimal("40.00"), Decimal(4), Decimal(10))


def test_a_percent_without_counts_never_rolls_up() -> None:
    months = [entry(1, month(1), ratio=(1, 2)), entry(2, month(2), 75), entry(3, month(3), ratio=(1, 2))]
    assert reasons(found(months, of=RATIO)) == (note("figures.windows-do-not-add", seqs=(2,), **about()),)


def test_missing_zero_and_not_applicable_stay_three_answers() -> None:
    zero = found([entry(1, QUARTER, 0)])
    missing = found([entry(1, QUARTER)])
    not_applicable = found([entry(1, QUARTER, status=Status.NOT_APPLICABLE)])
    assert amount(zero) == (0, How.DIRECT, (1,))
    assert reasons(missing) == (note("figures.reported-missing", seq=1, **about()),)
    assert isinstance(not_applicable, Side)
    assert (not_applicable.not_applicable, not_applicable.quantity) == (True, Quantity(None))


def test_a_missing_month_is_a_gap_and_a_zero_month_is_not() -> None:
    missing = [entry(1, month(1), 1), entry(2, month(2)), entry(3, month(3), 3)]
    assert [f.code for f in reasons(found(missing))] == ["figures.reported-missing"]
    assert amount(found(monthly(1, 0, 3)))[0] == 4


def test_a_gap_names_what_was_said_about_its_months_and_what_nobody_said() -> None:
    months = [entry(1, month(1)), entry(2, month(2), 7, precision=Precision.ROUNDED)]
    assert [(f.code, f.get("first_day"), f.get("gap_first_day")) for f in reasons(found(months))] == [
        ("figures.reported-missing", month(1).first_day, None),
        ("figures.only-inexact", month(2).first_day, None),
        ("figures.window-not-covered", QUARTER.first_day, month(3).first_day),
    ]


def test_an_inexact_figure_is_named_and_not_used() -> None:
    rounded = found([entry(1, QUARTER, 700, precision=Precision.ROUNDED, claimed_percent=Decimal(-5))])
    named = about(seq=1, precision=Precision.ROUNDED, value=Decimal(700), percent=Decimal(-5))
    assert reasons(rounded) == (note("figures.only-inexact", **named),)


def test_another_source_is_never_mixed_in() -> None:
    assert [f.code for f in reasons(found(monthly(1, 2, 3), publisher="nso"))] == ["figures.nothing-reported"]


def naive_tilings(windows: dict[Window, int], start: date, stop: date) -> list[tuple[int, int]]:
    """Return pieces and sum of every way to fill the days by plain windows, found by trying all of them."""
    if start == stop:
        return [(0, 0)]
    return [
        (pieces + 1, total + value)
        for w, value in windows.items()
        if w.start == start and w.stop <= stop
        for pieces, total in naive_tilings(windows, w.stop, stop)
    ]


FIVE_DAYS = window("2025-03-01", "2025-03-05")
PIECES = [
    Window(FIVE_DAYS.start + timedelta(days=a), FIVE_DAYS.start + timedelta(days=b))
    for a in range(5)
    for b in range(a + 1, 6)
    if (a, b) != (0, 5)
]


@given(st.dictionaries(st.sampled_from(PIECES), st.integers(0, 9), max_size=8))
def test_a_naive_search_finds_the_same_tilings(windows: dict[Window, int]) -> None:
    entries = [entry(n, w, v) for n, (w, v) in enumerate(windows.items(), start=1)]
    side = found(entries, FIVE_DAYS)
    naive = naive_tilings(windows, FIVE_DAYS.start, FIVE_DAYS.stop)
    plain = isinstance(side, Side) and side.how is not How.DIFFERENCE
    assert plain is bool(naive)
    if isinstance(side, Side) and plain:
        fewest = min(pieces for pieces, _ in naive)
        assert len(side.pieces) == fewest
        assert side.quantity.value in [Decimal(total) for pieces, total in naive if pieces == fewest]


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5), st.sets(st.sampled_from(PIECES), max_size=8))
def test_pieces_of_one_truth_give_that_truth_or_nothing(days: list[int], known: set[Window]) -> None:
    def truth(w: Window) -> int:
        first = (w.start - FIVE_DAYS.start).days
        return sum(days[first : first + w.days])

    entries = [entry(n, w, truth(w)) for n, w in enumerate(sorted(known), start=1)]
    side = found(entries, FIVE_DAYS)
    assert isinstance(side, NoSide) or side.quantity.value == sum(days)


def test_the_code_of_the_indicator_is_the_one_asked_for() -> None:
    other = [entry(1, QUARTER, 7, indicator="fires")]
    assert [(f.code, f["indicator"]) for f in reasons(found(other))] == [
        ("figures.nothing-reported", indicator_ref(DEATHS))
    ]
