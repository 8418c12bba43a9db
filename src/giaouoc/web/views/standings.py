"""See where we stand: the matrix, a commitment, a unit, a verdict explained, a figure's history, downloads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from giaouoc.engine.findings import Ref, RefKind, Refusal, error
from giaouoc.engine.pacts import Commitment, Reading, Territory
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.exchange.figures_file import write_figures
from giaouoc.exchange.rule_pages import rule_names
from giaouoc.exchange.standing_csv import standing_csv
from giaouoc.exchange.standing_json import standing_json
from giaouoc.printing.amounts import with_measure
from giaouoc.printing.sources import published_words
from giaouoc.services import standings as services
from giaouoc.services.cases import voice_for
from giaouoc.services.clusters import bodies_of
from giaouoc.services.permissions import Permission
from giaouoc.services.reports import report_bytes
from giaouoc.services.standings import FigureHistory, Kept, Vintage
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.models import Cluster, Pact
from giaouoc.web.fields import DayField
from giaouoc.web.standing_words import DOWNLOADS, Words
from giaouoc.web.visits import Visit, page
from giaouoc.web.voice import phrase, voice
from giaouoc.wording import Lang, Message, Voice, day, say, show, window
from giaouoc.wording.cells import quantity
from giaouoc.wording.names import voice_of

OFFICE_TYPE: Final = "application/vnd.openxmlformats-officedocument"
TYPES: Final = {
    "xlsx": f"{OFFICE_TYPE}.spreadsheetml.sheet",
    "docx": f"{OFFICE_TYPE}.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
MOST_BOARDS: Final = 32
BOARDS: Final[Kept[tuple[Standing, SafeString]]] = Kept(MOST_BOARDS)
"""Boards as they were last written, each with the standing it shows, so that the standing keeps its identity."""


class Switches(forms.Form):
    """By what a standing is asked for; left empty, the newest day, and what the pact says."""

    known = DayField(label=phrase("web_standing.switch.known"), required=False)
    reading = forms.ChoiceField(
        label=phrase("web_standing.switch.reading"),
        choices=[
            ("", phrase("web_standing.switch.as-pact")),
            *((r.value, phrase(f"words.reading.{r.value}")) for r in Reading),
        ],
        required=False,
    )
    territory = forms.ChoiceField(
        label=phrase("web_standing.switch.territory"),
        choices=[
            ("", phrase("web_standing.switch.as-pact")),
            *((t.value, phrase(f"words.territory.{t.value}")) for t in Territory),
        ],
        required=False,
    )


@dataclass(frozen=True, slots=True)
class Look:
    """A visitor's look at a standing: what was asked for, what stands, and the words for it."""

    visit: Visit
    pact: Pact
    form: Switches
    standing: Standing
    words: Words
    query: str

    def page(self, template: str, /, *, status: int = 200, **shown: Any) -> HttpResponse:
        """Return a page with the switches and what every page of a standing says first."""
        known = self.form.cleaned_data.get("known")
        return self.visit.page(
            template,
            status=400 if self.form.errors else status,
            pact=self.pact,
            form=self.form,
            known=day(known, voice().lang) if known else self.form["known"].value() or "",
            **self.words.frame(),
            **shown,
        )


@page
def standings(visit: Visit, cluster: str) -> HttpResponse:
    """List the signed pacts of a cluster."""
    one = get_object_or_404(Cluster.objects.select_related("superior"), code=cluster)
    found = []
    for pact, version in services.signed_pacts(**visit.acts, cluster=one):
        text = pact_of(version)
        english = voice().lang is Lang.EN and text.title_en
        days = window(text.window.first_day, text.window.last_day, voice().lang)
        found.append((pact, english or text.title, days))
    return visit.page("web/standings.html", cluster=one, pacts=found)


@page
def standing(visit: Visit, pact: str) -> HttpResponse:
    """Show the matrix of units by commitments."""
    return _board(_look(visit, pact))


@page
def standing_commitment(visit: Visit, pact: str, commitment: str) -> HttpResponse:
    """Show a commitment: what was promised, and how each unit stands."""
    look = _look(visit, pact)
    one = _commitment(look.standing, commitment)
    verdicts = [v for v in look.standing.verdicts if v.commitment.code == one.code]
    drawn = look.words.drawn(verdicts, pictured=look.words.roomy)
    return look.page(
        "web/standing_commitment.html",
        title=look.words.title(one),
        text=one.text,
        note=one.note or "",
        facts=look.words.commitment_facts(one),
        definitions=look.words.definitions(one),
        verdicts=drawn,
        months=look.words.month_axis(),
    )


@page
def standing_unit(visit: Visit, pact: str, unit: str) -> HttpResponse:
    """Show a unit: how it stands on each commitment."""
    look = _look(visit, pact)
    missing = _not_judged(look, unit)
    if missing is not None:
        return missing
    verdicts = [v for v in look.standing.verdicts if v.unit == unit]
    return look.page(
        "web/standing_unit.html",
        title=look.words.unit(unit),
        verdicts=look.words.drawn(verdicts),
        months=look.words.month_axis(),
    )


@page
def verdict(visit: Visit, pact: str, commitment: str, unit: str) -> HttpResponse:
    """Explain one verdict down to the rows of the ledger."""
    look = _look(visit, pact)
    one = _commitment(look.standing, commitment)
    missing = _not_judged(look, unit)
    if missing is not None:
        return missing
    found = look.standing.verdict(one.code, unit)
    assert found is not None
    return look.page(
        "web/verdict.html",
        title=look.words.title(one),
        unit=look.words.unit(unit),
        unit_href=look.words.address("units", unit),
        commitment_href=look.words.address("commitments", one.code),
        explained=look.words.explained(found),
        months=look.words.month_axis(),
    )


