"""Codes people give by hand: one that the case does not have is refused with the nearest and with the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Finding, Param, error
from giaouoc.exchange.texts import fold, nearest, shown

MOST_NAMED: Final = 20
_LEAST_PART: Final = 3


def unknown_unit(case: Case, code: str) -> Finding | None:
    """Return why no unit has this code, None where one has."""
    names = {unit.code: [one.name for one in unit.names] for unit in case.units}
    return _unknown("entries.unit-unknown", code, names)


def unknown_commitment(case: Case, code: str) -> Finding | None:
    """Return why no commitment has this code, None where one has."""
    names = {one.code: [one.title] for one in case.pact.commitments}
    return _unknown("entries.commitment-unknown", code, names)


def unknown_indicator(case: Case, code: str) -> Finding | None:
    """Return why no indicator has this code, None where one has."""
    names = {one.code: [one.name] for one in case.indicators}
    return _unknown("entries.indicator-unknown", code, names)


def unknown_publisher(case: Case, code: str) -> Finding | None:
    """Return why no publisher has this code, None where one has."""
    names = {one: [publisher.name] for one, publisher in case.pact.publishers.items()}
    return _unknown("entries.publisher-unknown", code, names)


def unknown_definition(case: Case, indicator: str, version: str) -> Finding | None:
    """Return why an indicator has no definition of this name, None where it has one."""
    known = case.indicators.get(indicator)
    names: dict[str, list[str]] = {one.version: [] for one in known.definitions}
    found = _unknown("entries.definition-unknown", version, names)
    return None if found is None else found.about(indicator=known.ref)


def _unknown(slug: str, code: str, names: Mapping[str, Iterable[str]]) -> Finding | None:
    """Compare with codes and names alike: who gives a name means the code of that name."""
    if code in names:
        return None
    by_word = {word: known for known, words in names.items() for word in (known, *words)}
    like = nearest(code, by_word) or _holding(code, by_word)
    about: dict[str, Param] = {"value": shown(code), "known": tuple(names)[:MOST_NAMED]}
    if like is not None:
        about["like"] = by_word[like]
    if len(names) > MOST_NAMED:
        about["more"] = len(names) - MOST_NAMED
    return error(slug, **about)


def _holding(word: str, names: Iterable[str]) -> str | None:
    """Return the only name that holds a word of it: who gives half a name means that thing."""
    part = fold(word)
    found = [name for name in names if len(part) >= _LEAST_PART and part in fold(name)]
    return found[0] if len(found) == 1 else None
