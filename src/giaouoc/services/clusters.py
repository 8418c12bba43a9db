"""Clusters: who belongs to them, who leads them in which year, whom they answer to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import Ref, RefKind, refuse
from giaouoc.engine.units import Role, UnitRegistry
from giaouoc.exchange.toml_reader import is_code
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Bodies, Permission, Who, ensure, may
from giaouoc.store.acts import act
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Act, Cluster, Membership, Unit

LONGEST_CODE: Final = 64


def bodies_of(cluster: Cluster, on: date) -> Bodies:
    """Return who belongs to a cluster on a day, who leads it and whom it answers to."""
    rows = _on(cluster, on).select_related("unit")
    by_role = [(Role(m.role), m.unit.code) for m in rows]
    return Bodies(
        members=frozenset(unit for _, unit in by_role),
        lead=next((unit for role, unit in by_role if role is Role.LEAD), None),
        deputies=frozenset(unit for role, unit in by_role if role is Role.DEPUTY),
        superior=None if cluster.superior is None else cluster.superior.code,
    )


def bodies_of_all(registry: UnitRegistry, on: date) -> dict[str, Bodies]:
    """Return the bodies of every cluster on a day, by its code; one query, however many there are."""
    superiors = dict(Cluster.objects.values_list("code", "superior__code"))
    return {
        cluster.code: Bodies(
            members=frozenset(cluster.members_on(on)),
            lead=cluster.lead_on(on),
            deputies=frozenset(cluster.deputies_on(on)),
            superior=superiors.get(cluster.code),
        )
        for cluster in registry.clusters
    }


def sees_cluster(who: Who, bodies: Bodies) -> bool:
    """Tell whether a person may open the page of a cluster: who belongs to it, and who keeps it."""
    return may(who, Permission.READ_CLUSTER, of=bodies) or may(who, Permission.KEEP_CLUSTER, of=bodies)


def add_cluster(
    *,
    by: Person,
    on: date,
    code: str,
    name: str,
    name_en: str = "",
    system: str = "",
    superior: Unit | None = None,
) -> Cluster:
    """Add a cluster without members."""
    ensure(who_is(by, on), Permission.KEEP_UNITS)
    if not is_code(code) or len(code) > LONGEST_CODE:
        raise refuse("clusters.code-malformed", code=code, longest=LONGEST_CODE)
    if not name.strip():
        raise refuse("clusters.no-name")
    if Cluster.objects.filter(code=code).exists():
        raise refuse("units.cluster-twice", cluster=code, times=2)
    with act("cluster-added", by=by, about=f"cluster:{code}", cluster=code, details={"name": name}) as done:
        cluster = Cluster.objects.create(
            code=code,
            name=name.strip(),
            name_en=name_en.strip(),
            system=system.strip(),
            superior=superior,
            last_act=done,
        )
        unit_registry()
    return cluster


def add_member(
    *,
    by: Person,
    on: date,
    cluster: Cluster,
    unit: Unit,
    role: Role = Role.MEMBER,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Membership:
    """Take a unit into a cluster, in a role, from a day on or from ever, to a day or for good."""
    ensure(who_is(by, on), Permission.KEEP_CLUSTER, of=bodies_of(cluster, on))
    span = Span(first_day, last_day)
    _refuse_days(unit, cluster, span)
    same = Membership.objects.filter(cluster=cluster, unit=unit, role=role)
    if any(span.meets(Span(row.first_day, row.last_day)) for row in same):
        raise refuse("clusters.member-already", unit=_ref(unit), cluster=cluster.name, role=role)
    details = {
        "unit": unit.code,
        "role": role.value,
        "first_day": _iso(first_day),
        "last_day": _iso(last_day),
    }
    about = f"cluster:{cluster.code}"
    with act("member-added", by=by, about=about, cluster=cluster.code, details=details) as done:
        row = Membership.objects.create(
            cluster=cluster, unit=unit, role=role, first_day=first_day, last_day=last_day, last_act=done
        )
        unit_registry()
    return row


def end_membership(*, by: Person, on: date, membership: Membership, last_day: date) -> None:
    """Let a unit leave its cluster, or its role there, after a day."""
    cluster = membership.cluster
    ensure(who_is(by, on), Permission.KEEP_CLUSTER, of=bodies_of(cluster, on))
    _refuse_days(membership.unit, cluster, Span(membership.first_day, last_day))
    details = {
        "unit": membership.unit.code,
        "role": membership.role,
        "before": _iso(membership.last_day),
        "after": last_day.isoformat(),
    }
    about = f"cluster:{cluster.code}"
    with act("member-ended", by=by, about=about, cluster=cluster.code, details=details) as done:
        membership.last_day = last_day
        membership.last_act = done
        membership.save()
        unit_registry()


def pass_role(
    *,
    by: Person,
    on: date,
    cluster: Cluster,
    role: Role,
    unit: Unit,
    first_day: date,
    last_day: date | None = None,
) -> Membership:
    """Make a member the lead or a deputy from a day on, at most to another; a lead before it leads no more.

    Who led stays a member; a deputy who becomes the lead is deputy no more. Raises Refusal for a unit that is
    no member on that day.
    """
    ensure(who_is(by, on), Permission.KEEP_CLUSTER, of=bodies_of(cluster, on))
    _refuse_days(unit, cluster, Span(first_day, last_day))
    if unit.code not in bodies_of(cluster, first_day).members:
        raise refuse("clusters.role-without-membership", unit=_ref(unit), cluster=cluster.name, on=first_day)
    details = {
        "unit": unit.code,
        "role": role.value,
        "first_day": first_day.isoformat(),
        "last_day": _iso(last_day),
    }
    about = f"cluster:{cluster.code}"
    with act("role-passed", by=by, about=about, cluster=cluster.code, details=details) as done:
        before = Q(unit=unit) if role is not Role.LEAD else Q(unit=unit) | Q(role=Role.LEAD)
        for old in _on(cluster, first_day).filter(before).exclude(role=Role.MEMBER):
            _step_down(old, first_day, done)
        row = Membership.objects.create(
            cluster=cluster, unit=unit, role=role, first_day=first_day, last_day=last_day, last_act=done
        )
        unit_registry()
    return row


def set_superior(*, by: Person, on: date, cluster: Cluster, superior: Unit | None) -> None:
    """Let a cluster answer to another body, or to none."""
    ensure(who_is(by, on), Permission.KEEP_CLUSTER, of=bodies_of(cluster, on))
    before = None if cluster.superior is None else cluster.superior.code
    details = {"before": before, "after": None if superior is None else superior.code}
    about = f"cluster:{cluster.code}"
    with act("superior-set", by=by, about=about, cluster=cluster.code, details=details) as done:
        cluster.superior = superior
        cluster.last_act = done
        cluster.save()


def take_places(
    *, by: Person, on: date, cluster: Cluster, ended: Sequence[Unit], begun: Sequence[Unit], from_day: date
) -> None:
    """Let bodies that end leave a cluster, and those that begin come in with what they were there.

    One body that begins takes over lead or deputy to the day it was given for; of several none does, and the
    role is free. A place that was to begin later is taken back. One act for each place.
    """
    ensure(who_is(by, on), Permission.KEEP_CLUSTER, of=bodies_of(cluster, on))
    rows = list(places_from(cluster, ended, from_day))
    coming = inherited(rows, from_day, alone=len(begun) == 1)
    with transaction.atomic():
        for row in rows:
            if row.first_day is None or row.first_day < from_day:
                end_membership(by=by, on=on, membership=row, last_day=from_day - timedelta(days=1))
            else:
                _take_back(by, row)
        for unit in begun:
            for role, span in coming:
                add_member(
                    by=by,
                    on=on,
                    cluster=cluster,
                    unit=unit,
                    role=role,
                    first_day=span.first_day,
                    last_day=span.last_day,
                )


def places_from(cluster: Cluster, units: Iterable[Unit], day: date) -> QuerySet[Membership]:
    """Return the memberships of units that hold on a day or after it."""
    open_or_later = Q(last_day__isnull=True) | Q(last_day__gte=day)
    rows = Membership.objects.filter(open_or_later, cluster=cluster, unit__in=list(units))
    return rows.select_related("unit", "cluster__superior").order_by("pk")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both counted; None is an open end."""

    first_day: date | None
    last_day: date | None

    def meets(self, other: Span) -> bool:
        """Tell whether the two have a day in common."""
        return _begins(self) <= _ends(other) and _begins(other) <= _ends(self)


