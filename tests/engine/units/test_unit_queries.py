from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from giaouoc.engine.findings import Ref, RefKind, Refusal, error
from giaouoc.engine.periods import Window
from giaouoc.engine.units import (
    Cluster,
    DatedName,
    DatedParent,
    Membership,
    Role,
    Succession,
    SuccessionKind,
    Unit,
    UnitRegistry,
    build_registry,
)

REFORM = date(2025, 7, 1)
EVE = date(2025, 6, 30)
YEAR = Window.inclusive(date(2025, 1, 1), date(2025, 12, 31))


def unit(code: str, *parents: DatedParent) -> Unit:
    return Unit(code, (DatedName(code),), parents)


def test_a_unit_is_called_by_the_name_of_the_day_and_by_the_nearest_outside_its_life() -> None:
    old = DatedName("Công an tỉnh Sông Bé", None, date(1976, 7, 2), date(1996, 12, 31))
    new = DatedName("Công an tỉnh Bình Dương", "Bình Dương police", date(1997, 1, 1), None)
    registry = build_registry([Unit("binh-duong", (new, old))])
    days = [date(1970, 1, 1), date(1976, 7, 2), date(1996, 12, 31), date(1997, 1, 1), date(2030, 1, 1)]
    assert [registry.name_on("binh-duong", day) for day in days] == [old, old, old, new, new]


@pytest.mark.parametrize("stated", [True, False])
def test_a_succession_bounds_the_lives_of_its_units_whether_they_state_days_or_not(stated: bool) -> None:
    def one(code: str, first: date | None, last: date | None) -> Unit:
        return Unit(code, (DatedName(code),), (), first if stated else None, last if stated else None)

    registry = build_registry(
        [one("a", None, EVE), one("b", None, EVE), one("ab", REFORM, None), unit("outsider")],
        [Succession(SuccessionKind.MERGE, REFORM, ("a", "b"), ("ab",))],
    )
    alive = {day: [u.code for u in registry if registry.exists_on(u.code, day)] for day in (EVE, REFORM)}
    assert alive == {EVE: ["a", "b", "outsider"], REFORM: ["ab", "outsider"]}
    assert registry.predecessors("ab") == ("a", "b")
    assert registry.predecessors("outsider") == ()


def test_children_are_told_only_where_they_hold_for_the_whole_window() -> None:
    moved = unit(
        "moved",
        DatedParent("north", None, date(2025, 3, 31)),
        DatedParent("south", date(2025, 4, 1), None),
    )
    registry = build_registry([unit("north"), unit("south"), moved, unit("stays", DatedParent("north"))])
    first, rest = (
        Window.inclusive(date(2025, 1, 1), date(2025, 3, 31)),
        Window.inclusive(date(2025, 4, 1), date(2025, 12, 31)),
    )
    asked = {
        (parent, window): registry.children_throughout(parent, window)
        for parent in ("north", "south", "stays")
        for window in (first, rest, YEAR)
    }
    assert asked == {
        ("north", first): ("moved", "stays"),
        ("north", rest): ("stays",),
        ("north", YEAR): None,
        ("south", first): (),
        ("south", rest): ("moved",),
        ("south", YEAR): None,
        ("stays", first): (),
        ("stays", rest): (),
        ("stays", YEAR): (),
    }


def test_a_child_that_ends_or_begins_inside_the_window_changes_the_set() -> None:
    top = DatedParent("top")
    registry = build_registry(
        [unit("top"), unit("a", top), unit("b", top), unit("ab", top)],
        [Succession(SuccessionKind.MERGE, REFORM, ("a", "b"), ("ab",))],
    )
    before, after = Window(date(2025, 1, 1), REFORM), Window(REFORM, date(2026, 1, 1))
    assert [registry.children_throughout("top", w) for w in (before, after, YEAR)] == [
        ("a", "b"),
        ("ab",),
        None,
    ]


def test_a_child_founded_inside_the_window_changes_the_set() -> None:
    founded = Unit("new", (DatedName("new"),), (DatedParent("top"),), date(2025, 3, 1))
    registry = build_registry([unit("top"), founded])
    assert registry.children_throughout("top", YEAR) is None
    assert registry.children_throughout("top", Window(date(2025, 3, 1), YEAR.stop)) == ("new",)


def test_two_spells_under_one_parent_that_meet_are_one_spell() -> None:
    spells = (DatedParent("top", None, EVE), DatedParent("top", REFORM, None))
    assert build_registry([unit("top"), unit("child", *spells)]).children_throughout("top", YEAR) == (
        "child",
    )


