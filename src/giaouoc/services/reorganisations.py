"""What a reorganisation would bring about, told before anything is kept: the engine is asked, then all is undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import Finding
from giaouoc.engine.units import Role, SuccessionKind, Territory, UnitRegistry
from giaouoc.services.clusters import Span, bodies_of, places_from
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Permission, may
from giaouoc.services.units import NewUnit, Place, reorganise
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Act, Cluster, Holding, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """A body and the ones whose figures speak for its territory; None and `why` where that cannot be told."""

    unit: str
    territory: Territory | None
    why: Finding | None


@dataclass(frozen=True, slots=True)
class Held:
    """What a body is in a cluster, and for how long."""

    unit: str
    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Affected:
    """A cluster with bodies that end: what they are there, who may take their place, and how it then stands."""

    code: str
    name: str
    name_en: str
    ending: tuple[Held, ...]
    offers: tuple[Place, ...]
    kept_by_visitor: bool
    beginning: tuple[Held, ...] = ()
    members: tuple[str, ...] = ()
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would be: the register as it would stand, both readings of the territory, clusters and people."""

    registry: UnitRegistry
    as_signed: tuple[Line, ...]
    as_now: tuple[Line, ...]
    clusters: tuple[Affected, ...]
    places: frozenset[Place]
    people: int


def foresee(
    *,
    by: Person,
    on: date,
    kind: SuccessionKind,
    from_day: date,
    sources: Sequence[Unit],
    results: Sequence[NewUnit],
    places: Sequence[Place] | None = None,
    **rest: Any,
) -> Foreseen:
    """Return what a reorganisation would bring about, or refuse what it would be refused for; nothing is kept.

    Without `places` the new bodies take every place that may be given to them.
    """
    with transaction.atomic():
        touched = _touched(by, on, sources, results, from_day)
        offered = [place for one in touched if one.kept_by_visitor for place in one.offers]
        taken = offered if places is None else [place for place in offered if place in places]
        reorganise(
            by=by,
            on=on,
            kind=kind,
            from_day=from_day,
            sources=sources,
            results=results,
            places=taken,
            **rest,
        )
        registry = unit_registry()
        people = _holders(sources, from_day)
        transaction.set_rollback(True)
    before = from_day - timedelta(days=1)
    return Foreseen(
        registry=registry,
        as_signed=tuple(_after(registry, unit.code, from_day) for unit in sources),
        as_now=tuple(_before(registry, new.code, before) for new in results),
        clusters=tuple(_then(one, registry, from_day, {new.code for new in results}) for one in touched),
        places=frozenset(taken),
        people=people,
    )


def last_change() -> int:
    """Return the number of the last act about units or clusters: another one says that somebody was quicker."""
    about = Q(about__startswith="unit:") | Q(about__startswith="cluster:")
    return Act.objects.filter(about).order_by("-pk").values_list("pk", flat=True).first() or 0


def _touched(
    by: Person, on: date, sources: Sequence[Unit], results: Sequence[NewUnit], from_day: date
) -> list[Affected]:
    who = who_is(by, on)
    holding = Cluster.objects.filter(memberships__unit__in=sources).distinct().order_by("code")
    found = []
    for cluster in holding.select_related("superior"):
        rows = list(places_from(cluster, sources, from_day))
        if not rows:
            continue
        found.append(
            Affected(
                code=cluster.code,
                name=cluster.name,
                name_en=cluster.name_en,
                ending=tuple(Held(r.unit.code, Role(r.role), Span(r.first_day, r.last_day)) for r in rows),
                offers=tuple(Place(cluster.code, new.code) for new in results) or (Place(cluster.code),),
                kept_by_visitor=may(who, Permission.KEEP_CLUSTER, of=bodies_of(cluster, on)),
            )
        )
    return found


def _then(one: Affected, registry: UnitRegistry, day: date, new: set[str]) -> Affected:
    cluster = registry.cluster(one.code)
    assert cluster is not None
    beginning = (
        Held(m.unit, m.role, Span(m.first_day, m.last_day)) for m in cluster.memberships if m.unit in new
    )
    return replace(
        one, beginning=tuple(beginning), members=cluster.members_on(day), lead=cluster.lead_on(day)
    )


def _after(registry: UnitRegistry, code: str, day: date) -> Line:
    return Line(code, registry.territory_after(code, day), registry.why_no_territory(code, day))


def _before(registry: UnitRegistry, code: str, day: date) -> Line:
    return Line(code, registry.territory_before(code, day), registry.why_no_territory(code, day))


def _holders(units: Sequence[Unit], day: date) -> int:
    """Return how many people hold a role for these units on a day or after it."""
    open_or_later = Q(last_day__isnull=True) | Q(last_day__gte=day)
    held = Holding.objects.filter(open_or_later, unit__in=units, person__is_active=True)
    return held.values("person").distinct().count()
