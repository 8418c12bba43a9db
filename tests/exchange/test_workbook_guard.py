"""Workbooks from outside: sound ones open, hostile ones are refused with every reason and no traceback."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from giaouoc.engine.findings import Finding, Refusal, error
from giaouoc.exchange.template_cells import Cells, cells_of
from giaouoc.exchange.workbook_guard import LIMITS, open_workbook
from tests.exchange.hostile_workbooks import Part, pack, parts, reasons, relationships, sheet

FILE = "book.xlsx"
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HYPERLINK = relationships(("hyperlink", "https://example.org/", "External"))


def refusal(code: str, **params: str | int | tuple[str, ...] | None) -> Finding:
    return error(f"exchange.{code}", file=FILE, **params)


def filled_rows(path: Path, title: str) -> list[tuple[int, Cells]]:
    rows = cells_of(
        lambda saved: open_workbook(path, data_only=saved), title, LIMITS.max_rows, lambda row: None
    )
    return [(number, row[:4]) for number, row in rows]


def test_a_workbook_of_openpyxl_is_read_as_it_was_written(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["đơn vị", 5203, "12,5", datetime(2025, 2, 14)])  # noqa: DTZ001 -- a cell has no zone
    book.active.append([])
    book.active.append(["Khánh Hòa", None, 0])
    book.save(tmp_path / FILE)
    assert reasons(tmp_path / FILE) == []
    assert filled_rows(tmp_path / FILE, "Sheet") == [
        (1, ("đơn vị", 5203, "12,5", datetime(2025, 2, 14))),  # noqa: DTZ001
        (3, ("Khánh Hòa", None, 0, None)),
    ]


def test_a_hyperlink_and_a_sign_in_text_are_no_reason_to_refuse(tmp_path: Path) -> None:
    rows = "<row><c><f>\"a|b!c\"&amp;'A|B'!A1</f><v>x</v></c><c t='inlineStr'><is><t>cmd|' '!A0</t></is></c></row>"
    path = pack(tmp_path / FILE, parts(rows), ("xl/worksheets/_rels/sheet1.xml.rels", HYPERLINK))
    assert reasons(path) == []
    assert open_workbook(path, data_only=False).sheetnames == ["S"]


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"", refusal("file-empty")),
        (b"a,b\n1,2\n", refusal("workbook-not-xlsx")),
        (OLE, refusal("workbook-old-xls")),
        (OLE + "EncryptedPackage".encode("utf-16-le"), refusal("workbook-encrypted")),
        (b"PK\x03\x04" + bytes(40), refusal("workbook-cut-short")),
    ],
)
def test_a_file_that_is_no_xlsx_is_named_for_what_it_is(
    tmp_path: Path, data: bytes, finding: Finding
) -> None:
    (tmp_path / FILE).write_bytes(data)
    assert reasons(tmp_path / FILE) == [finding]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert reasons(tmp_path / FILE) == [refusal("file-missing")]
    (tmp_path / FILE).mkdir()
    assert reasons(tmp_path / FILE) == [refusal("file-not-regular")]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_workbook_cut_short_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    path = pack(tmp_path / FILE, parts())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert reasons(path) == [refusal("workbook-cut-short")]


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    path = pack(tmp_path / FILE, parts(), method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"<v>5203</v>", b"<v>5302</v>"))
    assert reasons(path) == [refusal("workbook-unreadable", part=SHEET)]


def test_a_zip_of_another_kind_is_no_workbook(tmp_path: Path) -> None:
    path = pack(tmp_path / FILE, {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})
    assert reasons(path) == [refusal("workbook-not-xlsx")]


@pytest.mark.parametrize(
    ("more", "finding"),
    [
        (("xl/vbaProject.bin", OLE), refusal("workbook-macros")),
        (("xl/macrosheets/sheet1.xml", "<x/>"), refusal("workbook-macros")),
        (
            ("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
            refusal("workbook-external-links", links=("xl/externallinks/externallink1.xml",)),
        ),
        (
            ("xl/_rels/x.xml.rels", relationships(("externalLinkPath", "file:///c:/a.xlsx", "External"))),
            refusal("workbook-external-links", links=("file:///c:/a.xlsx",)),
        ),
        (
            (
                "xl/drawings/_rels/d.xml.rels",
                relationships(("image", "http://example.org/p.png", "External")),
            ),
            refusal("workbook-external-links", links=("http://example.org/p.png",)),
        ),
        (
            ("xl/connections.xml", "<connections/>"),
            refusal("workbook-external-links", links=("xl/connections.xml",)),
        ),
        (("xl/activeX/activeX1.xml", "<ocx/>"), refusal("workbook-embedded", part="xl/activex/activex1.xml")),
        (
            ("xl/embeddings/a.bin", b"x"),
            refusal("workbook-embedded", part="xl/embeddings/a.bin"),
        ),
        (("xl/media/a.png", b"PK\x03\x04..."), refusal("workbook-embedded", part="xl/media/a.png")),
        (("xl/inner.zip", b"x"), refusal("workbook-embedded", part="xl/inner.zip")),
        (
            ("xl/a.xml", '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'),
            refusal("workbook-doctype", part="xl/a.xml"),
        ),
        (
            ("xl/a.xml", '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'),
            refusal("workbook-doctype", part="xl/a.xml"),
        ),
        (("xl/a.xml", "<a><b></a>"), refusal("workbook-unreadable", part="xl/a.xml")),
        (("xl/a.xml", ""), refusal("workbook-unreadable", part="xl/a.xml")),
        (("xl/a.xml", "<a>" * 101 + "</a>" * 101), refusal("workbook-unreadable", part="xl/a.xml")),
        (("xl/a.xml", "<a/>".encode("utf-16")), refusal("workbook-unreadable", part="xl/a.xml")),
        (
            ("xl/a.xml", '<?xml version="1.0" encoding="cp037"?><a/>'),
            refusal("workbook-unreadable", part="xl/a.xml"),
        ),
        (("../evil.xml", "<a/>"), refusal("workbook-part-name", part="../evil.xml")),
        (("/etc/evil.xml", "<a/>"), refusal("workbook-part-name", part="/etc/evil.xml")),
        (("xl\\evil.xml", "<a/>"), refusal("workbook-part-name", part="xl\\evil.xml")),
        (("C:/evil.xml", "<a/>"), refusal("workbook-part-name", part="C:/evil.xml")),
        (("XL/Workbook.xml", "<a/>"), refusal("workbook-part-name", part="XL/Workbook.xml")),
    ],
)
def test_a_hostile_part_is_refused(tmp_path: Path, more: Part, finding: Finding) -> None:
    path = pack(tmp_path / FILE, parts(), more)
    assert reasons(path) == [finding]
    with pytest.raises(Refusal) as refused:
        open_workbook(path)
    assert refused.value.findings == (finding,)


@pytest.mark.parametrize("formula", ["cmd|'/c calc'!A0", "WEBSERVICE(A1)", 'RTD("x",,"y")'])
def test_a_formula_that_reaches_out_is_refused(tmp_path: Path, formula: str) -> None:
    path = pack(tmp_path / FILE, parts(f'<row r="1"><c r="A1"><f>{formula}</f></c></row>'))
    assert reasons(path) == [refusal("workbook-formula-reaches-out", part=SHEET, value=formula)]


def test_macros_are_seen_in_the_type_and_in_the_name(tmp_path: Path) -> None:
    enabled = parts(book_type="application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    assert reasons(pack(tmp_path / FILE, enabled)) == [refusal("workbook-macros")]
    assert reasons(pack(tmp_path / "book.xlsm", parts())) == [
        error("exchange.workbook-macros", file="book.xlsm")
    ]


def test_every_reason_is_named_at_once(tmp_path: Path) -> None:
    more = (("xl/vbaProject.bin", OLE), ("xl/embeddings/a.bin", b"x"), ("xl/a.xml", "<a>"))
    found = reasons(pack(tmp_path / FILE, parts(), *more))
    assert [finding.code for finding in found] == [
        "exchange.workbook-macros",
        "exchange.workbook-embedded",
        "exchange.workbook-unreadable",
    ]


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / FILE, parts())
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert reasons(path) == [refusal("workbook-encrypted")]


def test_a_bomb_of_one_part_is_refused_by_its_ratio_and_never_unpacked(tmp_path: Path) -> None:
    path = pack(tmp_path / FILE, parts(), ("xl/media/a.bin", bytes(3 << 20)))
    limits = replace(LIMITS, max_unpacked=2 << 20)
    found = reasons(path, limits=limits)
    assert [(finding.code, finding.get("part"), finding.get("limit")) for finding in found] == [
        ("exchange.workbook-unpacks-too-large", None, 2 << 20),
        ("exchange.workbook-packed-too-tight", "xl/media/a.bin", 200),
    ]
    assert reasons(path, limits=replace(LIMITS, max_ratio=2000)) == []


def test_limits_hold_at_their_value_and_refuse_one_more(tmp_path: Path) -> None:
    entries = parts()
    path = pack(tmp_path / FILE, entries)
    unpacked = sum(len(content) for content in entries.values())
    at = replace(LIMITS, max_bytes=path.stat().st_size, max_unpacked=unpacked, max_entries=len(entries))
    assert reasons(path, limits=at) == []
    for field, code in (
        ("max_bytes", "exchange.file-too-large"),
        ("max_unpacked", "exchange.workbook-unpacks-too-large"),
        ("max_entries", "exchange.workbook-too-many-parts"),
    ):
        tighter = replace(at, **{field: getattr(at, field) - 1})
        assert [finding.code for finding in reasons(path, limits=tighter)] == [code]


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ('<row r="10"><c r="C10"><v>1</v></c></row>', None),
        ('<row r="11"><c r="A11"/></row>', None),
        ("<row/>" * 9 + "<row><c/><c/><c><v>1</v></c></row>", None),
        (
            '<row r="11"><c r="A11"><v>1</v></c></row>',
            refusal("workbook-too-many-rows", part=SHEET, row=11, limit=10),
        ),
        (
            "<row/>" * 10 + "<row><c t='inlineStr'><is><t>x</t></is></c></row>",
            refusal("workbook-too-many-rows", part=SHEET, row=11, limit=10),
        ),
        (
            '<row r="1"><c r="XFD1"><v>1</v></c></row>',
            refusal("workbook-too-many-columns", part=SHEET, column=16384, limit=3),
        ),
        (
            "<row><c/><c/><c/><c><f>A1</f></c></row>",
            refusal("workbook-too-many-columns", part=SHEET, column=4, limit=3),
        ),
    ],
)
def test_filled_cells_beyond_the_limits_are_refused(
    tmp_path: Path, rows: str, finding: Finding | None
) -> None:
    path = pack(tmp_path / FILE, parts(rows))
    limits = replace(LIMITS, max_rows=10, max_columns=3)
    assert reasons(path, limits=limits) == ([finding] if finding else [])


def test_a_sheet_with_empty_cells_far_out_is_read_in_its_filled_part(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>7</v></c><c r="XFD1"/></row><row r="1048576"><c r="XFD1048576"/></row>'
    sheet_xml = sheet(rows).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    path = pack(tmp_path / FILE, parts() | {SHEET: sheet_xml})
    assert [(number, row[0]) for number, row in filled_rows(path, "S")] == [(1, 7)]


@pytest.mark.parametrize(
    "broken",
    [
        {"xl/workbook.xml": "<a/>"},
        {"xl/_rels/workbook.xml.rels": relationships(("worksheet", "worksheets/none.xml", "Internal"))},
        {"[Content_Types].xml": "<Types/>"},
    ],
)
def test_what_openpyxl_cannot_open_is_refused(tmp_path: Path, broken: dict[str, str | bytes]) -> None:
    path = pack(tmp_path / FILE, parts() | broken)
    with pytest.raises(Refusal) as refused:
        open_workbook(path)
    assert refused.value.findings == (refusal("workbook-unreadable", part=None),)
