"""What was reported: an append-only ledger that knows when a thing happened and when it was known."""

from __future__ import annotations

from giaouoc.engine.figures.entry import (
    COLUMNS,
    IMPLIED,
    Entry,
    Precision,
    PublishedOn,
    PublisherBasis,
    Status,
    WindowBasis,
)
from giaouoc.engine.figures.ledger import Ledger, Series

__all__ = [
    "COLUMNS",
    "IMPLIED",
    "Entry",
    "Ledger",
    "Precision",
    "PublishedOn",
    "PublisherBasis",
    "Series",
    "Status",
    "WindowBasis",
]
