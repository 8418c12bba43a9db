from __future__ import annotations

import unicodedata

import pytest

from giaouoc.wording.folding import code_from, fold


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Công an  tỉnh Đắk Lắk", "cong an tinh dak lak"),
        ("HÒA BÌNH", "hoa binh"),
        ("hoà bình", "hoa binh"),
        ("Cụm số 8", "cum so 8"),
        ("", ""),
    ],
)
def test_marks_letters_and_spaces_do_not_keep_a_name_from_being_found(
    form: str, text: str, folded: str
) -> None:
    assert fold(unicodedata.normalize(form, text)) == folded  # type: ignore[arg-type]


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
