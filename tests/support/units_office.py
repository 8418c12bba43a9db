"""The office that browsers visit for the pages of units and clusters; called inside a running office."""

from __future__ import annotations

from datetime import date

from giaouoc.accounts.models import Person
from giaouoc.services.people import add_person, give_role, make_first_administrator
from giaouoc.store.models import Role, Unit
from tests.support.browser import PASSWORD
from tests.support.office import synthetic_cluster

LONG_AGO, TODAY = date(2020, 1, 1), date(2026, 1, 5)


def fill() -> None:
    """Make the made-up cluster, an administrator, a reporter and an auditor."""
    admin = make_first_administrator(
        on=LONG_AGO, sign_in="admin", full_name="Trần Thị Quản", password=PASSWORD
    )
    synthetic_cluster()
    _person(admin, "lan", "Nguyễn Thị Lan", Role.REPORTER, Unit.objects.get(code="sim-c"))
    _person(admin, "kiem", "Lê Văn Kiểm", Role.AUDITOR)


def _person(by: Person, sign_in: str, full_name: str, role: Role, unit: Unit | None = None) -> None:
    one = add_person(by=by, on=TODAY, sign_in=sign_in, full_name=full_name, password=PASSWORD)
    give_role(by=by, on=TODAY, person=one, role=role, unit=unit, first_day=LONG_AGO)
