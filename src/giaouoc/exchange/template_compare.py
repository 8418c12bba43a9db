"""What a filled template would change in the ledger: new, changed, same, and what cannot be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from giaouoc.engine.figures import Entry, Ledger, Status
from giaouoc.engine.findings import Finding, Ref, RefKind, error
from giaouoc.engine.periods import Window

Key: TypeAlias = tuple[tuple[str, str, str], Window]


class Effect(StrEnum):
    """What a row does to the ledger."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class Against(StrEnum):
    """What a jump is measured against."""

    NEWEST = "newest"
    LAST_YEAR = "last_year"
    PERIOD_BEFORE = "period_before"


@dataclass(frozen=True, slots=True)
class Jump:
    """A figure of another size than one that stands in the ledger."""

    against: Against
    value: Decimal
    other: Decimal
    window: Window

    @property
    def is_up(self) -> bool:
        """Tell whether the new figure is the larger one."""
        return self.value > self.other


@dataclass(frozen=True, slots=True)
class Change:
    """A row that can be taken: the entry it makes, the one that stood before it, and a jump worth a second look."""

    row: int
    effect: Effect
    entry: Entry
    old: Entry | None
    jump: Jump | None = None

    @property
    def is_correction(self) -> bool:
        """Tell whether it corrects a figure instead of following it."""
        return self.entry.corrects is not None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. With a finding nothing can be written; `left_empty` rows ask for nothing."""

    file: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    refused_rows: int
    left_empty: int

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return what would be added to the ledger, in order."""
        return tuple(c.entry for c in self.changes if c.effect is not Effect.SAME)

    def count(self, effect: Effect) -> int:
        """Return how many rows have this effect."""
        return sum(c.effect is effect for c in self.changes)


def standing_of(ledger: Ledger) -> dict[Key, list[Entry]]:
    """Return the dated figures nobody corrected or withdrew, by series and window, oldest publication first."""
    replaced = {e.corrects for e in ledger if e.corrects is not None}
    found: dict[Key, list[Entry]] = defaultdict(list)
    for entry in ledger:
        if entry.seq not in replaced and entry.status is not Status.WITHDRAWN and entry.known_on is not None:
            found[entry.series, entry.window].append(entry)
    for entries in found.values():
        entries.sort(key=_by_publication)
    return found


def compare(
    rows: Iterable[tuple[int, Entry]], ledger: Ledger, where: Mapping[int, Mapping[str, str | int]]
) -> tuple[list[Change], list[Finding]]:
    """Return what each row does, and what cannot be taken.

    A figure like the newest one known by its publication is the same. Another figure follows it as a later
    vintage where it was published later; with a reason it corrects it; another figure from the same
    publication without a reason is refused. `where` gives the place of each row for its finding.
    """
    standing = standing_of(ledger)
    history: dict[Key, list[Entry]] = defaultdict(list)
    for entry in ledger:
        history[entry.series, entry.window].append(entry)
    changes: list[Change] = []
    problems: list[Finding] = []
    seq = len(ledger) + 1
    for row, entry in rows:
        key = entry.series, entry.window
        found = _compare_one(row, replace(entry, seq=seq), standing.get(key, []), history.get(key, []))
        if isinstance(found, Finding):
            problems.append(found.about(**where[row]))
            continue
        if found.effect is not Effect.SAME:
            seq += 1
        changes.append(found)
    return changes, problems


def _compare_one(row: int, entry: Entry, standing: list[Entry], history: list[Entry]) -> Change | Finding:
    day = entry.known_on
    assert day is not None
    for old in history:
        if old.known_on == day and alike(old, entry) and old.status is not Status.WITHDRAWN:
            return Change(row, Effect.SAME, entry, old)
    before = next((e for e in reversed(standing) if e.known_on is not None and e.known_on <= day), None)
    if before is None:
        # An old value of this publication that was corrected later is not reported anew by an old file.
        said_then = next((e for e in reversed(history) if e.known_on == day), None)
        if said_then is not None:
            return _contradicts(entry, said_then)
        if entry.reason is not None:
            return error("template.nothing-to-correct", **_about(entry))
        return Change(row, Effect.NEW, entry, None)
    if alike(before, entry):
        return Change(row, Effect.SAME, entry, before)
    if entry.reason is not None:
        return Change(row, Effect.CHANGED, replace(entry, corrects=before.seq), before)
    if before.known_on == day:
        return _contradicts(entry, before)
    return Change(row, Effect.CHANGED, entry, before)


def alike(one: Entry, other: Entry) -> bool:
    """Tell whether two entries say the same thing."""
    if one.status is not other.status or one.precision is not other.precision:
        return False
    if one.quantity.is_ratio and other.quantity.is_ratio:
        return (one.numerator, one.denominator) == (other.numerator, other.denominator)
    return (one.value, one.numerator, one.denominator) == (other.value, other.numerator, other.denominator)


def _contradicts(entry: Entry, old: Entry) -> Finding:
    return error(
        "template.same-publication",
        seq=old.seq,
        value=amount_of(entry),
        old=amount_of(old),
        published_on=entry.known_on,
        publisher=Ref(RefKind.PUBLISHER, entry.publisher),
        **_about(entry),
    )


def amount_of(entry: Entry) -> Status | Decimal | str | None:
    """Return what an entry says, for a message: its number, its two counts, or its status."""
    if entry.status is not Status.REPORTED:
        return entry.status
    if entry.numerator is not None and entry.denominator is not None:
        return f"{entry.numerator:f}/{entry.denominator:f}"
    return entry.value


def _about(entry: Entry) -> dict[str, Ref | date]:
    return {
        "unit": Ref(RefKind.UNIT, entry.unit),
        "indicator": Ref(RefKind.INDICATOR, entry.indicator),
        "first_day": entry.window.first_day,
        "last_day": entry.window.last_day,
    }


def _by_publication(entry: Entry) -> tuple[date, int]:
    return entry.known_on or date.min, entry.seq
