"""Where a rule stands, and how well that has been checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """How a legal statement was read; `G` must show as unverified wherever it appears."""

    READ = "S"
    SECONDARY = "S-sec"
    SUPERSEDED = "S-old"
    UNVERIFIED = "G"

    @property
    def citable(self) -> bool:
        """Tell whether a rule with this mark may be shown as a rule in force."""
        return self in (Mark.READ, Mark.SECONDARY)


@dataclass(frozen=True, slots=True)
class Citation:
    """An act and the place in it, with its mark, the page it was read on and the day it was last checked."""

    act: str
    article: str | None
    mark: Mark
    source: str
    checked_on: date
