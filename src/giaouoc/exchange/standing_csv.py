"""A standing as CSV for other programs: one row for each part and reading, and for each thing attested.

Decimal points, ASCII signs, codes instead of words; with the ledger it is enough to judge every row again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.pacts import Commitment, Target
from giaouoc.engine.periods import Window
from giaouoc.engine.verdicts.verdict import Attested, Outcome, PartVerdict, Standing, Verdict
from giaouoc.exchange.guarded_text import guarded
from giaouoc.exchange.standing_json import change_text, fraction_text

HEAD: Final = (
    "commitment",
    "unit",
    "type",
    "result",
    "rule",
    "reasons",
    "part",
    "indicator",
    "part_result",
    "direction",
    "comparator",
    "target",
    "target_high",
    "target_unit",
    "reading",
    "reading_result",
    "publisher",
    "base",
    "base_numerator",
    "base_denominator",
    "base_first_day",
    "base_last_day",
    "base_known_on",
    "base_entries",
    "actual",
    "actual_numerator",
    "actual_denominator",
    "actual_first_day",
    "actual_last_day",
    "actual_known_on",
    "actual_entries",
    "change_percent",
    "goal",
    "whole_goal",
    "item",
    "item_first_day",
    "item_last_day",
    "item_attested",
    "item_entry",
    "as_known_on",
    "territory",
)
_NUMBERS: Final = frozenset(
    ("target", "target_high", "base", "base_numerator", "base_denominator", "actual")
) | {"actual_numerator", "actual_denominator", "change_percent", "goal", "whole_goal"}

Row = dict[str, str]


def standing_csv(standing: Standing) -> str:
    """Return the standing as CSV text with a head row and LF line ends, so that a program can read it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for verdict in standing.verdicts:
        for row in _rows(standing, verdict):
            cells = ((name, row.get(name, "")) for name in HEAD)
            writer.writerow([cell if name in _NUMBERS else guarded(cell) for name, cell in cells])
    return out.getvalue()


def _rows(standing: Standing, verdict: Verdict) -> Iterator[Row]:
    about = {
        "commitment": verdict.commitment.code,
        "unit": verdict.unit,
        "type": verdict.commitment.type.value,
        "result": verdict.result.value,
        "rule": verdict.rule.code,
        "reasons": " ".join(dict.fromkeys(r.code for r in verdict.reasons)),
        "as_known_on": standing.as_known_on.isoformat(),
        "territory": standing.territory.value,
    }
    windows = _windows(standing, verdict.commitment)
    for part in verdict.parts:
        of_part = about | _part(part)
        if not part.outcomes:
            yield of_part
        for outcome in part.outcomes:
            yield of_part | windows | _outcome(outcome, part)
    for place, attested in enumerate(verdict.attested):
        yield about | _attested(attested, verdict.commitment, place)
    if not verdict.parts and not verdict.attested:
        yield about


def _windows(standing: Standing, commitment: Commitment) -> Row:
    """Return the windows compared, for where no figure brings its own."""
    pact = standing.case.pact
    found = _days("actual", pact.window)
    if commitment.asks_for_change:
        found |= _days("base", pact.base_window(commitment))
    return found


def _part(part: PartVerdict) -> Row:
    found = {"part": part.part.code, "indicator": part.part.indicator, "part_result": part.result.value}
    return found | (_target(part.target) if part.target is not None else {})


def _target(target: Target) -> Row:
    return {
        "direction": target.direction.value,
        "comparator": target.comparator.value,
        "target": _number(target.value),
        "target_high": _number(target.value_high),
        "target_unit": target.unit.value,
    }


def _outcome(outcome: Outcome, part: PartVerdict) -> Row:
    return {
        "reading": outcome.reading.value,
        "reading_result": outcome.result.value,
        "publisher": outcome.publisher or "",
        **_side("base", outcome.base),
        **_side("actual", outcome.actual),
        "change_percent": "" if outcome.change is None else change_text(outcome.change, part.target),
        "goal": "" if outcome.goal is None else fraction_text(outcome.goal),
        "whole_goal": "" if outcome.whole_goal is None else str(outcome.whole_goal),
    }


def _side(name: str, side: Side | NoSide) -> Row:
    if isinstance(side, NoSide):
        return {}
    return {
        name: _number(side.quantity.value),
        f"{name}_numerator": _number(side.quantity.numerator),
        f"{name}_denominator": _number(side.quantity.denominator),
        **_days(name, side.window),
        f"{name}_known_on": side.known_on.isoformat(),
        f"{name}_entries": " ".join(str(seq) for seq in side.seqs),
    }


def _attested(row: Attested, commitment: Commitment, place: int) -> Row:
    """Return what was attested about one stretch of days, or about one item of a milestone."""
    item = commitment.items[place] if place < len(commitment.items) else None
    part = commitment.parts[0] if commitment.parts else None
    window = row.entry.window if item is not None and row.entry is not None else None
    return {
        "part": "" if part is None else part.code,
        "indicator": item.indicator if item is not None else ("" if part is None else part.indicator),
        "publisher": "" if row.entry is None else row.entry.publisher,
        "item": "" if item is None else item.code,
        "item_first_day": _day(row.first_day if window is None else window.first_day),
        "item_last_day": _day(row.last_day if window is None else window.last_day),
        "item_attested": {True: "yes", False: "no", None: ""}[row.positive],
        "item_entry": "" if row.entry is None else str(row.entry.seq),
    }


def _days(name: str, window: Window) -> Row:
    return {f"{name}_first_day": _day(window.first_day), f"{name}_last_day": _day(window.last_day)}


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
