from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.findings import Finding, Param, Ref, RefKind, Refusal, error
from giaouoc.engine.periods import EARLIEST_DAY, LATEST_DAY
from giaouoc.engine.units import (
    Cluster,
    DatedName,
    DatedParent,
    Membership,
    Role,
    Share,
    Succession,
    SuccessionKind,
    Unit,
    build_registry,
)

EVE, REFORM, NEXT = date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2)
KEY = "dân số"


def ref(code: str) -> Ref:
    return Ref(RefKind.UNIT, code)


def refs(codes: str) -> tuple[Ref, ...]:
    return tuple(ref(c) for c in codes.split())


def unit(code: str, first: date | None = None, last: date | None = None) -> Unit:
    return Unit(code, (DatedName(code),), (), first, last)


def units(codes: str) -> list[Unit]:
    return [unit(c) for c in codes.split()]


def become(kind: str, sources: str, results: str = "", on: date = REFORM, **more: object) -> Succession:
    shares = more.get("shares", {})
    assert isinstance(shares, dict)
    key = more.get("key", KEY if shares else None)
    assert key is None or isinstance(key, str)
    declared = tuple(Share(u, Decimal(s)) for u, s in shares.items())
    return Succession(SuccessionKind(kind), on, tuple(sources.split()), tuple(results.split()), declared, key)


def problems(
    some: Sequence[Unit], successions: Sequence[Succession] = (), clusters: Sequence[Cluster] = ()
) -> list[Finding]:
    try:
        build_registry(some, successions, clusters)
    except Refusal as refusal:
        return list(refusal.findings)
    return []


def named(*names: DatedName) -> list[Unit]:
    return [Unit("a", names), unit("outsider")]


def under(code: str, *parents: DatedParent) -> Unit:
    return Unit(code, (DatedName(code),), parents)


def test_every_problem_is_told_at_once() -> None:
    cluster = Cluster("c8", "Cụm 8", "công an", (Membership("m"),))
    assert problems([*units("a b"), unit("a")], [become("merge", "a", "x")], [cluster]) == [
        error("units.code-twice", unit=ref("a"), times=2),
        error("units.unknown-in-succession", unit=ref("x"), on=REFORM),
        error("units.merge-shape", sources=refs("a"), results=refs("x"), on=REFORM),
        error("units.unknown-member", unit=ref("m"), cluster="c8"),
    ]


@pytest.mark.parametrize("names", [(), (DatedName(" "),)])
def test_a_unit_needs_a_name(names: tuple[DatedName, ...]) -> None:
    assert problems(named(*names)) == [error("units.no-name", unit=ref("a"))]


@pytest.mark.parametrize(
    ("last", "first", "found"),
    [
        (EVE, REFORM, []),
        (EVE, EVE, [error("units.names-overlap", unit=ref("a"), name="x", other="y", on=EVE)]),
        (None, EVE, [error("units.names-overlap", unit=ref("a"), name="x", other="y", on=EVE)]),
        (
            EVE,
            NEXT,
            [
                error(
                    "units.names-gap",
                    unit=ref("a"),
                    name="x",
                    other="y",
                    first_day=REFORM,
                    last_day=REFORM,
                )
            ],
        ),
    ],
)
def test_names_follow_each_other_to_the_day(
    last: date | None, first: date | None, found: list[Finding]
) -> None:
    assert problems(named(DatedName("y", None, first, None), DatedName("x", None, None, last))) == found


def test_two_names_without_days_overlap_from_the_beginning() -> None:
    assert problems(named(DatedName("x"), DatedName("y"))) == [
        error("units.names-overlap", unit=ref("a"), name="x", other="y", on=EARLIEST_DAY)
    ]


