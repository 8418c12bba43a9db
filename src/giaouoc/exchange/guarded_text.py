"""Text from a case as a spreadsheet may safely read it."""

from __future__ import annotations

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before a leading sign."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
