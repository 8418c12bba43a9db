"""What successions must hold: shapes, keys, no rings, and dates that meet the lives of units to the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from giaouoc.engine.findings import Finding, Param, Ref, RefKind, error
from giaouoc.engine.periods import EARLIEST_DAY, LATEST_DAY
from giaouoc.engine.units.lineage import cycles_among
from giaouoc.engine.units.values import Succession, SuccessionKind, Unit

MAX_DECIMALS = 12
"""A share finer than this is a slip; it also keeps products of shares exact and short."""

ONE_DAY = timedelta(days=1)


def succession_problems(units: Sequence[Unit], successions: Sequence[Succession]) -> Iterator[Finding]:
    """Every unit of a succession is known, begins once and ends once, and never comes back as itself."""
    by_code = {u.code: u for u in units}
    for one in successions:
        for code in dict.fromkeys((*one.sources, *one.results)):
            if code not in by_code:
                yield error("units.unknown-in-succession", unit=_ref(code), on=one.on)
            if max(one.sources.count(code), one.results.count(code)) > 1:
                yield error("units.listed-twice", unit=_ref(code), on=one.on)
        if not EARLIEST_DAY <= one.on <= LATEST_DAY:
            bounds: dict[str, Param] = {"earliest": EARLIEST_DAY, "latest": LATEST_DAY}
            yield error("units.succession-out-of-range", **_about(one), **bounds)
        yield from _shape_problems(one)
        yield from _key_problems(one)
        yield from _date_problems(one, by_code)
    yield from _ended_or_begun_twice(successions)
    yield from _life_problems(units, successions)
    yield from _succession_cycles(successions)


def _shape_problems(one: Succession) -> Iterator[Finding]:
    sources, results = len(set(one.sources)), len(set(one.results))
    fits = {
        SuccessionKind.MERGE: ("units.merge-shape", sources >= 2 and results == 1),
        SuccessionKind.SPLIT: ("units.split-shape", sources == 1 and results >= 2),
        SuccessionKind.RENAME: ("units.rename-shape", sources == 1 and results == 1),
        SuccessionKind.DISSOLVE: ("units.dissolve-shape", sources >= 1 and results == 0),
    }
    code, fitting = fits[one.kind]
    if not fitting:
        yield error(code, **_about(one))


def _key_problems(one: Succession) -> Iterator[Finding]:
    if not one.shares:
        return
    if one.kind is not SuccessionKind.SPLIT:
        yield error("units.shares-without-split", **_about(one))
        return
    if not (one.key_name or "").strip():
        yield error("units.key-without-name", **_about(one))
    where: dict[str, Param] = {"sources": one.source_refs, "on": one.on}
    shared = Counter(s.unit for s in one.shares)
    for code in dict.fromkeys((*one.results, *shared)):
        if code not in shared:
            yield error("units.share-missing", unit=_ref(code), **where)
        elif code not in one.results:
            yield error("units.share-for-stranger", unit=_ref(code), **where)
        elif shared[code] > 1:
            yield error("units.share-twice", unit=_ref(code), **where)
    wrong = [s for s in one.shares if not _is_share(s.share)]
    for share in wrong:
        yield error(
            "units.share-out-of-range",
            unit=_ref(share.unit),
            share=share.share,
            decimals=MAX_DECIMALS,
            **where,
        )
    total = sum((s.share for s in one.shares), Decimal(0)) if not wrong else None
    if total is not None and total != 1:
        yield error("units.shares-do-not-add-up", total=total, **_about(one))


def _is_share(share: Decimal) -> bool:
    exponent = share.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MAX_DECIMALS and 0 <= share <= 1


def _date_problems(one: Succession, by_code: Mapping[str, Unit]) -> Iterator[Finding]:
    """A source ends the day before the new order, a result begins with it, where their days are stated."""
    for code in one.sources:
        last_day = by_code[code].last_day if code in by_code else None
        if last_day is not None and (one.on - last_day).days != 1:
            early = last_day < one.on
            yield error(
                "units.source-ends-early" if early else "units.source-ends-late",
                unit=_ref(code),
                results=one.result_refs,
                last_day=last_day,
                on=one.on,
            )
    for code in one.results:
        first_day = by_code[code].first_day if code in by_code else None
        if first_day is not None and first_day != one.on:
            early = first_day < one.on
            yield error(
                "units.result-begins-early" if early else "units.result-begins-late",
                unit=_ref(code),
                sources=one.source_refs,
                first_day=first_day,
                on=one.on,
            )


def _ended_or_begun_twice(successions: Sequence[Succession]) -> Iterator[Finding]:
    ends: dict[str, list[date]] = {}
    begins: dict[str, list[date]] = {}
    for one in successions:
        for code in dict.fromkeys(one.sources):
            ends.setdefault(code, []).append(one.on)
        for code in dict.fromkeys(one.results):
            begins.setdefault(code, []).append(one.on)
    for slug, found in (("units.ended-twice", ends), ("units.begun-twice", begins)):
        for code, days in found.items():
            if len(days) > 1:
                yield error(slug, unit=_ref(code), days=tuple(sorted(days)))


def _life_problems(units: Sequence[Unit], successions: Sequence[Succession]) -> Iterator[Finding]:
    """A unit does not end before it begins, and says what it went into; it may last no day inside one reform."""
    begins = {code: one.on for one in successions for code in one.results}
    ends = {code: one.on for one in successions for code in one.sources}
    for unit in units:
        first_day = unit.first_day or begins.get(unit.code)
        stop = ends.get(unit.code)
        last_day = unit.last_day or (stop - ONE_DAY if stop and stop > date.min else None)
        one_reform = stop is not None and stop == begins.get(unit.code)
        if first_day and last_day and last_day < first_day and not one_reform:
            yield error("units.life-upside-down", unit=unit.ref, first_day=first_day, last_day=last_day)
        if unit.last_day is not None and stop is None:
            yield error("units.ends-without-succession", unit=unit.ref, last_day=unit.last_day)


def _succession_cycles(successions: Sequence[Succession]) -> Iterator[Finding]:
    edges: dict[str, set[str]] = {}
    for one in successions:
        for source in one.sources:
            edges.setdefault(source, set()).update(one.results)
    for ring in cycles_among(edges):
        days = sorted(
            {s.on for s in successions if set(s.sources) & set(ring) and set(s.results) & set(ring)}
        )
        yield error("units.succession-cycle", units=tuple(_ref(u) for u in ring), days=tuple(days))


def _about(one: Succession) -> dict[str, Param]:
    return {"sources": one.source_refs, "results": one.result_refs, "on": one.on}


def _ref(code: str) -> Ref:
    return Ref(RefKind.UNIT, code)
