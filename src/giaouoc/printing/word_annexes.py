"""The annexes of a report in Word: the table of many units, the sources, the legal bases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.rulebook import Mark
from giaouoc.engine.verdicts.verdict import Result, Standing
from giaouoc.printing.paper_facts import cells_of, legal_bases, marked_sign, unit_name
from giaouoc.printing.sources import Publications, later_rows, later_words, recorded_words, used_entries
from giaouoc.printing.word_layout import LANDSCAPE, PORTRAIT, Box, paragraph, run, table, words
from giaouoc.wording import NOTHING, Voice, listed, partial, show, text

ROOMY: Final = 6
"""Up to this many units the table of results stands in the text; beyond it in an annex."""

_MOST_COLUMNS: Final = 24
_UNIT_COLUMN: Final = 60
_ROMAN: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: what it holds, its number where there are several, and its content."""

    key: str
    number: str | None
    landscape: bool
    content: str

    def name(self, voice: Voice) -> str:
        """Return what the report calls it: numbered in Roman where there are two or more."""
        if self.number is None:
            return text("paper.annex.one", voice)
        return text("paper.annex.numbered", voice, number=self.number)

    def head(self, voice: Voice) -> str:
        """Return its name, its title and the report it belongs to."""
        title = run(text(f"paper.annex.{self.key}", voice), bold=True)
        return "".join(
            [
                paragraph(run(self.name(voice), bold=True), align="center"),
                paragraph(title, align="center"),
                paragraph(run(text("paper.annex.with-report", voice), italic=True), align="center", after=10),
            ]
        )


def planned(standing: Standing, voice: Voice) -> tuple[Annex, ...]:
    """Return the annexes a standing needs, in order."""
    contents: list[tuple[str, bool, str]] = []
    if len(standing.rows) > ROOMY:
        contents.append(("matrix", True, _matrix(standing, voice)))
    publications = Publications(standing)
    if publications.all:
        contents.append(("sources", False, _sources(standing, publications, voice)))
    bases = legal_bases(standing, voice)
    if bases:
        contents.append(("bases", False, _bases(bases, voice)))
    several = len(contents) > 1
    return tuple(
        Annex(key, _ROMAN[place] if several else None, landscape, content)
        for place, (key, landscape, content) in enumerate(contents)
    )


def annex_name(annexes: Sequence[Annex], key: str, voice: Voice) -> str:
    """Return the name of the annex that holds something; a dash where there is none."""
    return next((a.name(voice) for a in annexes if a.key == key), NOTHING)


def legend(standing: Standing, voice: Voice) -> str:
    """Return what the signs in a table of results mean, those only that stand in it."""
    found = {v.result for v in standing.verdicts}
    said = [f"{text(f'words.sign.{r}', voice)} {show(r, voice)}" for r in Result if r in found]
    said.append(f"{text('paper.legend.within', voice)} {text('paper.legend.within-means', voice)}")
    if any(v.hangs for v in standing.verdicts):
        said.append(f"{text('words.sign.hangs', voice)} {text('words.sign-meaning.hangs', voice)}")
    return paragraph(run("; ".join(said) + ".", size=11, italic=True), before=3, after=6)


def _matrix(standing: Standing, voice: Voice) -> str:
    """Units down, commitments across by their number: one sign a cell, in as many tables as the width asks."""
    shown = cells_of(standing, voice)
    parts = [paragraph(run(text("paper.annex.columns", voice), size=11, italic=True), after=3)]
    numbered = list(enumerate(standing.commitments, start=1))
    for start in range(0, len(numbered), _MOST_COLUMNS):
        block = numbered[start : start + _MOST_COLUMNS]
        head = [words(text("report.column.unit", voice), bold=True, align="center")]
        head += [words(str(place), bold=True, align="center") for place, _ in block]
        rows = [head]
        for unit in standing.rows:
            signs = [marked_sign(shown[c.code, unit], voice) for _, c in block]
            rows.append([words(unit_name(unit, voice)), *(words(s, align="center") for s in signs)])
        width = (LANDSCAPE - _UNIT_COLUMN) / max(len(block), 12)
        parts.append(table((_UNIT_COLUMN, *[width] * len(block)), rows))
        parts.append(legend(standing, voice))
    return "".join(parts)


def _sources(standing: Standing, publications: Publications, voice: Voice) -> str:
    names = ("paper.column.number", "paper.column.published", "report.column.source", "paper.column.rows")
    rows = [[words(text(n, voice), bold=True, align="center") for n in names]]
    for one in publications.all:
        said = listed([show(Ref(RefKind.PUBLISHER, p), voice) for p in one.publishers], voice.lang)
        day = text("report.piece.undated", voice)
        if one.published:
            day = partial(one.published, voice.lang)
        rows.append(
            [
                words(str(one.number), align="center"),
                words(f"{said}, {day}"),
                words(one.source, size=10),
                words(ranges(one.seqs), size=10),
            ]
        )
    return "".join([table((10, 52, PORTRAIT - 92, 30), rows), *_history(standing, voice)])


def _history(standing: Standing, voice: Voice) -> Iterator[str]:
    """Say which of the rows used were later corrected or withdrawn, and when and by whom rows were recorded."""
    later, used = later_rows(standing), {e.seq: e for e in used_entries(standing)}
    replaced = [(seq, later_words(later[seq], voice)) for seq in sorted(used) if seq in later]
    if replaced:
        yield _small(text("paper.annex.later", voice), with_next=True)
        yield from (_small(f"- {text('paper.annex.later-row', voice, seq=s, said=w)}") for s, w in replaced)
    recorded: dict[str, list[int]] = {}
    for seq, entry in sorted(used.items()):
        if said := recorded_words(entry, voice):
            recorded.setdefault(said, []).append(seq)
    if recorded:
        yield _small(text("paper.annex.recorded", voice), with_next=True)
    for said, seqs in recorded.items():
        yield _small(f"- {text('paper.annex.recorded-rows', voice, rows=ranges(seqs), said=said)}")


def _small(said: str, *, with_next: bool = False) -> str:
    return paragraph(run(said, size=11), before=3, with_next=with_next)


def _bases(bases: Iterable[tuple[str, str, str]], voice: Voice) -> str:
    heads = [text(f"paper.column.{name}", voice) for name in ("matter", "basis", "read")]
    unverified = text(f"words.mark.{Mark.UNVERIFIED.value}", voice)
    rows: list[list[Box]] = [[words(h, bold=True, align="center") for h in heads]]
    for matter, basis, mark in bases:
        rows.append([words(matter, size=10), words(basis), words(mark, bold=mark == unverified)])
    note = paragraph(run(text("paper.annex.unverified", voice), size=11, italic=True), before=3)
    return table((72, 63, PORTRAIT - 135), rows) + note


def ranges(numbers: Iterable[int]) -> str:
    """Write numbers in order, neighbours as a range: `1–3, 7`."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)
