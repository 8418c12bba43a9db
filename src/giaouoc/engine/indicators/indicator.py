"""Indicators with dated definitions, and the table that says which definitions compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal, error, refuse
from giaouoc.engine.periods import Window
from giaouoc.engine.rulebook import Citation


class Kind(StrEnum):
    """What sort of thing is reported."""

    COUNT = "count"
    RATIO = "ratio"
    INDEX = "index"
    ATTESTATION = "attestation"


class Better(StrEnum):
    """Which way is better."""

    LOWER = "lower"
    HIGHER = "higher"


class RollUp(StrEnum):
    """How parts make a whole: counts add, ratios add above and below the line, an index does not roll up."""

    SUM = "sum"
    RATIO = "ratio"
    NONE = "none"


class MissingPart(StrEnum):
    """What a missing part means for the whole; it is never zero."""

    REFUSE = "refuse"
    SKIP_NOT_APPLICABLE = "skip_not_applicable"


class Compares(StrEnum):
    """Whether two definitions count the same thing, as far as anyone has read."""

    YES = "yes"
    UNKNOWN = "unknown"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Definition:
    """One way of counting, with the days on which events are counted by it (None: open)."""

    version: str
    first_day: date | None
    last_day: date | None
    says: str
    citation: Citation | None

    def overlaps(self, window: Window) -> bool:
        """Tell whether any day of the window is counted by this definition."""
        starts_in_time = self.first_day is None or self.first_day <= window.last_day
        return starts_in_time and (self.last_day is None or self.last_day >= window.first_day)


@dataclass(frozen=True, slots=True)
class Comparability:
    """An answer for one pair of definitions, with its reason."""

    one: str
    other: str
    compares: Compares
    reason: str


@dataclass(frozen=True, slots=True)
class DispersionDefault:
    """Usual scatter where a case has no history: phi month to month, sigma year to year (sd of the log ratio)."""

    phi: Decimal
    sigma: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted. `part_of` names a wider indicator; `parts` are all parts that add up to this one."""

    code: str
    edition: int | None
    name: str
    name_en: str
    kind: Kind
    better: Better
    roll_up: RollUp
    unit_of_measure: str
    definitions: tuple[Definition, ...] = ()
    comparabilities: tuple[Comparability, ...] = ()
    missing_part: MissingPart = MissingPart.REFUSE
    part_of: str | None = None
    parts: tuple[str, ...] = ()
    dispersion: DispersionDefault | None = None
    classification: str = "public"
    known_wrong: str | None = None

    @property
    def ref(self) -> Ref:
        """Return the pointer a finding carries."""
        return Ref(RefKind.INDICATOR, self.code)

    def versions_in(self, window: Window) -> frozenset[str]:
        """Return the definitions that count any day of the window."""
        return frozenset(d.version for d in self.definitions if d.overlaps(window))

    def compare(self, one: str, other: str) -> Comparability:
        """Return whether two definitions compare; what nobody has stated is unknown."""
        if one == other:
            return Comparability(one, other, Compares.YES, "")
        for pair in self.comparabilities:
            if {pair.one, pair.other} == {one, other}:
                return pair
        return Comparability(one, other, Compares.UNKNOWN, "")

    def compare_all(self, versions: Iterable[str]) -> Comparability | None:
        """Return the least comparable pair among the definitions used; None for fewer than two."""
        order = {Compares.NO: 0, Compares.UNKNOWN: 1, Compares.YES: 2}
        known = sorted(set(versions))
        pairs = [self.compare(a, b) for i, a in enumerate(known) for b in known[i + 1 :]]
        return min(pairs, key=lambda p: order[p.compares], default=None)

    def definition(self, version: str) -> Definition | None:
        """Return the definition with this version."""
        return next((d for d in self.definitions if d.version == version), None)


class IndicatorSet:
    """The indicators of a case by code, checked as a whole."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        found = list(indicators)
        self._by_code = {i.code: i for i in found}
        problems = _problems(found)
        if problems:
            raise Refusal(problems)

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Indicator:
        """Return the indicator with this code."""
        if code not in self._by_code:
            raise refuse("indicators.unknown", indicator=Ref(RefKind.INDICATOR, code))
        return self._by_code[code]

    def narrower_than(self, code: str) -> tuple[Indicator, ...]:
        """Return the indicators that count a part of this one."""
        return tuple(i for i in self if i.part_of == code)


def _problems(indicators: list[Indicator]) -> list[Finding]:
    codes = [i.code for i in indicators]
    found = [
        error("indicators.code-twice", indicator=Ref(RefKind.INDICATOR, c))
        for c in sorted(set(codes))
        if codes.count(c) > 1
    ]
    for one in indicators:
        found += _own_problems(one)
        found += [
            error("indicators.other-unknown", indicator=one.ref, other=Ref(RefKind.INDICATOR, other))
            for other in (*one.parts, *([one.part_of] if one.part_of else []))
            if other not in codes
        ]
    return found


def _own_problems(one: Indicator) -> list[Finding]:
    found: list[Finding] = []
    versions = [d.version for d in one.definitions]
    found += [
        error("indicators.definition-twice", indicator=one.ref, definition=v)
        for v in sorted(set(versions))
        if versions.count(v) > 1
    ]
    for pair in one.comparabilities:
        found += [
            error("indicators.definition-unknown", indicator=one.ref, definition=v)
            for v in (pair.one, pair.other)
            if v not in versions
        ]
    if one.kind is Kind.RATIO and one.roll_up is RollUp.SUM:
        found.append(error("indicators.ratio-does-not-add", indicator=one.ref))
    if one.kind is Kind.INDEX and one.roll_up is not RollUp.NONE:
        found.append(error("indicators.index-does-not-roll-up", indicator=one.ref))
    return found
