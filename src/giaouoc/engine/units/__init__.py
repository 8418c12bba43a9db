"""Bodies with dated names and parents, what became of them, and the clusters they compete in."""

from __future__ import annotations

from giaouoc.engine.units.registry import UnitRegistry, build_registry
from giaouoc.engine.units.territory import StepBack, Stretch, Territory, TerritoryPart
from giaouoc.engine.units.values import (
    Cluster,
    DatedName,
    DatedParent,
    Membership,
    Role,
    Share,
    Succession,
    SuccessionKind,
    Unit,
)

__all__ = [
    "Cluster",
    "DatedName",
    "DatedParent",
    "Membership",
    "Role",
    "Share",
    "StepBack",
    "Stretch",
    "Succession",
    "SuccessionKind",
    "Territory",
    "TerritoryPart",
    "Unit",
    "UnitRegistry",
    "build_registry",
]
