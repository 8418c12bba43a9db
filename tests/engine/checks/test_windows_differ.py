from __future__ import annotations

from datetime import date, timedelta

import pytest

from giaouoc.engine.checks.windows_differ import windows_differ
from giaouoc.engine.figures import Entry, WindowBasis
from giaouoc.engine.findings import note
from giaouoc.engine.periods import Window
from tests.support.cases import about, amounts, compare, figure, make_case, publisher_ref, window, within

YEAR = window("2024-12-15", "2025-12-14")
HUNDRED = Window(date(2025, 1, 1), date(2025, 1, 1) + timedelta(days=100))
OFFICE = window("2024-12-26", "2025-12-25")
OURS = figure(10491, "2026-01-06", days=YEAR)
HALVES = [
    figure(5000, "2025-06-25", days=window("2024-12-15", "2025-06-14")),
    figure(5491, "2026-01-06", days=window("2025-06-15", "2025-12-14")),
]
OUTSIDER = figure(70, "2026-01-06", days=OFFICE, unit="outside", publisher="nso")


def test_the_statistics_offices_year_is_named_and_left_out() -> None:
    case = make_case(
        OURS,
        OUTSIDER,
        figure(10400, "2026-01-06", days=OFFICE, publisher="nso"),
        figure(9502, "2025-12-06", days=window("2024-12-26", "2025-11-25"), publisher="nso"),
        period=YEAR,
    )
    assert tuple(windows_differ(compare(case))) == (
        note(
            "checks.windows-differ",
            other=publisher_ref("nso"),
            other_first_day=OFFICE.first_day,
            other_last_day=OFFICE.last_day,
            value=amounts(10400)[0],
            seqs=(3,),
            **within(YEAR),
            **about(),
        ),
    )


def test_the_base_window_is_looked_at_too() -> None:
    base = window("2023-12-26", "2024-12-25")
    case = make_case(OURS, figure(11000, "2025-01-06", days=base, publisher="nso"), period=YEAR)
    (finding,) = windows_differ(compare(case))
    assert (finding["first_day"], finding["other_first_day"]) == (date(2023, 12, 15), date(2023, 12, 26))


@pytest.mark.parametrize(("days", "told"), [(79, 0), (80, 1), (99, 1), (100, 0), (125, 1), (126, 0)])
def test_nearly_the_same_means_four_fifths_of_both(days: int, told: int) -> None:
    other = Window(HUNDRED.start, HUNDRED.start + timedelta(days=days))
    case = make_case(figure(5, "2026-01-06", days=other, publisher="nso"), period=HUNDRED)
    assert len(tuple(windows_differ(compare(case)))) == told


def test_a_publisher_with_the_exact_window_or_with_placeholder_days_is_not_named() -> None:
    exact = [figure(5, "2026-01-06", days=days, publisher="nso") for days in (YEAR, OFFICE)]
    vague = figure(5, "2026-01-06", days=OFFICE, publisher="mps", basis=WindowBasis.NOT_STATED)
    assert tuple(windows_differ(compare(make_case(*exact, vague, period=YEAR)))) == ()


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ([figure(10400, "2026-01-06", days=OFFICE)], 1),
        ([figure(10400, "2026-01-06", days=OFFICE), OURS], 0),
        ([figure(10400, "2026-01-06", days=OFFICE), *HALVES], 0),
        # What lies inside is named by the reasons of the verdict, with the days that are missing.
        ([figure(9502, "2025-12-06", days=window("2024-12-15", "2025-11-14"))], 0),
    ],
)
def test_nearly_our_days_of_our_own_publisher_are_named_where_it_gives_no_amount(
    own: list[Entry], told: int
) -> None:
    found = tuple(windows_differ(compare(make_case(*own, OUTSIDER, period=YEAR))))
    assert [(f["other"], f["other_first_day"]) for f in found] == [
        (publisher_ref("ntsc"), OFFICE.first_day)
    ] * told
