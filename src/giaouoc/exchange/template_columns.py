"""The columns of a template: their order, their width, and which of them people fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from giaouoc.engine.figures import Status
from giaouoc.wording import Lang, text

TITLE_ROW: Final = 1
WINDOW_ROW: Final = 2
COMMON_ROW: Final = 3
"""What is typed here holds for every row that leaves the cell below empty."""
HEAD_ROW: Final = 4
FIRST_ROW: Final = 5

STATUSES: Final = (Status.REPORTED, Status.MISSING, Status.NOT_APPLICABLE)
"""A figure is withdrawn by a correction in the ledger, never by a template."""


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column; `typed_as` is empty for a locked one, else text, number or choice."""

    key: str
    letter: str
    width: int
    typed_as: str = ""

    def head(self, lang: Lang) -> str:
        """Return what stands above it."""
        return text(f"template.head.{self.key}", lang)

    def place(self, lang: Lang) -> str:
        """Return its letter and head, as a message names it."""
        return f"{self.letter} ({self.head(lang)})"


COLUMNS: Final = (
    TemplateColumn("unit_name", "A", 20),
    TemplateColumn("indicator_name", "B", 28),
    TemplateColumn("first_day", "C", 11),
    TemplateColumn("last_day", "D", 11),
    TemplateColumn("known", "E", 15),
    TemplateColumn("status", "F", 13, "choice"),
    TemplateColumn("value", "G", 11, "number"),
    TemplateColumn("numerator", "H", 9, "number"),
    TemplateColumn("denominator", "I", 9, "number"),
    TemplateColumn("publisher", "J", 18, "choice"),
    TemplateColumn("source", "K", 20, "text"),
    TemplateColumn("published_on", "L", 12, "text"),
    TemplateColumn("note", "M", 15, "text"),
    TemplateColumn("reason", "N", 15, "text"),
    TemplateColumn("unit", "O", 14),
    TemplateColumn("indicator", "P", 18),
)
BY_KEY: Final = {column.key: column for column in COLUMNS}
PLACE: Final = {column.key: place for place, column in enumerate(COLUMNS)}
COMMON: Final = ("publisher", "source", "published_on")
