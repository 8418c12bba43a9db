"""Vietnamese written in the 8-bit codes, for tests: tables of their own, from the letters to the bytes."""

from __future__ import annotations

import unicodedata

TONES = "\u0300\u0301\u0309\u0303\u0323"

_TCVN3_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_TCVN3_BYTES = bytes.fromhex(
    "B5 B6 B7 B8 B9 A8 BB BC BD BE C6 A9 C7 C8 C9 CA CB AE CC CE CF D0 D1 AA D2 D3 D4 D5 D6 D7 D8 DC "
    "DD DE DF E1 E2 E3 E4 AB E5 E6 E7 E8 E9 AC EA EB EC ED EE EF F1 F2 F3 F4 AD F5 F6 F7 F8 F9 FA FB "
    "FC FD FE A1 A2 A3 A4 A5 A6 A7 "
)
_TCVN3 = {letter: bytes([byte]) for letter, byte in zip(_TCVN3_LETTERS, _TCVN3_BYTES, strict=True)}
_VNI_PLAIN = dict(zip(TONES, "øùûõï", strict=True))
_VNI_HAT = dict(zip(TONES, "àáåãä", strict=True))
_VNI_BREVE = dict(zip(TONES, "èéúüë", strict=True))
_VNI_ALONE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "ơ": "ô", "ư": "ö"}


def to_tcvn3(text: str) -> bytes:
    """Write a text in TCVN3; a capital with a tone is written small, as its capital font shows it."""
    return b"".join(c.encode() if c.isascii() else _TCVN3.get(c) or _TCVN3[c.lower()] for c in text)


def to_vni(text: str) -> bytes:
    """Write a text in VNI."""
    return "".join(_vni(c) for c in text).encode("latin-1")


def to_windows_1258(text: str) -> bytes:
    """Write a text in Windows-1258, with each tone after its letter."""
    return "".join(_letter_and_tone(c) for c in text).encode("cp1258")


def _letter_and_tone(letter: str) -> str:
    base, tone = _split(letter)
    return base + tone


def _split(letter: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(c for c in marks if c in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in marks if c not in TONES)), tone


def _vni(letter: str) -> str:
    small = letter.lower()
    if letter.isascii() or small in _VNI_ALONE:
        written = _VNI_ALONE.get(small, small)
    else:
        base, tone = _split(small)
        if base in "âêô":
            written = unicodedata.normalize("NFD", base)[0] + (_VNI_HAT[tone] if tone else "â")
        elif base == "ă":
            written = "a" + (_VNI_BREVE[tone] if tone else "ê")
        else:
            written = _VNI_ALONE.get(base, base) + _VNI_PLAIN[tone]
    return written.upper() if letter.isupper() else written
