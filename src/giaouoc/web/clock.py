"""The clock of the office, read here at the edge; a demonstration may stand on another day."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localtime


def now() -> datetime:
    """Return the present instant in Viet Nam, on the day of the demonstration where there is one."""
    present = localtime()
    day: date | None = settings.GIAOUOC_TODAY
    return present if day is None else present.replace(year=day.year, month=day.month, day=day.day)


def today() -> date:
    """Return the present day in Viet Nam, or the day of the demonstration."""
    return now().date()
