"""Texts of pacts made from forms: a new one, last year's moved on, and a commitment changed, added or taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import refuse
from giaouoc.engine.indicators import Indicator
from giaouoc.engine.pacts import (
    NOT_STATED,
    Commitment,
    Pact,
    Publisher,
    Reading,
    Task,
    TaskState,
    Territory,
)
from giaouoc.engine.periods import Window, same_period
from giaouoc.exchange.indicators_file import read_indicators
from giaouoc.exchange.indicators_writer import write_indicators
from giaouoc.exchange.pact_writer import write_pact
from giaouoc.exchange.rules_files import OWN_RULES
from giaouoc.services.clusters import bodies_of
from giaouoc.services.pacts import draft_pact, newest_version, revise_pact
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Permission, ensure
from giaouoc.services.policies import PactStep, ensure_pact
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.models import Cluster, PactVersion
from giaouoc.store.models import Pact as Kept


@dataclass(frozen=True, slots=True)
class NewPact:
    """What is asked about a pact that begins without commitments.

    The window is the year of the calendar where a year is named, else the two days. `publishers` are the sources of
    record in order; none means that the pact names none.
    """

    code: str
    title: str
    movement: str
    signed_on: date
    signatories: tuple[str, ...]
    reading: Reading | Literal["not_stated"]
    territory: Territory | Literal["not_stated"]
    publishers: tuple[Publisher, ...] = ()
    calendar: str = NOT_STATED
    year: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    slogan: str = ""


def draft_new_pact(*, by: Person, on: date, cluster: Cluster, asked: NewPact) -> Kept:
    """Begin a pact without commitments; they are added one by one."""
    ensure(who_is(by, on), Permission.DRAFT_PACT, of=bodies_of(cluster, on))
    calendar = OWN_RULES.calendars.get(asked.calendar)
    pact = Pact(
        code=asked.code,
        title=asked.title,
        title_en=asked.title,
        cluster=cluster.code,
        movement=asked.movement,
        slogan=asked.slogan or None,
        signed_on=asked.signed_on,
        signatories=asked.signatories,
        calendar=calendar,
        calendar_assumed=None,
        window=_window(asked),
        holidays=(),
        reading=asked.reading,
        territory=asked.territory,
        commitments=(),
        publishers={one.code: one for one in asked.publishers},
    )
    return draft_pact(by=by, on=on, cluster=cluster, text=write_pact(pact), indicators=write_indicators(()))


def _window(asked: NewPact) -> Window:
    calendar = OWN_RULES.calendars.get(asked.calendar)
    if asked.first_day is not None and asked.last_day is not None:
        return Window.inclusive(asked.first_day, asked.last_day)
    if calendar is None or asked.year is None:
        raise refuse("pact_office.window-missing")
    return calendar.year_window(asked.year)


def draft_from_pact(*, by: Person, on: date, pact: Kept) -> Kept:
    """Begin the pact of the year after from an earlier one of the cluster, for those who are members now."""
    bodies = bodies_of(pact.cluster, on)
    ensure(who_is(by, on), Permission.DRAFT_PACT, of=bodies)
    version = newest_version(pact)
    moved = moved_one_year(pact_of(version), bodies.members)
    return draft_pact(
        by=by, on=on, cluster=pact.cluster, text=write_pact(moved), indicators=version.indicators
    )


def moved_one_year(pact: Pact, members: Iterable[str]) -> Pact:
    """Return the pact of the year after: code, titles, days and deadlines moved, the words of commitments as they are.

    Members sign it; what was said of a unit that is none is left out. Tasks are planned anew, without evidence.
    """
    there = set(members)
    old = [unit for unit in pact.signatories if unit in there]
    signatories = tuple([*old, *sorted(there - set(old))])
    code = _next_year(pact.code, pact.year)
    return replace(
        pact,
        code=code if code != pact.code else f"{pact.code}-{pact.year + 1}",
        title=_next_year(pact.title, pact.year),
        title_en=_next_year(pact.title_en, pact.year),
        movement=_next_year(pact.movement, pact.year),
        slogan=None if pact.slogan is None else _next_year(pact.slogan, pact.year),
        signed_on=_year_after(pact.signed_on),
        signatories=signatories,
        window=same_period(pact.window, pact.calendar, pact.holidays, -1),
        commitments=tuple(_moved(one, set(signatories)) for one in pact.commitments),
    )


def _moved(one: Commitment, units: set[str]) -> Commitment:
    parts = tuple(
        replace(p, targets_by_unit={u: t for u, t in p.targets_by_unit.items() if u in units})
        for p in one.parts
    )
    return replace(
        one,
        parts=parts,
        exemptions=tuple(e for e in one.exemptions if e.unit in units),
        baseline_year=None if one.baseline_year is None else one.baseline_year + 1,
        deadline=None if one.deadline is None else _year_after(one.deadline),
        tasks=tuple(_planned(t) for t in one.tasks if t.unit is None or t.unit in units),
    )


def _planned(task: Task) -> Task:
    due_on = None if task.due_on is None else _year_after(task.due_on)
    return replace(task, state=TaskState.PLANNED, due_on=due_on, evidence=None)


def _next_year(text: str, year: int) -> str:
    return re.sub(rf"(?<!\d){year}(?!\d)", str(year + 1), text)


def _year_after(day: date) -> date:
    """Return the same day a year later; 28 February for the day that year does not have."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def change_own_lines(*, by: Person, on: date, pact: Kept, seen: int, changed: Pact) -> PactVersion:
    """Write a version that says something else before its commitments, which stay as they are."""
    version = _open(by, on, pact)
    text = write_pact(replace(changed, commitments=pact_of(version).commitments))
    return revise_pact(by=by, on=on, pact=pact, text=text, indicators=version.indicators, seen=seen)


