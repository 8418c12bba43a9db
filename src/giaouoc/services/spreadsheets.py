"""The Excel template of a case: write it, see what a filled one would change, take it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Ledger, PublishedOn
from giaouoc.engine.findings import Finding, Refusal, error, refuse
from giaouoc.engine.periods import Window
from giaouoc.exchange.case_folder import LoadedCase
from giaouoc.exchange.case_texts import text_of
from giaouoc.exchange.data_package import write_data_package
from giaouoc.exchange.figures_file import FIGURES_FILE, append_rows, row_of
from giaouoc.exchange.paths import write_whole
from giaouoc.exchange.template_compare import Preview
from giaouoc.exchange.template_import import preview_template
from giaouoc.exchange.template_plan import Plan, plan_template
from giaouoc.exchange.template_rows import Defaults
from giaouoc.exchange.template_sheet import template_workbook
from giaouoc.wording import Lang

SUFFIX: Final = ".xlsx"


def template_window(loaded: LoadedCase, first_day: date | None, last_day: date | None) -> Window:
    """Return the window a template is asked for: both days, or the pact's own where neither is given."""
    if first_day is None and last_day is None:
        return loaded.case.pact.window
    if first_day is None or last_day is None:
        raise refuse("template.half-a-window", first_day=first_day, last_day=last_day)
    return Window.inclusive(first_day, last_day)


def write_template(
    *,
    loaded: LoadedCase,
    path: Path,
    unit: str | None = None,
    window: Window | None = None,
    lang: Lang = Lang.VI,
    on_progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Write the template for a window (default: the pact's) and one unit or all; return what it asks for.

    A file that stands there already is never replaced: somebody may have filled it in.
    """
    problems: list[Finding] = []
    if path.suffix.lower() != SUFFIX:
        problems.append(error("template.not-xlsx-name", value=path.name, expected=SUFFIX))
    if path.exists():
        problems.append(error("template.file-exists", file=path.name))
    if not path.parent.is_dir():
        problems.append(error("template.folder-missing", value=str(path.parent)))
    if problems:
        raise Refusal(problems)
    plan = plan_template(loaded.case, window=window, unit=unit, lang=lang)
    write_whole(path, template_workbook(plan, loaded.case, on_progress))
    return plan


def preview_import(
    *,
    loaded: LoadedCase,
    path: Path,
    publisher: str | None = None,
    published_on: PublishedOn | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Preview:
    """Return what a filled template would do to the ledger; nothing is written.

    `publisher` and `published_on` hold for rows that say nothing about them, nor the sheet for all rows.
    """
    known = loaded.case.pact.publishers
    if publisher is not None and publisher not in known:
        raise refuse("template.publisher-code-unknown", value=publisher, known=tuple(known))
    return preview_template(path, loaded.case, Defaults(publisher, published_on), on_progress)


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
    grown = text_of(loaded.folder, FIGURES_FILE) != loaded.texts[FIGURES_FILE]
    if grown or entries[0].seq != len(case.ledger) + 1:
        raise refuse("template.preview-outdated", file=preview.file)
    Case(case.pact, case.units, case.indicators, Ledger([*case.ledger, *entries]))
    recorded = {"recorded_by": by or "", "recorded_at": recorded_at or ""}
    added = append_rows(loaded.folder, [row_of(entry) | recorded for entry in entries])
    write_data_package(loaded.folder)
    return len(added)
