"""One succession at a time is undone; bodies without a common past stay apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from giaouoc.engine.findings import Ref, RefKind, warning
from giaouoc.engine.periods import Window
from giaouoc.engine.units import (
    DatedName,
    DatedParent,
    Share,
    Succession,
    SuccessionKind,
    Territory,
    TerritoryPart,
    Unit,
    UnitRegistry,
    build_registry,
)

EARLY, MIDDLE, LATE = date(2024, 3, 1), date(2024, 7, 1), date(2025, 7, 1)
BEFORE_ALL = date(2024, 1, 1)


def world(codes: str, *successions: Succession) -> UnitRegistry:
    return build_registry([Unit(c, (DatedName(c),)) for c in (*codes.split(), "outsider")], successions)


def merge(on: date, result: str, *sources: str) -> Succession:
    return Succession(SuccessionKind.MERGE, on, sources, (result,))


def split(on: date, source: str, **shares: str) -> Succession:
    key = tuple(Share(u, Decimal(s)) for u, s in shares.items() if s)
    return Succession(SuccessionKind.SPLIT, on, (source,), tuple(shares), key, "people" if key else None)


def whole(*codes: str) -> Territory:
    return tuple(TerritoryPart(code) for code in codes)


def codes(parts: Territory | None) -> list[str]:
    return [] if parts is None else [p.unit for p in parts]


def test_only_what_began_a_lacking_unit_is_undone_and_only_after_the_day() -> None:
    first, second = merge(MIDDLE, "m", "a", "b"), merge(LATE, "n", "m", "c")
    registry = world("a b c m n", first, second)
    step = registry.step_back(whole("n", "outsider"), ["n"], BEFORE_ALL)
    assert step is not None
    assert (step.succession, step.held, step.older, step.why) == (
        second,
        ("n",),
        whole("outsider", "m", "c"),
        None,
    )
    next_step = registry.step_back(whole("m", "c"), ["m", "c"], BEFORE_ALL)
    assert next_step is not None
    assert (next_step.succession, codes(next_step.older)) == (first, ["c", "a", "b"])
    assert registry.step_back(whole("m", "c"), ["c"], BEFORE_ALL) is None
    assert registry.step_back(whole("m", "c"), ["m"], MIDDLE) is None
    assert registry.step_back(whole("outsider"), ["outsider"], BEFORE_ALL) is None


def test_a_split_that_is_held_as_a_whole_needs_no_key_and_in_part_needs_one() -> None:
    registry = world("x y z", split(MIDDLE, "x", y="", z=""))
    both = registry.step_back(whole("y", "z"), ["z"], BEFORE_ALL)
    assert both is not None
    assert (both.held, both.older) == (("y", "z"), whole("x"))
    one = registry.step_back(whole("y"), ["y"], BEFORE_ALL)
    assert one is not None
    refs = [Ref(RefKind.UNIT, c) for c in "xyz"]
    assert (one.older, one.why) == (
        None,
        warning(
            "units.split-without-key",
            unit=refs[1],
            source=refs[0],
            results=(refs[1], refs[2]),
            on=MIDDLE,
        ),
    )
    keyed = world("x y z", split(MIDDLE, "x", y="0.4", z="0.6")).step_back(whole("y"), ["y"], BEFORE_ALL)
    assert keyed is not None
    assert keyed.older == (TerritoryPart("x", Decimal("0.4"), True, "people"),)


def test_before_a_split_the_bodies_that_hold_its_rest_are_taken_back() -> None:
    registry = world(
        "x y z y1 z1 a m",
        split(EARLY, "x", y="", z=""),
        split(MIDDLE, "z", z1="", y1=""),
        merge(LATE, "m", "z1", "a"),
    )
    parts, undone = whole("y", "y1", "m"), []
    while step := registry.step_back(parts, ["y"], BEFORE_ALL):
        assert step.older is not None
        undone.append(step.succession.on)
        parts = step.older
    assert (undone, sorted(codes(parts))) == ([LATE, MIDDLE, EARLY], ["a", "x"])


def test_bodies_are_apart_unless_a_succession_since_the_day_led_to_both() -> None:
    registry = world(
        "x y z a b m w",
        split(EARLY, "x", y="", z=""),
        merge(MIDDLE, "m", "y", "a"),
        merge(MIDDLE, "w", "z", "b"),
    )
    parts = whole("m", "outsider", "w")
    assert [codes(g) for g in registry.apart(parts, BEFORE_ALL)] == [["outsider"], ["m", "w"]]
    assert [codes(g) for g in registry.apart(parts, EARLY)] == [["m"], ["outsider"], ["w"]]


def test_every_body_that_may_speak_for_another_stands_behind_it() -> None:
    registry = world("a b c m n n2", merge(MIDDLE, "m", "a", "b"), merge(LATE, "n", "m", "c"))
    year_2024, since = Window(BEFORE_ALL, date(2025, 1, 1)), Window(MIDDLE, date(2026, 1, 1))
    assert registry.bodies_behind("n", year_2024) == ("n", "m", "c", "a", "b")
    assert registry.bodies_behind("n", since) == ("n", "m", "c")
    assert registry.bodies_behind("m", since) == ("m",)
    assert registry.bodies_behind("outsider", year_2024) == ("outsider",)


def test_a_body_that_was_split_has_its_parts_behind_it() -> None:
    registry = world("x y z", split(MIDDLE, "x", y="", z=""))
    assert registry.bodies_behind("x", Window(BEFORE_ALL, LATE)) == ("x", "y", "z")
    assert registry.bodies_behind("y", Window(BEFORE_ALL, LATE)) == ("y", "x")


def test_the_succession_that_began_a_unit_is_its_origin() -> None:
    merger = merge(MIDDLE, "m", "a", "b")
    registry = world("a b m", merger)
    assert [registry.origin(c) for c in ("m", "a", "outsider")] == [merger, None, None]


def test_units_below_are_told_for_a_part_of_a_window_and_for_any_time_at_any_depth() -> None:
    def unit(code: str, *parents: DatedParent) -> Unit:
        return Unit(code, (DatedName(code),), parents)

    registry = build_registry(
        [
            unit("province"),
            unit("stays", DatedParent("province")),
            unit("comes", DatedParent("province", MIDDLE)),
            unit("gone", DatedParent("province", None, date(2020, 1, 1))),
            unit("ward", DatedParent("comes")),
            unit("outsider"),
        ]
    )
    year = Window(BEFORE_ALL, date(2025, 1, 1))
    assert registry.children_changing("province", year) == ("comes",)
    assert registry.children_throughout("province", year) is None
    assert registry.children_changing("province", Window(MIDDLE, LATE)) == ()
    assert registry.ever_under("province") == ("stays", "comes", "gone", "ward")
    assert registry.ever_under("outsider") == ()
