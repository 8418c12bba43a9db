"""Builds small workbooks, whole and hostile, part by part."""

from __future__ import annotations

import zipfile
from pathlib import Path

from giaouoc.engine.findings import Finding, Refusal
from giaouoc.exchange.workbook_guard import LIMITS, Limits, open_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

Part = tuple[str, str | bytes]


def sheet(rows: str) -> str:
    """Return a sheet with these rows."""
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def relationships(*links: tuple[str, str, str]) -> str:
    """Return a relationships part from kind, target and mode."""
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def parts(
    rows: str = '<row r="1"><c r="A1"><v>5203</v></c></row>', book_type: str = BOOK_TYPE
) -> dict[str, str | bytes]:
    """Return the parts of a sound workbook of one sheet."""
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{book_type}"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}"/></Types>'
        ),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml", "Internal")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relationships(("worksheet", "worksheets/sheet1.xml", "Internal")),
        "xl/worksheets/sheet1.xml": sheet(rows),
    }  # fmt: skip


def pack(
    path: Path, entries: dict[str, str | bytes], *more: Part, method: int = zipfile.ZIP_DEFLATED
) -> Path:
    """Write these parts, then more of them, as one workbook file."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in (*entries.items(), *more):
            archive.writestr(name, content)
    return path


def reasons(path: Path, *, limits: Limits = LIMITS) -> list[Finding]:
    """Return everything for which a workbook is not opened."""
    try:
        open_workbook(path, limits=limits)
    except Refusal as refused:
        return list(refused.findings)
    return []
