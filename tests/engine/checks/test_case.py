from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Finding, Refusal, error
from giaouoc.engine.pacts import (
    CommitmentType,
    Comparator,
    Direction,
    Exemption,
    MilestoneItem,
    Target,
    TargetUnit,
    Task,
    TaskState,
)
from giaouoc.engine.periods import Holiday
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
    window,
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


def test_attesters_and_units_of_tasks_are_known() -> None:
    case = make_case(GOOD)
    items = (
        MilestoneItem("one", "one", "deaths", "a decision", "typo"),
        MilestoneItem("two", "two", "deaths", "a decision", "own"),
        MilestoneItem("three", "three", "deaths", "a decision", None),
    )
    tasks = (
        Task("plan", "plan", TaskState.DONE, unit="nowhere"),
        Task("train", "train", TaskState.DONE, unit="outside"),
        Task("tell", "tell", TaskState.DONE),
    )
    commitment = replace(case.pact.commitments[0], items=items, tasks=tasks)
    with pytest.raises(Refusal) as caught:
        replace(case, pact=replace(case.pact, commitments=(commitment,)))
    assert caught.value.findings == (
        error("checks.attester-unknown", commitment=TRAFFIC, item="one", publisher=publisher_ref("typo")),
        error("checks.task-unit-unknown", commitment=TRAFFIC, task="plan", unit=unit_ref("nowhere")),
    )


AGAINST = error("checks.direction-against-indicator", commitment=TRAFFIC, indicator=indicator_ref("deaths"))


def rise(comparator: Comparator, direction: Direction = Direction.INCREASE) -> Target:
    high = Decimal(8) if comparator is Comparator.BETWEEN else None
    return Target(direction, comparator, Decimal(5), TargetUnit.PERCENT, high)


@pytest.mark.parametrize(
    "comparator", [Comparator.AT_LEAST, Comparator.OVER, Comparator.EXACTLY, Comparator.BETWEEN]
)
def test_a_target_does_not_ask_for_more_of_what_is_better_lower(comparator: Comparator) -> None:
    assert refused(target=rise(comparator)) == (AGAINST,)
    fall = rise(comparator, Direction.DECREASE)
    (against,) = refused(target=fall, indicator="clearance")
    assert against["indicator"] == indicator_ref("clearance")


@pytest.mark.parametrize("comparator", [Comparator.AT_MOST, Comparator.UNDER])
def test_a_target_may_keep_in_bounds_what_it_does_not_want(comparator: Comparator) -> None:
    assert make_case(GOOD, target=rise(comparator)).pact.commitments[0].parts[0].target == rise(comparator)
    fall = rise(comparator, Direction.DECREASE)
    assert make_case(GOOD, target=fall, indicator="clearance").pact.commitments[0].parts[0].target == fall


def test_a_target_of_one_unit_is_looked_at_like_the_common_one() -> None:
    case = make_case(GOOD)
    (part,) = case.pact.commitments[0].parts
    ours = {"vietnam": decrease("8"), "outside": rise(Comparator.AT_LEAST)}
    for common, found in (
        (part.target, (AGAINST.about(unit=unit_ref("outside")),)),
        (None, (AGAINST.about(unit=unit_ref("outside")),)),
        (rise(Comparator.EXACTLY), (AGAINST, AGAINST.about(unit=unit_ref("outside")))),
    ):
        other = replace(part, target=common, targets_by_unit=ours)
        commitment = replace(case.pact.commitments[0], parts=(other,))
        with pytest.raises(Refusal) as caught:
            replace(case, pact=replace(case.pact, commitments=(commitment,)))
        assert caught.value.findings == found


TET = Holiday("tet", 2026, window("2026-02-14", "2026-02-22"))


LEVEL = Target(Direction.REACH, Comparator.AT_LEAST, Decimal(75), TargetUnit.COUNT)


@pytest.mark.parametrize(
    ("aims", "kind", "asks"),
    [
        ([{"target": decrease()}], CommitmentType.QUANTIFIED, True),
        ([{"target": LEVEL}], CommitmentType.QUANTIFIED, False),
        ([{"target": LEVEL}, {"target": LEVEL}], CommitmentType.QUANTIFIED, False),
        ([{"target": LEVEL}, {"target": decrease()}], CommitmentType.QUANTIFIED, True),
        ([{"target": LEVEL, "targets_by_unit": {"outside": decrease()}}], CommitmentType.QUANTIFIED, True),
        ([{"target": None, "targets_by_unit": {"outside": LEVEL}}], CommitmentType.QUANTIFIED, False),
        ([{"target": None, "targets_by_unit": {"outside": decrease()}}], CommitmentType.QUANTIFIED, True),
        ([{"target": None}], CommitmentType.ZERO_TOLERANCE, False),
    ],
)
def test_a_base_window_is_asked_for_only_where_a_target_is_a_change(
    aims: list[dict[str, Any]], kind: CommitmentType, asks: bool
) -> None:
    case = make_case(GOOD)
    (commitment,) = case.pact.commitments
    (part,) = commitment.parts
    parts = tuple(replace(part, code=str(place), **aim) for place, aim in enumerate(aims))
    other = replace(commitment, type=kind, parts=parts)
    pact = replace(case.pact, window=TET.window, holidays=(TET,), commitments=(other,))
    assert other.asks_for_change is asks
    if not asks:
        assert replace(case, pact=pact).pact == pact
        return
    with pytest.raises(Refusal) as caught:
        replace(case, pact=pact)
    assert [(f.code, f["commitment"]) for f in caught.value.findings] == [
        ("periods.holiday-base-unknown", TRAFFIC)
    ]


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
