"""Pacts of a cluster: the list, the page of one, and what lead and members do with it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Ref, RefKind, Refusal
from giaouoc.engine.pacts import Commitment
from giaouoc.services import pacts as services
from giaouoc.services.clusters import bodies_of
from giaouoc.services.pact_previews import Previews, case_to_read
from giaouoc.services.pacts import newest_version
from giaouoc.services.permissions import Bodies, Permission, ensure
from giaouoc.services.policies import PactStep, pact_allows
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Cluster, Pact, PactVersion, Proposal, ProposalState, Unit
from giaouoc.web.naming import Naming
from giaouoc.web.pact_forms import OpinionForm, SendOutForm
from giaouoc.web.pact_steps import Standing, next_steps, signing_for, speaking_for, standings
from giaouoc.web.pact_words import (
    commitment_lines,
    meanings,
    names,
    pact_lines,
    speaker_of,
    title_of,
)
from giaouoc.web.views.clusters import called
from giaouoc.web.visits import Visit, page
from giaouoc.web.voice import voice
from giaouoc.wording import Lang, Voice, say


@page
def pacts(visit: Visit, cluster: str) -> HttpResponse:
    """List the pacts of a cluster with where each stands and what it expects of the visitor."""
    one = get_object_or_404(Cluster.objects.select_related("superior"), code=cluster)
    bodies = bodies_of(one, visit.today)
    ensure(visit.who, Permission.READ_CLUSTER, of=bodies)
    naming = Naming(unit_registry(), visit.today)

    def named(ref: Ref, _: Lang) -> str:
        return naming.of(ref.code) if ref.kind is RefKind.UNIT else ref.code

    speaker = Voice(voice().lang, named)
    rows = [
        {
            "kept": row.kept,
            "title": called(row.says.title, row.says.title_en),
            "says": row.says,
            "version": row.version,
            "next": next_steps(visit, bodies, row, speaker),
        }
        for row in standings(one)
    ]
    return visit.page(
        "web/pacts.html",
        cluster=one,
        name=called(one.name, one.name_en),
        rows=rows,
        drafts=visit.may(Permission.DRAFT_PACT, of=bodies),
    )


@page
def pact(visit: Visit, code: str) -> HttpResponse:
    """Show a pact commitment by commitment, with what each will mean."""
    return pact_page(visit, read_pact_of(visit, code))


@require_POST
@page
def send_out(visit: Visit, code: str) -> HttpResponse:
    """Ask the members for their opinions until a day."""
    form = SendOutForm(visit.request.POST, auto_id="send_%s")

    def send(one: Pact, asked: dict[str, Any]) -> None:
        services.consult_on_pact(**visit.acts, pact=one, answer_by=asked["answer_by"])

    return _changed(visit, code, "send_form", form, send)


@require_POST
@page
def give_opinion(visit: Visit, code: str) -> HttpResponse:
    """Say for a member whether it agrees."""
    one = read_pact_of(visit, code)
    form = OpinionForm(visit.request.POST, units=units_spoken_for(visit, one), auto_id="opinion_%s")

    def give(kept: Pact, asked: dict[str, Any]) -> object:
        return services.give_opinion(
            **visit.acts,
            pact=kept,
            unit=Unit.objects.get(code=asked["unit"]),
            agrees=asked["agrees"] == "yes",
            reason=asked["reason"],
        )

    return _changed(visit, code, "opinion_form", form, give)


@require_POST
@page
def call_for_signatures(visit: Visit, code: str) -> HttpResponse:
    """Freeze the newest version for signing."""

    def call(one: Pact, _: dict[str, Any]) -> None:
        services.call_for_signatures(**visit.acts, pact=one)

    return _changed(visit, code, "call_form", forms.Form(visit.request.POST), call)


@require_POST
@page
def answer_proposal(visit: Visit, number: int) -> HttpResponse:
    """Take a proposal over, or decline it with a reason."""
    proposal = get_object_or_404(Proposal.objects.select_related("version__pact"), pk=number)
    answer = visit.request.POST.get("answer", "")
    taken = visit.request.POST.get("do") == "take"

    def give(_: Pact, __: dict[str, Any]) -> None:
        services.answer_proposal(**visit.acts, proposal=proposal, taken=taken, answer=answer)

    form = forms.Form(visit.request.POST)
    return _changed(visit, proposal.version.pact.code, f"answer-{number}", form, give)


def read_pact_of(visit: Visit, code: str) -> Pact:
    """Return a pact whose cluster the visitor may read; refused for anybody else."""
    one = get_object_or_404(Pact.objects.select_related("cluster__superior"), code=code)
    ensure(visit.who, Permission.READ_CLUSTER, of=bodies_of(one.cluster, visit.today))
    return one


def units_spoken_for(visit: Visit, one: Pact) -> list[tuple[str, str]]:
    """Return the signatories, by code and name, for which the visitor may speak."""
    says = pact_of(newest_version(one))
    standing = Standing(one, newest_version(one), says)
    naming = Naming(unit_registry(), visit.today)
    codes = speaking_for(visit, bodies_of(one.cluster, visit.today), standing)
    return [(code, naming.of(code)) for code in codes]


def _changed(
    visit: Visit, code: str, which: str, form: forms.Form, change: Callable[[Pact, dict[str, Any]], object]
) -> HttpResponse:
    """Do what a form asks and go back to the pact; show it with what is wrong otherwise."""
    one = read_pact_of(visit, code)
    if not form.is_valid():
        return pact_page(visit, one, which, form)
    try:
        change(one, form.cleaned_data)
    except Refusal as refusal:
        if any(f.code.startswith("permissions.") for f in refusal.findings):
            raise
        one.refresh_from_db()
        return pact_page(visit, one, which, form, refusal)
    return redirect("pact", code=code)


def pact_page(
    visit: Visit,
    one: Pact,
    which: str = "",
    form: forms.Form | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Show a pact; after a refusal, `which` form is told of it and keeps what was typed."""
    version, bodies = newest_version(one), bodies_of(one.cluster, visit.today)
    case = case_to_read(version)
    speaker = speaker_of(case, visit)
    opinions = list(version.opinions.select_related("unit", "by"))
    signatures = list(version.signatures.select_related("unit"))
    standing = Standing(
        one,
        version,
        case.pact,
        {o.unit.code for o in opinions},
        {s.unit.code for s in signatures},
        Proposal.objects.filter(version__pact=one, state=ProposalState.OPEN).count(),
    )
    shown = {
        "lines": pact_lines(pact_of(version), speaker),
        "next": next_steps(visit, bodies, standing, speaker),
        "members": _members(case, opinions, signatures, speaker),
        "versions": list(one.versions.select_related("last_act__by").order_by("-number")),
        **_commitments(visit, one, case, speaker),
        **_allowed(visit, one, bodies, standing),
        **_forms(visit, one, bodies, standing, speaker),
    }
    if form is not None:
        shown[which] = form
    if refusal is not None:
        shown["told_of"], shown["told"] = which, [say(f, speaker) for f in refusal.findings]
    return visit.page(
        "web/pact.html",
        wrong=form is not None and refusal is None,
        status=200 if form is None else 400,
        pact=one,
        version=version,
        title=called(case.pact.title, case.pact.title_en),
        cluster_name=called(one.cluster.name, one.cluster.name_en),
        typed_answer=visit.request.POST.get("answer", ""),
        **shown,
    )


