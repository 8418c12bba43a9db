"""A verdict in the few words of a cell: a sign, a word, how sure, and the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding
from giaouoc.engine.indicators import Quantity, round_half_away
from giaouoc.engine.pacts import CommitmentType
from giaouoc.engine.verdicts.evidence import Certainty, CountEvidence, LevelEvidence
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Result, Verdict
from giaouoc.wording.catalogue import NOTHING, Voice, text
from giaouoc.wording.changes import change_words
from giaouoc.wording.numbers import number, percent

SMALL = 10
"""Below this base, counts are shown and percents are not."""


class Sureness(StrEnum):
    """How the border of a cell is drawn: solid, dashed or dotted."""

    SURE = "sure"
    LUCK = "luck"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell of the matrix shows; `detail` is its second, smaller line."""

    sign: str
    word: str
    detail: str
    result: Result
    sureness: Sureness
    hangs: bool

    @property
    def line(self) -> str:
        """Return the cell in one line, as a terminal or a screen reader gives it."""
        head = f"{self.sign} {self.word}"
        return f"{head}: {self.detail}" if self.detail else head


def cell(verdict: Verdict, voice: Voice) -> Cell:
    """Return the cell of a verdict."""
    word = text(f"words.result.{verdict.result.value}", voice)
    if len(verdict.parts) > 1 and verdict.result.tells:
        word = f"{word} {verdict.parts_kept}/{len(verdict.parts)}"
    return Cell(
        sign=text(f"words.sign.{verdict.result.value}", voice),
        word=word,
        detail=detail(verdict, voice),
        result=verdict.result,
        sureness=sureness(verdict),
        hangs=verdict.hangs,
    )


def sureness(verdict: Verdict) -> Sureness:
    """Return how sure a verdict is: a kept one is as sure as its least sure part, a broken one as its surest.

    Unknown where nobody can tell, and where the noise of a deciding part is not known.
    """
    if not verdict.result.tells:
        return Sureness.OPEN if verdict.result is Result.NOT_YET else Sureness.UNKNOWN
    if not verdict.parts:
        return Sureness.SURE
    sure = [_sure(p) for p in verdict.parts if p.result is verdict.result]
    kept = verdict.result is Result.KEPT
    if (all if kept else any)(s is True for s in sure):
        return Sureness.SURE
    within = (any if kept else all)(s is False for s in sure)
    return Sureness.LUCK if within else Sureness.UNKNOWN


def _sure(part: PartVerdict) -> bool | None:
    """Tell whether a part is beyond noise; None where nobody knows its noise, which is not the same as within it."""
    match part.evidence:
        case CountEvidence(certainty=Certainty() as found):
            return found is Certainty.BEYOND
        case CountEvidence():
            # Within counting noise alone is within any.
            return False if part.evidence.certainty_counting is Certainty.WITHIN else None
        case LevelEvidence():
            return part.evidence.certainty_counting is Certainty.BEYOND
        case None:
            return True if _level_without_counts(part) else None


def _level_without_counts(part: PartVerdict) -> bool:
    decided = part.ruling is not None and part.ruling.formula is not None
    return decided and part.target is not None and not part.target.is_change


def detail(verdict: Verdict, voice: Voice) -> str:
    """Return the second line of a cell: the numbers, or the reason in a few words."""
    match verdict.result:
        case Result.CANNOT_TELL:
            return brief(verdict.reasons[0], voice) if verdict.reasons else ""
        case Result.BY_PEOPLE:
            return brief(verdict.rule, voice)
        case Result.NOT_APPLICABLE:
            return brief(verdict.rule, voice) if not verdict.parts else text("cells.no-case", voice)
        case _ if verdict.commitment.type is not CommitmentType.QUANTIFIED:
            return brief(verdict.rule, voice)
    if len(verdict.parts) == 1:
        return part_numbers(verdict.parts[0], voice)
    short = [f"{part_label(p, voice)} {_part_change(p, voice)}" for p in verdict.parts]
    return " · ".join(short)


