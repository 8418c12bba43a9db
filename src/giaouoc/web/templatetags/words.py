"""`{% say "web.people.title" %}` and the filters for days and numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template

from giaouoc.store.models import Unit
from giaouoc.web.fields import newest_name
from giaouoc.web.voice import voice
from giaouoc.wording import text
from giaouoc.wording.days import day
from giaouoc.wording.numbers import number

register = template.Library()


@register.simple_tag
def say(key: str, **params: Any) -> str:
    """Return a text of the catalogues with its parameters put in."""
    return text(key, voice(), **params)


@register.filter(name="day")
def day_filter(value: date | None) -> str:
    """Return a day as people write it; nothing for none."""
    return "" if value is None else day(value, voice().lang)


@register.filter(name="number")
def number_filter(value: Decimal | int | None) -> str:
    """Return a number as people write it; nothing for none."""
    return "" if value is None else number(value, voice().lang)


@register.filter
def typed_number(value: str) -> str:
    """Return an amount of the ledger, a text with a decimal point, as people write it."""
    return number(Decimal(value), voice().lang) if value else ""


@register.filter
def unit_name(unit: Unit) -> str:
    """Return what a unit was called last."""
    return newest_name(unit)
