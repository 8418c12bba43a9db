"""A verdict explained: its inputs with source and vintage, the formula with numbers put in, the rule that decided.

The same lines serve the terminal and every report.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from giaouoc.engine.figures.entry import Entry, Status
from giaouoc.engine.figures.side import NoSide, Piece, Side
from giaouoc.engine.findings import Finding, Ref, RefKind
from giaouoc.engine.indicators import Quantity, round_half_away
from giaouoc.engine.pacts import Comparator, TargetUnit, bounds_from_above
from giaouoc.engine.verdicts.evidence import CountEvidence, LevelEvidence, Noise
from giaouoc.engine.verdicts.verdict import Attested, Outcome, PartVerdict, Verdict
from giaouoc.wording.catalogue import NOTHING, Voice, text
from giaouoc.wording.cells import fraction, outcome_numbers, quantity
from giaouoc.wording.days import day, window
from giaouoc.wording.messages import say
from giaouoc.wording.numbers import number, percent
from giaouoc.wording.phrases import probability_in_hundred, target_words

LEAST_P = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands beside it."""

    label: str
    said: str


@dataclass(frozen=True, slots=True)
class PieceLine:
    """One line of the ledger as it went into an amount."""

    seq: int
    sign: str
    amount: str
    window: str
    how_known: str
    source: str


def sentence(finding: Finding, voice: Voice) -> str:
    """Return what a finding says, as one sentence."""
    return say(finding, voice).saw


def outcome_lines(outcome: Outcome, part: PartVerdict, voice: Voice) -> tuple[Line, ...]:
    """Return what one reading says: numbers, formula or reasons, and the edge of the target."""
    lines = [Line(text("explain.numbers", voice), outcome_numbers(outcome, part, voice))]
    if outcome.formula is not None:
        lines.append(Line(text("explain.formula", voice), sentence(outcome.formula, voice)))
    lines += [Line(text("explain.reason", voice), sentence(r, voice)) for r in outcome.reasons]
    needed = goal_text(outcome, part, voice)
    if needed:
        lines.append(Line(text("explain.goal", voice), needed))
    return tuple(lines)


def goal_text(outcome: Outcome, part: PartVerdict, voice: Voice) -> str:
    """Return what the target asks for in numbers: `≤ 5.199`, `≥ 75 %`; empty where it cannot be said."""
    if outcome.goal is None or part.target is None:
        return ""
    sign = "≤" if bounds_from_above(part.target, part.better) else "≥"
    if outcome.whole_goal is None and part.target.comparator in (Comparator.OVER, Comparator.UNDER):
        sign = "<" if sign == "≤" else ">"
    if outcome.whole_goal is not None:
        return f"{sign} {number(outcome.whole_goal, voice.lang)}"
    if not part.target.is_change and part.target.unit is TargetUnit.PERCENT:
        level = round_half_away(outcome.goal, 2).normalize()
        return f"{sign} {percent(level, voice.lang, signed=False, places=None)}"
    return f"{sign} {fraction(outcome.goal, voice)}"


def base_known(outcome: Outcome, voice: Voice) -> str:
    """Return when the base of a reading became known."""
    return (
        NOTHING
        if isinstance(outcome.base, NoSide) or not outcome.base.pieces
        else day(outcome.base.known_on, voice.lang)
    )


def target_line(part: PartVerdict, unit_of_measure: str, voice: Voice) -> str:
    """Return the target of a part in words."""
    return NOTHING if part.target is None else target_words(part.target, unit_of_measure, voice.lang)


def evidence_lines(part: PartVerdict, voice: Voice) -> tuple[Line, ...]:
    """Return how far the numbers can be trusted; evidence never changes the result."""
    match part.evidence:
        case CountEvidence():
            return tuple(_count_lines(part.evidence, voice))
        case LevelEvidence():
            return tuple(_level_lines(part.evidence, voice))
        case None:
            return ()


