"""A standing on the terminal: what stands, by every reading, why nobody can tell, and what to look at."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any, Self

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from giaouoc.cli.streams import spelled
from giaouoc.engine.findings import Finding, Ref, RefKind, Severity
from giaouoc.engine.pacts import Commitment, CommitmentType, Reading
from giaouoc.engine.verdicts.grouping import count_results, group_reasons
from giaouoc.engine.verdicts.ruling import combine
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Result, Standing, Verdict
from giaouoc.wording import NBSP, Voice, day, number, say, text, window
from giaouoc.wording.cells import brief, cell, outcome_numbers, part_label, to_date

WIDTH = 100
MOST_FINDINGS = 15
MATRIX_UNITS = 6
SIGN_COLUMN = 3
LEAST_NAME = 34
HEAD_DIGITS = 12
STYLES = {
    Result.KEPT: "green",
    Result.NOT_KEPT: "red",
    Result.NOT_YET: "blue",
    Result.CANNOT_TELL: "magenta",
    Result.NOT_APPLICABLE: "dim",
    Result.BY_PEOPLE: "dim",
}


class Words(Text):
    """Words to be laid out, in the letters that the standard output has."""

    def __init__(self, said: str = "", style: str = "") -> None:
        super().__init__(spelled(said), style)

    def append(self, said: Text | str, style: str | Style | None = None) -> Self:
        """Add words, or a text that is laid out already."""
        super().append(spelled(said) if isinstance(said, str) else said, style)
        return self


class Grid(Table):
    """A table that breaks a word too long for its column and never cuts it: a figure must not lose digits."""

    def __init__(self, title: str | None = None, **options: Any) -> None:
        titled = None if title is None else Words(title, style="italic")
        super().__init__(title=titled, title_justify="left", **options)

    def column(self, header: str = "", **options: Any) -> None:
        """Add a column."""
        self.add_column(Words(header), overflow="fold", **options)


class PipedConsole(Console):
    """A console that leaves a closed pipe to the command's one door, which ends without a fault."""

    def on_broken_pipe(self) -> None:
        """Hand on what rich would turn into a failed command."""
        raise BrokenPipeError


def console(width: int = WIDTH) -> Console:
    """Return a console at most 100 columns wide; colour only on a terminal."""
    on_terminal = sys.stdout.isatty()
    narrow = min(width, Console().width) if on_terminal else width
    # Left to itself rich also colours where FORCE_COLOR asks for it, and a file would hold the codes.
    forced = None if on_terminal else False
    return PipedConsole(highlight=False, emoji=False, markup=False, width=narrow, force_terminal=forced)


def print_standing(standing: Standing, voice: Voice) -> None:
    """Print the whole standing."""
    out = console()
    _print_head(standing, voice, out)
    if len(standing.verdicts) > 1:
        _print_matrix(standing, voice, out)
    for commitment in standing.commitments:
        _print_readings(standing, commitment, voice, out)
    _print_reasons(standing, voice, out)
    _print_findings(standing, voice, out)
    _print_counts(standing, voice, out)


def _print_head(standing: Standing, voice: Voice, out: Console) -> None:
    pact = standing.case.pact
    english = voice.lang.value == "en" and pact.title_en
    out.print(Words(pact.title_en if english else pact.title, style="bold"))
    if pact.made_up:
        out.print(Words(text("cli.check.made-up", voice), style="bold yellow"))
    asked = text(
        "cli.check.asked",
        voice,
        window=window(pact.window.first_day, pact.window.last_day, voice.lang),
        day=day(standing.as_known_on, voice.lang),
        reading=text(f"words.reading.{standing.reading}", voice),
        territory=text(f"words.territory.{standing.territory}", voice),
        head=_head(standing, voice),
    )
    out.print(Words(asked, style="dim"))


def _head(standing: Standing, voice: Voice) -> str:
    if standing.seal_broken:
        return text("cli.check.seal-broken", voice)
    return _short(standing.head) if standing.head else text("cli.check.not-sealed", voice)


def _short(anchor: str) -> str:
    """Return an anchor with as many digits of its head as a screen needs; a report gives them all."""
    length, _, head = anchor.partition(":")
    return f"{length}:{head[:HEAD_DIGITS]}"


