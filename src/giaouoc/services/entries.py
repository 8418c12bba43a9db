"""Append to a ledger by hand: a new figure, or a correction that leaves the old one standing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import COLUMNS, IMPLIED, Entry, Ledger, Status
from giaouoc.engine.findings import Refusal, refuse
from giaouoc.engine.periods import Window, same_period
from giaouoc.exchange.case_folder import LoadedCase, read_case
from giaouoc.exchange.case_lock import locked
from giaouoc.exchange.case_texts import texts_of
from giaouoc.exchange.data_package import add_to_ledger
from giaouoc.exchange.figures_file import row_of
from giaouoc.services.entry_problems import as_asked, asked_problems, outside_life

_KEPT_BY_A_CORRECTION = (
    "unit",
    "indicator",
    "first_day",
    "last_day",
    "window_basis",
    "precision",
    "definition",
    "publisher",
    "publisher_basis",
)
# Who typed a figure and when does not make it another one.
_SAID_BESIDE = ("seq", "recorded_at", "recorded_by", "note")
_NUMBER = re.compile(r"-?[0-9]+\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Added:
    """The entries that were appended, and the numbers of those that already said the same."""

    entries: tuple[Entry, ...]
    there: tuple[int, ...] = ()


def add_entry(
    *, loaded: LoadedCase, fields: Mapping[str, str], by: str | None = None, today: date | None = None
) -> Added:
    """Append one figure; a base that the same publication implies becomes an entry of its own.

    A figure that stands in the ledger already is not written again. Refused are codes the case does not have, a
    publication after `today`, and a window wholly outside the life of the body.
    """
    row = dict.fromkeys(COLUMNS, "") | dict(fields) | {"recorded_by": by or ""}
    with locked(loaded.folder):
        case = _now(loaded)
        problems = asked_problems(case.case, row, today)
        if problems:
            raise Refusal(problems)
        rows = [row]
        if row["claimed_base"] and row["status"] == Status.REPORTED:
            rows.append(_implied(case.case, row))
        places = [_place(case.case.ledger, one) for one in rows]
        fresh = [one for one, place in zip(rows, places, strict=True) if place is None]
        entries = _append(case, fresh, must_live=True) if fresh else ()
    return Added(entries, tuple(place for place in places if place is not None))


def correct_entry(
    *,
    loaded: LoadedCase,
    seq: int,
    fields: Mapping[str, str],
    reason: str,
    by: str | None = None,
    today: date | None = None,
) -> tuple[Entry, ...]:
    """Append a correction of one entry; what the correction does not name stays as it was.

    A correction published after `today` is refused.
    """
    with locked(loaded.folder):
        case = _now(loaded)
        ledger = case.case.ledger
        if not 1 <= seq <= len(ledger):
            raise refuse("entries.nothing-to-correct", number=seq, count=len(ledger))
        row = _corrected(ledger.entry(seq)) | dict(fields)
        row |= {"corrects": str(seq), "reason": reason, "recorded_by": by or ""}
        problems = asked_problems(case.case, row, today)
        if problems:
            raise Refusal(problems)
        return _append(case, [row], must_live=False)


def _corrected(old: Entry) -> dict[str, str]:
    """Return what a correction takes over from the entry it corrects; an implied base stays one, by its note."""
    kept = (*_KEPT_BY_A_CORRECTION, "note") if old.is_implied else _KEPT_BY_A_CORRECTION
    row = row_of(old)
    return dict.fromkeys(COLUMNS, "") | {name: row[name] for name in kept}


def _now(loaded: LoadedCase) -> LoadedCase:
    """Return the case as it stands now: between its opening and the lock another command may have written."""
    texts, _ = texts_of(loaded.folder)
    return loaded if texts == loaded.texts else read_case(loaded.folder)


def _append(loaded: LoadedCase, rows: list[dict[str, str]], *, must_live: bool) -> tuple[Entry, ...]:
    """Append rows only where the case with them still stands as a whole."""
    count = len(loaded.rows)

    def check(ledger: Ledger) -> None:
        case = Case(loaded.case.pact, loaded.case.units, loaded.case.indicators, ledger)
        problems = outside_life(case, ledger.entries[count:]) if must_live else []
        if problems:
            raise Refusal(problems)

    try:
        return add_to_ledger(loaded.folder, rows, pact=loaded.case.pact, check=check)
    except Refusal as refusal:
        raise as_asked(refusal, count) from None


def _place(ledger: Ledger, row: Mapping[str, str]) -> int | None:
    """Return the number of a standing entry that says the same as a row, None where none does."""
    said = _said(row)
    alike = [e for e in ledger if e.unit == row["unit"] and e.indicator == row["indicator"]]
    replaced = {e.corrects for e in alike}
    return next((e.seq for e in alike if e.seq not in replaced and _said(row_of(e)) == said), None)


def _said(row: Mapping[str, str]) -> tuple[str, ...]:
    cells = (row[name].strip() for name in COLUMNS if name not in _SAID_BESIDE)
    return tuple(str(Decimal(cell).normalize()) if _NUMBER.fullmatch(cell) else cell for cell in cells)


def _implied(case: Case, row: Mapping[str, str]) -> dict[str, str]:
    """Return the base that a publication subtracts from, as known from that publication.

    Counts and definition are those of the figure itself; nobody said them of its base.
    """
    window = Window.inclusive(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]))
    base = same_period(window, case.pact.calendar, case.pact.holidays)
    amount = row["value"] or f"{row['numerator']}/{row['denominator']}"
    return dict(row) | {
        "first_day": base.first_day.isoformat(),
        "last_day": base.last_day.isoformat(),
        "value": row["claimed_base"],
        "numerator": "",
        "denominator": "",
        "definition": "",
        "claimed_percent": "",
        # The file is read in every language: after the mark only figures.
        "note": f"{IMPLIED}: {amount} ({row['first_day']}/{row['last_day']})",
    }
