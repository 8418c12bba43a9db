"""The pieces a Word page is made of."""

from __future__ import annotations

import re

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from giaouoc.printing.paper_text import legible
from giaouoc.printing.word_annexes import ranges
from giaouoc.printing.word_layout import PORTRAIT, paragraph, rule, run, table, twips, words

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def said(xml: str) -> str:
    root = ElementTree.fromstring(f"<w:body {SPACE}>{xml}</w:body>")
    found = ["\n" if e.tag == f"{W}br" else e.text or "" for e in root.iter() if e.tag in (f"{W}t", f"{W}br")]
    return "".join(found)


@given(st.text())
def test_whatever_words_go_in_come_out_as_far_as_xml_can_hold_them(words_in: str) -> None:
    expected = legible(words_in).replace("\t", " ")
    assert said(paragraph(run(words_in))) == expected


@given(st.text(alphabet=st.characters(codec=None)))
def test_legible_text_keeps_every_character_xml_may_hold(given_text: str) -> None:
    def allowed(char: str) -> bool:
        code = ord(char)
        return char in "\t\n" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000

    lines = given_text.replace("\r\n", "\n").replace("\r", "\n")
    assert legible(given_text) == "".join(c for c in lines if allowed(c))


def test_signs_that_times_new_roman_lacks_have_a_font_of_their_own() -> None:
    shown = run("✓ Đạt ⚖", bold=True)
    fonts = re.findall(r'w:ascii="([^"]+)"[^>]*/>.*?<w:t [^>]*>([^<]*)</w:t>', shown)
    assert fonts == [("Segoe UI Symbol", "✓"), ("Segoe UI Symbol", "⚖")]


def test_the_grid_of_a_table_and_its_cells_have_the_same_widths() -> None:
    xml = table((40, 60, PORTRAIT - 100), [[words("a"), words("b"), words("c")]] * 3)
    root = ElementTree.fromstring(f"<w:body {SPACE}>{xml}</w:body>")
    grid = [c.get(f"{W}w") for c in root.iter(f"{W}gridCol")]
    cells = [[c.get(f"{W}w") for c in row.iter(f"{W}tcW")] for row in root.iter(f"{W}tr")]
    assert grid == [str(twips(40)), str(twips(60)), str(twips(65))]
    assert cells == [grid] * 3
    assert [len(list(row.iter(f"{W}tblHeader"))) for row in root.iter(f"{W}tr")] == [1, 0, 0]
    assert xml.count("<w:cantSplit/>") == 3


@pytest.mark.parametrize(
    ("letters", "asked", "breaks"), [(899, True, False), (900, True, True), (900, False, False)]
)
def test_a_row_splits_only_where_asked_and_only_if_it_is_tall(
    letters: int, asked: bool, breaks: bool
) -> None:
    assert ("cantSplit" not in table((50,), [[words("a" * letters)]], splits=asked)) is breaks


def test_a_whole_table_stays_together() -> None:
    rows = [[words("a")]] * 3
    assert table((50,), rows).count("<w:keepNext/>") == 0
    assert table((50,), rows, whole=True).count("<w:keepNext/>") == 2
    assert table((50,), [[words("a")]] * 10, whole=True).count("<w:keepNext/>") == 0


def test_a_line_is_centred_in_its_width() -> None:
    assert f'w:left="{twips(30)}" w:right="{twips(30)}"' in rule(100, 40)
    assert 'w:left="0" w:right="0"' in rule(100, 140)


@pytest.mark.parametrize(
    ("numbers", "written"),
    [([], ""), ([7], "7"), ([3, 1, 2], "1–3"), ([1, 2, 4, 6, 7, 7], "1–2, 4, 6–7"), ([9, 11], "9, 11")],
)
def test_neighbouring_numbers_are_written_as_a_range(numbers: list[int], written: str) -> None:
    assert ranges(numbers) == written
