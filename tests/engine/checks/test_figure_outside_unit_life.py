from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.figure_outside_unit_life import figure_outside_unit_life
from giaouoc.engine.figures import Entry, Precision, Status
from giaouoc.engine.findings import Finding, Param, warning
from giaouoc.engine.periods import Window
from giaouoc.engine.units import DatedName, Succession, SuccessionKind, Unit
from tests.support.cases import MANY_DAYS_LATER, UNITS, figure, make_case, publisher_ref, unit_ref, window

MERGER = date(2025, 7, 1)
JUNE, JULY = window("2025-06-15", "2025-06-30"), window("2025-07-01", "2025-07-14")
ACROSS = window("2025-06-15", "2025-07-14")


def unit(code: str, first_day: date | None = None) -> Unit:
    return Unit(code, (DatedName(code),), (), first_day)


BODIES = (
    *UNITS,
    *(unit(c) for c in ("old", "other", "new", "before", "after", "gone", "ended")),
    unit("late", MERGER),
)
LAST_DAY = date(2025, 6, 30)
CHANGES = (
    Succession(SuccessionKind.MERGE, MERGER, ("old", "other"), ("new",)),
    Succession(SuccessionKind.RENAME, MERGER, ("before",), ("after",)),
    Succession(SuccessionKind.DISSOLVE, MERGER, ("gone",)),
    Succession(SuccessionKind.DISSOLVE, MERGER, ("ended",)),
)
# An outsider with a trouble of its own: it ended and still has a figure.
OUTSIDER = figure(5, "2025-07-20", unit="ended", days=JULY, publisher="nso")
OUTSIDE = warning(
    "checks.figure-after-unit-ended",
    unit=unit_ref("ended"),
    publisher=publisher_ref("nso"),
    on=LAST_DAY,
    first_day=JULY.first_day,
    last_day=JULY.last_day,
    count=1,
    seqs=(1,),
)


def world(*figures: Entry) -> Case:
    return make_case(OUTSIDER, *figures, units=BODIES, successions=CHANGES)


def found(figures: Sequence[Entry], day: date = MANY_DAYS_LATER) -> tuple[Finding, ...]:
    every = tuple(figure_outside_unit_life(world(*figures), day))
    assert OUTSIDE in every
    return tuple(f for f in every if f != OUTSIDE)


def said(value: int | None, code: str, days: Window = JULY, on: str = "2025-07-20", by: str = "own") -> Entry:
    return figure(value, on, unit=code, days=days, publisher=by)


def test_figures_after_the_end_without_the_new_body_are_asked_about_once_for_unit_and_publisher() -> None:
    august = window("2025-07-15", "2025-08-14")
    figures = [said(3, "old"), said(4, "old", august, "2025-08-20"), said(9, "old", august, by="mps")]
    mine: dict[str, Param] = {"unit": unit_ref("old"), "on": LAST_DAY}
    assert found(figures) == (
        warning(
            "checks.figure-after-unit-ended",
            publisher=publisher_ref("own"),
            first_day=JULY.first_day,
            last_day=august.last_day,
            count=2,
            seqs=(2, 3),
            **mine,
        ),
        warning(
            "checks.figure-after-unit-ended",
            publisher=publisher_ref("mps"),
            first_day=august.first_day,
            last_day=august.last_day,
            count=1,
            seqs=(4,),
            **mine,
        ),
    )


def test_what_was_not_known_is_not_said() -> None:
    assert len(found([said(3, "old", on="2025-07-21")], date(2025, 7, 21))) == 1
    assert found([said(3, "old", on="2025-07-21")], date(2025, 7, 20)) == ()


@pytest.mark.parametrize(
    ("days", "told"),
    [(JUNE, 0), (ACROSS, 0), (window("2025-06-30", "2025-07-01"), 0), (JULY, 1)],
)
def test_a_window_that_reaches_into_the_life_of_the_old_body_is_left_alone(days: Window, told: int) -> None:
    assert len(found([said(3, "old", days)])) == told


