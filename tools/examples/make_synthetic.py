"""Write the figures of examples/synthetic-cluster again: made-up months from planned yearly totals and a fixed seed.

The totals of a year are planned here, so that every kind of result occurs; how they fall on the months is drawn.
Only `random.random` is drawn from, one stream for each indicator, unit and year: the file is the same everywhere,
and changing one plan leaves the other rows as they are.
"""

from __future__ import annotations

import csv
import io
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeAlias

from giaouoc.engine.figures import COLUMNS
from giaouoc.engine.periods import Calendar, Window

SEED = 2025
FOLDER = Path(__file__).resolve().parents[2] / "examples/synthetic-cluster"
POLICE = Calendar("police", year_month=12, first_day=15, named_by="end")
MERGED_ON = date(2025, 7, 1)
A, B, C, D, E, F, EF = "sim-a", "sim-b", "sim-c", "sim-d", "sim-e", "sim-f", "sim-ef"
ALONE, MERGING = (A, B, C, D), (E, F)
ACCIDENTS, DEATHS, INJURED = "x-traffic-accidents", "x-traffic-deaths", "x-traffic-injured"
TRAFFIC = (ACCIDENTS, DEATHS, INJURED)
OFFENCES, CLEARANCE, FIRES = "social-order-offences", "offence-clearance", "fires"
LARGE, FRAUD, SESSIONS, ESCAPES = "x-large-fires", "x-online-fraud", "x-school-sessions", "x-escapes"
PER_MONTH = (12, 11, 9, 9, 10, 10, 9, 10, 10, 10, 11, 12)  # the season, in parts of an average of about ten

Plan: TypeAlias = Mapping[str, tuple[int, int]]

# Totals of 2024 and 2025. Those of sim-e and sim-f in 2025 fall partly on the body that they became on 1 July.
BY_MONTH: Mapping[str, Plan] = {
    ACCIDENTS: {A: (420, 360), B: (300, 240), C: (350, 290), D: (180, 150), E: (260, 300), F: (340, 250)},
    DEATHS: {A: (120, 108), B: (90, 86), C: (96, 94), D: (60, 52), E: (80, 95), F: (100, 70)},
    INJURED: {A: (310, 265), B: (220, 180), C: (260, 220), D: (130, 110), E: (190, 230), F: (250, 180)},
    OFFENCES: {
        A: (2400, 1900),
        B: (1500, 1410),
        C: (1800, 2000),
        D: (1000, 945),
        E: (1300, 1150),
        F: (1700, 1550),
    },
    FIRES: {A: (250, 241), B: (260, 180), C: (180, 178), D: (120, 130), E: (140, 134), F: (160, 154)},
}
SOLVED = {A: 1577, B: 1072, C: 1480, D: 730, E: 690, F: 930}
LARGE_MONTHS = {  # the months with a large fire
    2024: {A: (1, 2, 5, 9, 12), B: (), C: (), D: (1, 6, 11), E: (2, 8), F: (3, 4, 9, 10)},
    2025: {A: (1, 4, 4, 11), B: (), C: (3,), D: (2, 2, 5, 6, 9, 12), E: (1, 10), F: (2, 5, 11)},
}
BY_QUARTER: Mapping[str, Plan] = {
    FRAUD: {A: (130, 96), B: (88, 70), C: (105, 120), D: (60, 41), E: (70, 62), F: (92, 75)},
    SESSIONS: {A: (40, 48), B: (50, 52), C: (0, 12), D: (36, 44), E: (30, 29), F: (34, 37)},
}
MODERN = {  # the days on which the cluster's inspectors attested the six forces, in order
    A: ("2025-03-12", "2025-05-14", "2025-06-25", "2025-08-20", "2025-11-05", "2026-02-10"),
    B: ("2025-03-13", "2025-05-15", "2025-06-26", "2025-08-21", "2025-11-06"),
    C: ("2025-05-16", "2025-08-22", "2025-11-07"),
    D: ("2025-05-19", "2025-11-10"),
    E: ("2025-03-14", "2025-05-20"),
}


@dataclass(frozen=True)
class Row:
    """A row before it has a number; `corrects` is the row it corrects."""

    unit: str
    indicator: str
    window: Window
    source: str
    published_on: date
    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    status: str = "reported"
    precision: str = "exact"
    publisher: str = "own"
    corrects: Row | None = None
    more: tuple[tuple[str, str], ...] = ()


