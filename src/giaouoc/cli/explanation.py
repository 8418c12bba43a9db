"""Everything one verdict rests on, printed in order: what was promised, what stands, by which numbers, how sure."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding

from giaouoc.cli.status import unusable
from giaouoc.cli.tables import MOST_FINDINGS, STYLES, Grid, Words, console
from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.verdicts.verdict import Attested, Outcome, PartVerdict, Standing, Verdict
from giaouoc.wording import Voice, day, say, text, window
from giaouoc.wording.cells import cell, part_label
from giaouoc.wording.explain import (
    attested_words,
    base_known,
    evidence_lines,
    outcome_lines,
    pieces,
    sentence,
    target_line,
    verdict_rule,
)


def print_explanation(standing: Standing, verdict: Verdict, voice: Voice) -> None:
    """Print one verdict with its inputs, formulas, evidence and findings."""
    out = console()
    unit = voice.names(Ref(RefKind.UNIT, verdict.unit), voice.lang)
    out.print(Words(f"{voice.names(verdict.commitment.ref, voice.lang)} · {unit}", style="bold"))
    shown = cell(verdict, voice)
    out.print(Words(shown.line, style=STYLES[verdict.result]))
    pact = standing.case.pact
    facts = [
        (text("explain.text", voice), f"“{verdict.commitment.text}”"),
        (text("explain.window", voice), window(pact.window.first_day, pact.window.last_day, voice.lang)),
        (text("explain.rule", voice), verdict_rule(verdict, voice)),
    ]
    facts += [(text("explain.reason", voice), sentence(r, voice)) for r in verdict.reasons]
    _facts(facts, out)
    for part in verdict.parts:
        _print_part(standing, verdict, part, voice, out)
    if verdict.attested:
        _facts([_attested(a, voice) for a in verdict.attested], out, title=text("explain.attested", voice))
    if verdict.tasks:
        rows = [(t.text, text(f"words.task-state.{t.state}", voice)) for t in verdict.tasks]
        _facts(rows, out, title=text("explain.tasks", voice))
    _print_findings(standing, verdict, voice, out)


def _print_part(standing: Standing, verdict: Verdict, part: PartVerdict, voice: Voice, out: Console) -> None:
    indicator = standing.case.indicators.get(part.part.indicator)
    head = f"{part_label(part, voice)}: {target_line(part, indicator.unit_of_measure, voice)}"
    out.print(Padding(Words(head, style="bold"), (1, 0, 0, 0)))
    by_base = part.target is not None and part.target.is_change
    if by_base:
        base = standing.case.pact.base_window(verdict.commitment)
        compared = window(base.first_day, base.last_day, voice.lang)
        out.print(Words(f"  {text('explain.base-window', voice)}: {compared}", style="dim"))
    told: set[int] = set()
    # A level compares with no base: every reading of it is the same.
    for outcome in part.outcomes if by_base else part.outcomes[:1]:
        _print_outcome(outcome, part, voice, out, told, by_base=by_base)
    lines = evidence_lines(part, voice)
    if lines:
        _facts([(line.label, line.said) for line in lines], out, title=text("explain.how-sure", voice))


def _print_outcome(
    outcome: Outcome, part: PartVerdict, voice: Voice, out: Console, told: set[int], *, by_base: bool
) -> None:
    """Print one reading; a line of the ledger that stands above already is given by its number alone."""
    sign = text(f"words.sign.{outcome.result}", voice)
    word = text(f"words.result.{outcome.result}", voice)
    known = f" ({base_known(outcome, voice)})" if outcome.result.tells else ""
    reading = f"{text(f'words.reading.{outcome.reading}', voice)}{known}: " if by_base else ""
    head = Words(f"  {reading}").append(f"{sign} {word}", style=STYLES[outcome.result])
    out.print(head)
    for line in outcome_lines(outcome, part, voice):
        out.print(Padding(Words(f"{line.label}: {line.said}"), (0, 0, 0, 4)))
    for name, side in (("entry-base", outcome.base), ("entry-actual", outcome.actual)):
        label = text(f"explain.{name}", voice)
        above = [p.seq for p in pieces(side, voice) if p.seq in told]
        if above:
            numbers = ", ".join(f"#{seq}" for seq in above)
            out.print(Padding(Words(f"{numbers} {label}", style="dim"), (0, 0, 0, 4)))
        for piece in pieces(side, voice):
            if piece.seq not in told:
                said = f"#{piece.seq} {label} {piece.sign}{piece.amount}, {piece.window}: {piece.how_known}"
                out.print(Padding(Words(f"{said} {piece.source}", style="dim"), (0, 0, 0, 4)))
                told.add(piece.seq)


def _attested(row: Attested, voice: Voice) -> tuple[str, str]:
    label = row.label or window(row.first_day, row.last_day, voice.lang)
    said = attested_words(row, voice)
    if row.entry is not None and row.entry.known_on is not None:
        said = f"{said} (#{row.entry.seq}, {day(row.entry.known_on, voice.lang)})"
    return label, said


def _print_findings(standing: Standing, verdict: Verdict, voice: Voice, out: Console) -> None:
    """Print what of the case could not be used, then what bears on this verdict."""
    errors = unusable(standing)
    about = [*verdict.findings, *(f for p in verdict.parts for f in p.findings)]
    findings = list(dict.fromkeys([*errors[:MOST_FINDINGS], *about]))
    if not findings:
        return
    out.print(Padding(Words(text("explain.findings", voice), style="bold"), (1, 0, 0, 0)))
    for finding in findings:
        message = say(finding, voice)
        severity = text(f"words.severity.{finding.severity}", voice)
        out.print(Padding(Words(f"[{severity}] {message.title}. {message.saw}"), (0, 0, 0, 2)))
        if message.explanations:
            may_be = "; ".join(e.rstrip(".") for e in message.explanations)
            said = f"{text('explain.explanations', voice)}: {may_be}."
            out.print(Padding(Words(said, style="dim"), (0, 0, 0, 4)))
        out.print(Padding(Words(f"→ {message.way_out}", style="dim"), (0, 0, 0, 4)))
    if len(errors) > MOST_FINDINGS:
        more = text("cli.explain.more-errors", voice, count=len(errors) - MOST_FINDINGS)
        out.print(Padding(Words(more, style="dim"), (0, 0, 0, 2)))


def _facts(rows: list[tuple[str, str]], out: Console, title: str | None = None) -> None:
    table = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False, expand=True)
    table.column(ratio=1, style="dim")
    table.column(ratio=3)
    for label, said in rows:
        table.add_row(Words(label), Words(said))
    if title is not None:
        out.print(Words(f"  {title}", style="bold"))
    out.print(Padding(table, (0, 0, 0, 2)))
