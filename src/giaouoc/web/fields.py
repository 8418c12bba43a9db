"""Fields that people fill in the way they write: days with slashes, units by name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from giaouoc.engine.findings import Refusal
from giaouoc.exchange.days import read_day
from giaouoc.store.models import Unit
from giaouoc.web.voice import voice
from giaouoc.wording import say
from giaouoc.wording.days import day


class DayField(forms.Field):
    """A day: 15/12/2025, or as a browser sends it."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "day"})

    def prepare_value(self, value: Any) -> Any:
        """Return a day as people write it."""
        return day(value, voice().lang) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        """Read a day."""
        if value in self.empty_values:
            return None
        try:
            return read_day(str(value))
        except Refusal as refusal:
            said = say(refusal.findings[0], voice())
            raise forms.ValidationError(f"{said.saw} {said.way_out}") from None


def unit_choices() -> list[tuple[str, str]]:
    """Return every unit by its newest name, after an empty choice."""
    units = Unit.objects.prefetch_related("names")
    named = sorted((newest_name(unit), unit.code) for unit in units)
    return [("", "—"), *((code, name) for name, code in named)]


def newest_name(unit: Unit) -> str:
    """Return what a unit was called last."""
    names = sorted(unit.names.all(), key=lambda n: n.pk)
    return names[-1].name if names else unit.code