def _count_lines(found: CountEvidence, voice: Voice) -> list[Line]:
    lines: list[Line] = []
    if found.interval is not None:
        low, high = (percent(_percent(bound), voice.lang, places=None) for bound in found.interval)
        lines.append(
            Line(text("explain.interval", voice), text("explain.interval-said", voice, low=low, high=high))
        )
    if found.certainty is not None:
        lines.append(Line(text("explain.swing", voice), text(f"words.certainty.{found.certainty}", voice)))
    elif found.noise is not Noise.USUAL_SWING:
        lines.append(Line(text("explain.swing", voice), text("words.certainty.no_history", voice)))
    if found.certainty_counting is not None:
        said = text(f"explain.counting-{found.certainty_counting}", voice)
        lines.append(Line(text("explain.counting", voice), said))
    if found.change is not None:
        lines.append(Line(text("explain.change", voice), text(f"words.change.{found.change}", voice)))
    if found.luck is not None:
        chance = probability_in_hundred(found.luck, voice.lang)
        lines.append(Line(text("explain.luck", voice), text("explain.luck-said", voice, chance=chance)))
    if found.exact_p is not None:
        lines.append(Line(text("explain.exact", voice), _exact(found.exact_p, voice)))
    if found.smallest_change_real is not None:
        smallest = percent(found.smallest_change_real, voice.lang, signed=False)
        lines.append(
            Line(text("explain.smallest", voice), text("explain.smallest-said", voice, smallest=smallest))
        )
    if found.zero_upper is not None:
        lines.append(Line(text("explain.zero", voice), text("explain.zero-said", voice)))
    return lines


def _exact(p: float, voice: Voice) -> str:
    """Return the exact p with three decimals; below the least of them it is not written as none."""
    if p < float(LEAST_P):
        return text("explain.exact-below", voice, p=LEAST_P)
    return text("explain.exact-said", voice, p=round_half_away(Fraction(p), 3))


def _level_lines(found: LevelEvidence, voice: Voice) -> list[Line]:
    chance = probability_in_hundred(found.luck, voice.lang)
    return [
        Line(text("explain.counting", voice), text(f"explain.counting-{found.certainty_counting}", voice)),
        Line(text("explain.edge", voice), number(found.edge, voice.lang)),
        Line(text("explain.luck", voice), text("explain.luck-level-said", voice, chance=chance)),
    ]


def pieces(side: Side | NoSide, voice: Voice) -> tuple[PieceLine, ...]:
    """Return the ledger lines an amount was made of."""
    return () if isinstance(side, NoSide) else tuple(_piece(p, voice) for p in side.pieces)


def _piece(piece: Piece, voice: Voice) -> PieceLine:
    entry = piece.entry
    share = "" if piece.share == 1 else f" × {number(piece.share, voice.lang)}"
    return PieceLine(
        seq=entry.seq,
        sign="−" if piece.sign < 0 else "+",
        amount=quantity(Quantity(entry.value, entry.numerator, entry.denominator), voice) + share,
        window=window(entry.window.first_day, entry.window.last_day, voice.lang),
        how_known=how_known(entry, voice),
        source=entry.source,
    )


def how_known(entry: Entry, voice: Voice) -> str:
    """Return who published a figure, when, and how firmly its days and its publisher are stated."""
    publisher = voice.names(Ref(RefKind.PUBLISHER, entry.publisher), voice.lang)
    published = (
        NOTHING
        if entry.published_on is None
        else text("explain.published", voice, on=entry.published_on.text)
    )
    notes = [
        text(f"words.publisher-basis.{entry.publisher_basis}", voice),
        text(f"words.window-basis.{entry.window_basis}", voice),
        text(f"words.precision.{entry.precision}", voice),
    ]
    if entry.is_implied:
        notes.append(text("explain.implied", voice))
    return f"{publisher}, {published} ({'; '.join(notes)})"


def attested_words(row: Attested, voice: Voice) -> str:
    """Return what was attested: silence, nothing to attest, happened or not, reached or not (yet)."""
    milestone = bool(row.label)
    if row.entry is not None and row.entry.status is Status.NOT_APPLICABLE:
        return text("words.status.not_applicable", voice)
    if row.positive is None:
        return text("explain.not-yet-reached" if milestone and row.entry else "explain.silent", voice)
    if milestone:
        return text("explain.reached" if row.positive else "explain.not-reached", voice)
    return text("explain.attested-happened" if row.positive else "explain.attested-none", voice)


def verdict_rule(verdict: Verdict, voice: Voice) -> str:
    """Return the rule that decided, in words."""
    return sentence(verdict.rule, voice)


def _percent(ratio: float) -> int:
    """Return a rate ratio as a change in whole percent: evidence is not exact, and must not look so."""
    return round((ratio - 1) * 100)
