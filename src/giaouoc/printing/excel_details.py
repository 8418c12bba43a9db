"""The long sheets of a workbook: one row for each part and reading, and every ledger row that was used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from giaouoc.engine.figures.entry import Entry
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Param, Ref, RefKind
from giaouoc.engine.indicators import round_half_away
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Standing, Verdict
from giaouoc.printing.excel_layout import Look, Page
from giaouoc.printing.excel_matrix import paint
from giaouoc.printing.naming import title_of
from giaouoc.printing.paper_facts import unit_name
from giaouoc.printing.sources import used_entries
from giaouoc.printing.word_annexes import ranges
from giaouoc.wording import Voice, day, show, target_words, text, window
from giaouoc.wording.cells import Cell, Sureness, cell, part_label, to_date
from giaouoc.wording.explain import evidence_lines, sentence

_DETAILS: Final = (
    ("commitment", 30),
    ("unit", 26),
    ("type", 12),
    ("result", 18),
    ("hangs", 10),
    ("part", 20),
    ("target", 20),
    ("part-result", 16),
    ("reading", 18),
    ("reading-result", 18),
    ("base", 12),
    ("base-known", 12),
    ("actual", 12),
    ("actual-known", 12),
    ("change", 11),
    ("goal", 12),
    ("measure", 10),
    ("publisher", 28),
    ("reason", 48),
    ("rule", 34),
    ("evidence", 84),
    ("base-rows", 14),
    ("actual-rows", 14),
    ("commitment-code", 16),
    ("unit-code", 16),
)
_AT: Final = {name: column for column, (name, _) in enumerate(_DETAILS, start=1)}

_SOURCES: Final = (
    ("seq", 8),
    ("unit", 26),
    ("indicator", 28),
    ("first-day", 12),
    ("last-day", 12),
    ("window-basis", 18),
    ("status", 13),
    ("value", 12),
    ("numerator", 11),
    ("denominator", 11),
    ("precision", 16),
    ("definition", 14),
    ("publisher", 28),
    ("publisher-basis", 20),
    ("published", 14),
    ("known", 12),
    ("source", 60),
    ("corrects", 10),
    ("why", 24),
    ("note", 40),
)
_COLUMN: Final = {name: column for column, (name, _) in enumerate(_SOURCES, start=1)}


def fill_details(page: Page, standing: Standing, voice: Voice, paging: str) -> None:
    """Fill the sheet with a row for each verdict, part and reading; a verdict without parts has one row."""
    page.heads([text(f"paper.sheet-column.{name}", voice) for name, _ in _DETAILS], [w for _, w in _DETAILS])
    for verdict in standing.verdicts:
        writer = _Rows(page, standing, verdict, voice)
        if not verdict.parts:
            writer.whole()
        for part in verdict.parts:
            for outcome in part.outcomes:
                writer.outcome(part, outcome)
            if not part.outcomes:
                writer.silent_part(part)
    page.finish(first_columns=2, paging=paging)


class _Rows:
    """The rows of one verdict, which share their first columns."""

    def __init__(self, page: Page, standing: Standing, verdict: Verdict, voice: Voice) -> None:
        self._page, self._standing, self._verdict, self._voice = page, standing, verdict, voice
        self._shown: Cell = cell(verdict, voice)
        self._rule = sentence(verdict.rule, voice)
        self._reasons = _lines(sentence(r, voice) for r in verdict.reasons)

    def whole(self) -> None:
        """Write a verdict without parts: what was attested, or the tasks, stands as its evidence."""
        self._begin({"reason": self._reasons, "evidence": _lines(self._told())})

    def silent_part(self, part: PartVerdict) -> None:
        """Write a part that no reading says anything about."""
        self._begin({**self._of_part(part), "reason": self._reasons})

    def outcome(self, part: PartVerdict, outcome: Outcome) -> None:
        """Write what one reading says of a part."""
        voice = self._voice
        formula = [] if outcome.formula is None else [sentence(outcome.formula, voice)]
        so_far = [to_date(outcome, voice)] if outcome.to_date is not None else []
        said = {
            **self._of_part(part),
            "reading": show(outcome.reading, voice),
            "publisher": ""
            if outcome.publisher is None
            else _named(RefKind.PUBLISHER, outcome.publisher, voice),
            "reason": _lines([*formula, *so_far, *(sentence(r, voice) for r in outcome.reasons)]),
            "base-rows": _rows_of(outcome.base),
            "actual-rows": _rows_of(outcome.actual),
        }
        if outcome is part.ruling:
            said["evidence"] = "; ".join(f"{e.label}: {e.said}" for e in evidence_lines(part, voice))
        self._begin(said)
        self._page.text(
            _AT["reading-result"],
            f"{text(f'words.sign.{outcome.result}', voice)} {show(outcome.result, voice)}",
            paint(outcome.result, Sureness.OPEN),
            strong=outcome.result.tells,
        )
        self._amounts(outcome)

    def _begin(self, said: dict[str, str]) -> None:
        """Write a row: its shared columns, the words given, and empty cells for the rest."""
        verdict, voice = self._verdict, self._voice
        common = {
            "commitment": title_of(verdict.commitment, voice),
            "unit": unit_name(verdict.unit, voice),
            "type": show(verdict.commitment.type, voice),
            "hangs": text(f"paper.yes-no.{'yes' if verdict.hangs else 'no'}", voice),
            "rule": self._rule,
            "commitment-code": verdict.commitment.code,
            "unit-code": verdict.unit,
        }
        self._page.next_row()
        for name, column in _AT.items():
            self._page.text(column, common.get(name, said.get(name, "")))
        shown = self._shown
        self._page.text(
            _AT["result"],
            f"{shown.sign} {shown.word}",
            paint(shown.result, shown.sureness),
            strong=shown.result.tells,
        )

    def _of_part(self, part: PartVerdict) -> dict[str, str]:
        voice = self._voice
        measure = self._standing.case.indicators.get(part.part.indicator).unit_of_measure
        return {
            "part": part_label(part, voice),
            "target": "" if part.target is None else target_words(part.target, measure, voice.lang),
            "part-result": show(part.result, voice),
            "measure": measure,
        }

    def _amounts(self, outcome: Outcome) -> None:
        page = self._page
        for name, side in (("base", outcome.base), ("actual", outcome.actual)):
            if isinstance(side, NoSide):
                continue
            value, look = _amount(side)
            page.number(_AT[name], value, look)
            page.day(_AT[f"{name}-known"], side.known_on)
        if outcome.change is not None:
            page.number(_AT["change"], round_half_away(outcome.change / 100, 4), Look.CHANGE)
        if outcome.goal is not None:
            page.number(_AT["goal"], round_half_away(outcome.goal, 2))

    def _told(self) -> Iterator[str]:
        voice = self._voice
        milestone = self._verdict.commitment.deadline is not None
        for one in self._verdict.attested:
            answer = "silent" if one.positive is None else ("yes" if one.positive else "no")
            label = one.label or window(one.first_day, one.last_day, voice.lang)
            key = f"item-{answer}" if milestone else answer
            yield f"{label}: {text(f'report.attested.{key}', voice)}"
        for task in self._verdict.tasks:
            due = f" ({day(task.due_on, voice.lang)})" if task.due_on else ""
            evidence = f"; {task.evidence}" if task.evidence else ""
            yield f"{task.text}{due}: {show(task.state, voice)}{evidence}"


def _amount(side: Side) -> tuple[Decimal | None, Look]:
    """Return a count as it stands, a share as a part of one."""
    if side.quantity.is_ratio and side.quantity.exact is not None:
        return round_half_away(side.quantity.exact / 100, 4), Look.SHARE
    return side.quantity.value, Look.COUNT


def _rows_of(side: Side | NoSide) -> str:
    return "" if isinstance(side, NoSide) else ranges(side.seqs)


def _lines(said: Iterable[str]) -> str:
    return "\n".join(said)


def _named(kind: RefKind, code: str, voice: Voice) -> str:
    return show(Ref(kind, code), voice)


def fill_sources(page: Page, standing: Standing, voice: Voice, paging: str) -> None:
    """Fill the sheet with every ledger row an amount or an attestation came from, in the ledger's order."""
    page.heads([text(f"paper.sheet-column.{name}", voice) for name, _ in _SOURCES], [w for _, w in _SOURCES])
    said = _Said(voice)
    entries = {e.seq: e for e in used_entries(standing)}
    for _, entry in sorted(entries.items()):
        page.next_row()
        _source(page, entry, said)
    page.finish(first_columns=1, paging=paging)


