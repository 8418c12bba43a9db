"""Bytes of a text file as Unicode; a file in an old Vietnamese code is named and refused, never guessed."""

from __future__ import annotations

import codecs
import re
from typing import Final

from giaouoc.engine.findings import Finding, Refusal, error, refuse
from giaouoc.exchange.legacy_text import (
    LegacyCode,
    LegacySpot,
    find_legacy_font,
    read_legacy,
    recognise_bytes,
)
from giaouoc.exchange.texts import shown

MOST_BYTES: Final = 64 * 1024 * 1024
_SHOWN_BEFORE: Final = 20

_CODES: Final = {
    LegacyCode.TCVN3: "exchange.encoding-tcvn3",
    LegacyCode.VNI: "exchange.encoding-vni",
    LegacyCode.WINDOWS_1258: "exchange.encoding-windows-1258",
}
# Control characters no text file holds: all but tab, the line ends, form feed and the old end-of-file mark.
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")


def decode(data: bytes, *, file: str, max_bytes: int = MOST_BYTES) -> str:
    """Return the text of a file: UTF-8, with or without its mark, or UTF-16 with its mark; nothing else.

    Empty files, files over `max_bytes`, binary files, TCVN3, VNI, Windows-1258 and Unicode text typed with
    an old font are refused with the first line concerned.
    """
    if len(data) > max_bytes:
        raise too_large(file, len(data), max_bytes)
    text = _unicode(data, file)
    if not text.strip():
        raise refuse("exchange.file-empty", file=file)
    if spot := _legacy_spot(text):
        raise Refusal([_legacy_font(spot).about(file=file, line=spot.line)])
    return text


def legacy_font_finding(text: str) -> Finding | None:
    """Return the finding for a cell or a word typed with a TCVN3 or VNI font, or None; it names no place."""
    spot = _legacy_spot(text)
    return _legacy_font(spot) if spot else None


def _legacy_spot(text: str) -> LegacySpot | None:
    return None if text.isascii() else find_legacy_font(text)


def _legacy_font(spot: LegacySpot) -> Finding:
    return error(
        "exchange.text-legacy-font",
        value=shown(spot.word),
        meant=shown(spot.meant),
        encoding=spot.code.value.upper(),
    )


def too_large(file: str, size: int, max_bytes: int) -> Refusal:
    """Return the refusal of a file over its limit; both sizes in bytes."""
    return refuse("exchange.file-too-large", file=file, size=size, limit=max_bytes)


def _unicode(data: bytes, file: str) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _unknown(data, 0, file)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as problem:
            raise _unknown(data, problem.start, file) from None
        if _NOT_TEXT.search(text.encode()):
            raise refuse("exchange.file-not-text", file=file)
        return text
    if _NOT_TEXT.search(data):
        raise refuse("exchange.file-not-text", file=file)
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        raise _not_unicode(data, problem.start, file) from None


def _not_unicode(data: bytes, start: int, file: str) -> Refusal:
    code = recognise_bytes(data)
    if code is None:
        return _unknown(data, start, file)
    number, line, place = _line_at(data, start)
    # A row of figures is longer than a message: what is shown must hold the letter concerned.
    cut = max(0, place - _SHOWN_BEFORE)
    meant = ("…" if cut else "") + read_legacy(line[cut:], code)
    return refuse(_CODES[code], file=file, line=number, value=shown(meant))


def _unknown(data: bytes, start: int, file: str) -> Refusal:
    number, _, _ = _line_at(data, start)
    value = " ".join(f"{byte:02X}" for byte in data[start : start + 4])
    return refuse("exchange.encoding-unknown", file=file, line=number, value=value)


def _line_at(data: bytes, start: int) -> tuple[int, bytes, int]:
    """Return the number and the bytes of the line around a place, and the place in it."""
    begin = data.rfind(b"\n", 0, start) + 1
    end = data.find(b"\n", start)
    return data.count(b"\n", 0, start) + 1, data[begin : end if end >= 0 else len(data)], start - begin
