"""Fill an empty office with the made-up cluster at a stage of its year; run by tools/demo_office.py."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "examples" / "synthetic-cluster"
# The day on which each stage stands.
STAGES = {
    "signing": date(2025, 2, 12),
    "reporting": date(2025, 4, 17),
    "mid-year": date(2025, 7, 18),
    "final": date(2026, 1, 20),
}
# One person for each role: name, role, unit; `verifier` works for the lead of the cluster.
PEOPLE: dict[str, tuple[str, str, str]] = {
    "admin": ("Trần Thị Quản", "administrator", ""),
    "reporter": ("Nguyễn Văn Lập", "reporter", "sim-c"),
    "leader": ("Lê Thị Thủ", "unit_leader", "sim-c"),
    "verifier": ("Phạm Văn Thẩm", "verifier", "sim-a"),
    "superior": ("Hoàng Thị Cấp", "superior", "sim-ministry"),
    "auditor": ("Đỗ Văn Kiểm", "auditor", ""),
}
SINCE = date(2024, 1, 1)
# Other members, so that some reports are there already.
OTHERS = ("sim-a", "sim-b", "sim-d")


def fill(stage: str) -> None:
    """Fill the office that the environment names."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    day = STAGES[stage]
    chief = _people(day)
    pact = _case(chief, day)
    if stage == "signing":
        _before_signing(pact, day)
        return
    last = _months(pact, day)
    if stage == "final":
        _next_lead(chief, pact, day)
    else:
        _reports(last, day)


def _people(day: date) -> Any:
    """Make the first administrator; the others need units and follow."""
    from giaouoc.services.people import make_first_administrator

    name, _, _ = PEOPLE["admin"]
    return make_first_administrator(
        on=SINCE, sign_in="admin", full_name=name, password=os.environ["DEMO_ADMIN"]
    )


def _case(chief: Any, day: date) -> Any:
    """Take in the made-up case with what was published before the day, and give everybody else their role."""
    from giaouoc.services.clusters import set_superior
    from giaouoc.services.handover import import_case
    from giaouoc.services.people import add_person, give_role
    from giaouoc.services.units import NewUnit, add_unit
    from giaouoc.store.models import Role, Unit

    whole = day >= STAGES["final"]
    pact = import_case(by=chief, on=day, folder=CASE, keep=None if whole else _published_before(day))
    ministry = add_unit(by=chief, on=day, unit=NewUnit("sim-ministry", "Bộ Mô phỏng", "Simulated Ministry"))
    set_superior(by=chief, on=day, cluster=pact.cluster, superior=ministry)
    for sign_in, (name, role, unit) in PEOPLE.items():
        if sign_in == "admin":
            continue
        person = add_person(
            by=chief, on=day, sign_in=sign_in, full_name=name, password=os.environ[f"DEMO_{sign_in.upper()}"]
        )
        body = Unit.objects.get(code=unit) if unit else None
        give_role(by=chief, on=day, person=person, role=Role(role), unit=body, first_day=SINCE)
    return pact


def _published_before(day: date) -> Callable[[Mapping[str, str]], bool]:
    """Return what picks the rows of the ledger that were there on a day; a correction numbers rows of the whole."""
    return lambda row: row["published_on"] < day.isoformat() and not row["corrects"]


def _before_signing(pact: Any, day: date) -> None:
    """Put the pact back to where its leaders are asked to sign."""
    from giaouoc.store.acts import act
    from giaouoc.store.models import PactState

    with act("demonstration-staged", by=None, about=f"pact:{pact.code}", cluster=pact.cluster.code) as done:
        pact.state, pact.answer_by, pact.last_act = PactState.SIGNING, day - timedelta(days=2), done
        pact.save()


def _months(pact: Any, day: date) -> Any:
    """Open the months and lock those whose figures came with the case; return the last one that is over."""
    from giaouoc.accounts.models import Person
    from giaouoc.services.reporting import lock_period, open_periods

    superior = Person.objects.get(sign_in="superior")
    open_periods(by=superior, on=day, pact=pact, days_to_report=6)
    over = list(pact.periods.filter(last_day__lt=day).order_by("last_day"))
    for period in over if over[-1].due_on < day else over[:-1]:
        lock_period(by=superior, on=day, period=period)
    return over[-1]


def _reports(period: Any, day: date) -> None:
    """Of the month that is due, two members have submitted and one has begun."""
    from giaouoc.services.reporting import submit

    for unit in OTHERS:
        officer = _officer(unit, day)
        report = _fill(officer, day, period, unit)
        if unit != "sim-d":
            submit(by=officer, on=day, report=report)


def _officer(unit: str, day: date) -> Any:
    """Make somebody who reports for another member and leads it; nobody gets their password."""
    import secrets

    from giaouoc.accounts.models import Person
    from giaouoc.services.people import add_person, give_role
    from giaouoc.store.models import Role, Unit

    chief = Person.objects.get(sign_in="admin")
    officer = add_person(
        by=chief, on=day, sign_in=unit, full_name=f"Cán bộ {unit}", password=secrets.token_urlsafe(24)
    )
    body = Unit.objects.get(code=unit)
    give_role(by=chief, on=day, person=officer, role=Role.UNIT_LEADER, unit=body, first_day=SINCE)
    return officer


def _fill(officer: Any, day: date, period: Any, unit: str) -> Any:
    """Type the figures that the case has for a month into a report; what it does not have is said to be missing."""
    from giaouoc.engine.figures import Status
    from giaouoc.exchange.figures_file import read_rows
    from giaouoc.services.amounts import Amount
    from giaouoc.services.reporting import Typed, fill_in, open_report
    from giaouoc.store.models import Unit

    report = open_report(by=officer, on=day, period=period, unit=Unit.objects.get(code=unit))
    rows = {
        (row["indicator"], row["first_day"], row["last_day"]): row
        for row in read_rows((CASE / "figures.csv").read_text(encoding="utf-8"))
        if row["unit"] == unit and row["publisher"] == "own" and row["status"] == "reported"
    }
    typed = []
    for cell in report.cells.all():
        row = rows.get((cell.indicator, cell.first_day.isoformat(), cell.last_day.isoformat()))
        amount = Amount(Status.MISSING, note="chờ số liệu của phòng nghiệp vụ")
        if row is not None:
            ratio = bool(row["numerator"])
            amount = Amount(
                value="" if ratio else row["value"],
                numerator=row["numerator"],
                denominator=row["denominator"],
            )
        typed.append(Typed(cell.pk, cell.last_act_id, amount))
    fill_in(by=officer, on=day, report=report, typed=typed)
    return report


def _next_lead(chief: Any, pact: Any, day: date) -> None:
    """Pass the lead on for the new year."""
    from giaouoc.engine.units import Role
    from giaouoc.services.clusters import add_member, pass_role
    from giaouoc.store.models import Unit

    for unit in ("sim-a", "sim-b"):  # who led in 2025 was in the cluster by that only
        body = Unit.objects.get(code=unit)
        add_member(by=chief, on=day, cluster=pact.cluster, unit=body, first_day=date(2026, 1, 1))
    for role, unit in ((Role.LEAD, "sim-a"), (Role.DEPUTY, "sim-c")):
        pass_role(
            by=chief,
            on=day,
            cluster=pact.cluster,
            role=role,
            unit=Unit.objects.get(code=unit),
            first_day=date(2026, 1, 1),
            last_day=date(2026, 12, 31),
        )


if __name__ == "__main__":
    fill(sys.argv[1])
