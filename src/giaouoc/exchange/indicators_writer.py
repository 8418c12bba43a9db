"""indicators.toml, written: the reverse of `indicators_file`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from giaouoc.engine.indicators import Definition, DispersionDefault, Indicator, MissingPart
from giaouoc.engine.rulebook import Citation
from giaouoc.exchange.indicators_file import FORMAT, INDICATORS_FILE, read_indicators
from giaouoc.exchange.rules_files import OWN_RULES, RuleFiles
from giaouoc.exchange.toml_writer import toml_text, unless


def write_indicators(indicators: Iterable[Indicator], rules: RuleFiles = OWN_RULES) -> str:
    """Return the text of an indicators.toml: shared indicators by `code@edition`, then the case's own in full.

    Reading it with the same rules gives the same indicators, the shared ones first. What the reader would not take
    is refused as the reader refuses it.
    """
    found = tuple(indicators)
    text = _text(found)
    again = tuple(read_indicators(text, rules.indicators))
    shared = [one for one in found if one.edition is not None]
    if _text(again) != text or list(again[: len(shared)]) != shared:
        raise ValueError(f"these indicators do not come back from {INDICATORS_FILE}: other rules made them")
    return text


def _text(indicators: Iterable[Indicator]) -> str:
    found = tuple(indicators)
    return toml_text(
        {
            "format": FORMAT,
            "use": [f"{one.code}@{one.edition}" for one in found if one.edition is not None] or None,
            "indicator": [_own(one) for one in found if one.edition is None] or None,
        }
    )


def _own(one: Indicator) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "name_en": unless(one.name_en, one.name),
        "kind": one.kind.value,
        "better": one.better.value,
        "roll_up": one.roll_up.value,
        "unit_of_measure": one.unit_of_measure,
        "missing_part": unless(one.missing_part.value, MissingPart.REFUSE.value),
        "part_of": one.part_of,
        "parts": one.parts or None,
        "classification": unless(one.classification, "public"),
        "known_wrong": one.known_wrong,
        "definition": [_definition(d) for d in one.definitions] or None,
        "compares": [
            {"one": c.one, "other": c.other, "compares": c.compares.value, "reason": c.reason}
            for c in one.comparabilities
        ]
        or None,
        "dispersion": _dispersion(one.dispersion),
    }


def _definition(one: Definition) -> dict[str, Any]:
    return {
        "version": one.version,
        "first_day": one.first_day,
        "last_day": one.last_day,
        "says": one.says,
        "citation": _citation(one.citation),
    }


def _citation(one: Citation | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "act": one.act,
        "article": one.article,
        "mark": one.mark.value,
        "source": one.source,
        "checked_on": one.checked_on,
    }


def _dispersion(one: DispersionDefault | None) -> dict[str, Any] | None:
    return None if one is None else {"phi": one.phi, "sigma": one.sigma, "source": one.source}