@page
def download(visit: Visit, pact: str, kind: str) -> HttpResponse:
    """Hand out a standing as a file, always to be saved and never shown by the browser."""
    if kind not in DOWNLOADS:
        raise Http404
    look = _look(visit, pact)
    if look.form.errors:
        return _board(look)
    made: bytes | str
    if kind == "csv":
        made = standing_csv(look.standing)
    elif kind == "json":
        made = standing_json(look.standing)
    else:
        made = report_bytes(look.standing, f".{kind}", look.words.voice)
    return _attached(made, kind, f"{look.pact.code}-{look.standing.as_known_on.isoformat()}")


@page
def figure(visit: Visit, pact: str, seq: int) -> HttpResponse:
    """Show how a figure came about: every vintage and correction, who recorded it and when."""
    one = _pact(pact)
    history = services.figure_history(**visit.acts, pact=one, seq=seq)
    if history is None:
        raise Http404
    if visit.request.GET.get("as") == "csv":
        rows = write_figures(vintage.entry for vintage in history.vintages)
        return _attached(rows, "csv", f"{one.code}-{seq}")
    speaker = voice_of(history.case, visit.today, voice().lang, rule_names())
    entry = history.case.ledger.entry(seq)
    indicator = history.case.indicators.get(entry.indicator)
    return visit.page(
        "web/figure.html",
        pact=one,
        title=show(indicator.ref, speaker),
        unit=show(Ref(RefKind.UNIT, entry.unit), speaker),
        publisher=show(Ref(RefKind.PUBLISHER, entry.publisher), speaker),
        days=window(entry.window.first_day, entry.window.last_day, speaker.lang),
        made_up=history.case.pact.made_up,
        cluster=one.cluster,
        corrects=visit.may(
            Permission.REPORT_FIGURES, of=bodies_of(one.cluster, visit.today), unit=entry.unit
        ),
        vintages=[_vintage(v, history, indicator.unit_of_measure, speaker) for v in history.vintages],
    )


def _attached(made: bytes | str, kind: str, name: str) -> HttpResponse:
    """Return a file that browsers save; codes of pacts are plain letters, digits and hyphens."""
    answer = HttpResponse(made, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _look(visit: Visit, code: str) -> Look:
    """Judge what is asked for; where it cannot be, say why at its switch and judge by the others' defaults."""
    pact = _pact(code)
    form = Switches(visit.request.GET)
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    try:
        found = _judged(visit, pact, asked)
    except Refusal as refusal:
        if "known" not in asked or refusal.findings[0].code != "standings.day-ahead":
            raise
        said = say(refusal.findings[0], voice())
        form.add_error("known", f"{said.saw} {said.way_out}")
        asked = {}
        found = _judged(visit, pact, asked)
    query = f"?{urlencode(asked)}" if asked else ""
    base = reverse("standing", kwargs={"pact": pact.code})
    return Look(visit, pact, form, found, Words(found, voice_for(found, voice().lang), base, query), query)


def _judged(visit: Visit, pact: Pact, asked: dict[str, Any]) -> Standing:
    reading, territory = asked.get("reading"), asked.get("territory")
    return services.standing_of(
        **visit.acts,
        pact=pact,
        as_known_on=asked.get("known"),
        reading=Reading(reading) if reading else None,
        territory=Territory(territory) if territory else None,
    )


def _pact(code: str) -> Pact:
    return get_object_or_404(Pact.objects.select_related("cluster__superior"), code=code)


def _board(look: Look) -> HttpResponse:
    """Show the board; it says the same to everybody who asks for it in a language, so it is written once."""
    _, written = BOARDS.get(
        (id(look.standing), look.words.voice.lang, look.query),
        lambda: (look.standing, render_to_string("web/standing_board.html", look.words.board())),
    )
    return look.page("web/standing.html", board=written)


def _commitment(found: Standing, code: str) -> Commitment:
    one = next((c for c in found.commitments if c.code == code), None)
    if one is None:
        raise Http404
    return one


def _not_judged(look: Look, unit: str) -> HttpResponse | None:
    """Return the page that says which units are judged instead of this one; None where it is one of them."""
    standing = look.standing
    if unit in standing.rows:
        return None
    if unit not in standing.case.units:
        raise Http404
    finding = error(
        "standings.unit-not-judged",
        unit=Ref(RefKind.UNIT, unit),
        territory=standing.territory,
        units=tuple(Ref(RefKind.UNIT, row) for row in standing.rows),
    )
    told: list[Message] = [say(finding, look.words.voice)]
    return look.page("web/standing_unit.html", status=404, title=look.words.unit(unit), told=told)


def _vintage(vintage: Vintage, history: FigureHistory, measure: str, speaker: Voice) -> dict[str, Any]:
    entry = vintage.entry
    amount = quantity(entry.quantity, speaker) if entry.status.value == "reported" else ""
    return {
        "seq": entry.seq,
        "asked": entry.seq == history.asked,
        "amount": with_measure(amount, measure if not entry.quantity.is_ratio else ""),
        "status": show(entry.status, speaker),
        "precision": show(entry.precision, speaker),
        "published": published_words(entry, speaker),
        "source": entry.source,
        "recorded_by": vintage.recorded_by,
        "written_by": vintage.written_by,
        "at": vintage.at,
        "approved_by": vintage.approved_by,
        "corrects": entry.corrects,
        "reason": entry.reason or "",
        "replaced_by": vintage.replaced_by,
        "note": entry.remark,
    }
