"""Commitments of a draft, one at a time: changed, added from the shared catalogue, taken out, or asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Refusal
from giaouoc.engine.indicators import Better, Indicator, IndicatorSet, Kind
from giaouoc.engine.pacts import (
    NOT_STATED,
    Commitment,
    CommitmentType,
    Comparator,
    Direction,
    Part,
    TargetUnit,
)
from giaouoc.exchange.rule_pages import rule_names
from giaouoc.exchange.texts import code_from
from giaouoc.services.clusters import bodies_of
from giaouoc.services.pact_drafts import (
    add_commitment,
    change_commitment,
    remove_commitment,
    shared_indicators,
    with_others,
)
from giaouoc.services.pact_previews import Previews, case_to_read
from giaouoc.services.pacts import newest_version, propose_change
from giaouoc.services.permissions import Permission, ensure
from giaouoc.services.policies import PactStep, ensure_pact
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.models import Pact, PactVersion, Unit
from giaouoc.web.pact_forms import ProposalForm, TargetForm, WordsForm, initial_target, initial_words
from giaouoc.web.pact_words import label_of, meanings, speaker_of, title_of
from giaouoc.web.views.pacts import commitment_shown, read_pact_of, seen_version, units_spoken_for
from giaouoc.web.visits import Visit, page
from giaouoc.web.voice import voice
from giaouoc.wording import Lang, say, window

Ask = Callable[[], Commitment]
LONGEST_CODE = 60


@page
def edit(visit: Visit, code: str, commitment: str) -> HttpResponse:
    """Change a commitment: its words, its numbers, its sources; a preview says what it would mean."""
    kept, version = _revised(visit, code)
    case = case_to_read(version)
    one = _commitment(case, commitment)
    data = visit.request.POST or None
    words = WordsForm(data, publishers=pact_of(version).publishers, initial=initial_words(one))
    targets = [
        (part, TargetForm(data, prefix=part.code, initial=initial_target(part)))
        for part in one.parts
        if part.target is not None
    ]

    def changed() -> Commitment:
        new = {part.code: replace(part, target=form.target()) for part, form in targets}
        return replace(_worded(one, words), parts=tuple(new.get(p.code, p) for p in one.parts))

    def save(made: Commitment) -> None:
        change_commitment(**visit.acts, pact=kept, seen=seen_version(visit), changed=made)

    asked = _Asked(visit, kept, version, case, words, [form for _, form in targets])
    labels = [(label_of(part, speaker_of(case, visit)), form) for part, form in targets]
    return asked.answer(changed, save, target_forms=labels, one=one)


@page
def catalogue(visit: Visit, code: str) -> HttpResponse:
    """Show the shared indicators with their definitions and where those stand, to take one from."""
    kept, version = _revised(visit, code)
    used = {part.indicator for one in pact_of(version).commitments for part in one.parts}
    rows = [{**_indicator_shown(one), "used": one.code in used} for one in shared_indicators()]
    sources = visit.request.GET.get("sources", "")
    return visit.page("web/pact_catalogue.html", pact=kept, rows=rows, sources=sources)


@page
def add(visit: Visit, code: str, indicator: str) -> HttpResponse:
    """Add a commitment on one indicator of the catalogue."""
    kept, version = _revised(visit, code)
    found = next((one for one in shared_indicators() if one.code == indicator), None)
    if found is None:
        raise Http404
    case = _with_indicator(case_to_read(version), found)
    data = visit.request.POST or None
    says = pact_of(version)
    words = WordsForm(
        data, publishers=says.publishers, initial={"sources": _usual_sources(visit, says.commitments, says)}
    )
    target = TargetForm(data, initial=_usual_target(found))
    free = _free_code(found.code, {one.code for one in says.commitments})

    def made() -> Commitment:
        english = found.name_en or found.name
        part = Part(found.code, found.code, target.target(), found.name, english)
        blank = Commitment(free, CommitmentType.QUANTIFIED, "-", "-", "-", parts=(part,))
        return _worded(blank, words)

    def save(one: Commitment) -> None:
        add_commitment(**visit.acts, pact=kept, seen=seen_version(visit), indicator=found, added=one)

    asked = _Asked(visit, kept, version, case, words, [target])
    return asked.answer(made, save, target_forms=[("", target)], indicator=_indicator_shown(found))


@page
def add_words(visit: Visit, code: str) -> HttpResponse:
    """Add a commitment in words alone, which people judge."""
    kept, version = _revised(visit, code)
    case = case_to_read(version)
    words = WordsForm(visit.request.POST or None, publishers={})
    taken = {one.code for one in case.pact.commitments}

    def made() -> Commitment:
        named = code_from(words.cleaned_data["title"])[:LONGEST_CODE].strip("-") or "commitment"
        blank = Commitment(_free_code(named, taken), CommitmentType.QUALITATIVE, "-", "-", "-")
        return _worded(blank, words)

    def save(one: Commitment) -> None:
        add_commitment(**visit.acts, pact=kept, seen=seen_version(visit), indicator=None, added=one)

    return _Asked(visit, kept, version, case, words, []).answer(made, save, words_only=True)


@page
def remove(visit: Visit, code: str, commitment: str) -> HttpResponse:
    """Ask whether a commitment is to go, and take it out."""
    kept, version = _revised(visit, code)
    case = case_to_read(version)
    speaker = speaker_of(case, visit)
    one = _commitment(case, commitment)
    shown: dict[str, Any] = {}
    if visit.request.method == "POST":
        try:
            remove_commitment(**visit.acts, pact=kept, seen=seen_version(visit), code=commitment)
            return redirect("pact", code=code)
        except Refusal as refusal:
            shown["told"] = [say(f, speaker) for f in refusal.findings]
    row = commitment_shown(one, case, Previews(case, visit.today), speaker)
    status = 400 if shown else 200
    return visit.page("web/pact_remove.html", status=status, pact=kept, version=version, one=row, **shown)


@page
def propose(visit: Visit, code: str) -> HttpResponse:
    """Ask for another wording, of one commitment or of the pact's own lines."""
    kept = read_pact_of(visit, code)
    units = units_spoken_for(visit, kept)
    if not units:
        ensure(visit.who, Permission.SPEAK_ON_PACT, of=bodies_of(kept.cluster, visit.today))
    ensure_pact(kept.state, PactStep.PROPOSE)
    case = case_to_read(newest_version(kept))
    speaker = speaker_of(case, visit)
    about = (visit.request.POST or visit.request.GET).get("commitment", "")
    one = _commitment(case, about) if about else None
    form = ProposalForm(visit.request.POST or None, units=units, initial={"wanted": one.text if one else ""})
    shown: dict[str, Any] = {}
    if form.is_valid():
        asked = form.cleaned_data
        try:
            propose_change(
                **visit.acts,
                pact=kept,
                unit=Unit.objects.get(code=asked["unit"]),
                commitment=about,
                wanted=asked["wanted"],
                reason=asked["reason"],
            )
            return redirect("pact", code=code)
        except Refusal as refusal:
            shown["told"] = [say(f, speaker) for f in refusal.findings]
    row = None if one is None else {"code": one.code, "title": title_of(one, speaker), "text": one.text}
    status = 400 if form.is_bound else 200
    return visit.page("web/pact_propose.html", status=status, pact=kept, form=form, one=row, **shown)