def test_days_of_names_and_parents_and_memberships_run_forward() -> None:
    turned = Unit("a", (DatedName("x", None, NEXT, EVE),), (DatedParent("b", REFORM, EVE),))
    cluster = Cluster("c8", "Cụm 8", "công an", (Membership("b", Role.MEMBER, REFORM, EVE),))
    bounds: dict[str, Param] = {"first_day": REFORM, "last_day": EVE}
    assert problems([turned, unit("b")], (), [cluster]) == [
        error("units.name-upside-down", unit=ref("a"), name="x", first_day=NEXT, last_day=EVE),
        error("units.parent-upside-down", unit=ref("a"), parent=ref("b"), **bounds),
        error("units.membership-upside-down", unit=ref("b"), cluster="c8", **bounds),
    ]


def test_a_unit_is_part_of_one_known_unit_a_day() -> None:
    child = under("child", DatedParent("a", None, REFORM), DatedParent("b", REFORM, None), DatedParent("x"))
    assert problems([child, *units("a b")]) == [
        error("units.unknown-parent", unit=ref("child"), parent=ref("x")),
        error("units.parents-overlap", unit=ref("child"), parent=ref("a"), other=ref("x"), on=EARLIEST_DAY),
        error("units.parents-overlap", unit=ref("child"), parent=ref("a"), other=ref("b"), on=REFORM),
        error("units.parents-overlap", unit=ref("child"), parent=ref("x"), other=ref("b"), on=REFORM),
    ]


def test_a_ring_of_parents_is_refused_with_its_chain_and_its_first_day() -> None:
    ring = [
        under("a", DatedParent("b", None, None)),
        under("b", DatedParent("c", None, EVE), DatedParent("a", NEXT, None)),
        unit("c"),
        under("outsider", DatedParent("a")),
    ]
    assert problems(ring) == [error("units.parent-cycle", units=refs("a b a"), on=NEXT)]
    assert problems(
        [under("c", DatedParent("a")), under("a", DatedParent("b")), under("b", DatedParent("c"))]
    ) == [error("units.parent-cycle", units=refs("a b c a"), on=EARLIEST_DAY)]
    assert problems([under("a", DatedParent("a", REFORM, None))]) == [
        error("units.parent-cycle", units=refs("a a"), on=REFORM)
    ]


def test_a_ring_that_goes_on_while_others_move_is_told_once() -> None:
    moves = under("outsider", DatedParent("a", None, EVE), DatedParent("b", REFORM, None))
    assert problems([under("a", DatedParent("b")), under("b", DatedParent("a")), moves]) == [
        error("units.parent-cycle", units=refs("a b a"), on=EARLIEST_DAY)
    ]


def test_parents_that_change_places_on_one_day_are_no_ring() -> None:
    assert (
        problems([under("a", DatedParent("b", None, EVE)), under("b", DatedParent("a", REFORM, None))]) == []
    )


@pytest.mark.parametrize("kind", ["merge", "split", "rename", "dissolve"])
def test_each_kind_of_succession_has_its_number_of_sources_and_results(kind: str) -> None:
    fits = {"merge": {(2, 1), (3, 1)}, "split": {(1, 2), (1, 3)}, "rename": {(1, 1)}}
    fits["dissolve"] = {(1, 0), (2, 0), (3, 0)}
    codes = "a b c", "x y z"
    passed = set()
    for s in range(4):
        for r in range(4):
            sources, results = " ".join(codes[0].split()[:s]), " ".join(codes[1].split()[:r])
            found = problems(units("a b c x y z"), [become(kind, sources, results)])
            shape = error(f"units.{kind}-shape", sources=refs(sources), results=refs(results), on=REFORM)
            assert found in ([], [shape])
            passed |= {(s, r)} if not found else set()
    assert passed == fits[kind]


def test_a_unit_stands_once_on_a_side() -> None:
    assert problems(units("a b x"), [become("merge", "a a b", "x")]) == [
        error("units.listed-twice", unit=ref("a"), on=REFORM)
    ]


def test_a_unit_that_succeeds_itself_is_a_ring() -> None:
    assert problems(units("a b"), [become("merge", "a b", "a")]) == [
        error("units.succession-cycle", units=refs("a a"), days=(REFORM,))
    ]