def _print_matrix(standing: Standing, voice: Voice, out: Console) -> None:
    """Print a sign per cell; with many units, units become the rows of one list instead."""
    if len(standing.rows) > MATRIX_UNITS:
        _print_long_matrix(standing, voice, out)
    else:
        _print_wide_matrix(standing, voice, out)
    signs = [f"{text(f'words.sign.{r}', voice)} {text(f'words.result.{r}', voice)}" for r in Result]
    hangs = f"{text('words.sign.hangs', voice)} {text('words.sign-meaning.hangs', voice)}"
    out.print(Words(" · ".join([*signs, hangs]), style="dim"))


def _print_wide_matrix(standing: Standing, voice: Voice, out: Console) -> None:
    units = standing.rows
    table = Grid(text("cli.check.matrix", voice), show_lines=False, expand=True)
    table.column(text("cli.check.head-commitment", voice), ratio=3)
    for unit in units:
        table.column(voice.names(Ref(RefKind.UNIT, unit), voice.lang), justify="center", ratio=1)
    for commitment in standing.commitments:
        row = [Words(voice.names(commitment.ref, voice.lang))]
        for unit in units:
            verdict = standing.verdict(commitment.code, unit)
            row.append(Words("") if verdict is None else _sign(verdict, voice))
        table.add_row(*row)
    out.print(table)


