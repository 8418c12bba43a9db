"""What a commitment will mean for each signatory: the base known today, the amount that keeps it, and mere luck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures import Ledger
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Refusal
from giaouoc.engine.indicators import Better, Indicator, IndicatorSet, Kind, Quantity
from giaouoc.engine.pacts import Commitment, Part, Publisher, Target, goal, whole_goal
from giaouoc.engine.verdicts.change_goal import change_goal
from giaouoc.engine.verdicts.history import Histories
from giaouoc.engine.verdicts.luck import luck
from giaouoc.engine.verdicts.quantified import sources_of
from giaouoc.services.pact_drafts import shared_indicators, with_others
from giaouoc.store.ledgers import ledger_of
from giaouoc.store.mapping.pacts import case_of
from giaouoc.store.models import PactVersion


@dataclass(frozen=True, slots=True)
class Meaning:
    """A target as it will bind one unit.

    `base` is None where nobody has published one; `edge` is the last amount that keeps the target, `whole` the same
    as a count, None where there is none; `luck` how often nothing at all would look like keeping it.
    """

    unit: str
    target: Target | None
    better: Better
    publisher: str = ""
    base: Quantity | None = None
    known_on: date | None = None
    edge: Fraction | None = None
    whole: int | None = None
    luck: float | None = None
    exempt: str = ""


def case_to_read(version: PactVersion) -> Case:
    """Return the case of a version, also of one that does not name all that the ledger of its cluster speaks of.

    History may be there before any pact names its indicators: the shared catalogue stands in for them, a code for a
    publisher without a name. Where that does not help either, the case has no figures.
    """
    try:
        return case_of(version)
    except Refusal:
        bare = case_of(version, Ledger([]))
    ledger = ledger_of(version.pact.cluster)
    named = {entry.indicator for entry in ledger}
    known = {one.code: one for one in bare.indicators}
    for one in shared_indicators():
        if one.code in named:
            known = {**with_others(one), **known}
    publishers = {entry.publisher: Publisher(*[entry.publisher] * 3) for entry in ledger}
    pact = replace(bare.pact, publishers={**publishers, **bare.pact.publishers})
    try:
        return Case(pact, bare.units, IndicatorSet(known.values()), ledger)
    except Refusal:
        return bare


class Previews:
    """The meanings of a pact's commitments, on what the ledger knows on a day."""

    def __init__(self, case: Case, on: date) -> None:
        self._case = case
        self._on = on
        self._histories = Histories(case, on)

    def of(self, commitment: Commitment, part: Part) -> tuple[Meaning, ...]:
        """Return what a part means for each signatory, in the order they sign.

        Where the pact names no source there is one meaning for every publisher with a base.
        """
        return tuple(
            one for unit in self._case.pact.signatories for one in self._of_unit(commitment, part, unit)
        )

    def _of_unit(self, commitment: Commitment, part: Part, unit: str) -> Iterator[Meaning]:
        indicator = self._case.indicators.get(part.indicator)
        target, exemption = part.target_for(unit), commitment.exemption_for(unit)
        if exemption is not None or target is None:
            reason = "" if exemption is None else exemption.reason
            yield Meaning(unit, target, indicator.better, exempt=reason)
            return
        found = []
        for publisher in sources_of(self._case, commitment, part, self._on):
            comparison = Comparison(self._case, commitment, part, target, unit, publisher, self._on)
            base = _base(comparison)
            if base is not None:
                found.append(self._meaning(comparison, base))
        if not found:
            found = [_without_base(unit, target, indicator)]
        yield from found if commitment.sources is None else found[:1]

    def _meaning(self, comparison: Comparison, base: Side) -> Meaning:
        target, indicator = comparison.target, comparison.indicator
        counts = indicator.kind is Kind.COUNT
        return Meaning(
            unit=comparison.unit,
            target=target,
            better=indicator.better,
            publisher=comparison.publisher,
            base=base.quantity,
            known_on=base.known_on,
            edge=goal(target, base.quantity, indicator.better),
            whole=whole_goal(target, base.quantity, indicator.better) if counts else None,
            luck=self._luck(comparison, base) if counts else None,
        )

    def _luck(self, comparison: Comparison, base: Side) -> float | None:
        aim, count = change_goal(comparison.target), base.quantity.value
        if aim is None or not aim.has_number or count is None or count == 0:
            return None
        dispersion = self._histories.dispersion(comparison)
        phi = 1.0 if dispersion is None else dispersion.phi
        days = comparison.window.days / base.window.days
        return luck(count, aim, phi, days)


def _base(comparison: Comparison) -> Side | None:
    """Return the amount of the earlier period as known today; None where nobody knows it or it is not the same period.

    A level needs no base; the earlier amount stands beside it to go by.
    """
    try:
        found = comparison.side(comparison.base_window, comparison.day)
    except Refusal:
        return None
    usable = not isinstance(found, NoSide) and not found.not_applicable and found.quantity.exact is not None
    return found if usable and isinstance(found, Side) else None


def _without_base(unit: str, target: Target, indicator: Indicator) -> Meaning:
    if target.is_change:
        return Meaning(unit, target, indicator.better)
    edge = goal(target, None, indicator.better)
    whole = whole_goal(target, None, indicator.better) if indicator.kind is Kind.COUNT else None
    return Meaning(unit, target, indicator.better, edge=edge, whole=whole)
