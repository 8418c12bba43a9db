"""Which bodies, days and publications a comparison looks at."""

from __future__ import annotations

from datetime import date

import pytest

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures import Entry, WindowBasis
from giaouoc.engine.figures.side import Side
from giaouoc.engine.pacts import Reading
from giaouoc.engine.units import DatedName, Succession, SuccessionKind, Unit
from tests.support.cases import H1_2024, H1_2025, UNITS, compare, figure, make_case, part_unit

NOT_STATED = WindowBasis.NOT_STATED


def merge(on: str, into: str, *sources: str) -> Succession:
    return Succession(SuccessionKind.MERGE, date.fromisoformat(on), sources, (into,))


def merged_twice() -> Comparison:
    units = (*UNITS, *(Unit(c, (DatedName(c),)) for c in "abmcn"), part_unit("ward", "m"))
    case = make_case(
        figure(1, "2024-07-01", unit="m", days=H1_2024),
        figure(2, "2024-07-02", unit="ward", days=H1_2024),
        figure(3, "2024-07-03", unit="outside", days=H1_2024),
        figure(4, "2024-07-04", unit="c"),
        units=units,
        successions=(merge("2024-07-01", "m", "a", "b"), merge("2025-07-01", "n", "m", "c")),
        signatories=("a",),
    )
    return compare(case, unit="n")


def test_a_body_between_stands_behind_the_unit_in_the_years_before_it_began() -> None:
    assert merged_twice().units_behind == ("a", "b", "c", "m", "n")


def test_days_are_those_of_every_unit_behind_and_below_and_of_no_other() -> None:
    assert merged_twice().days_base_known() == (date(2024, 7, 1), date(2024, 7, 2))
    assert merged_twice().days_known(H1_2025) == (date(2024, 7, 4),)


def base(*figures: Entry, day: str = "2026-01-01") -> int:
    outsider = figure(7, "2025-06-20", unit="outside", days=H1_2024, source="news", basis=NOT_STATED)
    comparison = compare(make_case(*figures, outsider), day=date.fromisoformat(day))
    side = comparison.base(Reading.LATEST)
    assert isinstance(side, Side)
    assert side.quantity.value is not None
    return int(side.quantity.value)


STATED = figure(100, "2025-01-10", days=H1_2024)
NEWS = {"on": "2025-06-20", "source": "news", "basis": NOT_STATED}
NEWS_BASE = figure(101, days=H1_2024, **NEWS)  # type: ignore[arg-type]
NEWS_ACTUAL = figure(90, **NEWS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((STATED, NEWS_BASE, NEWS_ACTUAL), 101),
        ((STATED, NEWS_BASE, figure(90, "2025-06-20")), 100),
        ((STATED, NEWS_BASE, NEWS_ACTUAL, figure(102, "2025-06-21", days=H1_2024)), 102),
        ((STATED, NEWS_ACTUAL), 100),
    ],
)
def test_a_pair_without_days_is_compared_as_one_publication_printed_it_unless_a_newer_base_is_out(
    figures: tuple[Entry, ...], expected: int
) -> None:
    assert base(*figures) == expected