def inherited(rows: Iterable[Membership], from_day: date, *, alone: bool) -> list[tuple[Role, Span]]:
    """Return what bodies were in a cluster as the body that follows them holds it from a day on."""
    held = [
        (Role(r.role), Span(from_day if r.first_day is None else max(r.first_day, from_day), r.last_day))
        for r in rows
    ]
    whole = _joined(span for _, span in held)
    if not alone:
        return [(Role.MEMBER, span) for span in whole]
    leads = _joined(span for role, span in held if role is Role.LEAD)
    deputies = _joined(span for role, span in held if role is Role.DEPUTY)
    free = [span for span in deputies if not any(span.meets(lead) for lead in leads)]
    return [
        *((Role.MEMBER, span) for span in whole),
        *((Role.LEAD, span) for span in leads),
        *((Role.DEPUTY, span) for span in free),
    ]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return the same days in as few spans as there can be."""
    found: list[Span] = []
    for span in sorted(spans, key=_begins):
        if found and (_ends(found[-1]) == date.max or _begins(span) <= _ends(found[-1]) + timedelta(days=1)):
            longest = max(found[-1], span, key=_ends)
            found[-1] = Span(found[-1].first_day, longest.last_day)
        else:
            found.append(span)
    return found


def _begins(span: Span) -> date:
    return span.first_day or date.min


def _ends(span: Span) -> date:
    return span.last_day or date.max


def _take_back(by: Person, row: Membership) -> None:
    """Take away a place that has not begun, within an act that keeps what it was."""
    details = {"unit": row.unit.code, "role": row.role, "first_day": _iso(row.first_day)}
    about, cluster = f"cluster:{row.cluster.code}", row.cluster.code
    with act("member-taken-back", by=by, about=about, cluster=cluster, details=details):
        row.delete()


def _step_down(old: Membership, first_day: date, done: Act) -> None:
    """End a role the day before; where nothing else made the unit a member, it stays one for as long as it held it.

    A role that began on that very day was never held: it is taken back.
    """
    others = _on(old.cluster, first_day).filter(unit=old.unit, role=Role.MEMBER)
    if not others.exists():
        Membership.objects.create(
            cluster=old.cluster,
            unit=old.unit,
            role=Role.MEMBER,
            first_day=first_day,
            last_day=old.last_day,
            last_act=done,
        )
    if old.first_day == first_day:
        old.delete()
        return
    old.last_day = first_day - timedelta(days=1)
    old.last_act = done
    old.save()


def _refuse_days(unit: Unit, cluster: Cluster, span: Span) -> None:
    if span.first_day and span.last_day and span.last_day < span.first_day:
        raise refuse(
            "units.membership-upside-down",
            unit=_ref(unit),
            cluster=cluster.name,
            first_day=span.first_day,
            last_day=span.last_day,
        )


def _ref(unit: Unit) -> Ref:
    return Ref(RefKind.UNIT, unit.code)


def _on(cluster: Cluster, day: date) -> QuerySet[Membership]:
    begun = Q(first_day__isnull=True) | Q(first_day__lte=day)
    open_or_later = Q(last_day__isnull=True) | Q(last_day__gte=day)
    return Membership.objects.filter(begun, open_or_later, cluster=cluster)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
