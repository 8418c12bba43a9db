"""The publications a standing rests on, numbered, and what is said of each ledger row that was used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlsplit

from giaouoc.engine.figures import Entry
from giaouoc.engine.figures.entry import Status
from giaouoc.engine.figures.side import NoSide, Piece, Side
from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.indicators import Indicator
from giaouoc.engine.rulebook import Mark
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Standing
from giaouoc.wording import Voice, listed, partial, show, text


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication: its number in the report, who published what on which rows; `link` None where unsafe."""

    number: int
    source: str
    link: str | None
    published: str | None
    publishers: tuple[str, ...]
    seqs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UsedRow:
    """A ledger row as a part of a verdict: what it was used for, and what it says that the others do not.

    `use_rows` and `publication_rows` say for how many rows from here on the use and the publication are the same;
    0 where a row above says so.
    """

    piece: Piece
    used_for: str
    remarks: str
    use_rows: int
    publication_rows: int


@dataclass(frozen=True, slots=True)
class UsedRows:
    """The rows of a part in order, and in words what all of them have in common."""

    shared: str
    rows: tuple[UsedRow, ...]

    @property
    def remarked(self) -> bool:
        """Tell whether any row says something the others do not."""
        return any(row.remarks for row in self.rows)


class Publications:
    """The publications used, in order of their day; asked by ledger row."""

    def __init__(self, standing: Standing) -> None:
        entries = {e.seq: e for e in used_entries(standing)}
        by_source: dict[tuple[date, str, str], list[Entry]] = {}
        for _, entry in sorted(entries.items()):
            by_source.setdefault(_key(entry), []).append(entry)
        self._numbers: dict[tuple[date, str, str], int] = {}
        found: list[Publication] = []
        for number, key in enumerate(sorted(by_source), start=1):
            self._numbers[key] = number
            rows = by_source[key]
            found.append(
                Publication(
                    number=number,
                    source=key[2],
                    link=safe_link(key[2]),
                    published=key[1] or None,
                    publishers=tuple(dict.fromkeys(e.publisher for e in rows)),
                    seqs=tuple(e.seq for e in rows),
                )
            )
        self.all = tuple(found)

    def number(self, entry: Entry) -> int:
        """Return the number of the publication an entry stands in."""
        return self._numbers[_key(entry)]


def used_entries(standing: Standing) -> Iterator[Entry]:
    """Yield every entry behind an amount or an attestation of the standing."""
    for verdict in standing.verdicts:
        yield from (a.entry for a in verdict.attested if a.entry is not None)
        for part in verdict.parts:
            for outcome in part.outcomes:
                yield from (p.entry for side in _sides(outcome) for p in side.pieces)


def later_rows(standing: Standing) -> Mapping[int, Entry]:
    """Return, by ledger row, the row that corrected or withdrew it, as far as that was known on the day."""
    known = (
        (e.corrects, e) for e in standing.case.ledger if e.known_on and e.known_on <= standing.as_known_on
    )
    return {seq: e for seq, e in known if seq is not None}


def later_words(later: Entry | None, voice: Voice) -> str:
    """Say that a row was corrected or withdrawn, by which row, when and why; empty where it stands."""
    if later is None:
        return ""
    how = "withdrawn" if later.status is Status.WITHDRAWN else "corrected"
    return text(f"report.piece.{how}-later", voice, seq=later.seq, on=later.known_on, why=later.reason)


def recorded_words(entry: Entry, voice: Voice) -> str:
    """Say on which day and by whom a row was written into the ledger; empty where the ledger does not say."""
    said: list[str] = []
    if entry.recorded_at:
        said.append(
            text("report.piece.recorded-on", voice, on=datetime.fromisoformat(entry.recorded_at).date())
        )
    if entry.recorded_by:
        said.append(text("report.piece.recorded-by", voice, by=entry.recorded_by))
    return ", ".join(said)


def safe_link(source: str) -> str | None:
    """Return the address where the source is one a browser may be sent to: http or https with a host, no blanks."""
    if re.search(r"[\s\x00-\x1f<>\"'`\\]", source):
        return None
    try:
        parts = urlsplit(source)
        host = parts.hostname
    except ValueError:
        return None
    return source if parts.scheme in ("http", "https") and host else None


def runs(seqs: Sequence[int]) -> str:
    """Write numbers in order with runs drawn together: `1–12, 25, 30–31`."""
    groups: list[list[int]] = []
    for seq in sorted(seqs):
        if groups and seq == groups[-1][-1] + 1:
            groups[-1].append(seq)
        else:
            groups.append([seq])
    return ", ".join(f"{g[0]}–{g[-1]}" if len(g) > 1 else str(g[0]) for g in groups)


