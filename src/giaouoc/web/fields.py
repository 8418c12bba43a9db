"""Fields that people fill in the way they write: days with slashes, shares with a comma, units by name."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django import forms

from giaouoc.engine.findings import Refusal
from giaouoc.exchange.days import read_day
from giaouoc.store.models import Unit
from giaouoc.web.voice import voice
from giaouoc.wording import say, text
from giaouoc.wording.days import day
from giaouoc.wording.sorting import sort_key

_SHARE: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,12})?)\s*(%?)")


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


class ShareField(forms.Field):
    """A part of a whole, kept exact: 0,35 or 0.35 or 35 %."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "day"})

    def to_python(self, value: Any) -> Decimal | None:
        """Read a share; no mark can mean thousands here."""
        if value in self.empty_values or not str(value).strip():
            return None
        found = _SHARE.fullmatch(str(value).strip())
        if found is None:
            raise forms.ValidationError(text("web_units.field.not-a-share", voice(), value=str(value)))
        share = Decimal(found[1].replace(",", "."))
        return share.scaleb(-2) if found[2] else share


def unit_choices() -> list[tuple[str, str]]:
    """Return every unit by its newest name, after an empty choice; one that ended says when."""
    units = Unit.objects.select_related("ended_by__succession").prefetch_related("names")
    named = sorted(((_in_choices(unit), unit.code) for unit in units), key=lambda pair: sort_key(pair[0]))
    return [("", "—"), *((code, name) for name, code in named)]


def _in_choices(unit: Unit) -> str:
    end = getattr(unit, "ended_by", None)
    if end is None:
        return newest_name(unit)
    last_day = end.succession.on - timedelta(days=1)
    return text("web_units.field.ended", voice(), name=newest_name(unit), day=last_day)


def newest_name(unit: Unit) -> str:
    """Return what a unit was called last."""
    names = sorted(unit.names.all(), key=lambda n: n.pk)
    return names[-1].name if names else unit.code
