"""Old Vietnamese codes are recognised by the syllables they make, and nothing else is taken for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from giaouoc.exchange.legacy_text import (
    LegacyCode,
    LegacySpot,
    find_legacy_font,
    from_tcvn3,
    from_vni,
    is_syllable,
    recognise_bytes,
)
from tests.exchange.legacy_codes import to_tcvn3, to_vni, to_windows_1258

REPORT = (
    "Trong sáu tháng đầu năm, công an các đơn vị đã triển khai quyết liệt nhiều biện pháp phòng ngừa; số vụ phạm tội "
    "về trật tự xã hội giảm so với cùng kỳ, tỷ lệ điều tra khám phá đạt trên tám mươi lăm phần trăm.\n"
    "Tai nạn giao thông được kiềm chế, nhưng số người bị thương ở một số địa bàn miền núi vẫn còn ở mức cao. Nguyên "
    "nhân chủ yếu là chạy quá tốc độ, uống rượu bia rồi lái xe, đi không đúng phần đường quy định.\n"
    "Cháy lớn không xảy ra. Ủy ban nhân dân huyện đề nghị khen thưởng những tập thể, cá nhân tiêu biểu ở Khánh Hoà, "
    "Ninh Thuận, Bình Thuận, Phú Yên; hưởng ứng lời kêu gọi, thuyền viên, ngư dân ký cam kết, nghiêm chỉnh chấp hành.\n"
    "Mỗi xã, phường chọn một việc khó để làm trước, kể cả giữ gìn vệ sinh, quản lý kho quỹ, trực đêm khuya, xoong nồi "
    "bếp ăn, chỗ ngủ nghỉ của chiến sĩ; huỷ hoá đơn sai, gửi giấy mời, giếng nước, yết thị, uỷ quyền, khuỷu tay."
)
ENGLISH = (
    "The café’s naïve façade, 20 °C, £5 and 3½ m² – a “résumé” of the year’s work; co\u00adoperation costs 5 µg.\n"
    "Figures © 2025, Sanofi®; the size is n×m, 10÷2, see §4¹ and the word déjà-vu. Señor Muñoz met Zoë in São Paulo."
)
FRENCH = (
    "Où est passé le rapport ? À Noël, l’été déjà loin, on a goûté des crêpes «à l’ancienne» avec Raphaël et Loïc.\n"
    "Le maïs laïc haï, la forêt brûlée, le sûr et le mûr : «Voilà», dit-il, où qu’il fût, dû à l’aïeul héroïque."
)
GERMAN = "Die Straße führt über Köln; schöne Grüße, Müller! Ångström, smørrebrød, på, få, bør, øl, år, æble."
SPANISH = (
    "El año pasado, él dijo que sí: más niños, qué opción, tú también. Não há informação; João, coração, pão."
)
MIXED = (
    "Khoá họp, toà án, Thu¹ và mùa đông, «nhà kho» «kho, m×n, Krông Pắc, Ê-đê, rơ-moóc, Moóc-xcơ-va, Đắk Lắk"
)


@pytest.mark.parametrize(
    ("encode", "code"),
    [
        (to_tcvn3, LegacyCode.TCVN3),
        (to_vni, LegacyCode.VNI),
        (to_windows_1258, LegacyCode.WINDOWS_1258),
    ],
)
@pytest.mark.parametrize("text", [REPORT, "Công an tỉnh", "vụ cháy", *REPORT.split("\n"), REPORT.upper()])
def test_bytes_of_each_old_code_are_recognised(
    encode: Callable[[str], bytes], code: LegacyCode, text: str
) -> None:
    assert recognise_bytes(encode(text)) is code


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN])
def test_bytes_of_another_language_are_not_taken_for_vietnamese(text: str) -> None:
    assert recognise_bytes(text.encode("cp1252")) is None


def test_both_fonts_read_back_to_the_letter() -> None:
    assert from_tcvn3(to_tcvn3(REPORT).decode("latin-1")) == REPORT.replace("Ủ", "ủ")
    assert from_vni(to_vni(REPORT).decode("latin-1")) == REPORT
    assert from_vni(to_vni(REPORT.upper()).decode("latin-1")) == REPORT.upper()


@pytest.mark.parametrize("text", [REPORT, ENGLISH, FRENCH, GERMAN, SPANISH, MIXED, "B¹", "µm", "®", "né", ""])
def test_true_unicode_text_shows_no_old_font(text: str) -> None:
    lines = [find_legacy_font(line) for line in text.split("\n")]
    words = [find_legacy_font(word) for word in text.split()]
    assert [spot for spot in (find_legacy_font(text), *lines, *words) if spot is not None] == []


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("C«ng an tØnh", LegacySpot(LegacyCode.TCVN3, 1, "C«ng", "Công")),
        ("Coâng an tænh", LegacySpot(LegacyCode.VNI, 1, "Coâng", "Công")),
        ("Khánh Hoµ", LegacySpot(LegacyCode.TCVN3, 1, "Hoµ", "Hoà")),
        ("Bình Thuaän", LegacySpot(LegacyCode.VNI, 1, "Thuaän", "Thuận")),
        (
            "unit,note\nKhánh Hòa,đủ\nPhú Yên,b¸o c¸o\nx,®iÓm\n",
            LegacySpot(LegacyCode.TCVN3, 3, "b¸o", "báo"),
        ),
    ],
)
def test_text_typed_with_an_old_font_is_found_at_its_first_line(text: str, spot: LegacySpot) -> None:
    assert find_legacy_font(text) == spot


@pytest.mark.parametrize(("encode", "code"), [(to_tcvn3, LegacyCode.TCVN3), (to_vni, LegacyCode.VNI)])
def test_every_line_of_a_report_in_an_old_font_is_found(
    encode: Callable[[str], bytes], code: LegacyCode
) -> None:
    spots = [find_legacy_font(encode(line).decode("latin-1")) for line in REPORT.split("\n")]
    assert [spot and spot.code for spot in spots] == [code] * 4


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyết", "giếng", "gìn", "Uỷ", "khuya", "ĐẮK", "xoong", "a", "ý"]
)
def test_vietnamese_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["ộtộ", "franỗais", "hàch", "cắ", "ngđ", "", "plei", "thàt", "à\u0301"])
def test_what_no_vietnamese_mouth_says_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
