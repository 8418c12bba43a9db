"""Pacts in words: the lines of a pact and of a commitment, and what a target will mean for a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.indicators import Indicator, IndicatorSet, round_half_away
from giaouoc.engine.pacts import (
    NOT_STATED,
    Commitment,
    CommitmentType,
    Comparator,
    Pact,
    Part,
    Reading,
    Scope,
    TargetUnit,
    Territory,
    bounds_from_above,
)
from giaouoc.exchange.rule_pages import rule_names
from giaouoc.services.pact_differences import Piece, Sort, word_changes
from giaouoc.services.pact_previews import Meaning, Previews
from giaouoc.web.visits import Visit
from giaouoc.web.voice import voice
from giaouoc.wording import (
    Lang,
    Voice,
    listed,
    number,
    percent,
    probability_in_hundred,
    target_words,
    text,
    window,
)
from giaouoc.wording.cells import fraction, quantity
from giaouoc.wording.names import voice_of


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands beside it."""

    label: str
    said: str


def speaker_of(case: Case, visit: Visit) -> Voice:
    """Return the voice that names everything in a case in the language of the moment."""
    return voice_of(case, visit.today, voice().lang, rule_names())


def names(voice: Voice, kind: RefKind, codes: Iterable[str]) -> str:
    """Return things by their names, in their order."""
    return listed([voice.names(Ref(kind, code), voice.lang) for code in codes], voice.lang)


def pact_lines(pact: Pact, voice: Voice) -> list[Line]:
    """Return what a pact says before its commitments."""
    reading = Reading(pact.reading) if pact.reading != NOT_STATED else NOT_STATED
    territory = Territory(pact.territory) if pact.territory != NOT_STATED else NOT_STATED
    calendar = text("web_pacts.line.no-calendar", voice)
    if pact.calendar is not None:
        calendar = names(voice, RefKind.CALENDAR, [pact.calendar.code])
    rows = [
        ("title", pact.title),
        ("movement", pact.movement),
        ("slogan", pact.slogan or ""),
        ("period", window(pact.window.first_day, pact.window.last_day, voice.lang)),
        ("calendar", calendar),
        ("signed-on", text("web_pacts.line.day", voice, day=pact.signed_on)),
        ("signatories", names(voice, RefKind.UNIT, pact.signatories)),
        ("reading", text(f"web_pacts.reading.{_slug(reading)}", voice)),
        ("territory", text(f"web_pacts.territory.{_slug(territory)}", voice)),
        ("publishers", names(voice, RefKind.PUBLISHER, pact.publishers) if pact.publishers else ""),
        ("note", pact.note or ""),
    ]
    return [Line(text(f"web_pacts.line.{key}", voice), said) for key, said in rows if said]


def _slug(value: str) -> str:
    return value.replace("_", "-")


def commitment_lines(
    one: Commitment, indicators: IndicatorSet, voice: Voice, *, titled: bool = True
) -> list[Line]:
    """Return a commitment in words, line by line; without its title where that stands above."""
    rows = [
        ("text", one.text),
        ("title", one.title if titled else ""),
        *[("part", part_words(p, indicators.get(p.indicator), voice)) for p in one.parts],
        ("sources", _sources(one, voice)),
        ("scope", text("words.scope.open", voice) if one.scope is Scope.OPEN else ""),
        ("baseline-year", "" if one.baseline_year is None else str(one.baseline_year)),
        *[("exempt", f"{names(voice, RefKind.UNIT, [e.unit])}: {e.reason}") for e in one.exemptions],
        ("deadline", "" if one.deadline is None else text("web_pacts.line.day", voice, day=one.deadline)),
        ("needed", "" if one.needed is None else number(one.needed, voice.lang)),
        *[("item", f"{i.name}: {i.test}" if i.test else i.name) for i in one.items],
        *_tasks(one, voice),
        ("note", one.note or ""),
    ]
    return [Line(text(f"web_pacts.line.{key}", voice), said) for key, said in rows if said]


def _tasks(one: Commitment, voice: Voice) -> Iterator[tuple[str, str]]:
    for task in one.tasks:
        unit = "" if task.unit is None else f" ({names(voice, RefKind.UNIT, [task.unit])})"
        due = "" if task.due_on is None else text("web_pacts.line.due", voice, day=task.due_on)
        yield "task", f"{task.text}{unit}{due and ', '}{due}"


def _sources(one: Commitment, voice: Voice) -> str:
    if one.sources is not None:
        return names(voice, RefKind.PUBLISHER, one.sources)
    return "" if one.type is CommitmentType.QUALITATIVE else text("web_pacts.line.no-source", voice)


