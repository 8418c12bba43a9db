"""Names of the things in a case, for every place that shows a code's name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Ref, RefKind
from giaouoc.wording.catalogue import Names, Voice
from giaouoc.wording.lang import Lang


def voice_of(case: Case, day: date, lang: Lang, rules: Mapping[str, tuple[str, str]] | None = None) -> Voice:
    """Return the voice that speaks of a case: a language, and each thing's name on the day.

    `rules` holds the Vietnamese and English name of each calendar and act by code.
    """
    return Voice(lang, names_of(case, day, rules or {}))


def names_of(case: Case, day: date, rules: Mapping[str, tuple[str, str]]) -> Names:
    """Return the function that names units, indicators, publishers, commitments, parts, calendars and acts."""

    def name(ref: Ref, lang: Lang) -> str:
        pair = _pair(case, day, rules, ref)
        if pair is None:
            return ref.code
        vietnamese, english = pair
        return english if lang is Lang.EN and english else vietnamese

    return name


def _pair(
    case: Case, day: date, rules: Mapping[str, tuple[str, str]], ref: Ref
) -> tuple[str, str | None] | None:
    match ref.kind:
        case RefKind.UNIT:
            if ref.code not in case.units:
                return None
            named = case.units.name_on(ref.code, day)
            return named.name, named.name_en
        case RefKind.INDICATOR:
            if ref.code not in case.indicators:
                return None
            indicator = case.indicators.get(ref.code)
            return indicator.name, indicator.name_en
        case RefKind.PUBLISHER:
            publisher = case.pact.publishers.get(ref.code)
            return None if publisher is None else (publisher.name, publisher.name_en)
        case RefKind.COMMITMENT:
            found = next((c for c in case.pact.commitments if c.code == ref.code), None)
            return None if found is None else (found.title, found.title_en)
        case RefKind.PART:
            commitment, _, part = ref.code.partition("/")
            parts = [
                p for c in case.pact.commitments if c.code == commitment for p in c.parts if p.code == part
            ]
            return (parts[0].label, parts[0].label_en) if parts else None
        case RefKind.CALENDAR | RefKind.ACT:
            return rules.get(ref.code)
