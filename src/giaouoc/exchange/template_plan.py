"""Which figures a template asks for, and the fingerprint by which a stale template is known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any, Final

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Refusal, refuse
from giaouoc.engine.indicators import Indicator, Kind
from giaouoc.engine.pacts import Commitment, CommitmentType, Territory
from giaouoc.engine.periods import Window
from giaouoc.engine.verdicts.binding import exempt_verdict
from giaouoc.engine.verdicts.verdict import Result
from giaouoc.exchange.template_bodies import common_days, life_of, no_body
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
    """The rows of a template in order, and the hash of each topic they depend on.

    With `base` it asks for what the window is compared with. `untested` are milestones with an item that is
    left out, as nobody stated its test; the item is empty where the milestone names none.
    """

    pact: str
    title: str
    window: Window
    unit: str | None
    lang: Lang
    rows: tuple[PlannedRow, ...]
    hashes: tuple[tuple[Topic, str], ...]
    base: bool = False
    untested: tuple[tuple[str, str], ...] = ()

    @property
    def days(self) -> Window:
        """Return the days asked for: the window, or the base windows from the first day to the last one."""
        if not self.base:
            return self.window
        asked = [row.window for row in self.rows]
        return Window(min(w.start for w in asked), max(w.stop for w in asked))

    @property
    def checksum(self) -> str:
        """Return one hash over all topics."""
        return hashlib.sha256("\n".join(h for _, h in self.hashes).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Want:
    """Days an indicator is asked for; a state on its deadline is asked only of who is a body on that day."""

    window: Window
    by_deadline: bool = False

    def of_body(self, life: Window | None) -> Window | None:
        """Return the days of these on which a body with this life is one, as far as it is asked."""
        if self.by_deadline and not (life is not None and life.contains(self.window.last_day)):
            return None
        return common_days(life, self.window)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An indicator with the days it is asked for and the commitments that ask."""

    indicator: Indicator
    wants: tuple[_Want, ...]
    commitments: tuple[Commitment, ...]


def plan_template(
    case: Case,
    *,
    window: Window | None = None,
    unit: str | None = None,
    base: bool = False,
    lang: Lang = Lang.VI,
) -> Plan:
    """Return the rows a case asks figures for: by unit, then indicator, then month of the pact's calendar.

    A window that is not whole months of that calendar is one row. A month in which a unit began or ended has
    the days on which it was a body. With `base` the rows are those of the periods the window is compared with,
    for targets that are a change. Refused where there is nothing to ask for or nobody who could publish.
    """
    if not case.pact.publishers:
        raise refuse("template.no-publisher", pact=case.pact.title)
    if unit is not None:
        case.units.get(unit)
    within = window or case.pact.window
    asked = list(_asked(case, within, base))
    units = (unit,) if unit is not None else units_asked(case, asked_days(asked))
    rows = tuple(_rows(case, units, asked, lang))
    if not rows:
        raise _nothing_to_report(case, unit, within, asked)
    if len(rows) > MOST_ROWS:
        raise refuse("template.too-many-rows", count=len(rows), limit=MOST_ROWS)
    hashes = tuple((topic, _hash(found)) for topic, found in _structure(case, rows, asked))
    untested = () if base else tuple(_untested(case, within, lang))
    return Plan(case.pact.code, case.pact.title, within, unit, lang, rows, hashes, base, untested)


def asked_days(asked: Iterable[_Asked]) -> Window | None:
    """Return the days from the first one asked for to the last; None where nothing is."""
    found = [want.window for one in asked for want in one.wants]
    return Window(min(w.start for w in found), max(w.stop for w in found)) if found else None


def _nothing_to_report(case: Case, unit: str | None, within: Window, asked: list[_Asked]) -> Refusal:
    days = asked_days(asked) or within
    if unit is not None and common_days(life_of(case.units, unit), days) is None:
        why = no_body(case.units, unit, days)
        assert why is not None
        return Refusal([why])
    return refuse(
        "template.nothing-to-report",
        pact=case.pact.title,
        first_day=days.first_day,
        last_day=days.last_day,
    )


def units_asked(case: Case, days: Window | None = None) -> tuple[str, ...]:
    """Return the units whose figures for these days (default: the pact's) a verdict may need.

    Judged are the signatories and, unless the pact judges bodies as they signed, what became of them; asked is
    every body behind their amounts. What a signatory was split into or renamed to goes on with its amount
    either way.
    """
    behind = _behind(case, days or case.pact.window)
    return tuple(dict.fromkeys((*behind, *chain.from_iterable(behind.values()))))


