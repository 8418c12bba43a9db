"""Bodies, what became of them, and the clusters they compete in. All days are inclusive; None means open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.periods import EARLIEST_DAY, LATEST_DAY, Window


def holds_on(first_day: date | None, last_day: date | None, day: date) -> bool:
    """Tell whether the day lies between two inclusive bounds, either of which may be open."""
    return (first_day is None or first_day <= day) and (last_day is None or day <= last_day)


def span_of(first_day: date | None, last_day: date | None) -> Window | None:
    """Return two bounds as a window, open ones at the ends of time; None for bounds no window can have."""
    first, last = first_day or EARLIEST_DAY, last_day or LATEST_DAY
    if not EARLIEST_DAY <= first <= last <= LATEST_DAY:
        return None
    return Window.inclusive(first, last)


@dataclass(frozen=True, slots=True)
class DatedName:
    """What a unit is called for a time; names of one unit follow each other without gap."""

    name: str
    name_en: str | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class DatedParent:
    """The unit that another one is part of for a time."""

    parent: str
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One body on one territory: with a larger or smaller territory it is another unit with another code."""

    code: str
    names: tuple[DatedName, ...]
    parents: tuple[DatedParent, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    note: str = ""

    @property
    def ref(self) -> Ref:
        """Return the pointer a finding carries."""
        return Ref(RefKind.UNIT, self.code)

    def name_on(self, day: date) -> DatedName:
        """Return the name of that day; the first name before all of them, the last one after them."""
        in_order = sorted(self.names, key=lambda n: n.first_day or EARLIEST_DAY)
        begun = [n for n in in_order if n.first_day is None or n.first_day <= day]
        return begun[-1] if begun else in_order[0]


class SuccessionKind(StrEnum):
    """What became of units: put together, taken apart, named anew on the same territory, or ended."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    DISSOLVE = "dissolve"


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a split unit, from 0 to 1, that goes to one of its successors."""

    unit: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Succession:
    """Units that end and units that begin in their place; `on` is the first day of the new order.

    `shares` is the key of a split and `key_name` what it counts (population, cases of the year before). A
    part of a unit joins a merger through a split on the same day. `mark` says how well the basis was read.
    """

    kind: SuccessionKind
    on: date
    sources: tuple[str, ...]
    results: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    key_name: str | None = None
    legal_basis: str | None = None
    mark: str | None = None

    @property
    def source_refs(self) -> tuple[Ref, ...]:
        """Return pointers to the units that end."""
        return tuple(Ref(RefKind.UNIT, s) for s in self.sources)

    @property
    def result_refs(self) -> tuple[Ref, ...]:
        """Return pointers to the units that begin."""
        return tuple(Ref(RefKind.UNIT, r) for r in self.results)


class Role(StrEnum):
    """What a unit is in its cluster; the lead and the deputy are members too."""

    MEMBER = "member"
    LEAD = "lead"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Membership:
    """The time a unit spends in a cluster in one role."""

    unit: str
    role: Role = Role.MEMBER
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Units that compete with each other (cụm, khối thi đua); numbers repeat between `system`s."""

    code: str
    name: str
    system: str
    memberships: tuple[Membership, ...] = ()
    name_en: str | None = None

    def members_on(self, day: date) -> tuple[str, ...]:
        """Return every unit of that day once, lead and deputies among them, in the order of the file."""
        return tuple(dict.fromkeys(m.unit for m in self._of(day)))

    def lead_on(self, day: date) -> str | None:
        """Return the lead of that day; there is never more than one."""
        return next((m.unit for m in self._of(day) if m.role is Role.LEAD), None)

    def deputies_on(self, day: date) -> tuple[str, ...]:
        """Return the deputies of that day; no rule says that there is only one."""
        return tuple(dict.fromkeys(m.unit for m in self._of(day) if m.role is Role.DEPUTY))

    def deputy_on(self, day: date) -> str | None:
        """Return the first deputy of that day."""
        return next(iter(self.deputies_on(day)), None)

    def _of(self, day: date) -> list[Membership]:
        return [m for m in self.memberships if holds_on(m.first_day, m.last_day, day)]
