"""A case: a pact with its units, its indicators and its ledger, checked against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from giaouoc.engine.figures import Entry, Ledger, Precision
from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal, error
from giaouoc.engine.indicators import Better, Indicator, IndicatorSet, Kind
from giaouoc.engine.pacts import Commitment, Comparator, Direction, Pact, Part
from giaouoc.engine.units import UnitRegistry

# Units of measure that come whole, as pacts and indicators write them.
_THINGS: Final = frozenset(
    ("vụ", "vụ việc", "vụ án", "người", "lượt người", "việc", "lần", "lượt", "cuộc", "trường hợp")
) | {"bị can", "đối tượng", "đơn vị", "cơ sở", "hộ", "nhóm", "buổi", "phương tiện", "văn bản", "mô hình"}


@dataclass(frozen=True, slots=True)
class Case:
    """Everything one verdict needs; it can only be built where every code it mentions is known."""

    pact: Pact
    units: UnitRegistry
    indicators: IndicatorSet
    ledger: Ledger

    def __post_init__(self) -> None:
        problems = [*_pact_problems(self), *_ledger_problems(self)]
        if problems:
            raise Refusal(problems)

    @property
    def default_day(self) -> date:
        """Return the newest day in the ledger; the day of signing for an empty one."""
        return self.ledger.newest_day or self.pact.signed_on


def _pact_problems(case: Case) -> Iterator[Finding]:
    pact = case.pact
    for unit in pact.signatories:
        if unit not in case.units:
            yield error("checks.signatory-unknown", unit=Ref(RefKind.UNIT, unit))
    for commitment in pact.commitments:
        for code in (*(p.indicator for p in commitment.parts), *(i.indicator for i in commitment.items)):
            if code not in case.indicators:
                yield error(
                    "checks.commitment-indicator-unknown",
                    commitment=commitment.ref,
                    indicator=Ref(RefKind.INDICATOR, code),
                )
        yield from _commitment_problems(case, commitment)
        yield from _base_window_problems(pact, commitment)


def _base_window_problems(pact: Pact, commitment: Commitment) -> Iterator[Finding]:
    """Only a change needs an earlier window, to be measured by; a level, an event and a deadline have none."""
    if not commitment.asks_for_change:
        return
    try:
        pact.base_window(commitment)
    except Refusal as refusal:
        yield from (f.about(commitment=commitment.ref) for f in refusal.findings)


def _commitment_problems(case: Case, commitment: Commitment) -> Iterator[Finding]:
    named = [e.unit for e in commitment.exemptions] + [u for p in commitment.parts for u in p.targets_by_unit]
    for unit in named:
        if unit not in case.units:
            yield error(
                "checks.commitment-unit-unknown", commitment=commitment.ref, unit=Ref(RefKind.UNIT, unit)
            )
    for source in commitment.sources or ():
        if source not in case.pact.publishers:
            yield error(
                "checks.source-unknown", commitment=commitment.ref, publisher=Ref(RefKind.PUBLISHER, source)
            )
    yield from _item_and_task_problems(case, commitment)
    for part in commitment.parts:
        if part.indicator in case.indicators:
            yield from _turned_round(case, commitment, part)


def _item_and_task_problems(case: Case, commitment: Commitment) -> Iterator[Finding]:
    for item in commitment.items:
        if item.attester is not None and item.attester not in case.pact.publishers:
            yield error(
                "checks.attester-unknown",
                commitment=commitment.ref,
                item=item.code,
                publisher=Ref(RefKind.PUBLISHER, item.attester),
            )
    for task in commitment.tasks:
        if task.unit is not None and task.unit not in case.units:
            yield error(
                "checks.task-unit-unknown",
                commitment=commitment.ref,
                task=task.code,
                unit=Ref(RefKind.UNIT, task.unit),
            )


def _turned_round(case: Case, commitment: Commitment, part: Part) -> Iterator[Finding]:
    """No target asks for more of what is better lower, or for less of what is better higher.

    "At most" and "under" ask for no such thing: a rise of at most 5 % only keeps what is better lower in bounds.
    """
    indicator = case.indicators.get(part.indicator)
    wrong = {Direction.DECREASE: Better.HIGHER, Direction.INCREASE: Better.LOWER}
    for unit, target in ((None, part.target), *part.targets_by_unit.items()):
        if target is None or target.comparator in (Comparator.AT_MOST, Comparator.UNDER):
            continue
        if wrong.get(target.direction) is indicator.better:
            whose = {} if unit is None else {"unit": Ref(RefKind.UNIT, unit)}
            yield error(
                "checks.direction-against-indicator",
                commitment=commitment.ref,
                indicator=indicator.ref,
                **whose,
            )


def _ledger_problems(case: Case) -> Iterator[Finding]:
    for entry in case.ledger:
        where = {"seq": entry.seq}
        if entry.unit not in case.units:
            yield error("checks.entry-unit-unknown", unit=Ref(RefKind.UNIT, entry.unit), **where)
        if entry.publisher not in case.pact.publishers:
            yield error(
                "checks.entry-publisher-unknown", publisher=Ref(RefKind.PUBLISHER, entry.publisher), **where
            )
        if entry.indicator not in case.indicators:
            yield error(
                "checks.entry-indicator-unknown", indicator=Ref(RefKind.INDICATOR, entry.indicator), **where
            )
            continue
        indicator = case.indicators.get(entry.indicator)
        if entry.definition and indicator.definition(entry.definition) is None:
            yield error(
                "checks.entry-definition-unknown",
                indicator=indicator.ref,
                definition=entry.definition,
                **where,
            )
        counts = entry.numerator is not None
        if counts and indicator.kind is not Kind.RATIO:
            yield error("checks.entry-ratio-for-count", indicator=indicator.ref, **where)
        yield from _amount_problems(entry, indicator)


def comes_whole(indicator: Indicator) -> bool:
    """Tell whether exact figures of an indicator are whole: counts of things, and what is attested (0, or how often).

    Money, areas and weights are declared as counts too, because they add up; they may have decimals.
    """
    things = indicator.kind is Kind.COUNT and indicator.unit_of_measure.strip().casefold() in _THINGS
    return things or indicator.kind is Kind.ATTESTATION


def _amount_problems(entry: Entry, indicator: Indicator) -> Iterator[Finding]:
    value = entry.value
    if value is not None and value % 1 and entry.precision is Precision.EXACT and comes_whole(indicator):
        yield error("checks.entry-not-whole", seq=entry.seq, indicator=indicator.ref, value=value)
