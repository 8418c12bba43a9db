"""A cluster of fifty units, each with a reporter who also leads it, for tests of many people at once."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from giaouoc.accounts.models import Person
from giaouoc.engine.units import Cluster, DatedName, Membership, Unit, build_registry
from giaouoc.engine.units import Role as Place
from giaouoc.services.reporting import open_periods
from giaouoc.store.acts import act
from giaouoc.store.ledgers import broken_from, head_of, rows_of
from giaouoc.store.mapping.units import keep_registry
from giaouoc.store.models import Cluster as ClusterRow
from giaouoc.store.models import Holding, Pact, PactState, PactVersion, Report, Role
from giaouoc.store.models import Unit as UnitRow
from tests.support.office import synthetic

CODES = tuple(f"unit-{number:02}" for number in range(1, 51))
LEAD, DEPUTY = CODES[0], CODES[1]
SESSIONS = "sessions.json"
SINCE = date(2025, 1, 1)


def fill() -> None:
    """Write the cluster into an empty office, its pact signed and its months open."""
    units = [Unit(code, (DatedName(f"Công an {code}"),)) for code in CODES]
    places = [Membership(code, Place.MEMBER) for code in CODES]
    places += [Membership(LEAD, Place.LEAD), Membership(DEPUTY, Place.DEPUTY)]
    registry = build_registry(units, (), [Cluster("fifty", "Cụm năm mươi", "test", tuple(places))])
    with act("filled", by=None) as done:
        keep_registry(registry, done)
        pact = Pact.objects.create(
            cluster=ClusterRow.objects.get(), code="fifty", state=PactState.SIGNED, last_act=done
        )
        PactVersion.objects.create(
            pact=pact,
            number=1,
            text=_pact_text(),
            indicators=synthetic("indicators.toml"),
            digest="0" * 64,
            last_act=done,
        )
        for unit in UnitRow.objects.all():
            person = Person(sign_in=unit.code, full_name=f"Cán bộ {unit.code}")
            person.set_unusable_password()
            person.save()
            for role in (Role.UNIT_LEADER, Role.VERIFIER):
                Holding.objects.create(person=person, role=role, unit=unit, first_day=SINCE, last_act=done)
    _sign_everybody_in()
    lead = Person.objects.get(sign_in=LEAD)
    open_periods(by=lead, on=date(2025, 3, 1), pact=pact, days_to_report=6)


def _sign_everybody_in() -> None:
    """Leave a session of each person beside the database: fifty passwords are a test of the processor only."""
    keys = {}
    for person in Person.objects.all():
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        keys[person.sign_in] = session.session_key
    (Path(os.environ["GIAOUOC_DATA"]) / SESSIONS).write_text(json.dumps(keys), encoding="utf-8")


def check() -> None:
    """See that fifty reports were accepted once each, that no row is lost or doubled, and that the chain is whole."""
    cluster = ClusterRow.objects.get()
    reports = Report.objects.all()
    states = {report.state for report in reports}
    cells = sum(report.cells.count() for report in reports)
    rows = rows_of(cluster)
    places = {(row["unit"], row["indicator"], row["first_day"]) for row in rows}
    assert (len(reports), states) == (len(CODES), {"accepted"}), (len(reports), states)
    assert len(rows) == len(places) == cells == head_of(cluster).length, (len(rows), len(places), cells)
    assert broken_from(cluster) is None


def _pact_text() -> str:
    """Return the made-up pact for these signatories, without what names single units of the made-up cluster."""
    text = synthetic("pact.toml").replace('cluster = "sim-cluster"', 'cluster = "fifty"')
    text = text.replace('code = "synthetic-cluster"', 'code = "fifty"')
    signatories = ", ".join(f'"{code}"' for code in CODES)
    text = re.sub(r"signatories = \[[^\]]*\]", f"signatories = [{signatories}]", text)
    head, *commitments = re.split(r"(?m)^(?=\[\[commitment\]\])", text)
    return head + "".join(one for one in commitments if "sim-" not in one)