def figures_text() -> str:
    """Return the text of figures.csv; rows stand in the order in which they became known."""
    rows = sorted(_all_rows(), key=lambda r: (r.published_on, r.unit, r.indicator, r.publisher, r.window))
    numbers = {id(row): number for number, row in enumerate(rows, start=1)}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells: dict[str, object] = {
            "seq": numbers[id(row)],
            "first_day": row.window.first_day,
            "last_day": row.window.last_day,
            "window_basis": "stated",
            "publisher_basis": "printed",
            "corrects": "" if row.corrects is None else numbers[id(row.corrects)],
        }
        plain = ("unit", "indicator", "status", "value", "numerator", "denominator", "precision", "publisher")
        cells |= {name: getattr(row, name) for name in (*plain, "source", "published_on")}
        cells |= dict(row.more)
        writer.writerow(["" if cells.get(name) is None else cells[name] for name in COLUMNS])
    return out.getvalue()


def _all_rows() -> Iterator[Row]:
    months = [row for code, plan in BY_MONTH.items() for row in _counts(code, plan, POLICE.months)]
    months += [row for code, plan in BY_MONTH.items() for row in _year_before(code, plan)]
    quarters = [row for code, plan in BY_QUARTER.items() for row in _counts(code, plan, _quarters)]
    yield from _with_events([*months, *_clearance(months), *_large_fires(), *quarters])
    yield from _escapes()
    yield from _modern()
    yield from _yearly_reports()


def _counts(indicator: str, plan: Plan, cut: Callable[[int], Iterable[Window]]) -> Iterator[Row]:
    """Yield the counts of 2024 and 2025, the planned totals cut into months or quarters."""
    for unit, (before, now) in plan.items():
        yield from _year(indicator, unit, 2024, before, cut(2024))
        if unit in ALONE:
            yield from _year(indicator, unit, 2025, now, cut(2025))
    pieces = _cut_at_merger(cut(2025))
    merging = [list(_year(indicator, unit, 2025, plan[unit][1], pieces)) for unit in MERGING]
    for rows in zip(*merging, strict=True):
        yield from _before_and_after(rows, sub_areas=indicator in TRAFFIC)


def _year_before(indicator: str, plan: Plan) -> Iterator[Row]:
    """Yield the months of 2023: history, from which the usual scatter is learnt."""
    for unit, (total, _) in plan.items():
        drawn = _nearby(total, _stream(indicator, unit, "total of 2023"))
        yield from _year(indicator, unit, 2023, drawn, POLICE.months(2023))


def _year(indicator: str, unit: str, year: int, total: int, windows: Iterable[Window]) -> Iterator[Row]:
    pieces = list(windows)
    amounts = _spread(total, [_weight(w) for w in pieces], _stream(indicator, unit, f"{year} months"))
    for window, amount in zip(pieces, amounts, strict=True):
        yield _report(indicator, unit, window, amount)


def _report(indicator: str, unit: str, window: Window, value: int | None, **more: object) -> Row:
    """Return a report of a body about itself, six days after the last day."""
    source = f"Báo cáo kỳ đến {window.last_day:%d/%m/%Y} của {NAMES[unit]} (mô phỏng)"
    row = Row(unit, indicator, window, source, window.last_day + timedelta(days=6), value)
    return replace(row, **more)  # type: ignore[arg-type]


def _before_and_after(rows: tuple[Row, ...], sub_areas: bool) -> Iterator[Row]:
    """Yield what was published of the merging bodies: their own rows before, the sum of the new body after.

    With sub-areas the new body goes on to publish the territory of the one that signed.
    """
    if rows[0].window.start < MERGED_ON:
        yield from rows
        return
    value = sum(r.value or 0 for r in rows)
    joint = _report(rows[0].indicator, EF, rows[0].window, value)
    if rows[0].denominator is not None:
        solved, known = sum(r.numerator or 0 for r in rows), sum(r.denominator or 0 for r in rows)
        joint = replace(joint, value=None, numerator=solved, denominator=known)
    yield joint
    if sub_areas:
        note = ("note", "địa bàn cũ của Mô phỏng E, đơn vị mới tách riêng")
        yield replace(rows[0], source=joint.source, more=(note,))


