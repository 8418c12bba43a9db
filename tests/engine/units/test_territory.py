from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.findings import Ref, RefKind, warning
from giaouoc.engine.periods import Window
from giaouoc.engine.units import (
    DatedName,
    Share,
    Succession,
    SuccessionKind,
    TerritoryPart,
    Unit,
    UnitRegistry,
    build_registry,
)

REFORM = date(2025, 7, 1)
EVE = date(2025, 6, 30)
PACT_YEAR = Window.inclusive(date(2024, 12, 15), date(2025, 12, 14))
BASE_YEAR = Window.inclusive(date(2023, 12, 15), date(2024, 12, 14))
SIGNATORIES = ("phu-yen", "khanh-hoa", "ninh-thuan", "binh-thuan", "ba-ria-vung-tau")
MERGERS = {
    "dak-lak-2025": ("phu-yen", "dak-lak"),
    "khanh-hoa-2025": ("ninh-thuan", "khanh-hoa"),
    "lam-dong-2025": ("binh-thuan", "lam-dong", "dak-nong"),
    "tp-hcm-2025": ("ba-ria-vung-tau", "tp-hcm", "binh-duong"),
}


def world(codes: str, *successions: Succession) -> UnitRegistry:
    return build_registry([Unit(c, (DatedName(c),)) for c in (*codes.split(), "outsider")], successions)


def cluster_8() -> UnitRegistry:
    codes = [c for result, sources in MERGERS.items() for c in (result, *sources)]
    return world(
        " ".join(codes),
        *(Succession(SuccessionKind.MERGE, REFORM, sources, (r,)) for r, sources in MERGERS.items()),
    )


def whole(*codes: str) -> tuple[TerritoryPart, ...]:
    return tuple(TerritoryPart(c, Decimal(1), False, None) for c in codes)


def ref(code: str) -> Ref:
    return Ref(RefKind.UNIT, code)


def split(on: date, source: str, key: str | None, **shares: str) -> Succession:
    declared = tuple(Share(u, Decimal(s)) for u, s in shares.items()) if key else ()
    return Succession(SuccessionKind.SPLIT, on, (source,), tuple(shares), declared, key)


def merge(on: date, result: str, *sources: str) -> Succession:
    return Succession(SuccessionKind.MERGE, on, sources, (result,))


def test_the_bodies_of_1_july_2025_are_all_their_predecessors_also_those_that_signed_nothing() -> None:
    registry = cluster_8()
    assert {r: registry.territory_before(r, EVE) for r in MERGERS} == {
        r: whole(*sources) for r, sources in MERGERS.items()
    }
    assert {r: registry.territory_before(r, REFORM) for r in MERGERS} == {r: whole(r) for r in MERGERS}
    assert registry.territory_before("outsider", EVE) == whole("outsider")


def test_five_signatories_became_four_bodies() -> None:
    assert cluster_8().bodies_as_now(SIGNATORIES, date(2025, 12, 31)) == (
        "dak-lak-2025",
        "khanh-hoa-2025",
        "lam-dong-2025",
        "tp-hcm-2025",
    )


def test_the_pact_year_is_cut_on_1_july_and_the_base_year_is_not() -> None:
    registry = cluster_8()
    before = Window.inclusive(date(2024, 12, 15), EVE)
    after = Window.inclusive(REFORM, date(2025, 12, 14))
    parts = whole("binh-thuan", "lam-dong", "dak-nong")
    assert registry.frontier("lam-dong-2025", PACT_YEAR) == (
        (before, parts),
        (after, whole("lam-dong-2025")),
    )
    assert registry.frontier("lam-dong-2025", BASE_YEAR) == ((BASE_YEAR, parts),)
    assert registry.frontier("outsider", PACT_YEAR) == ((PACT_YEAR, whole("outsider")),)


def test_a_merger_on_the_bounds_of_a_window_cuts_nothing() -> None:
    registry = cluster_8()
    ends_before, begins_with = Window(date(2025, 1, 1), REFORM), Window(REFORM, date(2026, 1, 1))
    assert registry.frontier("khanh-hoa-2025", ends_before) == (
        (ends_before, whole("ninh-thuan", "khanh-hoa")),
    )
    assert registry.frontier("khanh-hoa-2025", begins_with) == ((begins_with, whole("khanh-hoa-2025")),)


def test_a_signatory_merged_with_others_cannot_be_followed() -> None:
    registry = cluster_8()
    assert registry.frontier("phu-yen", BASE_YEAR) == ((BASE_YEAR, whole("phu-yen")),)
    assert registry.frontier("phu-yen", PACT_YEAR) == ()
    assert registry.territory_after("phu-yen", REFORM) is None
    assert registry.why_no_territory("phu-yen", EVE) is None
    assert registry.why_no_territory("phu-yen", REFORM) == warning(
        "units.merged-away", unit=ref("phu-yen"), into=(ref("dak-lak-2025"),), on=REFORM
    )


def test_a_split_with_a_key_gives_estimated_shares_of_the_source() -> None:
    registry = world("x y z", split(REFORM, "x", "dân số 2024", y="0.35", z="0.65"))
    assert registry.territory_before("y", EVE) == (TerritoryPart("x", Decimal("0.35"), True, "dân số 2024"),)
    assert registry.territory_before("z", EVE) == (TerritoryPart("x", Decimal("0.65"), True, "dân số 2024"),)
    assert registry.frontier("outsider", PACT_YEAR) == ((PACT_YEAR, whole("outsider")),)


