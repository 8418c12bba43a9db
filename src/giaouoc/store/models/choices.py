"""Choices of a column from an enum of the engine; their words for people live in the catalogues."""

from __future__ import annotations

from enum import StrEnum


def of_enum(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """Return each value as its own label, so that a change of words is no migration."""
    return [(member.value, member.value) for member in enum]
