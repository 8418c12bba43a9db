"""The text of a TOML file as keys and values; what no case needs is refused before it can do harm."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any, Final

from giaouoc.engine.findings import Param, Refusal, refuse
from giaouoc.exchange.texts import shown

MOST_WHOLE_DIGITS: Final = 18
MOST_DECIMALS: Final = 12
DEEPEST: Final = 30

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
# Every step of a dotted key costs tomllib as much as all the steps before it.
_LONG_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++\.){{{DEEPEST},}}+[\w-]+[ \t]*[\]=]")
# Python makes no int of so many digits, and no Decimal of such an exponent.
_LONG_NUMBER = re.compile(r"[0-9][0-9_]{1000,}|[0-9][0-9_.]*+[eE][+-]?[0-9_]{10,}")
_MOST_BITS = 10_000


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Return the keys and values of a TOML text, numbers with a point as exact decimals.

    Broken syntax, a key that stands twice, numbers of thousands of digits and tables in tables beyond reason
    are refused, with line and column where they can be told.
    """
    if match := _LONG_KEY.search(text):
        raise _too_deep(file, line=_line_of(match))
    try:
        found = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        raise _unreadable(problem, text, file) from None
    except (ValueError, ArithmeticError):
        match = _LONG_NUMBER.search(text)
        seen, line = (match[0], _line_of(match)) if match else ("", None)
        raise number_too_long(seen, file=file, line=line) from None
    except RecursionError:
        raise _too_deep(file) from None
    _check_values(found, file)
    return found


def _check_values(table: dict[str, Any], file: str) -> None:
    """Refuse a file that another reader of its values could not walk through or write out."""
    ahead: list[tuple[Any, int]] = [(table, 0)]
    while ahead:
        value, depth = ahead.pop()
        if depth > DEEPEST:
            raise _too_deep(file)
        if isinstance(value, int) and value.bit_length() > _MOST_BITS:
            raise number_too_long(hex(value), file=file)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        ahead += [(one, depth + 1) for one in inner]


def _unreadable(problem: tomllib.TOMLDecodeError, text: str, file: str) -> Refusal:
    lines = text.split("\n")
    if found := _AT.search(str(problem)):
        line, column = int(found[1]), int(found[2])
    else:
        ended = text.rstrip("\n").split("\n")
        line, column = len(ended), len(ended[-1]) + 1
    seen = lines[line - 1] if line <= len(lines) else ""
    return refuse("case_file.toml-unreadable", file=file, line=line, column=str(column), value=shown(seen))


def _line_of(match: re.Match[str]) -> int:
    return match.string.count("\n", 0, match.start()) + 1


def number_too_long(seen: str, **where: Param) -> Refusal:
    """Return the refusal of a number with more digits than a case can use."""
    limits: dict[str, Param] = {"digits": MOST_WHOLE_DIGITS, "decimals": MOST_DECIMALS}
    return refuse("case_file.number-too-long", value=shown(seen), **limits, **where)


def _too_deep(file: str, line: int | None = None) -> Refusal:
    return refuse("case_file.toml-too-deep", file=file, line=line, limit=DEEPEST)
