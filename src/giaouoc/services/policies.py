"""What the state of a thing allows, whoever asks. Who may ask stands in permissions.py.

An example: An Giang's report for March is with the cluster. Nobody may type into it; the cluster may accept it or
return cells. Returned, only those cells may be typed into, and then it goes the same way again.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from giaouoc.engine.findings import refuse
from giaouoc.store.models import PactState, ReportState


class ReportStep(StrEnum):
    """What may be done with a report."""

    FILL = "fill"
    HAND_UP = "hand_up"
    SEND_BACK = "send_back"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    ASK_CORRECTION = "ask_correction"


class PactStep(StrEnum):
    """What may be done with a pact."""

    REVISE = "revise"
    CONSULT = "consult"
    PROPOSE = "propose"
    GIVE_OPINION = "give_opinion"
    CALL_FOR_SIGNATURES = "call_for_signatures"
    SIGN = "sign"
    OPEN_PERIODS = "open_periods"


_R, _S = ReportState, ReportStep
REPORTS: Final[dict[ReportState, frozenset[ReportStep]]] = {
    _R.DRAFT: frozenset({_S.FILL, _S.HAND_UP, _S.SUBMIT}),
    _R.WITH_LEADER: frozenset({_S.SEND_BACK, _S.SUBMIT}),
    _R.SUBMITTED: frozenset({_S.RETURN, _S.ACCEPT}),
    _R.RETURNED: frozenset({_S.FILL, _S.HAND_UP, _S.SUBMIT}),
    _R.ACCEPTED: frozenset({_S.ASK_CORRECTION}),
}

_P, _T = PactState, PactStep
PACTS: Final[dict[PactState, frozenset[PactStep]]] = {
    _P.DRAFT: frozenset({_T.REVISE, _T.CONSULT}),
    _P.CONSULTING: frozenset({_T.REVISE, _T.PROPOSE, _T.GIVE_OPINION, _T.CALL_FOR_SIGNATURES}),
    _P.SIGNING: frozenset({_T.SIGN, _T.REVISE}),
    _P.SIGNED: frozenset({_T.OPEN_PERIODS}),
}


def report_allows(state: ReportState | str, step: ReportStep) -> bool:
    """Tell whether a report in this state allows a step."""
    return step in REPORTS[ReportState(state)]


def ensure_report(state: ReportState | str, step: ReportStep) -> None:
    """Refuse a step that a report's state does not allow, with what its state is."""
    if not report_allows(state, step):
        raise refuse(REPORT_REFUSALS[ReportState(state)])


def pact_allows(state: PactState | str, step: PactStep) -> bool:
    """Tell whether a pact in this state allows a step."""
    return step in PACTS[PactState(state)]


def ensure_pact(state: PactState | str, step: PactStep) -> None:
    """Refuse a step that a pact's state does not allow, with what its state is."""
    if not pact_allows(state, step):
        raise refuse(PACT_REFUSALS[PactState(state)])


REPORT_REFUSALS: Final[dict[ReportState, str]] = {
    _R.DRAFT: "policies.report-draft",
    _R.WITH_LEADER: "policies.report-with-leader",
    _R.SUBMITTED: "policies.report-submitted",
    _R.RETURNED: "policies.report-returned",
    _R.ACCEPTED: "policies.report-accepted",
}

PACT_REFUSALS: Final[dict[PactState, str]] = {
    _P.DRAFT: "policies.pact-draft",
    _P.CONSULTING: "policies.pact-consulting",
    _P.SIGNING: "policies.pact-signing",
    _P.SIGNED: "policies.pact-signed",
}
