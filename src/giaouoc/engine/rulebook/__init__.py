"""Dated, cited rules as values: what a text says, from when to when, and who has read it."""

from __future__ import annotations

from giaouoc.engine.rulebook.citation import Citation, Mark
from giaouoc.engine.rulebook.rules import Act, Rulebook

__all__ = ["Act", "Citation", "Mark", "Rulebook"]