def change_commitment(*, by: Person, on: date, pact: Kept, seen: int, changed: Commitment) -> PactVersion:
    """Write a version in which the commitment of this code says something else."""
    version = _open(by, on, pact)
    said = pact_of(version)
    said.commitment(changed.code)
    rest = tuple(changed if one.code == changed.code else one for one in said.commitments)
    text = write_pact(replace(said, commitments=rest))
    return revise_pact(by=by, on=on, pact=pact, text=text, indicators=version.indicators, seen=seen)


def add_commitment(
    *, by: Person, on: date, pact: Kept, seen: int, indicator: Indicator | None, added: Commitment
) -> PactVersion:
    """Write a version with one more commitment, on an indicator of the shared catalogue or in words alone."""
    version = _open(by, on, pact)
    said = pact_of(version)
    used = {one.code: one for one in read_indicators(version.indicators, OWN_RULES.indicators)}
    new = {} if indicator is None else with_others(indicator)
    text = write_pact(replace(said, commitments=(*said.commitments, added)))
    indicators = write_indicators({**new, **used}.values())
    return revise_pact(by=by, on=on, pact=pact, text=text, indicators=indicators, seen=seen)


def remove_commitment(*, by: Person, on: date, pact: Kept, seen: int, code: str) -> PactVersion:
    """Write a version without a commitment, and without the indicators that only it needed."""
    version = _open(by, on, pact)
    said = pact_of(version)
    gone = said.commitment(code)
    rest = tuple(one for one in said.commitments if one.code != code)
    used = {one.code: one for one in read_indicators(version.indicators, OWN_RULES.indicators)}
    kept = _still_needed(used, _named(gone), {name for one in rest for name in _named(one)})
    return revise_pact(
        by=by,
        on=on,
        pact=pact,
        text=write_pact(replace(said, commitments=rest)),
        indicators=write_indicators(kept.values()),
        seen=seen,
    )


def _open(by: Person, on: date, pact: Kept) -> PactVersion:
    ensure(who_is(by, on), Permission.DRAFT_PACT, of=bodies_of(pact.cluster, on))
    ensure_pact(pact.state, PactStep.REVISE)
    return newest_version(pact)


def shared_indicators() -> tuple[Indicator, ...]:
    """Return the shared catalogue, each indicator in its newest edition, in the order of codes."""
    newest: dict[str, Indicator] = {}
    for one in OWN_RULES.indicators.values():
        known = newest.get(one.code)
        if known is None or (known.edition or 0) < (one.edition or 0):
            newest[one.code] = one
    return tuple(newest[code] for code in sorted(newest))


def with_others(indicator: Indicator) -> dict[str, Indicator]:
    """Return a shared indicator by code with all it names: what it is a part of, and its parts."""
    shared = {one.code: one for one in shared_indicators()}
    found: dict[str, Indicator] = {}
    waiting = [indicator]
    while waiting:
        one = waiting.pop()
        if one.code not in found:
            found[one.code] = one
            waiting += [shared[code] for code in _others(one) if code in shared]
    return found


def _others(one: Indicator) -> tuple[str, ...]:
    return (*one.parts, *((one.part_of,) if one.part_of else ()))


def _named(one: Commitment) -> set[str]:
    return {part.indicator for part in one.parts} | {item.indicator for item in one.items}


def _still_needed(
    used: Mapping[str, Indicator], suspects: set[str], needed: set[str]
) -> dict[str, Indicator]:
    """Return the indicators without those that only a commitment now gone named, or only they."""
    suspects = suspects | {other for code in suspects if code in used for other in _others(used[code])}
    kept = dict(used)
    while True:
        named = needed | {other for one in kept.values() for other in _others(one)}
        gone = [code for code in kept if code in suspects and code not in named]
        if not gone:
            return kept
        kept = {code: one for code, one in kept.items() if code not in gone}
