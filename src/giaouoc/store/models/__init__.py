"""The tables, one file per subject."""

from __future__ import annotations

from giaouoc.store.models.acts import Act, Recorded
from giaouoc.store.models.figures import LedgerRow
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
    "Cluster",
    "Holding",
    "LedgerRow",
    "Membership",
    "Recorded",
    "Role",
    "Succession",
    "SuccessionResult",
    "SuccessionSource",
    "Unit",
    "UnitName",
    "UnitParent",
]
