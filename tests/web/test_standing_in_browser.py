"""See where we stand in a real browser: accessible, whole on a phone and on paper, and nothing from elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Visitor, visitor
from tests.support.running_office import Office

pytestmark = pytest.mark.office

BOARD = "/pacts/synthetic-cluster/standing/"
COMPACT = "/pacts/seven/standing/"
PAGES = {
    "list": "/clusters/sim-cluster/standings/",
    "board": BOARD,
    "board by switches": f"{BOARD}?known=1/9/2025&reading=at_signing&territory=as_now",
    "compact board": COMPACT,
    "commitment": f"{BOARD}commitments/traffic/",
    "commitment of many": f"{COMPACT}commitments/fires/",
    "unit": f"{BOARD}units/sim-a/",
    "counts": f"{BOARD}verdicts/traffic/sim-b/",
    "corrected": f"{BOARD}verdicts/offences/sim-a/",
    "level": f"{BOARD}verdicts/clearance/sim-c/",
    "cannot tell": f"{BOARD}verdicts/fires/sim-e/",
    "attested": f"{BOARD}verdicts/escapes/sim-b/",
    "milestone": f"{BOARD}verdicts/modern/sim-a/",
    "tasks": f"{BOARD}verdicts/situation/sim-d/",
    "figure": f"{BOARD}figures/1055/",
}
WIDE = {"viewport": {"width": 1280, "height": 800}}
PHONE_AT_NIGHT = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}


@pytest.fixture(scope="module")
def filled(office_beside: Office) -> Office:
    office_beside.run("tests.support.standing", "fill")
    return office_beside


@pytest.mark.parametrize(
    ("window", "lang"), [(WIDE, "vi"), (PHONE_AT_NIGHT, "en")], ids=["wide", "phone-at-night-in-english"]
)
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(
    filled: Office, chromium_open: Browser, window: dict[str, Any], lang: str
) -> None:
    with visitor(chromium_open, filled.address, **window) as one:
        one.signs_in("lan")
        if lang == "en":
            one.page.click("button[value=en]")
        found = {}
        for name, path in PAGES.items():
            one.goes(path)
            found[name] = (one.page.locator("h1").count(), one.axe(), one.overflows())
        assert found == {name: (1, [], False) for name in PAGES}
        assert one.complaints == []


def test_a_day_that_was_mistyped_is_told_accessibly(filled: Office, chromium_open: Browser) -> None:
    with visitor(chromium_open, filled.address, **WIDE) as one:
        one.signs_in("kiem")
        one.goes(f"{BOARD}?known=31/2/2025&territory=nowhere")
        assert one.page.locator("[name=known]").get_attribute("aria-invalid") == "true"
        assert one.axe() == []


def test_a_phone_shows_one_unit_at_a_time(filled: Office, chromium_open: Browser) -> None:
    with visitor(chromium_open, filled.address, java_script_enabled=False, **PHONE_AT_NIGHT) as one:
        one.signs_in("lan")
        one.goes(BOARD)
        assert not one.page.locator(".board").is_visible()
        assert open_units(one) == ["Công an tỉnh Mô phỏng A"]
        one.page.locator(".one-by-one summary").nth(2).click()
        assert open_units(one) == ["Công an tỉnh Mô phỏng C"]
        one.page.locator(".one-by-one a.v:visible").nth(1).click()
        assert one.page.url.endswith(f"{BOARD}verdicts/traffic/sim-c/")


def open_units(one: Visitor) -> list[str]:
    cells = one.page.locator(".one-by-one details[open] summary").all_inner_texts()
    return [words.split(" cụm")[0].strip() for words in cells]


def test_the_keyboard_switches_and_reads_a_compact_board(filled: Office, chromium_open: Browser) -> None:
    with visitor(chromium_open, filled.address, **WIDE) as one:
        one.signs_in("lan")
        one.goes(COMPACT)
        one.page.focus("[name=reading]")
        one.page.keyboard.press("ArrowDown")
        one.page.focus("[name=known]")
        one.page.keyboard.type("1/9/2025")
        with one.page.expect_navigation():
            one.page.keyboard.press("Enter")
        assert "reading=latest" in one.page.url
        assert "01/09/2025" in one.page.locator(".asof").inner_text()
        cell = one.page.locator(".board td a.v").nth(9)
        one.page.locator(".board td a.v").nth(8).focus()
        one.page.keyboard.press("Tab")
        assert cell.evaluate("element => element === document.activeElement")
        assert cell.locator(".tip").evaluate("tip => getComputedStyle(tip).clipPath") == "none"


def test_the_heads_of_the_board_stay_while_it_scrolls(filled: Office, chromium_open: Browser) -> None:
    with visitor(chromium_open, filled.address, viewport={"width": 800, "height": 420}) as one:
        one.signs_in("lan")
        one.goes(BOARD)
        frame = one.page.locator(".matrix .scroll")
        frame.evaluate("frame => frame.scrollTo(300, 300)")
        moved = frame.evaluate("frame => [frame.scrollLeft, frame.scrollTop]")
        assert min(moved) > 100
        top, left = place_of(one, ".matrix .scroll", 0)
        assert abs(place_of(one, ".matrix thead th", 0)[0] - top) < 3
        assert abs(place_of(one, ".matrix tbody th", 4)[1] - left) < 3


def place_of(one: Visitor, what: str, which: int) -> tuple[float, float]:
    box = one.page.locator(what).nth(which).bounding_box()
    assert box is not None
    return box["y"], box["x"]


def test_paper_shows_the_whole_board_and_none_of_the_controls(filled: Office, chromium_open: Browser) -> None:
    with visitor(chromium_open, filled.address, **PHONE_AT_NIGHT) as one:
        one.signs_in("lan")
        one.goes(BOARD)
        one.page.emulate_media(media="print")
        shown = {
            name: one.page.locator(name).first.is_visible()
            for name in (".board", ".asof", ".one-by-one", ".switches", ".downloads", "header.bar")
        }
        assert shown == {
            ".board": True,
            ".asof": True,
            ".one-by-one": False,
            ".switches": False,
            ".downloads": False,
            "header.bar": False,
        }
        assert one.page.locator("body").evaluate("body => getComputedStyle(body).color") == "rgb(0, 0, 0)"
