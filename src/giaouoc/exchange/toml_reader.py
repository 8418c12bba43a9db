"""A TOML file read key by key: every problem is kept with its file, its key and its line, and told at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

from giaouoc.engine.findings import Finding, Param, Refusal, refuse
from giaouoc.exchange.texts import clean, nearest, shown
from giaouoc.exchange.toml_lines import lines_of
from giaouoc.exchange.toml_text import MOST_DECIMALS, MOST_WHOLE_DIGITS, number_too_long, parse_toml

T = TypeVar("T")
D = TypeVar("D")
E = TypeVar("E", bound=StrEnum)

_CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LONGEST_CODE: Final = 80


def is_code(text: str) -> bool:
    """Tell whether a text can be a code: small ASCII letters and digits, joined by hyphens or underscores."""
    return len(text) <= _LONGEST_CODE and _CODE.fullmatch(text) is not None


class TomlFile:
    """One TOML file while it is read: its problems so far, and the keys that were asked for."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.problems: list[Finding] = []
        self.asked: set[str] = set()
        self._text = text
        self._lines: Mapping[str, int] | None = None
        self._wrong: list[str] = []
        self.root = Table(self, "", parse_toml(text, file))

    def add(self, problem: Finding, key: str) -> None:
        """Keep a problem with the place it belongs to."""
        where: dict[str, Param] = {"file": self.file, "line": self.line_of(key)}
        if key:
            where["key"] = key
        self.problems.append(problem.about(**where))
        self._wrong.append(key)

    def line_of(self, key: str) -> int | None:
        """Return the line of a key, else of the table around it, as well as can be told from the text."""
        if self._lines is None:
            self._lines = lines_of(self._text)
        while key and key not in self._lines:
            key = re.sub(r"(?:^|\.)[^.]*$", "", key)
        return self._lines.get(key)

    def is_wrong(self, path: str) -> bool:
        """Tell whether a problem was found at this path or below it."""
        below = (f"{path}.", f"{path}[")
        return any(not path or key == path or key.startswith(below) for key in self._wrong)

    def refuse_if_wrong(self) -> None:
        """Raise everything that is wrong, in the order of the file."""
        if self.problems:
            raise Refusal(sorted(self.problems, key=_line))


class Table:
    """One table of a file. Each question names a key; keys nobody asked about are problems.

    A question about a wrong or missing value keeps the problem and answers with a stand-in; `build` then builds
    nothing.
    """

    def __init__(self, owner: TomlFile, path: str, data: Mapping[str, Any]) -> None:
        self._owner = owner
        self._data = data
        self._asked: dict[str, None] = {}
        self.path = path

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def text(self, key: str) -> str:
        """Return a text that is not empty, in one line."""
        return self._required(key, _text, "")

    def text_or_none(self, key: str) -> str | None:
        """Return a text, or None where the key is absent."""
        return self._optional(key, _text, None)

    def code(self, key: str) -> str:
        """Return a code."""
        return self._required(key, _code, "")

    def code_or_none(self, key: str) -> str | None:
        """Return a code, or None where the key is absent."""
        return self._optional(key, _code, None)

    def codes(self, key: str) -> tuple[str, ...]:
        """Return a list of codes with at least one in it."""
        return self._required(key, _some_codes, ())

    def codes_or_none(self, key: str) -> tuple[str, ...] | None:
        """Return a list of codes, or None where the key is absent."""
        return self._optional(key, _codes, None)

    def texts_or_none(self, key: str) -> tuple[str, ...] | None:
        """Return a list of texts, or None where the key is absent."""
        return self._optional(key, _texts, None)

    def whole(self, key: str) -> int:
        """Return a whole number."""
        return self._required(key, _whole, 0)

    def whole_or_none(self, key: str) -> int | None:
        """Return a whole number, or None where the key is absent."""
        return self._optional(key, _whole, None)

    def number(self, key: str) -> Decimal:
        """Return an exact number; a text such as "0.6" counts too."""
        return self._required(key, _number, Decimal(0))

    def number_or_none(self, key: str) -> Decimal | None:
        """Return an exact number, or None where the key is absent."""
        return self._optional(key, _number, None)

    def yes_no(self, key: str, otherwise: bool) -> bool:
        """Return true or false; `otherwise` where the key is absent."""
        return self._optional(key, _yes_no, otherwise)

    def day(self, key: str) -> date:
        """Return a day."""
        return self._required(key, _day, date.min)

    def day_or_none(self, key: str) -> date | None:
        """Return a day, or None where the key is absent."""
        return self._optional(key, _day, None)

    def choice(self, key: str, among: type[E], also: tuple[str, ...] = ()) -> E:
        """Return one of the words of an enumeration; `also` are words the caller takes care of."""
        return self._required(key, lambda value: _choice(value, among, also), next(iter(among)))

    def choice_or(self, key: str, among: type[E], otherwise: D) -> E | D:
        """Return one of the words of an enumeration; `otherwise` where the key is absent."""
        return self._optional(key, lambda value: _choice(value, among), otherwise)

    def word(self, key: str) -> str | None:
        """Return a value as it stands where it is a text, without judging it; the key counts as known."""
        self._ask(key)
        value = self._data.get(key)
        return value if isinstance(value, str) else None

    def table(self, key: str) -> Table | None:
        """Return the table under a key, or None where it is absent."""
        found = self._optional(key, _table, None)
        return None if found is None else Table(self._owner, self._path(key), found)

    def table_required(self, key: str) -> Table:
        """Return the table under a key, which must be there."""
        return Table(self._owner, self._path(key), self._required(key, _table, {}))

    def tables(self, key: str) -> list[Table]:
        """Return the tables of an array of tables, none where it is absent."""
        found = self._optional(key, _tables, [])
        path = self._path(key)
        return [Table(self._owner, f"{path}[{place}]", one) for place, one in enumerate(found, start=1)]

    def named_tables(self, key: str) -> dict[str, Table]:
        """Return the tables that stand under codes of the person's choice, by code."""
        above = self.table(key)
        return {} if above is None else above.inner_tables()

    def inner_tables(self) -> dict[str, Table]:
        """Return all tables of this one by their keys, which must be codes."""
        found: dict[str, Table] = {}
        for name in self._data:
            self._asked[name] = None
            if not is_code(name):
                self.problem(refuse("case_file.not-a-code", value=shown(name)), name)
            inner = self._check(name, _table, None)
            if inner is not None:
                found[name] = Table(self._owner, self._path(name), inner)
        return found

    def inner_numbers(self) -> dict[str, Decimal]:
        """Return all numbers of this table by their keys, which must be codes."""
        for name in self._data:
            self._asked[name] = None
            if not is_code(name):
                self.problem(refuse("case_file.not-a-code", value=shown(name)), name)
        return {name: self._check(name, _number, Decimal(0)) for name in self._data}

    def problem(self, refusal: Refusal, key: str = "") -> None:
        """Keep every finding of a refusal as a problem of a key, or of the table itself."""
        for finding in refusal.findings:
            self._owner.add(finding, self._path(key) if key else self.path)

    def close(self) -> None:
        """Keep a problem for each key nobody asked about, with the known key most like it."""
        for key in self._data:
            if key in self._asked:
                continue
            like = nearest(key, self._asked)
            if like is None:
                self.problem(refuse("case_file.key-unknown", known=tuple(self._asked), value=shown(key)), key)
            else:
                self.problem(refuse("case_file.key-misspelt", like=like, value=shown(key)), key)

    def build(self, make: Callable[[], T]) -> T | None:
        """Return what `make` builds from sound values; its refusals become problems of this table."""
        if self._owner.is_wrong(self.path):
            return None
        try:
            return make()
        except Refusal as refusal:
            self.problem(refusal)
            return None

    def _required(self, key: str, check: Callable[[Any], T], stand_in: D) -> T | D:
        if key not in self._data:
            self._ask(key)
            self.problem(refuse("case_file.key-missing", value=key), key)
            return stand_in
        return self._optional(key, check, stand_in)

    def _optional(self, key: str, check: Callable[[Any], T], otherwise: D) -> T | D:
        self._ask(key)
        return self._check(key, check, otherwise) if key in self._data else otherwise

    def _check(self, key: str, check: Callable[[Any], T], stand_in: D) -> T | D:
        try:
            return check(self._data[key])
        except Refusal as refusal:
            self.problem(refusal, key)
            return stand_in

    def _ask(self, key: str) -> None:
        self._asked[key] = None
        self._owner.asked.add(re.sub(r"\[\d+\]", "", self._path(key)))

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def _line(problem: Finding) -> int:
    line = problem.get("line")
    return line if isinstance(line, int) else 0