class _Said:
    """The words for values that come back in thousands of rows, each looked up once."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._known: dict[tuple[type, Param], str] = {}

    def __call__(self, value: Param) -> str:
        # Values of two StrEnums with the same text are equal: their type is part of the key.
        key = (type(value), value)
        if key not in self._known:
            self._known[key] = show(value, self._voice)
        return self._known[key]


def _source(page: Page, entry: Entry, said: _Said) -> None:
    published = entry.published_on
    words = {
        "unit": said(Ref(RefKind.UNIT, entry.unit)),
        "indicator": said(Ref(RefKind.INDICATOR, entry.indicator)),
        "window-basis": said(entry.window_basis),
        "status": said(entry.status),
        "precision": said(entry.precision),
        "definition": entry.definition or "",
        "publisher": said(Ref(RefKind.PUBLISHER, entry.publisher)),
        "publisher-basis": said(entry.publisher_basis),
        "published": "" if published is None else published.text,
        "source": entry.source,
        "why": entry.reason or "",
        "note": entry.note or "",
    }
    for name, shown in words.items():
        page.text(_COLUMN[name], shown)
    numbers: dict[str, Decimal | int | None] = {
        "seq": entry.seq,
        "value": entry.value,
        "numerator": entry.numerator,
        "denominator": entry.denominator,
        "corrects": entry.corrects,
    }
    for name, number in numbers.items():
        page.number(_COLUMN[name], number)
    days: dict[str, date | None] = {
        "first-day": entry.window.first_day,
        "last-day": entry.window.last_day,
        "known": entry.known_on,
    }
    for name, value in days.items():
        page.day(_COLUMN[name], value)
