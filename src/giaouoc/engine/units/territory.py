"""The territory of a body in terms of the bodies of another day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal
from typing import TypeAlias

from giaouoc.engine.findings import Finding, Ref, RefKind, warning
from giaouoc.engine.periods import Window
from giaouoc.engine.units.lineage import Lineage
from giaouoc.engine.units.values import Succession, SuccessionKind

WHOLE = Decimal(1)
EXACT = Context(prec=9_999)
"""Shares have at most 12 decimals, so products along hundreds of splits stay exact."""


@dataclass(frozen=True, slots=True)
class TerritoryPart:
    """A unit and the share of it that belongs to a territory; estimated where a split key gave the share.

    `key_name` says what the key counts; several keys on the way stand side by side.
    """

    unit: str
    share: Decimal = WHOLE
    estimated: bool = False
    key_name: str | None = None


Territory: TypeAlias = tuple[TerritoryPart, ...]
Stretch: TypeAlias = tuple[Window, Territory]


@dataclass(frozen=True, slots=True)
class StepBack:
    """A territory before a succession: `held` became `older`; None and `why` where only a key could tell."""

    succession: Succession
    held: tuple[str, ...]
    older: Territory | None
    why: Finding | None = None


def territory_before(lineage: Lineage, code: str, day: date) -> Territory | Finding:
    """Return the units of that day that together were the territory of a body, or why that cannot be said.

    Looks back only: a body that already existed then is its own territory.
    """
    parts: Territory = (TerritoryPart(code),)
    for succession in lineage.before(code, day):
        older = _undone(parts, succession)
        if older is None:
            return _split_without_key(code, succession)
        parts = older
    return parts


def step_back(lineage: Lineage, parts: Territory, lacking: Collection[str], day: date) -> StepBack | None:
    """Return the newest succession after that day which began one of the lacking units, undone; None without one.

    Before a split is undone that is held in part only, the units that the rest of it went into are taken back:
    held as a whole it needs no key.
    """
    origins = [s for p in parts if p.unit in lacking and (s := _origin_after(lineage, p.unit, day))]
    if not origins:
        return None
    newest = max(origins, key=lambda s: lineage.ranks[s])
    while rest := _rest_went_into(lineage, parts, newest, day):
        newest = max(rest, key=lambda s: lineage.ranks[s])
    older = _undone(parts, newest)
    held = tuple(p.unit for p in parts if p.unit in newest.results)
    return StepBack(newest, held, older, _split_without_key(held[0], newest) if older is None else None)


def _rest_went_into(lineage: Lineage, parts: Territory, split: Succession, day: date) -> list[Succession]:
    """Return what began the parts that hold the rest of a split unit under later names."""
    if split.kind is not SuccessionKind.SPLIT:
        return []
    others = [p.unit for p in parts if p.unit not in split.results]
    return [lineage.origins[u] for u in others if split in lineage.before(u, day)]


def _origin_after(lineage: Lineage, code: str, day: date) -> Succession | None:
    origin = lineage.origins.get(code)
    return origin if origin is not None and origin.on > day else None


def _undone(parts: Territory, succession: Succession) -> Territory | None:
    """Return the territory with what a succession began put back into what it ended; None: only a key could say."""
    held = [p for result in succession.results for p in parts if p.unit == result]
    rest = tuple(p for p in parts if p.unit not in succession.results)
    if succession.kind is SuccessionKind.SPLIT:
        source = _undo_split(succession, held)
        return None if source is None else (*rest, source)
    (whole,) = held
    return (*rest, *(replace(whole, unit=source) for source in succession.sources))


def apart(lineage: Lineage, parts: Territory, day: date) -> tuple[Territory, ...]:
    """Return the parts in groups that have had no succession in common since that day."""
    groups: list[tuple[set[Succession], Territory]] = []
    for part in parts:
        led_here = set(lineage.before(part.unit, day))
        members: Territory = (part,)
        for group in [g for g in groups if g[0] & led_here]:
            groups.remove(group)
            led_here, members = led_here | group[0], (*group[1], *members)
        groups.append((led_here, members))
    return tuple(members for _, members in groups)


def territory_after(lineage: Lineage, code: str, day: date) -> Territory | Finding:
    """Return the units of that day that together are the territory a body had, or why that cannot be said.

    Looks forward only: renames and splits keep the whole, a merger with others loses it.
    """
    held = {code: None}
    for succession in lineage.after(code, day):
        if succession.kind is SuccessionKind.DISSOLVE:
            return warning(
                "units.dissolved", unit=_ref(code), sources=succession.source_refs, on=succession.on
            )
        if not all(s in held for s in succession.sources):
            return warning(
                "units.merged-away", unit=_ref(code), into=succession.result_refs, on=succession.on
            )
        for source in succession.sources:
            del held[source]
        held |= dict.fromkeys(succession.results)
    return tuple(TerritoryPart(u) for u in held)


def territory_on(lineage: Lineage, code: str, day: date) -> Territory | Finding:
    """Return the units of that day on the territory of a body of any day, or why that cannot be said."""
    end = lineage.ends.get(code)
    if end is not None and end.on <= day:
        return territory_after(lineage, code, day)
    return territory_before(lineage, code, day)


def frontier(lineage: Lineage, code: str, window: Window) -> tuple[Stretch, ...]:
    """Return the window cut where the units on a body's territory change, with the units of each stretch.

    Empty where one stretch cannot be told: a stretch left out would be a gap that nobody sees.
    """
    cuts = {s.on for s in lineage.around(code) if window.start < s.on < window.stop}
    starts = [window.start, *sorted(cuts)]
    found: list[Stretch] = []
    for start, stop in zip(starts, [*starts[1:], window.stop], strict=True):
        territory = territory_on(lineage, code, start)
        if isinstance(territory, Finding):
            return ()
        found.append((Window(start, stop), territory))
    return tuple(found)


def _undo_split(split: Succession, held: list[TerritoryPart]) -> TerritoryPart | None:
    """Return the part of the split unit that is held; None where only a key could say and there is none.

    A split all of whose parts are held to the same share needs no key: the territory is whole again.
    """
    (source,) = split.sources
    if len(held) == len(split.results) and len({p.share for p in held}) == 1:
        return TerritoryPart(source, held[0].share, any(p.estimated for p in held), _keys(held))
    if not split.shares:
        return None
    key = {s.unit: s.share for s in split.shares}
    share = Decimal(0)
    for part in held:
        share = EXACT.add(share, EXACT.multiply(part.share, key[part.unit]))
    return TerritoryPart(source, share, True, _keys(held, split.key_name))


def _keys(held: list[TerritoryPart], *more: str | None) -> str | None:
    names = [name for p in held if p.key_name for name in p.key_name.split("; ")]
    return "; ".join(dict.fromkeys([*names, *(m for m in more if m)])) or None


def _split_without_key(code: str, split: Succession) -> Finding:
    return warning(
        "units.split-without-key",
        unit=_ref(code),
        source=_ref(split.sources[0]),
        results=split.result_refs,
        on=split.on,
    )


def _ref(code: str) -> Ref:
    return Ref(RefKind.UNIT, code)
