"""A standing as CSV for other programs: one row for each part and reading, decimal points, ASCII signs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.indicators import round_half_away
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Standing, Verdict
from giaouoc.exchange.guarded_text import guarded

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
    "reading",
    "reading_result",
    "publisher",
    "base",
    "base_known_on",
    "actual",
    "actual_known_on",
    "change_percent",
    "base_entries",
    "actual_entries",
    "as_known_on",
    "territory",
)


def standing_csv(standing: Standing) -> str:
    """Return the standing as CSV text; codes, not words, so that a program can read it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for verdict in standing.verdicts:
        for row in _rows(standing, verdict):
            writer.writerow(
                [guarded(cell) if name in _TEXTS else cell for name, cell in zip(HEAD, row, strict=True)]
            )
    return out.getvalue()


_TEXTS: Final = frozenset(HEAD) - {"base", "actual", "change_percent"}


def _rows(standing: Standing, verdict: Verdict) -> Iterator[list[str]]:
    head = [
        verdict.commitment.code,
        verdict.unit,
        verdict.commitment.type.value,
        verdict.result.value,
        verdict.rule.code,
        " ".join(dict.fromkeys(r.code for r in verdict.reasons)),
    ]
    tail = [standing.as_known_on.isoformat(), standing.territory.value]
    if not verdict.parts:
        yield [*head, *([""] * (len(HEAD) - len(head) - len(tail))), *tail]
    for part in verdict.parts:
        for outcome in part.outcomes:
            yield [*head, *_outcome(part, outcome), *tail]


def _outcome(part: PartVerdict, outcome: Outcome) -> list[str]:
    return [
        part.part.code,
        part.part.indicator,
        part.result.value,
        outcome.reading.value,
        outcome.result.value,
        outcome.publisher or "",
        *_side(outcome.base),
        *_side(outcome.actual),
        "" if outcome.change is None else str(round_half_away(outcome.change, 2)),
        _seqs(outcome.base),
        _seqs(outcome.actual),
    ]


def _side(side: Side | NoSide) -> list[str]:
    if isinstance(side, NoSide) or side.quantity.value is None:
        return ["", ""]
    return [format(side.quantity.value, "f"), side.known_on.isoformat()]


def _seqs(side: Side | NoSide) -> str:
    return "" if isinstance(side, NoSide) else " ".join(str(s) for s in side.seqs)
