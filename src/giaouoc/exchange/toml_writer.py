"""TOML as the files of a case are laid out: one key a line, arrays of tables under headers, a blank line before each.

By hand, since tomli-w writes short tables inline and a whole decimal as 5.0, which gives the file another seal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from giaouoc.exchange.texts import clean

D = TypeVar("D")

LONGEST_LINE: Final = 100

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
# What must not stand in a basic string as it is; the reader refuses control characters by itself.
_ESCAPES: Final = str.maketrans(
    {**{chr(c): f"\\u{c:04x}" for c in (*range(0x20), 0x7F)}, "\\": "\\\\", '"': '\\"'}
)


def toml_text(data: Mapping[str, Any]) -> str:
    """Return the text of a TOML file that `toml_reader` reads to the same values.

    Values are texts, true or false, whole numbers, exact decimals, days, lists of texts, tables and lists of tables.
    Texts go out as the reader takes them in, on one line and composed; a key that is None or an empty text is left
    out. Plain keys stand before the tables.
    """
    return "\n\n".join(_blocks(data, "", "")) + "\n"


def unless(value: D, usual: object) -> D | None:
    """Return a value, or None where it is the one that the reader takes for an absent key."""
    same = (
        clean(value) == clean(usual) if isinstance(value, str) and isinstance(usual, str) else value == usual
    )
    return None if same else value


def _blocks(table: Mapping[str, Any], header: str, path: str) -> Iterator[str]:
    """Yield a table with its plain keys, then each table under it."""
    kept = {key: value for key, value in table.items() if not _is_left_out(value)}
    plain = [f"{_key(key)} = {_value(value, key)}" for key, value in kept.items() if not _is_inner(value)]
    inner = {f"{path}{_key(key)}": value for key, value in kept.items() if _is_inner(value)}
    if header and (plain or not inner or header.startswith("[[")):
        plain.insert(0, header)
    if plain:
        yield "\n".join(plain)
    for name, value in inner.items():
        if isinstance(value, Mapping):
            yield from _blocks(value, f"[{name}]", f"{name}.")
        else:
            for one in value:
                yield from _blocks(one, f"[[{name}]]", f"{name}.")


def _is_left_out(value: object) -> bool:
    return value is None or (isinstance(value, str) and not clean(value))


def _is_inner(value: object) -> bool:
    """Tell whether a value stands under a header of its own; an empty list cannot."""
    if isinstance(value, list | tuple):
        return bool(value) and all(isinstance(one, Mapping) for one in value)
    return isinstance(value, Mapping)


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _quoted(key)


def _value(value: object, key: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(clean(value))
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else "nan"
    if isinstance(value, int):
        return str(value)
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, list | tuple):
        return _array([_value(one, key) for one in value], key)
    raise TypeError(f"{key}: {type(value).__name__} has no place in a case file")


def _array(found: list[str], key: str) -> str:
    line = f"[{', '.join(found)}]"
    if len(f"{key} = {line}") <= LONGEST_LINE:
        return line
    return "\n".join(("[", *(f"  {one}," for one in found), "]"))


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
