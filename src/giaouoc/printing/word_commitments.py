"""Part III of a report in Word: each commitment as written, by every reading, and why where it cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from giaouoc.engine.pacts import Commitment, CommitmentType, Reading
from giaouoc.engine.verdicts.ruling import combine
from giaouoc.engine.verdicts.verdict import Attested, Outcome, PartVerdict, Result, Standing, Verdict
from giaouoc.printing import amounts
from giaouoc.printing.naming import scope_words, targets, title_of
from giaouoc.printing.paper_facts import marked, names, unit_name
from giaouoc.printing.word_annexes import ROOMY
from giaouoc.printing.word_layout import PORTRAIT, Box, body, heading, paragraph, run, table, words
from giaouoc.printing.word_sections import item
from giaouoc.wording import NOTHING, Voice, day, say, show, text, window
from giaouoc.wording.cells import brief, cell, detail, part_label, to_date
from giaouoc.wording.explain import attested_words, base_known, evidence_lines, sentence


def commitments(standing: Standing, voice: Voice) -> str:
    """Return part III."""
    parts = [heading(f"III. {text('paper.part.commitments', voice)}", 1)]
    for place, commitment in enumerate(standing.commitments, start=1):
        verdicts = [v for v in standing.verdicts if v.commitment.code == commitment.code]
        parts.append(heading(f"{place}. {title_of(commitment, voice)}", 2))
        parts.append(body(run(text("paper.commitment.quoted", voice, text=commitment.text), italic=True)))
        parts.append(body(run(" ".join(_terms(standing, commitment, voice)))))
        parts += _results(standing, verdicts, voice)
        parts += _cannot_tell(verdicts, voice)
        parts += _not_applicable(verdicts, voice)
    return "".join(parts)


def _terms(standing: Standing, commitment: Commitment, voice: Voice) -> Iterator[str]:
    """Say what kind of promise it is, its target, what it compares with, whose figures decide."""
    fact = "report.fact."
    yield _term(f"{fact}type", show(commitment.type, voice), voice)
    said = targets(standing, commitment, voice)
    if said and commitment.type is CommitmentType.QUANTIFIED:
        yield _term(f"{fact}target", "; ".join(said), voice)
        yield _term(f"{fact}scope", scope_words(commitment, voice), voice)
        if commitment.asks_for_change:
            base = standing.case.pact.base_window(commitment)
            yield _term(f"{fact}base-period", window(base.first_day, base.last_day, voice.lang), voice)
    if commitment.deadline is not None:
        yield _term(f"{fact}deadline", day(commitment.deadline, voice.lang), voice)
    if commitment.needed is not None:
        yield _term(f"{fact}needed", show(commitment.needed, voice), voice)
    if commitment.type is not CommitmentType.QUALITATIVE:
        yield _term(f"{fact}record", _sources(standing, commitment, voice), voice)
    if commitment.note:
        yield commitment.note


def _term(key: str, said: str, voice: Voice) -> str:
    return text("paper.commitment.line", voice, label=text(key, voice), said=said)


def _sources(standing: Standing, commitment: Commitment, voice: Voice) -> str:
    if commitment.sources is None:
        return text("report.fact.record-none", voice)
    publishers = standing.case.pact.publishers
    english = voice.lang.value == "en"
    return ", ".join(publishers[s].name_en if english else publishers[s].name for s in commitment.sources)


def _results(standing: Standing, verdicts: Sequence[Verdict], voice: Voice) -> Iterator[str]:
    kind = verdicts[0].commitment.type
    if kind is CommitmentType.QUANTIFIED:
        told = [v for v in verdicts if _tells(v)]
        if told:
            yield _readings(standing, told, voice)
        if len(standing.rows) <= ROOMY:
            yield from _proof(standing, told, voice)
    elif kind is CommitmentType.QUALITATIVE:
        yield from _tasks(verdicts, voice)
    else:
        shown = [v for v in verdicts if v.result is not Result.NOT_APPLICABLE]
        if shown:
            yield _attestations(shown, voice)


def _tells(verdict: Verdict) -> bool:
    """Tell whether any reading says something about a verdict."""
    return any(o.result.tells or o.result is Result.NOT_YET for p in verdict.parts for o in p.outcomes)


def _readings(standing: Standing, told: Sequence[Verdict], voice: Voice) -> str:
    several, parts = len(standing.rows) > 1, any(len(v.parts) > 1 for v in told)
    heads = ["unit"] * several + ["part"] * parts
    head = [words(text(f"report.column.{name}", voice), bold=True, align="center") for name in heads]
    head += [words(text(f"words.reading.{r}", voice), bold=True, align="center") for r in Reading]
    head.append(words(text("report.column.result", voice), bold=True, align="center"))
    rows = [head]
    for verdict in told:
        rows += _verdict_rows(standing, verdict, several, parts, voice)
    fixed = [27.0] * several + [22.0] * parts
    each = (PORTRAIT - 28 - sum(fixed)) / 3
    return table((*fixed, each, each, each, 28), rows) + paragraph(run("", size=4))


def _verdict_rows(
    standing: Standing, verdict: Verdict, several: bool, parts: bool, voice: Voice
) -> Iterator[list[Box]]:
    """One row a part, and one for all of them where there are several; the unit stands once beside them."""
    lines: list[tuple[str, list[Box], Box]] = []
    for part in verdict.parts:
        measure = amounts.measure_of(standing, part)
        outcomes = [_outcome(part.outcome(r), part, measure, voice) for r in Reading]
        lines.append((part_label(part, voice), outcomes, _result(part.result, voice, bold=False)))
    if len(lines) > 1:
        whole = [_result(combine(_by(p, r) for p in verdict.parts), voice) for r in Reading]
        label = text("paper.commitment.all-parts", voice, count=len(verdict.parts))
        lines.append((label, whole, _ruled(verdict, voice)))
    else:
        lines = [(lines[0][0], lines[0][1], _ruled(verdict, voice))]
    for place, (label, outcomes, ruled) in enumerate(lines):
        row: list[Box] = []
        if several:
            name = words(unit_name(verdict.unit, voice) if place == 0 else "", bold=True)
            row.append(Box(name.content, merged="continue" if place else "restart"))
        if parts:
            row.append(words(label, bold=len(lines) > 1 and place == len(lines) - 1))
        yield [*row, *outcomes, ruled]


def _by(part: PartVerdict, reading: Reading) -> Result:
    outcome = part.outcome(reading)
    return part.result if outcome is None else outcome.result


def _outcome(outcome: Outcome | None, part: PartVerdict, measure: str, voice: Voice) -> Box:
    if outcome is None:
        return _result(part.result, voice, bold=False)
    said = _said(outcome, part, measure, voice)
    known = base_known(outcome, voice)
    if outcome.result.tells and known != NOTHING:
        said += "\n" + text("paper.commitment.base-known", voice, on=known)
    word = run(_word(outcome.result, voice), size=11, bold=outcome.result.tells)
    return Box(paragraph(word, run(f"\n{said}" if said else "", size=10), align="center"))


def _said(outcome: Outcome, part: PartVerdict, measure: str, voice: Voice) -> str:
    if outcome.result is Result.NOT_YET:
        return amounts.so_far(outcome, measure, voice) or to_date(outcome, voice)
    if outcome.result.tells:
        return amounts.numbers(outcome, part, measure, voice)
    return brief(outcome.reasons[0], voice) if outcome.reasons else ""


def _word(result: Result, voice: Voice) -> str:
    return f"{text(f'words.sign.{result}', voice)} {show(result, voice)}"


def _result(result: Result, voice: Voice, *, bold: bool = True) -> Box:
    return words(_word(result, voice), bold=bold and result.tells, align="center")


def _ruled(verdict: Verdict, voice: Voice) -> Box:
    """Return the answer that stands, and the rule that decided."""
    shown = cell(verdict, voice)
    word = run(marked(shown, voice), size=11, bold=shown.result.tells)
    rule = run("\n" + brief(verdict.rule, voice), size=10)
    return Box(paragraph(word, rule, align="center"), wash=True)


def _proof(standing: Standing, told: Sequence[Verdict], voice: Voice) -> Iterator[str]:
    """Say for each part the formula with its numbers put in, and how far the numbers can be trusted."""
    heads = ("report.column.part", "report.fact.formula", "report.section.how-sure")
    rows = [[words(text(h, voice), bold=True, align="center") for h in heads]]
    for verdict in told:
        for part in verdict.parts:
            if part.ruling is None or part.ruling.formula is None:
                continue
            unit = f"{unit_name(verdict.unit, voice)}: " if len(standing.rows) > 1 else ""
            formula = sentence(part.ruling.formula, voice)
            lines = [
                text("paper.commitment.line", voice, label=line.label, said=line.said)
                for line in evidence_lines(part, voice)
            ]
            sure = " ".join(lines) or text("report.evidence.none", voice)
            rows.append(
                [words(unit + part_label(part, voice)), words(formula, size=10), words(sure, size=10)]
            )
    if len(rows) > 1:
        yield table((35, 50, PORTRAIT - 85), rows) + paragraph(run("", size=4))


def _attestations(verdicts: Sequence[Verdict], voice: Voice) -> str:
    names_ = ("unit", "result", "rule", "lines")
    heads = [text(f"report.column.{n}", voice) for n in names_[:3]]
    heads.append(text(_attested_head(verdicts[0]), voice))
    rows = [[words(h, bold=True, align="center") for h in heads]]
    for verdict in verdicts:
        shown = cell(verdict, voice)
        rows.append(
            [
                words(unit_name(verdict.unit, voice), bold=True),
                words(marked(shown, voice), bold=shown.result.tells, align="center"),
                words(brief(verdict.rule, voice), size=10),
                words("\n".join(_attested(verdict, voice)) or NOTHING, size=10),
            ]
        )
    return table((32, 30, 48, PORTRAIT - 110), rows) + paragraph(run("", size=4))


def _attested_head(verdict: Verdict) -> str:
    milestone = verdict.commitment.type is CommitmentType.MILESTONE
    return "report.section.items" if milestone else "report.section.attested"


def _attested(verdict: Verdict, voice: Voice) -> Iterator[str]:
    """Say each answer once, with the stretches or items it was given for."""
    milestone = verdict.commitment.type is CommitmentType.MILESTONE
    groups: dict[str, list[Attested]] = {}
    for one in verdict.attested:
        groups.setdefault(attested_words(one, voice), []).append(one)
    for label, found in groups.items():
        said = [a.label for a in found] if milestone else list(_stretches(found, voice))
        yield text("paper.commitment.open-items", voice, label=label, items="; ".join(said))


def _stretches(found: Iterable[Attested], voice: Voice) -> Iterator[str]:
    """Yield stretches of days, neighbours joined."""
    spans: list[list[Attested]] = []
    for one in found:
        assert one.first_day is not None
        last = spans[-1][-1].last_day if spans else None
        if last is not None and (one.first_day - last).days == 1:
            spans[-1].append(one)
        else:
            spans.append([one])
    yield from (window(span[0].first_day, span[-1].last_day, voice.lang) for span in spans)


def _tasks(verdicts: Sequence[Verdict], voice: Voice) -> Iterator[str]:
    """List the tasks, each once with the units it belongs to; where none is declared, say so once."""
    rows: dict[tuple[str, ...], list[str]] = {}
    none: list[Verdict] = []
    for verdict in verdicts:
        if not verdict.tasks:
            none.append(verdict)
        for task in verdict.tasks:
            due = day(task.due_on, voice.lang) if task.due_on else NOTHING
            key = (task.text, due, show(task.state, voice), task.evidence or NOTHING)
            rows.setdefault(key, []).append(verdict.unit)
    if rows:
        heads = [text(f"report.column.{n}", voice) for n in ("task", "unit", "due", "state", "evidence")]
        shown = [[words(h, bold=True, align="center") for h in heads]]
        for (said, due, state, evidence), units in rows.items():
            whose = _whose(units, verdicts, voice)
            shown.append(
                [words(said), words(whose), words(due, align="center"), words(state), words(evidence)]
            )
        yield table((52, 34, 23, 25, PORTRAIT - 134), shown) + paragraph(run("", size=4))
    yield from _by_words(none, verdicts, voice)


def _whose(units: Sequence[str], every: Sequence[Verdict], voice: Voice) -> str:
    """Return units by name, or that they are all there are."""
    if 1 < len(every) == len(units):
        return text("paper.commitment.all-units", voice)
    return names(tuple(units), voice)


def _by_words(verdicts: Sequence[Verdict], every: Sequence[Verdict], voice: Voice) -> Iterator[str]:
    """Yield a line for each thing that is said, with the units it is said of."""
    found: dict[str, list[str]] = {}
    for verdict in verdicts:
        said = f"{show(verdict.result, voice)}, {detail(verdict, voice) or brief(verdict.rule, voice)}"
        found.setdefault(said, []).append(verdict.unit)
    for said, units in found.items():
        yield item(text("paper.commitment.several", voice, title=said, units=_whose(units, every, voice)))


def _cannot_tell(verdicts: Sequence[Verdict], voice: Voice) -> Iterator[str]:
    """Say each reason once with its units; in full where it is one unit's own."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for verdict in (v for v in verdicts if v.result is Result.CANNOT_TELL):
        for reason in verdict.reasons:
            message = say(reason, voice)
            groups.setdefault(message.title, []).append((verdict.unit, message.saw))
    if groups:
        yield body(run(f"{show(Result.CANNOT_TELL, voice)}:"), with_next=True)
    for title, found in groups.items():
        said = tuple(dict.fromkeys(saw for _, saw in found))
        units = list(dict.fromkeys(unit for unit, _ in found))
        if len(said) <= 3:
            yield from (item(one) for one in said)
        else:
            yield item(
                text("paper.commitment.several", voice, title=title, units=_whose(units, verdicts, voice))
            )


def _not_applicable(verdicts: Sequence[Verdict], voice: Voice) -> Iterator[str]:
    left = [v for v in verdicts if v.result is Result.NOT_APPLICABLE]
    yield from _by_words(left, verdicts, voice)
