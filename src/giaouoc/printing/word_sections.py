"""The parts of a report in Word around its commitments: the ground, the whole, the findings, the limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from giaouoc.engine.verdicts.grouping import count_results
from giaouoc.engine.verdicts.verdict import Result, Standing
from giaouoc.printing import summary
from giaouoc.printing.naming import all_flaws, title_of
from giaouoc.printing.paper_facts import cells_of, facts, marked, unit_name
from giaouoc.printing.word_annexes import ROOMY, Annex, annex_name, legend
from giaouoc.printing.word_layout import PORTRAIT, Box, body, heading, paragraph, run, table, words
from giaouoc.wording import Voice, listed, number, show, text

MOST_LINES: Final = 20
"""So many lines of one kind stand on paper; the workbook has all."""

_DETAILED: Final = 3
"""Up to this many units a cell of the table shows its numbers too."""


def ground(standing: Standing, voice: Voice) -> str:
    """Return part I: the pact, the day, the baseline, the territory, the ledger."""
    rows = [[words(line.label, bold=True), words(line.said)] for line in facts(standing, voice)]
    return heading(f"I. {text('paper.part.ground', voice)}", 1) + table(
        (42, PORTRAIT - 42), rows, heads=0, borders="lines"
    )


def overall(standing: Standing, voice: Voice, annexes: Sequence[Annex]) -> str:
    """Return part II: counts, the table of results, what hangs on the baseline, what cannot be told and why."""
    shown = [
        ("counts", _counts(standing, voice)),
        ("matrix", _matrix(standing, voice, annexes)),
        ("hangs", _hangs(standing, voice)),
        ("lacks", _lacks(standing, voice)),
    ]
    parts = [heading(f"II. {text('paper.part.overall', voice)}", 1)]
    for place, (key, content) in enumerate((s for s in shown if s[1]), start=1):
        parts += [heading(f"{place}. {text(f'paper.section.{key}', voice)}", 2), content]
    return "".join(parts)


def _counts(standing: Standing, voice: Voice) -> str:
    said = [
        text("paper.overall.one-count", voice, result=result, count=count)
        for result, count in count_results(standing).items()
        if count
    ]
    line = text(
        "paper.overall.cells",
        voice,
        commitments=len(standing.commitments),
        units=len(standing.rows),
        count=len(standing.verdicts),
        said="; ".join(said),
    )
    parts = [body(run(line))]
    if summary.told(standing) and summary.unsure(standing):
        luck = text("report.summary.luck", voice, told=summary.told(standing), count=summary.unsure(standing))
        parts.append(body(run(luck)))
    if len(standing.rows) > 1:
        parts.append(_counts_table(standing, voice))
    return "".join(parts)


def _counts_table(standing: Standing, voice: Voice) -> str:
    found = count_results(standing)
    results = [r for r in Result if found[r]]
    head = [words(text("report.column.unit", voice), bold=True, align="center")]
    head += [words(show(r, voice), bold=True, align="center") for r in results]
    rows = [head]
    for unit in standing.rows:
        of_unit = [v.result for v in standing.verdicts if v.unit == unit]
        counts = [words(number(of_unit.count(r), voice.lang), align="center") for r in results]
        rows.append([words(unit_name(unit, voice)), *counts])
    first = PORTRAIT - 21 * len(results)
    return table((first, *[21] * len(results)), rows, whole=True)


def _matrix(standing: Standing, voice: Voice, annexes: Sequence[Annex]) -> str:
    if len(standing.rows) > ROOMY:
        said = text(
            "paper.overall.matrix-in-annex",
            voice,
            units=len(standing.rows),
            commitments=len(standing.commitments),
            annex=annex_name(annexes, "matrix", voice),
        )
        return body(run(said))
    shown = cells_of(standing, voice)
    head = [words(text("paper.column.number", voice), bold=True, align="center")]
    head.append(words(text("report.column.commitment", voice), bold=True, align="center"))
    head += [words(unit_name(u, voice), bold=True, align="center") for u in standing.rows]
    rows = [head]
    for place, commitment in enumerate(standing.commitments, start=1):
        row = [words(str(place), align="center"), words(title_of(commitment, voice))]
        for unit in standing.rows:
            one = shown[commitment.code, unit]
            detail = f"\n{one.detail}" if one.detail and len(standing.rows) <= _DETAILED else ""
            row.append(
                Box(
                    paragraph(
                        run(marked(one, voice), size=11, bold=one.result.tells),
                        run(detail, size=10),
                        align="center",
                    )
                )
            )
        rows.append(row)
    each = {1: 80, 2: 48, 3: 36, 4: 28, 5: 23, 6: 20}[len(standing.rows)]
    widths = (9, PORTRAIT - 9 - each * len(standing.rows), *[each] * len(standing.rows))
    return table(widths, rows) + legend(standing, voice)


def _hangs(standing: Standing, voice: Voice) -> str:
    hanging = summary.hanging(standing)
    if not hanging:
        return ""
    parts = [
        body(
            run(text("report.summary.hangs", voice, count=len(hanging)) + " "),
            run(text("report.summary.hangs-why", voice)),
        )
    ]
    parts += [
        item(f"{title_of(v.commitment, voice)}, {unit_name(v.unit, voice)}") for v in hanging[:MOST_LINES]
    ]
    return "".join([*parts, more(len(hanging), voice)])


def _lacks(standing: Standing, voice: Voice) -> str:
    lacks = summary.lacks(standing, voice)
    if not lacks:
        return ""
    names = ("lack", "from-whom", "of-what", "cells")
    rows = [[words(text(f"report.column.{n}", voice), bold=True, align="center") for n in names]]
    for lack in lacks:
        things: dict[tuple[str, ...], list[str]] = {}
        for waiting, missing in lack.by_body:
            things.setdefault(missing, []).append(waiting)
        shown = [f"{listed(who, voice.lang)}: {'; '.join(missing)}" for missing, who in things.items()]
        rest = len(shown) - MOST_LINES
        tail = [text("paper.overall.more", voice, count=rest)] if rest > 0 else []
        count = words(number(lack.cells, voice.lang), align="center")
        what = words("\n".join([*shown[:MOST_LINES], *tail]), size=10)
        rows.append([words(lack.title), words(lack.who), what, count])
    return table((40, 38, PORTRAIT - 92, 14), rows, splits=True) + paragraph(
        run(text("report.summary.lacks-overlap", voice), size=11, italic=True), before=3, after=6
    )


def findings(standing: Standing, voice: Voice) -> str:
    """Return part IV: each kind of finding once with what it saw, its innocent explanations and the way out."""
    parts = [heading(f"IV. {text('paper.part.findings', voice)}", 1)]
    groups = summary.grouped(standing.all_findings, voice)
    if not groups:
        parts.append(body(run(text("paper.overall.no-findings", voice))))
    for place, group in enumerate(groups, start=1):
        said = text("paper.finding.head", voice, title=group.title, severity=group.severity)
        parts.append(heading(f"{place}. {said}", 2))
        parts += [item(saw) for saw in group.saw[:MOST_LINES]]
        parts.append(more(len(group.saw), voice))
        for key, lines in (("explanations", group.explanations), ("way-out", group.ways_out)):
            if lines:
                joined = " ".join(lines[:3]) if key == "way-out" else " ".join(lines)
                parts.append(
                    body(run(text(f"paper.finding.{key}", voice, said=joined), italic=key != "way-out"))
                )
    return "".join(parts)


def about(standing: Standing, voice: Voice) -> str:
    """Return part V: what the results are not, and what is known to be wrong with the figures."""
    said = [body(run(text(f"report.about.{key}", voice))) for key in ("count", "shape", "findings")]
    flaws = all_flaws(standing, voice)
    if flaws:
        said.append(body(run(f"{text('report.fact.flaws', voice)}:"), with_next=True))
        said += [item(text("report.fact.flaw", voice, indicator=name, says=says)) for name, says in flaws]
    return heading(f"V. {text('paper.part.about', voice)}", 1) + "".join(said)


def item(said: str) -> str:
    """Return one line of a list; one with an address is not stretched to both margins, for an address cannot break."""
    return paragraph(run(f"- {said}"), align="left" if "://" in said else "both", first=12.7, after=6)


def more(count: int, voice: Voice) -> str:
    """Return the line that says how many lines are left out; empty where none is."""
    rest = count - MOST_LINES
    return item(text("paper.overall.more", voice, count=rest)) if rest > 0 else ""
