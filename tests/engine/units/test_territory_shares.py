from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.periods import Window
from giaouoc.engine.units import (
    DatedName,
    Share,
    Succession,
    SuccessionKind,
    Unit,
    UnitRegistry,
    build_registry,
)

ORIGINALS = ("a", "b", "c", "d", "e")
START = date(2024, 1, 1)
AFTER_ALL = date(2030, 1, 1)
YEARS = Window(START, AFTER_ALL)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Unit], list[Succession], list[str]]:
    """Five units, then up to six successions on days that do not go back; the last list are the end bodies."""
    living, codes, successions = list(ORIGINALS), list(ORIGINALS), []
    day = START
    for step in range(draw(st.integers(0, 6))):
        day += timedelta(days=draw(st.sampled_from([0, 1, 90])) + (step == 0))
        kinds = [SuccessionKind.RENAME, SuccessionKind.SPLIT]
        kind = draw(st.sampled_from(kinds + [SuccessionKind.MERGE] * 2 if len(living) > 1 else kinds))
        shuffled = draw(st.permutations(living))
        count = draw(st.integers(2, min(3, len(living)))) if kind is SuccessionKind.MERGE else 1
        sources, results = shuffled[:count], [f"u{step}"]
        shares: tuple[Share, ...] = ()
        if kind is SuccessionKind.SPLIT:
            results = [f"u{step}x", f"u{step}y"]
            first = Decimal(draw(st.integers(0, 1000))) / 1000
            shares = (Share(results[0], first), Share(results[1], 1 - first))
        key = "dân số" if shares else None
        successions.append(Succession(kind, day, tuple(sources), tuple(results), shares, key))
        living = [u for u in living if u not in sources] + results
        codes += results
    return [Unit(c, (DatedName(c),)) for c in codes], successions, living


def naive(successions: list[Succession], code: str, day: date) -> dict[str, Fraction]:
    """Walk back from one unit at a time, each split by its key, and add up what meets again."""
    origin = next((s for s in successions if code in s.results), None)
    if origin is None or origin.on <= day:
        return {code: Fraction(1)}
    share = next((Fraction(s.share) for s in origin.shares if s.unit == code), Fraction(1))
    total: dict[str, Fraction] = {}
    for source in origin.sources:
        for unit, part in naive(successions, source, day).items():
            total[unit] = total.get(unit, Fraction(0)) + share * part
    return total


def told(registry: UnitRegistry, code: str, day: date) -> dict[str, Fraction]:
    parts = registry.territory_before(code, day)
    assert parts is not None
    return {p.unit: Fraction(p.share) for p in parts}


@settings(max_examples=80, deadline=None, derandomize=True)
@given(histories(), st.integers(0, 400))
def test_territories_agree_with_walking_back_one_unit_at_a_time(
    history: tuple[list[Unit], list[Succession], list[str]], days: int
) -> None:
    units, successions, _ = history
    registry = build_registry(units, successions)
    day = START + timedelta(days=days)
    assert {u.code: told(registry, u.code, day) for u in units} == {
        u.code: naive(successions, u.code, day) for u in units
    }


@settings(max_examples=80, deadline=None, derandomize=True)
@given(histories())
def test_the_end_bodies_together_are_exactly_one_whole_of_each_first_unit(
    history: tuple[list[Unit], list[Succession], list[str]],
) -> None:
    units, successions, ends = history
    registry = build_registry(units, successions)
    total = dict.fromkeys(ORIGINALS, Fraction(0))
    for end in ends:
        for unit, share in told(registry, end, START).items():
            total[unit] += share
    assert total == dict.fromkeys(ORIGINALS, Fraction(1))
    assert set(registry.bodies_as_now(ORIGINALS, AFTER_ALL)) == set(ends)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(histories())
def test_as_signed_and_as_now_agree_for_every_unit_that_nothing_happened_to(
    history: tuple[list[Unit], list[Succession], list[str]],
) -> None:
    units, successions, ends = history
    registry = build_registry(units, successions)
    untouched = [u for u in ORIGINALS if u in ends]
    assert registry.bodies_as_now(untouched, AFTER_ALL) == tuple(untouched)
    assert [registry.frontier(u, YEARS) for u in untouched] == [
        ((YEARS, registry.territory_before(u, START)),) for u in untouched
    ]
    assert [told(registry, u, START) for u in untouched] == [{u: Fraction(1)} for u in untouched]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(histories())
def test_the_order_in_which_successions_are_written_down_changes_nothing(
    history: tuple[list[Unit], list[Succession], list[str]],
) -> None:
    units, successions, ends = history
    turned = list(reversed(successions))
    one, other = build_registry(units, successions), build_registry(units, turned)
    assert [told(one, e, START) for e in ends] == [told(other, e, START) for e in ends]
    assert [set(one.successor_on(u, AFTER_ALL)) for u in ORIGINALS] == [
        set(other.successor_on(u, AFTER_ALL)) for u in ORIGINALS
    ]
