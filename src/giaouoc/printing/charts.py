"""Pictures drawn on the server as SVG: exact numbers in, words for those who do not see them beside them.

Shapes carry the meaning (filled, outlined, stroke, dashed); the stylesheet's classes add colour. Nothing in a
picture needs a script, a style attribute or a file. The months under a picture are drawn once for the whole page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from markupsafe import Markup, escape

Number: TypeAlias = Decimal | Fraction | int
TickWords: TypeAlias = Callable[[Fraction], str]

WIDTH = 400
LEFT, RIGHT = 44, 20
HEIGHT, FLOOR = 176, 140
LETTER = 7
"""How wide a letter of a picture is, on average. The months take 336 units: whole ones for 3, 4, 6 and 12 months."""


@dataclass(frozen=True, slots=True)
class Alt:
    """The words of a picture: a title, and every value it shows, a sentence each."""

    title: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One reading: its name, what it says in words, its change and the edge in percent, an interval if known."""

    label: str
    said: str
    change: Number | None
    edge: Number | None
    interval: tuple[Number, Number] | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """One month: this period's amount, the base, and the base as known at signing where it differs."""

    actual: Number | None
    base: Number | None
    other_base: Number | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """Puts numbers on a stretch of the picture; `low` to `high` become `start` to `stop`."""

    low: Fraction
    high: Fraction
    start: int
    stop: int

    def at(self, value: Number) -> str:
        """Return the place of a value, in tenths of a unit."""
        share = (Fraction(value) - self.low) / (self.high - self.low)
        return _tenths(self.start + share * (self.stop - self.start))


def scale(values: Iterable[Number], start: int, stop: int, *, ticks: int = 4) -> tuple[Scale, list[Fraction]]:
    """Return a scale that holds zero and every value, and its round ticks: 1, 2 or 5 times a power of ten."""
    exact = [Fraction(0), *(Fraction(v) for v in values)]
    low, high = min(exact), max(exact)
    step = _step((high - low) / ticks or Fraction(1))
    first, last = low // step, -(-high // step)
    last = max(last, first + 1)
    return Scale(first * step, last * step, start, stop), [n * step for n in range(first, last + 1)]


def change_chart(alt: Alt, rows: Sequence[ChangeRow], ticks_as: TickWords) -> Markup:
    """Draw the change by each reading against the edge of its target; `ticks_as` writes the axis."""
    values = _change_values(rows)
    across, ticks = scale(values, LEFT, WIDTH - LEFT)
    bottom = 36 * len(rows) + 8
    body = [_upright(across.at(t), 4, bottom, "g" if t else "n", ticks_as(t)) for t in ticks]
    for place, row in enumerate(rows):
        top = 36 * place
        body.append(_text(4, top + 15, row.label, "l h"))
        body.append(_text(WIDTH - 4, top + 15, row.said, "l e h"))
        y = top + 27
        if row.interval is not None:
            low, high = (across.at(v) for v in row.interval)
            body.append(_path(f"M{low} {y}H{high}M{low} {y - 4}v8M{high} {y - 4}v8", "i"))
        if row.edge is not None:
            body.append(_path(f"M{across.at(row.edge)} {y - 9}v18", "t"))
        if row.change is not None:
            body.append(f'<circle class="d" cx="{across.at(row.change)}" cy="{y}" r="5"/>')
    return _svg(alt, bottom + 18, body)


def _change_values(rows: Iterable[ChangeRow]) -> list[Number]:
    """Return every number a change chart must show; an interval counts only as far as the axis can bear."""
    values: list[Number] = [v for row in rows for v in (row.change, row.edge) if v is not None]
    widest = max((abs(Fraction(v)) for v in values), default=Fraction(1)) * 4
    ends = [end for row in rows if row.interval for end in row.interval]
    return values + [max(-widest, min(widest, Fraction(end))) for end in ends]


def month_axis(labels: Sequence[str], name: str) -> Markup:
    """Draw the months under the pictures of a page, once; every picture of as many months refers to it.

    Where it is referred to no rule of the stylesheet reaches inside: letters and colour are those of the picture.
    """
    places = [_tenths(_middle(place, len(labels))) for place in range(len(labels))]
    inside = "".join(
        f'<text x="{x}" y="{FLOOR + 14}">{escape(label)}</text>'
        for x, label in zip(places, labels, strict=True)
    )
    inside += f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">{escape(name)}</text>'
    shown = f'<g id="months" text-anchor="middle">{inside}</g>'
    return Markup(f'<svg class="months" aria-hidden="true">{shown}</svg>')


_MONTHS = '<use href="#months"/>'


def _slot(months: int) -> Fraction:
    """Return how wide the place of one month is."""
    return Fraction(WIDTH - LEFT - RIGHT, months)


def _middle(place: int, months: int) -> Fraction:
    """Return where the middle of a month lies."""
    return LEFT + _slot(months) * place + _slot(months) / 2


