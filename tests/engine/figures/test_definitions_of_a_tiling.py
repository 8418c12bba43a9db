"""Which definitions the pieces of a sum were counted by, and how many pairs of windows are looked at for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pytest

from giaouoc.engine.figures import Entry, Ledger
from giaouoc.engine.figures.assembly import Assembler
from giaouoc.engine.figures.side import How, Side
from giaouoc.engine.figures.tiling import _Steps
from giaouoc.engine.indicators import Comparability, Compares, Definition, Indicator
from giaouoc.engine.periods import Window
from tests.support.pacts import UNIT, bodies, entry, indicator, month

LATER = date(2027, 1, 1)
FIRST, SECOND, THIRD = month(1), month(2), month(3)
QUARTER = Window(FIRST.start, THIRD.stop)
PAIR = Window(FIRST.start, SECOND.stop)


def counted(**compares: Compares) -> Indicator:
    """Return an indicator with definitions a, b and c, the last the newest; pairs as told, else unknown."""
    begun = {"a": None, "b": date(2020, 1, 1), "c": date(2024, 1, 1)}
    return indicator(
        definitions=tuple(Definition(v, d, None, v, None) for v, d in begun.items()),
        comparabilities=tuple(Comparability(p[0], p[1], c, "why") for p, c in compares.items()),
    )


def told(*figures: tuple[Window, int, str]) -> list[Entry]:
    """Return figures with their definitions, and an outsider's by another one."""
    own = [entry(n, w, v, definition=d) for n, (w, v, d) in enumerate(figures, start=1)]
    return [*own, entry(len(own) + 1, FIRST, 1000, unit="outsider", definition="c")]


def found(entries: list[Entry], of: Indicator, covers: Window = QUARTER) -> Side:
    units = bodies(UNIT, "outsider")
    side = Assembler(Ledger(entries), units, of, "own", LATER).own(UNIT, covers)
    assert isinstance(side, Side), side
    return side


def amount(side: Side) -> int:
    assert side.quantity.value is not None
    return int(side.quantity.value)


def test_one_definition_with_more_pieces_comes_before_two_with_fewer() -> None:
    entries = told((PAIR, 9, "b"), (THIRD, 3, "a"), (FIRST, 1, "a"), (SECOND, 2, "a"))
    for compares in Compares:
        side = found(entries, counted(ab=compares))
        assert (amount(side), side.seqs) == (6, (3, 4, 2))


def test_an_older_figure_by_the_same_definition_comes_before_a_newer_by_another() -> None:
    months = [entry(n, w, n, definition="a") for n, w in enumerate((FIRST, SECOND, THIRD), start=1)]
    restated = entry(4, FIRST, 50, "2026-01-01", definition="b")
    side = found([*months, restated], counted(ab=Compares.NO))
    assert (amount(side), side.seqs) == (6, (1, 2, 3))


def test_of_two_definitions_that_both_fill_the_window_the_newer_is_taken() -> None:
    by_a = [(w, 1, "a") for w in (FIRST, SECOND, THIRD)]
    by_c = [(w, 2, "c") for w in (FIRST, SECOND, THIRD)]
    assert found(told(*by_a, *by_c), counted()).quantity.value == 6
    assert found(told(*by_c, *by_a), counted()).quantity.value == 6


def test_a_difference_by_one_definition_comes_before_plain_pieces_by_two() -> None:
    longer = Window(FIRST.start - timedelta(days=31), QUARTER.stop)
    before = Window(longer.start, FIRST.start)
    entries = told((PAIR, 9, "b"), (THIRD, 3, "a"), (longer, 20, "a"), (before, 4, "a"))
    side = found(entries, counted())
    assert (amount(side), side.how) == (16, How.DIFFERENCE)


@pytest.mark.parametrize(
    ("compares", "seqs"),
    [
        ({"ab": Compares.YES, "ac": Compares.UNKNOWN}, (1, 3)),
        ({"ab": Compares.UNKNOWN, "ac": Compares.YES}, (2, 3)),
        ({"ab": Compares.UNKNOWN, "ac": Compares.NO}, (1, 3)),
        ({"ab": Compares.NO, "ac": Compares.UNKNOWN}, (2, 3)),
    ],
)
def test_definitions_are_mixed_in_the_order_in_which_they_compare(
    compares: dict[str, Compares], seqs: tuple[int, ...]
) -> None:
    by_b = [entry(1, PAIR, 9, definition="b")]
    by_c = entry(2, PAIR, 8, "2026-01-01", definition="c")
    side = found([*by_b, by_c, entry(3, THIRD, 3, definition="a")], counted(**compares))
    assert side.seqs == seqs


def test_definitions_that_do_not_compare_stay_on_the_amount_for_the_verdict_to_refuse() -> None:
    of = counted(ab=Compares.NO)
    side = found(told((PAIR, 9, "b"), (THIRD, 3, "a")), of)
    assert (amount(side), side.versions(of)) == (12, frozenset("ab"))


def test_a_figure_across_the_day_of_a_change_is_of_both_definitions() -> None:
    change = SECOND.start + timedelta(days=9)
    of = indicator(
        definitions=(
            Definition("old", None, change - timedelta(days=1), "", None),
            Definition("new", change, None, "", None),
        )
    )
    months = [entry(n, w, n) for n, w in enumerate((FIRST, SECOND, THIRD), start=1)]
    side = found(months, of)
    assert (amount(side), side.versions(of)) == (6, frozenset({"old", "new"}))


class Counting(Mapping[Window, Entry]):
    """Entries that count how often one of them is looked at."""

    def __init__(self, entries: dict[Window, Entry]) -> None:
        self.entries, self.looks = entries, 0

    def __getitem__(self, window: Window) -> Entry:
        self.looks += 1
        return self.entries[window]

    def __iter__(self) -> Iterator[Window]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def test_windows_with_different_starts_are_not_held_against_each_other() -> None:
    start, many = date(2020, 1, 1), 400
    singles = [Window(start + timedelta(days=n), start + timedelta(days=n + 1)) for n in range(many)]
    entries = Counting({w: entry(n, w, 1) for n, w in enumerate(singles[:-1], start=1)})
    whole = Window(start, singles[-1].stop)
    assert _Steps(entries, differences=True).fewest(whole) is None
    assert entries.looks <= many
