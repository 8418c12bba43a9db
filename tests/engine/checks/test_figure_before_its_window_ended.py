from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.figure_before_its_window_ended import figure_before_its_window_ended
from giaouoc.engine.figures import Precision
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import note, warning
from giaouoc.engine.pacts import Commitment, CommitmentType, MilestoneItem
from tests.support.cases import (
    H1_2024,
    H1_2025,
    MANY_DAYS_LATER,
    compare,
    figure,
    make_case,
    publisher_ref,
    series,
    under,
    window,
    within,
)

OUTSIDER = [figure(9, "2025-06-01", unit="outside")]


def test_a_figure_known_before_its_window_ended_is_asked_about_with_its_days() -> None:
    case = make_case(*OUTSIDER, figure(4, "2025-01-01"))
    findings = tuple(figure_before_its_window_ended(case, MANY_DAYS_LATER))
    assert under(findings, "vietnam") == (
        warning(
            "checks.figure-before-its-window-ended",
            seq=2,
            known_on=date(2025, 1, 1),
            value=Decimal(4),
            **within(),
            **series(),
        ),
    )
    assert len(under(findings, "outside")) == 1
    assert tuple(figure_before_its_window_ended(case, date(2024, 12, 31))) == ()


@pytest.mark.parametrize(("on", "told"), [("2025-06-13", 1), ("2025-06-14", 0), ("2025-06-15", 0)])
def test_the_last_day_itself_is_soon_enough_and_then_it_is_an_amount(on: str, told: int) -> None:
    case = make_case(*OUTSIDER, figure(4, on))
    findings = tuple(figure_before_its_window_ended(case, MANY_DAYS_LATER))
    assert len(under(findings, "vietnam")) == told
    actual = compare(case).actual
    assert isinstance(actual, NoSide if told else Side)
    if isinstance(actual, Side):
        assert actual.age >= 0


def test_an_early_figure_hides_none_that_came_in_time_and_is_named_where_it_is_all_there_is() -> None:
    months = [
        figure(3, "2025-04-01", days=window("2024-12-15", "2025-03-14")),
        figure(9, "2025-07-01", days=window("2025-03-15", "2025-06-14")),
    ]
    early = figure(4, "2025-01-01")
    actual = compare(make_case(*OUTSIDER, *months, early)).actual
    assert isinstance(actual, Side)
    assert (actual.quantity.value, actual.seqs) == (Decimal(12), (2, 3))
    alone = compare(make_case(*OUTSIDER, early)).actual
    assert isinstance(alone, NoSide)
    assert alone.reasons == (
        note(
            "figures.known-before-window-ended",
            seq=2,
            known_on=date(2025, 1, 1),
            value=Decimal(4),
            **within(H1_2025),
            **series(),
        ),
    )


def test_a_ratio_is_shown_by_its_percent_and_an_inexact_figure_decides_nothing_anyway() -> None:
    counted = figure(None, "2025-01-01", indicator="clearance", counts=(1, 3), publisher="mps")
    rounded = figure(300, "2025-01-01", precision=Precision.ROUNDED)
    findings = tuple(figure_before_its_window_ended(make_case(*OUTSIDER, counted, rounded), MANY_DAYS_LATER))
    (finding,) = under(findings, "vietnam")
    assert (finding["value"], finding["publisher"]) == (Decimal("33.33"), publisher_ref("mps"))


def test_what_only_an_event_or_a_milestone_asks_for_may_be_said_at_once() -> None:
    case = make_case(
        *OUTSIDER,
        figure(1, "2025-01-01", indicator="cases"),
        figure(1, "2025-01-01", indicator="injured"),
        figure(1, "2025-01-01", indicator="road-deaths"),
    )
    quantified = case.pact.commitments[0]
    events = replace(
        quantified,
        code="events",
        type=CommitmentType.ZERO_TOLERANCE,
        parts=(replace(quantified.parts[0], indicator="cases", target=None),),
    )
    milestone = Commitment(
        "built",
        CommitmentType.MILESTONE,
        "",
        "Mốc",
        "Milestone",
        (),
        ("ntsc",),
        items=(MilestoneItem("one", "Một", "injured", "a decision", None),),
        deadline=date(2025, 6, 14),
    )
    whole = replace(case, pact=replace(case.pact, commitments=(quantified, events, milestone)))
    findings = tuple(figure_before_its_window_ended(whole, MANY_DAYS_LATER))
    assert [f["seq"] for f in findings] == [1, 4]


def test_amounts_asked_for_by_a_zero_tolerance_commitment_as_well_are_still_amounts() -> None:
    case = make_case(*OUTSIDER, figure(4, "2025-01-01"), figure(5, "2024-07-01", days=H1_2024))
    quantified = case.pact.commitments[0]
    events = replace(
        quantified,
        code="events",
        type=CommitmentType.ZERO_TOLERANCE,
        parts=(replace(quantified.parts[0], target=None),),
    )
    whole = replace(case, pact=replace(case.pact, commitments=(events, quantified)))
    assert [f["seq"] for f in figure_before_its_window_ended(whole, MANY_DAYS_LATER)] == [1, 2]
