"""The pictures of a part with their words: change by reading, months side by side, distance from the path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Param, Ref, RefKind
from giaouoc.engine.indicators import Quantity, percent_change
from giaouoc.engine.pacts import Direction
from giaouoc.engine.verdicts.evidence import CountEvidence
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Standing, Verdict
from giaouoc.printing import amounts, charts
from giaouoc.printing.charts import Alt, Bars, ChangeRow, Line, change_chart, month_chart, path_chart
from giaouoc.printing.months import Month, month_numbers, months_of, path_of
from giaouoc.wording import NBSP, NOTHING, Voice, show, text
from giaouoc.wording.cells import fraction, is_small, part_label, quantity
from giaouoc.wording.changes import change_words


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, what kind it is, and how to read it."""

    kind: str
    drawing: Markup
    note: str


def month_axis(standing: Standing, voice: Voice) -> Markup:
    """Return the months of the pact's window, which every picture by months refers to; nothing without a calendar."""
    numbers = month_numbers(standing)
    if not numbers:
        return Markup()
    return charts.month_axis([str(n) for n in numbers], text("report.chart.month-axis", voice))


def pictures(standing: Standing, verdict: Verdict, part: PartVerdict, voice: Voice) -> list[Picture]:
    """Return the pictures that say something about a part; none for levels and for bases below ten.

    Those by months need `month_axis` once on their page.
    """
    found: list[Picture] = []
    if part.target is None or not part.target.is_change:
        return found
    title = f"{part_label(part, voice)}, {show(Ref(RefKind.UNIT, verdict.unit), voice)}"
    if any(_drawable(o) for o in part.outcomes):
        found.append(_change(part, title, voice))
    months = months_of(standing, verdict, part)
    if months:
        counted = amounts.measure_of(standing, part)
        measure = f" ({counted})" if counted else ""
        found.append(_months(months, title, measure, voice))
        path = _path(standing, verdict, part, months, title, measure, voice)
        found += [path] if path else []
    return found


def _drawable(outcome: Outcome) -> bool:
    return outcome.change is not None and isinstance(outcome.base, Side) and not is_small(outcome.base)


def _change(part: PartVerdict, title: str, voice: Voice) -> Picture:
    rows, said = [], []
    for outcome in part.outcomes:
        reading = show(outcome.reading, voice)
        result = show(outcome.result, voice)
        if not _drawable(outcome):
            rows.append(ChangeRow(reading, result, None, None))
            said.append(f"{reading}: {result}")
            continue
        assert outcome.change is not None
        edge = _edge_in_percent(outcome)
        said_change = amounts.changed(outcome, part, voice)
        sign = text(f"words.sign.{outcome.result.value}", voice)
        rows.append(
            ChangeRow(reading, f"{sign} {said_change}", outcome.change, edge, _interval(part, outcome))
        )
        goal = "" if edge is None else change_words(edge, None, None, voice)
        params: dict[str, Param] = {
            "reading": outcome.reading,
            "change": said_change,
            "goal": goal,
            "result": result,
        }
        said.append(text("report.chart.change-row", voice, **params))

    def ticks(value: Fraction) -> str:
        return _signed(value, voice) + f"{NBSP}%"

    drawing = change_chart(Alt(title, tuple(said)), rows, ticks)
    return Picture(text("report.chart.change-kind", voice), drawing, text("report.chart.change-note", voice))


def _edge_in_percent(outcome: Outcome) -> Fraction | None:
    if outcome.goal is None or not isinstance(outcome.base, Side):
        return None
    base = outcome.base.quantity.exact
    return None if base is None else percent_change(base, outcome.goal)


def _interval(part: PartVerdict, outcome: Outcome) -> tuple[Fraction, Fraction] | None:
    """Return the interval of the change in percent; evidence speaks of the outcome shown first only."""
    evidence = part.evidence
    if outcome is not part.ruling or not isinstance(evidence, CountEvidence) or evidence.interval is None:
        return None
    low, high = ((Fraction(ratio) - 1) * 100 for ratio in evidence.interval)
    return low, high


