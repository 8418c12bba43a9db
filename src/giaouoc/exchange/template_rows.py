"""The rows of a filled template: matched with the ones that were asked for, then read cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

from giaouoc.engine.checks.case import Case, comes_whole
from giaouoc.engine.figures import Entry, Precision, PublishedOn, PublisherBasis, Status, WindowBasis
from giaouoc.engine.findings import Finding, Refusal, error, refuse
from giaouoc.engine.indicators import Indicator, Kind
from giaouoc.engine.indicators.quantity import ratio, round_half_away, truncate
from giaouoc.engine.periods import Window
from giaouoc.exchange.days import read_day
from giaouoc.exchange.figures_cells import Column
from giaouoc.exchange.template_bodies import no_body
from giaouoc.exchange.template_cells import (
    Cells,
    CellValue,
    read_amount,
    read_published,
    read_words,
    refuse_broken,
    words_of,
)
from giaouoc.exchange.template_columns import BY_KEY, COMMON, COMMON_ROW, FIRST_ROW, PLACE, STATUSES
from giaouoc.exchange.template_lost import lost_rows
from giaouoc.exchange.template_plan import Plan, PlannedRow
from giaouoc.exchange.template_sheet import publisher_words, status_words
from giaouoc.exchange.texts import clean, fold, nearest, shown
from giaouoc.wording import Lang, day

T = TypeVar("T")
_IDS: Final = ("unit", "unit_name", "indicator", "indicator_name", "first_day", "last_day")
# A row with more changed cells than this is taken for another row.
MOST_ALTERED: Final = 2
_FILLED: Final = ("status", "value", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where neither a row nor the row for all says it."""

    publisher: str | None = None
    published_on: PublishedOn | None = None


class TemplateRows:
    """Rows of a sheet beside the rows asked for; added, altered, doubled and lost ones are problems."""

    def __init__(self, plan: Plan, case: Case, rows: list[tuple[int, Cells]]) -> None:
        self._plan = plan
        self._units = case.units
        self.problems: list[Finding] = []
        self.refused_rows: list[int] = []
        self.matched: list[tuple[int, PlannedRow, Cells]] = []
        by_key = {row.key: row for row in plan.rows}
        strangers: list[tuple[int, Cells, PlannedRow | None]] = []
        first_seen: dict[tuple[str, str, Window], int] = {}
        for number, cells in rows:
            planned = by_key.get(_key(cells) or ("", "", plan.window))
            if planned is None or self._altered(planned, cells):
                strangers.append((number, cells, planned))
            elif planned.key in first_seen:
                self._refuse(number, error("template.row-twice", other=first_seen[planned.key]))
            else:
                first_seen[planned.key] = number
                self.matched.append((number, planned, cells))
        lost = {row.key: row for row in plan.rows if row.key not in first_seen}
        for number, cells, planned in strangers:
            self._explain(number, cells, planned, lost)
        self.problems += lost_rows(plan.rows, set(lost))

    def _refuse(self, number: int, *findings: Finding) -> None:
        self.problems += [f.about(row=number) for f in findings]
        self.refused_rows.append(number)

    def _explain(
        self,
        number: int,
        cells: Cells,
        by_key: PlannedRow | None,
        lost: dict[tuple[str, str, Window], PlannedRow],
    ) -> None:
        """Say of a row that fits none whether it is the lost one of its place, or of its codes, with a changed cell."""
        place = number - FIRST_ROW
        here = self._plan.rows[place] if place < len(self._plan.rows) else None
        for planned in (here, by_key):
            if planned is None or planned.key not in lost:
                continue
            altered = self._altered(planned, cells)
            if len(altered) <= MOST_ALTERED:
                del lost[planned.key]
                self._refuse(number, *altered)
                return
        key = _key(cells)
        outside = no_body(self._units, key[0], key[2]) if key and key[0] in self._units else None
        said = [shown(words_of(_at(cells, name))) for name in _IDS]
        unknown = error("template.row-unknown", value=", ".join(w for w in said if w))
        self._refuse(number, outside or unknown)

    def _altered(self, planned: PlannedRow, cells: Cells) -> list[Finding]:
        return [
            error(
                "template.id-altered",
                column=BY_KEY[key].place(self._plan.lang),
                value=shown(words_of(_at(cells, key))),
                expected=expected,
            )
            for key, expected in _ids_of(planned).items()
            if not _says(_at(cells, key), expected)
        ]


