"""Write a standing as a report that people open: a page, a Word document or a workbook."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from giaouoc.engine.findings import Finding, Refusal, error, refuse
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.exchange.paths import FileTrouble, reason_of, write_whole
from giaouoc.exchange.texts import shown
from giaouoc.printing.paper_text import REPORT_MARK
from giaouoc.wording import Voice

KINDS: Final = (".html", ".docx", ".xlsx")

# How a report says that it is one: a page in its head, a Word document and a workbook in their core properties.
PAGE_MARK: Final = re.compile(rb'<meta name="generator" content="giaouoc[ "]')
OFFICE_MARK: Final = re.compile(rf"<(?:cp:)?category>{REPORT_MARK}</(?:cp:)?category>".encode())
_CORE: Final = "docProps/core.xml"
_MAIN_PART: Final = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
_MOST_HEAD_BYTES: Final = 64 * 1024


def report_kind(path: Path) -> str:
    """Return the kind a report's file name asks for; any other is refused before any work is done."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise refuse("report.kind-unknown", file=shown(path.name), value=shown(kind), expected=KINDS)
    return kind


def check_reports(paths: Sequence[Path], *, overwrite: bool = False) -> None:
    """Refuse what cannot become a report, before any work is done, with every problem at once.

    A file that is there may be replaced where it is an earlier report of the same kind, or with `overwrite`; two
    reports of one name would replace each other.
    """
    problems: list[Finding] = []
    taken: set[Path] = set()
    for path in paths:
        try:
            place = path.resolve()
            problems += _problems(path, overwrite=overwrite)
        except Refusal as refusal:
            problems += refusal.findings
            continue
        except (OSError, ValueError) as problem:
            problems.append(
                error("exchange.file-not-written", file=shown(path.name), reason=reason_of(problem))
            )
            continue
        if place in taken:
            problems.append(error("entries.report-twice", value=str(path)))
        taken.add(place)
    if problems:
        raise Refusal(problems)


def _problems(path: Path, *, overwrite: bool) -> list[Finding]:
    kind = report_kind(path)
    if not path.parent.is_dir():
        return [error("report.folder-missing", file=str(path), value=str(path.parent))]
    if path.is_dir():
        return [error("exchange.file-not-written", file=shown(path.name), reason=FileTrouble.IS_FOLDER)]
    if not path.exists() or (overwrite and path.is_file()) or is_report(path, kind):
        return []
    return [error("entries.report-not-ours", value=str(path), kind=kind)]


def is_report(path: Path, kind: str) -> bool:
    """Tell whether a file is an earlier report of this kind: by the mark it carries, not by its name."""
    if not path.is_file():
        return False
    try:
        if kind == ".html":
            with path.open("rb") as page:
                return PAGE_MARK.search(page.read(_MOST_HEAD_BYTES)) is not None
        with zipfile.ZipFile(path) as package, package.open(_CORE) as core:
            marked = OFFICE_MARK.search(core.read(_MOST_HEAD_BYTES)) is not None
            return marked and _MAIN_PART[kind] in package.namelist()
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, RuntimeError, NotImplementedError):
        # What cannot be read is somebody's file all the same.
        return False


def report_bytes(standing: Standing, kind: str, voice: Voice) -> bytes:
    """Return a report of a kind, one of `KINDS`."""
    if kind == ".html":
        from giaouoc.printing.html_report import html_report

        return html_report(standing, voice).encode("utf-8")
    if kind == ".docx":
        from giaouoc.printing.word_report import word_report

        return word_report(standing, voice)
    from giaouoc.printing.excel_report import excel_report

    return excel_report(standing, voice)


def write_report(standing: Standing, path: Path, voice: Voice) -> None:
    """Write the report its name asks for, whole or not at all."""
    write_whole(path, report_bytes(standing, report_kind(path), voice))