def _print_long_matrix(standing: Standing, voice: Voice, out: Console) -> None:
    """Print one line a unit, one sign a commitment; the numbers above the signs are those of the list below."""
    out.print(Words(text("cli.check.matrix", voice), style="italic"))
    numbered = list(enumerate(standing.commitments, start=1))
    at_once = max(1, (out.width - LEAST_NAME) // SIGN_COLUMN)
    for start in range(0, len(numbered), at_once):
        out.print(_lines(standing, numbered[start : start + at_once], voice, out.width))
    names = "; ".join(f"{place}{NBSP}{voice.names(c.ref, voice.lang)}" for place, c in numbered)
    out.print(Words(text("cli.check.numbers", voice, numbers=names), style="dim"))


def _lines(standing: Standing, numbered: Sequence[tuple[int, Commitment]], voice: Voice, width: int) -> Grid:
    table = Grid(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    name_width = width - SIGN_COLUMN * len(numbered)
    table.column(text("cli.check.head-unit", voice), max_width=name_width - 1)
    for place, _ in numbered:
        table.column(str(place), width=SIGN_COLUMN - 1, no_wrap=True)
    for unit in standing.rows:
        row = [Words(voice.names(Ref(RefKind.UNIT, unit), voice.lang))]
        for _, commitment in numbered:
            verdict = standing.verdict(commitment.code, unit)
            row.append(Words("") if verdict is None else _sign(verdict, voice, between=""))
        table.add_row(*row)
    return table


def _sign(verdict: Verdict, voice: Voice, between: str = " ") -> Words:
    shown = cell(verdict, voice)
    mark = f"{between}{text('words.sign.hangs', voice)}" if shown.hangs else ""
    return Words(f"{shown.sign}{mark}", style=STYLES[shown.result])


def _print_readings(standing: Standing, commitment: Commitment, voice: Voice, out: Console) -> None:
    """Print a quantified commitment by every reading, for the units about which something can be said."""
    told = [v for v in standing.verdicts if v.commitment.code == commitment.code and _tells(v)]
    if not told:
        return
    table = Grid(voice.names(commitment.ref, voice.lang), show_lines=True, expand=True)
    several = len(standing.rows) > 1
    if several:
        table.column(text("cli.check.head-unit", voice), ratio=3)
    if commitment.type is CommitmentType.QUANTIFIED:
        table.column(text("cli.check.head-part", voice), ratio=3)
        for reading in Reading:
            table.column(text(f"words.reading.{reading}", voice), ratio=4)
    else:
        table.column(text("cli.check.head-result", voice), ratio=8)
    for verdict in told:
        name = Words(voice.names(Ref(RefKind.UNIT, verdict.unit), voice.lang))
        for row in _rows(verdict, voice):
            table.add_row(*([name] if several else []), *row)
            name = Words("")
    out.print(Padding(table, (1, 0, 0, 0)))


def _tells(verdict: Verdict) -> bool:
    if verdict.parts:
        return any(o.result.tells or o.result is Result.NOT_YET for p in verdict.parts for o in p.outcomes)
    return verdict.result in (Result.KEPT, Result.NOT_KEPT, Result.NOT_YET)


def _rows(verdict: Verdict, voice: Voice) -> Iterable[list[Text]]:
    if not verdict.parts:
        line = _styled(cell(verdict, voice).line, verdict.result)
        yield [Words(""), line] if verdict.commitment.type is CommitmentType.QUANTIFIED else [line]
        return
    for part in verdict.parts:
        yield [Words(part_label(part, voice)), *(_outcome(part, r, voice) for r in Reading)]
    if len(verdict.parts) > 1:
        whole = [
            _styled(
                _result(combine(_part_result(p, r) for p in verdict.parts), voice),
                combine(_part_result(p, r) for p in verdict.parts),
            )
            for r in Reading
        ]
        yield [Words(text("cli.check.all-parts", voice, count=len(verdict.parts)), style="bold"), *whole]
    ruled = cell(verdict, voice)
    yield [
        Words(text("cli.check.stands", voice), style="bold"),
        _styled(f"{ruled.sign} {ruled.word}", verdict.result),
        Words(brief(verdict.rule, voice), style="dim"),
        Words(""),
    ]


def _part_result(part: PartVerdict, reading: Reading) -> Result:
    outcome = part.outcome(reading)
    return part.result if outcome is None else outcome.result


def _outcome(part: PartVerdict, reading: Reading, voice: Voice) -> Text:
    outcome = part.outcome(reading)
    if outcome is None:
        return Words("")
    return _styled(f"{_result(outcome.result, voice)}\n{_numbers(outcome, part, voice)}", outcome.result)


def _numbers(outcome: Outcome, part: PartVerdict, voice: Voice) -> str:
    if outcome.result is Result.NOT_YET:
        return to_date(outcome, voice)
    if outcome.result.tells:
        return outcome_numbers(outcome, part, voice)
    return brief(outcome.reasons[0], voice) if outcome.reasons else ""


def _result(result: Result, voice: Voice) -> str:
    return f"{text(f'words.sign.{result}', voice)} {text(f'words.result.{result}', voice)}"


def _styled(words: str, result: Result) -> Text:
    return Words(words, style=STYLES[result])


def _print_reasons(standing: Standing, voice: Voice, out: Console) -> None:
    groups = group_reasons(standing)
    if not groups:
        return
    out.print(Padding(Words(text("cli.check.why", voice), style="bold"), (1, 0, 0, 0)))
    for group in groups:
        head = text("cli.check.why-group", voice, count=group.cells, brief=brief(group.reason, voice))
        message = say(group.reason, voice)
        line = Words(f"{head} ", style="bold").append(
            f"{message.saw} → {message.way_out}", style="not bold default"
        )
        out.print(Padding(line, (0, 0, 0, 2)))


def _print_findings(standing: Standing, voice: Voice, out: Console) -> None:
    findings = weightiest_first(standing)
    if not findings:
        return
    out.print(Padding(Words(text("cli.check.findings", voice), style="bold"), (1, 0, 0, 0)))
    styles = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
    shown = findings[:MOST_FINDINGS]
    for finding in shown:
        message = say(finding, voice)
        severity = text(f"words.severity.{finding.severity}", voice)
        line = Words(f"[{severity}] ", style=styles[finding.severity]).append(
            f"{message.title}. ", style="bold"
        )
        out.print(Padding(line.append(message.saw, style="not bold default"), (0, 0, 0, 2)))
    if len(findings) > len(shown):
        more = text("cli.check.more-findings", voice, count=len(findings) - len(shown))
        out.print(Padding(Words(more, style="dim"), (0, 0, 0, 2)))


def weightiest_first(standing: Standing) -> list[Finding]:
    """Return what could not be used, then what bears on a verdict, then what the ledger says by itself."""
    of_case = set(standing.findings)
    return sorted(standing.all_findings, key=lambda f: _weight(f, f in of_case))


def _weight(finding: Finding, of_case: bool) -> int:
    """Return the place of a finding in the list, 0 first.

    A note that says what another figure would give weighs more than a warning about the ledger alone, and so
    does one that rows behind the results are not sealed.
    """
    if finding.severity is Severity.ERROR:
        return 0
    if finding.severity is Severity.WARNING:
        return 3 if of_case else 1
    another_answer = not of_case and finding.get("would_be") is not None
    return 2 if another_answer or finding.code == "figures.seal-rows-unsealed" else 4


def _print_counts(standing: Standing, voice: Voice, out: Console) -> None:
    counts = count_results(standing)
    said = [f"{text(f'words.result.{r}', voice)} {number(n, voice.lang)}" for r, n in counts.items() if n]
    total = text("cli.check.total", voice, count=len(standing.verdicts))
    out.print(Padding(Words(f"{total}: {' · '.join(said)}.", style="bold"), (1, 0, 0, 0)))
