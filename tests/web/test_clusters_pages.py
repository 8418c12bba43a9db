"""Pages of clusters: who sees and keeps which, members as of a day, lead and deputy for a year, the superior body."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from giaouoc.accounts.models import Person
from giaouoc.engine.units import Role as Part
from giaouoc.services.clusters import add_cluster, add_member, bodies_of
from giaouoc.services.units import NewUnit, add_unit
from giaouoc.store.models import Act, Cluster, Membership, Role, Unit
from tests.support.office import holder, synthetic_cluster, unit_called
from tests.support.visits import FORBIDDEN, main_of, said, signed_in, visits

pytestmark = pytest.mark.django_db
PAGE = "/clusters/sim-cluster/"


@pytest.fixture
def admin() -> Person:
    return holder("admin", Role.ADMINISTRATOR)


@pytest.fixture
def cluster(admin: Person) -> Cluster:
    return synthetic_cluster()


def added(by: Person, code: str, name: str = "") -> Unit:
    return add_unit(by=by, on=localdate(), unit=NewUnit(code, name or f"Công an tỉnh {code}"))


def overseen(admin: Person, cluster: Cluster) -> tuple[Person, Person]:
    """Return a person of the superior body of the cluster, and one of another superior body."""
    ministry, other = added(admin, "bo"), added(admin, "bo-khac")
    answer = signed_in(admin).post(f"{PAGE}superior/", {"superior": "bo"})
    assert answer.headers["Location"] == PAGE
    return holder("above", Role.SUPERIOR, ministry), holder("beside", Role.SUPERIOR, other)


@pytest.mark.parametrize("path", ["/clusters/", PAGE, "/new-cluster/"])
def test_nobody_is_asked_to_sign_in(client: Client, cluster: Cluster, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/account/login/?next={path}")


def test_a_cluster_is_seen_by_its_people_its_superior_and_auditors(admin: Person, cluster: Cluster) -> None:
    above, beside = overseen(admin, cluster)
    member = holder("lan", Role.REPORTER, unit_called("sim-c"))
    auditor = holder("kiem", Role.AUDITOR)
    merged_away = holder("former", Role.REPORTER, unit_called("sim-e"))
    seeing, not_seeing = [admin, above, member, auditor], [beside, merged_away]
    assert visits([*seeing, *not_seeing], PAGE) == [200, 200, 200, 200, FORBIDDEN, FORBIDDEN]
    assert [listed(signed_in(one)) for one in seeing] == [["sim-cluster"]] * 4
    assert [listed(signed_in(one)) for one in not_seeing] == [[], []]


def test_a_cluster_is_added_by_administrators_and_superior_bodies(admin: Person, cluster: Cluster) -> None:
    above, _ = overseen(admin, cluster)
    asked = [
        admin,
        above,
        holder("lan", Role.REPORTER, unit_called("sim-c")),
        holder("kiem", Role.AUDITOR),
    ]
    assert visits(asked, "/new-cluster/") == [200, 200, FORBIDDEN, FORBIDDEN]
    assert 'value="bo" selected' in signed_in(above).get("/new-cluster/").content.decode()


def test_a_new_cluster_has_a_code_made_from_its_name(admin: Person, cluster: Cluster) -> None:
    added(admin, "bo")
    visitor = signed_in(admin)
    answer = visitor.post("/new-cluster/", {"name": "Cụm thi đua số 8", "system": "CAND", "superior": "bo"})
    assert answer.headers["Location"] == "/clusters/cum-thi-dua-so-8/"
    made = Cluster.objects.get(code="cum-thi-dua-so-8")
    assert (made.name, made.system, made.superior) == ("Cụm thi đua số 8", "CAND", unit_called("bo"))
    twice = main_of(visitor.post("/new-cluster/", {"name": "Cụm thi đua số 8"}))
    assert said("units.cluster-twice.title") in twice
    malformed = main_of(visitor.post("/new-cluster/", {"name": "Cụm", "code": "Cụm 8"}))
    assert said("clusters.code-malformed.saw", code="Cụm 8") in malformed


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("members/", {"unit": "sim-f"}),
        ("roles/", {"unit": "sim-c", "role": "lead", "first_day": "1/1/2026"}),
        ("superior/", {"superior": "sim-f"}),
    ],
)
def test_who_does_not_keep_a_cluster_changes_nothing(
    admin: Person, cluster: Cluster, path: str, sent: dict[str, str]
) -> None:
    _, beside = overseen(admin, cluster)
    people = [beside, holder("kiem", Role.AUDITOR), holder("lan", Role.UNIT_LEADER, unit_called("sim-a"))]
    before = (Act.objects.count(), Membership.objects.count())
    assert [signed_in(one).post(PAGE + path, sent).status_code for one in people] == [FORBIDDEN] * 3
    row = Membership.objects.get(unit__code="sim-c")
    ends = [
        signed_in(one).post(f"/memberships/{row.pk}/end/", {"last_day": "1/6/2026"}).status_code
        for one in people
    ]
    assert ends == [FORBIDDEN] * 3
    assert (Act.objects.count(), Membership.objects.count()) == before


def test_forms_are_shown_to_those_who_keep_the_cluster(admin: Person, cluster: Cluster) -> None:
    reader = holder("kiem", Role.AUDITOR)
    heading = said("web_clusters.member.title")
    shown = [heading in main_of(signed_in(one).get(PAGE)) for one in (admin, reader)]
    assert shown == [True, False]


@pytest.mark.parametrize(
    ("on", "members", "lead"),
    [
        ("30/6/2025", ["A", "B", "C", "D", "E"], "Công an tỉnh Mô phỏng A"),
        ("1/7/2025", ["A", "B", "C", "D", "E (mới)"], "Công an tỉnh Mô phỏng A"),
        ("1/1/2026", ["C", "D", "E (mới)"], None),
        ("31/12/2024", [], None),
    ],
)
def test_members_are_shown_as_of_a_day(
    admin: Person, cluster: Cluster, on: str, members: list[str], lead: str | None
) -> None:
    answer = signed_in(admin).get(PAGE, {"on": on})
    names = [row["name"].removeprefix("Công an tỉnh Mô phỏng ") for row in answer.context["members"]]
    assert (names, answer.context["lead"]) == (members, lead)


def test_a_day_that_cannot_be_read_is_told_and_today_is_shown(admin: Person, cluster: Cluster) -> None:
    answer = signed_in(admin).get(PAGE, {"on": "31/2/2025"})
    assert answer.context["day"] == localdate()
    assert "31/2/2025" in main_of(answer)


def test_a_member_comes_in_and_leaves(admin: Person, cluster: Cluster) -> None:
    visitor = signed_in(admin)
    added(admin, "g")
    assert visitor.post(f"{PAGE}members/", {"unit": "g", "first_day": "1/3/2026"}).status_code == 302
    again = main_of(visitor.post(f"{PAGE}members/", {"unit": "g", "first_day": "1/6/2026"}))
    assert "Công an tỉnh g đã là thành viên của Cụm thi đua Mô phỏng trong thời gian ấy." in again
    row = Membership.objects.get(unit__code="g")
    end = f"/memberships/{row.pk}/end/"
    upside_down = main_of(visitor.post(end, {"last_day": "28/2/2026"}))
    assert said("units.membership-upside-down.title") in upside_down
    assert visitor.post(end, {"last_day": ""}).status_code == 200
    assert visitor.post(end, {"last_day": "31/3/2026"}).status_code == 302
    days = [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 1)]
    assert ["g" in bodies_of(cluster, day).members for day in days] == [False, True, False]
    assert [a.verb for a in Act.objects.filter(about="cluster:sim-cluster")] == [
        "member-added",
        "member-ended",
    ]


def test_lead_and_deputy_pass_on_for_a_year(admin: Person, cluster: Cluster) -> None:
    visitor = signed_in(admin)
    page = visitor.get(PAGE, {"on": "5/5/2027"}).content.decode()
    assert 'value="01/01/2027"' in page
    assert 'value="31/12/2027"' in page
    for role, unit in (("lead", "sim-c"), ("deputy", "sim-d")):
        sent = {"role": role, "unit": unit, "first_day": "1/1/2026", "last_day": "31/12/2026"}
        assert visitor.post(f"{PAGE}roles/", sent).status_code == 302
    held = [
        (bodies_of(cluster, day).lead, sorted(bodies_of(cluster, day).deputies))
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2027, 1, 1))
    ]
    assert held == [("sim-a", ["sim-b"]), ("sim-c", ["sim-d"]), (None, [])]
    assert "sim-c" in bodies_of(cluster, date(2027, 1, 1)).members


def test_who_is_no_member_leads_nothing(admin: Person, cluster: Cluster) -> None:
    sent = {"role": "lead", "unit": "sim-f", "first_day": "1/1/2026", "last_day": "31/12/2026"}
    page = main_of(signed_in(admin).post(f"{PAGE}roles/", sent))
    assert "Công an tỉnh Mô phỏng F chưa là thành viên" in page


def test_the_superior_body_keeps_its_own_cluster_and_no_other(admin: Person, cluster: Cluster) -> None:
    above, _ = overseen(admin, cluster)
    add_cluster(by=admin, on=localdate(), code="other", name="Cụm khác")
    visitor = signed_in(above)
    added(admin, "g")
    answers = [visitor.post(f"/clusters/{code}/members/", {"unit": "g"}) for code in ("sim-cluster", "other")]
    assert [a.status_code for a in answers] == [302, FORBIDDEN]


def test_an_empty_list_says_what_to_do_first(admin: Person) -> None:
    visitor = signed_in(admin)
    assert said("web_clusters.list.empty-units") in main_of(visitor.get("/clusters/"))
    added(admin, "g")
    assert said("web_clusters.list.empty-keeper") in main_of(visitor.get("/clusters/"))
    auditor = signed_in(holder("kiem", Role.AUDITOR))
    assert said("web_clusters.list.empty-other") in main_of(auditor.get("/clusters/"))


def test_the_first_page_leads_an_administrator_on(admin: Person) -> None:
    page = signed_in(admin).get("/").content.decode()
    steps = [page.index(f'<li><a href="{path}">') for path in ("/people/", "/units/", "/clusters/")]
    assert steps == sorted(steps)


def test_lists_cost_the_same_queries_with_1_3_and_34_members(admin: Person) -> None:
    superior = added(admin, "bo")
    made = 0
    counts = []
    for wanted in (1, 3, 34):
        while made < wanted:
            made += 1
            unit = added(admin, f"u{made}")
            one = add_cluster(
                by=admin, on=localdate(), code=f"c{made}", name=f"Cụm {made}", superior=superior
            )
            for cluster in {one, Cluster.objects.get(code="c1")}:
                add_member(by=admin, on=localdate(), cluster=cluster, unit=unit, role=Part.MEMBER)
        counts.append([queries(signed_in(admin), path) for path in ("/clusters/", "/clusters/c1/")])
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_is_whole_in_both_languages(admin: Person, cluster: Cluster, lang: str) -> None:
    visitor = signed_in(admin)
    visitor.cookies["django_language"] = lang
    answers = [visitor.get(path) for path in ("/clusters/", PAGE, "/new-cluster/")]
    assert [a.headers["Content-Language"] for a in answers] == [lang] * 3
    assert ("Simulated Emulation Cluster" in main_of(answers[0])) is (lang == "en")


def queries(visitor: Client, path: str) -> int:
    visitor.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(path).status_code == 200
    return len(captured)


def listed(visitor: Client) -> list[str]:
    return [row.code for row in visitor.get("/clusters/").context["rows"]]
