"""Amounts as a report prints them: with what they count, and percents that do not contradict the result beside them."""

from __future__ import annotations

from decimal import Decimal

from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.indicators import Kind, Quantity
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Result, Standing
from giaouoc.wording import NBSP, NOTHING, Voice, number, text
from giaouoc.wording.cells import fraction, is_small, quantity
from giaouoc.wording.changes import change_words, share_words
from giaouoc.wording.explain import goal_text


def kept(outcome: Outcome) -> bool | None:
    """Return whether a reading says kept; None where it says neither."""
    return outcome.result is Result.KEPT if outcome.result.tells else None


def measure_of(standing: Standing, part: PartVerdict) -> str:
    """Return what a part counts, `vụ` or `người`; empty for shares and indices."""
    indicator = standing.case.indicators.get(part.part.indicator)
    return indicator.unit_of_measure if indicator.kind is Kind.COUNT else ""


def with_measure(said: str, measure: str) -> str:
    """Put what is counted behind a number; a dash stays alone."""
    return f"{said}{NBSP}{measure}" if measure and said != NOTHING else said


def amount(side: Side | NoSide | None, measure: str, voice: Voice) -> str:
    """Write the amount of a side with what it counts; a dash where there is none."""
    if not isinstance(side, Side):
        return NOTHING
    return with_measure(quantity(side.quantity, voice), measure)


def reached(outcome: Outcome, part: PartVerdict, measure: str, voice: Voice) -> str:
    """Write the actual amount; a level in percent with the decimals its result needs."""
    side = outcome.actual
    if isinstance(side, NoSide) or part.target is None or part.target.is_change:
        return amount(side, measure, voice)
    return _level(side.quantity, outcome, part, voice) or amount(side, measure, voice)


def _level(reached: Quantity, outcome: Outcome, part: PartVerdict, voice: Voice) -> str:
    if not reached.is_ratio or reached.exact is None:
        return ""
    said = share_words(reached.exact, part.target, part.better, kept(outcome), voice)
    above, below = (number(n or Decimal(0), voice.lang) for n in (reached.numerator, reached.denominator))
    return f"{said} ({above}/{below})"


def changed(outcome: Outcome, part: PartVerdict, voice: Voice) -> str:
    """Write the change of a reading in percent; a dash where there is none."""
    if outcome.change is None:
        return NOTHING
    return change_words(outcome.change, part.target, kept(outcome), voice)


def numbers(outcome: Outcome, part: PartVerdict, measure: str, voice: Voice) -> str:
    """Write change and counts in one line: `−14,20 % · 1.012 → 868 vụ`; counts alone where the base is small."""
    said = reached(outcome, part, measure, voice)
    if isinstance(outcome.actual, NoSide) or isinstance(outcome.base, NoSide):
        return said
    pair = f"{quantity(outcome.base.quantity, voice)} → {said}"
    if outcome.change is None or is_small(outcome.base):
        return pair
    return f"{changed(outcome, part, voice)} · {pair}"


def goal(outcome: Outcome, part: PartVerdict, measure: str, voice: Voice) -> str:
    """Write what the target asks for: `≤ 5.199 người`, `≥ 75 %`; empty where it cannot be said."""
    said = goal_text(outcome, part, voice).replace(" ", NBSP)
    return with_measure(said, measure) if said else ""


def so_far(outcome: Outcome, measure: str, voice: Voice) -> str:
    """Write where an open window stands, and what its path allows; empty where it does not."""
    found = outcome.to_date
    if found is None:
        return ""
    until, said = found.actual.window.last_day, amount(found.actual, measure, voice)
    if found.base is None or found.allowed is None:
        return text("report.so-far.value", voice, until=until, amount=said)
    return text(
        "report.so-far.with-base",
        voice,
        until=until,
        amount=said,
        base=amount(found.base, measure, voice),
        allowed=with_measure(fraction(found.allowed, voice), measure),
    )
