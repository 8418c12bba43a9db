"""Vietnamese in the 8-bit codes of before Unicode: TCVN3 (ABC), VNI and Windows-1258.

A text is taken for one of them when its words, read that way, are Vietnamese syllables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final


class LegacyCode(StrEnum):
    """The codes still met in offices."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    WINDOWS_1258 = "windows-1258"


@dataclass(frozen=True, slots=True)
class LegacySpot:
    """Where a text first shows a legacy font: the word as it stands, and as it was meant."""

    code: LegacyCode
    line: int
    word: str
    meant: str


# The letters at 0xA1.. in the order of the code page; a blank is a byte that TCVN3 leaves alone.
_TCVN3_FROM_A1 = (
    "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"
)
_TCVN3: Final = {0xA1 + i: letter for i, letter in enumerate(_TCVN3_FROM_A1) if letter != " "}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES: Final = _GRAVE + _ACUTE + _HOOK + _TILDE + _DOT
_HAT, _BREVE = "\u0302", "\u0306"
# VNI writes a letter, then one sign that is hat or breve and tone together.
_VNI_SIGNS: Final = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT,
    "à": _HAT + _GRAVE, "á": _HAT + _ACUTE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS: Final = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))
_VNI_LETTER = re.compile(r"([aeiouyôö])([øùûõïâàáåãäêèéúüë])|([ñôöíìæóòî])", re.IGNORECASE)

_ONSET = "ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx]"
_RHYMES_SMOOTH = (
    "a ai am an ang anh ao au ay ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên ênh êu i ia iêm iên "
    "iêng iêu im in inh iu o oa oai oam oan oang oanh oao oay oăn oăng oe oem oen oeo oi om on ong oong ô "
    "ôi ôm ôn ông ơ ơi ơm ơn u ua uân uâng uây uê uênh ui um un ung uôi uôm uôn uông uơ uy uya uyên uynh "
    "uyu ư ưa ưi ưm ưn ưng ưu ươi ươm ươn ương ươu y yêm yên yêng yêu"
)
_RHYMES_STOPPED = (
    "ac ach ap at ăc ăk ăp ăt âc âp ât ec ep et êch êp êt ich iêc iêp iêt ip it oac oach oap oat oăc oăt "
    "oc oet ooc op ot ôc ôp ôt ơp ơt uât uc uêch uôc uôt up ut uych uyêt uyt ưc ưt ươc ươp ươt yêt"
)
_SYLLABLE = re.compile(
    rf"(?:{_ONSET})?(?:(?:{_RHYMES_SMOOTH.replace(' ', '|')})|(?P<stop>{_RHYMES_STOPPED.replace(' ', '|')}))"
)
_WORD = re.compile(r"(?:[^\W\d_]|[\ufffd\u0300-\u036f])+")
# In text that is already Unicode the signs of TCVN3 stand inside words, where no language puts them.
_SEEN_WORD = re.compile(r"(?:[^\W\d_]|[\u00a1-\u00bf\u00d7\u00f7\u00ad])+")
# A raised 1 at the end of a word is a footnote, × between letters is arithmetic.
_SURE_TCVN3 = re.compile(r"[A-Za-z](?:[\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b8\u00bb-\u00bf]|\u00b9[A-Za-z])")
_SURE_VNI = re.compile(r"[aeo][âäåáàã]|aê|[ôö][ùøûõï]", re.IGNORECASE)
# "nghiêng" with its marks apart, and some room; longer words are not worth remembering.
_LONGEST_SYLLABLE = 12
_ENOUGH_WORDS = 2000
_LEAST_SHARE = 0.6


def is_syllable(word: str) -> bool:
    """Return whether a word has the shape of one Vietnamese syllable with a tone its rhyme can carry."""
    return len(word) <= _LONGEST_SYLLABLE and _has_shape(word)


@lru_cache(maxsize=20_000)
def _has_shape(word: str) -> bool:
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in marks if c in _TONES]
    match = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES)))
    if match is None or len(tones) > 1:
        return False
    return not match["stop"] or tones in ([_ACUTE], [_DOT])


def from_tcvn3(text: str) -> str:
    """Return text whose characters are TCVN3 bytes as the Unicode they were meant to be."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Return text whose characters are VNI bytes as the Unicode they were meant to be."""
    return _VNI_LETTER.sub(_vni_letter, text)


def recognise_bytes(data: bytes) -> LegacyCode | None:
    """Return the code in which these bytes, which are not UTF-8, are Vietnamese; None where none fits."""
    best: tuple[int, LegacyCode] | None = None
    for code, read in _READERS.items():
        words = [w for w in _WORD.findall(read(data)) if not w.isascii()][:_ENOUGH_WORDS]
        good = sum(is_syllable(w) for w in words)
        if good and good >= _LEAST_SHARE * len(words) and (best is None or good > best[0]):
            best = (good, code)
    return best[1] if best else None


def read_legacy(data: bytes, code: LegacyCode) -> str:
    """Return bytes of a known legacy code as Unicode, for showing what was meant."""
    return _READERS[code](data)


def find_legacy_font(text: str) -> LegacySpot | None:
    """Return where Unicode text was typed with a TCVN3 or VNI font, or None.

    A line counts when its odd words become Vietnamese that way: one with a sequence no language writes, or
    two that outnumber the line's proper Vietnamese; and four for each word that is neither.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.isascii() and (spot := _spot_in_line(line)):
            return LegacySpot(spot[0], number, spot[1], spot[2])
    return None


def _spot_in_line(line: str) -> tuple[LegacyCode, str, str] | None:
    words = [w for w in _SEEN_WORD.findall(line) if not w.isascii()]
    odd = [w for w in words if not is_syllable(w)]
    for code, read, sure in (
        (LegacyCode.TCVN3, from_tcvn3, _SURE_TCVN3),
        (LegacyCode.VNI, from_vni, _SURE_VNI),
    ):
        hits = [(w, meant) for w in odd if len(meant := read(w)) > 1 and is_syllable(meant)]
        is_sure = any(len(meant) > 2 and sure.search(w) for w, meant in hits)
        is_many = len({w for w, _ in hits}) >= 2 and len(hits) > len(words) - len(odd)
        if (is_sure or is_many) and len(hits) >= 4 * (len(odd) - len(hits)):
            return code, *hits[0]
    return None


def _vni_letter(match: re.Match[str]) -> str:
    base, sign, alone = match.groups()
    if alone:
        letter = _VNI_LETTERS[alone.lower()]
        return letter.upper() if alone.isupper() else letter
    plain = _VNI_LETTERS.get(base.lower(), base.lower())
    letter = unicodedata.normalize("NFC", plain + _VNI_SIGNS[sign.lower()])
    # A pair that makes no letter stays as it is, and its word is no syllable.
    if len(letter) != 1:
        return match[0]
    return letter.upper() if base.isupper() else letter


def _read_latin(convert: Callable[[str], str]) -> Callable[[bytes], str]:
    return lambda data: convert(data.decode("latin-1"))


def _read_1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


_READERS: Final[dict[LegacyCode, Callable[[bytes], str]]] = {
    LegacyCode.TCVN3: _read_latin(from_tcvn3),
    LegacyCode.VNI: _read_latin(from_vni),
    LegacyCode.WINDOWS_1258: _read_1258,
}
