"""On which days a unit is a body, and what to say of days on which it is none."""

from __future__ import annotations

from datetime import date

from giaouoc.engine.findings import Finding, Ref, RefKind, error
from giaouoc.engine.periods import Window
from giaouoc.engine.periods.windows import ONE_DAY
from giaouoc.engine.units import UnitRegistry
from giaouoc.engine.units.values import span_of


def life_of(units: UnitRegistry, code: str) -> Window | None:
    """Return the days on which a unit is a body, by its own days and by the successions around it."""
    unit, origin, end = units.get(code), units.origin(code), units.end(code)
    begun = [unit.first_day, None if origin is None else origin.on]
    ended = [unit.last_day, None if end is None else end.on - ONE_DAY]
    return span_of(
        max((day for day in begun if day is not None), default=None),
        min((day for day in ended if day is not None), default=None),
    )


def common_days(one: Window | None, other: Window) -> Window | None:
    """Return the days of both windows; None where they have none in common."""
    if one is None or not one.overlaps(other):
        return None
    return Window(max(one.start, other.start), min(one.stop, other.stop))


def no_body(units: UnitRegistry, code: str, window: Window) -> Finding | None:
    """Return a finding where a unit is no body on some day of a window: since when or until when it is one.

    It names the bodies that were there before it or came after it.
    """
    life = life_of(units, code)
    if life is not None and life.covers(window):
        return None
    about: dict[str, date | Ref | tuple[Ref, ...]] = {
        "unit": Ref(RefKind.UNIT, code),
        "first_day": window.first_day,
        "last_day": window.last_day,
    }
    others: tuple[str, ...] = ()
    if life is not None and life.start > window.start:
        about["began_on"] = life.first_day
        others += units.predecessors(code)
    if life is not None and life.stop < window.stop:
        about["ended_on"] = life.stop
        others += tuple(u for u in units.successor_on(code, life.stop) if u != code)
    if others:
        about["others"] = tuple(Ref(RefKind.UNIT, other) for other in others)
    return error("template.not-a-body", **about)
