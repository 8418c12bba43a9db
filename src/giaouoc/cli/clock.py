"""The clock, read here at the edge and nowhere below, in the time of Viet Nam."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

VIETNAM: Final = timezone(timedelta(hours=7))


def now() -> str:
    """Return the present instant to the second, in ISO form with the offset of Viet Nam."""
    return datetime.now(UTC).astimezone(VIETNAM).isoformat(timespec="seconds")


def today() -> date:
    """Return the present day in Viet Nam."""
    return datetime.now(UTC).astimezone(VIETNAM).date()
