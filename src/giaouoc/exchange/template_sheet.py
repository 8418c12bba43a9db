"""The Excel template: a guide, a sheet of figures to fill in, and two hidden sheets behind them."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from giaouoc.engine.checks.case import Case, comes_whole
from giaouoc.engine.figures import Entry, Status
from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.indicators import Kind
from giaouoc.exchange.template_columns import (
    BY_KEY,
    COLUMNS,
    COMMON,
    COMMON_ROW,
    FIRST_ROW,
    HEAD_ROW,
    PLACE,
    STATUSES,
    TITLE_ROW,
    WINDOW_ROW,
)
from giaouoc.exchange.template_compare import standing_of
from giaouoc.exchange.template_looks import LINE_HEIGHT, Above, Looks, Sheet, lines_of
from giaouoc.exchange.template_meta import META_SHEET, meta_rows
from giaouoc.exchange.template_plan import Plan, PlannedRow
from giaouoc.wording import Lang, Voice, day, number, partial, text, texts, window
from giaouoc.wording.names import voice_of

if TYPE_CHECKING:
    from openpyxl import Workbook

LISTS_SHEET: Final = "_lists"
EACH: Final = 500
"""After so many rows whoever watches hears of it."""
MOST_RANGES: Final = 500
"""A rule for cells over more ranges than this makes spreadsheet programs slow."""
_ROW_HEIGHTS: Final = {TITLE_ROW: 24, WINDOW_ROW: 18, COMMON_ROW: 32, HEAD_ROW: 34}


def template_workbook(plan: Plan, case: Case, on_progress: Callable[[int, int], None] | None = None) -> bytes:
    """Return the template of a plan as the bytes of an .xlsx file; `on_progress` hears of rows done and in all."""
    from openpyxl import Workbook
    from openpyxl.workbook.protection import WorkbookProtection

    book = Workbook(write_only=True)
    looks = Looks(book)
    sheet = text("template.sheet.figures", plan.lang)
    _write_guide(book, looks, plan)
    _write_figures(book, looks, plan, case, on_progress or _nobody_listens)
    _write_hidden(book, looks, LISTS_SHEET, _lists(case, plan.lang))
    _write_hidden(book, looks, META_SHEET, meta_rows(plan, sheet))
    book.security = WorkbookProtection(lockStructure=True)
    book.properties.title = plan.title
    book.properties.creator = "giaouoc"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def publisher_words(case: Case, lang: Lang) -> dict[str, str]:
    """Return how each publisher is called in the list to choose from; two of one name carry their codes."""
    voice = voice_of(case, case.default_day, lang)
    names = {code: voice.names(Ref(RefKind.PUBLISHER, code), lang) for code in case.pact.publishers}
    called = list(names.values())
    return {code: name if called.count(name) == 1 else f"{name} ({code})" for code, name in names.items()}


def status_words(lang: Lang) -> dict[Status, str]:
    """Return how each status is called in the list to choose from."""
    return {status: text(f"words.status.{status.value}", lang) for status in STATUSES}


def _lists(case: Case, lang: Lang) -> list[tuple[str, str]]:
    statuses, publishers = list(status_words(lang).values()), list(publisher_words(case, lang).values())
    length = max(len(statuses), len(publishers))
    return [
        (statuses[i] if i < len(statuses) else "", publishers[i] if i < len(publishers) else "")
        for i in range(length)
    ]


def _write_hidden(book: Workbook, looks: Looks, title: str, rows: Iterable[Sequence[str]]) -> None:
    sheet = book.create_sheet(title)
    sheet.sheet_state = "veryHidden"
    looks.protect(sheet)
    for row in rows:
        looks.append(sheet, [(value, "hidden") for value in row])


def _write_guide(book: Workbook, looks: Looks, plan: Plan) -> None:
    lang = plan.lang
    sheet = book.create_sheet(text("template.sheet.guide", lang))
    looks.set_page(sheet, landscape=False)
    looks.protect(sheet)
    sheet.sheet_view.showGridLines = False
    for letter, width in (("A", 26), ("B", 18), ("C", 14), ("D", 42)):
        sheet.column_dimensions[letter].width = width
    looks.append(sheet, [(text("template.guide.title", lang), "title")])
    looks.append(sheet, [(plan.title, "strong")])
    looks.append(sheet, [(_window_words(plan), "plain")])
    for part in ("steps", "kinds", "numbers", "days", "rules"):
        looks.append(sheet, [])
        looks.append(sheet, [(text(f"template.guide.{part}", lang), "section")])
        if part == "kinds":
            _write_kinds(looks, sheet, lang)
        for line in texts(f"template.guide.{part}_lines", lang):
            looks.append_wide(sheet, line, "A:D")
    _write_untested(looks, sheet, plan)


def _write_untested(looks: Looks, sheet: Sheet, plan: Plan) -> None:
    """Write which milestones the template does not ask about, and why."""
    if not plan.untested:
        return
    looks.append(sheet, [])
    looks.append(sheet, [(text("template.guide.untested", plan.lang), "section")])
    for commitment, item in plan.untested:
        key = "template.guide.untested_line" if item else "template.guide.no_items_line"
        line = text(key, plan.lang, commitment=commitment, item=item)
        looks.append_wide(sheet, line, "A:D")


def _write_kinds(looks: Looks, sheet: Sheet, lang: Lang) -> None:
    """Write the small table that tells zero, missing and not applicable apart."""
    words = status_words(lang)
    heads = [text(f"template.guide.kind_{name}", lang) for name in ("case", "status", "value", "why")]
    looks.append(sheet, [(head, "head") for head in heads])
    values = {Status.REPORTED: "0"}
    for status in STATUSES:
        name = status.value
        cells = [
            (text(f"template.guide.case_{name}", lang), "boxed"),
            (words[status], "boxed"),
            (values.get(status, text("template.guide.left_empty", lang)), "boxed"),
            (text(f"template.guide.why_{name}", lang), "boxed"),
        ]
        looks.append(sheet, cells, height=2 * LINE_HEIGHT + 4)


def _nobody_listens(done: int, total: int) -> None:
    pass


def _write_figures(
    book: Workbook, looks: Looks, plan: Plan, case: Case, told: Callable[[int, int], None]
) -> None:
    lang = plan.lang
    sheet = book.create_sheet(text("template.sheet.figures", lang))
    last_row = FIRST_ROW + len(plan.rows) - 1
    _set_up(sheet, looks, plan, case, last_row)
    _add_choices(sheet, case, plan)
    looks.mark_contradictions(sheet, FIRST_ROW, last_row, status_words(lang))
    looks.append(sheet, [(plan.title, "title")])
    looks.append(sheet, [(_window_words(plan), "plain")])
    looks.append(sheet, _common_cells(plan, case))
    looks.append(sheet, [(c.head(lang), "head" if c.typed_as else "head-locked") for c in COLUMNS])
    known = _known(case)
    voice = voice_of(case, case.default_day, lang)
    before: PlannedRow | None = None
    for place, row in enumerate(plan.rows):
        if place % EACH == 0:
            told(place, len(plan.rows))
        cells = _row_cells(row, _known_words(known.get(row.key, ()), voice), lang)
        looks.append(sheet, cells, above=_line_above(row, before), height=_height(cells))
        before = row


def _line_above(row: PlannedRow, before: PlannedRow | None) -> Above:
    if before is None or before.unit != row.unit:
        return Above.UNIT
    return Above.THIN if before.indicator == row.indicator else Above.INDICATOR


def _height(cells: Sequence[tuple[str, str]]) -> int | None:
    """Return the height of a row with a long name; None where one line is enough."""
    lines = max(lines_of(value, column.width + 4) for (value, _), column in zip(cells, COLUMNS, strict=True))
    return None if lines == 1 else lines * LINE_HEIGHT


def _set_up(sheet: Sheet, looks: Looks, plan: Plan, case: Case, last_row: int) -> None:
    ratios = _has_ratios(plan, case)
    for column in COLUMNS:
        size = sheet.column_dimensions[column.letter]
        size.width = column.width
        # Counts have neither; the columns stay so that every template has the same.
        size.hidden = column.key in ("numerator", "denominator") and not ratios
    for row, height in _ROW_HEIGHTS.items():
        sheet.row_dimensions[row].height = height
    sheet.freeze_panes = f"{BY_KEY['known'].letter}{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{COLUMNS[-1].letter}{last_row}"
    looks.set_page(sheet, landscape=True)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.print_area = f"A1:{BY_KEY['reason'].letter}{last_row}"
    looks.protect(sheet)


def _add_choices(sheet: Sheet, case: Case, plan: Plan) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    lang = plan.lang
    last_row = FIRST_ROW + len(plan.rows) - 1

    def add(name: str, ranges: str, *, hint: bool = True, **options: Any) -> None:
        rule = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=hint, **options)
        rule.errorTitle = text(f"template.input.{name}_title", lang)
        rule.error = text(f"template.input.{name}_error", lang)
        if hint:
            rule.promptTitle = rule.errorTitle
            rule.prompt = text(f"template.input.{name}_prompt", lang)
        for one in ranges.split():
            rule.add(one)
        sheet.data_validations.append(rule)

    def cells(key: str, first: int = FIRST_ROW) -> str:
        return f"{BY_KEY[key].letter}{first}:{BY_KEY[key].letter}{last_row}"

    # A hint pops up at every step of the cursor: none where the eye rests all the time.
    publishers = f"'{LISTS_SHEET}'!$B$1:$B${len(case.pact.publishers)}"
    add("status", cells("status"), type="list", formula1=f"'{LISTS_SHEET}'!$A$1:$A${len(STATUSES)}")
    add("publisher", cells("publisher", COMMON_ROW), hint=False, type="list", formula1=publishers)
    least: dict[str, Any] = {"operator": "greaterThanOrEqual", "formula1": "0"}
    whole, others = _value_ranges(plan, case)
    for name, kind, ranges in (("whole", "whole", whole), ("value", "decimal", others)):
        if ranges:
            add(name, ranges, hint=False, type=kind, **least)
    counts = f"{BY_KEY['numerator'].letter}{FIRST_ROW}:{BY_KEY['denominator'].letter}{last_row}"
    add("counts", counts, type="whole", **least)
    for key, first in (("published_on", COMMON_ROW), ("reason", FIRST_ROW)):
        add(key, cells(key, first))


def _value_ranges(plan: Plan, case: Case) -> tuple[str, str]:
    """Return the value cells that hold whole numbers and the others; in a long template all count as others."""
    letter = BY_KEY["value"].letter
    found: dict[bool, list[str]] = {True: [], False: []}
    row = FIRST_ROW
    for whole, rows in itertools.groupby(plan.rows, lambda r: comes_whole(case.indicators.get(r.indicator))):
        after = row + sum(1 for _ in rows)
        found[whole].append(f"{letter}{row}:{letter}{after - 1}")
        row = after
    if len(found[True]) + len(found[False]) > MOST_RANGES:
        return "", f"{letter}{FIRST_ROW}:{letter}{row - 1}"
    return " ".join(found[True]), " ".join(found[False])


def _has_ratios(plan: Plan, case: Case) -> bool:
    return any(case.indicators.get(code).kind is Kind.RATIO for code in {row.indicator for row in plan.rows})


def _common_cells(plan: Plan, case: Case) -> list[tuple[str, str]]:
    lang = plan.lang
    cells = [("", "none")] * len(COLUMNS)
    cells[0] = (text("template.figures.common", lang), "plain")
    beside = "denominator" if _has_ratios(plan, case) else "value"
    cells[PLACE[beside]] = (text("template.figures.for_all", lang), "hint")
    for key in COMMON:
        cells[PLACE[key]] = ("", "common")
    if len(case.pact.publishers) == 1:
        cells[PLACE["publisher"]] = (next(iter(publisher_words(case, lang).values())), "common")
    return cells


def _row_cells(row: PlannedRow, known: str, lang: Lang) -> list[tuple[str, str]]:
    locked = {
        "unit_name": row.unit_name,
        "indicator_name": row.indicator_name,
        "first_day": day(row.window.first_day, Lang.VI),
        "last_day": day(row.window.last_day, Lang.VI),
        "unit": row.unit,
        "indicator": row.indicator,
    }
    cells = []
    for column in COLUMNS:
        if column.key == "known":
            cells.append((known, "known"))
        elif column.typed_as:
            cells.append(("", f"{column.typed_as}-input"))
        else:
            cells.append((locked[column.key], "locked-day" if column.key.endswith("_day") else "locked"))
    return cells


def _known(case: Case) -> Mapping[tuple[str, str, object], list[Entry]]:
    """Return the newest standing figure of each publisher for each unit, indicator and window."""
    found: dict[tuple[str, str, object], list[Entry]] = {}
    for (series, span), standing in standing_of(case.ledger).items():
        found.setdefault((series[0], series[1], span), []).append(standing[-1])
    return found


def _known_words(entries: Sequence[Entry], voice: Voice) -> str:
    """Write what the ledger says already, with the day of publication; with the publisher where several say it."""
    said = []
    for entry in sorted(entries, key=lambda e: e.publisher):
        assert entry.published_on is not None
        when = partial(entry.published_on.text, voice.lang)
        where = f"{entry.publisher}, {when}" if len(entries) > 1 else when
        said.append(f"{_amount(entry, voice)} ({where})")
    return "; ".join(said)


def _amount(entry: Entry, voice: Voice) -> str:
    if entry.status is not Status.REPORTED:
        return text(f"words.status.{entry.status.value}", voice)
    if entry.numerator is not None and entry.denominator is not None:
        return f"{number(entry.numerator, voice.lang)}/{number(entry.denominator, voice.lang)}"
    if entry.value is None:
        return text(f"words.precision.{entry.precision.value}", voice)
    return number(entry.value, voice.lang)


def _window_words(plan: Plan) -> str:
    return text(
        "template.figures.base_window" if plan.base else "template.figures.window",
        plan.lang,
        window=window(plan.days.first_day, plan.days.last_day, plan.lang),
        count=len(plan.rows),
    )
