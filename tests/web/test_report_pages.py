"""The pages of reports: who sees and does what, what is told where, and that nothing is overwritten."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from giaouoc.accounts.models import Person
from giaouoc.store.models import LedgerRow, Report, ReportState, Role
from tests.support.office import holder, person, unit_called
from tests.support.reporting import TODAY, World, world_of_reports

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(settings: Any) -> World:
    settings.GIAOUOC_TODAY = TODAY
    return world_of_reports()


def visit(by: Person) -> Client:
    client = Client()
    client.force_login(by, backend=BACKEND)
    return client


def address(world: World, unit: str = "sim-c") -> str:
    return reverse("report", kwargs={"period": world.march.pk, "unit": unit})


def form(page: str) -> dict[str, object]:
    """Return what the form of a page would send as it stands: hidden fields, texts and chosen buttons."""
    sent: dict[str, object] = {"cell": re.findall(r'name="cell" value="(\d+)"', page)}
    sent |= dict(re.findall(r'name="(seen-\d+)" value="(\d+)"', page))
    sent |= dict(re.findall(r'name="((?:value|numerator|denominator|note)-\d+)" value="([^"]*)"', page))
    return sent


def all_zero(page: str) -> dict[str, object]:
    sent = form(page)
    return {k: "0" if re.match(r"(value|numerator|denominator)-", k) else v for k, v in sent.items()}


def test_who_is_not_signed_in_is_led_to_the_sign_in(world: World) -> None:
    for url in (address(world), reverse("reports", kwargs={"cluster": "sim-cluster"})):
        answer = Client().get(url)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reporter-sim-c", 200),
        ("leader-sim-c", 200),
        ("verifier-sim-c", 200),
        ("verifier-sim-a", 200),
        ("verifier-sim-b", 200),
        ("verifier-sim-d", 403),
        ("reporter-sim-d", 403),
        ("reporter-sim-a", 403),
        ("leader-sim-f", 403),
    ],
)
def test_a_draft_is_seen_by_its_unit_and_its_verifiers_only(world: World, name: str, expected: int) -> None:
    world.report()
    assert visit(world.people[name]).get(address(world)).status_code == expected


def test_auditors_see_drafts_and_people_without_a_role_do_not(world: World) -> None:
    world.report()
    assert visit(holder("auditor", Role.AUDITOR)).get(address(world)).status_code == 200
    for nobody in (person("nobody"), holder("admin", Role.ADMINISTRATOR)):
        answer = visit(nobody).get(address(world))
        assert answer.status_code == 403
        assert "Số liệu chưa thẩm định" in answer.content.decode()


def test_who_may_not_report_does_not_begin_a_report_by_looking(world: World) -> None:
    for name in ("reporter-sim-d", "verifier-sim-a", "leader-sim-f"):
        assert visit(world.people[name]).get(address(world)).status_code == 403
    assert not Report.objects.exists()


def test_an_accepted_report_is_seen_by_every_member_and_not_by_an_outsider(world: World) -> None:
    world.accepted()
    for name, expected in (("reporter-sim-d", 200), ("leader-sim-a", 200), ("leader-sim-f", 403)):
        assert visit(world.people[name]).get(address(world)).status_code == expected


def test_a_report_goes_from_typing_to_the_ledger_by_the_buttons(world: World) -> None:
    reporter, leader = visit(world.people["reporter-sim-c"]), visit(world.people["leader-sim-c"])
    page = reporter.get(address(world)).content.decode()
    assert reporter.post(address(world), all_zero(page) | {"do": "hand-up"}).status_code == 302
    report = Report.objects.get()
    assert report.state == ReportState.WITH_LEADER
    assert 'value="hand-up"' not in reporter.get(address(world)).content.decode()
    assert leader.post(address(world), {"do": "submit"}).status_code == 302
    verifier = visit(world.people["verifier-sim-a"])
    cell = report.cells.order_by("pk")[1]
    back = {"do": "return", "return-cell": [cell.pk], f"reason-{cell.pk}": "Thấp khác thường."}
    assert verifier.post(address(world), back).status_code == 302
    page = reporter.get(address(world)).content.decode()
    assert "Thấp khác thường." in page
    assert form(page)["cell"] == [str(cell.pk)]
    assert (
        reporter.post(address(world), form(page) | {f"value-{cell.pk}": "12", "do": "save"}).status_code
        == 302
    )
    assert leader.post(address(world), {"do": "submit"}).status_code == 302
    assert verifier.post(address(world), {"do": "accept"}).status_code == 302
    assert LedgerRow.objects.count() == report.cells.count()


def test_what_was_refused_stands_at_its_cell_and_what_was_typed_stays(world: World) -> None:
    reporter = visit(world.people["reporter-sim-c"])
    sent = form(reporter.get(address(world)).content.decode())
    first, second = (f"value-{n}" for n in list(sent["cell"])[:2])  # type: ignore[call-overload]
    answer = reporter.post(address(world), sent | {first: "1.234", second: "7", "do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Số có thể hiểu hai cách" in page
    assert (f'name="{first}" value="1.234"' in page, f'name="{second}" value="7"' in page) == (True, True)
    assert not Report.objects.get().cells.exclude(status="").exists()


def test_the_second_of_two_is_told_and_the_first_stays(world: World) -> None:
    one, other = visit(world.people["reporter-sim-c"]), visit(world.people["leader-sim-c"])
    page = one.get(address(world)).content.decode()
    also = other.get(address(world)).content.decode()
    cell = form(page)["cell"][0]  # type: ignore[index]
    assert one.post(address(world), form(page) | {f"value-{cell}": "3", "do": "save"}).status_code == 302
    answer = other.post(address(world), form(also) | {f"value-{cell}": "4", "do": "save"})
    assert answer.status_code == 400
    assert "reporter-sim-c" in answer.content.decode()
    assert Report.objects.get().cells.get(pk=cell).value == "3"


def test_notes_are_escaped(world: World) -> None:
    report = world.report()
    cell = report.cells.order_by("pk")[0]
    reporter = visit(world.people["reporter-sim-c"])
    sent = form(reporter.get(address(world)).content.decode())
    evil = '"><script>alert(1)</script>'
    reporter.post(address(world), sent | {f"value-{cell.pk}": "1", f"note-{cell.pk}": evil, "do": "save"})
    page = reporter.get(address(world)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_list_shows_the_state_of_each_unit_to_members_only(world: World) -> None:
    world.submitted()
    url = reverse("reports", kwargs={"cluster": "sim-cluster"})
    page = visit(world.people["reporter-sim-d"]).get(url)
    assert page.status_code == 200
    assert "đã gửi cụm" in page.content.decode()
    assert visit(world.people["leader-sim-f"]).get(url).status_code == 403


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_report_as_for_three(
    world: World, units: int, django_assert_num_queries: object
) -> None:
    for unit in ("sim-b", "sim-c", "sim-d")[:units]:
        world.submitted(unit)
    client = visit(world.people["reporter-sim-d"])
    url = reverse("reports", kwargs={"cluster": "sim-cluster"})
    with django_assert_num_queries(10):  # type: ignore[operator]
        client.get(url)


def test_a_report_of_another_unit_is_not_found_by_guessing(world: World) -> None:
    reporter = visit(world.people["reporter-sim-c"])
    assert reporter.get(reverse("report", kwargs={"period": 9999, "unit": "sim-c"})).status_code == 404
    assert reporter.get(address(world, "nowhere")).status_code == 404
    assert reporter.get(address(world, unit_called("sim-f").code)).status_code == 403
