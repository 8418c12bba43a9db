"""Clusters: who belongs to them, who leads them in which year, whom they answer to."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import Ref, RefKind, refuse
from giaouoc.engine.units import Role
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Bodies, Permission, ensure
from giaouoc.store.acts import act
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Act, Cluster, Membership, Unit


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
) -> Membership:
    """Take a unit into a cluster, in a role, from a day on or from ever."""
    ensure(who_is(by, on), Permission.KEEP_CLUSTER, of=bodies_of(cluster, on))
    details = {"unit": unit.code, "role": role.value, "first_day": _iso(first_day)}
    about = f"cluster:{cluster.code}"
    with act("member-added", by=by, about=about, cluster=cluster.code, details=details) as done:
        row = Membership.objects.create(
            cluster=cluster, unit=unit, role=role, first_day=first_day, last_act=done
        )
        unit_registry()
    return row


def end_membership(*, by: Person, on: date, membership: Membership, last_day: date) -> None:
    """Let a unit leave its cluster, or its role there, after a day."""
    cluster = membership.cluster
    ensure(who_is(by, on), Permission.KEEP_CLUSTER, of=bodies_of(cluster, on))
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

    Who led stays a member. Raises Refusal for a unit that is no member on that day.
    """
    ensure(who_is(by, on), Permission.KEEP_CLUSTER, of=bodies_of(cluster, on))
    if unit.code not in bodies_of(cluster, first_day).members:
        ref = Ref(RefKind.UNIT, unit.code)
        raise refuse("clusters.role-without-membership", unit=ref, cluster=cluster.name, on=first_day)
    details = {
        "unit": unit.code,
        "role": role.value,
        "first_day": first_day.isoformat(),
        "last_day": _iso(last_day),
    }
    about = f"cluster:{cluster.code}"
    with act("role-passed", by=by, about=about, cluster=cluster.code, details=details) as done:
        if role is Role.LEAD:
            for old in _on(cluster, first_day).filter(role=Role.LEAD):
                _step_down(old, first_day, done)
        row = Membership.objects.create(
            cluster=cluster, unit=unit, role=role, first_day=first_day, last_day=last_day, last_act=done
        )
        unit_registry()
    return row


def _step_down(lead: Membership, first_day: date, done: Act) -> None:
    """End a lead the day before; where nothing else made the unit a member, it stays one for as long as it led."""
    rest = lead.last_day
    others = _on(lead.cluster, first_day).filter(unit=lead.unit).exclude(pk=lead.pk)
    if not others.exists():
        Membership.objects.create(
            cluster=lead.cluster,
            unit=lead.unit,
            role=Role.MEMBER,
            first_day=first_day,
            last_day=rest,
            last_act=done,
        )
    lead.last_day = first_day - timedelta(days=1)
    lead.last_act = done
    lead.save()


def _on(cluster: Cluster, day: date) -> QuerySet[Membership]:
    begun = Q(first_day__isnull=True) | Q(first_day__lte=day)
    open_or_later = Q(last_day__isnull=True) | Q(last_day__gte=day)
    return Membership.objects.filter(begun, open_or_later, cluster=cluster)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
