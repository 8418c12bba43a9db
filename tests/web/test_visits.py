"""What every page does with a refusal, and with two people who save at the same moment."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from giaouoc.engine.findings import refuse
from giaouoc.store.acts import act
from giaouoc.store.models import Unit
from giaouoc.web.visits import Visit, page
from tests.support.office import person
from tests.support.visits import main_of

pytestmark = pytest.mark.django_db


def visited(view: object) -> HttpResponse:
    request = RequestFactory().get("/")
    request.user = person("lan")
    return page(view)(request)  # type: ignore[arg-type]


def test_what_two_people_make_at_once_is_told_to_the_second() -> None:
    def make(visit: Visit) -> HttpResponse:
        for _ in range(2):
            with act("unit-added", by=visit.person) as done:
                Unit.objects.create(code="an-giang", last_act=done)
        raise AssertionError("the second is refused by the database")

    answer = visited(make)
    assert answer.status_code == 409
    assert "của bạn chưa lưu" in main_of(answer)
    assert Unit.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "status"), [("permissions.may-not-keep-people", 403), ("reporting.reason-missing", 400)]
)
def test_a_refusal_is_told_on_a_page(code: str, status: int) -> None:
    def refused(visit: Visit) -> HttpResponse:
        raise refuse(code)

    assert visited(refused).status_code == status


def test_other_faults_are_not_hidden() -> None:
    def broken(visit: Visit) -> HttpResponse:
        raise ValueError("a fault of ours")

    with pytest.raises(ValueError, match="a fault of ours"):
        visited(broken)
