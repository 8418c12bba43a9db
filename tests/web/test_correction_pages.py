"""Corrections by pages: asked for by the unit, decided by another of the cluster, seen by those they concern."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from giaouoc.store.ledgers import ledger_of
from giaouoc.store.models import Correction, CorrectionState, LedgerRow
from tests.support.reporting import TODAY, World, world_of_reports
from tests.support.visits import main_of, said, signed_in

pytestmark = pytest.mark.django_db
LIST = "/clusters/sim-cluster/corrections/"


@pytest.fixture
def world(settings: Any) -> World:
    settings.GIAOUOC_TODAY = TODAY
    made = world_of_reports()
    made.accepted()
    return made


def row() -> LedgerRow:
    return next(r for r in LedgerRow.objects.all() if r.indicator == "x-traffic-deaths")


def ask_at() -> str:
    return reverse("ask-correction", kwargs={"cluster": "sim-cluster", "seq": row().seq})


def ask(world: World, name: str = "reporter-sim-c", **fields: str) -> Any:
    sent = {"value": "4", "reason": "Gõ nhầm."} | fields
    return signed_in(world.people[name]).post(ask_at(), sent)


def test_a_correction_goes_from_the_unit_to_the_ledger(world: World) -> None:
    page = main_of(signed_in(world.people["reporter-sim-c"]).get(ask_at()))
    assert said("web_corrections.ask.stands") in page
    assert ask(world).headers["Location"] == LIST
    asked = Correction.objects.get()
    verifier = signed_in(world.people["verifier-sim-a"])
    assert said("web_corrections.list.approve") in main_of(verifier.get(LIST))
    assert verifier.post(LIST, {"correction": asked.pk, "do": "approve"}).status_code == 302
    assert [e.value for e in ledger_of(world.pact.cluster) if e.corrects] == [4]
    assert said("web_corrections.state.approved") in main_of(verifier.get(LIST))


def test_what_is_lacking_is_told_and_what_was_typed_stays(world: World) -> None:
    answer = ask(world, value="bốn", reason="Gõ nhầm & thiếu")
    assert answer.status_code == 400
    assert 'value="bốn"' in answer.content.decode()
    assert "Gõ nhầm &amp; thiếu" in answer.content.decode()
    assert ask(world, reason=" ").status_code == 400
    assert not Correction.objects.exists()


def test_a_refusal_has_an_answer(world: World) -> None:
    ask(world)
    asked = Correction.objects.get()
    verifier = signed_in(world.people["verifier-sim-b"])
    assert verifier.post(LIST, {"correction": asked.pk, "do": "refuse"}).status_code == 400
    verifier.post(LIST, {"correction": asked.pk, "do": "refuse", "answer": "Đã đối chiếu."})
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (CorrectionState.REFUSED, "Đã đối chiếu.")
    assert "Đã đối chiếu." in main_of(signed_in(world.people["reporter-sim-c"]).get(LIST))


def test_a_request_is_seen_by_its_unit_and_its_verifiers_until_it_is_decided(world: World) -> None:
    ask(world)
    seen = {name: "Gõ nhầm." in main_of(signed_in(world.people[name]).get(LIST)) for name in
            ("reporter-sim-c", "leader-sim-c", "verifier-sim-a", "verifier-sim-b", "reporter-sim-d")}  # fmt: skip
    assert seen == {
        "reporter-sim-c": True,
        "leader-sim-c": True,
        "verifier-sim-a": True,
        "verifier-sim-b": True,
        "reporter-sim-d": False,
    }


@pytest.mark.parametrize("name", ["reporter-sim-c", "leader-sim-c", "verifier-sim-c", "verifier-sim-d"])
def test_nobody_else_decides(world: World, name: str) -> None:
    ask(world)
    asked = Correction.objects.get()
    answer = signed_in(world.people[name]).post(LIST, {"correction": asked.pk, "do": "approve"})
    assert answer.status_code == 403
    assert LedgerRow.objects.filter(cluster=world.pact.cluster).count() == len(ledger_of(world.pact.cluster))
    asked.refresh_from_db()
    assert asked.state == CorrectionState.ASKED


def test_only_the_unit_asks_and_outsiders_see_nothing(world: World) -> None:
    for name in ("reporter-sim-d", "verifier-sim-a", "leader-sim-f"):
        assert ask(world, name).status_code == 403
    assert signed_in(world.people["leader-sim-f"]).get(LIST).status_code == 403


def test_the_history_of_a_figure_leads_its_unit_to_a_correction(world: World) -> None:
    url = reverse("figure", kwargs={"pact": world.pact.code, "seq": row().seq})
    leads = {
        name: ask_at() in signed_in(world.people[name]).get(url).content.decode()
        for name in ("reporter-sim-c", "reporter-sim-d", "verifier-sim-a")
    }
    assert leads == {"reporter-sim-c": True, "reporter-sim-d": False, "verifier-sim-a": False}
