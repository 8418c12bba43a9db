"""Every address of the office, visited by everybody: who gets a page, who is refused, who is led to the sign-in.

A new address fails here until somebody has said whom it is for.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from giaouoc.exchange.figures_file import read_rows
from giaouoc.store.acts import act
from giaouoc.store.ledgers import append
from giaouoc.store.models import Act, Cluster, Holding, LedgerRow, Membership, Proposal, Role, Unit, UnitName
from giaouoc.web.urls import urlpatterns
from tests.support.office import holder, person, synthetic, unit_called
from tests.support.reporting import TODAY, World, world_of_reports
from tests.support.visits import signed_in

pytestmark = pytest.mark.django_db

# An outsider leads a unit of no cluster here, and oversees another cluster.
OWN, LEAD, OTHER = "of the unit", "of the lead", "of another member"
SUPERIOR, AUDITOR, ADMIN = "superior body", "auditor", "administrator"
OUTSIDER, NO_ROLE = "outsider", "without a role"
EVERYBODY = frozenset({OWN, LEAD, OTHER, SUPERIOR, AUDITOR, ADMIN, OUTSIDER, NO_ROLE})
MEMBERS = frozenset({OWN, LEAD, OTHER})
READERS = MEMBERS | {SUPERIOR, AUDITOR}
KEEPERS = frozenset({SUPERIOR, ADMIN})

PACT = "synthetic-cluster"

# Who gets a page by asking for it, or is told that its state does not allow it now; the others are refused.
PAGES: dict[str, frozenset[str]] = {
    "home": EVERYBODY,
    "people": frozenset({ADMIN}),
    "person": frozenset({ADMIN}),
    "units": EVERYBODY,
    "unit": READERS | {ADMIN},
    "new-unit": KEEPERS,
    "reorganise": KEEPERS,
    "clusters": EVERYBODY,
    "cluster": READERS | {ADMIN},
    "new-cluster": KEEPERS,
    "reports": READERS,
    "report": frozenset({OWN, LEAD, AUDITOR}),
    "corrections": READERS,
    "ask-correction": frozenset({OWN}),
    "pacts": READERS,
    "pact": READERS,
    "compare-pact": READERS,
    "new-pact": frozenset({LEAD}),
    "own-lines": frozenset({LEAD}),
    "add-words": frozenset({LEAD}),
    "add-commitment": frozenset({LEAD}),
    "add-commitment-on": frozenset({LEAD}),
    "edit-commitment": frozenset({LEAD}),
    "remove-commitment": frozenset({LEAD}),
    "propose-change": frozenset({OWN, OTHER}),
    "sign-pact": frozenset({OWN, OTHER}),
    "standings": READERS,
    "standing": READERS,
    "standing-commitment": READERS,
    "standing-unit": READERS,
    "verdict": READERS,
    "figure": READERS,
    "standing-download": READERS,
}
# These only take what is sent to them, from these people.
SENT_ONLY: dict[str, frozenset[str]] = {
    "close-account": frozenset({ADMIN}),
    "end-role": frozenset({ADMIN}),
    "add-member": KEEPERS,
    "pass-role": KEEPERS,
    "set-superior": KEEPERS,
    "end-membership": KEEPERS,
    "pact-from-earlier": frozenset({LEAD}),
    "pact-from-files": frozenset({LEAD}),
    "send-out-pact": frozenset({LEAD}),
    "call-for-signatures": frozenset({LEAD}),
    "give-opinion": MEMBERS,
    "answer-proposal": frozenset({LEAD}),
}
# These are for people who are not signed in too.
FOR_STRANGERS = {"first-start", "language"}
REACHED, REFUSED = {200, 400}, {403, 404}


@pytest.fixture
def world(settings: Any) -> World:
    settings.GIAOUOC_TODAY = TODAY
    made = world_of_reports()
    made.report()
    made.accepted("sim-b")
    with act("filled", by=None) as done:
        append(made.pact.cluster, [_row_of_its_own()], done)
    cluster = Cluster.objects.get()
    with act("filled", by=None) as done:
        ministry = Unit.objects.create(code="ministry", last_act=done)
        UnitName.objects.create(unit=ministry, name="Bộ", last_act=done)
        Proposal.objects.create(
            version=made.pact.versions.get(),
            unit=unit_called("sim-c"),
            by=made.people["leader-sim-c"],
            wanted="giảm 3 %",
            reason="Đã giảm sâu.",
            last_act=done,
        )
        cluster.superior, cluster.last_act = ministry, done
        cluster.save()
    made.people |= {
        OWN: made.people["leader-sim-c"],
        LEAD: made.people["verifier-sim-a"],
        OTHER: made.people["leader-sim-d"],
        SUPERIOR: holder("superior", Role.SUPERIOR, ministry),
        AUDITOR: holder("auditor", Role.AUDITOR),
        ADMIN: holder("admin", Role.ADMINISTRATOR),
        OUTSIDER: made.people["leader-sim-f"],
        NO_ROLE: person("nobody"),
    }
    return made


def _row_of_its_own() -> dict[str, str]:
    """Return a row about sim-c, whose report is still a draft."""
    rows = read_rows(synthetic("figures.csv"))
    return next(row for row in rows if row["unit"] == "sim-c" and not row["corrects"])


def named(world: World) -> dict[str, dict[str, Any]]:
    """Return what each address is asked about."""
    pact, commitment = {"code": PACT}, {"code": PACT, "commitment": "traffic"}
    cluster, standing = {"cluster": "sim-cluster"}, {"pact": PACT}
    return {
        "person": {"code": world.people[OTHER].code},
        "close-account": {"code": world.people[OTHER].code},
        "end-role": {"number": Holding.objects.get(person=world.people[OTHER]).pk},
        "unit": {"code": "sim-c"},
        "cluster": {"code": "sim-cluster"},
        "add-member": {"code": "sim-cluster"},
        "pass-role": {"code": "sim-cluster"},
        "set-superior": {"code": "sim-cluster"},
        "end-membership": {"number": Membership.objects.order_by("pk")[0].pk},
        "reports": cluster,
        "report": {"period": world.march.pk, "unit": "sim-c"},
        "corrections": cluster,
        "ask-correction": cluster | {"seq": LedgerRow.objects.filter(unit="sim-c")[0].seq},
        "pacts": cluster,
        "new-pact": cluster,
        "pact-from-earlier": cluster,
        "pact-from-files": cluster,
        **dict.fromkeys(("pact", "send-out-pact", "give-opinion", "call-for-signatures"), pact),
        **dict.fromkeys(("propose-change", "add-commitment", "own-lines", "add-words", "sign-pact"), pact),
        "add-commitment-on": {"code": PACT, "indicator": "fires@1"},
        "edit-commitment": commitment,
        "remove-commitment": commitment,
        "compare-pact": {"code": PACT, "old": 1, "new": 1},
        "answer-proposal": {"number": Proposal.objects.get().pk},
        "standings": cluster,
        "standing": standing,
        "standing-commitment": standing | {"commitment": "traffic"},
        "standing-unit": standing | {"unit": "sim-c"},
        "verdict": standing | {"commitment": "traffic", "unit": "sim-c"},
        "figure": standing | {"seq": 1},
        "standing-download": standing | {"kind": "csv"},
    }


def address(world: World, name: str) -> str:
    return reverse(name, kwargs=named(world).get(name, {}))


def test_every_address_says_whom_it_is_for() -> None:
    names = {p.name for p in urlpatterns if isinstance(p, URLPattern)}
    assert names == {*PAGES, *SENT_ONLY, *FOR_STRANGERS}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_those_it_is_for_and_nobody_else(world: World, name: str) -> None:
    url = address(world, name)
    answers = {who: signed_in(world.people[who]).get(url).status_code for who in EVERYBODY}
    assert {who for who, status in answers.items() if status in REACHED} == PAGES[name]
    assert {status for who, status in answers.items() if who not in PAGES[name]} <= REFUSED


@pytest.mark.parametrize("name", SENT_ONLY)
def test_what_is_sent_is_taken_from_those_who_may_only(world: World, name: str) -> None:
    url = address(world, name)
    others = EVERYBODY - SENT_ONLY[name]
    before = Act.objects.count()
    answers = {who: signed_in(world.people[who]).post(url).status_code for who in others}
    assert {answers[who] for who in (OUTSIDER, NO_ROLE)} <= REFUSED
    # Who may see the page is told what is lacking in what was sent, before anybody asks who may send it.
    assert set(answers.values()) <= {*REFUSED, 400}
    assert {signed_in(world.people[who]).get(url).status_code for who in EVERYBODY} == {405}
    assert Act.objects.count() == before


@pytest.mark.parametrize("name", [*PAGES, *SENT_ONLY])
def test_who_is_not_signed_in_is_led_to_the_sign_in(world: World, name: str) -> None:
    url = address(world, name)
    before = Act.objects.count()
    for answer in (Client().get(url), Client().post(url)):
        assert answer.status_code in (302, 405)
        if answer.status_code == 302:
            assert unquote(answer.headers["Location"]) == f"{reverse('account_login')}?next={unquote(url)}"
    assert Act.objects.count() == before


@pytest.mark.parametrize("name", [*PAGES, *SENT_ONLY, *FOR_STRANGERS])
def test_nothing_but_the_office_itself_is_asked_for_by_a_page(world: World, name: str) -> None:
    """The policy lets a page load from where it came only, and run no script of its own text."""
    answer = signed_in(world.people[ADMIN]).get(address(world, name))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