def test_a_split_without_a_key_says_which_split_of_which_day() -> None:
    registry = world("x y z w", split(EVE, "x", None, y="", z=""), merge(REFORM, "w", "y", "outsider"))
    assert registry.territory_before("w", EVE) == whole("y", "outsider")
    assert registry.territory_before("w", date(2025, 6, 29)) is None
    assert registry.frontier("w", PACT_YEAR) == ()
    assert registry.why_no_territory("w", PACT_YEAR.first_day) == warning(
        "units.split-without-key", unit=ref("w"), source=ref("x"), results=(ref("y"), ref("z")), on=EVE
    )
    assert registry.why_no_territory("w", EVE) is None


def test_a_split_unit_goes_on_as_all_its_parts_and_needs_no_key_for_that() -> None:
    registry = world("x y z", split(REFORM, "x", None, y="", z=""))
    assert registry.frontier("x", PACT_YEAR) == (
        (Window.inclusive(PACT_YEAR.first_day, EVE), whole("x")),
        (Window.inclusive(REFORM, PACT_YEAR.last_day), whole("y", "z")),
    )


def test_parts_that_come_together_again_are_the_whole_without_any_estimate() -> None:
    registry = world(
        "x y z x2", split(date(2020, 1, 1), "x", None, y="", z=""), merge(REFORM, "x2", "y", "z")
    )
    assert registry.territory_before("x2", EVE) == whole("y", "z")
    assert registry.territory_before("x2", date(2019, 12, 31)) == whole("x")
    assert registry.territory_after("x", REFORM) == whole("x2")


def test_a_chain_of_renames_is_followed_both_ways() -> None:
    registry = world(
        "one two three",
        Succession(SuccessionKind.RENAME, date(2025, 3, 1), ("one",), ("two",)),
        Succession(SuccessionKind.RENAME, REFORM, ("two",), ("three",)),
    )
    stretches = (
        (Window(PACT_YEAR.start, date(2025, 3, 1)), whole("one")),
        (Window(date(2025, 3, 1), REFORM), whole("two")),
        (Window(REFORM, PACT_YEAR.stop), whole("three")),
    )
    assert [registry.frontier(c, PACT_YEAR) for c in ("one", "two", "three")] == [stretches] * 3


def test_a_merger_after_a_merger_goes_back_to_the_first_units() -> None:
    registry = world("a b c ab abc", merge(date(2025, 3, 1), "ab", "a", "b"), merge(REFORM, "abc", "ab", "c"))
    assert registry.frontier("abc", PACT_YEAR) == (
        (Window(PACT_YEAR.start, date(2025, 3, 1)), whole("c", "a", "b")),
        (Window(date(2025, 3, 1), REFORM), whole("ab", "c")),
        (Window(REFORM, PACT_YEAR.stop), whole("abc")),
    )


def test_a_split_after_a_merger_takes_the_same_share_of_every_predecessor() -> None:
    registry = world(
        "a b ab p q",
        merge(date(2025, 3, 1), "ab", "a", "b"),
        split(REFORM, "ab", "số vụ 2024", p="0.4", q="0.6"),
    )
    assert registry.territory_before("p", EVE) == (TerritoryPart("ab", Decimal("0.4"), True, "số vụ 2024"),)
    assert registry.territory_before("p", date(2025, 2, 28)) == (
        TerritoryPart("a", Decimal("0.4"), True, "số vụ 2024"),
        TerritoryPart("b", Decimal("0.4"), True, "số vụ 2024"),
    )


def test_a_split_after_a_split_multiplies_shares_and_names_both_keys() -> None:
    registry = world(
        "x y z p q",
        split(date(2025, 3, 1), "x", "dân số", y="0.5", z="0.5"),
        split(REFORM, "y", "diện tích", p="0.1", q="0.9"),
    )
    assert registry.territory_before("q", date(2025, 2, 28)) == (
        TerritoryPart("x", Decimal("0.45"), True, "diện tích; dân số"),
    )


def test_a_part_of_a_unit_joins_a_merger_by_a_split_on_the_same_day() -> None:
    registry = world(
        "x x-rest x-part b b2",
        Succession(
            SuccessionKind.SPLIT,
            REFORM,
            ("x",),
            ("x-rest", "x-part"),
            (Share("x-rest", Decimal("0.7")), Share("x-part", Decimal("0.3"))),
            "dân số",
        ),
        merge(REFORM, "b2", "b", "x-part"),
    )
    assert registry.territory_before("b2", EVE) == (
        TerritoryPart("b"),
        TerritoryPart("x", Decimal("0.3"), True, "dân số"),
    )
    assert registry.successor_on("x", REFORM) == ("x-rest", "b2")
    assert not registry.exists_on("x-part", EVE)
    assert not registry.exists_on("x-part", REFORM)


def test_a_dissolved_unit_has_no_territory_afterwards() -> None:
    registry = world("gone", Succession(SuccessionKind.DISSOLVE, REFORM, ("gone",)))
    assert registry.territory_before("gone", EVE) == whole("gone")
    assert registry.frontier("gone", PACT_YEAR) == ()
    assert registry.why_no_territory("gone", REFORM) == warning(
        "units.dissolved", unit=ref("gone"), sources=(ref("gone"),), on=REFORM
    )


@pytest.mark.parametrize("code", ["lam-dong-2025", "phu-yen", "outsider"])
def test_stretches_tile_the_window_where_there_are_any(code: str) -> None:
    stretches = cluster_8().frontier(code, PACT_YEAR)
    days = sum(window.days for window, _ in stretches)
    assert days == (0 if code == "phu-yen" else PACT_YEAR.days)
