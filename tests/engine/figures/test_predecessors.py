"""What stands for a body before it existed: its predecessors, each by its own past, joined to the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from giaouoc.engine.figures import Entry, Ledger, Status, WindowBasis
from giaouoc.engine.figures.assembly import Assembler
from giaouoc.engine.figures.side import How, NoSide, Side
from giaouoc.engine.periods import Window
from giaouoc.engine.units import Succession, SuccessionKind, UnitRegistry
from tests.support.cases import unit_ref
from tests.support.pacts import BASE_YEAR, YEAR, bodies, day, entry, indicator, month

LATER = date(2027, 1, 1)
Row = tuple[str, Window, int]


def rows(*told: Row) -> list[Entry]:
    """Return figures in this order, and an outsider's for every window among them."""
    others = [("outsider", window, 1000) for window in dict.fromkeys(w for _, w, _ in told)]
    return [entry(n, w, value, unit=u) for n, (u, w, value) in enumerate((*told, *others), start=1)]


def found(entries: Sequence[Entry], units: UnitRegistry, unit: str, window: Window = YEAR) -> Side | NoSide:
    return Assembler(Ledger(entries), units, indicator(), "own", LATER).of_body(unit, window)


def amount(side: Side | NoSide) -> tuple[int, tuple[str, ...]]:
    """Return the amount and whose figures went into it."""
    assert isinstance(side, Side), side
    assert side.quantity.value is not None
    assert not side.estimated
    return int(side.quantity.value), tuple(dict.fromkeys(p.entry.unit for p in side.pieces))


def lacking(side: Side | NoSide) -> list[tuple[str, object]]:
    assert isinstance(side, NoSide), side
    return [(f.code, f.get("unit")) for f in side.reasons]


def merge(on: str, into: str, *sources: str) -> Succession:
    return Succession(SuccessionKind.MERGE, day(on), sources, (into,))


def split(on: str, source: str, *results: str) -> Succession:
    return Succession(SuccessionKind.SPLIT, day(on), (source,), results)


TWICE = bodies(
    *"abmcn",
    "outsider",
    successions=[merge("2024-07-01", "m", "a", "b"), merge("2025-07-01", "n", "m", "c")],
)
BEFORE_M = Window(BASE_YEAR.start, day("2024-07-01"))
SINCE_M = Window(day("2024-07-01"), BASE_YEAR.stop)


def test_a_merger_before_the_merger_cuts_only_the_body_it_made() -> None:
    told = rows(("c", BASE_YEAR, 50), ("a", BEFORE_M, 4), ("b", BEFORE_M, 3), ("m", SINCE_M, 20))
    assert amount(found(told, TWICE, "n", BASE_YEAR)) == (77, ("a", "b", "m", "c"))


def test_a_body_between_that_rebuilt_its_whole_year_stands_for_its_predecessors() -> None:
    told = rows(("c", BASE_YEAR, 50), ("m", BASE_YEAR, 30), ("a", BEFORE_M, 4))
    assert amount(found(told, TWICE, "n", BASE_YEAR)) == (80, ("m", "c"))


def test_every_body_on_the_way_back_says_what_it_lacks() -> None:
    told = rows(("c", BASE_YEAR, 50), ("a", BEFORE_M, 4), ("m", SINCE_M, 20))
    assert lacking(found(told, TWICE, "n", BASE_YEAR)) == [
        ("figures.nothing-reported", unit_ref("n")),
        ("figures.window-not-covered", unit_ref("m")),
        ("figures.nothing-reported", unit_ref("b")),
    ]


ONCE = bodies("old", "other", "new", "outsider", successions=[merge("2025-07-01", "new", "old", "other")])
JULY = 7
"""The seventh month of the police year, 15 June to 14 July: the merger lies inside."""


def months(unit: str, first: int, last: int, value: int = 1) -> list[Row]:
    return [(unit, month(n), value) for n in range(first, last + 1)]


