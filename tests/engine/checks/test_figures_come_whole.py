"""Counts of things and attestations are whole numbers; amounts of money are not counted in things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from giaouoc.engine.checks.case import comes_whole
from giaouoc.engine.figures import Precision
from giaouoc.engine.findings import Refusal
from giaouoc.engine.indicators import Kind, RollUp
from tests.support.pacts import DEATHS, YEAR, case, codes, entry, indicator


def counted(measure: str, kind: Kind = Kind.COUNT) -> list[str]:
    """Return what is refused of the figure 12.5 of an indicator."""
    roll_up = {Kind.RATIO: RollUp.RATIO, Kind.INDEX: RollUp.NONE}.get(kind, RollUp.SUM)
    counting = [replace(indicator(kind=kind, roll_up=roll_up), unit_of_measure=measure)]
    assert comes_whole(counting[0]) is (kind is Kind.ATTESTATION or measure.casefold() in ("vụ", "người"))
    try:
        case([entry(1, YEAR, "12.5")], counting=counting)
    except Refusal as refusal:
        return codes(refusal)
    return []


@pytest.mark.parametrize("measure", ["vụ", "người", "Vụ"])
def test_half_a_case_or_half_a_person_is_refused(measure: str) -> None:
    assert counted(measure) == ["checks.entry-not-whole"]


@pytest.mark.parametrize("measure", ["tỷ đồng", "ha", "tấn"])
def test_money_land_and_weight_may_have_decimals(measure: str) -> None:
    assert counted(measure) == []


def test_half_an_attestation_is_refused() -> None:
    assert counted("xác nhận", Kind.ATTESTATION) == ["checks.entry-not-whole"]


@pytest.mark.parametrize("kind", [Kind.RATIO, Kind.INDEX])
def test_shares_and_indices_may_have_decimals(kind: Kind) -> None:
    assert counted("%", kind) == []


def test_only_exact_figures_must_be_whole_and_zeros_behind_the_point_are_no_fraction() -> None:
    kept = case([entry(1, YEAR, "12.5", precision=Precision.ROUNDED), entry(2, YEAR, "12.0")])
    assert [str(e.value) for e in kept.ledger] == ["12.5", "12.0"]


def test_every_figure_that_is_not_whole_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        case([entry(1, YEAR, "0.5"), entry(2, YEAR, 1), entry(3, YEAR, "2.5")])
    assert [(f["seq"], str(f["value"])) for f in refused.value.findings] == [(1, "0.5"), (3, "2.5")]
    assert {f["indicator"] for f in refused.value.findings} == {indicator(DEATHS).ref}
