"""What a report calls things: the pact, its cluster, its commitments and their targets."""

from __future__ import annotations

from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.pacts import Commitment, Part
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.wording import Lang, Voice, show, target_words, text


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


def _label(part: Part, voice: Voice) -> str:
    return part.label_en if voice.lang is Lang.EN and part.label_en else part.label
