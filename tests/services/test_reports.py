"""A report replaces an earlier report of its kind, and nothing else."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from giaouoc.engine.findings import Refusal
from giaouoc.exchange.template_plan import plan_template
from giaouoc.exchange.template_sheet import template_workbook
from giaouoc.services.cases import judge_case, open_case, voice_for
from giaouoc.services.reports import KINDS, check_reports, report_bytes, write_report
from giaouoc.wording import Lang

TET = Path(__file__).resolve().parents[2] / "examples" / "nation-tet-2026"
STANDING = judge_case(open_case(TET), today=date(2026, 11, 25))
VOICE = voice_for(STANDING, Lang.VI)


def codes(*paths: Path, overwrite: bool = False) -> list[str]:
    try:
        check_reports(paths, overwrite=overwrite)
    except Refusal as refusal:
        return [f.code for f in refusal.findings]
    return []


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_may_be_written_over_an_earlier_one(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"report{kind}"
    assert codes(path) == []
    write_report(STANDING, path, VOICE)
    assert codes(path) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "data", [b"", b"somebody's", b"PK\x03\x04", b"<!doctype html><title>giaouoc</title>"]
)
def test_any_other_file_is_left_alone_unless_that_is_asked_for(
    tmp_path: Path, kind: str, data: bytes
) -> None:
    path = tmp_path / f"mine{kind}"
    path.write_bytes(data)
    assert codes(path) == ["entries.report-not-ours"]
    assert codes(path, overwrite=True) == []
    assert path.read_bytes() == data


def test_a_report_of_another_kind_is_another_file(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(report_bytes(STANDING, ".docx", VOICE))
    assert codes(path) == ["entries.report-not-ours"]


def test_a_template_somebody_may_have_filled_in_is_no_report(tmp_path: Path) -> None:
    case = open_case(TET).case
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(template_workbook(plan_template(case), case))
    assert codes(path) == ["entries.report-not-ours"]


def test_a_workbook_of_anybody_is_no_report(tmp_path: Path) -> None:
    out = io.BytesIO()
    Workbook().save(out)
    path = tmp_path / "mine.xlsx"
    path.write_bytes(out.getvalue())
    assert codes(path) == ["entries.report-not-ours"]


def test_a_mark_that_is_no_part_of_a_document_is_not_enough(tmp_path: Path) -> None:
    path = tmp_path / "mine.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("docProps/core.xml", "<cp:category>giaouoc-report</cp:category>")
    assert codes(path) == ["entries.report-not-ours"]


def test_every_problem_of_every_report_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(b"x")
    (tmp_path / "folder.xlsx").mkdir()
    paths = [
        *(tmp_path / name for name in ("a.html", "mine.docx", "folder.xlsx", "a.pdf", "no/a.html")),
        *(tmp_path / "sub" / ".." / "a.html", tmp_path / ("a" * 300 + ".html")),
    ]
    (tmp_path / "sub").mkdir()
    assert codes(*paths) == [
        "entries.report-not-ours",
        "exchange.file-not-written",
        "report.kind-unknown",
        "report.folder-missing",
        "entries.report-twice",
        "exchange.file-not-written",
    ]


def test_a_folder_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    assert codes(tmp_path / "folder.xlsx", overwrite=True) == ["exchange.file-not-written"]