def _seen(value: object) -> str:
    """Write a value the way it would stand in a TOML file, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return shown(f"[{', '.join(_seen(one) for one in value[:8])}{', …' if len(value) > 8 else ''}]")
    return shown(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise refuse("case_file.not-a-text", value=_seen(value))
    cleaned = clean(value)
    if not cleaned:
        raise refuse("case_file.text-empty")
    if not cleaned.isprintable():
        raise refuse("case_file.text-unprintable", value=shown(cleaned))
    return cleaned


def _code(value: Any) -> str:
    cleaned = _text(value)
    if not is_code(cleaned):
        raise refuse("case_file.not-a-code", value=shown(cleaned))
    return cleaned


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise refuse("case_file.not-a-list", value=_seen(value))
    return tuple(_text(one) for one in value)


def _codes(value: Any) -> tuple[str, ...]:
    return tuple(_code(one) for one in _texts(value))


def _some_codes(value: Any) -> tuple[str, ...]:
    found = _codes(value)
    if not found:
        raise refuse("case_file.list-empty")
    return found


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise refuse("case_file.not-a-whole-number", value=_seen(value))
    if abs(value) >= 10**MOST_WHOLE_DIGITS:
        raise number_too_long(str(value))
    return value


def _number(value: Any) -> Decimal:
    if isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?", clean(value)):
        value = Decimal(clean(value))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refuse("case_file.not-a-number", value=_seen(value))
    if isinstance(value, int):
        return Decimal(_whole(value))
    if not value.is_finite():
        raise refuse("case_file.number-not-finite", value=_seen(value))
    if value.adjusted() >= MOST_WHOLE_DIGITS or int(value.as_tuple().exponent) < -MOST_DECIMALS:
        raise number_too_long(str(value))
    return value if int(value.as_tuple().exponent) <= 0 else Decimal(int(value))


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise refuse("case_file.not-yes-or-no", value=_seen(value))
    return value


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise refuse("case_file.not-a-day", value=_seen(value))
    return value


def _choice(value: Any, among: type[E], also: tuple[str, ...] = ()) -> E:
    by_word = {one.value: one for one in among}
    if isinstance(value, str) and clean(value) in by_word:
        return by_word[clean(value)]
    words = (*by_word, *also)
    like = nearest(value, words) if isinstance(value, str) else None
    if like is None:
        raise refuse("case_file.word-unknown", value=_seen(value), known=words)
    raise refuse("case_file.word-misspelt", value=_seen(value), like=like, known=words)


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise refuse("case_file.not-a-table", value=_seen(value))
    return value


def _tables(value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise refuse("case_file.not-a-list-of-tables", value=_seen(value))
    return value
