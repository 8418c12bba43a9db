"""What waits for whom, as a report goes its way."""

from __future__ import annotations

from datetime import date

import pytest

from giaouoc.accounts.models import Person
from giaouoc.services.clusters import bodies_of
from giaouoc.services.duties import DutyKind, duties_of
from giaouoc.services.people import who_is
from giaouoc.services.reporting import accept, hand_up, lock_period, return_cells, submit
from giaouoc.store.models import Period
from tests.support.reporting import NOW, TODAY, ZERO, World, world_of_reports

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = world_of_reports()
    for period in Period.objects.exclude(pk=made.march.pk):
        lock_period(by=made.people["leader-sim-a"], on=TODAY, period=period)
    return made


def waits(world: World, name: str, on: date = TODAY) -> list[tuple[DutyKind, str]]:
    person: Person = world.people[name]
    cluster = world.pact.cluster
    found = duties_of(who_is(person, on), on, {cluster.code: bodies_of(cluster, on)})
    assert {d.period for d in found} <= {world.march}
    return [(d.kind, d.unit) for d in found]


def test_a_report_waits_for_one_after_the_other(world: World) -> None:
    everybody = ("reporter-sim-c", "leader-sim-c", "verifier-sim-a", "reporter-sim-d", "leader-sim-f")
    fill = [(DutyKind.FILL, "sim-c")]

    def all_waits() -> dict[str, list[tuple[DutyKind, str]]]:
        return {name: waits(world, name) for name in everybody}

    others = {"reporter-sim-d": [(DutyKind.FILL, "sim-d")], "leader-sim-f": []}
    assert all_waits() == {"reporter-sim-c": fill, "leader-sim-c": fill, "verifier-sim-a": []} | others
    report = world.report()
    world.fill(report, rest=ZERO)
    hand_up(by=world.people["reporter-sim-c"], on=TODAY, report=report)
    nothing: dict[str, list[tuple[DutyKind, str]]] = {
        "reporter-sim-c": [], "leader-sim-c": [], "verifier-sim-a": []
    }  # fmt: skip
    assert all_waits() == nothing | {"leader-sim-c": [(DutyKind.SUBMIT, "sim-c")]} | others
    submit(by=world.people["leader-sim-c"], on=TODAY, report=report)
    assert all_waits() == nothing | {"verifier-sim-a": [(DutyKind.VERIFY, "sim-c")]} | others
    cell = report.cells.order_by("pk")[0]
    return_cells(by=world.people["verifier-sim-a"], on=TODAY, report=report, reasons={cell.pk: "Xem lại."})
    mend = [(DutyKind.MEND, "sim-c")]
    assert all_waits() == nothing | {"reporter-sim-c": mend, "leader-sim-c": mend} | others
    submit(by=world.people["leader-sim-c"], on=TODAY, report=report)
    accept(by=world.people["verifier-sim-a"], on=TODAY, at=NOW, report=report)
    assert all_waits() == nothing | others


def test_nothing_waits_before_a_period_is_over_or_once_it_is_locked(world: World) -> None:
    last_day = world.march.last_day
    assert waits(world, "reporter-sim-c", last_day) == []
    lock_period(by=world.people["leader-sim-a"], on=TODAY, period=world.march)
    assert waits(world, "reporter-sim-c") == []


def test_nobody_is_asked_to_verify_their_own_unit(world: World) -> None:
    for unit in ("sim-a", "sim-b", "sim-c"):
        world.submitted(unit)
    assert waits(world, "verifier-sim-a") == [(DutyKind.VERIFY, "sim-b"), (DutyKind.VERIFY, "sim-c")]
    assert waits(world, "verifier-sim-b") == [(DutyKind.VERIFY, "sim-a"), (DutyKind.VERIFY, "sim-c")]
    assert waits(world, "verifier-sim-d") == []
