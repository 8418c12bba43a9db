"""Append to a ledger by hand: a new figure, or a correction that leaves the old one standing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import COLUMNS, Entry, Status
from giaouoc.engine.figures.ledger import Ledger
from giaouoc.engine.findings import refuse
from giaouoc.engine.periods import Window, same_period
from giaouoc.exchange.case_folder import LoadedCase
from giaouoc.exchange.data_package import write_data_package
from giaouoc.exchange.figures_file import append_rows, read_figures, row_of, write_figures

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


def add_entry(*, loaded: LoadedCase, fields: Mapping[str, str], by: str | None = None) -> tuple[Entry, ...]:
    """Append one figure; a base that the same publication implies becomes an entry of its own."""
    row = dict.fromkeys(COLUMNS, "") | dict(fields) | {"recorded_by": by or ""}
    rows = [row]
    if row["claimed_base"] and row["status"] == Status.REPORTED:
        rows.append(_implied(loaded.case, row))
    return _append(loaded, rows)


def correct_entry(
    *, loaded: LoadedCase, seq: int, fields: Mapping[str, str], reason: str, by: str | None = None
) -> tuple[Entry, ...]:
    """Append a correction of one entry; what the correction does not name stays as it was."""
    if not 1 <= seq <= len(loaded.case.ledger):
        raise refuse("entries.nothing-to-correct", seq=seq, count=len(loaded.case.ledger))
    old = row_of(loaded.case.ledger.entry(seq))
    row = dict.fromkeys(COLUMNS, "") | {name: old[name] for name in _KEPT_BY_A_CORRECTION}
    row |= dict(fields) | {"corrects": str(seq), "reason": reason, "recorded_by": by or ""}
    return _append(loaded, [row])


def _append(loaded: LoadedCase, rows: list[dict[str, str]]) -> tuple[Entry, ...]:
    """Append rows only where the case with them still stands as a whole."""
    count = len(loaded.rows)
    numbered = [row | {"seq": str(count + place)} for place, row in enumerate(rows, start=1)]
    _, ledger = read_figures(write_figures([*loaded.rows, *numbered]))
    _stands(loaded.case, ledger)
    entries = append_rows(loaded.folder, rows)
    write_data_package(loaded.folder)
    return entries


def _stands(case: Case, ledger: Ledger) -> None:
    Case(case.pact, case.units, case.indicators, ledger)


def _implied(case: Case, row: Mapping[str, str]) -> dict[str, str]:
    """Return the base that a publication subtracts from, as known from that publication."""
    window = Window.inclusive(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]))
    base = same_period(window, case.pact.calendar, case.pact.holidays)
    return dict(row) | {
        "first_day": base.first_day.isoformat(),
        "last_day": base.last_day.isoformat(),
        "value": row["claimed_base"],
        "claimed_percent": "",
        "note": f"implied by {row['value']} of {row['first_day']} to {row['last_day']}",
    }
