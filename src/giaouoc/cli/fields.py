"""Fields of a ledger row as people type them, turned into the form the file keeps."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, Final

from giaouoc.cli.arguments import AMOUNTS
from giaouoc.cli.streams import repaired
from giaouoc.engine.findings import Finding, Refusal, refuse
from giaouoc.exchange.days import read_day, read_partial_day
from giaouoc.exchange.numbers import read_number
from giaouoc.exchange.texts import clean

_NAMES: Final = (
    "unit",
    "indicator",
    "window_basis",
    "status",
    "precision",
    "definition",
    "publisher",
    "publisher_basis",
    "source",
    "note",
)


def fields_of(arguments: argparse.Namespace, *, whole: bool = False) -> dict[str, str]:
    """Return the columns that were given; every wrong one is refused at once, with its option as the place.

    `whole` says that the value and its base are whole numbers.
    """
    given = {name: _typed(value) for name, value in vars(arguments).items() if value is not None}
    found: dict[str, str] = {name: clean(str(given[name])) for name in _NAMES if name in given}
    readers: dict[str, Callable[[str], str]] = {
        "first_day": lambda t: read_day(t).isoformat(),
        "last_day": lambda t: read_day(t).isoformat(),
        "published_on": _published,
        "claimed_base": _amount(whole),
        "claimed_percent": lambda t: format(read_number(t, percent=True), "f"),
        **dict.fromkeys(AMOUNTS, _amount(False)),
        "value": _amount(whole),
    }
    problems: list[Finding] = []
    for name, read in readers.items():
        if name not in given:
            continue
        try:
            found[name] = read(given[name])
        except Refusal as refusal:
            problems += [f.about(key=f"--{name.replace('_', '-')}") for f in refusal.findings]
    if problems:
        raise Refusal(problems)
    return found


def _amount(whole: bool) -> Callable[[str], str]:
    return lambda typed: format(read_number(typed, whole=whole or None, allow_negative=False), "f")


def words_of(given: str | None) -> str:
    """Return words typed as an argument, tidied; none is an empty text."""
    return clean(repaired(given or ""))


def _typed(value: object) -> Any:
    return repaired(value) if isinstance(value, str) else value


def _published(text: str) -> str:
    read = read_partial_day(text)
    if read is None:
        raise refuse("exchange.day-unreadable", value=text)
    return read[0]
