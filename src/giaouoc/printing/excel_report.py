"""The report of a case as a workbook: results, details, findings, sources, how to read them."""

from __future__ import annotations

import io
import re
from datetime import datetime, time
from typing import Final

import giaouoc
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.printing import excel_details, excel_matrix, summary
from giaouoc.printing.excel_layout import Look, Looks, Page
from giaouoc.printing.naming import all_flaws
from giaouoc.printing.paper_facts import facts, legal_bases, title_and_kind
from giaouoc.printing.paper_text import REPORT_MARK, Edit, legible, packed
from giaouoc.wording import Voice, say, show, text
from giaouoc.wording.cells import Sureness

_CORE: Final = "docProps/core.xml"
_LEGEND_COLUMN: Final = 2


def excel_report(standing: Standing, voice: Voice) -> bytes:
    """Return the report as an .xlsx file; the same standing in the same language gives the same bytes.

    No cell holds a formula or a link: what comes from the case stays text, numbers keep their own digits.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    looks = Looks(book, voice.lang)
    pages = {
        name: Page(book, text(f"paper.sheet.{name}", voice), looks)
        for name in ("results", "details", "findings", "sources", "reading")
    }
    paging = text("paper.sheet-line.page", voice, page="&P", pages="&N")
    excel_matrix.fill(pages["results"], standing, voice, paging)
    excel_details.fill_details(pages["details"], standing, voice, paging)
    _fill_findings(pages["findings"], standing, voice, paging)
    excel_details.fill_sources(pages["sources"], standing, voice, paging)
    _fill_reading(pages["reading"], standing, voice, paging)
    looks.done(book)
    edits: dict[str, Edit] = {
        f"xl/worksheets/sheet{place}.xml": page.written for place, page in enumerate(pages.values(), start=1)
    }
    book.active = 0
    book.properties.title = legible(title_and_kind(standing, voice))
    book.properties.creator = "Giao Ước"
    book.properties.category = REPORT_MARK
    made_at = datetime.combine(standing.as_known_on, time())
    book.properties.created = made_at
    out = io.BytesIO()
    book.save(out)
    return packed(out.getvalue(), {**edits, _CORE: lambda part: _undated(part, made_at)})


def _undated(part: bytes, made_at: datetime) -> bytes:
    """Return the properties with the day of the standing where the library wrote the hour of now."""
    when = f"{made_at.isoformat()}Z".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", lambda found: found[1] + when, part)


def _fill_findings(page: Page, standing: Standing, voice: Voice, paging: str) -> None:
    names = (
        "severity",
        "finding",
        "unit",
        "commitment",
        "indicator",
        "saw",
        "explanations",
        "way-out",
        "code",
    )
    widths = (11, 28, 22, 26, 26, 60, 48, 48, 32)
    page.heads([text(f"paper.sheet-column.{n}", voice) for n in names], widths)
    order = {severity: place for place, severity in enumerate(("error", "warning", "note"))}
    for finding in sorted(standing.all_findings, key=lambda f: order[f.severity.value]):
        message = say(finding, voice)
        about = [finding.get(name) for name in ("unit", "commitment", "indicator")]
        page.next_row()
        cells = [
            show(finding.severity, voice),
            message.title,
            *("" if ref is None else show(ref, voice) for ref in about),
            message.saw,
            "\n".join(message.explanations),
            message.way_out,
            finding.code,
        ]
        for column, said in enumerate(cells, start=1):
            page.text(column, said, Look.STRONG if column == 2 else Look.TEXT)
    page.finish(first_columns=2, paging=paging)


def _fill_reading(page: Page, standing: Standing, voice: Voice, paging: str) -> None:
    """Say what the results hang on, what the signs mean, and what the results are not."""
    page.heads([text(f"paper.sheet-column.{n}", voice) for n in ("label", "said")], (34, 110))
    if standing.case.pact.made_up:
        _pair(page, text("paper.made-up", voice), text("report.page.made-up-why", voice))
    for line in facts(standing, voice):
        _pair(page, line.label, line.said)
    for result, count in summary.tallies(standing):
        page.next_row()
        page.text(
            1, text(f"words.sign.{result}", voice), excel_matrix.paint(result, Sureness.SURE), strong=True
        )
        page.text(_LEGEND_COLUMN, text("paper.overall.one-count", voice, result=result, count=count))
    _pair(page, text("paper.legend.within", voice), text("paper.legend.within-means", voice))
    _pair(page, text("words.sign.hangs", voice), text("words.sign-meaning.hangs", voice))
    for key in ("count", "shape", "findings"):
        _pair(page, text("report.section.about", voice), text(f"report.about.{key}", voice))
    for indicator, says in all_flaws(standing, voice):
        said = text("report.fact.flaw", voice, indicator=indicator, says=says)
        _pair(page, text("report.fact.flaws", voice), said)
    for matter, basis, mark in legal_bases(standing, voice):
        _pair(page, f"{text('paper.column.basis', voice)} ({mark})", f"{matter}: {basis}")
    _pair(page, "Giao Ước", giaouoc.__version__)
    page.finish(paging=paging, filtered=False)


def _pair(page: Page, label: str, said: str) -> None:
    page.next_row()
    page.text(1, label, Look.STRONG)
    page.text(_LEGEND_COLUMN, said)
