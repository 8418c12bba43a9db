"""The made-up cluster in February 2025, with last year's figures in its ledger and the people who make a pact."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from giaouoc.accounts.models import Person
from giaouoc.exchange.figures_file import read_rows
from giaouoc.services.pact_drafts import change_commitment, remove_commitment
from giaouoc.services.pacts import (
    call_for_signatures,
    consult_on_pact,
    draft_pact,
    give_opinion,
    newest_version,
    propose_change,
)
from giaouoc.store.acts import act
from giaouoc.store.ledgers import append
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.models import Cluster, Pact, Role
from tests.support.office import holder, synthetic, synthetic_cluster, unit_called

TODAY = date(2025, 2, 1)
TEXT, INDICATORS = synthetic("pact.toml"), synthetic("indicators.toml")
SIGNATORIES = ("sim-a", "sim-b", "sim-c", "sim-d", "sim-e")
PASSWORD = "hoa sen trên mặt hồ"


@dataclass
class World:
    """sim-a leads and sim-b is deputy; every signatory has a leader, sim-c a reporter too; sim-f is elsewhere."""

    cluster: Cluster
    leaders: dict[str, Person]
    reporter: Person
    auditor: Person
    outsider: Person
    admin: Person
    code: str = "synthetic-cluster"

    @property
    def lead(self) -> Person:
        return self.leaders["sim-a"]

    @property
    def pact(self) -> Pact:
        return Pact.objects.get(code=self.code)

    def draft(self) -> Pact:
        return draft_pact(by=self.lead, on=TODAY, cluster=self.cluster, text=TEXT, indicators=INDICATORS)

    def consulting(self) -> Pact:
        pact = self.draft()
        consult_on_pact(by=self.lead, on=TODAY, pact=pact, answer_by=TODAY + timedelta(days=9))
        return pact

    def spoken_on(self) -> Pact:
        pact = self.consulting()
        for unit, leader in self.leaders.items():
            give_opinion(by=leader, on=TODAY, pact=pact, unit=unit_called(unit), agrees=True)
        return pact

    def signing(self) -> Pact:
        pact = self.spoken_on()
        call_for_signatures(by=self.lead, on=TODAY, pact=pact)
        return pact


def world_of_pacts(*, figures: bool = True) -> World:
    """Return the cluster without a pact; its ledger holds what was known of the year before."""
    cluster = synthetic_cluster()
    if figures:
        with act("history-imported", by=None) as done:
            rows = [row for row in read_rows(synthetic("figures.csv")) if row["published_on"] < "2025-02"]
            append(cluster, [row for row in rows if row["publisher"] == "own" and not row["corrects"]], done)
    leaders = {u: _person(f"leader-{u}", Role.UNIT_LEADER, u) for u in SIGNATORIES}
    return World(
        cluster,
        leaders,
        reporter=_person("reporter-c", Role.REPORTER, "sim-c"),
        auditor=_person("auditor", Role.AUDITOR),
        outsider=_person("outsider", Role.UNIT_LEADER, "sim-f"),
        admin=_person("admin", Role.ADMINISTRATOR),
    )


def _person(sign_in: str, role: Role, unit: str = "") -> Person:
    one = holder(sign_in, role, unit_called(unit) if unit else None)
    one.set_password(PASSWORD)
    with act("password-set", by=None):
        one.save()
    return one


def form_of(page: str) -> dict[str, Any]:
    """Return what the form of a commitment would send as it stands."""
    sent: dict[str, Any] = dict(
        re.findall(r'<input type="(?:text|hidden)" name="([^"]+)" value="([^"]*)"', page)
    )
    sent |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]+)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    sources = re.findall(r'name="sources" value="([^"]+)"[^>]* checked', page)
    return sent | {"sources": sources}


def fill() -> None:
    """Fill an office for a browser: the pact of the cluster out for opinions, in its second version, one proposal."""
    world = world_of_pacts()
    pact = world.consulting()
    said = pact_of(newest_version(pact))
    traffic = said.commitment("traffic")
    change_commitment(
        by=world.lead,
        on=TODAY,
        pact=pact,
        seen=1,
        changed=replace(traffic, text="Phấn đấu giảm ít nhất 5 % cả 3 tiêu chí", sources=("own", "desk")),
    )
    remove_commitment(by=world.lead, on=TODAY, pact=pact, seen=2, code="large-fires")
    propose_change(
        by=world.reporter,
        on=TODAY,
        pact=pact,
        unit=unit_called("sim-c"),
        commitment="traffic",
        wanted="Phấn đấu giảm 3 % cả 3 tiêu chí",
        reason="Năm trước đã giảm sâu.",
    )
    other = TEXT.replace('code = "synthetic-cluster"', 'code = "for-signing"', 1)
    signing = draft_pact(by=world.lead, on=TODAY, cluster=world.cluster, text=other, indicators=INDICATORS)
    consult_on_pact(by=world.lead, on=TODAY, pact=signing, answer_by=TODAY)
    later = TODAY + timedelta(days=1)
    call_for_signatures(by=world.lead, on=later, pact=signing)
