from __future__ import annotations

from datetime import date
from decimal import Decimal

from giaouoc.engine.checks.deciding import WouldBe
from giaouoc.engine.checks.would_add_up import would_add_up
from giaouoc.engine.figures import WindowBasis
from giaouoc.engine.findings import note
from giaouoc.engine.pacts import Reading
from tests.support.cases import (
    about,
    amounts,
    compare,
    figure,
    make_case,
    publisher_ref,
    window,
    within,
)

YEAR_2025, YEAR_2024 = window("2024-12-15", "2025-12-14"), window("2023-12-15", "2024-12-14")
ELEVEN, DECEMBER = window("2023-12-15", "2024-11-14"), window("2024-11-15", "2024-12-14")
ACTUAL = figure(10491, "2026-01-06", days=YEAR_2025)
MONTHS_11 = figure(10026, "2024-11-30", days=ELEVEN)
MONTH_12 = figure(970, "2025-01-24", days=DECEMBER, publisher="mps")
OUTSIDER = [
    figure(50, "2026-01-06", days=YEAR_2025, unit="outside"),
    figure(40, "2024-11-30", days=ELEVEN, unit="outside"),
    figure(30, "2025-01-24", days=DECEMBER, unit="outside", publisher="mps"),
]


def test_eleven_months_and_a_december_from_elsewhere_are_shown_and_not_used() -> None:
    case = make_case(*OUTSIDER, ACTUAL, MONTHS_11, MONTH_12, period=YEAR_2025)
    assert tuple(would_add_up(compare(case))) == (
        note(
            "checks.would-add-up",
            readings=(Reading.LATEST, Reading.AT_SIGNING),
            values=amounts(10026, 970),
            values_on=(date(2024, 11, 30), date(2025, 1, 24)),
            publishers=(publisher_ref("ntsc"), publisher_ref("mps")),
            sum=Decimal(10996),
            known_on=date(2025, 1, 24),
            actual=Decimal(10491),
            change=Decimal("-4.59"),
            would_be=WouldBe.NOT_KEPT,
            seqs=(5, 6),
            **within(YEAR_2024),
            **about(),
        ),
    )


def test_once_the_year_is_published_only_the_reading_at_signing_lacks_it() -> None:
    whole = figure(11202, "2026-01-06", days=YEAR_2024)
    case = make_case(ACTUAL, MONTHS_11, MONTH_12, whole, period=YEAR_2025)
    (finding,) = would_add_up(compare(case))
    assert (finding.code, finding["readings"]) == ("checks.would-add-up", (Reading.AT_SIGNING,))


def test_a_gap_that_closes_after_signing_says_when() -> None:
    late = figure(970, "2025-02-15", days=DECEMBER, publisher="mps")
    whole = figure(11202, "2026-01-06", days=YEAR_2024)
    case = make_case(ACTUAL, MONTHS_11, late, whole, period=YEAR_2025)
    (finding,) = would_add_up(compare(case))
    assert (finding.code, finding["known_on"]) == ("checks.would-add-up-later", date(2025, 2, 15))
    in_time = figure(970, "2025-02-14", days=DECEMBER, publisher="mps")
    (finding,) = would_add_up(compare(make_case(ACTUAL, MONTHS_11, in_time, whole, period=YEAR_2025)))
    assert finding.code == "checks.would-add-up"


def test_a_gap_that_stays_open_a_placeholder_and_foreign_figures_alone_say_nothing() -> None:
    short = figure(970, "2025-01-24", days=window("2024-11-15", "2024-12-13"), publisher="mps")
    vague = figure(970, "2025-01-24", days=DECEMBER, publisher="mps", basis=WindowBasis.NOT_STATED)
    foreign = [figure(10026, "2024-11-30", days=ELEVEN, publisher="mps"), MONTH_12]
    for filling in ([MONTHS_11], [MONTHS_11, short], [MONTHS_11, vague], foreign):
        assert tuple(would_add_up(compare(make_case(ACTUAL, *filling, period=YEAR_2025)))) == ()


def test_own_figures_are_taken_before_others() -> None:
    theirs = figure(9999, "2024-11-30", days=window("2023-12-15", "2024-11-14"), publisher="mps")
    (finding,) = would_add_up(compare(make_case(ACTUAL, theirs, MONTHS_11, MONTH_12, period=YEAR_2025)))
    assert finding["values"] == amounts(10026, 970)