def test_a_ring_of_successions_is_refused_with_its_units_and_days() -> None:
    found = problems(
        units("a b outsider"), [become("rename", "a", "b", EVE), become("rename", "b", "a", NEXT)]
    )
    assert found == [
        error("units.life-upside-down", unit=ref("a"), first_day=NEXT, last_day=date(2025, 6, 29)),
        error("units.succession-cycle", units=refs("a b a"), days=(EVE, NEXT)),
    ]


def test_two_separate_rings_are_both_told() -> None:
    back_and_forth = [become("rename", one, other) for one, other in ("ab", "ba", "cd", "dc")]
    assert [f["units"] for f in problems(units("a b c d"), back_and_forth)] == [refs("a b a"), refs("c d c")]


def test_a_unit_ends_once_and_begins_once() -> None:
    twice = [become("rename", "a", "x", NEXT), become("rename", "a", "y", EVE)]
    assert problems(units("a x y"), twice) == [error("units.ended-twice", unit=ref("a"), days=(EVE, NEXT))]
    twice = [become("rename", "a", "x", EVE), become("rename", "b", "x", EVE)]
    assert problems(units("a b x"), twice) == [error("units.begun-twice", unit=ref("x"), days=(EVE, EVE))]


@pytest.mark.parametrize(
    ("last_day", "slug"),
    [(date(2025, 6, 29), "source-ends-early"), (EVE, None), (REFORM, "source-ends-late")],
)
def test_a_source_ends_on_the_day_before(last_day: date, slug: str | None) -> None:
    found = problems([unit("a", None, last_day), unit("x")], [become("rename", "a", "x")])
    assert found == (
        [error(f"units.{slug}", unit=ref("a"), results=refs("x"), last_day=last_day, on=REFORM)]
        if slug
        else []
    )


@pytest.mark.parametrize(
    ("first_day", "slug"), [(EVE, "result-begins-early"), (REFORM, None), (NEXT, "result-begins-late")]
)
def test_a_result_begins_on_the_day(first_day: date, slug: str | None) -> None:
    found = problems([unit("a"), unit("x", first_day)], [become("rename", "a", "x")])
    assert found == (
        [error(f"units.{slug}", unit=ref("x"), sources=refs("a"), first_day=first_day, on=REFORM)]
        if slug
        else []
    )


def test_a_unit_does_not_end_before_it_begins_unless_one_reform_made_and_ended_it() -> None:
    assert problems([unit("a", REFORM)], [become("dissolve", "a", on=REFORM)]) == [
        error("units.life-upside-down", unit=ref("a"), first_day=REFORM, last_day=EVE)
    ]
    in_between = [become("split", "a", "x y"), become("merge", "x b", "z")]
    assert problems(units("a b x y z"), in_between) == []
    assert problems([*units("a b y z"), unit("x", REFORM, EVE)], in_between) == []


def test_a_unit_that_ends_says_what_it_went_into() -> None:
    assert problems([unit("a", None, EVE)]) == [
        error("units.ends-without-succession", unit=ref("a"), last_day=EVE)
    ]
    assert problems([unit("a", None, EVE)], [become("dissolve", "a")]) == []


@pytest.mark.parametrize(
    ("y", "z", "total"), [("0.3", "0.7", None), ("0.3", "0.699", "0.999"), ("0.3", "0.701", "1.001")]
)
def test_shares_add_up_to_exactly_one(y: str, z: str, total: str | None) -> None:
    about: dict[str, Param] = {"sources": refs("a"), "results": refs("y z"), "on": REFORM}
    expected = [error("units.shares-do-not-add-up", total=Decimal(total), **about)] if total else []
    assert problems(units("a y z"), [become("split", "a", "y z", shares={"y": y, "z": z})]) == expected


@pytest.mark.parametrize("share", ["-0.5", "1.5", "1E-13", "Infinity", "1E+999999", "1E-999999"])
def test_a_share_lies_between_nothing_and_the_whole(share: str) -> None:
    expected = error(
        "units.share-out-of-range",
        unit=ref("y"),
        share=Decimal(share),
        decimals=12,
        sources=refs("a"),
        on=REFORM,
    )
    assert problems(units("a y z"), [become("split", "a", "y z", shares={"y": share, "z": "1"})]) == [
        expected
    ]


