"""What a rule file says, field by field, in the words of the language asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from giaouoc.exchange.rule_pages import rule_names
from giaouoc.wording import Lang, Voice, day, number, partial, text
from giaouoc.wording.catalogue import mapping

# What the head of a page says already, and what is said in the other language.
_IN_HEAD: Final = frozenset(("code", "title", "name", "name_vi", "name_en", "mark"))
_OTHER_NOTE: Final = {Lang.VI: "note_en", Lang.EN: "note_vi"}
# The fields whose values have words of their own, with the table that has them.
_WORDED: Final = {
    "kind": "kind",
    "better": "better",
    "roll_up": "roll-up",
    "mark": "mark",
    "window_basis": "window-basis",
    "compares": "compares",
    "missing_part": "missing-part",
}
_VERSIONS: Final = frozenset(("version", "one", "other"))


def page_lines(says: Mapping[str, Any], voice: Voice, depth: int = 1) -> Iterator[tuple[int, str]]:
    """Return what a rule file says, field by field in words, each line with how deep it stands."""
    for name, value in says.items():
        if (depth == 1 and name in _IN_HEAD) or name == _OTHER_NOTE[voice.lang]:
            continue
        label = text(f"cli.rules-field.{name}", voice)
        if isinstance(value, dict):
            yield depth, f"{label}:"
            yield from page_lines(value, voice, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for place, inner in enumerate(value, start=1):
                yield depth, f"{label} {place}:"
                yield from page_lines(inner, voice, depth + 1)
        else:
            yield depth, f"{label}: {_worded(name, value, voice)}"


def _worded(name: str, value: Any, voice: Voice) -> str:
    if isinstance(value, list):
        return ", ".join(_worded(name, one, voice) for one in value)
    if isinstance(value, date):
        return day(value, voice.lang)
    if name == "published_on":
        return partial(value, voice.lang)
    if isinstance(value, Decimal | int):
        return number(value, voice.lang, grouping=False)
    if name == "act" and value in rule_names():
        vietnamese, english = rule_names()[value]
        return english if voice.lang is Lang.EN else vietnamese
    own = mapping("cli.rules-value", voice)
    if name in _VERSIONS and value in own:
        return text("cli.rules.version", voice, word=own[value], code=value)
    table = mapping(f"words.{_WORDED[name]}", voice) if name in _WORDED else own
    return str(table.get(value, value))
