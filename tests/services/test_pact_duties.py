"""Which pacts wait for whom, from the call for opinions to the last signature."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from giaouoc.accounts.models import Person
from giaouoc.services.clusters import bodies_of
from giaouoc.services.duties import PactDutyKind, pact_duties_of
from giaouoc.services.pacts import (
    call_for_signatures,
    consult_on_pact,
    draft_pact,
    give_opinion,
    newest_version,
    sign_pact,
)
from giaouoc.services.people import who_is
from giaouoc.store.models import Cluster, Role
from tests.support.office import holder, synthetic, synthetic_cluster, unit_called

pytestmark = pytest.mark.django_db
TODAY = date(2025, 2, 1)
SIGNATORIES = ("sim-a", "sim-b", "sim-c", "sim-d", "sim-e")
SPEAK, SIGN = PactDutyKind.SPEAK, PactDutyKind.SIGN


def waits(cluster: Cluster, person: Person) -> list[tuple[PactDutyKind, str]]:
    found = pact_duties_of(who_is(person, TODAY), {cluster.code: bodies_of(cluster, TODAY)})
    return [(duty.kind, duty.unit) for duty in found]


def test_a_pact_waits_for_each_member_until_it_has_spoken_and_then_signed() -> None:
    cluster = synthetic_cluster()
    leaders = {unit: holder(f"leader-{unit}", Role.UNIT_LEADER, unit_called(unit)) for unit in SIGNATORIES}
    reporter = holder("reporter", Role.REPORTER, unit_called("sim-c"))
    others = (holder("outsider", Role.UNIT_LEADER, unit_called("sim-f")), holder("auditor", Role.AUDITOR))
    lead, third = leaders["sim-a"], leaders["sim-c"]
    text, indicators = synthetic("pact.toml"), synthetic("indicators.toml")
    pact = draft_pact(by=lead, on=TODAY, cluster=cluster, text=text, indicators=indicators)
    assert [waits(cluster, one) for one in (lead, third, reporter, *others)] == [[]] * 5

    consult_on_pact(by=lead, on=TODAY, pact=pact, answer_by=TODAY)
    assert [waits(cluster, one) for one in (third, reporter, *others)] == [
        [(SPEAK, "sim-c")],
        [(SPEAK, "sim-c")],
        [],
        [],
    ]
    for unit, leader in leaders.items():
        give_opinion(by=leader, on=TODAY, pact=pact, unit=unit_called(unit), agrees=True)
    assert waits(cluster, third) == []

    call_for_signatures(by=lead, on=TODAY, pact=pact)
    assert [waits(cluster, one) for one in (third, reporter, *others)] == [[(SIGN, "sim-c")], [], [], []]
    sign_pact(
        by=third,
        on=TODAY,
        at=datetime(2025, 2, 1, 2, 0, tzinfo=UTC),
        pact=pact,
        unit=unit_called("sim-c"),
        digest=newest_version(pact).digest,
        position="Giám đốc",
    )
    assert (waits(cluster, third), waits(cluster, lead)) == ([], [(SIGN, "sim-a")])
