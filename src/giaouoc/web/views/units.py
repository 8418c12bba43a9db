"""Units: the list, a new one, and the page of one with its names, parents and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from giaouoc.engine.findings import Refusal
from giaouoc.engine.units import DatedName, Succession, UnitRegistry
from giaouoc.exchange.texts import fold
from giaouoc.services import units as services
from giaouoc.services.clusters import bodies_of_all, sees_cluster
from giaouoc.services.permissions import Bodies, Permission, ensure
from giaouoc.services.units import NewUnit
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Act, Unit
from giaouoc.web.fields import DayField, unit_choices
from giaouoc.web.naming import Naming
from giaouoc.web.views.clusters import called
from giaouoc.web.views.foreseen import percents
from giaouoc.web.visits import Visit, page
from giaouoc.web.voice import phrase
from giaouoc.wording import sort_key

_VERBS: Final = ("unit-added", "unit-named", "units-reorganised")
MOST: Final = 500
"""A list longer than this is searched, not read."""


class UnitForm(forms.Form):
    """A unit to be added."""

    name = forms.CharField(
        label=phrase("web_units.new.name"), help_text=phrase("web_units.new.name-help"), max_length=300
    )
    name_en = forms.CharField(label=phrase("web_units.new.name-en"), max_length=300, required=False)
    code = forms.CharField(
        label=phrase("web_units.new.code"),
        help_text=phrase("web_units.new.code-help"),
        max_length=64,
        required=False,
    )
    parent = forms.ChoiceField(label=phrase("web_units.new.parent"), choices=unit_choices, required=False)
    first_day = DayField(
        label=phrase("web_units.new.first-day"),
        help_text=phrase("web_units.new.first-day-help"),
        required=False,
    )


class NameForm(forms.Form):
    """A new name from a day on."""

    name = forms.CharField(label=phrase("web_units.rename.name"), max_length=300)
    name_en = forms.CharField(label=phrase("web_units.rename.name-en"), max_length=300, required=False)
    first_day = DayField(label=phrase("web_units.rename.first-day"))


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the list."""

    code: str
    name: str
    others: tuple[str, ...]
    parent: str | None
    clusters: tuple[tuple[str, str], ...]
    first_day: date | None
    last_day: date | None
    successors: tuple[str, ...]
    exists: bool


@page
def units(visit: Visit) -> HttpResponse:
    """List the units a visitor may look up, searched with or without marks."""
    registry = unit_registry()
    bodies = bodies_of_all(registry, visit.today)
    seen = services.units_seen(visit.who, registry, bodies)
    query = visit.request.GET.get("q", "").strip()
    found = [unit.code for unit in registry if unit.code in seen and _matches(registry, unit.code, query)]
    rows = _rows(visit, registry, bodies, found)
    return visit.page(
        "web/units.html",
        rows=rows[:MOST],
        found=len(rows),
        most=MOST,
        query=query,
        any_unit=bool(seen),
        keeps_units=visit.may(Permission.KEEP_UNITS),
    )


@page
def new_unit(visit: Visit) -> HttpResponse:
    """Add a unit; where nobody typed a code, one is made from the name."""
    ensure(visit.who, Permission.KEEP_UNITS)
    form = UnitForm(visit.request.POST or None)
    shown: dict[str, Any] = {}
    if form.is_valid():
        asked = form.cleaned_data
        code = asked["code"] or services.proposed_code(asked["name"])
        parent = Unit.objects.filter(code=asked["parent"]).first() if asked["parent"] else None
        try:
            services.add_unit(
                **visit.acts,
                unit=NewUnit(code, asked["name"], asked["name_en"]),
                parent=parent,
                first_day=asked["first_day"],
            )
            return redirect("unit", code=code)
        except Refusal as refusal:
            shown["told"] = _naming(visit).told(refusal)
            form = UnitForm(_with_free_code(visit, code))
    return visit.page("web/unit_new.html", form=form, **shown)


@page
def unit(visit: Visit, code: str) -> HttpResponse:
    """Show one unit, and give it another name; units of strangers cannot be told from units that are not there."""
    row = get_object_or_404(Unit, code=code)
    registry = unit_registry()
    bodies = bodies_of_all(registry, visit.today)
    if code not in services.units_seen(visit.who, registry, bodies):
        raise Http404
    keeps_units = visit.may(Permission.KEEP_UNITS)
    form = NameForm(visit.request.POST or None, initial={"first_day": visit.today})
    shown: dict[str, Any] = {}
    if visit.request.method == "POST":
        ensure(visit.who, Permission.KEEP_UNITS)
        if form.is_valid():
            try:
                services.name_unit(**visit.acts, unit=row, **form.cleaned_data)
                return redirect("unit", code=code)
            except Refusal as refusal:
                shown["told"] = Naming(registry, visit.today).told(refusal)
    shown |= _one(visit, registry, bodies, code)
    return visit.page("web/unit.html", form=form, keeps_units=keeps_units, **shown)


