"""One cell of figures.csv by its column: what may stand in it, and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Final, TypeAlias, TypeVar

from giaouoc.engine.figures import COLUMNS, Precision, PublishedOn, PublisherBasis, Status, WindowBasis
from giaouoc.engine.findings import Refusal, refuse
from giaouoc.exchange.days import read_day, read_partial_day
from giaouoc.exchange.numbers import read_machine_number
from giaouoc.exchange.texts import clean, nearest, shown
from giaouoc.exchange.toml_reader import is_code

E = TypeVar("E", bound=StrEnum)
Reader: TypeAlias = Callable[[str], object]

LONGEST_TEXT: Final = 2000

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_PART = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_PLAIN_TEXT = re.compile(r"[!-~]+(?: [!-~]+)*")
# What a spreadsheet would run instead of showing it.
_FORMULA = re.compile(r"[=@]|[+-](?=[^0-9 ,.])|[+-].*(?:\||[A-Za-z]\()")


def tidy(text: str) -> str:
    """Return a cell composed and without stray spaces; most cells are plain already."""
    return text if _PLAIN_TEXT.fullmatch(text) else clean(text)


def read_iso_day(text: str) -> date:
    """Read a day as files write it, `2025-02-14`; another way of writing a day is named with the right one."""
    if not _ISO_DAY.fullmatch(text):
        would_be = read_day(text).isoformat()
        raise refuse("case_file.day-not-iso", value=shown(text), would_be=would_be)
    return read_day(text)


def read_published_on(text: str) -> PublishedOn:
    """Read a day, a month or a year in ISO form; the last day of it is when the figure counts as known."""
    found = read_partial_day(text)
    assert found is not None
    written, _, last_day = found
    if not _ISO_PART.fullmatch(text):
        raise refuse("case_file.day-not-iso", value=shown(text), would_be=written)
    return PublishedOn(written, last_day)


def _column_code(text: str) -> str:
    if not is_code(text):
        raise refuse("case_file.not-a-code", value=shown(text))
    return text


def _word(text: str, among: type[E]) -> E:
    words: dict[str, E] = {one.value: one for one in among}
    if text in words:
        return words[text]
    like = nearest(text, words)
    if like is None:
        raise refuse("case_file.word-unknown", value=shown(text), known=tuple(words))
    raise refuse("case_file.word-misspelt", value=shown(text), like=like, known=tuple(words))


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise refuse("case_file.text-too-long", value=shown(text), size=len(text), limit=LONGEST_TEXT)
    if not text.isprintable():
        raise refuse("case_file.text-unprintable", value=shown(text))
    if _FORMULA.match(text):
        raise refuse("case_file.formula", value=shown(text))
    return text


def _number_of_entry(text: str) -> int:
    number = int(read_machine_number(text, whole=True, allow_negative=False))
    if number < 1:
        raise refuse("case_file.not-an-entry-number", value=shown(text))
    return number


def _amount(text: str) -> Decimal:
    return read_machine_number(text, allow_negative=False)


def _percent(text: str) -> Decimal:
    return read_machine_number(text)


def _instant(text: str) -> str:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or "T" not in text:
        raise refuse("case_file.not-an-instant", value=shown(text))
    read_day(read.date())
    return text


REQUIRED: Final = frozenset(
    ("seq", "unit", "indicator", "first_day", "last_day", "window_basis", "status", "precision", "publisher")
) | {"publisher_basis"}

_READERS: Final[Mapping[str, Reader]] = {
    "seq": _number_of_entry,
    "unit": _column_code,
    "indicator": _column_code,
    "first_day": read_iso_day,
    "last_day": read_iso_day,
    "window_basis": partial(_word, among=WindowBasis),
    "status": partial(_word, among=Status),
    "value": _amount,
    "numerator": _amount,
    "denominator": _amount,
    "precision": partial(_word, among=Precision),
    "definition": _text,
    "publisher": _column_code,
    "publisher_basis": partial(_word, among=PublisherBasis),
    "source": _text,
    "published_on": read_published_on,
    "recorded_at": _instant,
    "recorded_by": _text,
    "corrects": _number_of_entry,
    "reason": _text,
    "claimed_base": _amount,
    "claimed_percent": _percent,
    "note": _text,
}


class Column:
    """One column: reads its cells, each different text once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._read = _READERS[name]
        self._found: dict[str, object] = {}

    def read(self, text: str) -> object:
        """Return what a cell means, None where it is empty; a Refusal is returned, not raised."""
        try:
            return self._found[text]
        except KeyError:
            found = self._found[text] = self._fresh(text)
            return found

    def _fresh(self, text: str) -> object:
        cell = tidy(text)
        if not cell:
            return refuse("case_file.cell-empty") if self.name in REQUIRED else None
        try:
            return self._read(cell)
        except Refusal as refusal:
            return refusal


def columns() -> list[Column]:
    """Return fresh columns, in the order of the file."""
    return [Column(name) for name in COLUMNS]