class _Asked:
    """A form for one commitment: shown, previewed, or saved."""

    def __init__(
        self,
        visit: Visit,
        kept: Pact,
        version: PactVersion,
        case: Case,
        words: WordsForm,
        targets: Sequence[TargetForm],
    ) -> None:
        self._visit, self._kept, self._version, self._case = visit, kept, version, case
        self._words, self._targets = words, targets

    def answer(self, ask: Ask, save: Callable[[Commitment], None], **shown: Any) -> HttpResponse:
        """Show the form; on the button for it what the commitment would mean; save it on the other."""
        speaker = speaker_of(self._case, self._visit)
        before = shown.get("one")
        shown["title"] = None if before is None else title_of(before, speaker)
        posted = self._visit.request.method == "POST"
        wrong = posted and not all([form.is_valid() for form in (self._words, *self._targets)])
        saves = self._visit.request.POST.get("do") != "preview"
        if posted and not wrong:
            try:
                made = ask()
                if saves:
                    save(made)
                    return redirect("pact", code=self._kept.code)
                shown["meanings"] = self._foreseen(made)
            except Refusal as refusal:
                shown["told"] = [say(f, speaker) for f in refusal.findings]
        elif before is not None and not posted:
            shown["meanings"] = self._foreseen(before)
        return self._visit.page(
            "web/pact_commitment.html",
            status=400 if wrong or "told" in shown else 200,
            pact=self._kept,
            seen=self._visit.request.POST.get("seen") or self._version.number,
            form=self._words,
            **shown,
        )

    def _foreseen(self, made: Commitment) -> list[dict[str, object]]:
        """Return what a commitment would mean in this pact; refused where it would not fit it."""
        others = [c for c in self._case.pact.commitments if c.code != made.code]
        pact = replace(self._case.pact, commitments=(*others, made))
        case = replace(self._case, pact=pact)
        return meanings(made, case, Previews(case, self._visit.today), speaker_of(case, self._visit))


