"""The national cases come out as their published figures say, by every reading of the baseline."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Finding, Ref, RefKind
from giaouoc.engine.indicators import round_half_away
from giaouoc.engine.pacts import Reading
from giaouoc.engine.verdicts.verdict import PartVerdict, Result, Standing
from giaouoc.services.cases import judge_case, open_case

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KEPT, BROKEN, UNKNOWN = Result.KEPT, Result.NOT_KEPT, Result.CANNOT_TELL
NTSC = Ref(RefKind.PUBLISHER, "ntsc")


@cache
def standing(case: str, day: date | None = None) -> Standing:
    return judge_case(open_case(EXAMPLES / case), as_known_on=day)


def part(case: str, code: str, day: date | None = None) -> PartVerdict:
    (verdict,) = standing(case, day).verdicts
    return next(p for p in verdict.parts if p.part.code == code)


def row(found: PartVerdict, reading: Reading) -> tuple[object, ...]:
    """Return base, actual, change at two decimals and result, the way the table prints them."""
    outcome = found.outcome(reading)
    assert outcome is not None
    base = outcome.base.quantity.value if isinstance(outcome.base, Side) and outcome.base.pieces else None
    actual = outcome.actual.quantity.value if isinstance(outcome.actual, Side) else None
    change = None if outcome.change is None else round_half_away(outcome.change, 2)
    return base, actual, change, outcome.result


def whole(case: str, day: date | None = None) -> dict[Reading, Result]:
    return dict(standing(case, day).verdicts[0].by_reading)


H1 = ("nation-2025-h1", date(2025, 6, 30))


@pytest.mark.parametrize(
    ("code", "latest", "at_signing"),
    [
        ("deaths", (5473, 5203, Decimal("-4.93"), BROKEN), (5255, 5203, Decimal("-0.99"), BROKEN)),
        ("cases", (12402, 9340, Decimal("-24.69"), KEPT), (12321, 9340, Decimal("-24.19"), KEPT)),
        ("injured", (9459, 6256, Decimal("-33.86"), KEPT), (9599, 6256, Decimal("-34.83"), KEPT)),
    ],
)
def test_the_first_half_of_2025_by_the_latest_base_and_the_one_known_at_signing(
    code: str, latest: tuple[object, ...], at_signing: tuple[object, ...]
) -> None:
    found = part(H1[0], code, H1[1])
    assert row(found, Reading.LATEST) == latest
    assert row(found, Reading.AT_SIGNING) == at_signing


@pytest.mark.parametrize("code", ["deaths", "cases", "injured"])
def test_the_first_half_of_2025_cannot_be_told_at_the_same_age(code: str) -> None:
    outcome = part(H1[0], code, H1[1]).outcome(Reading.SAME_AGE)
    assert outcome is not None
    assert outcome.result is UNKNOWN
    (reason,) = outcome.reasons
    assert (reason.code, reason["age"], reason["first_age"]) == ("verdicts.base-first-known-older", 11, 17)


def test_the_first_half_of_2025_is_not_kept_as_a_whole() -> None:
    assert whole(*H1) == {Reading.LATEST: BROKEN, Reading.AT_SIGNING: BROKEN, Reading.SAME_AGE: UNKNOWN}
    assert standing(*H1).verdicts[0].result is BROKEN


def of_code(found: PartVerdict, code: str) -> list[Finding]:
    return [f for f in found.findings if f.code == code]


def test_the_ministrys_base_would_keep_the_deaths_and_is_seen_only_once_it_was_published() -> None:
    code = "checks.other-base-would-differ"
    assert of_code(part(H1[0], "deaths", H1[1]), code) == []
    found = of_code(part("nation-2025-h1", "deaths"), code)
    assert [(f["base"], f["change"]) for f in found] == [(Decimal(5494), Decimal("-5.30"))]


def test_roads_alone_would_keep_the_deaths() -> None:
    found = of_code(part(H1[0], "deaths", H1[1]), "checks.other-scope-would-differ")
    assert [(f["base"], f["actual"], f["change"]) for f in found] == [(5412, 5140, Decimal("-5.03"))]


def test_the_accident_classes_changed_inside_the_comparison() -> None:
    found = of_code(part(H1[0], "deaths", H1[1]), "checks.definition-changed-unknown")
    assert [f["changed_on"] for f in found] == [date(2024, 8, 15)]


def test_the_year_2025_is_kept_by_the_latest_base_alone() -> None:
    found = part("nation-2025-year", "deaths")
    assert row(found, Reading.LATEST) == (11202, 10491, Decimal("-6.35"), KEPT)
    assert row(found, Reading.AT_SIGNING)[3] is UNKNOWN
    assert row(found, Reading.SAME_AGE)[3] is UNKNOWN
    assert whole("nation-2025-year") == {
        Reading.LATEST: KEPT,
        Reading.AT_SIGNING: UNKNOWN,
        Reading.SAME_AGE: UNKNOWN,
    }


def test_eleven_months_and_an_implied_december_are_named_and_never_used() -> None:
    found = of_code(part("nation-2025-year", "deaths"), "checks.would-add-up")
    assert [(f["sum"], f["change"]) for f in found] == [(Decimal(10996), Decimal("-4.59"))]


def test_tet_2026_hangs_on_the_baseline() -> None:
    found = part("nation-tet-2026", "deaths")
    assert row(found, Reading.LATEST) == (303, 230, Decimal("-24.09"), KEPT)
    assert row(found, Reading.AT_SIGNING) == (209, 230, Decimal("10.05"), BROKEN)
    assert row(found, Reading.SAME_AGE) == (209, 230, Decimal("10.05"), BROKEN)
    (verdict,) = standing("nation-tet-2026").verdicts
    assert verdict.hangs
    assert verdict.result is UNKNOWN
    assert [r.code for r in verdict.reasons] == ["verdicts.pact-names-no-baseline"]


def test_the_published_percent_of_tet_2026_does_not_follow() -> None:
    found = [f for f in standing("nation-tet-2026").findings if f.code == "checks.percent-does-not-follow"]
    assert [(f["value"], f["base"], f["claimed"], f["follows"]) for f in found] == [
        (230, 303, Decimal("-23.2"), Decimal("-24.09"))
    ]


def test_cluster_8_cannot_be_told_and_says_from_whom_figures_are_missing() -> None:
    found = standing("cluster-8-2025")
    measured = [v for v in found.verdicts if v.result is not Result.BY_PEOPLE]
    assert {v.result for v in measured} == {UNKNOWN}
    assert all(v.reasons for v in measured)
    assert len(found.commitments) == 18
    assert found.rows == ("phu-yen", "khanh-hoa", "ninh-thuan", "binh-thuan", "ba-ria-vung-tau")
