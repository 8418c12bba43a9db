"""The tables, one file per subject."""

from __future__ import annotations

from giaouoc.store.models.acts import Act, Recorded
from giaouoc.store.models.figures import (
    Cell,
    Correction,
    CorrectionState,
    LedgerRow,
    Period,
    Report,
    ReportState,
)
from giaouoc.store.models.pacts import (
    Opinion,
    Pact,
    PactState,
    PactVersion,
    Proposal,
    ProposalState,
    Signature,
)
from giaouoc.store.models.roles import Holding, Role
from giaouoc.store.models.units import (
    Cluster,
    Membership,
    Succession,
    SuccessionResult,
    SuccessionSource,
    Unit,
    UnitName,
    UnitParent,
)

__all__ = [
    "Act",
    "Cell",
    "Cluster",
    "Correction",
    "CorrectionState",
    "Holding",
    "LedgerRow",
    "Membership",
    "Opinion",
    "Pact",
    "PactState",
    "PactVersion",
    "Period",
    "Proposal",
    "ProposalState",
    "Recorded",
    "Report",
    "ReportState",
    "Role",
    "Signature",
    "Succession",
    "SuccessionResult",
    "SuccessionSource",
    "Unit",
    "UnitName",
    "UnitParent",
]
