"""A standing in the words of its pages: the board, one verdict with what it rests on, the switches that led to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from giaouoc.engine.figures import Entry
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.pacts import Commitment
from giaouoc.engine.rulebook import Citation, Mark
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Standing, Verdict
from giaouoc.printing import amounts, naming, paper_facts, pictures, sources, summary
from giaouoc.printing.html_report import (
    ROOMY,
    attested_kind,
    formulas_of,
    stretches,
    tells_age,
    unit_note,
)
from giaouoc.wording import Voice, day, say, show, text, window
from giaouoc.wording.cells import cell, part_label, part_numbers, quantity, sureness
from giaouoc.wording.explain import Line, attested_words, evidence_lines, sentence

ATTESTED_SIGNS = {"yes": "✕", "no": "✓", "silent": "?", "not_applicable": "–"}
"""A zero-tolerance commitment attests what must not happen: there a "yes" is the bad answer."""
ITEM_SIGNS = {"yes": "✓", "no": "✕", "not_yet": "◔", "silent": "?", "not_applicable": "–"}


@dataclass(frozen=True, slots=True)
class CellShown:
    """One verdict as a page shows it, with the address of its explanation; `classes` draw colour and border."""

    href: str
    classes: str
    sign: str
    word: str
    detail: str
    hangs: bool
    unit: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Place:
    """A unit or a commitment: its name with a link, what is noted of it, and its cells."""

    name: str
    href: str
    note: str
    cells: tuple[CellShown, ...]


class Words:
    """What pages say of a standing in a voice; `base` and `query` make addresses that keep the switches."""

    def __init__(self, standing: Standing, voice: Voice, base: str, query: str) -> None:
        self.standing = standing
        self.voice = voice
        self._base, self._query = base, query
        self._numbers = {c.code: i for i, c in enumerate(standing.case.pact.commitments, start=1)}

    def address(self, *steps: str) -> str:
        """Return the address of a page below the board."""
        return self._base + "".join(f"{quote(step, safe='')}/" for step in steps) + self._query

    @cached_property
    def _later(self) -> Mapping[int, Entry]:
        """Return what was corrected by which row; asked for by explanations only, for a ledger is long."""
        return sources.later_rows(self.standing)

    @property
    def roomy(self) -> bool:
        """Tell whether a cell of the board has room for its numbers."""
        return len(self.standing.rows) <= ROOMY

    def frame(self) -> dict[str, Any]:
        """Return what every page of a standing says first."""
        pact = self.standing.case.pact
        return {
            "pact_title": naming.pact_title(self.standing, self.voice),
            "cluster_name": naming.cluster_name(self.standing, self.voice),
            "period": paper_facts.period_words(self.standing, self.voice),
            "ground": paper_facts.ground(self.standing, self.voice),
            "made_up": pact.made_up,
            "board_href": self.address(),
            "downloads": [(kind, self.address("download", kind)) for kind in DOWNLOADS],
        }

    def unit(self, code: str) -> str:
        """Return the name of a unit."""
        return show(Ref(RefKind.UNIT, code), self.voice)

    def title(self, commitment: Commitment) -> str:
        """Return the number and the short title of a commitment."""
        return f"{self._numbers[commitment.code]}. {naming.title_of(commitment, self.voice)}"

    def cell(self, verdict: Verdict) -> CellShown:
        """Return one cell."""
        shown = cell(verdict, self.voice)
        return CellShown(
            href=self.address("verdicts", verdict.commitment.code, verdict.unit),
            classes=f"{verdict.result.value} {sureness(verdict).value}",
            sign=shown.sign,
            word=shown.word,
            detail=shown.detail,
            hangs=shown.hangs,
            unit=self.unit(verdict.unit),
            commitment=self.title(verdict.commitment),
        )

    def board(self) -> dict[str, Any]:
        """Return the matrix, by commitments and by units, and what is said above and below it."""
        standing, voice = self.standing, self.voice
        cells = {(v.commitment.code, v.unit): self.cell(v) for v in standing.verdicts}
        rows = []
        for one in standing.commitments:
            targets = naming.targets(standing, one, voice)
            note = targets[0] if self.roomy and len(targets) == 1 else ""
            of_row = tuple(cells[one.code, unit] for unit in standing.rows)
            rows.append(Place(self.title(one), self.address("commitments", one.code), note, of_row))
        columns = [
            Place(
                self.unit(unit),
                self.address("units", unit),
                unit_note(standing, unit, voice),
                tuple(cells[one.code, unit] for one in standing.commitments),
            )
            for unit in standing.rows
        ]
        return {
            "roomy": self.roomy,
            "rows": rows,
            "columns": columns,
            "counted": len(standing.verdicts),
            "tallies": [(r.value, show(r, voice), count) for r, count in summary.tallies(standing)],
            "told_cells": summary.told(standing),
            "unsure": summary.unsure(standing),
            "hanging": [cells[v.commitment.code, v.unit] for v in summary.hanging(standing)],
            "lacks": summary.lacks(standing, voice),
            "findings": summary.grouped(standing.findings, voice),
        }

    def commitment_facts(self, one: Commitment) -> list[Line]:
        """Return what was promised, label by label."""
        standing, voice = self.standing, self.voice
        facts = [("type", show(one.type, voice))]
        facts += [("target", line) for line in naming.targets(standing, one, voice)]
        if one.deadline is not None:
            facts.append(("deadline", day(one.deadline, voice.lang)))
            facts.append(("needed", show(one.needed or len(one.items), voice)))
        if one.asks_for_change:
            base = standing.case.pact.base_window(one)
            facts.append(("base-period", window(base.first_day, base.last_day, voice.lang)))
        if one.parts:
            facts.append(("scope", naming.scope_words(one, voice)))
        record = [show(Ref(RefKind.PUBLISHER, code), voice) for code in one.sources or ()]
        facts += [("record", name) for name in record]
        facts += [("exempt", f"{self.unit(e.unit)}: {e.reason}") for e in one.exemptions]
        flaws = naming.flaws(standing, one, voice)
        facts += [("flaws", text("report.fact.flaw", voice, indicator=i, says=says)) for i, says in flaws]
        return [Line(text(f"report.fact.{key}", voice), said) for key, said in facts]

    def definitions(self, one: Commitment) -> list[dict[str, Any]]:
        """Return how the indicators of a commitment are counted, version by version, with citation and mark."""
        codes = dict.fromkeys(part.indicator for part in one.parts)
        indicators = [self.standing.case.indicators.get(code) for code in codes]
        return [
            {
                "indicator": show(indicator.ref, self.voice),
                "version": definition.version,
                "days": window(definition.first_day, definition.last_day, self.voice.lang),
                "says": definition.says,
                **self._cited(definition.citation),
            }
            for indicator in indicators
            for definition in indicator.definitions
        ]

    def _cited(self, citation: Citation | None) -> dict[str, Any]:
        if citation is None:
            return {"citation": "—", "mark": show(Mark.UNVERIFIED, self.voice), "checked_on": None}
        act = show(Ref(RefKind.ACT, citation.act), self.voice)
        return {
            "citation": f"{act}, {citation.article}" if citation.article else act,
            "mark": show(citation.mark, self.voice),
            "checked_on": citation.checked_on,
        }

    def drawn(self, verdicts: Iterable[Verdict], *, pictured: bool = True) -> list[dict[str, Any]]:
        """Return verdicts with what is to be looked at, and with their pictures where there is room for them."""
        found = []
        for one in verdicts:
            findings = [*one.findings, *(f for p in one.parts for f in p.findings)]
            drawn = [p for part in one.parts for p in self.pictures(one, part)] if pictured else []
            found.append(
                {
                    "cell": self.cell(one),
                    "pictures": drawn,
                    "findings": summary.grouped(findings, self.voice),
                }
            )
        return found

    def pictures(self, verdict: Verdict, part: PartVerdict) -> Sequence[pictures.Picture]:
        """Return the pictures of a part."""
        return pictures.pictures(self.standing, verdict, part, self.voice)

    def month_axis(self) -> str:
        """Return the months that pictures refer to; once on a page."""
        return pictures.month_axis(self.standing, self.voice)

    def explained(self, verdict: Verdict) -> dict[str, Any]:
        """Return everything one verdict rests on."""
        reasons = [say(reason, self.voice) for reason in verdict.reasons]
        items = bool(verdict.commitment.items)
        return {
            "cell": self.cell(verdict),
            "text": verdict.commitment.text,
            "rule": sentence(verdict.rule, self.voice),
            "reasons": reasons,
            "parts": [self._part(verdict, part) for part in verdict.parts],
            "several": len(verdict.parts) > 1,
            "stretches": [] if items else self._stretches(verdict),
            "items": self._items(verdict) if items else [],
            "deadline": verdict.commitment.deadline,
            "tasks": [(t.text, show(t.state, self.voice), t.due_on, t.evidence or "") for t in verdict.tasks],
            "findings": summary.grouped(verdict.findings, self.voice),
        }

    def row(self, entry: Entry) -> str:
        """Return the address of the history of a row of the ledger."""
        return self.address("figures", str(entry.seq))

    def _part(self, verdict: Verdict, part: PartVerdict) -> dict[str, Any]:
        voice = self.voice
        measure = amounts.measure_of(self.standing, part)
        ruling = part.ruling
        age = None
        if ruling is not None and isinstance(ruling.actual, Side) and not tells_age(part):
            age = ruling.actual.age
        return {
            "label": part_label(part, voice),
            "result": part.result.value,
            "sign": text(f"words.sign.{part.result.value}", voice),
            "word": show(part.result, voice),
            "numbers": part_numbers(part, voice) if ruling is not None else "",
            "outcomes": [self._outcome(outcome, part, measure) for outcome in part.outcomes],
            "age": age,
            "formulas": formulas_of(part, voice),
            "evidence": evidence_lines(part, voice),
            "pictures": self.pictures(verdict, part),
            "used": self._used(part),
            "findings": summary.grouped(part.findings, voice),
        }

    def _outcome(self, outcome: Outcome, part: PartVerdict, measure: str) -> dict[str, Any]:
        voice = self.voice
        base = outcome.base
        return {
            "reading": show(outcome.reading, voice),
            "chosen": self.standing.reading == outcome.reading,
            "ruling": outcome is part.ruling,
            "base": amounts.amount(base, measure, voice),
            "known_on": base.known_on if isinstance(base, Side) and base.pieces else None,
            "actual": amounts.reached(outcome, part, measure, voice),
            "change": amounts.changed(outcome, part, voice),
            "result": outcome.result.value,
            "sign": text(f"words.sign.{outcome.result.value}", voice),
            "word": show(outcome.result, voice),
            "reasons": [sentence(reason, voice) for reason in outcome.reasons],
            "so_far": amounts.so_far(outcome, measure, voice),
            "goal": amounts.goal(outcome, part, measure, voice),
        }

    def _used(self, part: PartVerdict) -> dict[str, Any]:
        voice = self.voice
        used = sources.used_rows(
            part, self.standing.case.indicators.get(part.part.indicator), self._later, voice
        )
        rows = []
        for row in used.rows:
            entry = row.piece.entry
            rows.append(
                {
                    "seq": entry.seq,
                    "href": self.row(entry),
                    "days": window(entry.window.first_day, entry.window.last_day, voice.lang),
                    "amount": quantity(entry.quantity, voice),
                    "used_for": row.used_for,
                    "published": sources.published_words(entry, voice),
                    "source": entry.source,
                    "remarks": row.remarks,
                }
            )
        return {"shared": used.shared, "remarked": used.remarked, "rows": rows}

    def _stretches(self, verdict: Verdict) -> list[dict[str, Any]]:
        return [
            {
                "kind": one.kind,
                "sign": ATTESTED_SIGNS.get(one.kind, "?"),
                "days": window(one.first_day, one.last_day, self.voice.lang),
                "said": one.said,
                "count": one.count,
                "seq": one.entry.seq if one.entry else None,
                "href": self.row(one.entry) if one.entry else "",
            }
            for one in stretches(verdict.attested, self.voice)
        ]

    def _items(self, verdict: Verdict) -> list[dict[str, Any]]:
        return [
            {
                "name": item.name,
                "test": item.test or "",
                "attester": show(Ref(RefKind.PUBLISHER, item.attester), self.voice) if item.attester else "—",
                "sign": ITEM_SIGNS[attested_kind(one)],
                "said": attested_words(one, self.voice),
                "published": sources.published_words(one.entry, self.voice) if one.entry else "—",
                "seq": one.entry.seq if one.entry else None,
                "href": self.row(one.entry) if one.entry else "",
            }
            for item, one in zip(verdict.commitment.items, verdict.attested, strict=False)
        ]


DOWNLOADS = ("xlsx", "docx", "html", "csv", "json")
