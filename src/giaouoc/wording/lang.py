"""The two languages, and which of them a run speaks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from giaouoc.engine.findings import refuse

VARIABLE = "GIAOUOC_LANG"


class Lang(StrEnum):
    """The languages every text exists in; Vietnamese is the first."""

    VI = "vi"
    EN = "en"


def lang_from(text: str | None, environment: Mapping[str, str]) -> Lang:
    """Return the language asked for: the flag, then GIAOUOC_LANG, then Vietnamese.

    LANG and LC_ALL are left alone: office computers in Viet Nam are often set up in English, and their users
    still write Vietnamese. `vi_VN` and `en-GB` count as `vi` and `en`; an empty text is no text. Any other
    language is refused with `words.lang-unknown`.
    """
    for asked, source in ((text, "--lang"), (environment.get(VARIABLE), VARIABLE)):
        if asked and asked.strip():
            return _lang(asked.strip(), source)
    return Lang.VI


def _lang(asked: str, source: str) -> Lang:
    language = asked.lower().replace("-", "_").partition("_")[0].partition(".")[0]
    if language not in tuple(Lang):
        raise refuse("words.lang-unknown", value=asked, source=source)
    return Lang(language)