class RowReader:
    """Reads what people typed into a row; what the row leaves empty is taken from the row for all.

    A publication after `today` is refused; without one every day is taken.
    """

    def __init__(
        self, case: Case, lang: Lang, common: Cells, defaults: Defaults, today: date | None = None
    ) -> None:
        self._case = case
        self._lang = lang
        self._today = today
        self._statuses: dict[str, Status] = {}
        for spoken in (*Lang, lang):
            self._statuses |= {fold(word): status for status, word in status_words(spoken).items()}
        self._statuses |= {fold(status.value): status for status in STATUSES}
        self._publisher_words = publisher_words(case, lang)
        self._publishers = _by_word(case)
        self._texts = {name: Column(name) for name in ("source", "note", "reason")}
        self._wrong: list[Finding] = []
        self._common_publisher = self._cell(common, "publisher", self._publisher) or defaults.publisher
        self._common_source = self._cell(common, "source", self._words("source"))
        self._common_day = self._cell(common, "published_on", self._published) or defaults.published_on
        self._common_wrong = {
            key for key in COMMON for f in self._wrong if f.get("column") == self._place(key)
        }
        self.problems = [f.about(row=COMMON_ROW) for f in self._wrong]

    def read(self, planned: PlannedRow, cells: Cells) -> Entry | list[Finding] | None:
        """Return the entry a row makes (its `seq` still to be given), its problems, or None where it is empty."""
        self._wrong = []
        if all(_at(cells, key) is None for key in _FILLED):
            left = [key for key in ("note", "reason") if _at(cells, key) is not None]
            if not left:
                return None
            return [error("template.status-missing", column=self._place("status"))]
        indicator = self._case.indicators.get(planned.indicator)
        status, amounts = self._status_and_amounts(cells, indicator)
        publisher = self._cell(cells, "publisher", self._publisher) or self._common_publisher
        source = self._cell(cells, "source", self._words("source")) or self._common_source
        published_on = self._cell(cells, "published_on", self._published) or self._common_day
        note = self._cell(cells, "note", self._words("note"))
        reason = self._cell(cells, "reason", self._words("reason"))
        self._need("publisher", cells, publisher is not None)
        self._need("published_on", cells, published_on is not None)
        self._need("source", cells, source is not None or status is not Status.REPORTED)
        if self._wrong or status is None or publisher is None or published_on is None:
            return self._wrong
        return Entry(
            seq=len(self._case.ledger) + 1,
            unit=planned.unit,
            indicator=planned.indicator,
            window=planned.window,
            window_basis=WindowBasis.STATED,
            status=status,
            value=amounts[0],
            numerator=amounts[1],
            denominator=amounts[2],
            precision=Precision.EXACT,
            definition=None,
            publisher=publisher,
            publisher_basis=PublisherBasis.PRINTED,
            source=source or "",
            published_on=published_on,
            reason=reason,
            note=note,
        )

    def _status_and_amounts(
        self, cells: Cells, indicator: Indicator
    ) -> tuple[Status | None, tuple[Decimal | None, Decimal | None, Decimal | None]]:
        """Return status and numbers; a number without a status is a report, as nothing else has numbers."""
        kind, counted = indicator.kind, comes_whole(indicator)
        value = self._cell(
            cells, "value", lambda v: read_amount(v, counted=counted, percent=kind is Kind.RATIO)
        )
        over = self._cell(cells, "numerator", lambda v: read_amount(v, counted=True))
        under = self._cell(cells, "denominator", lambda v: read_amount(v, counted=True))
        status = self._cell(cells, "status", self._status)
        if self._wrong:
            return status, (value, over, under)
        given = [key for key in _FILLED[1:] if _at(cells, key) is not None]
        if status is None:
            status = Status.REPORTED
        if status is not Status.REPORTED:
            for key in given:
                self._add("template.value-without-report", key, cells, status=status)
            return status, (None, None, None)
        if not given:
            self._add("template.report-without-value", "value", cells)
        self._check_ratio(cells, kind, value, over, under)
        if value is None and over is not None and under is not None:
            value = ratio(over, under).value
        return status, (value, over, under)

    def _check_ratio(
        self, cells: Cells, kind: Kind, value: Decimal | None, over: Decimal | None, under: Decimal | None
    ) -> None:
        if kind is not Kind.RATIO:
            for key, number in (("numerator", over), ("denominator", under)):
                if number is not None:
                    self._add("template.counts-not-asked", key, cells)
            return
        if (over is None) != (under is None):
            self._add("template.half-a-ratio", "numerator" if over is None else "denominator", cells)
        elif value is not None and over is not None and under is not None and not follows(value, over, under):
            follows_from = None if under == 0 else ratio(over, under).value
            self._add(
                "template.percent-not-from-counts",
                "value",
                cells,
                numerator=over,
                denominator=under,
                expected=follows_from,
            )

    def _cell(self, cells: Cells, key: str, read: Callable[[CellValue], T | None]) -> T | None:
        """Read one cell; why it cannot be read is kept with its column."""
        value = _at(cells, key)
        if value is None:
            return None
        try:
            refuse_broken(value)
            return read(value)
        except Refusal as refusal:
            self._wrong += [
                f.about(column=self._place(key), value=shown(words_of(value))) for f in refusal.findings
            ]
            return None

    def _need(self, key: str, cells: Cells, given: bool) -> None:
        """Keep a problem for a cell that must hold something and neither does nor has a problem already."""
        if not given and _at(cells, key) is None and key not in self._common_wrong:
            self._wrong.append(error(_LACKING[key], column=self._place(key)))

    def _add(self, code: str, key: str, cells: Cells, **params: Status | Decimal | None) -> None:
        value = shown(words_of(_at(cells, key)))
        self._wrong.append(error(code, column=self._place(key), value=value, **params))

    def _place(self, key: str) -> str:
        return BY_KEY[key].place(self._lang)

    def _status(self, value: CellValue) -> Status:
        word = words_of(value)
        if fold(word) not in self._statuses:
            known = tuple(status_words(self._lang).values())
            raise Refusal([error("template.status-unknown", known=known, value=shown(word))])
        return self._statuses[fold(word)]

    def _published(self, value: CellValue) -> PublishedOn | None:
        found = read_published(value)
        if found is not None:
            refuse_future(found, self._today)
        return found

    def _publisher(self, value: CellValue) -> str:
        word = words_of(value)
        codes = self._publishers.get(word) or self._publishers.get(fold(word), set())
        if len(codes) != 1:
            known = tuple(self._publisher_words.values())
            like = nearest(word, known) or known[0]
            raise Refusal([error("template.publisher-unknown", known=known, value=shown(word), like=like)])
        (code,) = codes
        return code

    def _words(self, name: str) -> Callable[[CellValue], str | None]:
        column = self._texts[name]
        return lambda value: read_words(value, column)