def brief(finding: Finding, voice: Voice) -> str:
    """Return a reason or a rule in the few words that fit a cell."""
    return text(f"{finding.code}.brief", voice, **dict(finding.params))


def part_label(part: PartVerdict, voice: Voice) -> str:
    """Return the name of a part in the voice's language."""
    english = voice.lang.value == "en" and part.part.label_en
    return part.part.label_en if english else part.part.label


def part_numbers(part: PartVerdict, voice: Voice) -> str:
    """Return a part's change and counts: `−14,20 % · 1.012 → 868`; counts alone where they are small."""
    outcome = part.ruling
    if outcome is None:
        return text("cells.nothing-yet", voice) if part.result is Result.NOT_YET else NOTHING
    if outcome.result is Result.NOT_YET:
        return to_date(outcome, voice)
    return outcome_numbers(outcome, part, voice)


def outcome_numbers(outcome: Outcome, part: PartVerdict, voice: Voice) -> str:
    """Return the change and the counts of an outcome, as far as they are known."""
    if isinstance(outcome.actual, NoSide):
        return NOTHING
    actual = amount_of(outcome.actual, voice)
    if isinstance(outcome.base, NoSide):
        return actual
    pair = f"{amount_of(outcome.base, voice)} → {actual}"
    if outcome.change is None or is_small(outcome.base):
        return pair
    return f"{_change(outcome, part, voice)} · {pair}"


def to_date(outcome: Outcome, voice: Voice) -> str:
    """Return where an open window stands: so far, and what the path allows."""
    if outcome.to_date is None:
        return text("cells.nothing-yet", voice)
    so_far = amount_of(outcome.to_date.actual, voice)
    until = outcome.to_date.actual.window.last_day
    if outcome.to_date.allowed is None:
        return text("cells.so-far", voice, so_far=so_far, until=until)
    edge = fraction(outcome.to_date.allowed, voice)
    return text("cells.so-far-of", voice, so_far=so_far, until=until, allowed=edge)


def is_small(base: Side) -> bool:
    """Tell whether a base is so small that a percent says nothing."""
    exact = base.quantity.exact
    return not base.quantity.is_ratio and exact is not None and exact < SMALL


def _change(outcome: Outcome, part: PartVerdict, voice: Voice) -> str:
    """Write the change of an outcome so that it never looks like the target's edge where it is not."""
    assert outcome.change is not None
    kept = outcome.result is Result.KEPT if outcome.result.tells else None
    return change_words(outcome.change, part.target, kept, voice)


def amount_of(side: Side | NoSide, voice: Voice) -> str:
    """Write the amount of a side; a dash where there is none."""
    return NOTHING if isinstance(side, NoSide) else quantity(side.quantity, voice)


def quantity(amount: Quantity, voice: Voice) -> str:
    """Write a count, or a ratio as percent with its counts."""
    if amount.is_ratio:
        assert amount.numerator is not None
        assert amount.denominator is not None
        counts = f"{number(amount.numerator, voice.lang)}/{number(amount.denominator, voice.lang)}"
        return (
            counts
            if amount.value is None
            else f"{percent(amount.value, voice.lang, signed=False)} ({counts})"
        )
    if amount.value is None:
        return NOTHING
    return number(amount.value, voice.lang)


def fraction(value: Fraction, voice: Voice) -> str:
    """Write an exact edge: whole, or with at most two decimals."""
    shown = round_half_away(value, 2)
    least = next(short for places in range(3) if (short := round_half_away(value, places)) == shown)
    return number(least, voice.lang)


def _part_change(part: PartVerdict, voice: Voice) -> str:
    outcome = part.ruling
    if outcome is None or isinstance(outcome.actual, NoSide):
        return NOTHING
    if outcome.change is None or isinstance(outcome.base, NoSide) or is_small(outcome.base):
        return outcome_numbers(outcome, part, voice)
    return _change(outcome, part, voice)
