"""What the engine answers: one verdict for a commitment and a unit, with everything it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures.entry import Entry
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding
from giaouoc.engine.indicators import Better
from giaouoc.engine.pacts import Commitment, Part, Reading, Target, TaskState, Territory
from giaouoc.engine.verdicts.evidence import CountEvidence, LevelEvidence


class Result(StrEnum):
    """The answers. Nothing is guessed: what cannot be told says why."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    NOT_YET = "not_yet"
    CANNOT_TELL = "cannot_tell"
    NOT_APPLICABLE = "not_applicable"
    BY_PEOPLE = "by_people"

    @property
    def tells(self) -> bool:
        """Tell whether this answer says kept or not kept."""
        return self in (Result.KEPT, Result.NOT_KEPT)


@dataclass(frozen=True, slots=True)
class YearToDate:
    """Where an open window stands: the amount so far, the same stretch of the base year, what the path allows."""

    actual: Side
    base: Side | None
    allowed: Fraction | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One part by one reading of the baseline. `formula` shows the test with its numbers put in.

    `goal` is the exact edge of the target, `whole_goal` the last whole count that keeps it.
    """

    reading: Reading
    result: Result
    publisher: str | None
    actual: Side | NoSide
    base: Side | NoSide
    change: Fraction | None
    goal: Fraction | None
    formula: Finding | None
    reasons: tuple[Finding, ...]
    to_date: YearToDate | None = None
    whole_goal: int | None = None


@dataclass(frozen=True, slots=True)
class PartVerdict:
    """One criterion of a commitment; `outcomes` holds every reading, `ruling` the one that is shown first."""

    part: Part
    target: Target | None
    better: Better
    result: Result
    outcomes: tuple[Outcome, ...]
    ruling: Outcome | None
    evidence: CountEvidence | LevelEvidence | None
    findings: tuple[Finding, ...]

    def outcome(self, reading: Reading) -> Outcome | None:
        """Return the outcome by one reading."""
        return next((o for o in self.outcomes if o.reading is reading), None)


@dataclass(frozen=True, slots=True)
class Attested:
    """One stretch of days, or one item of a milestone, with what was attested about it (None: silence)."""

    label: str
    first_day: date | None
    last_day: date | None
    entry: Entry | None
    positive: bool | None


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """A task of a qualitative commitment and how far it has come."""

    code: str
    text: str
    state: TaskState
    due_on: date | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a commitment was kept by a unit; `rule` names what decided, `reasons` say why nothing could."""

    commitment: Commitment
    unit: str
    result: Result
    rule: Finding
    reasons: tuple[Finding, ...]
    parts: tuple[PartVerdict, ...] = ()
    attested: tuple[Attested, ...] = ()
    tasks: tuple[TaskStanding, ...] = ()
    by_reading: tuple[tuple[Reading, Result], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def hangs(self) -> bool:
        """Tell whether another reading of the baseline gives another answer."""
        return len({r for _, r in self.by_reading if r.tells}) > 1

    @property
    def parts_kept(self) -> int:
        """Return how many parts were kept."""
        return sum(p.result is Result.KEPT for p in self.parts)


@dataclass(frozen=True, slots=True)
class Standing:
    """Every verdict of a case as known on a day, and how it was asked for.

    `head` is the anchor of the sealed ledger, its length and head as `N:HEX`, None where it was never sealed and
    where `seal_broken` says that the seal no longer holds. `rows` are the units judged.
    """

    case: Case
    as_known_on: date
    reading: Reading | Literal["not_stated"]
    territory: Territory
    rows: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    head: str | None = None
    seal_broken: bool = False
    _cells: Mapping[tuple[str, str], Verdict] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        cells = {(v.commitment.code, v.unit): v for v in reversed(self.verdicts)}
        object.__setattr__(self, "_cells", cells)

    def verdict(self, commitment: str, unit: str) -> Verdict | None:
        """Return one cell of the matrix."""
        return self._cells.get((commitment, unit))

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """Return the commitments judged, in the pact's order."""
        judged = {v.commitment.code for v in self.verdicts}
        return tuple(c for c in self.case.pact.commitments if c.code in judged)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Return the findings of the whole case and of every verdict, each once, in order."""
        every = [*self.findings, *(f for v in self.verdicts for f in v.findings)]
        every += [f for v in self.verdicts for p in v.parts for f in p.findings]
        return tuple(dict.fromkeys(every))
