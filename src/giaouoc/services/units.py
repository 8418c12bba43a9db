"""Units and what becomes of them: a change is kept only where the whole register stands with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import Ref, RefKind, Refusal, error, refuse
from giaouoc.engine.rulebook import Mark
from giaouoc.engine.units import SuccessionKind, UnitRegistry
from giaouoc.exchange.texts import code_from
from giaouoc.exchange.toml_reader import is_code
from giaouoc.services.clusters import take_places
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Bodies, Permission, Who, ensure, may
from giaouoc.store.acts import act
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import (
    Act,
    Cluster,
    Succession,
    SuccessionResult,
    SuccessionSource,
    Unit,
    UnitName,
    UnitParent,
)

LONGEST_CODE: Final = 64


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that begins; `share` is its part of a unit that is split, where a key says so."""

    code: str
    name: str
    name_en: str = ""
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A cluster that bodies leave because they end, and the one that takes their place there; empty for none."""

    cluster: str
    unit: str = ""


def units_seen(who: Who, registry: UnitRegistry, bodies: Mapping[str, Bodies]) -> frozenset[str]:
    """Return the units a person may look up; `bodies` are those of each cluster.

    Who keeps units or audits sees all; others see their own, those of their clusters, and what these came
    from and became.
    """
    if may(who, Permission.KEEP_UNITS) or may(who, Permission.READ_ACTS):
        return frozenset(unit.code for unit in registry)
    ahead = [code for held in who.held if (code := held.unit) is not None and code in registry]
    for cluster in registry.clusters:
        if may(who, Permission.READ_CLUSTER, of=bodies[cluster.code]):
            ahead += [m.unit for m in cluster.memberships]
    seen: set[str] = set()
    while ahead:
        code = ahead.pop()
        if code not in seen:
            seen.add(code)
            end = registry.end(code)
            ahead += [*registry.predecessors(code), *(end.results if end else ())]
    return frozenset(seen)


def proposed_code(name: str) -> str:
    """Return a code made from a name, in whole words and short enough for a year and a number after it."""
    most = LONGEST_CODE - len("-2025-100")
    code = code_from(name)
    return code if len(code) <= most else code[: most + 1].rpartition("-")[0] or code[:most]


def free_code(wanted: str, year: int, taken: Collection[str]) -> str:
    """Return a code nobody has, close to the one wanted: with the year first, then with a number."""
    tries = (wanted, f"{wanted}-{year}", *(f"{wanted}-{year}-{n}" for n in range(2, len(taken) + 3)))
    return next(code for code in tries if code not in taken)


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
    places: Sequence[Place] = (),
) -> Succession:
    """Merge, split, rename or dissolve units; those that begin are made with it, on its first day.

    In the clusters of `places` the units that end leave the day before, and those named take their place.
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
    with transaction.atomic():
        with act("units-reorganised", by=by, about=f"unit:{sources[0].code}", details=details) as done:
            row = Succession.objects.create(
                kind=kind,
                on=from_day,
                key_name=key_name.strip(),
                legal_basis=legal_basis.strip(),
                mark=Mark.UNVERIFIED.value,
                last_act=done,
            )
            begun = _end_and_begin(row, sources, results, done)
            unit_registry()
        for cluster in Cluster.objects.filter(code__in={p.cluster for p in places}).order_by("code"):
            taking = [begun[p.unit] for p in places if p.cluster == cluster.code and p.unit]
            take_places(by=by, on=on, cluster=cluster, ended=sources, begun=taking, from_day=from_day)
    return row


def _end_and_begin(
    row: Succession, sources: Sequence[Unit], results: Sequence[NewUnit], done: Act
) -> dict[str, Unit]:
    """Write the units of a succession, and return those that begin by their codes."""
    for unit in sources:
        SuccessionSource.objects.create(succession=row, unit=unit, last_act=done)
    begun = {}
    for new in results:
        begun[new.code] = _write(new, done, None)
        share = "" if new.share is None else f"{new.share:f}"
        SuccessionResult.objects.create(succession=row, unit=begun[new.code], share=share, last_act=done)
    return begun


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
    if not is_code(unit.code) or len(unit.code) > LONGEST_CODE:
        raise refuse("reorganisations.code-malformed", code=unit.code, longest=LONGEST_CODE)
    if Unit.objects.filter(code=unit.code).exists():
        raise refuse("units.code-twice", unit=unit.code, times=2)
    row = Unit.objects.create(code=unit.code, first_day=first_day, last_act=done)
    UnitName.objects.create(
        unit=row, name=unit.name.strip(), name_en=unit.name_en.strip(), first_day=first_day, last_act=done
    )
    return row
