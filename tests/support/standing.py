"""The made-up cluster with its signed pact and its whole ledger in the office, and people who look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from giaouoc.accounts.models import Person
from giaouoc.exchange.figures_file import read_rows
from giaouoc.services.people import add_person, give_role, make_first_administrator
from giaouoc.store import ledgers
from giaouoc.store.acts import act
from giaouoc.store.models import Cluster, Pact, PactState, PactVersion, Role
from tests.support.browser import PASSWORD
from tests.support.office import holder, synthetic, synthetic_cluster, unit_called

SIGNED = 'signatories = ["sim-a", "sim-b", "sim-c", "sim-d", "sim-e"]'
SEVEN = ["sim-a", "sim-b", "sim-c", "sim-d", "sim-e", "sim-f", "sim-ef"]
LONG_AGO, TODAY = date(2020, 1, 1), date(2026, 2, 20)


@dataclass
class StandingWorld:
    """A cluster at the end of its year; `people` by what they are."""

    cluster: Cluster
    pact: Pact
    people: dict[str, Person] = field(default_factory=dict)


def world_of_standing(signatories: Sequence[str] = ()) -> StandingWorld:
    """Return the made-up cluster with everything its example folder holds; other signatories where some are named."""
    cluster, pact = _judged_cluster(signatories)
    people = {
        "member": holder("member", Role.REPORTER, unit_called("sim-c")),
        "auditor": holder("auditor", Role.AUDITOR),
        "outsider": holder("outsider", Role.UNIT_LEADER, unit_called("sim-f")),
        "administrator": holder("administrator", Role.ADMINISTRATOR),
    }
    return StandingWorld(cluster, pact, people)


def with_superior(world: StandingWorld) -> Person:
    """Let the cluster answer to a body, and return somebody of that body."""
    body = unit_called("sim-f")
    with act("superior-set", by=None, about=f"cluster:{world.cluster.code}") as done:
        world.cluster.superior, world.cluster.last_act = body, done
        world.cluster.save()
    return holder("superior", Role.SUPERIOR, body)


def fill() -> None:
    """Fill a running office: the cluster at the end of its year, an administrator, a member and an auditor."""
    admin = make_first_administrator(
        on=LONG_AGO, sign_in="admin", full_name="Trần Thị Quản", password=PASSWORD
    )
    _judged_cluster()
    _pact_of_seven()
    for sign_in, name, role, unit in (
        ("lan", "Nguyễn Thị Lan", Role.REPORTER, unit_called("sim-c")),
        ("kiem", "Lê Văn Kiểm", Role.AUDITOR, None),
    ):
        one = add_person(by=admin, on=LONG_AGO, sign_in=sign_in, full_name=name, password=PASSWORD)
        give_role(by=admin, on=LONG_AGO, person=one, role=role, unit=unit, first_day=LONG_AGO)


def _judged_cluster(signatories: Sequence[str] = ()) -> tuple[Cluster, Pact]:
    cluster = synthetic_cluster()
    text = synthetic("pact.toml")
    if signatories:
        assert SIGNED in text
        text = text.replace(SIGNED, f"signatories = {list(signatories)}")
    with act("pact-signed", by=None, about="pact:synthetic-cluster", cluster=cluster.code) as done:
        pact = Pact.objects.create(
            cluster=cluster, code="synthetic-cluster", state=PactState.SIGNED, last_act=done
        )
        PactVersion.objects.create(
            pact=pact,
            number=1,
            text=text,
            indicators=synthetic("indicators.toml"),
            digest="0" * 64,
            last_act=done,
        )
        ledgers.append(cluster, read_rows(synthetic("figures.csv")), done)
    return cluster, pact


def _pact_of_seven() -> None:
    """Sign a second pact by more units than a board has room for; it reads the same ledger."""
    cluster = Cluster.objects.get(code="sim-cluster")
    text = synthetic("pact.toml").replace(SIGNED, f"signatories = {SEVEN}")
    text = text.replace('code = "synthetic-cluster"', 'code = "seven"')
    with act("pact-signed", by=None, about="pact:seven", cluster=cluster.code) as done:
        pact = Pact.objects.create(cluster=cluster, code="seven", state=PactState.SIGNED, last_act=done)
        PactVersion.objects.create(
            pact=pact,
            number=1,
            text=text,
            indicators=synthetic("indicators.toml"),
            digest="1" * 64,
            last_act=done,
        )
