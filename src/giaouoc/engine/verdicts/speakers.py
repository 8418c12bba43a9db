"""Which bodies speak for a unit: itself, those before and after it on its territory, those under it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from giaouoc.engine.periods import Window
from giaouoc.engine.units import Succession, SuccessionKind, UnitRegistry


@dataclass(frozen=True, slots=True)
class Speaker:
    """A body and the days it speaks for; `whole` is False where its territory reached beyond the unit's."""

    unit: str
    days: Window
    whole: bool = True


def speakers_for(units: UnitRegistry, unit: str, window: Window) -> tuple[Speaker, ...]:
    """Return who must attest which days: the body itself, its predecessors before it began, what it became.

    Before a split the body that was split speaks for each of its parts, with or without a key.
    """
    stretches = units.frontier(unit, window)
    if stretches:
        return tuple(Speaker(p.unit, days, p.share == 1) for days, parts in stretches for p in parts)
    origin = units.origin(unit)
    if origin is not None and origin.on > window.start:
        return _before_and_since(units, unit, window, origin)
    ended = units.ended_in(unit, window)
    return (Speaker(unit, window),) if ended is None else _until_and_after(units, unit, window, ended)


def _before_and_since(
    units: UnitRegistry, unit: str, window: Window, origin: Succession
) -> tuple[Speaker, ...]:
    before = Window(window.start, min(origin.on, window.stop))
    found = [s for source in origin.sources for s in speakers_for(units, source, before)]
    if origin.kind is SuccessionKind.SPLIT:
        found = [replace(s, whole=False) for s in found]
    if origin.on < window.stop:
        found += speakers_for(units, unit, Window(origin.on, window.stop))
    return tuple(found)


def _until_and_after(
    units: UnitRegistry, unit: str, window: Window, ended: Succession
) -> tuple[Speaker, ...]:
    found: list[Speaker] = []
    if window.start < ended.on:
        found += speakers_for(units, unit, Window(window.start, ended.on))
    after = Window(ended.on, window.stop)
    if ended.kind in (SuccessionKind.MERGE, SuccessionKind.DISSOLVE):
        # Nobody speaks for its territory alone any more: unless the old code still does, these days are silent.
        return (*found, Speaker(unit, after))
    return (*found, *(s for r in ended.results for s in speakers_for(units, r, after)))


def children_near(units: UnitRegistry, unit: str, days: Window) -> tuple[str, ...]:
    """Return the units under this one on the first or the last of these days."""
    ends = (Window(days.start, days.start + timedelta(days=1)), Window(days.last_day, days.stop))
    return tuple(dict.fromkeys(c for end in ends for c in units.children_throughout(unit, end) or ()))


def is_under(units: UnitRegistry, child: str, unit: str, days: Window) -> bool:
    """Tell whether a unit is under another one on every one of these days."""
    lives = units.exists_on(child, days.first_day) and units.exists_on(child, days.last_day)
    return lives and any(
        p.parent == unit
        and (p.first_day is None or p.first_day <= days.first_day)
        and (p.last_day is None or days.last_day <= p.last_day)
        for p in units.get(child).parents
    )


def is_ever_under(units: UnitRegistry, child: str, unit: str, days: Window) -> bool:
    """Tell whether a unit is under another one on one of these days, as far as its parents say."""
    return any(
        p.parent == unit
        and (p.first_day is None or p.first_day <= days.last_day)
        and (p.last_day is None or days.first_day <= p.last_day)
        for p in units.get(child).parents
    )