def _clearance(months: list[Row]) -> Iterator[Row]:
    """Yield what was solved of the offences of 2025: the planned number, spread over the months."""
    mine = [r for r in months if r.indicator == OFFENCES and r.window.start >= date(2024, 12, 15)]
    for unit in ALONE:
        rows = [r for r in mine if r.unit == unit]
        for row, solved in zip(rows, _part_of([r.value or 0 for r in rows], SOLVED[unit]), strict=True):
            yield replace(row, indicator=CLEARANCE, value=None, numerator=solved, denominator=row.value)
    rows = [r for r in mine if r.unit in (*MERGING, EF)]
    solved_of_all = _part_of([r.value or 0 for r in rows], SOLVED[E] + SOLVED[F])
    for row, solved in zip(rows, solved_of_all, strict=True):
        yield replace(row, indicator=CLEARANCE, value=None, numerator=solved, denominator=row.value)


def _large_fires() -> Iterator[Row]:
    for year, plan in LARGE_MONTHS.items():
        for unit in (*ALONE, *(MERGING if year == 2024 else ())):
            for number, window in enumerate(POLICE.months(year), start=1):
                yield _report(LARGE, unit, window, plan[unit].count(number))
    pieces = _cut_at_merger(POLICE.months(2025))
    numbers = [1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12]
    for place, (window, number) in enumerate(zip(pieces, numbers, strict=True)):
        counted = 0 if place == 6 else None  # nothing burned in the second half of June
        rows = [
            _report(LARGE, u, window, LARGE_MONTHS[2025][u].count(number) if counted is None else counted)
            for u in MERGING
        ]
        yield from _before_and_after(tuple(rows), sub_areas=False)


def _with_events(rows: list[Row]) -> Iterator[Row]:
    """Yield the rows with what befell some of them; notes.md lists these."""
    for row in rows:
        what = (row.unit, row.indicator, *_month_of(row.window))
        if what == (D, CLEARANCE, 2025, 6):
            continue  # never reported
        if what == (D, INJURED, 2025, 8):
            yield replace(row, value=None, status="missing", more=(("note", "đơn vị báo không có số liệu"),))
        elif (row.unit, row.indicator, row.window.first_day) == (D, SESSIONS, date(2025, 6, 15)):
            yield replace(row, value=None, status="missing")
        elif what == (D, OFFENCES, 2024, 12):
            yield replace(row, published_on=date(2025, 3, 5))  # after signing
        elif what == (B, FIRES, 2025, 10):
            yield replace(row, published_on=date(2026, 1, 20))  # after the window
        elif what == (D, FIRES, 2025, 2):
            yield replace(row, value=1)  # two of them large
        elif what == (A, ACCIDENTS, 2024, 3):
            yield row
            yield _restated(row, 8, date(2025, 4, 10))
        elif what == (A, OFFENCES, 2025, 5):
            yield from _mistyped(row)
        else:
            yield row


def _restated(row: Row, by: int, on: date) -> Row:
    source = f"Bảng số liệu tính lại ngày {on:%d/%m/%Y} của {NAMES[row.unit]} (mô phỏng)"
    return replace(row, value=(row.value or 0) + by, published_on=on, source=source)


def _mistyped(row: Row) -> Iterator[Row]:
    wrong = replace(row, value=(row.value or 0) + 90)
    yield wrong
    yield replace(
        row,
        published_on=date(2025, 8, 1),
        source=f"Văn bản đính chính của {NAMES[row.unit]} (mô phỏng)",
        corrects=wrong,
        more=(
            ("recorded_at", "2025-08-01T09:30:00+07:00"),
            ("recorded_by", "u-01"),
            ("reason", "gõ nhầm khi nhập: cộng thừa 90 vụ của quý trước"),
        ),
    )


def _escapes() -> Iterator[Row]:
    """Yield the attestations month by month: 0 for none, 1 for one that happened."""
    months = POLICE.months(2025)
    for number, window in enumerate(months, start=1):
        yield _report(ESCAPES, A, window, 0)
        if number != 10:  # sim-b was silent about its tenth month
            yield _report(ESCAPES, B, window, 0)
        yield _report(ESCAPES, C, window, 1 if number == 5 else 0)
        yield _report(ESCAPES, D, window, None, status="not_applicable")
    for window in _cut_at_merger(months):
        yield from (_report(ESCAPES, u, window, 0) for u in (MERGING if window.start < MERGED_ON else (EF,)))


def _modern() -> Iterator[Row]:
    for unit, days in MODERN.items():
        for number, day in enumerate(days, start=1):
            yield _attested(unit, number, date.fromisoformat(day), 1)
    yield _attested(D, 3, date(2025, 11, 11), 0)  # not yet, said before the deadline


