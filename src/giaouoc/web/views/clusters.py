"""Clusters: the list, a new one, and the page of one as of a day, where members, lead and superior are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from giaouoc.engine.findings import Refusal
from giaouoc.engine.units import Role, UnitRegistry
from giaouoc.services import clusters as services
from giaouoc.services.permissions import Permission, ensure
from giaouoc.services.units import proposed_code
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Cluster, Membership, Unit
from giaouoc.store.models import Role as Held
from giaouoc.web.fields import DayField, unit_choices
from giaouoc.web.naming import Naming
from giaouoc.web.visits import Visit, page
from giaouoc.web.voice import phrase, voice
from giaouoc.wording import Lang, sort_key

_IDS: Final = {name: f"{name}_%s" for name in ("member_form", "role_form", "superior_form")}
"""One page has several forms; their fields need ids of their own."""


class ClusterForm(forms.Form):
    """A cluster to be added."""

    name = forms.CharField(label=phrase("web_clusters.new.name"), max_length=300)
    name_en = forms.CharField(label=phrase("web_clusters.new.name-en"), max_length=300, required=False)
    code = forms.CharField(
        label=phrase("web_clusters.new.code"),
        help_text=phrase("web_clusters.new.code-help"),
        max_length=64,
        required=False,
    )
    system = forms.CharField(
        label=phrase("web_clusters.new.system"),
        help_text=phrase("web_clusters.new.system-help"),
        max_length=64,
        required=False,
    )
    superior = forms.ChoiceField(
        label=phrase("web_clusters.superior.unit"),
        help_text=phrase("web_clusters.superior.help"),
        choices=unit_choices,
        required=False,
    )


class MemberForm(forms.Form):
    """A unit to be taken in."""

    unit = forms.ChoiceField(label=phrase("web_clusters.member.unit"), choices=unit_choices)
    first_day = DayField(
        label=phrase("web_clusters.member.first-day"),
        help_text=phrase("web_clusters.member.first-day-help"),
        required=False,
    )


class RoleForm(forms.Form):
    """Lead or deputy for a year."""

    role = forms.ChoiceField(
        label=phrase("web_clusters.role.role"),
        choices=[(r.value, phrase(f"words.role.{r.value}")) for r in (Role.LEAD, Role.DEPUTY)],
    )
    unit = forms.ChoiceField(label=phrase("web_clusters.role.unit"), choices=unit_choices)
    first_day = DayField(label=phrase("web_clusters.role.first-day"))
    last_day = DayField(label=phrase("web_clusters.role.last-day"), required=False)


class SuperiorForm(forms.Form):
    """The body a cluster answers to."""

    superior = forms.ChoiceField(
        label=phrase("web_clusters.superior.unit"),
        help_text=phrase("web_clusters.superior.help"),
        choices=unit_choices,
        required=False,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A cluster in the list."""

    code: str
    name: str
    members: int
    lead: str | None
    deputies: tuple[str, ...]
    superior: str | None


@page
def clusters(visit: Visit) -> HttpResponse:
    """List the clusters a visitor belongs to or keeps, as they are today."""
    registry = unit_registry()
    bodies = services.bodies_of_all(registry, visit.today)
    naming = Naming(registry, visit.today)
    rows = [
        Row(
            code=one.code,
            name=called(one.name, one.name_en),
            members=len(bodies[one.code].members),
            lead=_named(naming, bodies[one.code].lead),
            deputies=naming.all(one.deputies_on(visit.today)),
            superior=_named(naming, bodies[one.code].superior),
        )
        for one in registry.clusters
        if services.sees_cluster(visit.who, bodies[one.code])
    ]
    return visit.page(
        "web/clusters.html",
        rows=sorted(rows, key=lambda row: sort_key(row.name)),
        keeps_units=visit.may(Permission.KEEP_UNITS),
        any_unit=len(registry) > 0,
    )


@page
def new_cluster(visit: Visit) -> HttpResponse:
    """Add a cluster; a superior body's own is offered as the one it answers to."""
    ensure(visit.who, Permission.KEEP_UNITS)
    own = sorted(visit.who.units(Held.SUPERIOR))
    form = ClusterForm(visit.request.POST or None, initial={"superior": own[0] if own else ""})
    shown: dict[str, Any] = {}
    if form.is_valid():
        asked = form.cleaned_data
        code = asked["code"] or proposed_code(asked["name"])
        try:
            services.add_cluster(**visit.acts, **asked | {"code": code, "superior": _unit(asked["superior"])})
            return redirect("cluster", code=code)
        except Refusal as refusal:
            shown["told"] = Naming(unit_registry(), visit.today).told(refusal)
    return visit.page("web/cluster_new.html", form=form, **shown)


@page
def cluster(visit: Visit, code: str) -> HttpResponse:
    """Show a cluster as of a day, today unless another is asked for."""
    return _page(visit, _seen(visit, code))


@require_POST
@page
def add_member(visit: Visit, code: str) -> HttpResponse:
    """Take a unit in."""
    form = MemberForm(visit.request.POST, auto_id=_IDS["member_form"])

    def add(one: Cluster, asked: dict[str, Any]) -> object:
        return services.add_member(
            **visit.acts, cluster=one, unit=_the_unit(asked["unit"]), first_day=asked["first_day"]
        )

    return _changed(visit, code, "member_form", form, add)


@require_POST
@page
def pass_role(visit: Visit, code: str) -> HttpResponse:
    """Make a member lead or deputy."""
    form = RoleForm(visit.request.POST, auto_id=_IDS["role_form"])

    def give(one: Cluster, asked: dict[str, Any]) -> object:
        return services.pass_role(
            **visit.acts,
            cluster=one,
            unit=_the_unit(asked["unit"]),
            role=Role(asked["role"]),
            first_day=asked["first_day"],
            last_day=asked["last_day"],
        )

    return _changed(visit, code, "role_form", form, give)


