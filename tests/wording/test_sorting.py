from __future__ import annotations

import random
import unicodedata

import pytest

from giaouoc.wording import sort_key

SORTED = [
    ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "i", "o", "ô", "ơ", "u", "ư", "v", "x", "y"],
    ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "mă", "mâ", "mấy", "mậy", "me"],
    ["An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bến Tre", "Bình Dương", "Cà Mau"],
    ["Dương", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Đồng Nai", "Gia Lai"],
    ["Hà An", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang"],
    ["Ha Bắc", "Hà An"],
    ["Khánh Hòa", "Lâm Đồng", "Ninh Thuận", "Phú Yên", "Thành phố Hồ Chí Minh"],
    ["8", "10", "một"],
    ["Cụm thi đua số 8", "Cụm thi đua số 10", "Cụm thi đua số II"],
    ["", "0", "1", "a"],
    ["de", "đa", "ea"],
]


@pytest.mark.parametrize("expected", SORTED)
def test_texts_stand_in_the_order_of_the_vietnamese_alphabet(expected: list[str]) -> None:
    shuffled = expected.copy()
    random.Random(8).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == expected
    assert sorted((s.upper() for s in shuffled), key=sort_key) == [s.upper() for s in expected]


@pytest.mark.parametrize("text", ["Đắk Lắk", "Bà Rịa - Vũng Tàu", "Thừa Thiên Huế", "Nghệ An", "ượng"])
def test_composed_and_decomposed_letters_sort_alike(text: str) -> None:
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    assert forms[0] != forms[1]
    assert sort_key(forms[0])[0] == sort_key(forms[1])[0]


def test_where_the_tone_is_written_in_a_syllable_decides_nothing() -> None:
    assert sort_key("Khánh Hoà")[0] == sort_key("Khánh Hòa")[0]


def test_case_and_punctuation_decide_nothing_but_the_order_stays_total() -> None:
    assert sort_key("Bà Rịa - Vũng Tàu")[0] == sort_key("bà rịa–vũng tàu")[0]
    assert sort_key("Phú Yên") != sort_key("phú yên")


def test_a_very_long_number_sorts_by_its_size() -> None:
    assert sort_key("9" * 5000) < sort_key("1" + "0" * 5000)
