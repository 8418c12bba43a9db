"""Commitments: quantified, zero tolerance, milestone, qualitative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from giaouoc.engine.findings import Ref, RefKind, refuse
from giaouoc.engine.pacts.target import Target
from giaouoc.engine.periods import EARLIEST_DAY, LATEST_DAY


class CommitmentType(StrEnum):
    """The four kinds of promise."""

    QUANTIFIED = "quantified"
    ZERO_TOLERANCE = "zero_tolerance"
    MILESTONE = "milestone"
    QUALITATIVE = "qualitative"


class Scope(StrEnum):
    """Whether the pact says how wide its indicator is (all modes of traffic, or roads only)."""

    STATED = "stated"
    OPEN = "open"


class TaskState(StrEnum):
    """How far a task of a qualitative commitment has come, as its unit says."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    NO_REPORT = "no_report"


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion: an indicator and its target; `targets_by_unit` where a unit has another one."""

    code: str
    indicator: str
    target: Target | None
    label: str
    label_en: str
    targets_by_unit: Mapping[str, Target] = field(default_factory=dict)

    def target_for(self, unit: str) -> Target | None:
        """Return the target that binds this unit."""
        return self.targets_by_unit.get(unit, self.target)

    @property
    def asks_for_change(self) -> bool:
        """Tell whether any unit's target here is a change, which needs a base."""
        return any(t is not None and t.is_change for t in (self.target, *self.targets_by_unit.values()))


@dataclass(frozen=True, slots=True)
class Exemption:
    """A unit to which the commitment was not given, and why."""

    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class MilestoneItem:
    """One thing to be reached: an attestation indicator, the test in words (None: nobody stated one), who attests."""

    code: str
    name: str
    indicator: str
    test: str | None
    attester: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """A task under a qualitative commitment, with its evidence; `unit` None means every unit."""

    code: str
    text: str
    state: TaskState
    unit: str | None = None
    due_on: date | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A clause of the pact, as written, and what it asks for.

    `sources` are publisher codes in order; None means that the pact names none. `baseline_year` None means the
    year before. A milestone has its own `deadline`, which may lie after the pact's window; `needed` None means
    every item.
    """

    code: str
    type: CommitmentType
    text: str
    title: str
    title_en: str
    parts: tuple[Part, ...] = ()
    sources: tuple[str, ...] | None = None
    scope: Scope = Scope.STATED
    baseline_year: int | None = None
    exemptions: tuple[Exemption, ...] = ()
    deadline: date | None = None
    items: tuple[MilestoneItem, ...] = ()
    needed: int | None = None
    tasks: tuple[Task, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        ref = self.ref
        if self.type is CommitmentType.QUANTIFIED and (
            not self.parts or any(p.target is None and not p.targets_by_unit for p in self.parts)
        ):
            raise refuse("pacts.quantified-without-target", commitment=ref)
        if self.type is CommitmentType.ZERO_TOLERANCE and len(self.parts) != 1:
            raise refuse("pacts.zero-tolerance-needs-one-part", commitment=ref)
        if self.type is CommitmentType.MILESTONE and self.deadline is None:
            raise refuse("pacts.milestone-without-deadline", commitment=ref)
        if self.deadline is not None and not EARLIEST_DAY <= self.deadline <= LATEST_DAY:
            raise refuse(
                "pacts.deadline-out-of-range",
                commitment=ref,
                value=self.deadline,
                earliest=EARLIEST_DAY,
                latest=LATEST_DAY,
            )
        if self.needed is not None and self.items and self.needed > len(self.items):
            raise refuse("pacts.milestone-needs-more-than-items", commitment=ref, needed=self.needed)
        for name, codes in (("part", [p.code for p in self.parts]), ("item", [i.code for i in self.items])):
            if len(set(codes)) != len(codes):
                raise refuse("pacts.part-code-twice", commitment=ref, what=name)

    @property
    def ref(self) -> Ref:
        """Return the pointer a finding carries."""
        return Ref(RefKind.COMMITMENT, self.code)

    @property
    def asks_for_change(self) -> bool:
        """Tell whether any part asks for a change; without one there is no base, and no window to look for one."""
        return any(part.asks_for_change for part in self.parts)

    def exemption_for(self, unit: str) -> Exemption | None:
        """Return the exemption of this unit, where it has one."""
        return next((e for e in self.exemptions if e.unit == unit), None)
