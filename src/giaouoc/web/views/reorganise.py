"""A reorganisation in steps: kind, units and day, what begins, a preview before anything is saved, and then the act.

The answers travel in the address until the last step, so that every step can be gone back to and nothing is kept
on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from giaouoc.engine.findings import Refusal
from giaouoc.engine.units import SuccessionKind
from giaouoc.exchange.texts import fold
from giaouoc.services import reorganisations as services
from giaouoc.services.permissions import Permission, ensure
from giaouoc.services.units import NewUnit, Place, free_code, proposed_code
from giaouoc.services.units import reorganise as reorganise_units
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Unit
from giaouoc.web.fields import DayField, ShareField
from giaouoc.web.naming import Naming
from giaouoc.web.views.foreseen import shown_ahead
from giaouoc.web.visits import Visit, page
from giaouoc.web.voice import phrase, voice
from giaouoc.wording import sort_key, text

STEPS: Final = ("kind", "units", "results", "preview")
MOST_RESULTS: Final = 40
FILTER_FROM: Final = 12
"""With fewer units than this nobody needs to search them."""

_OF_RESULTS: Final = ("key", "rows")
_OF_PREVIEW: Final = ("step", "asked", "place", "seen", "q", "csrfmiddlewaretoken")


class WhenForm(forms.Form):
    """The day and the legal basis."""

    day = DayField(
        label=phrase("web_units.reorganise.day"), help_text=phrase("web_units.reorganise.day-help")
    )
    basis = forms.CharField(
        label=phrase("web_units.reorganise.basis"),
        help_text=phrase("web_units.reorganise.basis-help"),
        max_length=500,
    )


class ResultForm(forms.Form):
    """A unit that begins."""

    name = forms.CharField(label=phrase("web_units.new.name"), max_length=300)
    name_en = forms.CharField(label=phrase("web_units.new.name-en"), max_length=300, required=False)
    code = forms.CharField(
        label=phrase("web_units.new.code"),
        help_text=phrase("web_units.new.code-help"),
        max_length=64,
        required=False,
    )


class PartForm(ResultForm):
    """A unit that begins with a part of another."""

    share = ShareField(
        label=phrase("web_units.reorganise.share"),
        help_text=phrase("web_units.reorganise.share-help"),
        required=False,
    )


class KeyForm(forms.Form):
    """What the shares of a split are counted by."""

    key = forms.CharField(
        label=phrase("web_units.reorganise.key"),
        help_text=phrase("web_units.reorganise.key-help"),
        max_length=200,
        required=False,
    )


@dataclass
class Draft:
    """What has been answered so far."""

    data: QueryDict
    kind: SuccessionKind | None
    when: WhenForm
    sources: list[Unit]
    results: list[ResultForm]
    key: KeyForm

    @property
    def whole(self) -> bool:
        """Tell whether one unit only ends, in the way of its kind."""
        return self.kind in (SuccessionKind.SPLIT, SuccessionKind.RENAME)

    def new_units(self, taken: set[str]) -> list[NewUnit]:
        """Return the units that begin; where nobody typed a code, a free one is made from the name."""
        year = self.when.cleaned_data["day"].year
        found: list[NewUnit] = []
        for form in self.results:
            asked = form.cleaned_data
            if asked.get("name"):
                code = asked["code"] or _free(asked["name"], year, taken | {u.code for u in found})
                found.append(NewUnit(code, asked["name"], asked["name_en"], asked.get("share")))
        return found


@page
def reorganise(visit: Visit) -> HttpResponse:
    """Lead through a reorganisation; saved at the end only, by a form of its own."""
    ensure(visit.who, Permission.KEEP_UNITS)
    data = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    wanted = "preview" if visit.request.method == "POST" else data.get("step", "kind")
    draft = _draft(data, wanted)
    step = _reached(draft, wanted)
    if step == "kind":
        return visit.page("web/reorganise.html", step=step, kinds=list(SuccessionKind), chosen=draft.kind)
    if step == "units":
        return _ask_units(visit, draft, late=wanted not in ("units", "kind"))
    if step == "results":
        return _ask_results(visit, draft)
    return _preview(visit, draft)


def _draft(data: QueryDict, wanted: str) -> Draft:
    """Read the answers; those of the step that is asked for are shown as they are and not judged yet."""
    kind = next((k for k in SuccessionKind if k.value == data.get("kind")), None)
    sources = list(Unit.objects.filter(code__in=data.getlist("u")).order_by("code"))
    past_units, past_results = wanted in ("results", "more", "preview"), wanted == "preview"
    typed = data.dict()
    form = PartForm if kind is SuccessionKind.SPLIT else ResultForm
    results = []
    for n in range(_rows(data, kind, wanted)):
        optional = n > (1 if kind is SuccessionKind.SPLIT else 0)
        kept = {name: typed.get(f"r{n}-{name}", "") for name in form.base_fields}
        results.append(
            form(
                data if past_results else None,
                prefix=f"r{n}",
                initial=None if past_results else kept,
                empty_permitted=optional,
                use_required_attribute=not optional,
            )
        )
    return Draft(
        data=data,
        kind=kind,
        when=WhenForm(data) if past_units else WhenForm(initial=typed),
        sources=sources,
        results=results,
        key=KeyForm(data) if past_results else KeyForm(initial=typed),
    )


def _rows(data: QueryDict, kind: SuccessionKind | None, wanted: str) -> int:
    if kind is SuccessionKind.DISSOLVE:
        return 0
    if kind is not SuccessionKind.SPLIT:
        return 1
    given = data.get("rows", "2")
    rows = int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 2
    return max(2, min(MOST_RESULTS, rows + (1 if wanted == "more" else 0)))


def _reached(draft: Draft, wanted: str) -> str:
    """Return the step that is shown: the one asked for, or the first before it that lacks something."""
    if draft.kind is None or wanted not in (*STEPS, "more") or wanted == "kind":
        return "kind"
    if wanted == "units" or not draft.when.is_valid() or not _enough(draft):
        return "units"
    if draft.kind is SuccessionKind.DISSOLVE:
        return "preview"
    if wanted in ("results", "more"):
        return "results"
    forms_hold = all([form.is_valid() for form in draft.results])
    return "preview" if draft.key.is_valid() and forms_hold and not _key_lacks(draft) else "results"


def _enough(draft: Draft) -> bool:
    return len(draft.sources) >= (2 if draft.kind is SuccessionKind.MERGE else 1)


def _key_lacks(draft: Draft) -> bool:
    """Tell whether shares were given without what they count, and say so at the field."""
    shared = any(form.cleaned_data.get("share") is not None for form in draft.results)
    lacks = shared and not draft.key.cleaned_data["key"].strip()
    if lacks:
        draft.key.add_error("key", text("web_units.reorganise.key-missing", voice()))
    return lacks


def _ask_units(visit: Visit, draft: Draft, *, late: bool) -> HttpResponse:
    registry = unit_registry()
    naming = Naming(registry, visit.today)
    chosen = {unit.code for unit in draft.sources}
    query = draft.data.get("q", "")
    open_ones = [unit.code for unit in registry if registry.end(unit.code) is None]
    offered = [
        (code, naming.of(code), code in chosen)
        for code in open_ones
        if code in chosen or fold(query) in fold(f"{naming.of(code)} {code}")
    ]
    assert draft.kind is not None
    return visit.page(
        "web/reorganise_units.html",
        step="units",
        kind=draft.kind,
        form=draft.when,
        offered=sorted(offered, key=lambda one: (not one[2], sort_key(one[1]))),
        query=query,
        searched=len(open_ones) > FILTER_FROM,
        one_only=draft.whole,
        lacks=late and not _enough(draft),
        carried=_carried(draft.data, "kind", "results"),
    )


def _ask_results(visit: Visit, draft: Draft) -> HttpResponse:
    assert draft.kind is not None
    return visit.page(
        "web/reorganise_results.html",
        step="results",
        kind=draft.kind,
        forms=draft.results,
        key=draft.key,
        day=draft.when.cleaned_data["day"],
        ends=Naming(unit_registry(), visit.today).all(u.code for u in draft.sources),
        rows=len(draft.results),
        more=draft.kind is SuccessionKind.SPLIT and len(draft.results) < MOST_RESULTS,
        carried=_carried(draft.data, "kind", "units"),
    )


def _preview(visit: Visit, draft: Draft) -> HttpResponse:
    """Show what would happen; on the last button do it, unless somebody changed units or clusters meanwhile."""
    assert draft.kind is not None
    registry = unit_registry()
    new = draft.new_units({unit.code for unit in registry})
    asked: dict[str, Any] = {
        "kind": draft.kind,
        "from_day": draft.when.cleaned_data["day"],
        "sources": draft.sources,
        "results": new,
        "legal_basis": draft.when.cleaned_data["basis"],
        "key_name": draft.key.cleaned_data["key"] if draft.results else "",
    }
    seen = services.last_change()
    shown: dict[str, Any] = {"step": "preview", "kind": draft.kind, "seen": seen, "new": new}
    shown["carried"] = _carried(draft.data, "kind", "units", "results")
    try:
        foreseen = services.foresee(**visit.acts, **asked, places=_places(draft.data))
        if visit.request.method == "POST" and draft.data.get("seen") == str(seen):
            reorganise_units(**visit.acts, **asked, places=sorted(foreseen.places, key=_in_order))
            return redirect("unit", code=(new[0].code if new else draft.sources[0].code))
    except Refusal as refusal:
        named = {unit.code: (unit.name, unit.name_en) for unit in new}
        told = Naming(registry, asked["from_day"], named).told(refusal)
        return visit.page("web/reorganise_preview.html", told=told, **shown)
    shown |= shown_ahead(foreseen, asked, draft.sources)
    overtaken = visit.request.method == "POST"
    return visit.page("web/reorganise_preview.html", overtaken=overtaken, **shown)


def _places(data: QueryDict) -> list[Place] | None:
    """Return the places ticked; None where the boxes have not been shown yet."""
    if "asked" not in data:
        return None
    pairs = [value.partition("/") for value in data.getlist("place")]
    return [Place(cluster, unit) for cluster, _, unit in pairs]


def _in_order(place: Place) -> tuple[str, str]:
    return place.cluster, place.unit


def _carried(data: Mapping[str, Any], *steps: str) -> list[tuple[str, str]]:
    """Return the answers of these steps, to be carried along unseen."""
    assert isinstance(data, QueryDict)
    return [
        (name, value)
        for name in data
        for value in data.getlist(name)
        if name not in _OF_PREVIEW and _step_of(name) in steps
    ]


def _step_of(name: str) -> str:
    if name == "kind":
        return "kind"
    return "results" if name in _OF_RESULTS or (name.startswith("r") and "-" in name) else "units"


def _free(name: str, year: int, taken: set[str]) -> str:
    wanted = proposed_code(name)
    return free_code(wanted, year, taken) if wanted else ""
