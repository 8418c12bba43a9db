"""A pact: who signed what, for which period, and the one place where a target is tested."""

from __future__ import annotations

from giaouoc.engine.pacts.commitment import (
    Commitment,
    CommitmentType,
    Exemption,
    MilestoneItem,
    Part,
    Scope,
    Task,
    TaskState,
)
from giaouoc.engine.pacts.meets import CAPS, bounds_from_above, goal, meets, whole_goal
from giaouoc.engine.pacts.pact import NOT_STATED, AssumedCalendar, Pact, Publisher, Reading, Territory
from giaouoc.engine.pacts.target import Comparator, Direction, Target, TargetUnit

__all__ = [
    "CAPS",
    "NOT_STATED",
    "AssumedCalendar",
    "Commitment",
    "CommitmentType",
    "Comparator",
    "Direction",
    "Exemption",
    "MilestoneItem",
    "Pact",
    "Part",
    "Publisher",
    "Reading",
    "Scope",
    "Target",
    "TargetUnit",
    "Task",
    "TaskState",
    "Territory",
    "bounds_from_above",
    "goal",
    "meets",
    "whole_goal",
]