def _commitments(visit: Visit, one: Pact, case: Case, speaker: Voice) -> dict[str, Any]:
    previews = Previews(case, visit.today)
    proposals = Proposal.objects.filter(version__pact=one).select_related("unit", "by", "version")
    by_commitment: dict[str, list[dict[str, Any]]] = {}
    for proposal in proposals.order_by("pk"):
        unit = names(speaker, RefKind.UNIT, [proposal.unit.code])
        row = {"row": proposal, "unit": unit, "key": f"answer-{proposal.pk}"}
        by_commitment.setdefault(proposal.commitment, []).append(row)
    codes = {c.code for c in case.pact.commitments}
    gone = [row for code, rows in by_commitment.items() if code not in codes for row in rows]
    return {
        "commitments": [
            {
                **commitment_shown(c, case, previews, speaker),
                "proposals": by_commitment.get(c.code, ()),
            }
            for c in case.pact.commitments
        ],
        "other_proposals": gone,
    }


def commitment_shown(one: Commitment, case: Case, previews: Previews, speaker: Voice) -> dict[str, Any]:
    """Return a commitment as pages show it."""
    return {
        "code": one.code,
        "title": title_of(one, speaker),
        "type": one.type,
        "lines": commitment_lines(one, case.indicators, speaker, titled=False),
        "meanings": meanings(one, case, previews, speaker),
    }


def _members(case: Case, opinions: list[Any], signatures: list[Any], speaker: Voice) -> list[dict[str, Any]]:
    spoken = {o.unit.code: o for o in opinions}
    signed = {s.unit.code: s for s in signatures}
    return [
        {
            "name": names(speaker, RefKind.UNIT, [code]),
            "opinion": spoken.get(code),
            "signature": signed.get(code),
        }
        for code in case.pact.signatories
    ]


def _allowed(visit: Visit, one: Pact, bodies: Bodies, standing: Standing) -> dict[str, Any]:
    def may(permission: Permission, step: PactStep) -> bool:
        return visit.may(permission, of=bodies) and pact_allows(one.state, step)

    speaks = bool(speaking_for(visit, bodies, standing))
    return {
        "edits": may(Permission.DRAFT_PACT, PactStep.REVISE),
        "answers": visit.may(Permission.DRAFT_PACT, of=bodies),
        "sends_out": may(Permission.DRAFT_PACT, PactStep.CONSULT),
        "calls": may(Permission.DRAFT_PACT, PactStep.CALL_FOR_SIGNATURES),
        "proposes": speaks and pact_allows(one.state, PactStep.PROPOSE),
        "speaks": speaks and pact_allows(one.state, PactStep.GIVE_OPINION),
        "signs": bool(signing_for(visit, bodies, standing)) and pact_allows(one.state, PactStep.SIGN),
    }


def _forms(visit: Visit, one: Pact, bodies: Bodies, standing: Standing, speaker: Voice) -> dict[str, Any]:
    codes = speaking_for(visit, bodies, standing)
    units = [(code, names(speaker, RefKind.UNIT, [code])) for code in codes]
    return {
        "send_form": SendOutForm(auto_id="send_%s"),
        "opinion_form": OpinionForm(units=units, auto_id="opinion_%s"),
    }


def version_of(one: Pact, number: int) -> PactVersion:
    """Return a version of a pact by its number."""
    return get_object_or_404(one.versions, number=number)


def seen_version(visit: Visit) -> int:
    """Return the number of the version that a form was shown for."""
    seen = visit.request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
