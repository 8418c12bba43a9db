from __future__ import annotations

from decimal import Decimal

import pytest

from giaouoc.engine.figures import Status, WindowBasis
from giaouoc.engine.figures.side import How, Piece, Side, add_up, adds, direct
from giaouoc.engine.indicators import Definition, Indicator, Kind, Quantity, RollUp
from tests.support.pacts import day, entry, indicator, month

JAN, FEB = month(1), month(2)
NOTHING = Side(JAN, Quantity(None), (), How.DIRECT, not_applicable=True)


def test_an_amount_is_as_old_as_its_youngest_piece() -> None:
    both = add_up(
        JAN, [direct(entry(1, JAN, 1, "2025-01-20")), direct(entry(2, JAN, 2, "2025-01-25"))], How.TILED
    )
    assert (both.quantity, both.known_on, both.age, both.seqs) == (
        Quantity(Decimal(3)),
        day("2025-01-25"),
        11,
        (1, 2),
    )


def test_parts_that_do_not_apply_add_nothing_and_only_such_parts_do_not_apply_either() -> None:
    some = add_up(JAN, [NOTHING, direct(entry(1, JAN, 0))], How.UNITS_SUMMED)
    assert (some.quantity, some.not_applicable) == (Quantity(Decimal(0)), False)
    none = add_up(JAN, [NOTHING, NOTHING], How.UNITS_SUMMED)
    assert (none.quantity, none.not_applicable) == (Quantity(None), True)


def test_the_share_of_a_split_is_marked_an_estimate() -> None:
    found = add_up(JAN, [direct(entry(1, JAN, 10))], How.UNITS_SUMMED, [Decimal("0.35")])
    assert (found.quantity, found.how, found.estimated) == (
        Quantity(Decimal("3.50")),
        How.SPLIT_ESTIMATE,
        True,
    )


@pytest.mark.parametrize(
    ("basis", "not_stated", "inferred"),
    [
        (WindowBasis.STATED, False, False),
        (WindowBasis.INFERRED, False, True),
        (WindowBasis.NOT_STATED, True, False),
    ],
)
def test_the_basis_of_the_window_is_that_of_any_piece(
    basis: WindowBasis, not_stated: bool, inferred: bool
) -> None:
    found = add_up(JAN, [direct(entry(1, JAN, 1)), direct(entry(2, FEB, 1, basis=basis))], How.TILED)
    assert (found.window_not_stated, found.window_inferred) == (not_stated, inferred)


def test_one_publication_is_one_source_on_one_day() -> None:
    one = direct(entry(1, JAN, 1, "2025-02-01", source="a"))
    assert one.same_publication(direct(entry(2, FEB, 1, "2025-02-01", source="a")))
    assert not one.same_publication(direct(entry(2, FEB, 1, "2025-02-01", source="b")))
    assert not one.same_publication(direct(entry(2, FEB, 1, "2025-02-02", source="a")))


def test_definitions_are_as_stated_else_those_of_the_days() -> None:
    counted = indicator(
        definitions=(
            Definition("old", None, day("2025-01-14"), "", None),
            Definition("new", day("2025-01-15"), None, "", None),
        )
    )
    stated = Piece(entry(1, FEB, 1, definition="old"))
    by_days = Piece(entry(2, FEB, 1))
    assert Side(FEB, Quantity(None), (stated,), How.TILED).versions(counted) == {"old"}
    assert Side(FEB, Quantity(None), (stated, by_days), How.TILED).versions(counted) == {"old", "new"}


RATIO = indicator(kind=Kind.RATIO, roll_up=RollUp.RATIO)


@pytest.mark.parametrize(
    ("of", "counts", "percent"),
    [
        (indicator(), False, True),
        (RATIO, True, False),
        (indicator(kind=Kind.INDEX, roll_up=RollUp.NONE), False, False),
    ],
)
def test_counts_add_ratios_only_with_their_counts_and_an_index_never(
    of: Indicator, counts: bool, percent: bool
) -> None:
    with_counts, bare = entry(1, JAN, ratio=(3, 4)), entry(2, JAN, 75)
    assert adds(bare, of) is percent
    assert adds(with_counts, of) is (counts or of.roll_up is RollUp.SUM)


def test_that_a_thing_does_not_apply_may_be_said_beforehand_and_is_of_no_age() -> None:
    never = entry(1, JAN, on="2025-01-01", status=Status.NOT_APPLICABLE)
    assert Side(JAN, Quantity(None), (Piece(never),), How.DIRECT, not_applicable=True).age == 0
