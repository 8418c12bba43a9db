"""Open a case folder and judge it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from giaouoc.engine.checks.case import comes_whole
from giaouoc.engine.figures import Precision
from giaouoc.engine.findings import Ref, RefKind, Refusal, Severity, refuse
from giaouoc.engine.pacts import Reading, Territory
from giaouoc.engine.verdicts.standing import judge, rows_of
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.exchange.case_folder import LoadedCase, read_case
from giaouoc.exchange.rule_pages import rule_names
from giaouoc.exchange.seal_file import seal_findings
from giaouoc.services.known_codes import unknown_commitment, unknown_unit
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
    today: date | None = None,
) -> Standing:
    """Return the standing of an opened case, with the head of its ledger where the seal holds.

    What does not fit the seal stands first among the findings. Where no day is asked for, none after `today` is
    taken: a mistyped year must not tell of what nobody can know yet. An unknown code of a unit or commitment,
    and a unit that is not judged over the territory asked for, are refused with those that are.
    """
    _are_known(loaded, unit, commitment)
    standing = judge(
        loaded.case,
        as_known_on=as_known_on or day_for(loaded, today),
        reading=reading,
        territory=territory,
        unit=unit,
        commitment=commitment,
        on_progress=on_progress,
    )
    if unit is not None:
        _is_judged(standing, unit)
    return _sealed(standing, loaded)


def day_for(loaded: LoadedCase, today: date | None) -> date:
    """Return the day a case is judged for where none is asked for: the newest in its ledger, at most `today`."""
    newest = loaded.case.default_day
    return newest if today is None else min(newest, today)


def is_whole(loaded: LoadedCase, indicator: str) -> bool:
    """Tell whether figures of an indicator are whole numbers; of an unknown one nothing is known."""
    known = loaded.case.indicators
    return indicator in known and comes_whole(known.get(indicator))


def corrects_whole(loaded: LoadedCase, seq: int) -> bool:
    """Tell whether the figure with this number is an exact whole one."""
    ledger = loaded.case.ledger
    if not 1 <= seq <= len(ledger):
        return False
    old = ledger.entry(seq)
    return old.precision is Precision.EXACT and is_whole(loaded, old.indicator)


def _are_known(loaded: LoadedCase, unit: str | None, commitment: str | None) -> None:
    unknown = [
        None if unit is None else unknown_unit(loaded.case, unit),
        None if commitment is None else unknown_commitment(loaded.case, commitment),
    ]
    problems = [one for one in unknown if one is not None]
    if problems:
        raise Refusal(problems)


def _is_judged(standing: Standing, unit: str) -> None:
    rows = rows_of(standing.case, standing.territory, standing.as_known_on)
    if unit not in rows:
        raise refuse(
            "entries.unit-not-judged",
            unit=Ref(RefKind.UNIT, unit),
            territory=standing.territory,
            units=tuple(Ref(RefKind.UNIT, row) for row in rows),
        )


def _sealed(standing: Standing, loaded: LoadedCase) -> Standing:
    """Return the standing with what the seal says: its head, or that it no longer holds."""
    seal = loaded.seal
    if seal is None:
        return standing
    found = seal_findings(seal, loaded.rows, loaded.texts)
    broken = any(f.severity is Severity.ERROR for f in found)
    return replace(
        standing,
        findings=(*found, *standing.findings),
        head=None if broken else f"{seal.length}:{seal.head}",
        seal_broken=broken,
    )


def voice_for(standing: Standing, lang: Lang) -> Voice:
    """Return the voice that names the things of a judged case as they were called on the day asked for."""
    return voice_of(standing.case, standing.as_known_on, lang, rule_names())