def published_words(entry: Entry, voice: Voice) -> str:
    """Write the day of publication as far as the source gives it."""
    if entry.published_on is None:
        return text("report.piece.undated", voice)
    return partial(entry.published_on.text, voice.lang)


def used_rows(part: PartVerdict, indicator: Indicator, later: Mapping[int, Entry], voice: Voice) -> UsedRows:
    """Return the ledger rows behind a part, each with what sets it apart; `later` is what `later_rows` returns."""
    uses: dict[Piece, list[str]] = {}
    for outcome in part.outcomes:
        for use, side in _named_sides(outcome):
            for piece in side.pieces:
                uses.setdefault(piece, []).append(use)
    pieces = sorted(uses, key=lambda p: (p.entry.window.last_day, p.entry.window.start, p.entry.seq, -p.sign))
    said = [
        {"later": later_words(later.get(p.entry.seq), voice), **_properties(p, indicator, voice)}
        for p in pieces
    ]
    shared = [v for k, v in said[0].items() if v and all(s.get(k) == v for s in said)] if said else []
    used_for = [_uses(uses[p], voice) for p in pieces]
    remarks = ["; ".join(v for v in s.values() if v and v not in shared) for s in said]
    use_rows, publication_rows = _run_lengths(used_for), _run_lengths([_key(p.entry) for p in pieces])
    rows = map(UsedRow, pieces, used_for, remarks, use_rows, publication_rows)
    return UsedRows("; ".join(shared), tuple(rows))


def _run_lengths(values: Sequence[object]) -> list[int]:
    """Return at the first of equal neighbours how many they are, at the others 0."""
    found: list[int] = []
    for _, run in groupby(values):
        length = len(list(run))
        found += [length] + [0] * (length - 1)
    return found


def marked_versions(versions: Iterable[str], indicator: Indicator, voice: Voice) -> str:
    """Name definitions, each with its mark where nobody has checked it."""
    named: list[str] = []
    for version in sorted(versions):
        definition = indicator.definition(version)
        citation = None if definition is None else definition.citation
        unverified = citation is None or citation.mark is Mark.UNVERIFIED
        key = "report.piece.definition-marked" if unverified else "report.piece.definition"
        params = {"mark": Mark.UNVERIFIED} if unverified else {}
        named.append(text(key, voice, version=version, **params))
    return listed(named, voice.lang) if named else text("report.piece.no-definition", voice)


def _properties(piece: Piece, indicator: Indicator, voice: Voice) -> dict[str, str]:
    entry = piece.entry
    publisher = Ref(RefKind.PUBLISHER, entry.publisher)
    versions = [entry.definition] if entry.definition else indicator.versions_in(entry.window)
    share = text("report.piece.share", voice, share=piece.share) if piece.share != 1 else ""
    corrects = ""
    if entry.corrects is not None:
        corrects = text("report.piece.corrects", voice, seq=entry.corrects, why=entry.reason)
    return {
        "unit": show(Ref(RefKind.UNIT, entry.unit), voice),
        "publisher": text("report.piece.publisher", voice, publisher=publisher, basis=entry.publisher_basis),
        "precision": show(entry.precision, voice),
        "window": show(entry.window_basis, voice),
        "definition": marked_versions(versions, indicator, voice),
        "sign": text("report.piece.minus", voice) if piece.sign < 0 else "",
        "share": share,
        "implied": text("report.piece.implied", voice) if entry.is_implied else "",
        "corrects": corrects,
        "recorded": recorded_words(entry, voice),
        "note": entry.remark,
    }


def _sides(outcome: Outcome) -> Iterator[Side]:
    yield from (side for _, side in _named_sides(outcome))


def _named_sides(outcome: Outcome) -> Iterator[tuple[str, Side]]:
    so_far = outcome.to_date
    candidates: list[tuple[str, Side | NoSide | None]] = [
        ("actual", outcome.actual),
        (f"base_{outcome.reading.value}", outcome.base),
        ("so-far", so_far.actual if so_far else None),
        (f"base_{outcome.reading.value}", so_far.base if so_far else None),
    ]
    yield from ((use, side) for use, side in candidates if isinstance(side, Side))


def _uses(uses: Sequence[str], voice: Voice) -> str:
    """Name what a row was used for; a base that serves every reading is just the base."""
    distinct = list(dict.fromkeys(uses))
    if sum(use.startswith("base_") for use in distinct) == 3:
        distinct = [use for use in distinct if not use.startswith("base_")] + ["base"]
    return ", ".join(text(f"report.piece.{use}", voice) for use in distinct)


def _key(entry: Entry) -> tuple[date, str, str]:
    known = entry.published_on
    return (known.known_on, known.text, entry.source) if known else (date.max, "", entry.source)
