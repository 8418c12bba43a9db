"""Worlds of bodies that merge, split and are renamed: what is added up is the truth of the territory, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from giaouoc.engine.figures import Entry, Ledger
from giaouoc.engine.figures.assembly import Assembler
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.periods import Window
from giaouoc.engine.units import Succession, SuccessionKind, UnitRegistry
from tests.support.pacts import bodies, entry, indicator

START = date(2025, 1, 1)
GRID = [START + timedelta(days=20 * n) for n in range(7)]
WHOLE = Window(GRID[0], GRID[-1])
LATER = date(2027, 1, 1)


@dataclass(frozen=True)
class World:
    """A body is the places it holds; every place has a count for every day. Each of the first bodies holds two."""

    places: dict[str, frozenset[int]]
    successions: tuple[Succession, ...]

    def truth(self, unit: str, window: Window) -> int:
        """Return the sum over places and days, found by counting each of them."""
        days = [(window.start - START).days + n for n in range(window.days)]
        return sum((7 * place + 3 * d * d + place * d) % 5 for place in self.places[unit] for d in days)

    def life(self, unit: str) -> tuple[date, date]:
        """Return the first day of a body and the day after its last, inside the grid."""
        begun = next((s.on for s in self.successions if unit in s.results), START)
        ended = next((s.on for s in self.successions if unit in s.sources), GRID[-1])
        return begun, min(ended, GRID[-1])

    def amount(self, entries: list[Entry], unit: str, window: Window) -> Side | NoSide:
        return Assembler(Ledger(entries), self.register, indicator(), "own", LATER).of_body(unit, window)

    @property
    def register(self) -> UnitRegistry:
        return bodies(*self.places, "outsider", successions=self.successions)

    @property
    def cuts(self) -> list[date]:
        """Return the days of the grid and those of successions between them."""
        return sorted({*GRID, *(s.on for s in self.successions if s.on < GRID[-1])})


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Four bodies, then up to four successions on or between the days of the grid; no split has a key."""
    places = {code: frozenset({2 * n, 2 * n + 1}) for n, code in enumerate("abcd")}
    living, successions, on = list(places), [], START
    for step in range(draw(st.integers(0, 4))):
        on += timedelta(days=draw(st.sampled_from([0, 10, 20, 30])) + 10 * (step == 0))
        shuffled = draw(st.permutations(living))
        kind = draw(
            st.sampled_from([SuccessionKind.MERGE] * 2 + [SuccessionKind.SPLIT, SuccessionKind.RENAME])
        )
        count = (
            draw(st.integers(2, min(3, len(living)))) if kind is SuccessionKind.MERGE and living[1:] else 1
        )
        sources = shuffled[:count]
        held = sorted(p for s in sources for p in places[s])
        if count > 1:
            new = {f"u{step}": frozenset(held)}
        elif kind is SuccessionKind.SPLIT and len(held) > 1:
            new = {f"u{step}x": frozenset(held[:1]), f"u{step}y": frozenset(held[1:])}
        else:
            kind, new = SuccessionKind.RENAME, {f"u{step}": frozenset(held)}
        kind = SuccessionKind.MERGE if count > 1 else kind
        successions.append(Succession(kind, on, tuple(sources), tuple(new)))
        places |= new
        living = [u for u in living if u not in sources] + list(new)
    return World(places, tuple(successions))


@st.composite
def reports(draw: st.DrawFn, world: World, unit: str) -> list[Window]:
    """Return windows of a body that follow each other, from about its first day to about its last, some cumulative."""
    first, stop = world.life(unit)
    begins = draw(st.sampled_from([d for d in world.cuts[:-1] if d <= first] or [START]))
    inside = [d for d in world.cuts if begins < d < stop]
    days = [begins, *(d for d in inside if draw(st.integers(0, 3))), draw(st.sampled_from([stop, GRID[-1]]))]
    cumulative = draw(st.integers(0, 3)) == 0
    return [Window(begins if cumulative else a, b) for a, b in pairwise(days) if a < b]


@given(worlds(), st.data())
def test_figures_that_tell_the_truth_are_added_up_to_the_truth_or_not_at_all(
    world: World, data: st.DataObject
) -> None:
    spans = [Window(a, b) for n, a in enumerate(world.cuts) for b in world.cuts[n + 1 :]]
    reported = [(unit, w) for unit in world.places for w in data.draw(reports(world, unit))]
    entries = [entry(n, w, world.truth(u, w), unit=u) for n, (u, w) in enumerate(reported, start=1)]
    entries += [entry(len(entries) + n, w, 1000, unit="outsider") for n, w in enumerate(spans, start=1)]
    for unit in world.places:
        for window in (WHOLE, Window(GRID[1], GRID[4])):
            found = world.amount(entries, unit, window)
            assert isinstance(found, NoSide) or found.quantity.value == world.truth(unit, window)


@given(worlds())
def test_a_body_of_today_is_found_where_all_bodies_reported_every_stretch_of_their_lives(
    world: World,
) -> None:
    lives = {unit: world.life(unit) for unit in world.places}
    told = [
        (unit, Window(a, b))
        for unit, (first, stop) in lives.items()
        for a, b in pairwise(world.cuts)
        if first <= a and b <= stop
    ]
    entries = [entry(n, w, world.truth(u, w), unit=u) for n, (u, w) in enumerate(told, start=1)]
    ended = {source for s in world.successions if s.on < GRID[-1] for source in s.sources}
    for unit in lives.keys() - ended:
        found = world.amount(entries, unit, WHOLE)
        whole_at_first = world.register.territory_before(unit, WHOLE.start) is not None
        assert isinstance(found, Side) is whole_at_first
        assert isinstance(found, NoSide) or found.quantity.value == world.truth(unit, WHOLE)