def _months(months: Sequence[Month], title: str, measure: str, voice: Voice) -> Picture:
    bars, said = [], []
    moved = any(m.base_at_signing is not None and m.base_at_signing != m.base for m in months)
    for month in months:
        signing = month.base_at_signing if moved else None
        other = None if signing == month.base else signing
        bars.append(Bars(_value(month.actual), _value(month.base), _value(other)))
        params: dict[str, Param] = {
            "month": month.number,
            "actual": _shown(month.actual, voice),
            "base": _shown(month.base, voice),
        }
        if moved:
            row = text("report.chart.months-row-signing", voice, signing=_shown(signing, voice), **params)
        else:
            row = text("report.chart.months-row", voice, **params)
        said.append(row)

    def ticks(value: Fraction) -> str:
        return fraction(value, voice)

    note = text("report.chart.months-note" if moved else "report.chart.months-note-plain", voice)
    drawing = month_chart(Alt(title, tuple(said)), bars, ticks)
    return Picture(text("report.chart.months-kind", voice) + measure, drawing, note)


def _path(
    standing: Standing,
    verdict: Verdict,
    part: PartVerdict,
    months: Sequence[Month],
    title: str,
    measure: str,
    voice: Voice,
) -> Picture | None:
    path = path_of(standing, verdict, part, months)
    if not path.latest:
        return None
    said = [
        text("report.chart.path-row", voice, month=m.number, distance=_signed(d, voice))
        for m, d in zip(months, path.latest, strict=False)
    ]
    whole = len(path.latest) == len(months)
    interval = _interval_of_distance(part, path.latest[-1]) if whole else None
    until, distance = months[len(path.latest) - 1].number, _signed(path.latest[-1], voice)
    end = text("report.chart.path-end", voice, month=until, distance=distance)
    lines = [Line(path.latest, end, interval)]
    moved = bool(path.at_signing) and path.at_signing != path.latest
    if moved:
        lines.append(Line(path.at_signing, ""))

    def ticks(value: Fraction) -> str:
        return _signed(value, voice)

    lower = part.target is not None and part.target.direction is Direction.DECREASE
    notes = [text(f"report.chart.path-note-{'lower' if lower else 'higher'}", voice)]
    notes += [text("report.chart.path-note-signing", voice)] if moved else []
    notes += [text("report.chart.path-note-interval", voice)] if interval else []
    drawing = path_chart(Alt(title, tuple(said)), len(months), lines, ticks)
    return Picture(text("report.chart.path-kind", voice) + measure, drawing, " ".join(notes))


def _interval_of_distance(part: PartVerdict, end: Fraction) -> tuple[Fraction, Fraction] | None:
    """Return the interval of the whole period's distance: the base times the ratio's interval, less the edge."""
    ruling, evidence = part.ruling, part.evidence
    if ruling is None or ruling.goal is None or not isinstance(ruling.base, Side):
        return None
    if (
        not isinstance(evidence, CountEvidence)
        or evidence.interval is None
        or not isinstance(ruling.actual, Side)
    ):
        return None
    base, actual = ruling.base.quantity.exact, ruling.actual.quantity.exact
    if base is None or actual is None or actual - ruling.goal != end:
        return None
    low, high = (base * Fraction(ratio) - ruling.goal for ratio in evidence.interval)
    return low, high


def _signed(value: Fraction, voice: Voice) -> str:
    """Write a distance with its sign; zero has none."""
    shown = fraction(value, voice)
    return f"+{shown}" if value > 0 and shown != "0" else shown


def _value(amount: Quantity | None) -> Decimal | None:
    return None if amount is None else amount.value


def _shown(amount: Quantity | None, voice: Voice) -> str:
    return NOTHING if amount is None else quantity(amount, voice)