def test_a_share_that_is_no_number_is_refused() -> None:
    found = problems(units("a y z"), [become("split", "a", "y z", shares={"y": "NaN", "z": "1"})])
    assert [(f.code, f["unit"]) for f in found] == [("units.share-out-of-range", ref("y"))]


def test_a_share_may_be_all_or_nothing() -> None:
    assert problems(units("a y z"), [become("split", "a", "y z", shares={"y": "0", "z": "1"})]) == []


def test_every_result_of_a_split_with_a_key_has_one_share() -> None:
    where: dict[str, Param] = {"sources": refs("a"), "on": REFORM}
    split = become("split", "a", "y z", shares={"y": "0.5", "b": "0.5"})
    assert problems(units("a b y z"), [split]) == [
        error("units.share-missing", unit=ref("z"), **where),
        error("units.share-for-stranger", unit=ref("b"), **where),
    ]
    thrice = tuple(Share(u, Decimal(s)) for u, s in (("y", "0.2"), ("y", "0.3"), ("z", "0.5")))
    split = Succession(SuccessionKind.SPLIT, REFORM, ("a",), ("y", "z"), thrice, KEY)
    assert problems(units("a y z"), [split]) == [error("units.share-twice", unit=ref("y"), **where)]


def test_shares_need_a_split_and_a_name() -> None:
    about: dict[str, Param] = {"sources": refs("a"), "results": refs("y"), "on": REFORM}
    assert problems(units("a y"), [become("rename", "a", "y", shares={"y": "1"})]) == [
        error("units.shares-without-split", **about)
    ]
    about["results"] = refs("y z")
    halves = {"y": "0.5", "z": "0.5"}
    assert problems(units("a y z"), [become("split", "a", "y z", shares=halves, key=" ")]) == [
        error("units.key-without-name", **about)
    ]


@pytest.mark.parametrize("day", [date.min, date(1944, 12, 31), date(2200, 1, 1), date.max])
def test_days_outside_the_range_are_slips_and_do_no_harm(day: date) -> None:
    bounds: dict[str, Param] = {"earliest": EARLIEST_DAY, "latest": LATEST_DAY}
    slip = error("units.day-out-of-range", unit=ref("a"), day=day, **bounds)
    assert problems([unit("a", day)]) == [slip]
    assert problems(named(DatedName("x", None, day, None))) == [slip]
    assert problems([under("a", DatedParent("b", day, None)), unit("b")]) == [slip]
    assert problems([unit("a")], (), [Cluster("c", "c", "s", (Membership("a", Role.LEAD, day),))]) == [slip]
    about: dict[str, Param] = {"sources": refs("a"), "results": refs("x"), "on": day}
    assert problems(units("a x"), [become("rename", "a", "x", day)]) == [
        error("units.succession-out-of-range", **about, **bounds)
    ]
    assert slip in problems([unit("a", None, day), unit("x")], [become("rename", "a", "x")])


def test_a_cluster_has_one_code_and_one_lead_a_day() -> None:
    def cluster(handover: date) -> Cluster:
        first = Membership("a", Role.LEAD, date(2025, 1, 1), EVE)
        second = Membership("b", Role.LEAD, handover, date(2025, 12, 31))
        return Cluster("c8", "Cụm 8", "công an", (second, first, Membership("a", Role.LEAD, EVE, EVE)))

    assert problems(units("a b"), (), [cluster(REFORM)]) == []
    both = error("units.two-leads", cluster="c8", units=refs("a b"), on=EVE)
    assert problems(units("a b"), (), [cluster(EVE)]) == [both, both]
    assert problems(units("a b"), (), [cluster(REFORM)] * 2) == [
        error("units.cluster-twice", cluster="c8", times=2)
    ]