def _matches(registry: UnitRegistry, code: str, query: str) -> bool:
    wanted = fold(query)
    called = [text for n in registry.get(code).names for text in (n.name, n.name_en or "")]
    return not wanted or any(wanted in fold(text) for text in (code, *called))


def _rows(visit: Visit, registry: UnitRegistry, bodies: dict[str, Bodies], codes: Iterable[str]) -> list[Row]:
    """Return the list: what exists first, each half in the order of names."""
    day = visit.today
    naming = Naming(registry, day)
    belongs: dict[str, list[tuple[str, str]]] = {}
    for cluster in registry.clusters:
        if sees_cluster(visit.who, bodies[cluster.code]):
            for member in cluster.members_on(day):
                belongs.setdefault(member, []).append((cluster.code, called(cluster.name, cluster.name_en)))
    rows = [_row(registry, naming, code, day, tuple(belongs.get(code, ()))) for code in codes]
    return sorted(rows, key=lambda row: (not row.exists, sort_key(row.name)))


def _row(
    registry: UnitRegistry, naming: Naming, code: str, day: date, clusters: tuple[tuple[str, str], ...]
) -> Row:
    one = registry.get(code)
    end = registry.end(code)
    name = naming.of(code)
    parent = next((p.parent for p in one.parents if _holds(p.first_day, p.last_day, day)), None)
    return Row(
        code=code,
        name=name,
        others=tuple(n.name for n in one.names if n.name != registry.name_on(code, day).name),
        parent=None if parent is None else naming.of(parent),
        clusters=clusters,
        first_day=first_day_of(registry, code),
        last_day=last_day_of(registry, code),
        successors=naming.all(end.results) if end else (),
        exists=registry.exists_on(code, day),
    )


def _one(visit: Visit, registry: UnitRegistry, bodies: dict[str, Bodies], code: str) -> dict[str, Any]:
    """Return what the page of a unit shows."""
    one, day = registry.get(code), visit.today
    naming = Naming(registry, day)
    seen = [c for c in registry.clusters if sees_cluster(visit.who, bodies[c.code])]
    may_read_acts = visit.may(Permission.READ_ACTS) or any(
        visit.may(Permission.READ_ACTS, of=bodies[c.code]) for c in seen if code in bodies[c.code].members
    )
    return {
        "code": code,
        "name": naming.of(code),
        "note": one.note,
        "first_day": first_day_of(registry, code),
        "last_day": last_day_of(registry, code),
        "exists": registry.exists_on(code, day),
        "names": [_within_life(registry, code, n) for n in one.names],
        "parents": [(naming.of(p.parent), p.parent, p.first_day, p.last_day) for p in one.parents],
        "places": [
            (c.code, called(c.name, c.name_en), m) for c in seen for m in c.memberships if m.unit == code
        ],
        "before": _told(registry.origin(code), naming),
        "after": _told(registry.end(code), naming),
        "done": _done(code) if may_read_acts else None,
    }


def _within_life(registry: UnitRegistry, code: str, name: DatedName) -> DatedName:
    """Return a name with the days of the unit where its own are open."""
    first_day, last_day = first_day_of(registry, code), last_day_of(registry, code)
    return replace(name, first_day=name.first_day or first_day, last_day=name.last_day or last_day)


def _done(code: str) -> list[tuple[Act, str]]:
    """Return what was recorded about a unit, with the key of what it is called."""
    acts = Act.objects.filter(about=f"unit:{code}").select_related("by")
    return [(one, f"web_units.act.{one.verb if one.verb in _VERBS else 'other'}") for one in acts]


def _told(succession: Succession | None, naming: Naming) -> dict[str, Any] | None:
    if succession is None:
        return None
    return {
        "kind": succession.kind,
        "on": succession.on,
        "basis": succession.legal_basis,
        "mark": succession.mark,
        "sources": [(code, naming.of(code)) for code in succession.sources],
        "results": [(code, naming.of(code)) for code in succession.results],
        "shares": [(naming.of(s.unit), percents(s.share)) for s in succession.shares],
        "key": succession.key_name,
    }


def first_day_of(registry: UnitRegistry, code: str) -> date | None:
    """Return the first day of a unit by its own entry or by what began it; None where it is not known."""
    origin = registry.origin(code)
    return registry.get(code).first_day or (origin.on if origin else None)


def last_day_of(registry: UnitRegistry, code: str) -> date | None:
    """Return the last day of a unit by its own entry or by what ended it; None where it goes on."""
    end = registry.end(code)
    return registry.get(code).last_day or (end.on - timedelta(days=1) if end else None)


def _holds(first_day: date | None, last_day: date | None, day: date) -> bool:
    return (first_day is None or first_day <= day) and (last_day is None or day <= last_day)


def _naming(visit: Visit) -> Naming:
    return Naming(unit_registry(), visit.today)


def _with_free_code(visit: Visit, code: str) -> dict[str, Any]:
    """Return what was typed with a code that is free, for the second try."""
    typed = visit.request.POST.dict()
    taken = set(Unit.objects.values_list("code", flat=True))
    return typed | {"code": services.free_code(code, visit.today.year, taken) if code else ""}
