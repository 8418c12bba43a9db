from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Finding, Refusal, error
from giaouoc.engine.pacts import Comparator, Direction, Exemption, Target, TargetUnit
from tests.support.cases import (
    H1_2024,
    about,
    decrease,
    figure,
    indicator_ref,
    ledger,
    make_case,
    publisher_ref,
    unit_ref,
)

TRAFFIC = about()["commitment"]
GOOD = figure(12, "2025-06-25", unit="outside")


def refused(**wrong: object) -> tuple[Finding, ...]:
    with pytest.raises(Refusal) as caught:
        make_case(GOOD, **wrong)  # type: ignore[arg-type]
    return caught.value.findings


def test_every_code_a_pact_mentions_is_known() -> None:
    assert refused(signatories=("vietnam", "nowhere")) == (
        error("checks.signatory-unknown", unit=unit_ref("nowhere")),
    )
    assert refused(indicator="thefts") == (
        error("checks.commitment-indicator-unknown", commitment=TRAFFIC, indicator=indicator_ref("thefts")),
    )


def test_sources_and_units_of_a_commitment_are_known() -> None:
    case = make_case(GOOD)
    commitment = replace(
        case.pact.commitments[0], sources=("gossip",), exemptions=(Exemption("nowhere", "why"),)
    )
    with pytest.raises(Refusal) as caught:
        replace(case, pact=replace(case.pact, commitments=(commitment,)))
    assert caught.value.findings == (
        error("checks.commitment-unit-unknown", commitment=TRAFFIC, unit=unit_ref("nowhere")),
        error("checks.source-unknown", commitment=TRAFFIC, publisher=publisher_ref("gossip")),
    )


def test_a_target_does_not_ask_for_more_of_what_is_better_lower() -> None:
    more = Target(Direction.INCREASE, Comparator.EXACTLY, decrease().value, TargetUnit.PERCENT)
    assert refused(target=more) == (
        error("checks.direction-against-indicator", commitment=TRAFFIC, indicator=indicator_ref("deaths")),
    )


def test_every_line_of_the_ledger_is_about_known_things_and_all_problems_come_at_once() -> None:
    lines = [
        GOOD,
        figure(1, "2025-06-25", unit="nowhere"),
        figure(1, "2025-06-25", publisher="gossip"),
        figure(1, "2025-06-25", indicator="thefts"),
        figure(1, "2025-06-25", definition="new"),
        figure(None, "2025-06-25", counts=(1, 2)),
    ]
    case = make_case(GOOD)
    with pytest.raises(Refusal) as caught:
        Case(case.pact, case.units, case.indicators, ledger(lines))
    assert caught.value.findings == (
        error("checks.entry-unit-unknown", unit=unit_ref("nowhere"), seq=2),
        error("checks.entry-publisher-unknown", publisher=publisher_ref("gossip"), seq=3),
        error("checks.entry-indicator-unknown", indicator=indicator_ref("thefts"), seq=4),
        error("checks.entry-definition-unknown", indicator=indicator_ref("deaths"), definition="new", seq=5),
        error("checks.entry-ratio-for-count", indicator=indicator_ref("deaths"), seq=6),
    )


def test_the_default_day_is_the_newest_in_the_ledger_else_the_day_of_signing() -> None:
    assert make_case(GOOD, figure(20, "2024-07-01", days=H1_2024)).default_day == date(2025, 6, 25)
    assert make_case().default_day == date(2025, 2, 14)
