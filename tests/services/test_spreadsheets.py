"""Template and import on a case folder: all or nothing, nothing of anybody overwritten, hostile files refused."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from giaouoc.engine.figures import Ledger
from giaouoc.engine.findings import Finding, Refusal, error
from giaouoc.exchange.case_folder import LoadedCase, read_case
from giaouoc.exchange.data_package import package_text, write_data_package
from giaouoc.exchange.template_compare import Effect
from giaouoc.services.spreadsheets import (
    confirm_import,
    preview_import,
    template_window,
    without_base,
    write_template,
)
from tests.exchange.hostile_workbooks import BOOK_TYPE, pack, parts, relationships
from tests.exchange.template_world import fill, published
from tests.support.cases import window

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NTSC = "Ủy ban An toàn giao thông Quốc gia"
COMMON = {"J3": NTSC, "K3": "Báo cáo 12", "L3": "26/01/2027"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "case"
    shutil.copytree(EXAMPLES / "nation-2025-year", copied)
    write_data_package(copied)
    return copied


@pytest.fixture
def loaded(folder: Path) -> LoadedCase:
    return read_case(folder)


@pytest.fixture
def path(tmp_path: Path, loaded: LoadedCase) -> Path:
    found = tmp_path / "bieu.xlsx"
    write_template(loaded=loaded, path=found)
    return found


def contents(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def refused(act: Callable[[], object]) -> tuple[Finding, ...]:
    with pytest.raises(Refusal) as found:
        act()
    return found.value.findings


def test_a_template_stands_where_it_was_asked_for_and_touches_no_case(
    folder: Path, loaded: LoadedCase, tmp_path: Path
) -> None:
    before = contents(folder)
    plan = write_template(
        loaded=loaded, path=tmp_path / "a.xlsx", window=window("2024-12-15", "2025-02-14"), unit="vietnam"
    )
    assert (len(plan.rows), openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[0]) == (6, "Hướng dẫn")
    assert contents(folder) == before


def test_a_file_that_is_there_is_never_replaced(loaded: LoadedCase, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"filled in")
    assert refused(lambda: write_template(loaded=loaded, path=tmp_path / "a.xlsx")) == (
        error("template.file-exists", file="a.xlsx"),
    )
    assert (tmp_path / "a.xlsx").read_bytes() == b"filled in"


def test_a_wrong_name_and_a_missing_folder_are_refused_at_once(loaded: LoadedCase, tmp_path: Path) -> None:
    path = tmp_path / "gone" / "a.xls"
    assert refused(lambda: write_template(loaded=loaded, path=path)) == (
        error("template.not-xlsx-name", value="a.xls", expected=".xlsx"),
        error("template.folder-missing", value=str(tmp_path / "gone")),
    )


def test_a_day_that_is_not_given_is_the_pacts_own(loaded: LoadedCase) -> None:
    first, last = date(2025, 1, 1), date(2025, 3, 31)
    assert template_window(loaded) == loaded.case.pact.window
    assert template_window(loaded, first, last) == window("2025-01-01", "2025-03-31")
    assert template_window(loaded, first) == window("2025-01-01", "2025-12-14")
    assert template_window(loaded, None, last) == window("2024-12-15", "2025-03-31")
    assert [f.code for f in refused(lambda: template_window(loaded, None, date(2024, 1, 1)))] == [
        "periods.window-upside-down"
    ]


@pytest.mark.parametrize("said", ["2025-03", "3/2025", "tháng 3 năm 2025"])
def test_a_month_is_one_of_the_pacts_calendar(loaded: LoadedCase, said: str) -> None:
    assert template_window(loaded, month=said) == window("2025-02-15", "2025-03-14")


@pytest.mark.parametrize("said", ["", "2025", "2025-03-14", "13/2025", "tháng ba", "2025-3x"])
def test_what_is_no_month_is_refused(loaded: LoadedCase, said: str) -> None:
    assert refused(lambda: template_window(loaded, month=said)) == (
        error("template.not-a-month", value=said),
    )


def test_a_month_and_a_day_do_not_go_together_nor_a_month_without_calendar(loaded: LoadedCase) -> None:
    day = date(2025, 1, 1)
    assert refused(lambda: template_window(loaded, day, None, "2025-03")) == (
        error("template.month-and-days", value="2025-03", first_day=day, last_day=None),
    )
    pact = replace(loaded.case.pact, calendar=None)
    without = replace(loaded, case=replace(loaded.case, pact=pact))
    assert refused(lambda: template_window(without, month="2025-03")) == (
        error("template.no-calendar", value="2025-03", pact=pact.title),
    )


def without_entries(loaded: LoadedCase, *, before: date) -> LoadedCase:
    """Return the case with only the figures that begin on a day or later."""
    kept = [e for e in loaded.case.ledger if e.window.first_day >= before and e.corrects is None]
    ledger = Ledger(replace(e, seq=seq) for seq, e in enumerate(kept, start=1))
    return replace(loaded, case=replace(loaded.case, ledger=ledger))


def test_a_template_knows_for_which_indicators_the_ledger_has_no_base(
    loaded: LoadedCase, tmp_path: Path
) -> None:
    all_three = ("traffic-accidents", "traffic-deaths", "traffic-injured")
    plan = write_template(loaded=loaded, path=tmp_path / "a.xlsx")
    base = write_template(loaded=loaded, path=tmp_path / "b.xlsx", base=True)
    bare = without_entries(loaded, before=date(2024, 12, 15))
    assert without_base(loaded=loaded, plan=plan) == ()
    assert without_base(loaded=bare, plan=plan) == all_three
    assert without_base(loaded=bare, plan=base) == ()
    assert base.days == window("2023-12-15", "2024-12-14")
    march = write_template(
        loaded=bare, path=tmp_path / "c.xlsx", window=template_window(bare, month="2025-03")
    )
    assert without_base(loaded=bare, plan=march) == all_three


def test_a_name_no_disk_takes_is_refused(loaded: LoadedCase, tmp_path: Path) -> None:
    found = refused(lambda: write_template(loaded=loaded, path=tmp_path / ("x" * 300 + ".xlsx")))
    assert [f.code for f in found] == ["template.name-unusable"]


def test_a_publication_after_today_is_refused_in_the_sheet_and_from_the_caller(
    loaded: LoadedCase, path: Path
) -> None:
    today = date(2027, 1, 25)
    preview = preview_import(loaded=loaded, path=fill(path, {**COMMON, "G5": 1900}), today=today)
    assert [(f.code, f["row"]) for f in preview.findings] == [("template.published-in-future", 3)]
    assert refused(lambda: confirm_import(loaded=loaded, preview=preview)) == preview.findings
    later = published("2027-01-26")
    assert refused(lambda: preview_import(loaded=loaded, path=path, published_on=later, today=today)) == (
        error("template.published-in-future", value="2027-01-26", known_on=later.known_on, today=today),
    )
    on_the_day = preview_import(loaded=loaded, path=path, published_on=later, today=later.known_on)
    assert on_the_day.findings == ()


def test_a_preview_writes_nothing(folder: Path, loaded: LoadedCase, path: Path) -> None:
    before = contents(folder)
    preview = preview_import(loaded=loaded, path=fill(path, {**COMMON, "G5": 1900}))
    assert (len(preview.entries), contents(folder)) == (1, before)


def test_confirming_appends_the_rows_and_refreshes_the_package(
    folder: Path, loaded: LoadedCase, path: Path
) -> None:
    old = (folder / "figures.csv").read_bytes()
    fill(path, {**COMMON, "G5": 1900, "F6": "thiếu"})
    preview = preview_import(loaded=loaded, path=path)
    instant = "2027-02-01T08:00:00+07:00"
    assert confirm_import(loaded=loaded, preview=preview, by="u1", recorded_at=instant) == 2
    assert (folder / "figures.csv").read_bytes()[: len(old)] == old
    after = read_case(folder)
    recorded = [replace(e, recorded_by="u1", recorded_at=instant) for e in preview.entries]
    assert list(after.case.ledger) == [*loaded.case.ledger, *recorded]
    assert (folder / "datapackage.json").read_text("utf-8") == package_text(folder)
    assert json.loads(package_text(folder))["resources"][0]["bytes"] > len(old)
    again = preview_import(loaded=after, path=path)
    assert (again.entries, again.count(Effect.SAME)) == ((), 2)
    assert confirm_import(loaded=after, preview=again) == 0


def test_one_refused_row_keeps_everything_out(folder: Path, loaded: LoadedCase, path: Path) -> None:
    before = contents(folder)
    preview = preview_import(loaded=loaded, path=fill(path, {**COMMON, "G5": 1900, "G6": "1.234"}))
    assert len(preview.entries) == 1
    assert refused(lambda: confirm_import(loaded=loaded, preview=preview)) == preview.findings
    assert contents(folder) == before


def test_a_ledger_that_grew_after_the_preview_asks_for_a_new_one(
    folder: Path, loaded: LoadedCase, path: Path
) -> None:
    preview = preview_import(loaded=loaded, path=fill(path, {**COMMON, "G5": 1900}))
    confirm_import(loaded=loaded, preview=preview)
    before = contents(folder)
    assert refused(lambda: confirm_import(loaded=read_case(folder), preview=preview)) == (
        error("template.preview-outdated", file="bieu.xlsx"),
    )
    assert refused(lambda: confirm_import(loaded=loaded, preview=preview)) == (
        error("template.preview-outdated", file="bieu.xlsx"),
    )
    assert contents(folder) == before


def test_a_correction_names_the_entry_it_corrects(folder: Path, loaded: LoadedCase, path: Path) -> None:
    fill(path, {**COMMON, "G5": 1900})
    confirm_import(loaded=loaded, preview=preview_import(loaded=loaded, path=path))
    fill(path, {"G5": 1901, "N5": "cộng nhầm"})
    after = read_case(folder)
    confirm_import(loaded=after, preview=preview_import(loaded=after, path=path))
    (*_, old, new) = read_case(folder).case.ledger
    assert (str(old.value), str(new.value), new.corrects, new.reason) == (
        "1900",
        "1901",
        old.seq,
        "cộng nhầm",
    )


def test_the_caller_may_say_publisher_and_day_for_rows_that_do_not(loaded: LoadedCase, path: Path) -> None:
    fill(path, {"G5": 1900, "K5": "Báo cáo"})
    preview = preview_import(loaded=loaded, path=path, publisher="ntsc", published_on=published("2027-01-26"))
    assert [(e.publisher, str(e.known_on)) for e in preview.entries] == [("ntsc", "2027-01-26")]
    known = tuple(loaded.case.pact.publishers)
    assert refused(lambda: preview_import(loaded=loaded, path=path, publisher="nobody")) == (
        error("template.publisher-code-unknown", value="nobody", known=known),
    )


def bomb(path: Path) -> None:
    pack(path, parts(), ("xl/media/a.bin", bytes(4 << 20)))


def far_corner(path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    pack(path, parts(rows))


def cut_short(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])


def with_part(name: str, content: str | bytes) -> Callable[[Path], None]:
    def add(path: Path) -> None:
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)

    return add


LINK = relationships(("externalLinkPath", "file:///c:/a.xlsx", "External"))
HOSTILE: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "empty": (lambda p: p.write_bytes(b""), {"exchange.file-empty"}),
    "text": (lambda p: p.write_text("a,b\n"), {"exchange.workbook-not-xlsx"}),
    "missing": (lambda p: p.unlink(), {"exchange.file-missing"}),
    "old xls": (lambda p: p.write_bytes(OLE), {"exchange.workbook-old-xls"}),
    "encrypted": (
        lambda p: p.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")),
        {"exchange.workbook-encrypted"},
    ),
    "cut short": (cut_short, {"exchange.workbook-cut-short"}),
    "bomb": (bomb, {"exchange.workbook-packed-too-tight"}),
    "macros": (with_part("xl/vbaProject.bin", OLE), {"exchange.workbook-macros"}),
    "macro type": (
        lambda p: pack(p, parts(book_type=BOOK_TYPE.replace("sheet.main", "sheet.macroEnabled.main"))),
        {"exchange.workbook-macros", "template.not-a-template"},
    ),
    "external link": (with_part("xl/_rels/x.xml.rels", LINK), {"exchange.workbook-external-links"}),
    "embedded": (with_part("xl/embeddings/a.bin", b"x"), {"exchange.workbook-embedded"}),
    "entities": (
        with_part("xl/x.xml", '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'),
        {"exchange.workbook-doctype"},
    ),
    "far corner": (far_corner, {"exchange.workbook-too-many-rows", "exchange.workbook-too-many-columns"}),
    "no template": (lambda p: pack(p, parts()), {"template.not-a-template"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_and_nothing_is_written(
    folder: Path, loaded: LoadedCase, path: Path, name: str
) -> None:
    make, codes = HOSTILE[name]
    fill(path, {**COMMON, "G5": 1900})
    make(path)
    before = contents(folder)
    findings = refused(lambda: preview_import(loaded=loaded, path=path))
    assert {f.code for f in findings} & codes
    assert {f.code for f in findings} <= codes
    assert contents(folder) == before


@pytest.mark.parametrize(("rows", "read"), [(100_004, True), (100_005, False)])
def test_a_hundred_thousand_rows_below_the_head_are_the_limit(
    loaded: LoadedCase, tmp_path: Path, rows: int, read: bool
) -> None:
    path = pack(tmp_path / "a.xlsx", parts(f'<row r="{rows}"><c r="A{rows}"><v>1</v></c></row>'))
    findings = refused(lambda: preview_import(loaded=loaded, path=path))
    expected = "template.not-a-template" if read else "exchange.workbook-too-many-rows"
    assert [f.code for f in findings] == [expected]
