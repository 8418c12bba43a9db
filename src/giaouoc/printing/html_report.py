"""The HTML report of a case: one file that opens offline, without scripts, and loads nothing from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import giaouoc
from giaouoc.engine.figures import Entry
from giaouoc.engine.figures.entry import Status
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.rulebook import Mark
from giaouoc.engine.units import SuccessionKind
from giaouoc.engine.verdicts.verdict import Attested, PartVerdict, Result, Standing, Verdict
from giaouoc.printing import amounts, pictures, sources, summary
from giaouoc.printing.naming import (
    calendar_words,
    cluster_name,
    flaws,
    pact_title,
    scope_words,
    targets,
    title_of,
)
from giaouoc.wording import (
    Voice,
    day,
    listed,
    number,
    partial,
    say,
    show,
    text,
    window,
)
from giaouoc.wording.cells import Sureness, cell, part_label, part_numbers, quantity, sureness
from giaouoc.wording.explain import attested_words, evidence_lines, sentence

ROOMY = 6
"""Up to this many bodies a cell of the matrix shows its numbers; beyond it shows its sign."""


def html_report(standing: Standing, voice: Voice) -> str:
    """Return the report as one HTML page. Texts of the case are escaped; addresses become links only if http(s)."""
    css = stylesheet()
    page = _environment().get_template("report.html.j2")
    return page.render(
        standing=standing,
        case=standing.case,
        pact=standing.case.pact,
        voice=voice,
        css=Markup(css),
        csp=content_security_policy(css),
        version=giaouoc.__version__,
        publications=sources.Publications(standing),
        one_unit=len(standing.rows) == 1,
        **_words(voice),
        **_questions(standing, voice),
    )


@cache
def stylesheet() -> str:
    """Return the stylesheet that every report carries inside."""
    return files("giaouoc.printing").joinpath("report.css").read_text(encoding="utf-8")


def content_security_policy(css: str) -> str:
    """Return the policy that allows this very stylesheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("giaouoc.printing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.tests["side"] = lambda value: isinstance(value, Side)
    made.globals.update(Result=Result, Sureness=Sureness, Mark=Mark)
    return made


def _words(voice: Voice) -> Mapping[str, Callable[..., Any]]:
    """Return what a template may ask about words alone."""

    def t(key: str, **params: Any) -> str:
        return text(f"report.{key}", voice, **params)

    return {
        "t": t,
        "words": lambda key: text(f"words.{key}", voice),
        "say": lambda finding: say(finding, voice),
        "show": lambda value: show(value, voice),
        "number": lambda value: number(value, voice.lang),
        "day": lambda value: day(value, voice.lang),
        "partial": lambda value: partial(value, voice.lang),
        "days": lambda first, last: window(first, last, voice.lang),
        "quantity": lambda amount: quantity(amount, voice),
        "amount": lambda side, measure: amounts.amount(side, measure, voice),
        "reached": lambda outcome, part, measure: amounts.reached(outcome, part, measure, voice),
        "changed": lambda outcome, part: amounts.changed(outcome, part, voice),
        "goal": lambda outcome, part, measure: amounts.goal(outcome, part, measure, voice),
        "so_far": lambda outcome, measure: amounts.so_far(outcome, measure, voice),
        "cell": lambda verdict: cell(verdict, voice),
        "part_numbers": lambda part: part_numbers(part, voice),
        "published_words": lambda entry: sources.published_words(entry, voice),
        "grouped": lambda findings: summary.grouped(findings, voice),
        "evidence": lambda part: evidence_lines(part, voice),
        "tells_age": tells_age,
        "formulas_of": lambda part: formulas_of(part, voice),
        "attested_words": lambda one: attested_words(one, voice),
        "attested_kind": attested_kind,
        "stretches": lambda verdict: stretches(verdict.attested, voice),
        "runs": sources.runs,
        "safe_link": sources.safe_link,
        "sure_class": lambda verdict: sureness(verdict).value,
    }


def _questions(standing: Standing, voice: Voice) -> Mapping[str, Any]:
    """Return what a template may ask about the case."""
    case = standing.case
    cells = {(v.commitment.code, v.unit): v for v in standing.verdicts}
    places = {u: i for i, u in enumerate(standing.rows, start=1)}
    numbers = {c.code: i for i, c in enumerate(case.pact.commitments, start=1)}

    roomy = len(standing.rows) <= ROOMY
    later = sources.later_rows(standing)

    def name(kind: str, code: str) -> str:
        return show(Ref(RefKind(kind), code), voice)

    def key(verdict: Verdict) -> str:
        return f"v{numbers[verdict.commitment.code]}-{places[verdict.unit]}"

    def drawn(verdict: Verdict, part: PartVerdict) -> list[pictures.Picture]:
        every = pictures.pictures(standing, verdict, part, voice)
        return every if roomy else every[-2:]

    def rows(part: PartVerdict) -> sources.UsedRows:
        return sources.used_rows(part, case.indicators.get(part.part.indicator), later, voice)

    return {
        "roomy": roomy,
        "name": name,
        "key": key,
        "number_of": lambda commitment: numbers[commitment.code],
        "verdict_of": lambda commitment, unit: cells[commitment.code, unit],
        "title_of": lambda commitment: title_of(commitment, voice),
        "measure_of": lambda part: amounts.measure_of(standing, part),
        "calendar_words": calendar_words(standing, voice),
        "scope_words": lambda commitment: scope_words(commitment, voice),
        "flaws": lambda commitment: flaws(standing, commitment, voice),
        "targets": lambda commitment: targets(standing, commitment, voice),
        "unit_note": lambda unit: unit_note(standing, unit, voice),
        "pictures": drawn,
        "month_axis": pictures.month_axis(standing, voice),
        "used_rows": rows,
        "label": lambda part: part_label(part, voice),
        "tallies": summary.tallies(standing),
        "told": summary.told(standing),
        "unsure": summary.unsure(standing),
        "hanging": summary.hanging(standing),
        "lacks": summary.lacks(standing, voice),
        "pact_title": pact_title(standing, voice),
        "cluster_name": cluster_name(standing, voice),
        "closed": standing.as_known_on > case.pact.window.last_day,
    }


def formulas_of(part: PartVerdict, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Return each test with its numbers once, with the readings it stands for."""
    readings: dict[str, list[str]] = {}
    for outcome in part.outcomes:
        if outcome.formula is not None:
            readings.setdefault(sentence(outcome.formula, voice), []).append(show(outcome.reading, voice))
    return tuple((listed(names, voice.lang), formula) for formula, names in readings.items())


def tells_age(part: PartVerdict) -> bool:
    """Tell whether a reason of a part already says how long after its period the actual figure was published."""
    return any(r.get("age") is not None for outcome in part.outcomes for r in outcome.reasons)


def attested_kind(one: Attested) -> str:
    """Return how an attestation is drawn: `yes`, `no`, `silent`, `not_yet` or `not_applicable`."""
    if one.entry is not None and one.entry.status is Status.NOT_APPLICABLE:
        return "not_applicable"
    if one.positive is None:
        return "not_yet" if one.label and one.entry is not None else "silent"
    return "yes" if one.positive else "no"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring periods with one answer from one publication, and how many they are."""

    first_day: date | None
    last_day: date | None
    kind: str
    said: str
    entry: Entry | None
    count: int


def stretches(attested: Iterable[Attested], voice: Voice) -> tuple[Stretch, ...]:
    """Return what was attested about a window, neighbours that say the same joined."""
    found: list[Stretch] = []
    for one in attested:
        made = Stretch(
            one.first_day, one.last_day, attested_kind(one), attested_words(one, voice), one.entry, 1
        )
        if found and _joins(found[-1], made):
            found[-1] = replace(found[-1], last_day=made.last_day, count=found[-1].count + 1)
        else:
            found.append(made)
    return tuple(found)


def _joins(one: Stretch, other: Stretch) -> bool:
    if one.last_day is None or other.first_day is None or (other.first_day - one.last_day).days != 1:
        return False
    published = [s.entry and (s.entry.source, s.entry.published_on) for s in (one, other)]
    return (one.kind, one.said, published[0]) == (other.kind, other.said, published[1])


def unit_note(standing: Standing, unit: str, voice: Voice) -> str:
    """Return what a reader must know of a body: that it leads the cluster, that it was merged away."""
    case = standing.case
    cluster = case.units.cluster(case.pact.cluster)
    notes: list[str] = []
    if cluster is not None and cluster.lead_on(case.pact.signed_on) == unit:
        notes.append(text("report.unit.lead", voice))
    if cluster is not None and unit in cluster.deputies_on(case.pact.signed_on):
        notes.append(text("report.unit.deputy", voice))
    ended = case.units.ended_in(unit, case.pact.window)
    if ended is not None and ended.kind is SuccessionKind.DISSOLVE:
        notes.append(text("report.unit.dissolved", voice, on=ended.on))
    elif ended is not None and ended.kind is SuccessionKind.MERGE:
        notes.append(text("report.unit.merged", voice, on=ended.on, into=ended.result_refs))
    return "; ".join(notes)
