"""A case: a pact with its units, its indicators and its ledger, checked against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from giaouoc.engine.figures import Ledger
from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal, error
from giaouoc.engine.indicators import Better, IndicatorSet, Kind
from giaouoc.engine.pacts import Commitment, Direction, Pact, Part
from giaouoc.engine.units import UnitRegistry


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
    for part in commitment.parts:
        if part.indicator in case.indicators and _turned_round(case, part):
            yield error(
                "checks.direction-against-indicator",
                commitment=commitment.ref,
                indicator=Ref(RefKind.INDICATOR, part.indicator),
            )


def _turned_round(case: Case, part: Part) -> bool:
    """Tell whether a target asks for more of what is better lower, or the other way round."""
    if part.target is None:
        return False
    better = case.indicators.get(part.indicator).better
    wrong = {Direction.DECREASE: Better.HIGHER, Direction.INCREASE: Better.LOWER}
    return wrong.get(part.target.direction) is better


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
