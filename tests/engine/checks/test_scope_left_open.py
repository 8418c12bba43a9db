from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from giaouoc.engine.checks.deciding import WouldBe
from giaouoc.engine.checks.scope_left_open import scope_left_open
from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import warning
from giaouoc.engine.pacts import Reading, Scope
from giaouoc.engine.verdicts.standing import judge
from tests.support.cases import H1_2024, MANY_DAYS_LATER, about, compare, figure, indicator_ref, make_case

ALL_MODES = [figure(5203, "2025-06-25"), figure(5473, "2025-06-25", days=H1_2024)]


def road(actual: int, base: int, **more: str) -> list[Entry]:
    return [
        figure(actual, "2025-06-25", indicator="road-deaths", **more),  # type: ignore[arg-type]
        figure(base, "2025-06-25", indicator="road-deaths", days=H1_2024, **more),  # type: ignore[arg-type]
    ]


OUTSIDER = road(1, 100, unit="outside")


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        (Scope.STATED, "checks.other-scope-would-differ"),
        (Scope.OPEN, "checks.scope-left-open"),
    ],
)
def test_roads_only_would_keep_the_real_half_year(scope: Scope, code: str) -> None:
    case = make_case(*ALL_MODES, *road(5140, 5412), *OUTSIDER, scope=scope)
    assert tuple(scope_left_open(compare(case))) == (
        warning(
            code,
            other=indicator_ref("road-deaths"),
            base=Decimal(5412),
            actual=Decimal(5140),
            change=Decimal("-5.03"),
            would_be=WouldBe.KEPT,
            seqs=(4, 3),
            **about(),
        ),
    )


@pytest.mark.parametrize(
    ("actual", "codes"),
    [
        (5141, ["checks.other-scope-would-differ"]),  # the fall is 271, 5 % of 5,412 is 270.6
        (5142, []),
    ],
)
def test_a_stated_scope_is_questioned_only_where_another_gives_another_result(
    actual: int, codes: list[str]
) -> None:
    case = make_case(*ALL_MODES, *road(actual, 5412))
    assert [f.code for f in scope_left_open(compare(case))] == codes


def test_the_wider_scope_is_told_only_where_the_pact_leaves_its_scope_open() -> None:
    figures = (*ALL_MODES, *road(5140, 5412))
    assert tuple(scope_left_open(compare(make_case(*figures, indicator="road-deaths")))) == ()
    case = make_case(*figures, indicator="road-deaths", scope=Scope.OPEN)
    assert tuple(scope_left_open(compare(case))) == (
        warning(
            "checks.scope-left-open",
            other=indicator_ref("deaths"),
            base=Decimal(5473),
            actual=Decimal(5203),
            change=Decimal("-4.93"),
            would_be=WouldBe.NOT_KEPT,
            seqs=(2, 1),
            **about("road-deaths"),
        ),
    )


def test_another_publishers_roads_and_a_single_side_say_nothing() -> None:
    case = make_case(*ALL_MODES, *road(5140, 5412, publisher="mps"), road(5140, 5412)[0], scope=Scope.OPEN)
    assert tuple(scope_left_open(compare(case))) == ()


def test_where_the_result_cannot_be_told_a_stated_scope_says_nothing() -> None:
    assert tuple(scope_left_open(compare(make_case(*road(5140, 5412))))) == ()


def test_both_scopes_are_held_against_the_base_of_the_reading_asked_for() -> None:
    first = [
        figure(5255, "2024-07-01", days=H1_2024),
        figure(5300, "2024-07-01", indicator="road-deaths", days=H1_2024),
    ]
    case = make_case(*first, *ALL_MODES, *road(5034, 5412), *OUTSIDER, reading=Reading.LATEST)
    (latest,) = scope_left_open(compare(case))
    assert (latest["base"], latest["would_be"]) == (Decimal(5412), WouldBe.KEPT)
    (signed,) = scope_left_open(replace(compare(case), reading=Reading.AT_SIGNING))
    assert (signed["base"], signed["would_be"]) == (Decimal(5300), WouldBe.KEPT)
    same = replace(compare(make_case(*first, *ALL_MODES, *road(5036, 5412))), reading=Reading.AT_SIGNING)
    assert tuple(scope_left_open(same)) == ()  # 5,036 is over 95 % of 5,300, as 5,203 is over 95 % of 5,255


def test_the_reading_asked_of_a_whole_case_reaches_its_checks() -> None:
    first = [
        figure(5480, "2024-07-01", days=H1_2024),
        figure(5300, "2024-07-01", indicator="road-deaths", days=H1_2024),
    ]
    case = make_case(*first, *ALL_MODES, *road(5141, 5412), *OUTSIDER)

    def told(reading: Reading) -> list[tuple[object, object]]:
        (verdict,) = judge(case, as_known_on=MANY_DAYS_LATER, reading=reading).verdicts
        found = [f for p in verdict.parts for f in p.findings]
        return [(f["base"], f["would_be"]) for f in found if f.code == "checks.other-scope-would-differ"]

    assert told(Reading.LATEST) == [(Decimal(5412), WouldBe.KEPT)]
    assert told(Reading.AT_SIGNING) == [(Decimal(5300), WouldBe.NOT_KEPT)]