_LACKING: Final = {
    "publisher": "template.publisher-missing",
    "published_on": "template.published-missing",
    "source": "template.source-missing",
}


def refuse_future(published_on: PublishedOn, today: date | None) -> None:
    """Refuse a publication that lies after today; a month or a year counts as its last day."""
    if today is not None and published_on.known_on > today:
        raise refuse(
            "template.published-in-future",
            value=published_on.text,
            known_on=published_on.known_on,
            today=today,
        )


def _by_word(case: Case) -> dict[str, set[str]]:
    """Return the publishers by code and by name in each language, as written and without marks.

    Without marks two names may be alike (Hòa, Hóa); then only the name as written tells which is meant.
    """
    found: dict[str, set[str]] = {}
    for code in case.pact.publishers:
        found[code] = {code}
    for lang in Lang:
        for code, word in publisher_words(case, lang).items():
            for key in {clean(word), fold(word)}:
                found.setdefault(key, set()).add(code)
    return found


def follows(value: Decimal, over: Decimal, under: Decimal) -> bool:
    """Tell whether a percent follows from its counts, rounded or cut to as many decimals as it has."""
    if under == 0:
        return False
    exact = Fraction(over) * 100 / Fraction(under)
    places = max(0, -int(value.as_tuple().exponent))
    return value in (round_half_away(exact, places), truncate(exact, places))


def _at(cells: Cells, key: str) -> CellValue:
    place = PLACE[key]
    return cells[place] if place < len(cells) else None


def _key(cells: Cells) -> tuple[str, str, Window] | None:
    try:
        first, last = read_day(_at(cells, "first_day")), read_day(_at(cells, "last_day"))
        window = Window.inclusive(first, last)
    except Refusal:
        return None
    return words_of(_at(cells, "unit")), words_of(_at(cells, "indicator")), window


def _ids_of(row: PlannedRow) -> dict[str, str]:
    return {
        "unit": row.unit,
        "unit_name": row.unit_name,
        "indicator": row.indicator,
        "indicator_name": row.indicator_name,
        "first_day": day(row.window.first_day, Lang.VI),
        "last_day": day(row.window.last_day, Lang.VI),
    }


def _says(value: CellValue, expected: str) -> bool:
    """Tell whether an id cell says what was asked for; a day may have become another writing of itself."""
    words = words_of(value)
    if words == expected or fold(words) == fold(expected):
        return True
    try:
        return day(read_day(value), Lang.VI) == expected
    except Refusal:
        return False
