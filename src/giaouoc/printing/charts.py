"""Pictures drawn on the server as SVG: exact numbers in, words for those who do not see them beside them.

Shapes carry the meaning (filled, outlined, stroke, dashed); the stylesheet's classes add colour. Nothing in a
picture needs a script, a style attribute or a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from markupsafe import Markup, escape

Number: TypeAlias = Decimal | Fraction | int
TickWords: TypeAlias = Callable[[Fraction], str]

WIDTH = 400
LEFT, RIGHT = 44, 10


@dataclass(frozen=True, slots=True)
class Alt:
    """The words of a picture: an id for its parts, a title, and every value it shows, a sentence each."""

    key: str
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

    label: str
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
    body = [_upright(across.at(t), 4, bottom, "g", ticks_as(t)) for t in ticks]
    for place, row in enumerate(rows):
        top = 36 * place
        body.append(_text(4, top + 15, row.label, "l"))
        body.append(_text(WIDTH - 4, top + 15, row.said, "l e"))
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


def month_chart(alt: Alt, months: Sequence[Bars], ticks_as: TickWords, axis: str) -> Markup:
    """Draw the months side by side: the base outlined, this period filled, the base at signing as a stroke."""
    height, floor = 172, 140
    up, ticks = scale(_month_values(months), floor, 10)
    body = [_levels([(up.at(t), ticks_as(t)) for t in ticks])]
    slot = Fraction(WIDTH - LEFT - RIGHT, len(months))
    bar = slot * 2 / 5
    outlined, filled, strokes, names = [], [], [], []
    for place, month in enumerate(months):
        x = LEFT + place * slot + slot / 10
        if month.base is not None:
            outlined.append(_bar(x, bar, up.at(month.base), floor))
        if month.actual is not None:
            filled.append(_bar(x + bar, bar, up.at(month.actual), floor))
        if month.other_base is not None:
            strokes.append(f"M{_tenths(x - 1)} {up.at(month.other_base)}h{_tenths(bar + 2)}")
        names.append((_tenths(x + bar), month.label))
    body += [_path("".join(outlined), "b"), _path("".join(filled), "a"), _path("".join(strokes), "s")]
    body += [_along(names, floor + 14), _text(WIDTH - RIGHT, height - 2, axis, "q e")]
    return _svg(alt, height, body)


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


def path_chart(
    alt: Alt, labels: Sequence[str], lines: Sequence[Line], ticks_as: TickWords, axis: str
) -> Markup:
    """Draw how far the cumulated amount lies from the allowed path, which is the line at zero.

    The first line is drawn solid, the second dashed.
    """
    height, floor = 172, 140
    up, ticks = scale(_path_values(lines), floor, 12)
    body = [_levels([(up.at(t), ticks_as(t)) for t in ticks])]
    body.append(_path(f"M{LEFT} {up.at(0)}H{WIDTH - RIGHT}", "z"))
    slot = Fraction(WIDTH - LEFT - RIGHT - 14, len(labels))

    def x(place: int) -> str:
        return _tenths(LEFT + slot * place + slot / 2)

    body.append(_along([(x(place), label) for place, label in enumerate(labels)], floor + 14))
    for line, kind in zip(lines, ("p", "p o"), strict=False):
        places = [f"{x(place)} {up.at(value)}" for place, value in enumerate(line.points)]
        body.append(_path("M" + "L".join(places), kind))
        if line.interval is not None:
            low, high = (up.at(v) for v in line.interval)
            end = x(len(line.points) - 1)
            body.append(_path(f"M{end} {low}V{high}m-4 0h8M{end} {low}m-4 0h8", "i"))
        if line.said:
            body += _end(x(len(line.points) - 1), up.at(line.points[-1]), line.said)
    body.append(_text(WIDTH - RIGHT, height - 2, axis, "q e"))
    return _svg(alt, height, body)


def _end(x: str, y: str, words: str) -> list[str]:
    """Return the dot where a line ends with its words: behind it where there is room, else before it, off the line."""
    across, down = Fraction(x), Fraction(y)
    dot = f'<circle class="d" cx="{x}" cy="{y}" r="4"/>'
    if across <= LEFT + (WIDTH - LEFT) / 2:
        return [dot, _text(_tenths(across + 9), _tenths(down + 4), words, "h")]
    beside = down - 12 if down > 40 else down + 22
    return [dot, _text(_tenths(across - 8), _tenths(beside), words, "h e")]


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


def _along(names: Iterable[tuple[str, str]], y: int) -> str:
    """Write names under the floor, each in the middle of its place."""
    inside = "".join(f'<text x="{x}">{escape(label)}</text>' for x, label in names)
    return f'<g class="m q" transform="translate(0 {y})">{inside}</g>'


def _path(d: str, kind: str) -> str:
    return f'<path class="{kind}" d="{d}"/>' if d else ""


def _text(x: str | int, y: str | int, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(words)}</text>' if words else ""


def _svg(alt: Alt, height: int, body: Iterable[str]) -> Markup:
    key = escape(alt.key)
    words = escape("; ".join(alt.rows))
    head = f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{key}-t {key}-d">'
    names = f'<title id="{key}-t">{escape(alt.title)}</title><desc id="{key}-d">{words}</desc>'
    return Markup(head + names + "".join(body) + "</svg>")
