"""What a report calls things: the pact, its cluster, its commitments and their targets."""

from __future__ import annotations

from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.pacts import Commitment, Part, Scope
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.wording import Lang, Voice, listed, show, target_words, text


def pact_title(standing: Standing, voice: Voice) -> str:
    """Return the title of the pact in the voice's language."""
    pact = standing.case.pact
    return pact.title_en if voice.lang is Lang.EN and pact.title_en else pact.title


def title_of(commitment: Commitment, voice: Voice) -> str:
    """Return the short title of a commitment."""
    return show(commitment.ref, voice)


def cluster_name(standing: Standing, voice: Voice) -> str:
    """Return the name of the cluster; its code where the register does not know it."""
    cluster = standing.case.units.cluster(standing.case.pact.cluster)
    if cluster is None:
        return standing.case.pact.cluster
    return cluster.name_en if voice.lang is Lang.EN and cluster.name_en else cluster.name


def targets(standing: Standing, commitment: Commitment, voice: Voice) -> tuple[str, ...]:
    """Return the targets of a commitment in words, those of single bodies after the common one."""
    lines: list[str] = []
    for part in commitment.parts:
        measure = standing.case.indicators.get(part.indicator).unit_of_measure
        params = {"label": _label(part, voice)}
        if part.target is not None:
            said = target_words(part.target, measure, voice.lang)
            lines.append(text("report.fact.target-of", voice, target=said, **params))
        for unit, target in part.targets_by_unit.items():
            said = target_words(target, measure, voice.lang)
            whose = Ref(RefKind.UNIT, unit)
            lines.append(text("report.fact.target-for", voice, target=said, unit=whose, **params))
    return tuple(lines)


def calendar_words(standing: Standing, voice: Voice) -> str:
    """Return the calendar of the pact, with the notes that it was assumed and how well it was checked."""
    pact = standing.case.pact
    if pact.calendar is None:
        return text("report.fact.calendar-none", voice)
    calendar, mark = (Ref(RefKind.CALENDAR, f"{pact.calendar.code}{end}") for end in ("", "/mark"))
    notes = [text("report.fact.calendar-assumed", voice)] if pact.calendar_assumed else []
    said = show(mark, voice)
    # A mark nobody declared is named by its code alone, like everything without a name.
    notes += [said] if said != mark.code else []
    if not notes:
        return show(calendar, voice)
    return text("report.fact.calendar-noted", voice, calendar=calendar, notes="; ".join(notes))


def scope_words(commitment: Commitment, voice: Voice) -> str:
    """Return how wide the case takes the indicators of a commitment, as the case's own statement."""
    refs = [Ref(RefKind.INDICATOR, p.indicator) for p in commitment.parts]
    named = listed([show(r, voice) for r in dict.fromkeys(refs)], voice.lang)
    key = "open" if commitment.scope is Scope.OPEN else "stated"
    return text(f"report.fact.scope-{key}", voice, indicators=named)


def flaws(standing: Standing, commitment: Commitment, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Return what is known to be wrong with the indicators of a commitment: the indicator, and what its file says."""
    found = [
        standing.case.indicators.get(code) for code in dict.fromkeys(p.indicator for p in commitment.parts)
    ]
    return tuple((show(one.ref, voice), one.known_wrong) for one in found if one.known_wrong)


def all_flaws(standing: Standing, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Return what is known to be wrong with any indicator of the pact, each said once with the indicators it is of."""
    said: dict[str, dict[str, None]] = {}
    for commitment in standing.commitments:
        for name, flaw in flaws(standing, commitment, voice):
            said.setdefault(flaw, {})[name] = None
    return tuple((listed(list(names), voice.lang), flaw) for flaw, names in said.items())


def _label(part: Part, voice: Voice) -> str:
    return part.label_en if voice.lang is Lang.EN and part.label_en else part.label
