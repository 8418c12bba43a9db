"""What waits for a person: reports to fill in, to submit, to verify; pacts to speak on and to sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from giaouoc.services.pacts import newest_version
from giaouoc.services.permissions import Bodies, Permission, Who, may
from giaouoc.services.policies import PactStep, pact_allows
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.models import Pact, PactState, Period, Report, ReportState


class DutyKind(StrEnum):
    """To type figures in, to change returned ones, to submit as the leader, to accept or return for the cluster."""

    FILL = "fill"
    MEND = "mend"
    SUBMIT = "submit"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that waits for a person, by when."""

    kind: DutyKind
    period: Period
    unit: str
    due_on: date


class PactDutyKind(StrEnum):
    """To agree or object, to sign as the leader."""

    SPEAK = "speak"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class PactDuty:
    """A pact that waits for a person, for one unit."""

    kind: PactDutyKind
    pact: Pact
    unit: str


_BY_STATE = {
    ReportState.DRAFT: (DutyKind.FILL, Permission.REPORT_FIGURES),
    ReportState.RETURNED: (DutyKind.MEND, Permission.REPORT_FIGURES),
    ReportState.WITH_LEADER: (DutyKind.SUBMIT, Permission.SUBMIT_FIGURES),
    ReportState.SUBMITTED: (DutyKind.VERIFY, Permission.VERIFY_FIGURES),
}


def duties_of(who: Who, on: date, bodies: Mapping[str, Bodies]) -> list[Duty]:
    """Return what waits for a person in these clusters, the earliest due first: of periods that are over and open.

    A report that nobody has begun is one to fill in.
    """
    periods = Period.objects.filter(
        last_day__lt=on, locked=False, pact__cluster__code__in=list(bodies)
    ).select_related("pact__cluster")
    reports = {
        (r.period_id, r.unit.code): r
        for r in Report.objects.filter(period__in=periods).select_related("unit")
    }
    found = (
        duty
        for period in periods
        for duty in _of_period(who, period, bodies[period.pact.cluster.code], reports)
    )
    return sorted(found, key=lambda d: (d.due_on, d.unit))


def _of_period(
    who: Who, period: Period, of: Bodies, reports: Mapping[tuple[int, str], Report]
) -> Iterator[Duty]:
    for unit in sorted(of.members):
        report = reports.get((period.pk, unit))
        state = ReportState.DRAFT if report is None else ReportState(report.state)
        if state not in _BY_STATE:
            continue
        kind, needed = _BY_STATE[state]
        if may(who, needed, of=of, unit=unit):
            yield Duty(kind, period, unit, period.due_on)


def pact_duties_of(who: Who, bodies: Mapping[str, Bodies]) -> list[PactDuty]:
    """Return the pacts of these clusters on whose newest version a unit of the person has not spoken or not signed."""
    waiting = Pact.objects.filter(
        cluster__code__in=list(bodies), state__in=[PactState.CONSULTING, PactState.SIGNING]
    ).select_related("cluster")
    return [duty for pact in waiting for duty in _of_pact(who, pact, bodies[pact.cluster.code])]


def _of_pact(who: Who, pact: Pact, of: Bodies) -> Iterator[PactDuty]:
    version = newest_version(pact)
    signs = pact_allows(pact.state, PactStep.SIGN)
    needed = Permission.SIGN_PACT if signs else Permission.SPEAK_ON_PACT
    done = version.signatures if signs else version.opinions
    answered = set(done.values_list("unit__code", flat=True))
    for unit in pact_of(version).signatories:
        if unit not in answered and may(who, needed, of=of, unit=unit):
            yield PactDuty(PactDutyKind.SIGN if signs else PactDutyKind.SPEAK, pact, unit)
