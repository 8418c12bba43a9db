"""The catalogues: one TOML file per language and subject, read when its first text is asked for.

A key is `<file>.<table>.<field>` or `<file>.<field>`. A missing key or parameter is a mistake in the program
and raises KeyError with the file and the key; nothing is ever shown half filled in.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, TypeAlias

from giaouoc.engine.findings import Param, Ref
from giaouoc.wording.days import day, partial
from giaouoc.wording.lang import Lang
from giaouoc.wording.numbers import number, percent

NOTHING: Final = "—"
# From this many on, numbers that follow each other are written as a range.
_RUN: Final = 3

Names: TypeAlias = Callable[[Ref, Lang], str]

_NUMBERS: Final[Mapping[str, Callable[[Decimal | int, Lang], str]]] = {
    "": number,
    "plain": lambda value, lang: number(value, lang, grouping=False),
    "percent": percent,
    "share": lambda value, lang: percent(value, lang, signed=False),
    "percent-as-written": lambda value, lang: percent(value, lang, places=None),
    "share-as-written": lambda value, lang: percent(value, lang, signed=False, places=None),
}


def code_as_name(ref: Ref, lang: Lang) -> str:
    """Return the code itself, where no case has been read that could name it."""
    return ref.code


@dataclass(frozen=True, slots=True)
class Voice:
    """A language and the names of the things in a case."""

    lang: Lang
    names: Names = code_as_name


def text(key: str, voice: Voice | Lang, /, **params: Param) -> str:
    """Return the text of a key with its parameters put in, each written by its type.

    Where `count` is 1 and the table has the field `<field>_one`, that one is used: English needs it.
    """
    speaker = voice if isinstance(voice, Voice) else Voice(voice)
    found = _field(key, speaker.lang, params)
    if not isinstance(found, str):
        raise KeyError(f"{_where(key, speaker.lang)} is not a text")
    return _filled(found, key, speaker, params)


def texts(key: str, voice: Voice | Lang, /, **params: Param) -> tuple[str, ...]:
    """Return the texts of a key that holds a list; a key that is not there holds none."""
    speaker = voice if isinstance(voice, Voice) else Voice(voice)
    table = _node(key.rpartition(".")[0], speaker.lang)
    found = table.get(key.rpartition(".")[2], [])
    if not isinstance(found, list):
        raise KeyError(f"{_where(key, speaker.lang)} is not a list of texts")
    return tuple(_filled(one, key, speaker, params) for one in found)


def mapping(key: str, voice: Voice | Lang, /) -> Mapping[str, str]:
    """Return a table of texts as it stands; a key that is not there holds none."""
    lang = voice.lang if isinstance(voice, Voice) else voice
    above, _, last = key.rpartition(".")
    found = _node(above, lang).get(last, {})
    if not isinstance(found, dict):
        raise KeyError(f"{_where(key, lang)} is not a table")
    return found


def show(value: Param, voice: Voice | Lang, spec: str = "") -> str:
    """Write one value by its type.

    `spec` is empty, or for numbers `plain` (no grouping), `percent` (signed), `share` (a percent without plus),
    `percent-as-written` and `share-as-written` (the published digits kept); for a day, or a month or year in ISO
    form, `day`; for a sentence inside another, `clause` (without its full stop). A tuple is written as a list,
    each of its values by the same spec; `plain` numbers that follow each other are written from the first to the
    last. Floats are not written: what people see is exact.
    """
    speaker = voice if isinstance(voice, Voice) else Voice(voice)
    if value is None:
        return NOTHING
    if isinstance(value, tuple):
        return listed(_shown_each(value, speaker, spec), speaker.lang)
    if isinstance(value, int | Decimal) and not isinstance(value, bool | Enum):
        if spec not in _NUMBERS:
            raise ValueError(f"a number cannot be written as {spec!r}")
        return _NUMBERS[spec](value, speaker.lang)
    if spec == "day":
        return _dated(value, speaker.lang)
    if spec == "clause" and isinstance(value, str):
        return value.rstrip(" .")
    if spec:
        raise ValueError(f"{value!r} cannot be written as {spec!r}")
    return _worded(value, speaker)


def _shown_each(values: tuple[Param, ...], speaker: Voice, spec: str) -> list[str]:
    if spec != "plain" or not all(isinstance(one, int) for one in values):
        return [show(one, speaker, spec) for one in values]
    runs: list[list[Param]] = []
    for one in values:
        if runs and one == _next(runs[-1][-1]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [part for run in runs for part in _run(run, speaker)]


def _next(value: Param) -> int | None:
    return value + 1 if isinstance(value, int) else None


def _run(run: Sequence[Param], speaker: Voice) -> list[str]:
    """Return numbers that follow each other: two as they are, more from the first to the last."""
    shown = [show(one, speaker, "plain") for one in run]
    return shown if len(run) < _RUN else [f"{shown[0]}–{shown[-1]}"]


def listed(items: Sequence[str], lang: Lang) -> str:
    """Join names with commas and a last "và" or "and"; an empty list is a dash."""
    if len(items) < 2:
        return items[0] if items else NOTHING
    return ", ".join(items[:-1]) + (" và " if lang is Lang.VI else " and ") + items[-1]


def catalogue_names(lang: Lang) -> tuple[str, ...]:
    """Return the names of the catalogue files of a language."""
    from importlib.resources import files

    found = (path.name for path in files("giaouoc.wording").joinpath(lang.value).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


@cache
def catalogue(name: str, lang: Lang) -> Mapping[str, Any]:
    """Return one catalogue file, read once."""
    # pkgutil costs a tenth of importlib.resources to import, and `--help` waits for it.
    import pkgutil
    import tomllib

    try:
        content = pkgutil.get_data("giaouoc.wording", f"{lang.value}/{name}.toml")
    except FileNotFoundError:
        content = None
    if content is None:
        raise KeyError(f"{lang.value}/{name}.toml: there is no such catalogue")
    return tomllib.loads(content.decode("utf-8"))


def _node(key: str, lang: Lang) -> Mapping[str, Any]:
    name, *path = key.split(".")
    node: Any = catalogue(name, lang)
    for step in path:
        node = node.get(step) if isinstance(node, dict) else None
    if not isinstance(node, dict):
        raise KeyError(f"{_where(key, lang)} is missing")
    return node


def _field(key: str, lang: Lang, params: Mapping[str, Param]) -> Any:
    above, _, last = key.rpartition(".")
    table = _node(above, lang)
    if params.get("count") == 1 and f"{last}_one" in table:
        return table[f"{last}_one"]
    if last not in table:
        raise KeyError(f"{_where(key, lang)} is missing")
    return table[last]


def _where(key: str, lang: Lang) -> str:
    name, _, inside = key.partition(".")
    return f"{lang.value}/{name}.toml: {inside}"


class _Writer(string.Formatter):
    """Fills placeholders by name only, and writes each value by its type."""

    def __init__(self, key: str, voice: Voice) -> None:
        self._key = key
        self._voice = voice

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        if field_name not in kwargs:
            raise KeyError(f"{_where(self._key, self._voice.lang)} needs the parameter {field_name!r}")
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            return show(value, self._voice, format_spec)
        except (TypeError, ValueError) as problem:
            raise type(problem)(f"{_where(self._key, self._voice.lang)}: {problem}") from None


def _filled(template: str, key: str, voice: Voice, params: Mapping[str, Param]) -> str:
    return _Writer(key, voice).vformat(template, (), params)


def _dated(value: Param, lang: Lang) -> str:
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, str):
        return partial(value, lang)
    raise ValueError(f"{value!r} cannot be written as a day")


def _worded(value: Param, voice: Voice) -> str:
    if isinstance(value, Ref):
        return voice.names(value, voice.lang)
    if isinstance(value, Enum):
        table = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", type(value).__name__).lower()
        return text(f"words.{table}.{value.value}", voice)
    if isinstance(value, date):
        return day(value, voice.lang)
    if isinstance(value, str):
        return value
    raise TypeError(f"a {type(value).__name__} cannot be shown")
