"""Pages of units and clusters in a real browser: accessible, whole on a phone, and usable without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Visitor, visitor
from tests.support.running_office import Office
from tests.support.visits import said

pytestmark = pytest.mark.office

WIDE = {"viewport": {"width": 1280, "height": 800}}
PHONE_AT_NIGHT = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}
BASIS = "basis=Nghị+quyết+202/2025/QH15&day=1/7/2025"
MERGER = f"/reorganise/?kind=merge&u=sim-b&u=sim-d&{BASIS}"
SPLIT = f"/reorganise/?kind=split&u=sim-a&{BASIS}&r0-name=Công+an+Đông&r1-name=Công+an+Tây&key=dân+số"
PAGES = {
    "home": "/",
    "units": "/units/",
    "nothing found": "/units/?q=xyz",
    "unit": "/units/sim-ef/",
    "new unit": "/new-unit/",
    "clusters": "/clusters/",
    "cluster": "/clusters/sim-cluster/?on=1/7/2025",
    "day not read": "/clusters/sim-cluster/?on=31/2/2025",
    "new cluster": "/new-cluster/",
    "kind": "/reorganise/",
    "units that end": f"{MERGER}&step=units",
    "what lacks": "/reorganise/?kind=merge&u=sim-b&day=x&step=results",
    "what begins": f"{MERGER}&step=results",
    "parts": f"{SPLIT}&step=more",
    "merger ahead": f"{MERGER}&r0-name=Công+an+tỉnh+Mô+phỏng+BD&step=preview",
    "split ahead": f"{SPLIT}&r0-share=0,35&r1-share=0,65&step=preview",
    "split refused": f"{SPLIT}&r0-share=0,35&r1-share=0,6&step=preview",
}


@pytest.fixture(scope="module")
def filled(office_beside: Office) -> Office:
    office_beside.run("tests.support.units_office", "fill")
    return office_beside


@pytest.mark.parametrize("window", [WIDE, PHONE_AT_NIGHT], ids=["wide", "phone-at-night"])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(
    filled: Office, chromium_open: Browser, window: dict[str, Any]
) -> None:
    with visitor(chromium_open, filled.address, **window) as one:
        one.signs_in("admin")
        found = {}
        for name, path in PAGES.items():
            one.goes(path)
            found[name] = (one.page.locator("h1").count(), one.axe(), one.overflows())
        assert found == {name: (1, [], False) for name in PAGES}
        assert one.complaints == []


@pytest.mark.parametrize("name", ["lan", "kiem"])
def test_axe_finds_nothing_on_what_others_see(filled: Office, chromium_open: Browser, name: str) -> None:
    paths = ("/units/", "/units/sim-c/", "/clusters/", "/clusters/sim-cluster/", "/new-unit/")
    with visitor(chromium_open, filled.address, **WIDE) as one:
        one.signs_in(name)
        found = {}
        for path in paths:
            one.goes(path)
            found[path] = one.axe()
        assert found == {path: [] for path in paths}
        refused = f"403 {filled.address}/new-unit/"
        assert [c for c in one.complaints if not c.startswith("console: Failed to load")] == [refused]


def test_a_cluster_is_set_up_and_a_merger_entered_without_javascript(
    filled: Office, chromium_open: Browser
) -> None:
    with visitor(chromium_open, filled.address, java_script_enabled=False, **WIDE) as one:
        one.signs_in("admin")
        for name in ("Công an tỉnh Bắc", "Công an tỉnh Nam", "Công an tỉnh Trung"):
            adds_unit(one, name)
        makes_cluster(one)
        enters_merger(one)
        assert one.page.url.endswith("/units/cong-an-tinh-bac-nam/")
        one.goes("/clusters/cum-thu/?on=1/7/2026")
        rows = [row.split("\t")[:2] for row in one.page.locator("tbody").first.inner_text().split("\n")]
        assert [row for row in rows if len(row) == 2] == [
            ["Công an tỉnh Bắc Nam", "cụm trưởng"],
            ["Công an tỉnh Bắc Nam", "thành viên"],
            ["Công an tỉnh Trung", "thành viên"],
        ]
        assert one.complaints == []


def adds_unit(one: Visitor, name: str) -> None:
    one.goes("/units/")
    one.page.click(f"text={said('web_units.list.add')}")
    one.page.fill("[name=name]", name)
    one.page.click("main button")


def makes_cluster(one: Visitor) -> None:
    one.goes("/clusters/")
    one.page.click(f"text={said('web_clusters.list.add')}")
    one.page.fill("[name=name]", "Cụm thử")
    one.page.click("main button")
    for name in ("Công an tỉnh Bắc", "Công an tỉnh Nam", "Công an tỉnh Trung"):
        one.page.select_option("#member_form_unit", label=name)
        one.page.fill("#member_form_first_day", "1/1/2026")
        one.page.click(f"text={said('web_clusters.member.add')}")
    one.page.select_option("#role_form_unit", label="Công an tỉnh Nam")
    one.page.fill("#role_form_first_day", "1/1/2026")
    one.page.fill("#role_form_last_day", "31/12/2026")
    one.page.click(f"text={said('web_clusters.role.pass')}")


def enters(one: Visitor) -> None:
    """Press the key that sends a form, and wait for the answer."""
    with one.page.expect_navigation():
        one.page.keyboard.press("Enter")


def enters_merger(one: Visitor) -> None:
    """Go through all steps with the keyboard where a choice is made and a step is left."""
    one.goes("/reorganise/")
    one.page.focus("#kind-merge")
    one.page.keyboard.press("Space")
    enters(one)
    for code in ("cong-an-tinh-bac", "cong-an-tinh-nam"):
        one.page.focus(f"#u-{code}")
        one.page.keyboard.press("Space")
    one.page.fill("[name=day]", "1/7/2026")
    one.page.fill("[name=basis]", "Nghị quyết 202/2025/QH15")
    enters(one)
    one.page.fill("[name=r0-name]", "Công an tỉnh Bắc Nam")
    enters(one)
    assert said("web_units.preview.not-saved") in one.page.locator("main").inner_text()
    one.page.click(f"button:text-is('{said('web_units.preview.save')}')")
