"""The HTML report for people who do not see it, or see it on paper, on a phone, in the dark."""

from __future__ import annotations

import itertools
import re
import subprocess
from pathlib import Path

import pytest
from lxml import html

from giaouoc.printing.html_report import html_report, stylesheet
from giaouoc.wording import Lang
from giaouoc.wording.names import voice_of
from tests.printing.worlds import standing

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SIZES = [1, 5, 8]


def page(size: int, lang: Lang = Lang.VI) -> str:
    judged = standing(size)
    return html_report(judged, voice_of(judged.case, judged.as_known_on, lang))


def tree(size: int) -> html.HtmlElement:
    return html.document_fromstring(page(size))


@pytest.mark.parametrize("size", SIZES)
def test_no_id_is_given_twice(size: int) -> None:
    ids = tree(size).xpath("//@id")
    assert len(ids) == len(set(ids)) > 10


@pytest.mark.parametrize("size", SIZES)
def test_headings_go_down_one_step_at_a_time(size: int) -> None:
    levels = [int(h.tag[1]) for h in tree(size).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels.count(1) == 1
    assert [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1] == []


@pytest.mark.parametrize("size", SIZES)
def test_every_table_has_a_caption_and_every_head_its_scope(size: int) -> None:
    root = tree(size)
    assert [t for t in root.xpath("//table") if not t.xpath("./caption[normalize-space()]")] == []
    assert [th for th in root.xpath("//thead//th") if th.get("scope") != "col"] == []
    assert [th for th in root.xpath("//tbody//th") if th.get("scope") != "row"] == []
    for table in root.xpath("//table"):
        assert len(set(widths(table))) == 1, words(table)


def widths(table: html.HtmlElement) -> list[int]:
    """Count the cells of each row with those that reach down into it; none may reach below the last row."""
    rows = list(table.iter("tr"))
    found = [0] * len(rows)
    for place, row in enumerate(rows):
        for one in row.xpath("./th|./td"):
            for reached in range(int(one.get("rowspan", "1"))):
                found[place + reached] += 1
    return found


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())[:80]


def test_landmarks_and_a_way_past_the_head() -> None:
    root = tree(5)
    assert [len(root.xpath(f"//{tag}")) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    assert root.xpath("//body/a")[0].get("href") == "#content"
    assert root.get_element_by_id("content").tag == "main"


def test_what_scrolls_can_be_reached_by_key_and_has_a_name() -> None:
    for box in tree(5).xpath("//div[contains(@class, 'scroll')]"):
        assert box.get("tabindex") == "0"
        assert box.get("role") == "region"
        assert box.get("aria-label") or box.get("aria-labelledby")


def test_a_result_is_never_told_by_colour_alone() -> None:
    for shown in tree(8).xpath("//a[starts-with(@class, 'v ')] | //span[starts-with(@class, 'v ')]"):
        assert re.search(r"[✓✕?◔–◇☰]", shown.text_content())
        assert set(shown.get("class").split()) & {"sure", "luck", "open", "unknown"}


def test_a_phone_gets_one_body_at_a_time() -> None:
    bodies = tree(8).xpath("//div[@class='one-by-one']/details")
    assert len(bodies) == 8
    assert {d.get("name") for d in bodies} == {"body"}
    assert [d.get("open") is not None for d in bodies] == [True] + [False] * 7


def test_a_phone_stacks_the_tables_that_would_be_cut() -> None:
    root = tree(5)
    (lacks,) = root.xpath("//table[@class='lacks']")
    heads = [th.text_content() for th in lacks.xpath("./thead//th")][1:]
    for row in lacks.xpath("./tbody/tr"):
        assert [td.get("data-label") for td in row.xpath("./td")] == heads
    assert root.xpath("//table[@class='by-reading']")
    narrow = stylesheet().partition("@media screen and (max-width: 44rem)")[2].partition("@media")[0]
    assert "attr(data-label)" in narrow
    assert ".by-reading tr { display: grid" in narrow


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("place", [0, 1, 2])
def test_words_stand_out_from_their_ground_in_light_dark_and_print(place: int) -> None:
    light, dark, paper = (tokens(b) for b in re.findall(r":root \{(.*?)\}", stylesheet(), re.S))
    found = [light, light | dark, light | paper][place]
    pairs = [(c, g) for c in ("ink", "quiet", "accent", "warn") for g in ("paper", "sheet", "wash")]
    pairs += [("warn", "warn-wash"), ("ink", "warn-wash"), ("quiet", "unknown-wash"), ("ink", "unknown-wash")]
    for name in ("kept", "broken", "open", "unknown", "people"):
        pairs += [(name, f"{name}-wash"), (name, "sheet"), (name, "paper")]
    for colour, ground in pairs:
        one, other = sorted((luminance(found[colour]), luminance(found[ground])))
        assert (other + 0.05) / (one + 0.05) >= 4.5, (colour, ground)


def test_print_puts_the_matrix_on_a_wide_page_and_motion_asks_first() -> None:
    css = stylesheet()
    assert "@page wide { size: A4 landscape" in css
    assert ".matrix { page: wide; }" in css
    assert "prefers-reduced-motion" in css
    assert "tabular-nums" in css


def browse(chromium: str, tmp_path: Path, *asked: str) -> subprocess.CompletedProcess[str]:
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = [chromium, *FLAGS, profile, "--enable-logging=stderr", *asked, (tmp_path / "r.html").as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)


@pytest.mark.parametrize("size", [5, 8])
def test_a_browser_shows_the_page_without_a_complaint(chromium: str, tmp_path: Path, size: int) -> None:
    (tmp_path / "r.html").write_text(page(size), encoding="utf-8")
    ran = browse(chromium, tmp_path, f"--screenshot={tmp_path / 'r.png'}", "--window-size=1300,1800")
    assert [line for line in ran.stderr.splitlines() if "CONSOLE" in line] == []
    assert (tmp_path / "r.png").stat().st_size > 50_000


def test_the_page_prints_with_its_title_and_a_landscape_matrix(
    chromium: str, pdftotext: str, tmp_path: Path
) -> None:
    (tmp_path / "r.html").write_text(page(8), encoding="utf-8")
    browse(chromium, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'r.pdf'}")
    pdf = tmp_path / "r.pdf"
    printed = subprocess.run(
        [pdftotext, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = printed.split("\f")
    assert "Giao ước mô phỏng năm 2025" in pages[0]
    assert "Số liệu mô phỏng" in pages[0]
    assert "Kết quả theo nội dung và đơn vị" in pages[1]
    boxes = {
        tuple(map(float, b)) for b in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf.read_bytes())
    }
    assert {width > height for width, height in boxes} == {True, False}