@require_POST
@page
def set_superior(visit: Visit, code: str) -> HttpResponse:
    """Let the cluster answer to another body."""
    form = SuperiorForm(visit.request.POST, auto_id=_IDS["superior_form"])

    def put(one: Cluster, asked: dict[str, Any]) -> None:
        services.set_superior(**visit.acts, cluster=one, superior=_unit(asked["superior"]))

    return _changed(visit, code, "superior_form", form, put)


@require_POST
@page
def end_member(visit: Visit, number: int) -> HttpResponse:
    """Let a unit leave, or end its role, after the day given."""
    row = get_object_or_404(Membership.objects.select_related("unit", "cluster__superior"), pk=number)
    form = _EndForm(visit.request.POST)

    def end(_: Cluster, asked: dict[str, Any]) -> None:
        services.end_membership(**visit.acts, membership=row, last_day=asked["last_day"])

    return _changed(visit, row.cluster.code, "end_form", form, end)


class _EndForm(forms.Form):
    last_day = DayField(label=phrase("web_clusters.end.last-day"))


def called(name: str, name_en: str | None) -> str:
    """Return the name of a cluster in the language of the moment."""
    return name_en if name_en and voice().lang is Lang.EN else name


def _changed(
    visit: Visit,
    code: str,
    which: str,
    form: forms.Form,
    change: Callable[[Cluster, dict[str, Any]], object],
) -> HttpResponse:
    """Do what a form asks and go back to the cluster; show it with what is wrong otherwise."""
    one = _seen(visit, code)
    ensure(visit.who, Permission.KEEP_CLUSTER, of=services.bodies_of(one, visit.today))
    if not form.is_valid():
        return _page(visit, one, **{which: form})
    try:
        change(one, form.cleaned_data)
    except Refusal as refusal:
        told = Naming(unit_registry(), visit.today).told(refusal)
        one.refresh_from_db()
        return _page(visit, one, **{which: form, f"{which}_told": told})
    return redirect("cluster", code=one.code)


def _seen(visit: Visit, code: str) -> Cluster:
    """Return a cluster that the visitor belongs to or keeps; refused for anybody else."""
    one = get_object_or_404(Cluster.objects.select_related("superior"), code=code)
    bodies = services.bodies_of(one, visit.today)
    if not visit.may(Permission.KEEP_CLUSTER, of=bodies):
        ensure(visit.who, Permission.READ_CLUSTER, of=bodies)
    return one


def _page(visit: Visit, one: Cluster, **shown: Any) -> HttpResponse:
    registry = unit_registry()
    asked = _DayAsked(visit.request.GET or None)
    day = (asked.cleaned_data["on"] if asked.is_valid() else None) or visit.today
    value = registry.cluster(one.code)
    assert value is not None
    naming = Naming(registry, day)
    keeps = visit.may(Permission.KEEP_CLUSTER, of=services.bodies_of(one, visit.today))
    rows = [_member(m, registry, naming, day) for m in one.memberships.select_related("unit").order_by("pk")]
    shown = _forms(visit, one, day) | shown if keeps else shown
    return visit.page(
        "web/cluster.html",
        cluster=one,
        name=called(one.name, one.name_en),
        day=day,
        asked=asked,
        superior=_named(naming, one.superior.code if one.superior else None),
        lead=_named(naming, value.lead_on(day)),
        deputies=naming.all(value.deputies_on(day)),
        members=_sorted(rows, "now"),
        others=_sorted(rows, "past") + _sorted(rows, "coming"),
        count=len(value.members_on(day)),
        keeps=keeps,
        **shown,
    )


class _DayAsked(forms.Form):
    on = DayField(label=phrase("web_clusters.one.on"), required=False)


def _forms(visit: Visit, one: Cluster, day: date) -> dict[str, Any]:
    year = {"first_day": date(day.year, 1, 1), "last_day": date(day.year, 12, 31)}
    above = {"superior": one.superior.code if one.superior else ""}
    return {
        "member_form": MemberForm(auto_id=_IDS["member_form"]),
        "role_form": RoleForm(initial=year, auto_id=_IDS["role_form"]),
        "superior_form": SuperiorForm(initial=above, auto_id=_IDS["superior_form"]),
        "end_form": _EndForm(initial={"last_day": visit.today}),
    }


def _member(row: Membership, registry: UnitRegistry, naming: Naming, day: date) -> dict[str, Any]:
    begun = row.first_day is None or row.first_day <= day
    ended = row.last_day is not None and row.last_day < day
    return {
        "number": row.pk,
        "code": row.unit.code,
        "name": naming.of(row.unit.code),
        "role": Role(row.role),
        "first_day": row.first_day,
        "last_day": row.last_day,
        "when": "past" if ended else "now" if begun else "coming",
        "gone": begun and not ended and not registry.exists_on(row.unit.code, day),
    }


def _sorted(rows: list[dict[str, Any]], when: str) -> list[dict[str, Any]]:
    """Return the rows of one time: lead, deputies, members, each in the order of names."""
    order = [Role.LEAD, Role.DEPUTY, Role.MEMBER]
    chosen = [row for row in rows if row["when"] == when]
    return sorted(chosen, key=lambda row: (order.index(row["role"]), sort_key(row["name"])))


def _named(naming: Naming, code: str | None) -> str | None:
    return None if code is None else naming.of(code)


def _unit(code: str) -> Unit | None:
    return Unit.objects.get(code=code) if code else None


def _the_unit(code: str) -> Unit:
    return Unit.objects.get(code=code)