def test_a_cluster_knows_its_members_lead_and_deputies_by_day() -> None:
    cluster = Cluster(
        "c8",
        "Cụm thi đua số 8",
        "công an tỉnh",
        (
            Membership("a", Role.MEMBER),
            Membership("b", Role.LEAD, date(2024, 1, 1), date(2024, 12, 31)),
            Membership("b", Role.MEMBER, date(2025, 1, 1), None),
            Membership("a", Role.LEAD, date(2025, 1, 1), None),
            Membership("c", Role.DEPUTY, date(2025, 1, 1), date(2025, 6, 30)),
        ),
    )
    registry = build_registry([unit(c) for c in ("a", "b", "c", "outsider")], (), [cluster])
    found = registry.cluster("c8")
    assert found == cluster
    assert registry.cluster("c9") is None
    days = [date(2023, 5, 1), date(2024, 12, 31), date(2025, 1, 1), REFORM]
    assert [(found.members_on(d), found.lead_on(d), found.deputy_on(d)) for d in days] == [
        (("a",), None, None),
        (("a", "b"), "b", None),
        (("a", "b", "c"), "a", "c"),
        (("a", "b"), "a", None),
    ]


def test_bodies_as_now_follow_every_signatory_and_name_each_body_once() -> None:
    registry = build_registry(
        [unit(c) for c in ("a", "b", "ab", "x", "y", "z", "old", "new", "gone", "outsider")],
        [
            Succession(SuccessionKind.MERGE, REFORM, ("a", "b"), ("ab",)),
            Succession(SuccessionKind.SPLIT, REFORM, ("x",), ("y", "z")),
            Succession(SuccessionKind.RENAME, REFORM, ("old",), ("new",)),
            Succession(SuccessionKind.DISSOLVE, REFORM, ("gone",)),
        ],
    )
    signed = ("old", "b", "gone", "x", "a")
    assert registry.bodies_as_now(signed, EVE) == signed
    assert registry.bodies_as_now(signed, REFORM) == ("new", "ab", "y", "z")
    assert registry.successor_on("gone", REFORM) == ()
    assert registry.successor_on("ab", EVE) == ("ab",)


def test_an_end_counts_inside_a_window_from_its_first_day_to_its_last() -> None:
    merger = Succession(SuccessionKind.MERGE, REFORM, ("a", "b"), ("ab",))
    registry = build_registry([unit("a"), unit("b"), unit("ab"), unit("outsider")], [merger])
    windows = [
        Window(date(2025, 1, 1), REFORM),
        Window(date(2025, 1, 1), date(2025, 7, 2)),
        Window(REFORM, date(2026, 1, 1)),
        Window(date(2025, 7, 2), date(2026, 1, 1)),
    ]
    assert [registry.ended_in("a", w) for w in windows] == [None, merger, merger, None]
    assert [registry.ended_in(u, YEAR) for u in ("ab", "outsider")] == [None, None]
    assert [registry.end(u) for u in ("a", "b", "ab", "outsider")] == [merger, merger, None, None]


def test_a_chain_of_renames_is_one_territory_and_a_merger_is_not() -> None:
    registry = build_registry(
        [unit(c) for c in ("one", "two", "three", "b", "ab", "outsider")],
        [
            Succession(SuccessionKind.RENAME, date(2001, 1, 1), ("one",), ("two",)),
            Succession(SuccessionKind.RENAME, date(2010, 1, 1), ("two",), ("three",)),
            Succession(SuccessionKind.MERGE, REFORM, ("three", "b"), ("ab",)),
        ],
    )
    chain = ("one", "two", "three")
    assert [registry.names_of(u) for u in (*chain, "b", "ab", "outsider")] == [
        chain,
        chain,
        chain,
        ("b",),
        ("ab",),
        ("outsider",),
    ]


def test_a_code_outside_the_register_is_refused_by_every_question() -> None:
    registry: UnitRegistry = build_registry([unit("a")])
    questions: list[Callable[[], object]] = [
        lambda: registry.get("b"),
        lambda: registry.exists_on("b", EVE),
        lambda: registry.name_on("b", EVE),
        lambda: registry.children_throughout("b", YEAR),
        lambda: registry.predecessors("b"),
        lambda: registry.successor_on("b", EVE),
        lambda: registry.bodies_as_now(("a", "b"), EVE),
        lambda: registry.ended_in("b", YEAR),
        lambda: registry.names_of("b"),
        lambda: registry.origin("b"),
        lambda: registry.end("b"),
        lambda: registry.territory_before("b", EVE),
        lambda: registry.territory_after("b", EVE),
        lambda: registry.why_no_territory("b", EVE),
        lambda: registry.frontier("b", YEAR),
    ]
    for ask in questions:
        with pytest.raises(Refusal) as refusal:
            ask()
        assert refusal.value.findings == (error("units.unknown", unit=Ref(RefKind.UNIT, "b")),)
    assert ("a" in registry, "b" in registry, len(registry)) == (True, False, 1)