def test_a_month_of_the_new_body_across_the_merger_joins_its_predecessors_months() -> None:
    told = rows(*months("old", 1, 6), *months("other", 1, 6, 2), *months("new", JULY, 12, 10))
    assert amount(found(told, ONCE, "new")) == (6 + 12 + 60, ("old", "other", "new"))


def test_a_cumulative_figure_of_the_new_body_from_before_the_merger_joins_too() -> None:
    since = Window(month(JULY).start, YEAR.stop)
    told = rows(*months("old", 1, 6), *months("other", 1, 6, 2), ("new", since, 70))
    assert amount(found(told, ONCE, "new")) == (6 + 12 + 70, ("old", "other", "new"))


def test_months_the_new_body_rebuilt_before_the_merger_join_where_its_predecessors_end() -> None:
    told = rows(*months("old", 1, 4), *months("other", 1, 4, 2), *months("new", 3, 12, 10))
    assert amount(found(told, ONCE, "new")) == (4 + 8 + 80, ("old", "other", "new"))
    apart = rows(*months("old", 1, 4), *months("other", 1, 3, 2), *months("new", 3, 12, 10))
    assert amount(found(apart, ONCE, "new")) == (3 + 6 + 90, ("old", "other", "new"))


def test_the_day_of_the_merger_comes_before_any_other_cut() -> None:
    until, since = Window(YEAR.start, day("2025-07-01")), Window(day("2025-07-01"), YEAR.stop)
    exact: list[Row] = [("old", until, 7), ("other", until, 13), ("new", since, 60)]
    told = rows(*months("old", 1, 6), *months("other", 1, 6, 2), *months("new", JULY, 12, 10), *exact)
    side = found(told, ONCE, "new")
    assert isinstance(side, Side)
    assert [p.entry.value for p in side.pieces] == [7, 13, 60]


def test_a_month_of_bodies_that_ended_inside_it_stands_for_no_more_than_themselves() -> None:
    told = rows(*months("old", 1, JULY), *months("other", 1, JULY, 2), *months("new", 8, 12, 10))
    assert isinstance(found(told, ONCE, "new"), NoSide)
    assert amount(found(told, ONCE, "old", Window(YEAR.start, month(JULY).stop))) == (7, ("old",))


def test_a_predecessor_that_lacks_a_month_is_named_where_the_new_body_has_the_month_across() -> None:
    told = rows(*months("old", 1, 6), *months("other", 1, 5, 2), *months("new", JULY, 12, 10))
    assert ("figures.window-not-covered", unit_ref("other")) in lacking(found(told, ONCE, "new"))


def test_a_day_counted_on_both_sides_of_a_cut_gives_nothing() -> None:
    until = Window(YEAR.start, day("2025-07-01"))
    told = rows(("old", until, 7), ("other", until, 13), *months("new", JULY, 12, 10))
    assert isinstance(found(told, ONCE, "new"), NoSide)


@pytest.mark.parametrize("code", ["before", "after"])
@pytest.mark.parametrize("last", [6, JULY])
def test_a_month_across_a_rename_may_stand_under_either_name(code: str, last: int) -> None:
    renamed = Succession(SuccessionKind.RENAME, day("2025-07-01"), ("before",), ("after",))
    units = bodies("before", "after", "outsider", successions=[renamed])
    told = rows(*months("before", 1, last), *months("after", last + 1, 12, 10))
    assert amount(found(told, units, code)) == (last + 10 * (12 - last), ("before", "after"))


def test_a_whole_that_was_split_and_merged_crosswise_needs_no_key() -> None:
    units = bodies(
        *"xyzabmwn",
        "outsider",
        successions=[
            split("2024-04-01", "x", "y", "z"),
            merge("2024-07-01", "m", "y", "a"),
            merge("2024-07-01", "w", "z", "b"),
            merge("2025-07-01", "n", "m", "w"),
        ],
    )
    first = Window(BASE_YEAR.start, day("2024-04-01"))
    told = [("x", first, 100), ("a", first, 10), ("b", first, 1)]
    assert amount(found(rows(*told), units, "n", first)) == (111, ("x", "a", "b"))
    with_one = rows(*told, ("w", first, 60))
    assert amount(found(with_one, units, "n", first)) == (111, ("x", "b", "a"))


