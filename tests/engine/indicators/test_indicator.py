from __future__ import annotations

from typing import Any

import pytest

from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal, error
from giaouoc.engine.indicators import (
    Comparability,
    Compares,
    Definition,
    Indicator,
    IndicatorSet,
    Kind,
    RollUp,
)
from tests.support.cases import window
from tests.support.pacts import day, indicator

YES, UNKNOWN, NO = Compares.YES, Compares.UNKNOWN, Compares.NO


def versions(*names: str) -> tuple[Definition, ...]:
    return tuple(Definition(name, None, None, name, None) for name in names)


def pairs(*triples: tuple[str, str, Compares]) -> tuple[Comparability, ...]:
    return tuple(Comparability(one, other, how, "why") for one, other, how in triples)


FIRES = indicator(
    "fires",
    definitions=(
        Definition("old", None, day("2025-01-14"), "old classes", None),
        Definition("new", day("2025-01-15"), None, "new classes", None),
    ),
)


@pytest.mark.parametrize(
    ("first_day", "last_day", "used"),
    [
        ("2024-12-15", "2025-01-14", {"old"}),
        ("2025-01-14", "2025-01-15", {"old", "new"}),
        ("2025-01-15", "2025-02-14", {"new"}),
    ],
)
def test_a_window_is_counted_by_every_definition_of_its_days(
    first_day: str, last_day: str, used: set[str]
) -> None:
    assert FIRES.versions_in(window(first_day, last_day)) == used


THREE = indicator(
    "x", definitions=versions("a", "b", "c", "d"), comparabilities=pairs(("b", "a", YES), ("c", "a", NO))
)


@pytest.mark.parametrize(
    ("one", "other", "compares"),
    [("a", "a", YES), ("a", "b", YES), ("b", "a", YES), ("a", "c", NO), ("a", "d", UNKNOWN)],
)
def test_what_nobody_stated_is_unknown(one: str, other: str, compares: Compares) -> None:
    assert THREE.compare(one, other).compares is compares


@pytest.mark.parametrize(
    ("used", "worst"),
    [
        ([], None),
        (["a"], None),
        (["a", "a"], None),
        (["a", "b"], ("b", "a", YES)),
        (["a", "b", "d"], ("a", "d", UNKNOWN)),
        (["a", "b", "c", "d"], ("c", "a", NO)),
    ],
)
def test_the_least_comparable_pair_speaks_for_all(
    used: list[str], worst: tuple[str, str, Compares] | None
) -> None:
    found = THREE.compare_all(used)
    assert (found and (found.one, found.other, found.compares)) == worst


def ref(code: str) -> Ref:
    return Ref(RefKind.INDICATOR, code)


def whole(**more: Any) -> list[Indicator]:
    return [indicator("a", **more)]


@pytest.mark.parametrize(
    ("indicators", "problem"),
    [
        ([indicator("a"), indicator("a")], error("indicators.code-twice", indicator=ref("a"))),
        (whole(parts=("b",)), error("indicators.other-unknown", indicator=ref("a"), other=ref("b"))),
        (whole(part_of="b"), error("indicators.other-unknown", indicator=ref("a"), other=ref("b"))),
        (
            whole(definitions=versions("v", "v")),
            error("indicators.definition-twice", indicator=ref("a"), definition="v"),
        ),
        (
            whole(definitions=versions("v"), comparabilities=pairs(("v", "w", YES))),
            error("indicators.definition-unknown", indicator=ref("a"), definition="w"),
        ),
        (whole(kind=Kind.RATIO), error("indicators.ratio-does-not-add", indicator=ref("a"))),
        (
            whole(kind=Kind.INDEX, roll_up=RollUp.RATIO),
            error("indicators.index-does-not-roll-up", indicator=ref("a")),
        ),
    ],
)
def test_what_does_not_hold_together_is_refused(indicators: list[Indicator], problem: Finding) -> None:
    with pytest.raises(Refusal) as refused:
        IndicatorSet(indicators)
    assert refused.value.findings == (problem,)


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        IndicatorSet([indicator("a", kind=Kind.INDEX), indicator("b", part_of="c"), indicator("b")])
    assert [f.code for f in refused.value.findings] == [
        "indicators.code-twice",
        "indicators.index-does-not-roll-up",
        "indicators.other-unknown",
    ]


def test_a_set_is_asked_by_code() -> None:
    wide, narrow = indicator("wide"), indicator("narrow", part_of="wide")
    found = IndicatorSet([wide, narrow])
    assert (found.get("wide"), found.narrower_than("wide"), len(found)) == (wide, (narrow,), 2)
    with pytest.raises(Refusal) as refused:
        found.get("other")
    assert refused.value.findings == (error("indicators.unknown", indicator=ref("other")),)
