"""Words with stray spaces, loose marks and slips of the hand."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.exchange.texts import clean, code_from, fold, nearest, shown


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Công  an\u00a0tỉnh\t", "Công an tỉnh"),
        ("\ufeffKhánh\u200b Hòa", "Khánh Hòa"),
        ("Bình\r\nThuận", "Bình Thuận"),
        (unicodedata.normalize("NFD", "Đồng Tháp"), "Đồng Tháp"),
        ("số\u202e 8\u00ad", "số 8"),
        ("\u3000", ""),
    ],
)
def test_stray_spaces_and_invisible_characters_go(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khánh Hoà", "khánh  hòa"),
        ("thuỷ", "thủy"),
        ("Đắk Lắk", "dak lak"),
        ("Bà Rịa – Vũng Tàu", "ba ria - vung tau"),
        (unicodedata.normalize("NFD", "Đường Ứng"), "DUONG UNG"),
    ],
)
def test_words_that_differ_in_marks_only_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_words_that_differ_in_letters_do_not_fold_to_the_same() -> None:
    assert fold("Ninh Thuận") != fold("Bình Thuận")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Khánh Hoà", "Khánh Hòa"),
        ("khanh hoa", "Khánh Hòa"),
        ("Bình Thuân", "Bình Thuận"),
        ("Nin Thuận", "Ninh Thuận"),
        ("xyz", None),
        ("", None),
        ("a" * 100_000, None),
    ],
)
def test_the_nearest_known_word_is_offered(word: str, found: str | None) -> None:
    assert nearest(word, ["Phú Yên", "Khánh Hòa", "Ninh Thuận", "Bình Thuận"]) == found


def test_a_value_is_shown_on_one_short_line() -> None:
    assert shown("a\nb\x1b[31m") == "a b\N{REPLACEMENT CHARACTER}[31m"
    assert shown("x" * 60) == "x" * 60
    assert shown("x" * 61) == "x" * 59 + "…"
    assert (shown(None), shown(12.5)) == ("", "12.5")


@given(text=st.text(max_size=30))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_cleaning_and_folding_twice_changes_nothing_more(text: str) -> None:
    assert (clean(clean(text)), fold(fold(text))) == (clean(text), fold(text))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Công an tỉnh An Giang", "cong-an-tinh-an-giang"),
        ("Cụm thi đua số 8 (2025)", "cum-thi-dua-so-8-2025"),
        ("  –  ", ""),
    ],
)
def test_a_code_is_made_of_the_letters_of_a_name(name: str, code: str) -> None:
    assert code_from(name) == code
