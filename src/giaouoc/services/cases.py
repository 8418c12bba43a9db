"""Open a case folder and judge it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

from giaouoc.engine.pacts import Reading, Territory
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.exchange.case_folder import LoadedCase, read_case
from giaouoc.exchange.rule_pages import rule_names
from giaouoc.wording import Lang, Voice
from giaouoc.wording.names import voice_of


def open_case(folder: Path) -> LoadedCase:
    """Return the case in a folder; raises Refusal with every problem of every file."""
    return read_case(folder)


def judge_case(
    loaded: LoadedCase,
    *,
    as_known_on: date | None = None,
    reading: Reading | Literal["not_stated"] | None = None,
    territory: Territory | None = None,
    unit: str | None = None,
    commitment: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Standing:
    """Return the standing of an opened case with the head of its sealed ledger."""
    return judge(
        loaded.case,
        as_known_on=as_known_on,
        reading=reading,
        territory=territory,
        unit=unit,
        commitment=commitment,
        head=f"{loaded.seal.length}:{loaded.seal.head}" if loaded.seal else None,
        on_progress=on_progress,
    )


def voice_for(standing: Standing, lang: Lang) -> Voice:
    """Return the voice that names the things of a judged case as they were called on the day asked for."""
    return voice_of(standing.case, standing.as_known_on, lang, rule_names())
