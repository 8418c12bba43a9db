"""Words, numbers and days for people, in Vietnamese and English; the texts of findings."""

from __future__ import annotations

from giaouoc.wording.catalogue import (
    NOTHING,
    Names,
    Voice,
    catalogue,
    catalogue_names,
    code_as_name,
    listed,
    show,
    text,
    texts,
)
from giaouoc.wording.days import day, partial, window
from giaouoc.wording.lang import Lang, lang_from
from giaouoc.wording.messages import Message, place, say
from giaouoc.wording.numbers import MINUS, NBSP, amount, number, percent
from giaouoc.wording.phrases import first_months, period_name, probability_in_hundred, target_words
from giaouoc.wording.sorting import sort_key

__all__ = [
    "MINUS",
    "NBSP",
    "NOTHING",
    "Lang",
    "Message",
    "Names",
    "Voice",
    "amount",
    "catalogue",
    "catalogue_names",
    "code_as_name",
    "day",
    "first_months",
    "lang_from",
    "listed",
    "number",
    "partial",
    "percent",
    "period_name",
    "place",
    "probability_in_hundred",
    "say",
    "show",
    "sort_key",
    "target_words",
    "text",
    "texts",
    "window",
]
