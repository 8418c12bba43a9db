"""Pages of units: who sees which, searching, adding, naming."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from giaouoc.accounts.models import Person
from giaouoc.services.units import NewUnit, add_unit
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Act, Role, Unit
from tests.support.office import holder, synthetic_cluster, unit_called
from tests.support.visits import FORBIDDEN, main_of, said, signed_in, visits

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Person:
    return holder("admin", Role.ADMINISTRATOR)


@pytest.fixture
def office(admin: Person) -> Person:
    synthetic_cluster()
    return admin


def stranger() -> Person:
    """Return a reporter of a unit that belongs to no cluster here."""
    chief = holder("chief", Role.ADMINISTRATOR)
    return holder("stranger", Role.REPORTER, added(chief, "far", "Công an tỉnh Xa"))


def added(by: Person, code: str, name: str) -> Unit:
    return add_unit(by=by, on=localdate(), unit=NewUnit(code, name))


@pytest.mark.parametrize("path", ["/units/", "/units/sim-c/", "/new-unit/", "/reorganise/"])
def test_nobody_is_asked_to_sign_in(client: Client, office: Person, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/account/login/?next={path}")


@pytest.mark.parametrize("path", ["/new-unit/", "/reorganise/", "/reorganise/?kind=merge&step=units"])
def test_units_are_kept_by_administrators_and_superior_bodies(office: Person, path: str) -> None:
    above = holder("above", Role.SUPERIOR, unit_called("sim-f"))
    reporter = holder("lan", Role.REPORTER, unit_called("sim-c"))
    auditor = holder("kiem", Role.AUDITOR)
    asked = [office, above, reporter, auditor, stranger()]
    assert visits(asked, path) == [200, 200, FORBIDDEN, FORBIDDEN, FORBIDDEN]


def test_a_refusal_says_who_may_and_how_to_ask(office: Person) -> None:
    lan = holder("lan", Role.REPORTER, unit_called("sim-c"))
    page = main_of(signed_in(lan).post("/new-unit/", {"name": "Công an tỉnh Mới"}))
    assert said("permissions.may-not-keep-units.saw") in page
    assert said("permissions.may-not-keep-units.way_out") in page
    assert not Unit.objects.filter(names__name="Công an tỉnh Mới").exists()


def test_the_list_shows_each_visitor_their_own(office: Person) -> None:
    lan = holder("lan", Role.REPORTER, unit_called("sim-c"))
    own = added(office, "alone", "Công an tỉnh Riêng")
    outsider = holder("outsider", Role.REPORTER, own)
    nothing = signed_in(holder("superior", Role.SUPERIOR, own))
    everything = {"sim-a", "sim-b", "sim-c", "sim-d", "sim-e", "sim-f", "sim-ef", "alone"}
    assert listed(signed_in(office)) == everything
    assert listed(signed_in(holder("kiem", Role.AUDITOR))) == everything
    assert listed(nothing) == everything
    assert listed(signed_in(lan)) == everything - {"alone"}
    assert listed(signed_in(outsider)) == {"alone"}


def test_a_unit_of_strangers_cannot_be_told_from_one_that_is_not_there(office: Person) -> None:
    outsider = signed_in(stranger())
    codes = ["far", "sim-c", "no-such-unit"]
    assert [outsider.get(f"/units/{code}/").status_code for code in codes] == [200, 404, 404]
    lan = signed_in(holder("lan", Role.REPORTER, unit_called("sim-c")))
    assert [lan.get(f"/units/{code}/").status_code for code in ("sim-f", "far")] == [200, 404]


def test_who_may_read_a_unit_only_cannot_rename_it(office: Person) -> None:
    lan = signed_in(holder("lan", Role.REPORTER, unit_called("sim-c")))
    assert said("web_units.rename.title") not in main_of(lan.get("/units/sim-c/"))
    answer = lan.post("/units/sim-c/", {"name": "X", "first_day": "1/1/2026"})
    assert (answer.status_code, unit_called("sim-c").names.count()) == (FORBIDDEN, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Mô phỏng E", {"sim-e", "sim-ef"}),
        ("mo phong e", {"sim-e", "sim-ef"}),
        ("MÔ PHỎNG E (MỚI)", {"sim-ef"}),
        ("simulated province a", {"sim-a"}),
        ("sim-b", {"sim-b"}),
        ("không có", set()),
        ("  ", {"sim-a", "sim-b", "sim-c", "sim-d", "sim-e", "sim-f", "sim-ef"}),
    ],
)
def test_units_are_found_with_and_without_marks(office: Person, query: str, found: set[str]) -> None:
    assert listed(signed_in(office), query) == found


def test_a_unit_is_found_by_the_name_it_had(admin: Person) -> None:
    added(admin, "dak-lak", "Công an tỉnh Đắk Lắk")
    visitor = signed_in(admin)
    answer = visitor.post("/units/dak-lak/", {"name": "Công an Đắk Lắk mới", "first_day": "1/1/2026"})
    assert answer.headers["Location"] == "/units/dak-lak/"
    assert listed(visitor, "tinh dak lak") == {"dak-lak"}
    names = [(n.name, n.first_day, n.last_day) for n in unit_registry().get("dak-lak").names]
    assert names == [
        ("Công an tỉnh Đắk Lắk", None, date(2025, 12, 31)),
        ("Công an Đắk Lắk mới", date(2026, 1, 1), None),
    ]


def test_the_list_costs_the_same_queries_with_1_3_and_34_units(admin: Person) -> None:
    above = added(admin, "above", "Bộ")
    counts = []
    made = 1
    for wanted in (1, 3, 34):
        while made < wanted:
            add_unit(by=admin, on=localdate(), unit=NewUnit(f"u{made}", f"Công an tỉnh {made}"), parent=above)
            made += 1
        visitor = signed_in(admin)
        visitor.get("/units/")
        with CaptureQueriesContext(connection) as queries:
            assert len(listed(visitor)) == wanted
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] < 25


def test_an_empty_list_says_what_to_do_first(admin: Person) -> None:
    keeper, nobody = signed_in(admin), signed_in(holder("kiem", Role.AUDITOR))
    assert said("web_units.list.empty-keeper") in main_of(keeper.get("/units/"))
    assert said("web_units.list.empty-other") in main_of(nobody.get("/units/"))


def test_a_unit_is_added_with_a_code_made_from_its_name(admin: Person) -> None:
    above = added(admin, "bo-cong-an", "Bộ Công an")
    answer = signed_in(admin).post(
        "/new-unit/",
        {
            "name": "Công an tỉnh An Giang",
            "name_en": "An Giang",
            "parent": above.code,
            "first_day": "1/7/2025",
        },
    )
    assert answer.headers["Location"] == "/units/cong-an-tinh-an-giang/"
    one = unit_registry().get("cong-an-tinh-an-giang")
    assert (one.first_day, one.parents[0].parent, one.names[0].name_en) == (
        date(2025, 7, 1),
        "bo-cong-an",
        "An Giang",
    )


def test_a_taken_code_is_refused_and_a_free_one_is_offered(admin: Person) -> None:
    added(admin, "an-giang", "An Giang")
    answer = signed_in(admin).post("/new-unit/", {"name": "An Giang"})
    page = answer.content.decode()
    assert said("units.code-twice.saw", unit="an-giang", times=2) in main_of(answer)
    assert f'value="an-giang-{localdate().year}"' in page
    assert Unit.objects.count() == 1


def test_what_cannot_be_a_code_is_refused(admin: Person) -> None:
    visitor = signed_in(admin)
    for asked in ({"name": "An Giang", "code": "An Giang!"}, {"name": "!!!"}):
        assert said("reorganisations.code-malformed.title") in main_of(visitor.post("/new-unit/", asked))
    assert Unit.objects.count() == 0


def test_a_page_tells_what_a_unit_came_from_and_became(office: Person) -> None:
    visitor = signed_in(office)
    after, before = main_of(visitor.get("/units/sim-ef/")), main_of(visitor.get("/units/sim-f/"))
    assert "Hình thành ngày 01/07/2025 do sáp nhập, hợp nhất, từ:" in after
    assert "Công an tỉnh Mô phỏng F" in after
    assert "Từ ngày 01/07/2025, do sáp nhập, hợp nhất, địa bàn chuyển về:" in before
    assert "(chưa kiểm chứng)" in before


def test_acts_are_shown_to_those_who_may_read_them(office: Person) -> None:
    added(office, "new", "Công an tỉnh Mới")
    heading = said("web_units.unit.acts")
    assert heading not in main_of(signed_in(office).get("/units/new/"))
    shown = main_of(signed_in(holder("kiem", Role.AUDITOR)).get("/units/new/"))
    assert heading in shown
    assert said("web_units.act.unit-added") in shown


def test_a_name_that_leaves_a_gap_is_refused_by_the_name_of_the_unit(office: Person) -> None:
    visitor = signed_in(office)
    visitor.post("/units/sim-c/", {"name": "Tên hai", "first_day": "1/1/2026"})
    acts = Act.objects.count()
    page = main_of(visitor.post("/units/sim-c/", {"name": "Tên ba", "first_day": "1/1/2025"}))
    assert said("units.name-upside-down.title") in page
    assert "Đơn vị Tên hai: tên “Tên hai”" in page
    assert (unit_called("sim-c").names.count(), Act.objects.count()) == (2, acts)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_is_whole_in_both_languages(office: Person, lang: str) -> None:
    visitor = signed_in(office)
    visitor.cookies["django_language"] = lang
    paths = ("/units/", "/units/sim-ef/", "/units/sim-e/", "/new-unit/", "/reorganise/")
    answers = [visitor.get(path) for path in paths]
    assert [a.headers["Content-Language"] for a in answers] == [lang] * len(paths)
    assert ("Simulated Province" in main_of(answers[0])) is (lang == "en")


def listed(visitor: Client, query: str = "") -> set[str]:
    """Return the codes of the units in the list."""
    answer = visitor.get("/units/", {"q": query})
    assert answer.status_code == 200
    return {row.code for row in answer.context["rows"]}
