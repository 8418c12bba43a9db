"""Beginning a pact: from scratch with its three questions, from last year's, or from the files of a case folder."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from giaouoc.engine.findings import Refusal, error, refuse
from giaouoc.engine.pacts import NOT_STATED, Publisher, Reading, Territory
from giaouoc.engine.pacts import Pact as Said
from giaouoc.engine.periods import Window
from giaouoc.exchange.encodings import decode
from giaouoc.exchange.indicators_file import INDICATORS_FILE
from giaouoc.exchange.pact_file import PACT_FILE
from giaouoc.exchange.texts import code_from
from giaouoc.services.clusters import bodies_of
from giaouoc.services.pact_drafts import NewPact, change_own_lines, draft_from_pact, draft_new_pact
from giaouoc.services.pacts import draft_pact, newest_version
from giaouoc.services.permissions import Permission, ensure
from giaouoc.services.policies import PactStep, ensure_pact
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Cluster
from giaouoc.web.naming import Naming
from giaouoc.web.pact_forms import NAMED, OWN, NewPactForm, OwnLinesForm, UploadForm, initial_own
from giaouoc.web.pact_steps import standings
from giaouoc.web.views.clusters import called
from giaouoc.web.views.pacts import read_pact_of, seen_version
from giaouoc.web.visits import Visit, page
from giaouoc.wording import Lang, sort_key, text

MOST_BYTES = 400_000
LONGEST_CODE = 64


@page
def new_pact(visit: Visit, cluster: str) -> HttpResponse:
    """Offer the three ways to begin, and draft a pact from scratch."""
    one = _drafting(visit, cluster)
    if visit.request.method != "POST":
        return _page(visit, one)
    form = _form(visit, one, visit.request.POST)
    if not form.is_valid():
        return _page(visit, one, form=form)
    try:
        made = draft_new_pact(**visit.acts, cluster=one, asked=_asked(form.cleaned_data))
    except Refusal as refusal:
        return _page(visit, one, form=form, form_told=refusal)
    first = reverse("add-commitment", kwargs={"code": made.code})
    return redirect(f"{first}?sources={form.cleaned_data['sources']}")


@require_POST
@page
def from_last_year(visit: Visit, cluster: str) -> HttpResponse:
    """Draft the pact of the year after from an earlier one."""
    one = _drafting(visit, cluster)
    earlier = get_object_or_404(one.pacts, code=visit.request.POST.get("pact", ""))
    earlier.cluster = one
    try:
        made = draft_from_pact(**visit.acts, pact=earlier)
    except Refusal as refusal:
        return _page(visit, one, earlier_told=refusal)
    return redirect("pact", code=made.code)


@require_POST
@page
def from_files(visit: Visit, cluster: str) -> HttpResponse:
    """Draft a pact from the two files of a case folder."""
    one = _drafting(visit, cluster)
    try:
        pact, indicators = _text(visit, "pact", PACT_FILE), _text(visit, "indicators", INDICATORS_FILE)
        made = draft_pact(**visit.acts, cluster=one, text=pact, indicators=indicators)
    except Refusal as refusal:
        return _page(visit, one, upload_told=refusal)
    return redirect("pact", code=made.code)


@page
def own_lines(visit: Visit, code: str) -> HttpResponse:
    """Change what a pact says before its commitments: title, days, signatories, the answers to the questions."""
    kept = read_pact_of(visit, code)
    ensure(visit.who, Permission.DRAFT_PACT, of=bodies_of(kept.cluster, visit.today))
    ensure_pact(kept.state, PactStep.REVISE)
    version = newest_version(kept)
    says = pact_of(version)
    naming = Naming(unit_registry(), visit.today)
    codes = [*says.signatories, *sorted(bodies_of(kept.cluster, visit.today).members - {*says.signatories})]
    form = OwnLinesForm(
        visit.request.POST or None, units=[(one, naming.of(one)) for one in codes], initial=initial_own(says)
    )
    shown: dict[str, Any] = {}
    if form.is_valid():
        try:
            changed = _own_changed(says, form.cleaned_data)
            change_own_lines(**visit.acts, pact=kept, seen=seen_version(visit), changed=changed)
            return redirect("pact", code=code)
        except Refusal as refusal:
            shown["told"] = naming.told(refusal)
    return visit.page(
        "web/pact_own.html",
        status=400 if form.is_bound else 200,
        pact=kept,
        form=form,
        seen=visit.request.POST.get("seen") or version.number,
        **shown,
    )


def _own_changed(says: Said, asked: dict[str, Any]) -> Said:
    named = asked["publisher"].strip()
    added = {code_from(named)[:LONGEST_CODE]: named} if code_from(named) else {}
    publishers = {code: Publisher(code, name, name) for code, name in added.items()}
    return replace(
        says,
        title=asked["title"],
        title_en=asked["title_en"] or asked["title"],
        movement=asked["movement"],
        slogan=asked["slogan"] or None,
        window=Window.inclusive(asked["first_day"], asked["last_day"]),
        signed_on=asked["signed_on"],
        signatories=tuple(asked["signatories"]),
        reading=_reading(asked["reading"]),
        territory=_territory(asked["territory"]),
        publishers={**publishers, **says.publishers},
    )


def _reading(answer: str) -> Reading | Literal["not_stated"]:
    return NOT_STATED if answer == NOT_STATED else Reading(answer)


def _territory(answer: str) -> Territory | Literal["not_stated"]:
    return NOT_STATED if answer == NOT_STATED else Territory(answer)


def _text(visit: Visit, name: str, file: str) -> str:
    """Return the text of an uploaded file; refused before it is read where it is too large."""
    sent = visit.request.FILES.get(name)
    if sent is None or isinstance(sent, list):
        raise refuse("pact_office.file-missing")
    return decode(sent.read(MOST_BYTES + 1), file=file, max_bytes=MOST_BYTES)


def _drafting(visit: Visit, cluster: str) -> Cluster:
    one = get_object_or_404(Cluster.objects.select_related("superior"), code=cluster)
    ensure(visit.who, Permission.DRAFT_PACT, of=bodies_of(one, visit.today))
    return one


def _form(visit: Visit, one: Cluster, data: Any = None) -> NewPactForm:
    naming = Naming(unit_registry(), visit.today)
    codes = bodies_of(one, visit.today).members
    members = sorted(((code, naming.of(code)) for code in codes), key=lambda pair: sort_key(pair[1]))
    initial = {
        "signatories": list(codes),
        "calendar": "police",
        "year": visit.today.year + (1 if visit.today.month > 6 else 0),
        "sources": OWN,
    }
    return NewPactForm(data, members=members, initial=initial)


def _asked(form: dict[str, Any]) -> NewPact:
    year = form["year"] or (form["last_day"] or form["signed_on"]).year
    return NewPact(
        code=form["code"]
        or code_from(f"{form['title'][: LONGEST_CODE - 5]}")[:LONGEST_CODE].strip("-")
        or str(year),
        title=form["title"],
        movement=form["movement"],
        slogan=form["slogan"],
        signed_on=form["signed_on"],
        signatories=tuple(form["signatories"]),
        calendar=form["calendar"],
        year=form["year"],
        first_day=form["first_day"],
        last_day=form["last_day"],
        reading=_reading(form["reading"]),
        territory=_territory(form["territory"]),
        publishers=_publishers(form["sources"], form["publisher"].strip()),
    )


def _publishers(sources: str, named: str) -> tuple[Publisher, ...]:
    """Return the sources of record; units that report here are always known, for their figures stand in the ledger."""
    if sources == NAMED:
        if not code_from(named):
            raise Refusal([error("pact_office.source-missing")])
        return (Publisher(code_from(named)[:LONGEST_CODE], named, named), _own())
    return (_own(),)


def _own() -> Publisher:
    return Publisher(
        OWN, text("web_pacts.sources.own-name", Lang.VI), text("web_pacts.sources.own-name", Lang.EN)
    )


def _page(visit: Visit, one: Cluster, **shown: Any) -> HttpResponse:
    naming = Naming(unit_registry(), visit.today)
    told = {name: naming.told(value) for name, value in shown.items() if isinstance(value, Refusal)}
    earlier = [
        {"code": row.kept.code, "title": called(row.says.title, row.says.title_en), "says": row.says}
        for row in standings(one)
    ]
    shown = {"form": _form(visit, one)} | shown | told
    return visit.page(
        "web/pact_new.html",
        status=400 if visit.request.method == "POST" else 200,
        cluster=one,
        name=called(one.name, one.name_en),
        earlier=earlier,
        upload_form=UploadForm(auto_id="upload_%s"),
        most=MOST_BYTES // 1000,
        **shown,
    )