def _behind(case: Case, days: Window) -> dict[str, tuple[str, ...]]:
    """Return the bodies judged, each with the bodies whose figures may go into its amounts."""
    pact = case.pact
    judged = pact.signatories
    if pact.territory is not Territory.AS_SIGNED:
        judged += case.units.bodies_as_now(pact.signatories, pact.window.last_day)
    return {body: case.units.bodies_behind(body, days) for body in judged}


def _spared(case: Case, commitment: Commitment, behind: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the units that a commitment needs nothing of: exempt ones, and those behind exempt bodies only."""
    exempt = {
        body
        for body in behind
        if (found := exempt_verdict(case, commitment, body)) and found.result is Result.NOT_APPLICABLE
    }
    needed = {unit for body, units in behind.items() if body not in exempt for unit in units}
    own = {exemption.unit for exemption in commitment.exemptions}
    return frozenset(own | {unit for body in exempt for unit in behind[body] if unit not in needed})


def months_of(case: Case, window: Window) -> tuple[Window, ...]:
    """Return the months of the pact's calendar that make up the window, or the window itself."""
    calendar = case.pact.calendar
    return (calendar.months_of(window) if calendar else None) or (window,)


def month_named(case: Case, year: int, month: int) -> Window | None:
    """Return the month of the pact's calendar that bears the name of a civil month; None without a calendar.

    Where years are named by their end, a month is too: 15 February to 14 March is March.
    """
    calendar = case.pact.calendar
    if calendar is None:
        return None
    for around in (year - 1, year, year + 1):
        for found in calendar.months(around):
            day = found.last_day if calendar.named_by == "end" else found.first_day
            if (day.year, day.month) == (year, month):
                return found
    return None


def _asked(case: Case, window: Window, base: bool) -> Iterator[_Asked]:
    by_code: dict[str, tuple[dict[_Want, None], list[Commitment]]] = {}
    wanted = _wants_of_base if base else _wants
    for commitment in case.pact.commitments:
        for code, wants in wanted(case, commitment, window):
            known, asking = by_code.setdefault(code, ({}, []))
            known |= dict.fromkeys(wants)
            asking.append(commitment)
    for code, (known, asking) in by_code.items():
        yield _Asked(case.indicators.get(code), tuple(known), tuple(asking))


def _wants_of_base(
    case: Case, commitment: Commitment, window: Window
) -> Iterator[tuple[str, tuple[_Want, ...]]]:
    for part in commitment.parts:
        if part.asks_for_change:
            months = months_of(case, case.pact.base_window(commitment, window))
            yield part.indicator, tuple(_Want(month) for month in months)


def _wants(case: Case, commitment: Commitment, window: Window) -> Iterator[tuple[str, tuple[_Want, ...]]]:
    months = months_of(case, window)
    within = case.pact.window
    for part in commitment.parts:
        # Outside the pact's days only what a change is measured against matters.
        wants = tuple(_Want(m) for m in months if part.asks_for_change or m.overlaps(within))
        if wants:
            yield part.indicator, wants
    if not _deadline_asked(case, commitment, window):
        return
    deadline = commitment.deadline
    assert deadline is not None
    # A milestone is a state on its deadline, which may lie after the pact's window.
    begins = within.first_day if within.first_day <= deadline else window.first_day
    until = _Want(Window.inclusive(begins, deadline), by_deadline=True)
    yield from ((item.indicator, (until,)) for item in commitment.items if item.test is not None)


def _deadline_asked(case: Case, commitment: Commitment, window: Window) -> bool:
    """Tell whether a window asks for a milestone: it has the deadline, or it is the pact's own and ends before."""
    deadline = commitment.deadline
    if deadline is None or deadline < window.first_day:
        return False
    return window.contains(deadline) or window == case.pact.window


def _untested(case: Case, window: Window, lang: Lang) -> Iterator[tuple[str, str]]:
    for commitment in case.pact.commitments:
        if commitment.type is CommitmentType.MILESTONE and _deadline_asked(case, commitment, window):
            title = (commitment.title_en if lang is Lang.EN else None) or commitment.title
            yield from ((title, item.name) for item in commitment.items if item.test is None)
            if not commitment.items:
                yield title, ""


def _rows(case: Case, units: Iterable[str], asked: list[_Asked], lang: Lang) -> Iterator[PlannedRow]:
    behind = _behind(case, asked_days(asked) or case.pact.window)
    spared = {c.code: _spared(case, c, behind) for c in case.pact.commitments}
    for unit in units:
        life = life_of(case.units, unit)
        for one in asked:
            if all(unit in spared[c.code] for c in one.commitments):
                continue
            windows = (want.of_body(life) for want in one.wants)
            for window in dict.fromkeys(w for w in windows if w is not None):
                name = _unit_name(case, unit, window, lang)
                yield PlannedRow(unit, name, one.indicator.code, indicator_label(one.indicator, lang), window)


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
