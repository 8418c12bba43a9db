"""Write a standing as a report that people open: a page, a Word document or a workbook."""

from __future__ import annotations

from pathlib import Path

from giaouoc.engine.findings import refuse
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.exchange.paths import write_whole
from giaouoc.wording import Voice

KINDS = (".html", ".docx", ".xlsx")


def report_kind(path: Path) -> str:
    """Return the kind a report's file name asks for; any other is refused before any work is done."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise refuse("report.kind-unknown", file=path.name, value=kind, expected=KINDS)
    if not path.parent.is_dir():
        raise refuse("report.folder-missing", file=str(path), value=str(path.parent))
    return kind


def write_report(standing: Standing, path: Path, voice: Voice) -> None:
    """Write the report its name asks for, whole or not at all."""
    kind = report_kind(path)
    if kind == ".html":
        from giaouoc.printing.html_report import html_report

        write_whole(path, html_report(standing, voice))
    elif kind == ".docx":
        from giaouoc.printing.word_report import word_report

        write_whole(path, word_report(standing, voice))
    else:
        from giaouoc.printing.excel_report import excel_report

        write_whole(path, excel_report(standing, voice))
