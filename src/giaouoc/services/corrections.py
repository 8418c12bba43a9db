"""A figure in the ledger is corrected by a new row: its unit asks, the cluster approves, the old one stays."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Final

from giaouoc.accounts.models import Person
from giaouoc.engine.figures import COLUMNS, Ledger, Status
from giaouoc.engine.findings import refuse
from giaouoc.exchange.figures_file import RawRow
from giaouoc.services.amounts import Amount, Read, read
from giaouoc.services.clusters import bodies_of
from giaouoc.services.pacts import newest_version
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Permission, ensure
from giaouoc.store import ledgers
from giaouoc.store.acts import act
from giaouoc.store.mapping.pacts import case_of
from giaouoc.store.models import Act, Correction, CorrectionState, LedgerRow, Pact

_AMOUNTS: Final = ("status", "value", "numerator", "denominator", "note")
_KEPT: Final = (
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


def ask_correction(
    *, by: Person, on: date, pact: Pact, row: LedgerRow, amount: Amount, reason: str
) -> Correction:
    """Ask for another amount in place of one in the ledger, with the reason that will stand beside it."""
    ensure(who_is(by, on), Permission.REPORT_FIGURES, of=bodies_of(row.cluster, on), unit=row.unit)
    if not reason.strip():
        raise refuse("reporting.reason-missing")
    if _is_replaced(row):
        raise refuse("corrections.corrected-already", seq=row.seq)
    if row.corrections.filter(state=CorrectionState.ASKED).exists():
        raise refuse("corrections.asked-already", seq=row.seq)
    new = read(amount, case_of(newest_version(pact), Ledger([])).indicators.get(row.indicator))
    if new.status is None:
        raise refuse("corrections.nothing-said", seq=row.seq)
    if new == _amount_of(row):
        raise refuse("corrections.nothing-changed", seq=row.seq)
    cells = {
        "status": new.status.value,
        "value": new.value,
        "numerator": new.numerator,
        "denominator": new.denominator,
        "note": new.note,
    }
    with _acted("correction-asked", by, row, after=cells, reason=reason.strip()) as done:
        return Correction.objects.create(
            row=row, cells=cells, reason=reason.strip(), asked_by=by, last_act=done
        )


def approve_correction(*, by: Person, on: date, at: datetime, correction: Correction) -> LedgerRow:
    """Put a correction into the ledger; nobody approves their own, and nobody their own unit's."""
    row = correction.row
    _may_decide(by, on, correction)
    with _acted("correction-approved", by, row, correction=correction.pk) as done:
        correction = Correction.objects.select_for_update().get(pk=correction.pk)
        _may_decide(by, on, correction)
        old = _texts(row)
        new = {name: old[name] for name in _KEPT} | dict(correction.cells)
        new |= {
            "source": f"correction {correction.pk}",
            "published_on": on.isoformat(),
            "recorded_at": at.isoformat(timespec="seconds"),
            "recorded_by": correction.asked_by.code,
            "corrects": str(row.seq),
            "reason": correction.reason,
        }
        (written,) = ledgers.append(row.cluster, [new], done)
        _decide(correction, by, CorrectionState.APPROVED, done, result=written)
    return written


def refuse_correction(*, by: Person, on: date, correction: Correction, answer: str) -> None:
    """Leave the ledger as it is, and say why."""
    _may_decide(by, on, correction)
    if not answer.strip():
        raise refuse("reporting.reason-missing")
    with _acted("correction-refused", by, correction.row, correction=correction.pk) as done:
        correction.answer = answer.strip()
        _decide(correction, by, CorrectionState.REFUSED, done)


def _may_decide(by: Person, on: date, correction: Correction) -> None:
    row = correction.row
    ensure(who_is(by, on), Permission.VERIFY_FIGURES, of=bodies_of(row.cluster, on), unit=row.unit)
    if correction.asked_by == by:
        raise refuse("corrections.own")
    if correction.state != CorrectionState.ASKED:
        raise refuse("corrections.decided-already", seq=row.seq)


def _decide(
    correction: Correction, by: Person, state: CorrectionState, done: Act, result: LedgerRow | None = None
) -> None:
    correction.state, correction.decided_by, correction.result = state, by, result
    correction.last_act = done
    correction.save()


def _is_replaced(row: LedgerRow) -> bool:
    """Tell whether a later row corrects this one."""
    place = COLUMNS.index("corrects")
    later = LedgerRow.objects.filter(cluster=row.cluster, unit=row.unit, indicator=row.indicator)
    return any(cells[place] == str(row.seq) for cells in later.values_list("cells", flat=True))


def _amount_of(row: LedgerRow) -> Read:
    texts = _texts(row)
    status, value, above, below, note = (texts[name] for name in _AMOUNTS)
    return Read(Status(status), value, above, below, note)


def _texts(row: LedgerRow) -> RawRow:
    return dict(zip(COLUMNS, row.cells, strict=True))


def _acted(verb: str, by: Person, row: LedgerRow, **details: object) -> AbstractContextManager[Act]:
    before: Mapping[str, str] = _texts(row)
    about = {"before": {name: before[name] for name in _AMOUNTS}, **details}
    return act(
        verb, by=by, about=f"row:{row.cluster.code}:{row.seq}", cluster=row.cluster.code, details=about
    )
