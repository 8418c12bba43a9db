"""Which figures a template asks for, and the fingerprint by which a stale template is known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import refuse
from giaouoc.engine.indicators import Indicator, Kind
from giaouoc.engine.pacts import Commitment, Territory
from giaouoc.engine.periods import Window
from giaouoc.wording import Lang

MOST_ROWS: Final = 100_000


class Topic(StrEnum):
    """What a template is made from; when one of these changes, the template is stale."""

    PACT = "pact"
    UNITS = "units"
    INDICATORS = "indicators"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One figure asked for."""

    unit: str
    unit_name: str
    indicator: str
    indicator_name: str
    window: Window

    @property
    def key(self) -> tuple[str, str, Window]:
        """Return what makes the row this row."""
        return self.unit, self.indicator, self.window


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of a template in order, and the hash of each topic they depend on."""

    pact: str
    title: str
    window: Window
    unit: str | None
    lang: Lang
    rows: tuple[PlannedRow, ...]
    hashes: tuple[tuple[Topic, str], ...]

    @property
    def checksum(self) -> str:
        """Return one hash over all topics."""
        return hashlib.sha256("\n".join(h for _, h in self.hashes).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Asked:
    """An indicator with the windows it is asked for and the commitments that ask."""

    indicator: Indicator
    windows: tuple[Window, ...]
    commitments: tuple[Commitment, ...]

    def of_unit(self, unit: str) -> bool:
        return any(c.exemption_for(unit) is None for c in self.commitments)


def plan_template(
    case: Case, *, window: Window | None = None, unit: str | None = None, lang: Lang = Lang.VI
) -> Plan:
    """Return the rows a case asks figures for: by unit, then indicator, then month of the pact's calendar.

    A window that is not whole months of that calendar is one row. A unit has rows for the windows on whose
    first or last day it was a body. Refused where there is nothing to ask for or nobody who could publish.
    """
    if not case.pact.publishers:
        raise refuse("template.no-publisher", pact=case.pact.title)
    if unit is not None:
        case.units.get(unit)
    within = window or case.pact.window
    asked = list(_asked(case, within))
    units = (unit,) if unit is not None else units_asked(case)
    rows = tuple(_rows(case, units, asked, lang))
    if not rows:
        raise refuse(
            "template.nothing-to-report",
            pact=case.pact.title,
            first_day=within.first_day,
            last_day=within.last_day,
        )
    if len(rows) > MOST_ROWS:
        raise refuse("template.too-many-rows", count=len(rows), limit=MOST_ROWS)
    hashes = tuple((topic, _hash(found)) for topic, found in _structure(case, rows, asked))
    return Plan(case.pact.code, case.pact.title, within, unit, lang, rows, hashes)


def units_asked(case: Case) -> tuple[str, ...]:
    """Return the units whose figures a verdict may need.

    The signatories; and, unless the pact judges bodies as they signed, what became of them and every body on
    whose territory that now lies.
    """
    pact = case.pact
    found = dict.fromkeys(pact.signatories)
    if pact.territory is not Territory.AS_SIGNED:
        bodies = case.units.bodies_as_now(pact.signatories, pact.window.last_day)
        found |= dict.fromkeys(bodies)
        for body in bodies:
            for _, parts in case.units.frontier(body, pact.window):
                found |= dict.fromkeys(part.unit for part in parts)
    return tuple(found)


def months_of(case: Case, window: Window) -> tuple[Window, ...]:
    """Return the months of the pact's calendar that make up the window, or the window itself."""
    calendar = case.pact.calendar
    return (calendar.months_of(window) if calendar else None) or (window,)


def _asked(case: Case, window: Window) -> Iterator[_Asked]:
    by_code: dict[str, tuple[dict[Window, None], list[Commitment]]] = {}
    for commitment in case.pact.commitments:
        for code, windows in _wants(case, commitment, window):
            known, asking = by_code.setdefault(code, ({}, []))
            known |= dict.fromkeys(windows)
            asking.append(commitment)
    for code, (known, asking) in by_code.items():
        yield _Asked(case.indicators.get(code), tuple(known), tuple(asking))


def _wants(case: Case, commitment: Commitment, window: Window) -> Iterator[tuple[str, tuple[Window, ...]]]:
    for part in commitment.parts:
        yield part.indicator, months_of(case, window)
    deadline = commitment.deadline
    if deadline is None or not (window.contains(deadline) or window == case.pact.window):
        return
    if deadline < window.first_day:
        return
    # A milestone is a state on its deadline, which may lie after the pact's window.
    until = Window.inclusive(window.first_day, deadline)
    yield from ((item.indicator, (until,)) for item in commitment.items if item.test is not None)


def _rows(case: Case, units: Iterable[str], asked: list[_Asked], lang: Lang) -> Iterator[PlannedRow]:
    for unit in units:
        for one in asked:
            if not one.of_unit(unit):
                continue
            for window in one.windows:
                days = (window.first_day, window.last_day)
                if any(case.units.exists_on(unit, day) for day in days):
                    name = _unit_name(case, unit, window, lang)
                    yield PlannedRow(
                        unit, name, one.indicator.code, indicator_label(one.indicator, lang), window
                    )


def _unit_name(case: Case, unit: str, window: Window, lang: Lang) -> str:
    named = case.units.name_on(unit, window.last_day)
    return (named.name_en if lang is Lang.EN else None) or named.name


def indicator_label(indicator: Indicator, lang: Lang) -> str:
    """Return the name of an indicator with what it is counted in."""
    name = (indicator.name_en if lang is Lang.EN else None) or indicator.name
    measure = "%" if indicator.kind is Kind.RATIO else indicator.unit_of_measure
    return f"{name} ({measure})" if measure else name


def _hash(found: object) -> str:
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _structure(case: Case, rows: tuple[PlannedRow, ...], asked: list[_Asked]) -> Iterator[tuple[Topic, Any]]:
    """Yield what each topic looks like where a template depends on it; targets and texts do not matter to it."""
    pact = case.pact
    yield (
        Topic.PACT,
        [
            pact.code,
            [pact.window.first_day, pact.window.last_day],
            [pact.calendar.year_month, pact.calendar.first_day] if pact.calendar else None,
            pact.signatories,
            [[p.code, p.name] for p in pact.publishers.values()],
            [
                [c.code, [p.indicator for p in c.parts], [i.indicator for i in c.items]]
                for c in pact.commitments
            ],
            [[c.code, [e.unit for e in c.exemptions], c.deadline] for c in pact.commitments],
        ],
    )
    used = {row.unit for row in rows}
    yield (
        Topic.UNITS,
        [
            [
                [u.code, u.first_day, u.last_day, [[n.name, n.name_en, n.first_day] for n in u.names]]
                for u in sorted((u for u in case.units if u.code in used), key=lambda u: u.code)
            ],
            [
                [s.kind.value, s.on, s.sources, s.results]
                for s in case.units.successions
                if used & {*s.sources, *s.results}
            ],
        ],
    )
    yield (
        Topic.INDICATORS,
        [
            [
                i.code,
                i.edition,
                i.name,
                i.name_en,
                i.kind.value,
                i.unit_of_measure,
                [[d.version, d.first_day, d.last_day] for d in i.definitions],
            ]
            for i in sorted((a.indicator for a in asked), key=lambda i: i.code)
        ],
    )
    yield Topic.ROWS, [[r.unit, r.indicator, r.window.first_day, r.window.last_day] for r in rows]