@pytest.mark.parametrize(
    ("whole", "told"),
    [
        (said(8, "new"), 0),
        (said(8, "new", ACROSS), 0),
        (said(8, "new", JUNE), 1),
        (said(8, "new", by="mps"), 1),
        (replace(said(8, "new"), indicator="cases"), 1),
        (said(8, "other"), 2),
        (said(8, "outside"), 1),
    ],
)
def test_the_old_territory_counted_apart_beside_the_new_body_is_right(whole: Entry, told: int) -> None:
    assert sum(f["count"] for f in found([said(3, "old"), whole]) if isinstance(f["count"], int)) == told


def test_an_inexact_figure_speaks_and_a_missing_one_does_not() -> None:
    rounded = figure(300, "2025-07-20", unit="old", days=JULY, publisher="own", precision=Precision.ROUNDED)
    missing = replace(said(1, "old"), status=Status.MISSING, value=None)
    assert [f["seqs"] for f in found([rounded, missing])] == [(2,)]


def test_a_dissolved_body_is_told_too() -> None:
    assert [f.code for f in found([said(3, "gone")])] == ["checks.figure-after-unit-ended"]
    assert found([said(3, "gone", JUNE)]) == ()


@pytest.mark.parametrize(("on", "told"), [("2025-06-30", 1), ("2025-07-01", 0), ("2025-09-01", 0)])
def test_a_base_of_the_new_territory_can_be_printed_once_the_body_is_there(on: str, told: int) -> None:
    findings = found([said(8, "new", JUNE, on)])
    assert len(findings) == told
    if told:
        assert findings == (
            warning(
                "checks.figure-before-unit-began",
                unit=unit_ref("new"),
                publisher=publisher_ref("own"),
                on=MERGER,
                first_day=JUNE.first_day,
                last_day=JUNE.last_day,
                count=1,
                seqs=(2,),
            ),
        )


@pytest.mark.parametrize(("days", "told"), [(JUNE, 1), (ACROSS, 0), (JULY, 0)])
def test_a_body_that_came_from_nowhere_has_no_figure_before_it(days: Window, told: int) -> None:
    assert len(found([said(8, "late", days)])) == told


def test_either_name_of_a_renamed_body_may_speak_for_all_days() -> None:
    figures = [
        said(3, "before"),
        said(3, "before", JUNE),
        said(3, "after"),
        said(3, "after", JUNE, "2025-06-30"),
    ]
    assert found(figures) == ()


def test_a_rename_carries_the_end_and_the_beginning_of_the_territory_over() -> None:
    units = (*UNITS, unit("first", MERGER), unit("middle"), unit("last"))
    changes = (
        Succession(SuccessionKind.RENAME, date(2025, 9, 1), ("first",), ("middle",)),
        Succession(SuccessionKind.RENAME, date(2025, 11, 1), ("middle",), ("last",)),
        Succession(SuccessionKind.DISSOLVE, date(2026, 7, 1), ("last",)),
    )
    year_after = window("2026-07-01", "2026-07-31")
    figures = [
        figure(1, "2026-08-10", unit=c, days=d) for c in ("first", "last") for d in (JUNE, JULY, year_after)
    ]
    case = make_case(
        *figures, figure(1, "2026-08-10", unit="outside", days=JUNE), units=units, successions=changes
    )
    told = [(f.code, f["unit"], f["on"], f["seqs"]) for f in figure_outside_unit_life(case, MANY_DAYS_LATER)]
    assert told == [
        ("checks.figure-after-unit-ended", unit_ref("first"), date(2026, 6, 30), (3,)),
        ("checks.figure-after-unit-ended", unit_ref("last"), date(2026, 6, 30), (6,)),
        ("checks.figure-before-unit-began", unit_ref("first"), MERGER, (1,)),
        ("checks.figure-before-unit-began", unit_ref("last"), MERGER, (4,)),
    ]