def month_chart(alt: Alt, months: Sequence[Bars], ticks_as: TickWords) -> Markup:
    """Draw the months side by side: the base outlined, this period filled, the base at signing as a stroke."""
    up, ticks = scale(_month_values(months), FLOOR, 10)
    body = [_levels([(up.at(t), ticks_as(t)) for t in ticks])]
    bar = _slot(len(months)) * 3 / 7
    outlined, filled, strokes = [], [], []
    for place, month in enumerate(months):
        middle = _middle(place, len(months))
        if month.base is not None:
            outlined.append(_bar(middle - bar, bar, up.at(month.base), FLOOR))
        if month.actual is not None:
            filled.append(_bar(middle, bar, up.at(month.actual), FLOOR))
        if month.other_base is not None:
            strokes.append(f"M{_tenths(middle - bar - 1)} {up.at(month.other_base)}h{_tenths(bar + 2)}")
    body += [_path("".join(outlined), "b"), _path("".join(filled), "a"), _path("".join(strokes), "s")]
    return _svg(alt, HEIGHT, [*body, _MONTHS])


def _month_values(months: Iterable[Bars]) -> list[Number]:
    """Return every number a month chart must show."""
    return [v for m in months for v in (m.actual, m.base, m.other_base) if v is not None]


@dataclass(frozen=True, slots=True)
class Line:
    """Distances from zero to the end of each month, an interval at its last point if known, its words there."""

    points: Sequence[Number]
    said: str
    interval: tuple[Number, Number] | None = None


def _path_values(lines: Iterable[Line]) -> list[Number]:
    """Return every number a path chart must show."""
    found: list[Number] = []
    for line in lines:
        found += [*line.points, *(line.interval or ())]
    return found


def path_chart(alt: Alt, months: int, lines: Sequence[Line], ticks_as: TickWords) -> Markup:
    """Draw how far the cumulated amount lies from the allowed path, which is the line at zero.

    The first line is drawn solid, the second dashed.
    """
    up, ticks = scale(_path_values(lines), FLOOR, 12)
    body = [_levels([(up.at(t), ticks_as(t)) for t in ticks])]
    body.append(_path(f"M{LEFT} {up.at(0)}H{WIDTH - RIGHT}", "z"))
    drawn = [
        [(_tenths(_middle(place, months)), up.at(value)) for place, value in enumerate(line.points)]
        for line in lines
    ]
    for line, points, kind in zip(lines, drawn, ("p", "p o"), strict=False):
        body.append(_path("M" + "L".join(f"{x} {y}" for x, y in points), kind))
        if line.interval is not None:
            low, high = (up.at(v) for v in line.interval)
            end = points[-1][0]
            body.append(_path(f"M{end} {low}V{high}m-4 0h8M{end} {low}m-4 0h8", "i"))
    for line, points in zip(lines, drawn, strict=True):
        if line.said:
            body += _end(*points[-1], line.said, drawn)
    return _svg(alt, HEIGHT, [*body, _MONTHS])


def _end(x: str, y: str, words: str, lines: Iterable[Sequence[tuple[str, str]]]) -> list[str]:
    """Return the dot where a line ends with its words: behind it where there is room, else before it, off the lines."""
    across, down = Fraction(x), Fraction(y)
    dot = f'<circle class="d" cx="{x}" cy="{y}" r="4"/>'
    if across <= LEFT + (WIDTH - LEFT) / 2:
        return [dot, _text(_tenths(across + 9), _tenths(down + 4), words, "h")]
    taken = list(_heights(lines, across - 8 - LETTER * len(words), across))
    free = [at for at in range(14, FLOOR - 3) if all(low >= at + 5 or high <= at - 13 for low, high in taken)]
    beside = min(free, key=lambda at: abs(at - down), default=14)
    return [dot, _text(_tenths(across - 8), str(beside), words, "h e")]


def _heights(
    lines: Iterable[Sequence[tuple[str, str]]], left: Fraction, right: Fraction
) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield the heights that every piece of a line takes between two places, highest end first."""
    for line in lines:
        points = [(Fraction(x), Fraction(y)) for x, y in line]
        for (start, one), (stop, other) in pairwise([points[0], *points]):
            if start <= right and stop >= left:
                yield min(one, other), max(one, other)


def _step(least: Fraction) -> Fraction:
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * n for n in (1, 2, 5, 10) if power * n >= least)


def _tenths(value: Fraction | int) -> str:
    tenths = round(value * 10)
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{rest}' if rest else ''}"


def _bar(x: Fraction, width: Fraction, top: str, floor: int) -> str:
    return f"M{_tenths(x)} {floor}V{top}h{_tenths(width)}V{floor}"


def _levels(ticks: Sequence[tuple[str, str]]) -> str:
    """Draw the lines across and write the axis beside them."""
    lines = _path("".join(f"M{LEFT} {y}H{WIDTH - RIGHT}" for y, _ in ticks), "g")
    said = (
        f'<text x="{LEFT - 5}" y="{_tenths(Fraction(y) + 4)}">{escape(words)}</text>' for y, words in ticks
    )
    return f'{lines}<g class="q e">{"".join(said)}</g>'


def _upright(x: str, top: int, bottom: int, kind: str, words: str) -> str:
    return _path(f"M{x} {top}V{bottom}", kind) + _text(x, bottom + 14, words, "q m")


def _path(d: str, kind: str) -> str:
    return f'<path class="{kind}" d="{d}"/>' if d else ""


def _text(x: str | int, y: str | int, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(words)}</text>' if words else ""


def _svg(alt: Alt, height: int, body: Iterable[str]) -> Markup:
    words = escape(f"{alt.title}: {'; '.join(alt.rows)}")
    head = f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{words}">'
    return Markup(head + "".join(body) + "</svg>")