def _revised(visit: Visit, code: str) -> tuple[Pact, PactVersion]:
    """Return a pact that the visitor may write a version of, with its newest."""
    kept = read_pact_of(visit, code)
    ensure(visit.who, Permission.DRAFT_PACT, of=bodies_of(kept.cluster, visit.today))
    ensure_pact(kept.state, PactStep.REVISE)
    return kept, newest_version(kept)


def _commitment(case: Case, code: str) -> Commitment:
    found = next((one for one in case.pact.commitments if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _worded(one: Commitment, words: WordsForm) -> Commitment:
    asked = words.cleaned_data
    return replace(
        one,
        text=asked["text"],
        title=asked["title"],
        title_en=asked["title_en"] or asked["title"],
        sources=words.sources_in_order(one.sources),
    )


def _with_indicator(case: Case, found: Indicator) -> Case:
    known = {one.code: one for one in case.indicators}
    return replace(case, indicators=IndicatorSet({**with_others(found), **known}.values()))


def _usual_sources(visit: Visit, commitments: Sequence[Commitment], says: Any) -> list[str]:
    """Return the sources of the last commitment that figures decide; of a first one those that were answered."""
    before = [one for one in commitments if one.type is CommitmentType.QUANTIFIED]
    if before:
        return list(before[-1].sources or ())
    return [] if visit.request.GET.get("sources") == NOT_STATED else list(says.publishers)[:1]


def _usual_target(indicator: Indicator) -> dict[str, str]:
    direction = Direction.DECREASE if indicator.better is Better.LOWER else Direction.INCREASE
    if indicator.kind is Kind.RATIO:
        direction = Direction.REACH
    return {
        "direction": direction.value,
        "comparator": Comparator.AT_LEAST.value,
        "unit": TargetUnit.PERCENT.value,
    }


def _free_code(code: str, taken: set[str]) -> str:
    if code not in taken:
        return code
    return next(f"{code}-{n}" for n in range(2, len(taken) + 3) if f"{code}-{n}" not in taken)


def _indicator_shown(one: Indicator) -> dict[str, Any]:
    english = voice().lang is Lang.EN
    place = 1 if english else 0
    return {
        "code": one.code,
        "name": (one.name_en if english else "") or one.name,
        "measure": one.unit_of_measure,
        "kind": one.kind,
        "known_wrong": one.known_wrong,
        "definitions": [
            {
                "says": d.says,
                "days": window(d.first_day, d.last_day, voice().lang) if d.first_day or d.last_day else "",
                "citation": d.citation,
                "act": "" if d.citation is None else rule_names().get(d.citation.act, ("", ""))[place],
                "verified": d.citation is not None and d.citation.mark.citable,
            }
            for d in one.definitions
        ],
    }
