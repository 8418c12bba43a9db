"""A pact of the office as a case of the engine: its text, the register of units, the ledger of its cluster."""

from __future__ import annotations

from dataclasses import replace

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Ledger
from giaouoc.engine.indicators import Indicator, IndicatorSet
from giaouoc.engine.pacts import Pact, Publisher
from giaouoc.exchange.indicators_file import read_indicators
from giaouoc.exchange.pact_file import read_pact
from giaouoc.exchange.rules_files import OWN_RULES
from giaouoc.store import models
from giaouoc.store.ledgers import ledger_of
from giaouoc.store.mapping.units import unit_registry


def pact_of(version: models.PactVersion) -> Pact:
    """Return a version of a pact as the engine reads it; raises Refusal with everything that is wrong."""
    return read_pact(version.text, OWN_RULES.calendars, OWN_RULES.holidays)


def indicators_of(version: models.PactVersion) -> IndicatorSet:
    """Return the indicators a version uses."""
    return read_indicators(version.indicators, OWN_RULES.indicators)


def case_of(version: models.PactVersion, ledger: Ledger | None = None) -> Case:
    """Return the case of a version, with the ledger of its cluster or another one.

    A ledger outlives a pact: what it says by publishers and on indicators that only other pacts of the cluster
    name is known from those.
    """
    pact, indicators = pact_of(version), {i.code: i for i in indicators_of(version)}
    publishers = dict(pact.publishers)
    for other in _other_versions(version):
        publishers, indicators = _with_those_of(other, publishers, indicators)
    return Case(
        replace(pact, publishers=publishers),
        unit_registry(),
        IndicatorSet(indicators.values()),
        ledger_of(version.pact.cluster) if ledger is None else ledger,
    )


def _other_versions(version: models.PactVersion) -> list[models.PactVersion]:
    """Return the newest version of every other pact of the cluster, newest first."""
    others = models.PactVersion.objects.filter(pact__cluster=version.pact.cluster).exclude(pact=version.pact)
    newest = {one.pact_id: one for one in others.order_by("number")}
    return [newest[pact] for pact in sorted(newest, reverse=True)]


def _with_those_of(
    other: models.PactVersion, publishers: dict[str, Publisher], indicators: dict[str, Indicator]
) -> tuple[dict[str, Publisher], dict[str, Indicator]]:
    theirs = {i.code: i for i in indicators_of(other)}
    return {**pact_of(other).publishers, **publishers}, {**theirs, **indicators}
