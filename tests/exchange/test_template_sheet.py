"""The template as a workbook: what is locked, what may be chosen, what stands on it; opened by LibreOffice too."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from giaouoc.engine.figures import Status
from giaouoc.engine.units import DatedName
from giaouoc.exchange.template_import import preview_template
from giaouoc.exchange.template_plan import plan_template
from giaouoc.exchange.template_sheet import template_workbook
from giaouoc.wording import Lang
from tests.exchange.hostile_workbooks import reasons
from tests.exchange.template_world import (
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
    milestone,
    reported,
    world,
    write,
)

HEADS = [
    "Đơn vị",
    "Chỉ tiêu (đơn vị tính)",
    "Từ ngày",
    "Đến hết ngày",
    "Số đã có trong sổ",
    "Tình trạng",
    "Giá trị",
    "Tử số",
    "Mẫu số",
    "Cơ quan công bố",
    "Nguồn (số văn bản hoặc địa chỉ)",
    "Ngày công bố",
    "Ghi chú",
    "Lý do sửa",
    "Mã đơn vị",
    "Mã chỉ tiêu",
]


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return openpyxl.load_workbook(write(tmp_path / "a.xlsx", world()))


@pytest.fixture
def sheet(book: Workbook) -> Worksheet:
    found = book[FIGURES]
    assert isinstance(found, Worksheet)
    return found


def test_a_guide_and_a_sheet_of_figures_are_seen_and_two_sheets_are_not(book: Workbook) -> None:
    assert [(s.title, s.sheet_state) for s in book.worksheets] == [
        ("Hướng dẫn", "visible"),
        (FIGURES, "visible"),
        ("_lists", "veryHidden"),
        ("_meta", "veryHidden"),
    ]
    assert book.security is not None
    assert book.security.lockStructure


def test_a_template_passes_its_own_guard(tmp_path: Path) -> None:
    assert reasons(write(tmp_path / "a.xlsx", world())) == []


def test_the_first_rows_say_what_is_asked(sheet: Worksheet) -> None:
    assert [c.value for c in sheet[4]] == HEADS
    assert sheet["A1"].value == "Giao ước mẫu"
    assert sheet["A2"].value == (
        "Kỳ số liệu: 15/12/2024–14/03/2025. Số dòng: 12. Ô màu vàng để điền, ô màu xám đã khóa."
    )
    ids = [sheet[f"{letter}5"].value for letter in "ABCDOP"]
    assert ids == ["Công an tỉnh Bắc", "Số vụ (vụ)", "15/12/2024", "14/01/2025", "north", "cases"]
    assert (sheet.max_row, sheet.freeze_panes, sheet.auto_filter.ref) == (16, "E5", "A4:P16")


def test_only_what_is_to_be_filled_in_is_open_and_there_is_no_password(sheet: Worksheet) -> None:
    open_cells = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    assert open_cells == {f"{letter}{row}" for letter in "FGHIJKLMN" for row in range(5, 17)} | {
        "J3",
        "K3",
        "L3",
    }
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)


def test_choices_come_from_the_hidden_list_and_numbers_are_not_negative(
    book: Workbook, sheet: Worksheet
) -> None:
    lists = book["_lists"]
    assert [[c.value for c in row] for row in lists["A1:B3"]] == [
        ["đã báo cáo", "Ủy ban An toàn giao thông"],
        ["thiếu", "Công an tỉnh"],
        ["không áp dụng", None],
    ]
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert rules == {
        "F5:F16": ("list", "'_lists'!$A$1:$A$3"),
        "J3:J16": ("list", "'_lists'!$B$1:$B$2"),
        "G5:G7 G11:G13": ("whole", "0"),
        "G8:G10 G14:G16": ("decimal", "0"),
        "H5:I16": ("whole", "0"),
        "L3:L16": (None, None),
        "N5:N16": (None, None),
    }


def test_a_long_template_checks_all_its_values_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giaouoc.exchange.template_sheet.MOST_RANGES", 3)
    sheet = openpyxl.load_workbook(write(tmp_path / "b.xlsx", world()))[FIGURES]
    rules = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    assert {ranges: kind for ranges, kind in rules.items() if ranges.startswith("G")} == {"G5:G16": "decimal"}


def test_days_are_text_so_that_excel_turns_none_round(sheet: Worksheet) -> None:
    assert {sheet[f"{letter}{row}"].number_format for letter in "CDL" for row in (5, 16)} == {"@"}
    assert (sheet["L3"].number_format, sheet["G5"].number_format) == ("@", "General")


def test_columns_of_ratios_are_hidden_where_there_is_none(tmp_path: Path, sheet: Worksheet) -> None:
    counts = openpyxl.load_workbook(write(tmp_path / "b.xlsx", world(commitments=[commitment("a", "cases")])))
    hidden = [counts[FIGURES].column_dimensions[letter].hidden for letter in "GHIJ"]
    assert hidden == [False, True, True, False]
    assert [sheet.column_dimensions[letter].hidden for letter in "GHIJ"] == [False] * 4


def test_paper_is_a4_across_with_every_column_a_person_needs(sheet: Worksheet) -> None:
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", 9, 1, 0)
    assert (sheet.print_area, sheet.print_title_rows) == ("'Số liệu'!$A$1:$N$16", "$4:$4")


def test_what_the_ledger_says_already_is_shown_with_its_publication(tmp_path: Path) -> None:
    case = world(
        reported("1250", "2025-02-01"),
        reported("1251", "2025-03-01"),
        reported("7", publisher="ntsc", days=MONTHS[1]),
        reported("8", publisher="own", days=MONTHS[1]),
        reported(None, status=Status.MISSING, days=MONTHS[2]),
        reported("75", indicator="cleared", counts=(3, 4)),
    )
    sheet = openpyxl.load_workbook(write(tmp_path / "a.xlsx", case))[FIGURES]
    assert [sheet[f"E{row}"].value for row in range(5, 10)] == [
        "1.251 (01/03/2025)",
        "7 (ntsc, 20/03/2025); 8 (own, 20/03/2025)",
        "thiếu (20/03/2025)",
        "3/4 (20/03/2025)",
        None,
    ]


def test_the_only_publisher_is_filled_in_for_all(tmp_path: Path, sheet: Worksheet) -> None:
    one = world(publishers={"own": PUBLISHERS["own"], "ntsc": PUBLISHERS["ntsc"]})
    assert len(one.pact.publishers) == 2
    alone = world(publishers={"own": PUBLISHERS["own"]}, commitments=[commitment("a", "cases")])
    book = openpyxl.load_workbook(write(tmp_path / "b.xlsx", alone))
    assert (sheet["J3"].value, book[FIGURES]["J3"].value) == (None, "Công an tỉnh")


def test_two_publishers_of_one_name_are_told_apart_by_their_codes(tmp_path: Path) -> None:
    twins = {code: replace(PUBLISHERS["own"], code=code) for code in ("own", "own-2")}
    lists = openpyxl.load_workbook(write(tmp_path / "b.xlsx", world(publishers=twins)))["_lists"]
    assert [lists[f"B{n}"].value for n in (1, 2)] == ["Công an tỉnh (own)", "Công an tỉnh (own-2)"]
    preview = filled(tmp_path, world(publishers=twins), {"G5": 1}, {**COMMON, "J3": "Công an tỉnh (own-2)"})
    assert [c.entry.publisher for c in preview.changes] == ["own-2"]


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    odd = replace(NORTH, names=(DatedName("=1+1"),))
    case = world(units=(odd, SOUTH, OUTSIDE))
    sheet = openpyxl.load_workbook(write(tmp_path / "a.xlsx", case))[FIGURES]
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1", "s")
    assert [c.row for c in filled(tmp_path, case, {"G5": 3}).changes] == [5]


def test_the_guide_tells_zero_missing_and_not_applicable_apart(book: Workbook) -> None:
    rows = [[c.value for c in row] for row in book["Hướng dẫn"].iter_rows(max_col=3)]
    at = rows.index(["Trường hợp", "Tình trạng", "Giá trị"])
    assert [row[1:] for row in rows[at + 1 : at + 4]] == [
        ["đã báo cáo", "0"],
        ["thiếu", "(để trống)"],
        ["không áp dụng", "(để trống)"],
    ]


def lines_of_guide(path: Path, lang: Lang) -> list[str]:
    guide = openpyxl.load_workbook(path).worksheets[0]
    assert guide.title == {Lang.VI: "Hướng dẫn", Lang.EN: "Guide"}[lang]
    return [str(row[0].value) for row in guide.iter_rows() if row[0].value]


@pytest.mark.parametrize("lang", Lang)
def test_the_guide_says_which_milestones_are_not_asked_for_and_why(tmp_path: Path, lang: Lang) -> None:
    empty = replace(milestone(date(2025, 6, 30)), code="empty", title="trống", title_en="empty", items=())
    case = world(commitments=[commitment("main", "cases"), milestone(date(2025, 6, 30)), empty])
    lines = lines_of_guide(write(tmp_path / "a.xlsx", case, lang=lang), lang)
    beginnings = {
        Lang.VI: [
            "Chưa hỏi trong biểu này",
            "• Đường (nội dung “m”): giao ước",
            "• Nội dung “trống”: giao ước",
        ],
        Lang.EN: [
            "Not asked for in this template",
            "• Đường (commitment “m”): the pact",
            "• Commitment “empty”",
        ],
    }
    found = [line.startswith(start) for line, start in zip(lines[-3:], beginnings[lang], strict=True)]
    assert found == [True, True, True]


def test_the_guide_leaves_nothing_out_where_every_milestone_has_its_test(tmp_path: Path) -> None:
    whole = milestone(date(2025, 6, 30))
    case = world(commitments=[replace(whole, items=whole.items[:1])])
    lines = lines_of_guide(write(tmp_path / "a.xlsx", case), Lang.VI)
    assert "Chưa hỏi trong biểu này" not in lines


def test_a_template_of_the_base_says_so_on_top(tmp_path: Path) -> None:
    plan = plan_template(world(), base=True)
    path = tmp_path / "a.xlsx"
    path.write_bytes(template_workbook(plan, world()))
    top = openpyxl.load_workbook(path)[FIGURES]["A2"].value
    assert top == (
        "Kỳ gốc để so sánh: 15/12/2023–14/03/2024. Số dòng: 12. Ô màu vàng để điền, ô màu xám đã khóa."
    )


def test_an_english_template_is_english_and_is_read_back(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", world(), lang=Lang.EN)
    common = {"J3": "Provincial police", "K3": "Report", "L3": "2025-03-20"}
    fill(path, {**common, "F5": "missing", "G6": 4}, sheet="Figures")
    found = [(c.row, c.entry.status, c.entry.publisher) for c in preview_template(path, world()).changes]
    assert found == [(5, Status.MISSING, "own"), (6, Status.REPORTED, "own")]


def convert(libreoffice: str, path: Path, kind: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [libreoffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{kind}"


def test_a_template_saved_by_libreoffice_is_read_like_the_one_it_opened(
    tmp_path: Path, libreoffice: str
) -> None:
    source = fill(write(tmp_path / "bieu.xlsx", world()), {**COMMON, "G8": 0.1, "G6": "=40+2", "F7": "thiếu"})
    saved = convert(libreoffice, source, "xlsx", tmp_path / "out")
    preview = preview_template(saved, world())
    assert preview.findings == ()
    assert [(c.row, str(c.entry.value), c.entry.status) for c in preview.changes] == [
        (6, "42", Status.REPORTED),
        (7, "None", Status.MISSING),
        (8, "0.1", Status.REPORTED),
    ]
