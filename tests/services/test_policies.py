"""What a state allows: every state of a report and a pact says it, and says what it is where it does not."""

from __future__ import annotations

from functools import partial

import pytest

from giaouoc.services.policies import (
    PACT_REFUSALS,
    PACTS,
    REPORT_REFUSALS,
    REPORTS,
    PactStep,
    ReportStep,
    ensure_pact,
    ensure_report,
    pact_allows,
    report_allows,
)
from giaouoc.store.models import PactState, ReportState
from tests.support.office import refusal_of


def test_every_state_has_its_steps_and_its_words() -> None:
    assert set(REPORTS) == set(REPORT_REFUSALS) == set(ReportState)
    assert set(PACTS) == set(PACT_REFUSALS) == set(PactState)


@pytest.mark.parametrize("state", ReportState)
def test_what_a_report_does_not_allow_is_refused_with_its_state(state: ReportState) -> None:
    for step in ReportStep:
        if report_allows(state, step):
            ensure_report(state, step)
        else:
            assert refusal_of(partial(ensure_report, state, step)) == [REPORT_REFUSALS[state]]


@pytest.mark.parametrize("state", PactState)
def test_what_a_pact_does_not_allow_is_refused_with_its_state(state: PactState) -> None:
    for step in PactStep:
        if pact_allows(state, step):
            ensure_pact(state, step)
        else:
            assert refusal_of(partial(ensure_pact, state, step)) == [PACT_REFUSALS[state]]


def test_figures_are_typed_only_before_they_go_to_the_cluster_or_when_they_come_back() -> None:
    open_states = {s for s in ReportState if report_allows(s, ReportStep.FILL)}
    assert open_states == {ReportState.DRAFT, ReportState.RETURNED}


def test_a_signed_pact_is_never_written_anew() -> None:
    assert not pact_allows(PactState.SIGNED, PactStep.REVISE)
    assert {s for s in PactState if pact_allows(s, PactStep.SIGN)} == {PactState.SIGNING}