def not_applicable(seq: int, unit: str, window: Window = BASE_YEAR) -> Entry:
    return entry(seq, window, unit=unit, status=Status.NOT_APPLICABLE)


def test_not_applicable_from_a_body_that_did_not_exist_yet_leaves_its_predecessors_the_word() -> None:
    told = rows(("old", BASE_YEAR, 7), ("other", BASE_YEAR, 13))
    side = found([*told, not_applicable(len(told) + 1, "new")], ONCE, "new", BASE_YEAR)
    assert amount(side) == (20, ("old", "other"))


def test_not_applicable_from_a_body_that_did_not_exist_yet_is_no_answer_where_a_predecessor_is_silent() -> (
    None
):
    told = rows(("old", BASE_YEAR, 7))
    side = found([*told, not_applicable(len(told) + 1, "new")], ONCE, "new", BASE_YEAR)
    assert lacking(side) == [("figures.nothing-reported", unit_ref("other"))]


def test_not_applicable_from_all_predecessors_is_not_applicable_for_the_new_body() -> None:
    told = [not_applicable(n, unit) for n, unit in enumerate(("old", "other", "new"), start=1)]
    side = found(told, ONCE, "old", BASE_YEAR)
    assert isinstance(side, Side)
    assert side.not_applicable
    assert lacking(found(told, ONCE, "new", BASE_YEAR)) == [
        ("figures.part-not-applicable", unit_ref("old")),
        ("figures.part-not-applicable", unit_ref("other")),
    ]


def placeholder(seq: int, unit: str, value: int) -> Entry:
    return entry(seq, BASE_YEAR, value, unit=unit, basis=WindowBasis.NOT_STATED)


def test_predecessors_with_stated_days_come_before_a_figure_of_the_new_body_without() -> None:
    told = rows(("old", BASE_YEAR, 7), ("other", BASE_YEAR, 13))
    side = found([*told, placeholder(len(told) + 1, "new", 99)], ONCE, "new", BASE_YEAR)
    assert amount(side) == (20, ("old", "other"))


@pytest.mark.parametrize("silent", [True, False])
def test_a_figure_without_days_is_shown_where_predecessors_have_nothing_better(silent: bool) -> None:
    told = [placeholder(1, "new", 99), placeholder(2, "old", 7)]
    if not silent:
        told.append(placeholder(3, "other", 13))
    side = found(told, ONCE, "new", BASE_YEAR)
    assert isinstance(side, Side)
    assert (side.how, side.seqs, side.window_not_stated) == (How.DIRECT, (1,), True)


def test_a_body_renamed_and_then_merged_away_names_what_it_was_merged_into() -> None:
    units = bodies(
        "a", "a2", "b", "c", "outsider",
        successions=[
            Succession(SuccessionKind.RENAME, day("2025-03-01"), ("a",), ("a2",)),
            merge("2025-07-01", "c", "a2", "b"),
        ],
    )  # fmt: skip
    told = rows(("a", Window(YEAR.start, day("2025-03-01")), 5), ("c", month(12), 9))
    for unit in ("a", "a2"):
        side = found(told, units, unit)
        assert isinstance(side, NoSide)
        first = side.reasons[0]
        assert (first.code, first["on"], first["into"]) == (
            "figures.body-merged-away",
            day("2025-07-01"),
            (unit_ref("c"),),
        )


def test_a_dissolved_body_says_so_and_no_successor_is_asked() -> None:
    end = Succession(SuccessionKind.DISSOLVE, day("2025-07-01"), ("a",))
    units = bodies("a", "outsider", successions=[end])
    assert lacking(found(rows(("a", month(1), 5)), units, "a")) == [
        ("units.dissolved", unit_ref("a")),
        ("figures.window-not-covered", unit_ref("a")),
    ]
