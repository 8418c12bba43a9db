"""Accounts and roles: who may give them, from which day they reach, and that an office keeps an administrator."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from giaouoc.accounts.models import Person
from giaouoc.services.people import add_person, close_account, end_role, give_role, open_account, who_is
from giaouoc.services.permissions import Held, Who
from giaouoc.store.acts import act
from giaouoc.store.models import Act, Holding, Role, Unit
from tests.support.office import refusal_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
PHRASE = "hoa sen trên mặt hồ"


def administrator() -> Person:
    chief = add_person(by=None, on=TODAY, sign_in="admin", full_name="Trần Thị Quản", password=PHRASE)
    give_role(by=None, on=TODAY, person=chief, role=Role.ADMINISTRATOR, first_day=TODAY)
    return chief


def officer(by: Person, sign_in: str = "lan") -> Person:
    return add_person(by=by, on=TODAY, sign_in=sign_in, full_name=f"Nguyễn Thị {sign_in}", password=PHRASE)


def unit(code: str) -> Unit:
    with act("unit-added", by=None) as done:
        return Unit.objects.create(code=code, last_act=done)


def test_the_first_account_needs_nobody_and_the_second_an_administrator() -> None:
    chief = administrator()
    assert who_is(chief, TODAY) == Who(chief.code, frozenset({Held(Role.ADMINISTRATOR)}))
    again = refusal_of(lambda: officer(None))  # type: ignore[arg-type]
    assert again == ["people.first-administrator-exists"]
    lan = officer(chief)
    assert refusal_of(lambda: officer(lan, "minh")) == ["permissions.may-not-keep-people"]
    assert [p.sign_in for p in Person.objects.order_by("pk")] == ["admin", "lan"]


def test_every_fault_of_a_new_account_is_told_at_once_and_nothing_is_written() -> None:
    chief = administrator()
    done = Act.objects.count()
    assert refusal_of(
        lambda: add_person(by=chief, on=TODAY, sign_in="Lan Anh", full_name=" ", password="123456")
    ) == [
        "people.sign-in-malformed",
        "people.name-missing",
        *["people.password-weak"] * 3,
    ]
    assert refusal_of(
        lambda: add_person(by=chief, on=TODAY, sign_in="ADMIN", full_name="Lan", password=PHRASE)
    ) == ["people.sign-in-taken"]
    assert (Person.objects.count(), Act.objects.count()) == (1, done)


def test_a_role_reaches_from_its_first_day_to_its_last() -> None:
    chief = administrator()
    lan, an_giang = officer(chief), unit("an-giang")
    first, last = TODAY + timedelta(days=10), TODAY + timedelta(days=20)
    held = give_role(by=chief, on=TODAY, person=lan, role=Role.REPORTER, unit=an_giang, first_day=first)
    end_role(by=chief, on=TODAY, holding=held, last_day=last)
    reporter = Who(lan.code, frozenset({Held(Role.REPORTER, "an-giang")}))
    nobody = Who(lan.code)
    days = [first - timedelta(days=1), first, last, last + timedelta(days=1)]
    assert [who_is(lan, d) for d in days] == [nobody, reporter, reporter, nobody]


def test_a_role_given_by_mistake_is_taken_back_as_if_never_given() -> None:
    chief = administrator()
    lan, an_giang = officer(chief), unit("an-giang")
    held = give_role(by=chief, on=TODAY, person=lan, role=Role.REPORTER, unit=an_giang, first_day=TODAY)
    end_role(by=chief, on=TODAY, holding=held, last_day=TODAY - timedelta(days=1))
    assert who_is(lan, TODAY) == Who(lan.code)
    assert Holding.objects.filter(person=lan).count() == 1


@pytest.mark.parametrize(
    ("role", "with_unit", "code"),
    [
        (Role.REPORTER, False, "people.role-needs-a-unit"),
        (Role.AUDITOR, True, "people.role-takes-no-unit"),
    ],
)
def test_a_role_and_its_unit_go_together(role: Role, with_unit: bool, code: str) -> None:
    chief = administrator()
    lan, an_giang = officer(chief), unit("an-giang")
    asked = an_giang if with_unit else None
    assert refusal_of(
        lambda: give_role(by=chief, on=TODAY, person=lan, role=role, unit=asked, first_day=TODAY)
    ) == [code]


def test_a_role_is_not_given_twice_at_once_and_may_come_again_later() -> None:
    chief = administrator()
    lan, an_giang = officer(chief), unit("an-giang")

    def give(first_day: date) -> Holding:
        return give_role(
            by=chief, on=TODAY, person=lan, role=Role.REPORTER, unit=an_giang, first_day=first_day
        )

    held = give(TODAY)
    assert refusal_of(lambda: give(TODAY + timedelta(days=1))) == ["people.role-held-already"]
    end_role(by=chief, on=TODAY, holding=held, last_day=TODAY)
    give(TODAY + timedelta(days=1))
    assert Holding.objects.filter(person=lan).count() == 2


def test_a_closed_account_is_nobody_at_once_and_keeps_its_history() -> None:
    chief = administrator()
    lan, an_giang = officer(chief), unit("an-giang")
    give_role(by=chief, on=TODAY, person=lan, role=Role.REPORTER, unit=an_giang, first_day=TODAY)
    close_account(by=chief, on=TODAY, person=lan)
    assert who_is(Person.objects.get(pk=lan.pk), TODAY) == Who(lan.code)
    assert Holding.objects.filter(person=lan, last_day=None).count() == 1
    open_account(by=chief, on=TODAY, person=lan)
    assert who_is(lan, TODAY).held == {Held(Role.REPORTER, "an-giang")}


def test_the_last_administrator_stays() -> None:
    chief = administrator()
    held = Holding.objects.get(person=chief)
    yesterday = TODAY - timedelta(days=1)
    for leave in (
        lambda: close_account(by=chief, on=TODAY, person=chief),
        lambda: end_role(by=chief, on=TODAY, holding=held, last_day=yesterday),
        lambda: end_role(by=chief, on=TODAY, holding=held, last_day=TODAY + timedelta(days=30)),
    ):
        assert refusal_of(leave) == ["people.last-administrator"]
    second = officer(chief)
    give_role(by=chief, on=TODAY, person=second, role=Role.ADMINISTRATOR, first_day=TODAY)
    end_role(by=chief, on=TODAY, holding=held, last_day=yesterday)
    assert not who_is(chief, TODAY).has(Role.ADMINISTRATOR)
    outsider = officer(second, "minh")
    close_account(by=second, on=TODAY, person=outsider)


def test_every_change_of_people_is_an_act_of_somebody() -> None:
    chief = administrator()
    lan = officer(chief)
    held = give_role(
        by=chief, on=TODAY, person=lan, role=Role.REPORTER, unit=unit("an-giang"), first_day=TODAY
    )
    end_role(by=chief, on=TODAY, holding=held, last_day=TODAY)
    close_account(by=chief, on=TODAY, person=lan)
    about_lan = Act.objects.filter(about=f"person:{lan.code}")
    assert [(a.verb, a.by_code) for a in about_lan] == [
        (verb, chief.code) for verb in ("person-added", "role-given", "role-ended", "account-closed")
    ]
    assert about_lan[2].details == {"role": "reporter", "before": None, "after": "2026-03-02"}
