"""A reorganisation in steps: nothing is kept before the last, and the preview says what the act then does."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from giaouoc.accounts.models import Person
from giaouoc.engine.units import Role as Part
from giaouoc.engine.units import Share
from giaouoc.services.clusters import add_cluster, add_member, bodies_of
from giaouoc.services.units import NewUnit, add_unit
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Act, Cluster, Membership, Role, Succession, Unit
from tests.support.office import holder, synthetic_cluster, unit_called
from tests.support.visits import FORBIDDEN, main_of, said, signed_in

pytestmark = pytest.mark.django_db
BASIS = "Nghị quyết 202/2025/QH15"
PAGE = "/reorganise/"
MERGER: dict[str, Any] = {
    "kind": "merge",
    "u": ["sim-c", "sim-d"],
    "day": "1/3/2026",
    "basis": BASIS,
    "r0-name": "Công an tỉnh Mô phỏng CD",
}
SPLIT: dict[str, Any] = {
    "kind": "split",
    "u": ["sim-c"],
    "day": "1/3/2026",
    "basis": BASIS,
    "rows": "2",
    "r0-name": "Công an Đông",
    "r1-name": "Công an Tây",
}
NEW, MARCH = "cong-an-tinh-mo-phong-cd", date(2026, 3, 1)


@pytest.fixture
def visitor() -> Client:
    admin = holder("admin", Role.ADMINISTRATOR)
    synthetic_cluster()
    return signed_in(admin)


def preview(visitor: Client, answered: dict[str, Any], /, **more: Any) -> Any:
    return visitor.get(PAGE, answered | {"step": "preview"} | more)


def confirm(visitor: Client, asked: dict[str, Any], answer: Any) -> Any:
    """Press the last button of a preview as it stands."""
    page = answer.content.decode()
    ticked = re.findall(r'name="place" id="[^"]*" value="([^"]*)" checked', page)
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    return visitor.post(PAGE, asked | {"asked": "1", "place": ticked, "seen": seen[1]})


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Act, Unit, Succession, Membership))


def test_each_step_asks_its_questions_and_says_what_is_missing(visitor: Client) -> None:
    asked: dict[str, Any] = {}
    assert said("web_units.reorganise.kind") in main_of(visitor.get(PAGE))
    asked |= {"kind": "merge"}
    assert said("web_units.reorganise.units-many") in main_of(visitor.get(PAGE, asked | {"step": "units"}))
    asked |= {"u": ["sim-c"], "day": "31/2/2026", "basis": ""}
    page = main_of(visitor.get(PAGE, asked | {"step": "results"}))
    assert said("web_units.reorganise.choose-two") in page
    assert "31/2/2026" in page
    asked |= {"u": ["sim-c", "sim-d"], "day": "1/3/2026", "basis": BASIS}
    page = main_of(visitor.get(PAGE, asked | {"step": "results"}))
    assert "thay cho Công an tỉnh Mô phỏng C và Công an tỉnh Mô phỏng D" in page
    assert visitor.get(PAGE, asked | {"step": "preview"}).templates[0].name == "web/reorganise_results.html"
    assert said("web_units.preview.not-saved") in main_of(preview(visitor, MERGER))


def test_going_back_shows_what_was_answered(visitor: Client) -> None:
    units = visitor.get(PAGE, MERGER | {"step": "units"}).content.decode()
    assert 'value="sim-c" checked' in units
    assert f'value="{BASIS}"' in units
    assert 'name="r0-name" value="Công an tỉnh Mô phỏng CD"' in units
    results = visitor.get(PAGE, MERGER | {"step": "results"}).content.decode()
    assert 'value="Công an tỉnh Mô phỏng CD"' in results


def test_units_that_ended_are_not_offered_and_long_lists_are_filtered(visitor: Client) -> None:
    admin = Person.objects.get()
    page = visitor.get(PAGE, {"kind": "merge", "step": "units"})
    assert {code for code, _, _ in page.context["offered"]} == {"sim-a", "sim-b", "sim-c", "sim-d", "sim-ef"}
    assert not page.context["searched"]
    for n in range(9):
        add_unit(by=admin, on=localdate(), unit=NewUnit(f"u{n}", f"Công an tỉnh Đắk Lắk {n}"))
    page = visitor.get(PAGE, {"kind": "merge", "step": "units", "q": "dak lak 3", "u": ["sim-c"]})
    assert page.context["searched"]
    offered = [(code, ticked) for code, _, ticked in page.context["offered"]]
    assert offered == [("sim-c", True), ("u3", False)]


def test_the_preview_of_a_merger_names_every_predecessor_and_keeps_nothing(visitor: Client) -> None:
    before = counts()
    answer = preview(visitor, MERGER)
    page = main_of(answer)
    assert "Công an tỉnh Mô phỏng C: hoạt động đến hết 28/02/2026" in page
    assert f"Công an tỉnh Mô phỏng CD (mã {NEW}): hoạt động từ 01/03/2026" in page
    assert "đánh giá bằng số liệu của chính đơn vị đến hết 28/02/2026. Kỳ nào kéo dài quá" in page
    parts = "Công an tỉnh Mô phỏng C Công an tỉnh Mô phỏng D"
    assert "số gốc là tổng số gốc của từng đơn vị sau" in page
    assert f"thiếu một đơn vị thì chưa thể kết luận: {parts} " in page
    assert "Thành viên từ ngày 01/03/2026: Công an tỉnh Mô phỏng E (mới) và Công an tỉnh Mô phỏng CD." in page
    assert counts() == before


def test_a_merger_is_kept_with_the_members_it_replaces_one_act_for_each(visitor: Client) -> None:
    acts = Act.objects.count()
    answer = confirm(visitor, MERGER, preview(visitor, MERGER))
    assert answer.headers["Location"] == f"/units/{NEW}/"
    assert unit_registry().predecessors(NEW) == ("sim-c", "sim-d")
    cluster = Cluster.objects.get()
    assert bodies_of(cluster, date(2026, 2, 28)).members == {"sim-c", "sim-d", "sim-ef"}
    assert bodies_of(cluster, MARCH).members == {NEW, "sim-ef"}
    done = [(a.verb, a.about) for a in Act.objects.all()[acts:]]
    about = "cluster:sim-cluster"
    assert done == [
        ("units-reorganised", "unit:sim-c"),
        ("member-ended", about),
        ("member-ended", about),
        ("member-added", about),
    ]


def test_without_a_tick_the_cluster_stays_as_it_is(visitor: Client) -> None:
    answer = preview(visitor, MERGER, asked="1")
    assert "checked" not in answer.content.decode()
    assert confirm(visitor, MERGER, answer).status_code == 302
    assert bodies_of(Cluster.objects.get(), MARCH).members == {"sim-c", "sim-d", "sim-ef"}


def test_the_new_body_takes_over_the_lead_for_the_rest_of_the_year(visitor: Client) -> None:
    asked = MERGER | {"u": ["sim-a", "sim-b"], "day": "1/7/2025"}
    answer = preview(visitor, asked)
    assert "cụm trưởng, 01/07/2025–31/12/2025" in main_of(answer)
    confirm(visitor, asked, answer)
    cluster = Cluster.objects.get()
    bodies = [bodies_of(cluster, date(2025, *day)) for day in ((6, 30), (7, 1))]
    assert [(b.lead, sorted(b.deputies)) for b in bodies] == [("sim-a", ["sim-b"]), (NEW, [])]


def test_a_split_with_a_key_is_an_estimate_and_keeps_exact_shares(visitor: Client) -> None:
    asked = SPLIT | {"r0-share": "0,333333333333", "r1-share": "0.666666666667", "key": "dân số 2024"}
    answer = preview(visitor, asked)
    page = main_of(answer)
    assert "33,3333333333\N{NO-BREAK SPACE}% số gốc của Công an tỉnh Mô phỏng C".replace("\xa0", " ") in page
    assert "số gốc là số ước tính theo tỷ lệ phân chia" in page
    assert "Sau đó cộng số liệu của Công an Đông và Công an Tây" in page
    confirm(visitor, asked, answer)
    (split,) = (s for s in unit_registry().successions if s.kind == "split")
    assert [f"{s.share:f}" for s in split.shares] == ["0.333333333333", "0.666666666667"]
    assert [s.unit for s in split.shares] == ["cong-an-dong", "cong-an-tay"]
    assert isinstance(split.shares[0], Share)


def test_a_split_without_a_key_cannot_tell(visitor: Client) -> None:
    page = main_of(preview(visitor, SPLIT))
    assert "Công an Đông: chưa thể kết luận so với kỳ gốc. Chưa dựng lại được địa bàn" in page


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        (("0,3", "0,6"), "các tỷ lệ cộng lại bằng 0,9, không bằng 1"),
        (("0,3", "0,70001"), "các tỷ lệ cộng lại bằng 1,00001, không bằng 1"),
        (("30 %", ""), "chưa có tỷ lệ của Công an Tây"),
        (("1,2", "0"), "không phải là số từ 0 đến 1"),
    ],
)
def test_shares_that_do_not_make_one_are_refused_in_the_words_of_the_engine(
    visitor: Client, shares: tuple[str, str], says: str
) -> None:
    before = counts()
    asked = SPLIT | {"r0-share": shares[0], "r1-share": shares[1], "key": "dân số"}
    answer = preview(visitor, asked)
    assert says in main_of(answer)
    assert 'method="post" class="prints"' not in answer.content.decode()
    assert counts() == before


@pytest.mark.parametrize("share", ["một nửa", "0,5,5", "-0,5", "0,1234567890123"])
def test_what_is_no_share_is_told_beside_its_field(visitor: Client, share: str) -> None:
    page = main_of(preview(visitor, SPLIT | {"r0-share": share, "key": "dân số"}))
    assert said("web_units.field.not-a-share", value=share) in page


def test_shares_need_what_they_count(visitor: Client) -> None:
    page = main_of(preview(visitor, SPLIT | {"r0-share": "35 %", "r1-share": "65%"}))
    assert said("web_units.reorganise.key-missing") in page


def test_a_split_has_as_many_parts_as_asked_for(visitor: Client) -> None:
    page = visitor.get(PAGE, SPLIT | {"step": "more"})
    assert len(page.context["forms"]) == 3
    for rows in ("0", "x", "-5", "9999"):
        page = visitor.get(PAGE, SPLIT | {"step": "results", "rows": rows})
        assert len(page.context["forms"]) == 2
    third = {"rows": "3", "r2-name": "Công an Nam"}
    assert "Công an Nam (mã cong-an-nam)" in main_of(preview(visitor, SPLIT | third))


def test_a_split_of_the_lead_leaves_the_role_free(visitor: Client) -> None:
    page = main_of(preview(visitor, SPLIT | {"u": ["sim-a"], "day": "1/7/2025"}))
    assert said("web_units.preview.lead-free", day=date(2025, 7, 1)) in page


def test_a_dissolved_unit_leaves_its_cluster(visitor: Client) -> None:
    asked = {"kind": "dissolve", "u": ["sim-c"], "day": "1/3/2026", "basis": BASIS}
    answer = preview(visitor, asked)
    page = main_of(answer)
    assert said("web_units.preview.now-gone") in page
    assert "giải thể từ ngày 01/03/2026, không có đơn vị kế thừa" in page
    assert confirm(visitor, asked, answer).headers["Location"] == "/units/sim-c/"
    assert bodies_of(Cluster.objects.get(), MARCH).members == {"sim-d", "sim-ef"}


def test_a_renamed_unit_goes_on_with_its_baseline(visitor: Client) -> None:
    asked = MERGER | {"kind": "rename", "u": ["sim-c"]}
    answer = preview(visitor, asked)
    page = main_of(answer)
    assert "Sau đó tính tiếp bằng số liệu của Công an tỉnh Mô phỏng CD, trên cùng địa bàn." in page
    assert "số gốc là số gốc của đơn vị cũ, trên cùng địa bàn: Công an tỉnh Mô phỏng C" in page
    confirm(visitor, asked, answer)
    assert unit_registry().names_of(NEW) == ("sim-c", NEW)


def test_a_code_that_is_taken_is_given_the_year_or_refused_where_it_was_typed(visitor: Client) -> None:
    confirm(visitor, MERGER, preview(visitor, MERGER))
    again = MERGER | {"u": ["sim-a", "sim-b"]}
    assert f"(mã {NEW}-2026)" in main_of(preview(visitor, again))
    typed = main_of(preview(visitor, again | {"r0-code": NEW}))
    assert said("units.code-twice.saw", unit=NEW, times=2) in typed


def test_what_the_engine_refuses_is_told_before_anything_is_kept(visitor: Client) -> None:
    confirm(visitor, MERGER, preview(visitor, MERGER))
    before = counts()
    page = main_of(preview(visitor, MERGER | {"u": ["sim-c", "sim-a"]}))
    assert "Công an tỉnh Mô phỏng C đã kết thúc từ ngày 01/03/2026." in page
    early = main_of(preview(visitor, MERGER | {"u": [NEW, "sim-a"], "day": "1/1/2026", "r0-name": "Mới"}))
    assert said("units.life-upside-down.title") in early
    assert counts() == before


def test_who_confirms_what_somebody_has_changed_meanwhile_is_shown_it_again(visitor: Client) -> None:
    answer = preview(visitor, MERGER)
    unit_called("sim-a")
    visitor.post("/units/sim-a/", {"name": "Tên mới", "first_day": "1/1/2026"})
    before = counts()
    overtaken = confirm(visitor, MERGER, answer)
    assert said("web_units.preview.overtaken") in main_of(overtaken)
    assert counts() == before
    assert confirm(visitor, MERGER, overtaken).status_code == 302


def test_confirming_twice_does_it_once(visitor: Client) -> None:
    answer = preview(visitor, MERGER)
    assert confirm(visitor, MERGER, answer).status_code == 302
    before = counts()
    page = main_of(confirm(visitor, MERGER, answer))
    assert "đã kết thúc từ ngày 01/03/2026" in page
    assert counts() == before


def test_who_keeps_units_only_cannot_change_a_cluster_of_others(visitor: Client) -> None:
    above = signed_in(holder("above", Role.SUPERIOR, unit_called("sim-f")))
    answer = preview(above, MERGER)
    assert said("web_units.preview.not-kept") in main_of(answer)
    forged = MERGER | {"asked": "1", "place": [f"sim-cluster/{NEW}"]}
    seen = re.search(r'name="seen" value="(\d+)"', answer.content.decode())
    assert seen is not None
    assert above.post(PAGE, forged | {"seen": seen[1]}).status_code == 302
    assert bodies_of(Cluster.objects.get(), MARCH).members == {"sim-c", "sim-d", "sim-ef"}


def test_who_may_not_keep_units_confirms_nothing(visitor: Client) -> None:
    before = counts()
    for one in (holder("lan", Role.UNIT_LEADER, unit_called("sim-c")), holder("kiem", Role.AUDITOR)):
        acts = counts()
        assert signed_in(one).post(PAGE, MERGER).status_code == FORBIDDEN
        assert counts() == acts
    assert counts()[1:] == before[1:]


def test_people_of_units_that_end_are_counted(visitor: Client) -> None:
    holder("lan", Role.REPORTER, unit_called("sim-c"))
    holder("minh", Role.UNIT_LEADER, unit_called("sim-d"))
    holder("other", Role.UNIT_LEADER, unit_called("sim-a"))
    page = main_of(preview(visitor, MERGER))
    assert said("web_units.preview.people-count", count=2) in page


def test_each_cluster_is_chosen_for_itself(visitor: Client) -> None:
    admin = Person.objects.get()
    other = add_cluster(by=admin, on=localdate(), code="other", name="Cụm khác")
    add_member(by=admin, on=localdate(), cluster=other, unit=unit_called("sim-c"), role=Part.MEMBER)
    answer = preview(visitor, MERGER, asked="1", place=[f"other/{NEW}"])
    confirm(visitor, MERGER, answer)
    members = [bodies_of(c, MARCH).members for c in Cluster.objects.order_by("code")]
    assert members == [{NEW}, {"sim-c", "sim-d", "sim-ef"}]
