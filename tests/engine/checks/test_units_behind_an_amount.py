from __future__ import annotations

from datetime import date
from decimal import Decimal

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.split_estimate import split_estimate
from giaouoc.engine.checks.units_summed import units_summed
from giaouoc.engine.findings import note, warning
from giaouoc.engine.periods import Window
from giaouoc.engine.units import DatedName, Share, Succession, SuccessionKind, Unit
from tests.support.cases import (
    H1_2024,
    H1_2025,
    UNITS,
    about,
    compare,
    figure,
    make_case,
    part_unit,
    unit_ref,
    within,
)

ON = date(2024, 12, 15)


def unit(code: str) -> Unit:
    return Unit(code, (DatedName(code),))


MERGER = Succession(SuccessionKind.MERGE, ON, ("old-a", "old-b"), ("new",))
SPLIT = Succession(
    SuccessionKind.SPLIT,
    ON,
    ("old",),
    ("east", "west"),
    (Share("east", Decimal("0.6")), Share("west", Decimal("0.4"))),
    "population",
)


def merged() -> Comparison:
    case = make_case(
        figure(90, "2025-06-25", unit="new"),
        figure(60, "2024-07-01", unit="old-a", days=H1_2024),
        figure(40, "2024-07-01", unit="old-b", days=H1_2024),
        figure(7, "2024-07-01", unit="outside", days=H1_2024),
        units=(*UNITS, unit("old-a"), unit("old-b"), unit("new")),
        successions=(MERGER,),
        signatories=("old-a",),
    )
    return compare(case, unit="new")


def test_a_base_summed_from_predecessors_names_them_and_who_did_not_sign() -> None:
    assert tuple(units_summed(merged())) == (
        note(
            "checks.predecessors-summed-with-others",
            value=Decimal(100),
            units=(unit_ref("old-a"), unit_ref("old-b")),
            not_signatories=(unit_ref("old-b"),),
            seqs=(2, 3),
            **within(H1_2024),
            **about(unit="new"),
        ),
    )
    assert tuple(split_estimate(merged())) == ()


def test_where_every_predecessor_signed_nobody_else_is_named() -> None:
    case = make_case(
        figure(90, "2025-06-25", unit="new"),
        figure(60, "2024-07-01", unit="old-a", days=H1_2024),
        figure(40, "2024-07-01", unit="old-b", days=H1_2024),
        units=(*UNITS, unit("old-a"), unit("old-b"), unit("new")),
        successions=(MERGER,),
        signatories=("old-a", "old-b"),
    )
    (found,) = units_summed(compare(case, unit="new"))
    assert found.code == "checks.predecessors-summed"
    assert found.get("not_signatories") is None


def test_a_base_by_the_key_of_a_split_is_called_an_estimate() -> None:
    case = make_case(
        figure(50, "2025-06-25", unit="east"),
        figure(100, "2024-07-01", unit="old", days=H1_2024),
        figure(7, "2024-07-01", unit="outside", days=H1_2024),
        units=(*UNITS, unit("old"), unit("east"), unit("west")),
        successions=(SPLIT,),
        signatories=("old",),
    )
    comparison = compare(case, unit="east")
    (finding,) = split_estimate(comparison)
    assert finding == warning(
        "checks.split-estimate",
        value=Decimal("60.0"),
        units=(unit_ref("old"),),
        shares=(Decimal(60),),
        keys=("population",),
        seqs=(2,),
        **within(H1_2024),
        **about(unit="east"),
    )
    assert tuple(units_summed(comparison)) == ()


def test_an_amount_from_the_units_below_is_a_note_for_each_side() -> None:
    def rows(days: Window, on: str, north: int) -> list[object]:
        return [figure(north, on, unit="north", days=days), figure(5, on, unit="south", days=days)]

    units = (*UNITS, part_unit("north", "vietnam"), part_unit("south", "vietnam"))
    figures = [*rows(H1_2025, "2025-06-25", 80), *rows(H1_2024, "2024-07-01", 90)]
    case = make_case(*figures, units=units)  # type: ignore[arg-type]
    both = {"units": (unit_ref("north"), unit_ref("south"))}
    assert tuple(units_summed(compare(case))) == (
        note("checks.children-summed", value=Decimal(85), seqs=(1, 2), **both, **within(), **about()),
        note("checks.children-summed", value=Decimal(95), seqs=(3, 4), **both, **within(H1_2024), **about()),
    )


def test_a_published_figure_needs_no_word() -> None:
    case = make_case(figure(90, "2025-06-25"), figure(95, "2024-07-01", days=H1_2024))
    assert tuple(units_summed(compare(case))) == ()
    assert tuple(split_estimate(compare(case))) == ()
