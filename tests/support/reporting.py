"""A signed pact with its months open, and people of four members and an outsider, for tests of reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from giaouoc.accounts.models import Person
from giaouoc.services.amounts import Amount
from giaouoc.services.reporting import Typed, accept, fill_in, open_periods, open_report, submit
from giaouoc.store.acts import act
from giaouoc.store.models import (
    Cell,
    LedgerRow,
    Pact,
    PactState,
    PactVersion,
    Period,
    Report,
    Role,
)
from tests.support.office import holder, synthetic, synthetic_cluster, unit_called

TODAY = date(2025, 4, 16)
NOW = datetime(2025, 4, 16, 2, 30, tzinfo=UTC)
ZERO = Amount(value="0")


@dataclass
class World:
    """A signed pact with its months open; sim-c reports, sim-a leads, sim-b is deputy, sim-d looks on."""

    pact: Pact
    march: Period
    people: dict[str, Person] = field(default_factory=dict)

    def report(self, unit: str = "sim-c") -> Report:
        return open_report(
            by=self.people[f"reporter-{unit}"], on=TODAY, period=self.march, unit=unit_called(unit)
        )

    def fill(self, report: Report, by: str = "", **amounts: Amount) -> list[Cell]:
        """Type amounts into the cells of indicators; `rest` goes into all others."""
        rest = amounts.pop("rest", None)
        by_code = {code.replace("_", "-"): amount for code, amount in amounts.items()}
        typed = [
            Typed(cell.pk, cell.last_act_id, by_code.get(cell.indicator) or _fitting(cell, rest))
            for cell in report.cells.all()
            if cell.indicator in by_code or rest is not None
        ]
        reporter = self.people[by or f"reporter-{report.unit.code}"]
        return fill_in(by=reporter, on=TODAY, report=report, typed=typed)

    def submitted(self, unit: str = "sim-c") -> Report:
        report = self.report(unit)
        self.fill(report, rest=ZERO)
        submit(by=self.people[f"leader-{unit}"], on=TODAY, report=report)
        return report

    def accepted(self, unit: str = "sim-c") -> list[LedgerRow]:
        return accept(by=self.people["verifier-sim-a"], on=TODAY, at=NOW, report=self.submitted(unit))


def _fitting(cell: Cell, amount: Amount | None) -> Amount:
    assert amount is not None
    ratio = cell.indicator == "offence-clearance"
    return Amount(numerator=amount.value, denominator=amount.value) if ratio and amount.is_typed else amount


def world_of_reports() -> World:
    """Return the made-up cluster in April 2025, nothing reported in the office yet."""
    cluster = synthetic_cluster()
    with act("pact-signed", by=None) as done:
        pact = Pact.objects.create(
            cluster=cluster, code="synthetic-cluster", state=PactState.SIGNED, last_act=done
        )
        PactVersion.objects.create(
            pact=pact,
            number=1,
            text=synthetic("pact.toml"),
            indicators=synthetic("indicators.toml"),
            digest="0" * 64,
            last_act=done,
        )
    people = {
        f"{role.value.removeprefix('unit_')}-{unit}": holder(
            f"{role.value.replace('_', '-')}-{unit}", role, unit_called(unit)
        )
        for unit in ("sim-a", "sim-b", "sim-c", "sim-d", "sim-f")
        for title, role in (
            ("reporter", Role.REPORTER),
            ("leader", Role.UNIT_LEADER),
            ("verifier", Role.VERIFIER),
        )
    }
    periods = open_periods(by=people["leader-sim-a"], on=TODAY, pact=pact, days_to_report=6)
    march = next(p for p in periods if p.last_day == date(2025, 4, 14))
    return World(pact, march, people)
