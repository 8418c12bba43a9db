"""Units and what becomes of them: a change is kept only where the whole register stands with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import Ref, RefKind, Refusal, error, refuse
from giaouoc.engine.rulebook import Mark
from giaouoc.engine.units import SuccessionKind
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Permission, ensure
from giaouoc.store.acts import act
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import (
    Act,
    Succession,
    SuccessionResult,
    SuccessionSource,
    Unit,
    UnitName,
    UnitParent,
)


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that begins; `share` is its part of a unit that is split, where a key says so."""

    code: str
    name: str
    name_en: str = ""
    share: Decimal | None = None


def add_unit(
    *,
    by: Person,
    on: date,
    unit: NewUnit,
    parent: Unit | None = None,
    first_day: date | None = None,
) -> Unit:
    """Add a unit, under another one where it is part of it; the first day stays open where nobody knows it."""
    ensure(who_is(by, on), Permission.KEEP_UNITS)
    details = {"name": unit.name, "parent": None if parent is None else parent.code}
    with act("unit-added", by=by, about=f"unit:{unit.code}", details=details) as done:
        row = _write(unit, done, first_day)
        if parent is not None:
            UnitParent.objects.create(unit=row, parent=parent, first_day=first_day, last_act=done)
        unit_registry()
    return row


def name_unit(*, by: Person, on: date, unit: Unit, name: str, name_en: str = "", first_day: date) -> None:
    """Give a unit a new name from a day on; the name before it ends the day before."""
    ensure(who_is(by, on), Permission.KEEP_UNITS)
    before = unit.names.order_by("pk").last()
    assert before is not None
    details = {"before": before.name, "after": name, "first_day": first_day.isoformat()}
    with act("unit-named", by=by, about=f"unit:{unit.code}", details=details) as done:
        before.last_day = first_day - timedelta(days=1)
        before.last_act = done
        before.save()
        UnitName.objects.create(
            unit=unit, name=name.strip(), name_en=name_en.strip(), first_day=first_day, last_act=done
        )
        unit_registry()


def reorganise(
    *,
    by: Person,
    on: date,
    kind: SuccessionKind,
    from_day: date,
    sources: Sequence[Unit],
    results: Sequence[NewUnit],
    legal_basis: str,
    key_name: str = "",
) -> Succession:
    """Merge, split, rename or dissolve units; those that begin are made with it, on its first day.

    What nobody has read in the law keeps its mark: the basis is kept as `G` until somebody has.
    """
    ensure(who_is(by, on), Permission.KEEP_UNITS)
    _refuse_what_cannot_be(sources, legal_basis)
    details = {
        "kind": kind.value,
        "on": from_day.isoformat(),
        "from": [u.code for u in sources],
        "to": [u.code for u in results],
        "legal_basis": legal_basis.strip(),
    }
    with act("units-reorganised", by=by, about=f"unit:{sources[0].code}", details=details) as done:
        row = Succession.objects.create(
            kind=kind,
            on=from_day,
            key_name=key_name.strip(),
            legal_basis=legal_basis.strip(),
            mark=Mark.UNVERIFIED.value,
            last_act=done,
        )
        for unit in sources:
            SuccessionSource.objects.create(succession=row, unit=unit, last_act=done)
        for new in results:
            SuccessionResult.objects.create(
                succession=row,
                unit=_write(new, done, None),
                share="" if new.share is None else f"{new.share:f}",
                last_act=done,
            )
        unit_registry()
    return row


def _refuse_what_cannot_be(sources: Sequence[Unit], legal_basis: str) -> None:
    problems = [
        error("reorganisations.ended-already", unit=Ref(RefKind.UNIT, row.unit.code), on=row.succession.on)
        for row in SuccessionSource.objects.filter(unit__in=sources).select_related("unit", "succession")
    ]
    if not sources:
        problems.append(error("reorganisations.no-unit"))
    if not legal_basis.strip():
        problems.append(error("reorganisations.no-legal-basis"))
    if problems:
        raise Refusal(problems)


def _write(unit: NewUnit, done: Act, first_day: date | None) -> Unit:
    if Unit.objects.filter(code=unit.code).exists():
        raise refuse("units.code-twice", unit=Ref(RefKind.UNIT, unit.code), times=2)
    row = Unit.objects.create(code=unit.code, first_day=first_day, last_act=done)
    UnitName.objects.create(
        unit=row, name=unit.name.strip(), name_en=unit.name_en.strip(), first_day=first_day, last_act=done
    )
    return row
