"""A template that is not as it was made: rows, ids, heads, hidden sheet, other case, stale."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Finding, Param, Refusal, error
from giaouoc.engine.indicators import Definition
from giaouoc.engine.pacts import Publisher
from giaouoc.engine.units import DatedName, Succession, SuccessionKind, Unit
from giaouoc.exchange.template_import import preview_template
from giaouoc.exchange.template_meta import FORMAT
from giaouoc.exchange.template_plan import plan_template
from giaouoc.exchange.template_sheet import template_workbook
from giaouoc.wording import Lang, Voice, say
from tests.exchange.template_world import (
    ATTESTED,
    CASES,
    CLEARED,
    COMMON,
    FIGURES,
    MONTHS,
    NORTH,
    OUTSIDE,
    PUBLISHERS,
    SOUTH,
    commitment,
    fill,
    filled,
    reported,
    world,
    write,
)
from tests.support.cases import indicator_ref, unit_ref, window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return fill(write(tmp_path / "bieu.xlsx", world()), COMMON)


def wrong(code: str, row: int | None = None, **params: Param) -> Finding:
    where = {} if row is None else {"row": row}
    return error(code, file="bieu.xlsx", sheet=FIGURES, **where, **params)


def lost(code: str, count: int, first: int, last: int, **about: Param) -> Finding:
    where = wrong(code, first_day=MONTHS[first].first_day, last_day=MONTHS[last].last_day)
    return where.about(count=count, **about)


def refused(path: Path, case: Case | None = None) -> tuple[Finding, ...]:
    with pytest.raises(Refusal) as found:
        preview_template(path, case or world())
    return found.value.findings


def test_rows_may_stand_in_another_order_and_blank_rows_do_not_matter(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book[FIGURES]
    fifth, ninth = ([c.value for c in sheet[row]] for row in (5, 9))
    for column in range(1, 17):
        sheet.cell(5, column).value, sheet.cell(9, column).value = ninth[column - 1], fifth[column - 1]
    sheet["G9"] = 7
    sheet["A20"] = " "
    book.save(path)
    preview = preview_template(path, world())
    assert preview.findings == ()
    assert [(c.row, c.entry.unit, c.entry.indicator, c.entry.window) for c in preview.changes] == [
        (9, "north", "cases", MONTHS[0])
    ]


def test_a_day_that_excel_made_a_date_is_the_same_day(path: Path) -> None:
    preview = preview_template(fill(path, {"C5": date(2024, 12, 15), "G5": 1}), world())
    assert (preview.findings, len(preview.changes)) == ((), 1)


def test_an_altered_id_is_named_with_what_stood_there(path: Path) -> None:
    fill(path, {"A5": "Công an tỉnh Khác", "D6": "15/02/2025", "O7": "south", "G6": 4})
    assert preview_template(path, world()).findings == (
        wrong(
            "template.id-altered",
            5,
            column="A (Đơn vị)",
            value="Công an tỉnh Khác",
            expected="Công an tỉnh Bắc",
        ),
        wrong(
            "template.id-altered",
            6,
            column="D (Đến hết ngày)",
            value="15/02/2025",
            expected="14/02/2025",
        ),
        wrong("template.id-altered", 7, column="O (Mã đơn vị)", value="south", expected="north"),
    )


def test_an_added_row_is_refused_even_when_it_holds_no_figure(path: Path) -> None:
    added = {"A17": "Ngoài cụm", "O17": "outside", "P17": "cases", "C17": "15/12/2024", "D17": "14/01/2025"}
    said = "outside, Ngoài cụm, cases, 15/12/2024, 14/01/2025"
    assert preview_template(fill(path, added), world()).findings == (
        wrong("template.row-unknown", 17, value=said),
    )


def test_an_added_row_for_days_on_which_a_unit_was_no_body_is_refused_with_the_day_it_ended(
    tmp_path: Path,
) -> None:
    case = STALE["units"]
    path = fill(write(tmp_path / "bieu.xlsx", case, unit="south"), COMMON)
    added = {
        "A13": "Công an tỉnh Nam",
        "O13": "south",
        "P13": "cases",
        "C13": "15/02/2025",
        "D13": "14/03/2025",
    }
    (found,) = preview_template(fill(path, {**added, "G13": 5}), case).findings
    assert found == wrong(
        "template.not-a-body",
        13,
        unit=unit_ref("south"),
        first_day=date(2025, 2, 15),
        last_day=date(2025, 3, 14),
        ended_on=date(2025, 2, 1),
        others=(unit_ref("whole"),),
    )
    assert say(found, Voice(Lang.VI)).saw == (
        "south không tồn tại suốt kỳ 15/02/2025–14/03/2025. Đơn vị không còn từ ngày 01/02/2025. "
        "Trước hoặc sau đó là: whole."
    )


def test_a_template_of_the_base_is_read_back_as_one(tmp_path: Path) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(template_workbook(plan_template(world(), base=True), world()))
    preview = preview_template(fill(path, {**COMMON, "G5": 3}), world())
    assert preview.findings == ()
    (change,) = preview.changes
    assert change.entry.window == window("2023-12-15", "2024-01-14")


def test_a_repeated_row_is_refused_with_the_first_one(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book[FIGURES].append([c.value for c in book[FIGURES][5]])
    book.save(path)
    preview = preview_template(path, world())
    assert preview.findings == (wrong("template.row-twice", 17, other=5),)
    assert preview.refused_rows == 1


def test_deleted_rows_of_a_unit_are_named_together(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book[FIGURES].delete_rows(12, 3)
    book[FIGURES].delete_rows(6, 1)
    book.save(path)
    cases, cleared = indicator_ref("cases"), indicator_ref("cleared")
    assert preview_template(path, world()).findings == (
        lost("template.rows-lost", 1, 1, 1, unit=unit_ref("north"), indicators=(cases,)),
        lost("template.rows-lost", 3, 0, 2, unit=unit_ref("south"), indicators=(cases, cleared)),
    )


def test_units_without_any_row_left_are_named_together(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book[FIGURES].delete_rows(11, 100)
    book.save(path)
    south, north = unit_ref("south"), unit_ref("north")
    assert preview_template(path, world()).findings == (lost("template.units-lost", 6, 0, 2, units=(south,)),)
    book[FIGURES].delete_rows(5, 100)
    book.save(path)
    assert preview_template(path, world()).findings == (
        lost("template.units-lost", 12, 0, 2, units=(north, south)),
    )


def test_changed_heads_are_refused_all_at_once(path: Path) -> None:
    fill(path, {"G4": "Số", "N4": None})
    assert refused(path) == (
        wrong("template.head-changed", 4, column="G", value="Số", expected="Giá trị"),
        wrong("template.head-changed", 4, column="N", value="", expected="Lý do sửa"),
    )


def test_a_workbook_that_is_no_template_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "bieu.xlsx")
    assert refused(tmp_path / "bieu.xlsx") == (error("template.not-a-template", file="bieu.xlsx"),)


def test_a_template_without_its_sheet_of_figures_names_the_sheets_it_has(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book[FIGURES].title = "Sheet1"
    book.save(path)
    names = ("Hướng dẫn", "Sheet1", "_lists", "_meta")
    assert refused(path) == (error("template.sheet-missing", value=FIGURES, names=names),)


def test_a_damaged_hidden_sheet_is_refused_by_the_keys_it_lacks(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    meta = book["_meta"]
    rows = {row[0].value: row for row in meta.iter_rows()}
    rows["first_day"][1].value, rows["sha256_units"][1].value = "hôm nay", None
    book.save(path)
    about = {"file": "bieu.xlsx"}
    assert refused(path) == (
        error("template.meta-damaged", key="first_day", value="hôm nay", **about),
        error("template.meta-damaged", key="sha256_units", value="", **about),
    )
    fill(path, {"B1": "giaouoc-template/9"}, sheet="_meta")
    asked = {"value": "giaouoc-template/9", "expected": FORMAT}
    assert refused(path) == (error("template.format-unknown", **asked, **about),)


def test_days_upside_down_in_the_hidden_sheet_are_refused(path: Path) -> None:
    fill(path, {"B4": "2025-12-31"}, sheet="_meta")
    assert [f.code for f in refused(path)] == ["periods.window-upside-down"]


def test_the_template_of_another_case_is_refused_with_both_names(path: Path) -> None:
    assert refused(path, world(code="other")) == (
        error(
            "template.other-case",
            file="bieu.xlsx",
            value="Giao ước mẫu",
            code="pact",
            expected="Giao ước mẫu",
            expected_code="other",
        ),
    )


WHOLE = Unit("whole", (DatedName("Công an tỉnh mới"),))
MERGER = Succession(SuccessionKind.MERGE, date(2025, 2, 1), ("south", "outside"), ("whole",))
MORE = {**PUBLISHERS, "nso": Publisher("nso", "Cục Thống kê", "Statistics")}
COUNTED_ANEW = replace(CASES, definitions=(Definition("v2", None, None, "khác", None),))
STALE = {
    "units": world(units=(NORTH, SOUTH, OUTSIDE, WHOLE), successions=[MERGER]),
    "indicators": world(indicators=(COUNTED_ANEW, CLEARED, ATTESTED)),
    "pact": world(publishers=MORE),
}


@pytest.mark.parametrize("topic", STALE)
def test_a_template_made_before_a_change_is_refused_with_what_changed(path: Path, topic: str) -> None:
    expected = error(f"template.stale-{topic}", file="bieu.xlsx", made_for="Giao ước mẫu")
    assert refused(path, STALE[topic]) == (expected,)


def test_every_change_since_the_template_is_named(path: Path) -> None:
    case = world(indicators=(COUNTED_ANEW, CLEARED, ATTESTED), commitments=[commitment("other", "cases")])
    assert [f.code for f in refused(path, case)] == ["template.stale-pact", "template.stale-indicators"]


def test_a_template_for_a_unit_that_is_gone_is_stale(tmp_path: Path) -> None:
    path = write(tmp_path / "bieu.xlsx", world(), unit="outside")
    case = world(units=(NORTH, SOUTH))
    assert [f.code for f in refused(path, case)] == ["template.stale-units"]


def test_a_pact_that_needs_no_template_any_more_makes_it_stale_and_says_why(path: Path) -> None:
    codes = [f.code for f in refused(path, world(publishers={}))]
    assert codes == ["template.stale-pact", "template.no-publisher"]


def test_a_hand_in_the_hidden_rows_hash_is_found(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    row = next(r for r in book["_meta"].iter_rows() if r[0].value == "sha256_rows")
    row[1].value = "0" * 64
    book.save(path)
    assert [f.code for f in refused(path)] == ["template.stale-rows"]


def test_figures_that_came_meanwhile_do_not_make_a_template_stale(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "bieu.xlsx", world()), {**COMMON, "G5": 4})
    (change,) = preview_template(path, world(reported("9", days=MONTHS[2]))).changes
    assert change.entry.seq == 2


def test_two_problems_of_one_row_refuse_it_once(tmp_path: Path) -> None:
    preview = filled(tmp_path, world(), {"A5": "x", "B5": "y"})
    assert [(f["row"], f["column"]) for f in preview.findings] == [
        (5, "A (Đơn vị)"),
        (5, "B (Chỉ tiêu (đơn vị tính))"),
    ]
    assert preview.refused_rows == 1


def test_a_template_with_any_byte_changed_is_read_or_refused(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # Changed in a part and packed anew: no checksum tells of it.
    refusals = 0
    for place in range(40):
        name = list(parts)[place % len(parts)]
        changed = bytearray(parts[name])
        changed[place * 997 % len(changed)] ^= 0x0D
        with zipfile.ZipFile(path, "w") as archive:
            for other, content in parts.items():
                archive.writestr(other, bytes(changed) if other == name else content)
        try:
            preview_template(path, world())
        except Refusal:
            refusals += 1
    assert 5 < refusals < 40
