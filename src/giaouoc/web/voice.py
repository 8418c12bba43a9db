"""The language of a request, as the catalogues want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import get_language

from giaouoc.wording import Lang, Voice, text

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_ENGLISH = "en"


def voice() -> Voice:
    """Return the voice of the language that is active; Vietnamese unless somebody chose English."""
    return Voice(Lang.EN if get_language() == _ENGLISH else Lang.VI)


class Phrase:
    """A text of the catalogues that is said in the language of the moment, for forms made when they are imported."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __str__(self) -> str:
        return text(self.key, voice())


def phrase(key: str) -> StrPromise:
    """Return a text that is looked up each time it is shown."""
    return lazystr(Phrase(key))
