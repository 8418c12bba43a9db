"""pact.toml, written: the reverse of `pact_file`."""

from __future__ import annotations

from typing import Any

from giaouoc.engine.pacts import (
    NOT_STATED,
    Commitment,
    CommitmentType,
    MilestoneItem,
    Pact,
    Part,
    Scope,
    Target,
    Task,
)
from giaouoc.exchange.pact_file import FORMAT, PACT_FILE, read_pact
from giaouoc.exchange.rules_files import OWN_RULES, RuleFiles
from giaouoc.exchange.toml_writer import toml_text, unless


def write_pact(pact: Pact, rules: RuleFiles = OWN_RULES) -> str:
    """Return the text of a pact.toml; reading it with the same rules gives the same pact.

    The file names the calendar and the set of holidays, so they must be those of the rules. What the reader would
    not take, a target under zero tolerance for one, is refused as the reader refuses it.
    """
    text = _text(pact, rules)
    again = read_pact(text, rules.calendars, rules.holidays)
    if _text(again, rules) != text or again.calendar != pact.calendar:
        raise ValueError(f"this pact does not come back from {PACT_FILE}")
    return text


def _text(pact: Pact, rules: RuleFiles) -> str:
    publishers = {
        code: {"name": one.name, "name_en": unless(one.name_en, one.name)}
        for code, one in pact.publishers.items()
    }
    return toml_text(
        {
            "format": FORMAT,
            "code": pact.code,
            "title": pact.title,
            "title_en": unless(pact.title_en, pact.title),
            "cluster": pact.cluster,
            "movement": pact.movement,
            "slogan": pact.slogan,
            "signed_on": pact.signed_on,
            "signatories": pact.signatories,
            "made_up": unless(pact.made_up, False),
            "note": pact.note,
            "period": _period(pact, rules),
            "rules": {"baseline": str(pact.reading), "territory": str(pact.territory)},
            "publishers": publishers or None,
            # A pact without any says so: `commitment = []`.
            "commitment": [_commitment(one) for one in pact.commitments],
        }
    )


def _period(pact: Pact, rules: RuleFiles) -> dict[str, Any]:
    assumed = pact.calendar_assumed
    return {
        "first_day": pact.window.first_day,
        "last_day": pact.window.last_day,
        "calendar": NOT_STATED if pact.calendar is None else pact.calendar.code,
        "assumed": None if assumed is None else True,
        "reason": None if assumed is None else assumed.reason,
        "holidays": _holiday_set(pact, rules),
    }


def _holiday_set(pact: Pact, rules: RuleFiles) -> str | None:
    """Return the name of the set of holidays that a pact has; it holds only the days."""
    if not pact.holidays:
        return None
    for name, found in rules.holidays.items():
        if found == pact.holidays:
            return name
    raise ValueError("these holidays are no set of the rules")


def _commitment(one: Commitment) -> dict[str, Any]:
    return {
        "code": one.code,
        "type": one.type.value,
        "text": one.text,
        "title": one.title,
        "title_en": unless(one.title_en, one.title),
        "sources": _sources(one),
        "scope": unless(one.scope.value, Scope.STATED.value),
        "baseline_year": one.baseline_year,
        "deadline": one.deadline,
        "needed": one.needed,
        "note": one.note,
        "exempt": [{"unit": e.unit, "reason": e.reason} for e in one.exemptions] or None,
        "part": [_part(p) for p in one.parts] or None,
        "item": [_item(i) for i in one.items] or None,
        "task": [_task(t) for t in one.tasks] or None,
    }


def _sources(one: Commitment) -> tuple[str, ...] | str | None:
    """A commitment that figures decide says that the pact names no source; people judge the others."""
    if one.sources is None:
        return None if one.type is CommitmentType.QUALITATIVE else NOT_STATED
    return one.sources


def _part(one: Part) -> dict[str, Any]:
    return {
        "code": one.code,
        "indicator": one.indicator,
        "label": one.label,
        "label_en": unless(one.label_en, one.label),
        **({} if one.target is None else _target(one.target)),
        "by_unit": {unit: _target(target) for unit, target in one.targets_by_unit.items()} or None,
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "direction": target.direction.value,
        "comparator": target.comparator.value,
        "value": target.value,
        "value_high": target.value_high,
        "unit": target.unit.value,
    }


def _item(one: MilestoneItem) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "indicator": one.indicator,
        "test": one.test,
        "attester": one.attester,
    }


def _task(one: Task) -> dict[str, Any]:
    return {
        "code": one.code,
        "text": one.text,
        "state": one.state.value,
        "unit": one.unit,
        "due_on": one.due_on,
        "evidence": one.evidence,
    }
