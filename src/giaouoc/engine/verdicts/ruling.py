"""Which answer stands: by the reading the pact chose, or, where it chose none, only if all that can tell agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from giaouoc.engine.findings import Finding, note
from giaouoc.engine.pacts import Reading
from giaouoc.engine.verdicts.verdict import Outcome, Result


def combine(results: Iterable[Result]) -> Result:
    """Return the answer for several parts: one broken part breaks it; else one unknown leaves it unknown."""
    found = set(results)
    for result in (Result.NOT_KEPT, Result.CANNOT_TELL, Result.NOT_YET, Result.KEPT):
        if result in found:
            return result
    return Result.NOT_APPLICABLE


def stands(
    by_reading: Sequence[tuple[Reading, Result]], ruling: Reading | Literal["not_stated"]
) -> tuple[Result, Finding]:
    """Return the answer that stands and the rule that decided."""
    answers = dict(by_reading)
    if ruling != "not_stated":
        return answers[ruling], note("verdicts.rule-reading-chosen", reading=ruling)
    telling = [(reading, result) for reading, result in by_reading if result.tells]
    if not telling:
        return answers[Reading.LATEST], note("verdicts.rule-no-reading-tells")
    readings = tuple(reading for reading, _ in telling)
    if len({result for _, result in telling}) > 1:
        return Result.CANNOT_TELL, note("verdicts.rule-readings-disagree", readings=readings)
    if len(telling) == 1:
        return telling[0][1], note("verdicts.rule-one-reading-tells", reading=readings[0])
    return telling[0][1], note("verdicts.rule-readings-agree", readings=readings)


def shown_first(outcomes: Sequence[Outcome], ruling: Reading | Literal["not_stated"]) -> Outcome | None:
    """Return the outcome a screen shows first: the chosen reading, else the first that can tell, else the first."""
    if ruling != "not_stated":
        return next((o for o in outcomes if o.reading is ruling), None)
    telling = [o for o in outcomes if o.result.tells]
    return next(iter(telling or outcomes), None)
