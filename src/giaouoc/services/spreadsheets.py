"""The Excel template of a case: write it, see what a filled one would change, take it in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Ledger, PublishedOn
from giaouoc.engine.findings import Finding, Refusal, error, refuse
from giaouoc.engine.periods import Window
from giaouoc.exchange.case_folder import LoadedCase
from giaouoc.exchange.case_lock import locked
from giaouoc.exchange.case_texts import text_of
from giaouoc.exchange.data_package import add_to_ledger
from giaouoc.exchange.days import read_partial_day
from giaouoc.exchange.figures_file import FIGURES_FILE, row_of
from giaouoc.exchange.paths import write_whole
from giaouoc.exchange.template_compare import Preview
from giaouoc.exchange.template_import import preview_template
from giaouoc.exchange.template_plan import Plan, month_named, plan_template
from giaouoc.exchange.template_rows import Defaults, refuse_future
from giaouoc.exchange.template_sheet import template_workbook
from giaouoc.exchange.texts import shown
from giaouoc.services.known_codes import unknown_unit
from giaouoc.wording import Lang

SUFFIX: Final = ".xlsx"
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}")


def template_window(
    loaded: LoadedCase,
    first_day: date | None = None,
    last_day: date | None = None,
    month: str | None = None,
) -> Window:
    """Return the window a template is asked for: one month of the pact's calendar, or the days given.

    A day that is not given is the pact's own first or last day. A month has a civil month's name (`2026-03`,
    `3/2026`) and the days the pact's calendar gives it.
    """
    own = loaded.case.pact.window
    if month is None:
        return Window.inclusive(first_day or own.first_day, last_day or own.last_day)
    if first_day is not None or last_day is not None:
        raise refuse("template.month-and-days", value=month, first_day=first_day, last_day=last_day)
    return _month(loaded.case, month)


def _month(case: Case, said: str) -> Window:
    try:
        read = read_partial_day(said)
    except Refusal:
        read = None
    if read is None or not _MONTH.fullmatch(read[0]):
        raise refuse("template.not-a-month", value=shown(said))
    if case.pact.calendar is None:
        raise refuse("template.no-calendar", value=read[0], pact=case.pact.title)
    window = month_named(case, read[1].year, read[1].month)
    if window is None:
        raise refuse("template.not-a-month", value=shown(said))
    return window


def without_base(*, loaded: LoadedCase, plan: Plan) -> tuple[str, ...]:
    """Return the indicators of a template for which no unit has any figure of the base period in the ledger.

    None for a template that asks for the base itself.
    """
    case = loaded.case
    if plan.base:
        return ()
    try:
        base = plan_template(case, window=plan.window, unit=plan.unit, base=True, lang=plan.lang)
    except Refusal:
        # Nothing here is compared with a base, or nobody asked for was a body then.
        return ()
    asked = {(row.unit, row.indicator) for row in base.rows}
    known = {
        e.indicator for e in case.ledger if (e.unit, e.indicator) in asked and base.days.overlaps(e.window)
    }
    return tuple(code for code in dict.fromkeys(row.indicator for row in base.rows) if code not in known)


def write_template(
    *,
    loaded: LoadedCase,
    path: Path,
    unit: str | None = None,
    window: Window | None = None,
    base: bool = False,
    lang: Lang = Lang.VI,
    on_progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Write the template for a window (default: the pact's) and one unit or all; return what it asks for.

    With `base` it asks for the period the window is compared with. A file that stands there already is never
    replaced: somebody may have filled it in. An unknown unit is refused with those that are, before the path,
    whose name is often made of it.
    """
    unknown = None if unit is None else unknown_unit(loaded.case, unit)
    problems = _path_problems(path) if unknown is None else [unknown]
    if problems:
        raise Refusal(problems)
    plan = plan_template(loaded.case, window=window, unit=unit, base=base, lang=lang)
    write_whole(path, template_workbook(plan, loaded.case, on_progress))
    return plan


def _path_problems(path: Path) -> list[Finding]:
    problems: list[Finding] = []
    name = shown(path.name)
    if path.suffix.lower() != SUFFIX:
        problems.append(error("template.not-xlsx-name", value=name, expected=SUFFIX))
    try:
        if path.exists():
            problems.append(error("template.file-exists", file=name))
        if not path.parent.is_dir():
            problems.append(error("template.folder-missing", value=str(path.parent)))
    except OSError:
        # A name too long for the disk, or with a sign it does not take.
        problems.append(error("template.name-unusable", value=name))
    return problems


def preview_import(
    *,
    loaded: LoadedCase,
    path: Path,
    publisher: str | None = None,
    published_on: PublishedOn | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    today: date | None = None,
) -> Preview:
    """Return what a filled template would do to the ledger; nothing is written.

    `publisher` and `published_on` hold for rows that say nothing about them, nor the sheet for all rows. A
    publication after `today` is refused.
    """
    known = loaded.case.pact.publishers
    if publisher is not None and publisher not in known:
        raise refuse("template.publisher-code-unknown", value=publisher, known=tuple(known))
    if published_on is not None:
        refuse_future(published_on, today)
    return preview_template(path, loaded.case, Defaults(publisher, published_on), on_progress, today)


def confirm_import(
    *, loaded: LoadedCase, preview: Preview, by: str | None = None, recorded_at: str | None = None
) -> int:
    """Append everything a preview shows as new or changed, all or nothing; return how many entries.

    A preview with a finding is refused with all of them, one made before the ledger grew with that reason.
    """
    if preview.findings:
        raise Refusal(preview.findings)
    case, entries = loaded.case, preview.entries
    if not entries:
        return 0
    with locked(loaded.folder):
        grown = text_of(loaded.folder, FIGURES_FILE) != loaded.texts[FIGURES_FILE]
        if grown or entries[0].seq != len(case.ledger) + 1:
            raise refuse("template.preview-outdated", file=preview.file)
        Case(case.pact, case.units, case.indicators, Ledger([*case.ledger, *entries]))
        recorded = {"recorded_by": by or "", "recorded_at": recorded_at or ""}
        rows = [row_of(entry) | recorded for entry in entries]
        added = add_to_ledger(loaded.folder, rows, pact=case.pact)
    return len(added)