def part_words(part: Part, indicator: Indicator, voice: Voice) -> str:
    """Return a part with its target, and the targets of units that have another one."""
    measure = indicator.unit_of_measure
    targets = [] if part.target is None else [target_words(part.target, measure, voice.lang)]
    targets += [
        f"{names(voice, RefKind.UNIT, [unit])}: {target_words(target, measure, voice.lang)}"
        for unit, target in part.targets_by_unit.items()
    ]
    label, indicator_name = label_of(part, voice), names(voice, RefKind.INDICATOR, [indicator.code])
    named = label if label == indicator_name else f"{label} · {indicator_name}"
    return f"{named}: {'; '.join(targets)}" if targets else named


def label_of(part: Part, voice: Voice) -> str:
    """Return the label of a part in the language of the moment."""
    return part.label_en if voice.lang is Lang.EN else part.label


def title_of(one: Commitment, voice: Voice) -> str:
    """Return the title of a commitment in the language of the moment."""
    return one.title_en if voice.lang is Lang.EN else one.title


def meanings(one: Commitment, case: Case, previews: Previews, voice: Voice) -> list[dict[str, object]]:
    """Return for each part what it will mean, unit by unit; nothing where figures do not decide by a target.

    Where all bases became known alike, that is said once for the part.
    """
    if one.type is not CommitmentType.QUANTIFIED:
        return []
    return [_part_means(one, part, case, previews, voice) for part in one.parts]


def _part_means(
    one: Commitment, part: Part, case: Case, previews: Previews, voice: Voice
) -> dict[str, object]:
    found = previews.of(one, part)
    bases = {_base_words(m, voice) for m in found if m.base is not None}
    indicator = case.indicators.get(part.indicator)
    return {
        "label": label_of(part, voice),
        "base": next(iter(bases)) if len(bases) == 1 else "",
        "rows": [
            {
                "unit": names(voice, RefKind.UNIT, [m.unit]),
                "says": meaning_words(m, indicator, voice),
                "base": _base_words(m, voice) if len(bases) > 1 else "",
            }
            for m in found
        ],
    }


def meaning_words(meaning: Meaning, indicator: Indicator, voice: Voice) -> str:
    """Return what a target will mean: `giảm 5 % so với 276 = nhiều nhất 262; chỉ may rủi cũng đạt 27 trong 100 năm`."""
    if meaning.exempt:
        return text("web_pacts.meaning.exempt", voice, reason=meaning.exempt)
    if meaning.target is None:
        return text("web_pacts.meaning.no-target", voice)
    target = target_words(meaning.target, indicator.unit_of_measure, voice.lang)
    edge = _edge(meaning, voice)
    if meaning.base is None:
        return edge if edge else text("web_pacts.meaning.no-base", voice, target=target)
    base = quantity(meaning.base, voice)
    if not meaning.target.is_change:
        return text("web_pacts.meaning.level", voice, edge=edge, base=base)
    if not edge:
        return text("web_pacts.meaning.any", voice, target=target, base=base)
    said = text("web_pacts.meaning.change", voice, target=target, base=base, edge=edge)
    if meaning.luck is None:
        return said
    chance = probability_in_hundred(meaning.luck, voice.lang)
    return f"{said}; {text('web_pacts.meaning.luck', voice, chance=chance)}"


def _edge(meaning: Meaning, voice: Voice) -> str:
    target = meaning.target
    assert target is not None
    if meaning.edge is None:
        return ""
    key = "most" if bounds_from_above(target, meaning.better) else "least"
    if meaning.whole is not None:
        return text(f"web_pacts.meaning.{key}", voice, value=number(meaning.whole, voice.lang))
    if target.comparator in (Comparator.OVER, Comparator.UNDER):
        key = {"most": "below", "least": "above"}[key]
    shown = fraction(meaning.edge, voice)
    if not target.is_change and target.unit is TargetUnit.PERCENT:
        level = round_half_away(meaning.edge, 2).normalize()
        shown = percent(level, voice.lang, signed=False, places=None)
    return text(f"web_pacts.meaning.{key}", voice, value=shown)


def _base_words(meaning: Meaning, voice: Voice) -> str:
    if meaning.base is None or meaning.known_on is None:
        return ""
    publisher = names(voice, RefKind.PUBLISHER, [meaning.publisher])
    return text("web_pacts.meaning.base", voice, publisher=publisher, day=meaning.known_on)


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of two versions with its words: stayed, came, went."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether nothing came or went."""
        return all(piece.sort is Sort.SAME for piece in self.pieces)


def changed_lines(before: list[Line], after: list[Line]) -> list[ChangedLine]:
    """Return the lines of both versions, those of one label beside each other in their order."""
    labels = list(dict.fromkeys(line.label for line in [*after, *before]))
    found = []
    for label in labels:
        old = [line.said for line in before if line.label == label]
        new = [line.said for line in after if line.label == label]
        longest = max(len(old), len(new))
        old, new = old + [""] * (longest - len(old)), new + [""] * (longest - len(new))
        found += [ChangedLine(label, word_changes(a, b)) for a, b in zip(old, new, strict=True)]
    return found
