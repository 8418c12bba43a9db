"""A standing as JSON for other programs: versioned, codes not words, numbers as text so that none is rounded.

The schema is docs/reference/standing.schema.json; a change that breaks a reader raises the version.
"""

from __future__ import annotations

import json
import math
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final

from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding, Param, Ref
from giaouoc.engine.indicators import round_half_away
from giaouoc.engine.pacts import Target
from giaouoc.engine.verdicts.evidence import CountEvidence, LevelEvidence
from giaouoc.engine.verdicts.verdict import Attested, Outcome, PartVerdict, Standing, Verdict

SCHEMA: Final = "giaouoc-standing/1"
MOST_DECIMALS: Final = 18


def standing_json(standing: Standing) -> str:
    """Return the standing as JSON text with a stable order of keys."""
    return json.dumps(standing_data(standing), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def standing_data(standing: Standing) -> dict[str, Any]:
    """Return the standing as plain data."""
    pact = standing.case.pact
    return {
        "schema": SCHEMA,
        "pact": {
            "code": pact.code,
            "title": pact.title,
            "cluster": pact.cluster,
            "signed_on": pact.signed_on.isoformat(),
            "first_day": pact.window.first_day.isoformat(),
            "last_day": pact.window.last_day.isoformat(),
            "made_up": pact.made_up,
        },
        "as_known_on": standing.as_known_on.isoformat(),
        "baseline": str(standing.reading),
        "territory": standing.territory.value,
        "ledger_head": standing.head,
        "units": list(standing.rows),
        "verdicts": [_verdict(v) for v in standing.verdicts],
        "findings": [_finding(f) for f in standing.findings],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "commitment": verdict.commitment.code,
        "unit": verdict.unit,
        "type": verdict.commitment.type.value,
        "result": verdict.result.value,
        "hangs_on_baseline": verdict.hangs,
        "rule": _finding(verdict.rule),
        "reasons": [_finding(r) for r in verdict.reasons],
        "by_baseline": {reading.value: result.value for reading, result in verdict.by_reading},
        "parts": [_part(p) for p in verdict.parts],
        "attested": [_attested(a) for a in verdict.attested],
        "tasks": [
            {
                "code": t.code,
                "text": t.text,
                "state": t.state.value,
                "due_on": _day(t.due_on),
                "evidence": t.evidence,
            }
            for t in verdict.tasks
        ],
        "findings": [_finding(f) for f in verdict.findings],
    }


def _part(part: PartVerdict) -> dict[str, Any]:
    return {
        "part": part.part.code,
        "indicator": part.part.indicator,
        "target": None if part.target is None else _target(part.target),
        "result": part.result.value,
        "shown_first": None if part.ruling is None else part.ruling.reading.value,
        "outcomes": [_outcome(o, part.target) for o in part.outcomes],
        "evidence": _evidence(part.evidence),
        "findings": [_finding(f) for f in part.findings],
    }


def _outcome(outcome: Outcome, target: Target | None) -> dict[str, Any]:
    return {
        "baseline": outcome.reading.value,
        "result": outcome.result.value,
        "publisher": outcome.publisher,
        "base": _side(outcome.base),
        "actual": _side(outcome.actual),
        "change_percent": None if outcome.change is None else change_text(outcome.change, target),
        "goal": None if outcome.goal is None else fraction_text(outcome.goal),
        "formula": None if outcome.formula is None else _finding(outcome.formula),
        "reasons": [_finding(r) for r in outcome.reasons],
        "to_date": None
        if outcome.to_date is None
        else {
            "actual": _side(outcome.to_date.actual),
            "base": None if outcome.to_date.base is None else _side(outcome.to_date.base),
            "allowed": None if outcome.to_date.allowed is None else fraction_text(outcome.to_date.allowed),
        },
    }


def _side(side: Side | NoSide) -> dict[str, Any] | None:
    if isinstance(side, NoSide):
        return None
    return {
        "value": _text(side.quantity.value),
        "numerator": _text(side.quantity.numerator),
        "denominator": _text(side.quantity.denominator),
        "first_day": side.window.first_day.isoformat(),
        "last_day": side.window.last_day.isoformat(),
        "known_on": side.known_on.isoformat(),
        "how": side.how.value,
        "not_applicable": side.not_applicable,
        "entries": [{"seq": p.entry.seq, "sign": p.sign, "share": _text(p.share)} for p in side.pieces],
    }


def _evidence(evidence: CountEvidence | LevelEvidence | None) -> dict[str, Any] | None:
    match evidence:
        case None:
            return None
        case LevelEvidence():
            return {
                "kind": "level",
                "certainty_counting": evidence.certainty_counting.value,
                "probability_on_target_side": _float(evidence.p_target),
                "luck": _float(evidence.luck),
                "edge": evidence.edge,
                "clearly_above_from": evidence.clearly_above_from,
                "clearly_below_to": evidence.clearly_below_to,
            }
        case CountEvidence():
            low, high = evidence.interval or (None, None)
            return {
                "kind": "count",
                "noise": evidence.noise.value,
                "ratio": _float(evidence.ratio),
                "interval_low": _float(low),
                "interval_high": _float(high),
                "certainty": _value(evidence.certainty),
                "certainty_counting": _value(evidence.certainty_counting),
                "change": _value(evidence.change),
                "probability_on_target_side": _float(evidence.p_target),
                "luck": _float(evidence.luck),
                "exact_p": _float(evidence.exact_p),
                "smallest_change_percent": _text(evidence.smallest_change_real),
                "smallest_change_beyond_target_percent": _text(evidence.smallest_change_target),
            }


def _attested(row: Attested) -> dict[str, Any]:
    return {
        "label": row.label,
        "first_day": _day(row.first_day),
        "last_day": _day(row.last_day),
        "entry": None if row.entry is None else row.entry.seq,
        "positive": row.positive,
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "direction": target.direction.value,
        "comparator": target.comparator.value,
        "value": _text(target.value),
        "value_high": _text(target.value_high),
        "unit": target.unit.value,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    params = {name: _param(value) for name, value in finding.params}
    return {"code": finding.code, "severity": finding.severity.value, "params": params}


def _param(value: Param) -> Any:
    match value:
        case None | bool():
            return value
        case Ref():
            return {"kind": value.kind.value, "code": value.code}
        case Enum():
            return value.value
        case tuple():
            return [_param(v) for v in value]
        case Decimal():
            return _text(value)
        case date():
            return value.isoformat()
        case _:
            return value


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def change_text(change: Fraction, target: Target | None) -> str:
    """Return a change in percent with two decimals, half away from zero.

    More decimals where two would make it the very number of the target, which it is not.
    """
    edges = () if target is None else (target.value, target.value_high)
    for places in range(2, MOST_DECIMALS + 1):
        rounded = round_half_away(change, places)
        if abs(rounded) not in edges or Fraction(rounded) == change:
            break
    return format(rounded, "f")


def fraction_text(value: Fraction) -> str:
    """Return a number without rounding: its digits where they end, else numerator and denominator."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{value.numerator}/{value.denominator}" if not _ends(value) else _text(_decimal(value)) or ""


def _ends(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _float(value: float | None) -> float | None:
    # JSON has no infinity: a bound that is not there is null.
    return None if value is None or not math.isfinite(value) else round(value, 6)


def _value(value: Enum | None) -> Any:
    return None if value is None else value.value


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
