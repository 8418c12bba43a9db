"""The long sheets of a workbook: one row for each part and reading, and every ledger row that was used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from giaouoc.engine.figures.entry import Entry
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Param, Ref, RefKind
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Standing, Verdict
from giaouoc.printing import amounts
from giaouoc.printing.excel_layout import Look, Page, fifteen_digits
from giaouoc.printing.excel_matrix import paint
from giaouoc.printing.naming import title_of
from giaouoc.printing.paper_facts import unit_name
from giaouoc.printing.sources import later_rows, later_words, used_entries
from giaouoc.printing.word_annexes import ranges
from giaouoc.wording import Voice, day, show, target_words, text, window
from giaouoc.wording.cells import Cell, Sureness, cell, part_label
from giaouoc.wording.changes import PLACES, change_places, decimals, share_shown
from giaouoc.wording.explain import attested_words, evidence_lines, sentence

_DETAILS: Final = (
    ("commitment", 26),
    ("unit", 22),
    ("part", 16),
    ("target", 18),
    ("reading", 14),
    ("reading-result", 17),
    ("base", 12),
    ("base-known", 11),
    ("actual", 12),
    ("actual-known", 11),
    ("change", 10),
    ("goal", 12),
    ("result", 18),
    ("part-result", 16),
    ("hangs", 10),
    ("type", 12),
    ("measure", 10),
    ("publisher", 28),
    ("reason", 140),
    ("rule", 100),
    ("evidence", 220),
    ("base-rows", 40),
    ("actual-rows", 40),
    ("commitment-code", 16),
    ("unit-code", 16),
)
_AT: Final = {name: column for column, (name, _) in enumerate(_DETAILS, start=1)}
_DETAILS_PRINTED: Final = _AT["result"]

_SOURCES: Final = (
    ("seq", 8),
    ("unit", 22),
    ("indicator", 24),
    ("first-day", 11),
    ("last-day", 11),
    ("status", 12),
    ("value", 12),
    ("numerator", 9),
    ("denominator", 9),
    ("publisher", 22),
    ("published", 12),
    ("source", 38),
    ("later", 28),
    ("window-basis", 18),
    ("precision", 16),
    ("definition", 14),
    ("publisher-basis", 20),
    ("known", 12),
    ("corrects", 10),
    ("why", 24),
    ("recorded-at", 26),
    ("recorded-by", 14),
    ("note", 40),
)
_COLUMN: Final = {name: column for column, (name, _) in enumerate(_SOURCES, start=1)}
_SOURCES_PRINTED: Final = _COLUMN["later"]


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
    page.finish(first_columns=2, paging=paging, printed=_DETAILS_PRINTED)


class _Rows:
    """The rows of one verdict, which share their first columns."""

    def __init__(self, page: Page, standing: Standing, verdict: Verdict, voice: Voice) -> None:
        self._page, self._standing, self._verdict, self._voice = page, standing, verdict, voice
        self._shown: Cell = cell(verdict, voice)
        self._rule = sentence(verdict.rule, voice)
        self._reasons = _lines(sentence(r, voice) for r in verdict.reasons)

    def whole(self) -> None:
        """Write a verdict without parts: what was attested, or the tasks, stands as its evidence."""
        self._begin({"reason": self._reasons, "evidence": "; ".join(self._told())})

    def silent_part(self, part: PartVerdict) -> None:
        """Write a part that no reading says anything about."""
        self._begin({**self._of_part(part), "reason": self._reasons})

    def outcome(self, part: PartVerdict, outcome: Outcome) -> None:
        """Write what one reading says of a part."""
        voice = self._voice
        formula = [] if outcome.formula is None else [sentence(outcome.formula, voice)]
        so_far = amounts.so_far(outcome, amounts.measure_of(self._standing, part), voice)
        said = {
            **self._of_part(part),
            "reading": show(outcome.reading, voice),
            "publisher": ""
            if outcome.publisher is None
            else _named(RefKind.PUBLISHER, outcome.publisher, voice),
            "reason": _lines(
                [*formula, *([so_far] if so_far else []), *(sentence(r, voice) for r in outcome.reasons)]
            ),
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
        self._amounts(outcome, part)

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

    def _amounts(self, outcome: Outcome, part: PartVerdict) -> None:
        page = self._page
        measure = amounts.measure_of(self._standing, part)
        for name, side in (("base", outcome.base), ("actual", outcome.actual)):
            if isinstance(side, NoSide):
                continue
            if side.quantity.is_ratio and side.quantity.exact is not None:
                fine = name == "actual" and _is_fine_share(side.quantity.exact, outcome, part)
                look = Look.SHARE_FINE if fine else Look.SHARE
                page.number(_AT[name], fifteen_digits(side.quantity.exact / 100), look)
            else:
                page.number(_AT[name], side.quantity.value, measure=measure)
            page.day(_AT[f"{name}-known"], side.known_on)
        if outcome.change is not None:
            fine = change_places(outcome.change, part.target, amounts.kept(outcome)) > PLACES
            look = Look.CHANGE_FINE if fine else Look.CHANGE
            page.number(_AT["change"], fifteen_digits(outcome.change / 100), look)
        if outcome.goal is not None:
            page.number(_AT["goal"], fifteen_digits(outcome.goal), measure=measure)

    def _told(self) -> Iterator[str]:
        voice = self._voice
        for one in self._verdict.attested:
            label = one.label or window(one.first_day, one.last_day, voice.lang)
            yield f"{label}: {attested_words(one, voice)}"
        for task in self._verdict.tasks:
            due = f" ({day(task.due_on, voice.lang)})" if task.due_on else ""
            evidence = f"; {task.evidence}" if task.evidence else ""
            yield f"{task.text}{due}: {show(task.state, voice)}{evidence}"


def _is_fine_share(share: Fraction, outcome: Outcome, part: PartVerdict) -> bool:
    """Tell whether a level needs more than two decimals beside its target."""
    return decimals(share_shown(share, part.target, part.better, amounts.kept(outcome))) > PLACES


def _rows_of(side: Side | NoSide) -> str:
    return "" if isinstance(side, NoSide) else ranges(side.seqs)


def _lines(said: Iterable[str]) -> str:
    return "\n".join(said)


def _named(kind: RefKind, code: str, voice: Voice) -> str:
    return show(Ref(kind, code), voice)


def fill_sources(page: Page, standing: Standing, voice: Voice, paging: str) -> None:
    """Fill the sheet with every ledger row an amount or an attestation came from, in the ledger's order."""
    page.heads([text(f"paper.sheet-column.{name}", voice) for name, _ in _SOURCES], [w for _, w in _SOURCES])
    said, later = _Said(voice), later_rows(standing)
    entries = {e.seq: e for e in used_entries(standing)}
    for _, entry in sorted(entries.items()):
        page.next_row()
        _source(page, entry, said)
        page.text(_COLUMN["later"], later_words(later.get(entry.seq), voice))
    page.finish(first_columns=1, paging=paging, printed=_SOURCES_PRINTED)


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
        "recorded-at": entry.recorded_at or "",
        "recorded-by": entry.recorded_by or "",
        "note": entry.remark,
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
