"""Making a pact in a real browser: accessible, whole on a phone, and from draft to signatures without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.browser import PASSWORD, Visitor, visitor
from tests.support.pact_office import TODAY
from tests.support.running_office import Office, running_office

pytestmark = pytest.mark.office

WIDE = {"viewport": {"width": 1280, "height": 800}}
PHONE_AT_NIGHT = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}
PACT = "/pacts/synthetic-cluster/"
PAGES = {
    "list": "/clusters/sim-cluster/pacts/",
    "new": "/clusters/sim-cluster/new-pact/",
    "pact": PACT,
    "own lines": f"{PACT}own-lines/",
    "catalogue": f"{PACT}add/",
    "add": f"{PACT}add/road-deaths/",
    "add words": f"{PACT}add-words/",
    "change": f"{PACT}commitments/traffic/",
    "words only": f"{PACT}commitments/situation/",
    "take out": f"{PACT}commitments/modern/remove/",
    "propose": f"{PACT}propose/?commitment=traffic",
    "differences": f"{PACT}versions/1/3/",
    "sign": "/pacts/for-signing/sign/",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with running_office(tmp_path_factory.mktemp("pacts"), today=TODAY) as office:
        office.run("tests.support.pact_office", "fill")
        yield office


@pytest.mark.parametrize("window", [WIDE, PHONE_AT_NIGHT], ids=["wide", "phone-at-night"])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(
    filled: Office, chromium_open: Browser, window: dict[str, Any]
) -> None:
    with visitor(chromium_open, filled.address, **window) as one:
        one.signs_in("leader-sim-a")
        found = {}
        for name, path in PAGES.items():
            one.goes(path)
            found[name] = (one.page.locator("h1").count(), one.axe(), one.overflows())
        assert found == {name: (1, [], False) for name in PAGES}
        assert one.complaints == []


def test_a_pact_is_made_from_the_first_question_to_the_signatures_without_javascript(
    filled: Office, chromium_open: Browser
) -> None:
    with visitor(chromium_open, filled.address, java_script_enabled=False, **WIDE) as one:
        one.signs_in("leader-sim-a")
        drafts(one)
        adds_and_previews(one)
        one.page.fill("#send_answer_by", "9/2/2025")
        presses(one, "Gửi lấy ý kiến")
        agrees(one)
        with visitor(chromium_open, filled.address, java_script_enabled=False, **WIDE) as other:
            other.signs_in("leader-sim-c")
            proposes_and_agrees(other)
            one.goes("/pacts/giao-uoc-thu/")
            one.page.fill("[name=answer]", "Giữ mức chung.")
            presses(one, "Không tiếp thu")
            presses(one, "Lấy chữ ký")
            for leader in (one, other):
                leader.goes("/pacts/giao-uoc-thu/")
                signs(leader)
            assert "đã ký" in other.page.locator("main > p").first.inner_text()


def presses(one: Visitor, button: str) -> None:
    one.page.get_by_role("button", name=button, exact=True).click()


def drafts(one: Visitor) -> None:
    one.goes("/clusters/sim-cluster/new-pact/")
    one.page.fill("[name=title]", "Giao ước thử")
    one.page.fill("[name=movement]", "Phong trào thử")
    one.page.fill("[name=signed_on]", "14/2/2025")
    for unit in ("sim-b", "sim-d", "sim-e"):
        one.page.uncheck(f"[name=signatories][value={unit}]")
    one.page.check("[name=reading][value=latest]")
    one.page.check("[name=territory][value=as_signed]")
    presses(one, "Lập dự thảo")


def adds_and_previews(one: Visitor) -> None:
    one.page.get_by_role("link", name="Lấy chỉ tiêu Số vụ cháy", exact=True).click()
    one.page.fill("[name=text]", "Giảm ít nhất 5 % số vụ cháy")
    one.page.fill("[name=title]", "Giảm 5 % số vụ cháy")
    one.page.fill("[name=value]", "5")
    presses(one, "Xem trước")
    assert "giảm ít nhất 5" in one.page.locator("table").inner_text()
    assert "nhiều nhất" in one.page.locator("table").inner_text()
    presses(one, "Ghi thành bản mới")
    assert one.page.url.endswith("/pacts/giao-uoc-thu/")


def agrees(one: Visitor) -> None:
    one.page.check("[name=agrees][value=yes]")
    presses(one, "Gửi ý kiến")


def proposes_and_agrees(one: Visitor) -> None:
    one.goes("/pacts/giao-uoc-thu/")
    one.page.get_by_role("link", name="Đề nghị sửa nội dung Giảm 5 % số vụ cháy").click()
    one.page.fill("[name=wanted]", "Giảm ít nhất 3 % số vụ cháy")
    one.page.fill("[name=reason]", "Năm trước đã giảm sâu.")
    presses(one, "Gửi đề nghị")
    agrees(one)


def signs(one: Visitor) -> None:
    one.page.get_by_role("link", name="Đọc và ký").click()
    one.page.fill("[name=position]", "Giám đốc")
    one.page.fill("[name=password]", PASSWORD)
    presses(one, "Ký")
