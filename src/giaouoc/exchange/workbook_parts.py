"""What the parts of a workbook hold, read part by part without trusting any of them."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

_READ_AT_ONCE: Final = 1 << 20
_HYPERLINK = "/hyperlink"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"[0-9]{1,7}")
# Text and sheet names may hold any sign; what is left of a formula may not.
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CALL_OUTSIDE = re.compile(r"\b(?:DDE|DDEAUTO|WEBSERVICE|RTD)\s*\(", re.IGNORECASE)
# A sheet nests a dozen deep; readers that build trees suffer from a million.
_DEEPEST = 100
_FORMULAS = ("f", "formula1", "formula2", "definedName")
_UNPACKING = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError)
_UTF_8_NAMES = {"", "UTF-8", "UTF8", "US-ASCII", "ASCII"}


class DoctypeError(Exception):
    """Raised at the first word of a document type: a workbook has no use for one."""


class PartError(Exception):
    """Raised for a part that is no well-formed XML in UTF-8, or that does not unpack."""


@dataclass(slots=True)
class PartContent:
    """What one XML part showed: the reach of its filled cells, its links outward, formulas that reach out."""

    last_row: int = 0
    last_column: int = 0
    outside: list[str] = field(default_factory=list)
    reaching_out: list[str] = field(default_factory=list)
    macro_enabled: bool = False


def read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> PartContent:
    """Read one XML part to its end; DoctypeError and PartError say what is wrong with it."""
    reader = _PartReader()
    try:
        with archive.open(entry) as source:
            while chunk := source.read(_READ_AT_ONCE):
                reader.feed(chunk)
        reader.close()
    except (expat.ExpatError, *_UNPACKING) as problem:
        raise PartError(entry.filename) from problem
    return reader.content


def read_other(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack a part that is no XML to its end and return its first bytes; PartError where that fails."""
    try:
        with archive.open(entry) as source:
            head = source.read(8)
            while source.read(_READ_AT_ONCE):
                pass
    except _UNPACKING as problem:
        raise PartError(entry.filename) from problem
    return head


def column_number(letters: str) -> int:
    """Return the number of a column from its letters: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _PartReader:
    """An expat reader with its own few handlers: nothing outside is opened, no entity is ever expanded."""

    def __init__(self) -> None:
        self.content = PartContent()
        self._row = 0
        self._column = 0
        self._root = ""
        self._depth = 0
        self._formula: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, chunk: bytes) -> None:
        if b"\x00" in chunk:
            raise ValueError("not UTF-8")
        self._parser.Parse(chunk, False)

    def close(self) -> None:
        self._parser.Parse(b"", True)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "").upper() not in _UTF_8_NAMES:
            raise ValueError(encoding)

    def _doctype(self, name: str, _system: str | None, _public: str | None, _subset: bool) -> None:
        raise DoctypeError(name)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError(name)
        local = name.rpartition(" ")[2]
        self._root = self._root or local
        if self._root == "worksheet":
            self._in_sheet(local, attributes)
        elif local == "Relationship":
            self._relationship(attributes)
        elif local in ("Override", "Default"):
            kind = attributes.get("ContentType", "").lower()
            self.content.macro_enabled |= "macroenabled" in kind or "vbaproject" in kind
        if local in _FORMULAS:
            self._formula = []
            self._parser.CharacterDataHandler = self._formula.append

    def _in_sheet(self, local: str, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "")
        if local == "row":
            self._row = int(place) if _ROW.fullmatch(place) else self._row + 1
            self._column = 0
        elif local == "c":
            if match := _CELL.fullmatch(place):
                self._column, self._row = column_number(match[1]), int(match[2])
            else:
                self._column += 1
        elif local in ("v", "is", "f"):
            self.content.last_row = max(self.content.last_row, self._row)
            self.content.last_column = max(self.content.last_column, self._column)

    def _relationship(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "")
        external = attributes.get("TargetMode", "").lower() == "external"
        if external and not kind.lower().endswith(_HYPERLINK):
            self.content.outside.append(attributes.get("Target", ""))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name.rpartition(" ")[2] in _FORMULAS:
            formula = "".join(self._formula)
            if _reaches_out(_QUOTED.sub("", formula)):
                self.content.reaching_out.append(formula)
            self._parser.CharacterDataHandler = None


def _reaches_out(formula: str) -> bool:
    """Return whether a formula without its quoted parts calls outside: `program|topic!item`, or by a function."""
    bar = formula.find("|")
    return (bar >= 0 and formula.rfind("!") > bar) or _CALL_OUTSIDE.search(formula) is not None
