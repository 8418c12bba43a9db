"""Accounts and roles: who works in the office, as what, for which unit, from which day to which."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import Refusal, error, refuse
from giaouoc.services.permissions import Held, Permission, Who, ensure
from giaouoc.store.acts import act
from giaouoc.store.models import Holding, Role, Unit

_SIGN_IN: Final = re.compile(r"[a-z0-9._-]{3,64}")


def who_is(person: Person, on: date) -> Who:
    """Return what a person is on a day; who has no account any more is nobody."""
    if not person.is_active:
        return Who(person.code)
    rows = _held_on(on).filter(person=person).select_related("unit")
    return Who(
        person.code, frozenset(Held(Role(h.role), None if h.unit is None else h.unit.code) for h in rows)
    )


def has_administrator() -> bool:
    """Tell whether anybody was ever made administrator here."""
    return Holding.objects.filter(role=Role.ADMINISTRATOR).exists()


def make_first_administrator(*, on: date, sign_in: str, full_name: str, password: str) -> Person:
    """Make the first account of an office and give it the accounts to keep; refused once there is one."""
    with transaction.atomic():
        person = add_person(by=None, on=on, sign_in=sign_in, full_name=full_name, password=password)
        give_role(by=None, on=on, person=person, role=Role.ADMINISTRATOR, first_day=on)
    return person


def add_person(
    *, by: Person | None, on: date, sign_in: str, full_name: str, password: str, email: str = ""
) -> Person:
    """Make an account; `by` None only for the first one of an office, made where it is installed.

    Raises Refusal for a name that is taken or malformed, and for a weak password, all at once.
    """
    _may_keep_people(by, on)
    person = Person(sign_in=sign_in.strip().lower(), full_name=full_name.strip(), email=email.strip())
    problems = []
    if not _SIGN_IN.fullmatch(person.sign_in):
        problems.append(error("people.sign-in-malformed", value=person.sign_in))
    elif Person.objects.filter(sign_in=person.sign_in).exists():
        problems.append(error("people.sign-in-taken", value=person.sign_in))
    if not person.full_name:
        problems.append(error("people.name-missing"))
    try:
        validate_password(password, person)
    except ValidationError as weak:
        problems += [error("people.password-weak", why=why) for why in weak.messages]
    if problems:
        raise Refusal(problems)
    with act("person-added", by=by, about=f"person:{person.code}", details={"sign_in": person.sign_in}):
        person.set_password(password)
        person.save()
    return person


def give_role(
    *, by: Person | None, on: date, person: Person, role: Role, unit: Unit | None = None, first_day: date
) -> Holding:
    """Give a person a role from a day on; a role of a unit names it, a role of the office names none."""
    _may_keep_people(by, on)
    if role.of_a_unit is (unit is None):
        raise refuse("people.role-needs-a-unit" if role.of_a_unit else "people.role-takes-no-unit", role=role)
    same = Holding.objects.filter(person=person, role=role, unit=unit)
    if same.filter(Q(last_day__isnull=True) | Q(last_day__gte=first_day)).exists():
        raise refuse("people.role-held-already", name=person.full_name, role=role)
    details = {"role": role.value, "unit": unit.code if unit else None, "first_day": first_day.isoformat()}
    with act("role-given", by=by, about=f"person:{person.code}", details=details) as done:
        return Holding.objects.create(person=person, role=role, unit=unit, first_day=first_day, last_act=done)


def end_role(*, by: Person, on: date, holding: Holding, last_day: date) -> None:
    """End a role with the given day; a day before its first takes it back as if it had never been given."""
    _may_keep_people(by, on)
    if holding.last_day is not None and holding.last_day < last_day:
        raise refuse("people.role-ended-already", last_day=holding.last_day)
    _keep_an_administrator(holding.person, on, without=holding, after=last_day)
    details = {"before": _iso(holding.last_day), "after": last_day.isoformat(), "role": holding.role}
    with act("role-ended", by=by, about=f"person:{holding.person.code}", details=details) as done:
        holding.last_day = last_day
        holding.last_act = done
        holding.save()


def close_account(*, by: Person, on: date, person: Person) -> None:
    """Let a person in no more, from now on; what they did keeps their name."""
    _may_keep_people(by, on)
    _keep_an_administrator(person, on)
    with act("account-closed", by=by, about=f"person:{person.code}"):
        person.is_active = False
        person.save()


def open_account(*, by: Person, on: date, person: Person) -> None:
    """Let a person in again."""
    _may_keep_people(by, on)
    with act("account-opened", by=by, about=f"person:{person.code}"):
        person.is_active = True
        person.save()


def _may_keep_people(by: Person | None, on: date) -> None:
    if by is None:
        if has_administrator():
            raise refuse("people.first-administrator-exists")
        return
    ensure(who_is(by, on), Permission.KEEP_PEOPLE)


def _keep_an_administrator(
    person: Person, on: date, without: Holding | None = None, after: date | None = None
) -> None:
    """Refuse to take the last administrator away: nobody could make another."""
    leaves = on if after is None else max(on, after + timedelta(days=1))
    left = _held_on(leaves).filter(role=Role.ADMINISTRATOR, person__is_active=True)
    left = left.exclude(pk=without.pk) if without is not None else left.exclude(person=person)
    taken = (
        person.holdings.filter(role=Role.ADMINISTRATOR)
        if without is None
        else Holding.objects.filter(pk=without.pk)
    )
    if taken.filter(role=Role.ADMINISTRATOR).exists() and not left.exists():
        raise refuse("people.last-administrator", name=person.full_name)


def _held_on(day: date) -> QuerySet[Holding]:
    open_or_later = Q(last_day__isnull=True) | Q(last_day__gte=day)
    return Holding.objects.filter(open_or_later, first_day__lte=day)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