def _attested(unit: str, number: int, day: date, value: int) -> Row:
    source = f"Biên bản kiểm tra ngày {day:%d/%m/%Y} tại {NAMES[unit]} (mô phỏng)"
    known = day + timedelta(days=2)
    code = f"x-modern-{number}"
    return Row(unit, code, Window.inclusive(day, day), source, known, value, publisher="inspectors")


def _yearly_reports() -> Iterator[Row]:
    """Yield figures for whole years: claims, a base that is only implied, a contradiction, a rounded figure."""
    now, before, on = POLICE.year_window(2025), POLICE.year_window(2024), date(2025, 12, 22)
    for unit, code, value, base, percent in (
        (A, DEATHS, 108, 120, "-10"),
        (B, OFFENCES, 1410, 1500, "-6.5"),
        (C, DEATHS, 94, 104, "-9.62"),
    ):
        source = f"Báo cáo tổng kết năm 2025 của {NAMES[unit]} (mô phỏng)"
        claims = (("claimed_base", str(base)), ("claimed_percent", percent))
        yield Row(unit, code, now, source, on, value, more=claims)
        implied = (("claimed_base", str(base)), ("note", "implied: số gốc mà báo cáo này so sánh"))
        yield Row(unit, code, before, source, on, base, more=implied)
    desk = "Bảng tổng hợp của Tổ thư ký cụm (mô phỏng)"
    yield Row(A, DEATHS, before, desk, date(2025, 1, 10), 120, publisher="desk")
    yield Row(A, DEATHS, now, desk, date(2026, 1, 9), 106, publisher="desk")
    source = f"Báo cáo tổng kết năm 2025 của {NAMES[EF]} (mô phỏng)"
    about = (("note", "báo cáo ghi: địa bàn cũ của Mô phỏng E khoảng 1.150 vụ"),)
    yield Row(E, OFFENCES, now, source, on, 1150, precision="rounded", more=about)


def _quarters(year: int) -> list[Window]:
    months = POLICE.months(year)
    return [Window(months[i].start, months[i + 2].stop) for i in (0, 3, 6, 9)]


def _cut_at_merger(windows: Iterable[Window]) -> list[Window]:
    found: list[Window] = []
    for w in windows:
        cut = w.start < MERGED_ON < w.stop
        found += [Window(w.start, MERGED_ON), Window(MERGED_ON, w.stop)] if cut else [w]
    return found


def _month_of(window: Window) -> tuple[int, int]:
    period = POLICE.period_of(window)
    return (0, 0) if period is None or period.kind != "month" else (period.year, period.number)


def _weight(window: Window) -> int:
    """Return the weight of a window: its days by the season of the month it begins in."""
    return window.days * PER_MONTH[(window.start.month - 12) % 12]


def _stream(*about: object) -> Random:
    return Random("/".join(map(str, (SEED, *about))))


def _spread(total: int, weights: list[int], rng: Random) -> list[int]:
    """Return a total drawn onto places by weight; weights vary by a tenth, so months scatter more than by luck."""
    uneven = [w * (0.9 + 0.2 * rng.random()) for w in weights]
    counts = [0] * len(weights)
    for _ in range(total):
        left, place = rng.random() * sum(uneven), 0
        while place < len(uneven) - 1 and left >= uneven[place]:
            left -= uneven[place]
            place += 1
        counts[place] += 1
    return counts


def _nearby(mean: int, rng: Random) -> int:
    """Return a count near a mean: about normal, with variance 1.3 means and a yearly swing of 3 percent."""
    nearly_normal = sum(rng.random() for _ in range(12)) - 6
    return max(0, round(mean + nearly_normal * math.sqrt(1.3 * mean + (0.03 * mean) ** 2)))


def _part_of(wholes: list[int], total: int) -> list[int]:
    """Return numbers under each whole that add up to a total, in proportion; the rest goes to the first places."""
    parts = [total * whole // sum(wholes) for whole in wholes]
    place = 0
    while sum(parts) < total:
        parts[place] += 1
        place += 1
    return parts


NAMES = {u: f"Công an tỉnh Mô phỏng {u.removeprefix('sim-').upper()}" for u in (*ALONE, *MERGING)}
NAMES[EF] = "Công an tỉnh Mô phỏng E (mới)"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    (folder / "figures.csv").write_bytes(figures_text().encode())
