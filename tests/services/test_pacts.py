"""A pact on its way: drafted by the lead, spoken on by members, signed by leaders, and then frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from giaouoc.accounts.models import Person
from giaouoc.exchange.pact_file import read_pact
from giaouoc.exchange.rules_files import OWN_RULES
from giaouoc.services.pacts import (
    answer_proposal,
    call_for_signatures,
    consult_on_pact,
    digest_of,
    draft_pact,
    give_opinion,
    newest_version,
    propose_change,
    revise_pact,
    sign_pact,
)
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.models import Act, Cluster, Opinion, Pact, PactState, ProposalState, Role, Signature
from tests.support.office import holder, refusal_of, synthetic, synthetic_cluster, unit_called

pytestmark = pytest.mark.django_db
TODAY = date(2025, 2, 1)
NOW = datetime(2025, 2, 10, 3, 0, tzinfo=UTC)
TEXT, INDICATORS = synthetic("pact.toml"), synthetic("indicators.toml")
SIGNATORIES = read_pact(TEXT, OWN_RULES.calendars, OWN_RULES.holidays).signatories


@dataclass
class World:
    """The made-up cluster with its people: a leader for each signatory, an outsider from elsewhere."""

    cluster: Cluster
    leaders: dict[str, Person]
    outsider: Person

    @property
    def lead(self) -> Person:
        return self.leaders["sim-a"]

    def draft(self, **change: Any) -> Pact:
        asked: dict[str, Any] = {
            "by": self.lead,
            "on": TODAY,
            "cluster": self.cluster,
            "text": TEXT,
            "indicators": INDICATORS,
        }
        return draft_pact(**asked | change)

    def consulting(self) -> Pact:
        pact = self.draft()
        consult_on_pact(by=self.lead, on=TODAY, pact=pact, answer_by=TODAY + timedelta(days=9))
        return pact

    def signing(self) -> Pact:
        pact = self.consulting()
        for unit, leader in self.leaders.items():
            give_opinion(by=leader, on=TODAY, pact=pact, unit=unit_called(unit), agrees=True)
        call_for_signatures(by=self.lead, on=TODAY, pact=pact)
        return pact

    def sign(self, pact: Pact, unit: str, digest: str = "", by: Person | None = None) -> Signature:
        return sign_pact(
            by=by or self.leaders[unit],
            on=TODAY,
            at=NOW,
            pact=pact,
            unit=unit_called(unit),
            digest=digest or newest_version(pact).digest,
            position="Giám đốc",
        )


@pytest.fixture
def world() -> World:
    cluster = synthetic_cluster()
    leaders = {u: holder(f"leader-{u}", Role.UNIT_LEADER, unit_called(u)) for u in SIGNATORIES}
    return World(cluster, leaders, holder("outsider", Role.UNIT_LEADER, unit_called("sim-f")))


def test_the_draft_is_the_pact_the_engine_reads_from_the_file(world: World) -> None:
    version = newest_version(world.draft())
    assert pact_of(version) == read_pact(TEXT, OWN_RULES.calendars, OWN_RULES.holidays)
    assert (version.number, version.digest) == (1, digest_of(TEXT, INDICATORS))


def test_the_hash_is_of_what_is_said_and_not_of_how_it_is_laid_out() -> None:
    assert digest_of("# a remark\n" + TEXT.replace("\n\n", "\n\n\n"), INDICATORS) == digest_of(
        TEXT, INDICATORS
    )
    assert digest_of(TEXT.replace("value = 5\n", "value = 6\n"), INDICATORS) != digest_of(TEXT, INDICATORS)
    assert digest_of(TEXT, INDICATORS + "\n[[own]]\n") != digest_of(TEXT, INDICATORS)


def test_what_the_engine_refuses_is_not_kept(world: World) -> None:
    unknown = TEXT.replace('signatories = ["sim-a"', 'signatories = ["nobody", "sim-a"')
    other = TEXT.replace('cluster = "sim-cluster"', 'cluster = "another"')
    assert unknown != TEXT
    assert other != TEXT
    assert refusal_of(lambda: world.draft(text=unknown)) == ["checks.signatory-unknown"]
    assert refusal_of(lambda: world.draft(text=other)) == ["pact_office.another-cluster"]
    assert Pact.objects.count() == 0
    world.draft()
    assert refusal_of(world.draft) == ["pact_office.code-taken"]


def test_only_lead_and_deputy_draft(world: World) -> None:
    for by in (world.leaders["sim-c"], world.outsider):
        assert refusal_of(partial(world.draft, by=by)) == ["permissions.may-not-draft-pact"]
    world.draft(by=world.leaders["sim-b"])


def test_a_pact_goes_from_draft_to_signed_by_all(world: World) -> None:
    pact = world.signing()
    assert pact.state == PactState.SIGNING
    for place, unit in enumerate(SIGNATORIES, start=1):
        signature = world.sign(pact, unit)
        assert signature.name == world.leaders[unit].full_name
        assert (pact.state == PactState.SIGNED) == (place == len(SIGNATORIES))
    verbs = Act.objects.filter(about=f"pact:{pact.code}").values_list("verb", flat=True)
    assert list(verbs) == [
        "pact-drafted",
        "pact-sent-out",
        *["opinion-given"] * len(SIGNATORIES),
        "signing-opened",
        *["pact-signed"] * len(SIGNATORIES),
    ]


def test_a_signed_pact_is_frozen(world: World) -> None:
    pact = world.signing()
    for unit in SIGNATORIES:
        world.sign(pact, unit)
    answers: list[Callable[[], object]] = [
        lambda: revise_pact(by=world.lead, on=TODAY, pact=pact, text=TEXT, indicators=INDICATORS),
        lambda: consult_on_pact(by=world.lead, on=TODAY, pact=pact, answer_by=TODAY),
        lambda: give_opinion(by=world.lead, on=TODAY, pact=pact, unit=unit_called("sim-a"), agrees=True),
        lambda: call_for_signatures(by=world.lead, on=TODAY, pact=pact),
        lambda: world.sign(pact, "sim-a"),
    ]
    assert [refusal_of(answer) for answer in answers] == [["policies.pact-signed"]] * len(answers)


def test_a_leader_signs_for_the_own_unit_once_and_only_what_was_read(world: World) -> None:
    pact = world.signing()
    assert refusal_of(lambda: world.sign(pact, "sim-b", by=world.lead)) == ["permissions.may-not-sign-pact"]
    assert refusal_of(lambda: world.sign(pact, "sim-a", digest="0" * 64)) == ["pact_office.another-version"]
    world.sign(pact, "sim-a")
    assert refusal_of(lambda: world.sign(pact, "sim-a")) == ["pact_office.signed-already"]
    assert Signature.objects.count() == 1


def test_a_new_version_asks_for_opinions_and_signatures_anew(world: World) -> None:
    pact = world.signing()
    world.sign(pact, "sim-a")
    revise_pact(
        by=world.lead,
        on=TODAY,
        pact=pact,
        text=TEXT.replace("value = 5\n", "value = 6\n"),
        indicators=INDICATORS,
    )
    assert pact.state == PactState.CONSULTING
    version = newest_version(pact)
    assert (version.number, version.opinions.count(), version.signatures.count()) == (2, 0, 0)
    assert refusal_of(lambda: call_for_signatures(by=world.lead, on=TODAY, pact=pact)) == [
        "pact_office.members-silent"
    ]


def test_an_objection_has_a_reason_and_does_not_keep_the_pact_from_signing(world: World) -> None:
    pact = world.consulting()
    objects: dict[str, Any] = {
        "by": world.leaders["sim-c"],
        "on": TODAY,
        "pact": pact,
        "unit": unit_called("sim-c"),
        "agrees": False,
    }
    assert refusal_of(lambda: give_opinion(**objects)) == ["pact_office.reason-missing"]
    give_opinion(**objects, reason="Số gốc chưa thống nhất.")
    assert refusal_of(lambda: call_for_signatures(by=world.lead, on=TODAY, pact=pact)) == [
        "pact_office.members-silent"
    ]
    later = TODAY + timedelta(days=9)
    assert refusal_of(lambda: call_for_signatures(by=world.lead, on=later, pact=pact)) == [
        "pact_office.members-silent"
    ]
    call_for_signatures(by=world.lead, on=later + timedelta(days=1), pact=pact)
    assert Opinion.objects.get().reason == "Số gốc chưa thống nhất."


def test_a_member_changes_its_mind_until_signing_begins(world: World) -> None:
    pact = world.consulting()
    mine: dict[str, Any] = {
        "by": world.leaders["sim-c"],
        "on": TODAY,
        "pact": pact,
        "unit": unit_called("sim-c"),
    }
    give_opinion(**mine, agrees=False, reason="Chưa rõ.")
    give_opinion(**mine, agrees=True)
    assert [(o.agrees, o.reason) for o in Opinion.objects.all()] == [(True, "")]


def test_proposals_are_answered_before_signatures_are_asked_for(world: World) -> None:
    pact = world.consulting()
    code = pact_of(newest_version(pact)).commitments[0].code
    mine: dict[str, Any] = {
        "by": world.leaders["sim-c"],
        "on": TODAY,
        "pact": pact,
        "unit": unit_called("sim-c"),
    }
    assert refusal_of(lambda: propose_change(**mine, commitment="nothing", wanted=" ", reason="")) == [
        "pact_office.commitment-unknown",
        "pact_office.proposal-empty",
        "pact_office.reason-missing",
    ]
    proposal = propose_change(**mine, commitment=code, wanted="giảm 3 %", reason="Năm trước đã giảm sâu.")
    later = TODAY + timedelta(days=10)
    assert refusal_of(lambda: call_for_signatures(by=world.lead, on=later, pact=pact)) == [
        "pact_office.proposals-open"
    ]
    asked: dict[str, Any] = {"by": world.lead, "on": TODAY, "proposal": proposal}
    assert refusal_of(lambda: answer_proposal(**asked, taken=False)) == ["pact_office.reason-missing"]
    answer_proposal(**asked, taken=False, answer="Giữ mức chung của cụm.")
    assert proposal.state == ProposalState.DECLINED
    assert refusal_of(lambda: answer_proposal(**asked, taken=True)) == ["pact_office.proposal-answered"]
    call_for_signatures(by=world.lead, on=later, pact=pact)


def test_an_outsider_neither_speaks_nor_signs(world: World) -> None:
    pact = world.consulting()
    theirs: dict[str, Any] = {"by": world.outsider, "on": TODAY, "pact": pact, "unit": unit_called("sim-f")}
    assert refusal_of(lambda: give_opinion(**theirs, agrees=True)) == ["permissions.may-not-speak-on-pact"]
    assert refusal_of(lambda: world.sign(pact, "sim-f", by=world.outsider)) == [
        "permissions.may-not-sign-pact"
    ]
