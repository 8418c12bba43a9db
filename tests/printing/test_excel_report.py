"""The workbook read back: every sheet, every type of value, nothing that runs."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from defusedxml import ElementTree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from giaouoc.engine.indicators import IndicatorSet
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.printing.excel_layout import Look, Looks, Page, plain
from giaouoc.printing.excel_report import excel_report
from giaouoc.printing.paper_text import packed
from giaouoc.wording import Lang, text
from giaouoc.wording.cells import cell
from tests.printing import paper_worlds
from tests.printing.office import converted
from tests.printing.paper_worlds import HEAD, HOSTILE, UNIT_NAMES
from tests.support.cases import ledger

WORLDS = {"small": paper_worlds.small, "many": paper_worlds.many, "hostile": paper_worlds.hostile}
SHEETS = ["Kết quả", "Chi tiết", "Điều cần xem", "Nguồn", "Cách đọc"]
CLEAN = HOSTILE.replace("\x07", "").replace("\ud800", "")
NBSP = "\u00a0"


def content(standing: Standing, lang: Lang = Lang.VI) -> bytes:
    return excel_report(standing, paper_worlds.voice(standing, lang))


def opened(standing: Standing, lang: Lang = Lang.VI) -> Workbook:
    return load_workbook(io.BytesIO(content(standing, lang)))


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def records(sheet: Worksheet) -> list[dict[str, object]]:
    head, *below = rows(sheet)
    return [dict(zip([str(h) for h in head], row, strict=True)) for row in below]


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_same_standing_makes_the_same_bytes_without_a_clock() -> None:
    file = content(paper_worlds.small())
    assert file == content(paper_worlds.small())
    told = load_workbook(io.BytesIO(file)).properties
    assert told.created == told.modified == datetime(2025, 6, 20)  # noqa: DTZ001 -- openpyxl gives no zone
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("world", WORLDS)
def test_every_part_is_well_formed_xml(world: str, lang: Lang) -> None:
    for part in parts(content(WORLDS[world](), lang)).values():
        ElementTree.fromstring(part)


def test_the_first_sheet_is_the_whole_matrix() -> None:
    standing = paper_worlds.small()
    voice = paper_worlds.voice(standing)

    def why(commitment: str, unit: str) -> str:
        verdict = standing.verdict(commitment, unit)
        assert verdict is not None
        return cell(verdict, voice).detail

    people = text("words.sign.by_people", Lang.VI)
    assert rows(opened(standing)["Kết quả"]) == [
        ["Giao ước năm 2025", None, None, None, None],
        [
            "Số liệu cập nhật đến ngày 20/06/2025 · Số gốc: giao ước không nêu · Địa bàn: như khi ký "
            f"· Mã niêm phong: {HEAD}",
            *[None] * 4,
        ],
        [None] * 5,
        ["Nội dung", "Mức cam kết", *UNIT_NAMES.values()],
        [
            "1. Giảm cháy",
            f"Số vụ: giảm 5{NBSP}%\nSố người chết: giảm 5{NBSP}%",
            f"? Chưa thể kết luận ⚖\n{why('fires', 'an')}",
            f"✕ Không đạt 1/2*\nSố vụ −15,67{NBSP}% · Số người chết 0 → 2",
            f"? Chưa thể kết luận\n{why('fires', 'cuong')}",
        ],
        [
            "2. Khám phá",
            f"Tỷ lệ khám phá: đạt ít nhất 75{NBSP}%",
            f"✓ Đạt*\n75,20{NBSP}% (752/1.000)",
            f"✓ Đạt*\n75,20{NBSP}% (752/1.000)",
            f"? Chưa thể kết luận\n{why('clear', 'cuong')}",
        ],
        [
            "3. Không để trốn",
            "không để xảy ra",
            f"✓ Đạt\n{why('escape', 'an')}",
            f"✕ Không đạt\n{why('escape', 'binh')}",
            f"? Chưa thể kết luận\n{why('escape', 'cuong')}",
        ],
        ["4. Lực lượng hiện đại", "mốc thời hạn", *[f"◔ Chưa đến hạn\n{why('modern', 'an')}"] * 3],
        ["5. Học tập", "định tính", *[f"{people} Hội nghị đánh giá\n{why('learn', 'an')}"] * 3],
    ]


def test_results_are_told_apart_by_ground_and_border() -> None:
    sheet = opened(paper_worlds.small())["Kết quả"]
    looks = {
        name: (sheet[name].fill.fgColor.rgb, sheet[name].border.top.style)
        for name in ("C5", "D5", "C7", "D7")
    }
    assert looks == {
        "C5": ("00EEEAF3", "dotted"),
        "D5": ("00000000", "dotted"),
        "C7": ("00E2F1E6", "medium"),
        "D7": ("00FAE6E1", "medium"),
    }


def test_many_units_stand_down_the_side() -> None:
    found = rows(opened(paper_worlds.many())["Kết quả"])
    assert found[3] == ["Đơn vị", *(f"{n}. Việc {n}" for n in range(1, 21))]
    assert [row[0] for row in found[4:]] == [f"Công an tỉnh số {n:02d}" for n in range(1, 35)]
    assert found[4][1:] == [*["✓ Đạt*"] * 5, *["✕ Không đạt*"] * 15]


def test_details_hold_one_row_for_each_part_and_reading() -> None:
    found = records(opened(paper_worlds.small())["Chi tiết"])
    counted = [(r["Mã nội dung"], r["Mã đơn vị"]) for r in found]
    assert {code: counted.count((code, "an")) for code, _ in counted} == {
        "fires": 6,
        "clear": 3,
        "escape": 1,
        "modern": 1,
        "learn": 1,
    }
    first = found[0]
    assert "khoảng tin cậy 95" in str(first.pop("Độ tin cậy"))
    assert [r["Độ tin cậy"] for r in found[1:3]] == [None, None]
    assert first == {
        "Nội dung": "Giảm cháy",
        "Đơn vị": "Công an tỉnh An",
        "Loại": "định lượng",
        "Kết quả": "? Chưa thể kết luận",
        "Đổi nếu đổi số gốc": "có",
        "Tiêu chí": "Số vụ",
        "Mức cam kết": f"giảm 5{NBSP}%",
        "Kết quả tiêu chí": "Chưa thể kết luận",
        "Số gốc lấy theo": "bản mới nhất",
        "Kết quả theo số gốc này": "✓ Đạt",
        "Số gốc": 110,
        "Số gốc có từ ngày": datetime(2025, 6, 20),  # noqa: DTZ001 -- a day
        "Số thực hiện": 96,
        "Số thực hiện có từ ngày": datetime(2025, 6, 20),  # noqa: DTZ001 -- a day
        "Thay đổi": -0.127272727272727,
        "Mức phải đạt": 104.5,
        "Đơn vị tính": "vụ",
        "Cơ quan công bố": "Từng đơn vị",
        "Phép tính hoặc lý do": "96 × 100 ≤ 110 × 95, tức 9.600 ≤ 10.450: đúng.",
        "Quy tắc quyết định": first["Quy tắc quyết định"],
        "Dòng sổ số gốc": "3",
        "Dòng sổ số thực hiện": "2",
        "Mã nội dung": "fires",
        "Mã đơn vị": "an",
    }


def test_numbers_and_days_are_shown_the_vietnamese_way() -> None:
    sheet = opened(paper_worlds.small())["Chi tiết"]
    head = [cell.value for cell in sheet[1]]
    formats = {
        name: sheet.cell(2, head.index(name) + 1).number_format
        for name in ("Số gốc", "Thay đổi", "Số gốc có từ ngày")
    }
    assert formats == {
        "Số gốc": '[$-42A]#,##0" vụ"',
        "Thay đổi": '[$-42A]+0.00%;[$-42A]"−"0.00%;[$-42A]0.00%',
        "Số gốc có từ ngày": "[$-42A]dd/mm/yyyy",
    }


def test_sources_hold_every_ledger_row_that_was_used() -> None:
    found = records(opened(paper_worlds.small())["Nguồn"])
    assert [r["Dòng sổ"] for r in found] == list(range(1, 14))
    assert found[5] == {
        "Dòng sổ": 6,
        "Đơn vị": "Công an tỉnh An",
        "Chỉ tiêu": "Tỷ lệ khám phá",
        "Từ ngày": datetime(2024, 12, 15),  # noqa: DTZ001 -- a day
        "Đến ngày": datetime(2025, 6, 14),  # noqa: DTZ001 -- a day
        "Căn cứ của kỳ số liệu": "nguồn nêu rõ kỳ số liệu",
        "Tình trạng": "đã báo cáo",
        "Giá trị": None,
        "Tử số": 752,
        "Mẫu số": 1000,
        "Độ chính xác": "số chính xác",
        "Cách tính": None,
        "Cơ quan công bố": "Từng đơn vị",
        "Căn cứ của cơ quan công bố": "nguồn ghi rõ cơ quan công bố",
        "Ngày công bố ghi trên nguồn": "2025-06-20",
        "Có từ ngày": datetime(2025, 6, 20),  # noqa: DTZ001 -- a day
        "Nguồn": "page",
        "Thay đổi về sau": None,
        "Ghi sổ lúc": None,
        "Người ghi": None,
        "Đính chính dòng sổ": None,
        "Lý do đính chính": None,
        "Ghi chú": None,
    }


def test_findings_name_their_thing_explain_and_show_a_way_out() -> None:
    found = records(opened(paper_worlds.small())["Điều cần xem"])
    hangs = next(r for r in found if r["Mã thông báo"] == "verdicts.hangs-on-baseline")
    assert (hangs["Mức"], hangs["Đơn vị"], hangs["Nội dung"]) == ("cảnh báo", "Công an tỉnh An", "Giảm cháy")
    assert str(hangs["Có thể do"]).count("\n") == 1
    assert all(r["Chi tiết"] and r["Cách xử lý"] for r in found)
    assert len(found) == len(paper_worlds.small().all_findings)


def test_the_last_sheet_says_what_the_results_hang_on() -> None:
    found = {row[0]: row[1] for row in rows(opened(paper_worlds.small())["Cách đọc"])}
    assert {
        key: found[key] for key in ("Số liệu cập nhật đến ngày", "Số gốc", "Địa bàn", "Mã niêm phong")
    } == {
        "Số liệu cập nhật đến ngày": "20/06/2025",
        "Số gốc": "giao ước không nêu",
        "Địa bàn": "như khi ký",
        "Mã niêm phong": HEAD,
    }
    assert {"✓", "✕", "?", "◔", "⚖", "*"} <= found.keys()


def test_made_up_figures_are_marked() -> None:
    book = opened(paper_worlds.hostile())
    assert book["Kết quả"]["A3"].value == "SỐ LIỆU MÔ PHỎNG"
    assert book["Cách đọc"]["A2"].value == "SỐ LIỆU MÔ PHỎNG"


def test_sheets_are_ready_to_read_filter_and_print() -> None:
    book = opened(paper_worlds.small())
    assert book.sheetnames == SHEETS
    assert {s.title: (s.freeze_panes, s.auto_filter.ref, s.print_title_rows) for s in book} == {
        "Kết quả": ("B5", "A4:E9", "$4:$4"),
        "Chi tiết": ("C2", f"A1:Y{len(rows(book['Chi tiết']))}", "$1:$1"),
        "Điều cần xem": ("C2", f"A1:I{len(rows(book['Điều cần xem']))}", "$1:$1"),
        "Nguồn": ("B2", "A1:W14", "$1:$1"),
        "Cách đọc": ("A2", None, "$1:$1"),
    }
    for sheet in book:
        setup = sheet.page_setup
        assert (setup.orientation, str(setup.paperSize)) == ("landscape", "9")
        fitted = sheet.sheet_properties.pageSetUpPr
        assert fitted is not None
        assert fitted.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert all(d.width and d.width > 7 for d in sheet.column_dimensions.values())
    assert book["Kết quả"].page_setup.fitToWidth == 1


def test_the_long_sheets_print_what_fits_a_page_and_keep_the_rest_for_filtering() -> None:
    book = opened(paper_worlds.small())
    for name, last, area in (("Chi tiết", "Kết quả", "M"), ("Nguồn", "Thay đổi về sau", "M")):
        sheet = book[name]
        assert sheet.print_area == f"'{name}'!$A$1:${area}${sheet.max_row}"
        assert sheet[f"{area}1"].value == last
        widths = [d.width for letter, d in sheet.column_dimensions.items() if letter <= area]
        assert sum(widths) < 220
        assert sheet.page_setup.fitToWidth == 1


def test_a_measure_stands_behind_a_number_only_where_a_format_takes_it_as_words() -> None:
    looks = Looks(Workbook(), Lang.VI)
    plain_look = looks.number(Look.COUNT)
    assert looks.number(Look.COUNT, measure="vụ") != plain_look
    for hostile in ('"', "0%", "[Red]", "v_", 'vụ"@', "", "  "):
        assert looks.number(Look.COUNT, measure=hostile) == plain_look


def test_text_of_a_case_is_never_a_formula_an_error_or_a_link() -> None:
    file = content(paper_worlds.hostile())
    book = load_workbook(io.BytesIO(file))
    cells = [c for s in book for row in s.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in cells} == {"s", "n", "d"}
    assert not any(c.hyperlink for c in cells)
    attacks = [c for c in cells if str(c.value).startswith("=")]
    assert len(attacks) > 20
    assert all(c.quotePrefix for c in attacks)
    assert {c.value for c in attacks if c.row > 1 and c.parent.title == "Nguồn"} == {CLEAN}
    found = parts(file)
    assert not any("externalLink" in name or "hyperlink" in name.lower() for name in found)
    assert not any(b"<f>" in part or b'TargetMode="External"' in part for part in found.values())


@pytest.mark.parametrize(
    "said",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "\r=1", "#N/A", "_x0041_", "1.234", ""],
)
def test_words_stay_the_words_they_are(said: str) -> None:
    book = Workbook()
    looks = Looks(book, Lang.VI)
    page = Page(book, "x", looks)
    page.heads(["h"], [10])
    page.next_row()
    page.text(1, said)
    page.finish(paging="")
    part = page.written(b'<worksheet><dimension ref="A1"/><sheetData/></worksheet>').decode("utf-8")
    cell = re.findall(r'<c r="A2"[^>]*>.*?</c>', part, re.DOTALL)[0]
    if not said:
        assert "<is>" not in cell
        return
    shown = said.replace("\r", "\n").replace("_x0041_", "_x005F_x0041_")
    assert 't="inlineStr"' in cell
    assert f'<t xml:space="preserve">{shown}</t>' in cell


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("0.1"), "<v>0.1</v>"),
        (Decimal("1012"), "<v>1012</v>"),
        (Decimal("1012.50"), "<v>1012.5</v>"),
        (Decimal("1E+3"), "<v>1000</v>"),
        (Decimal("-0.0493"), "<v>-0.0493</v>"),
        (0, "<v>0</v>"),
        (Decimal("123456789012345"), "<v>123456789012345</v>"),
        (Decimal("1234567890123456"), '<is><t xml:space="preserve">1234567890123456</t></is>'),
        (None, ""),
    ],
)
def test_a_number_keeps_its_own_digits(value: Decimal | int | None, written: str) -> None:
    book = Workbook()
    page = Page(book, "x", Looks(book, Lang.VI))
    page.heads(["h"], [10])
    page.next_row()
    page.number(1, value, Look.COUNT)
    part = page.written(b'<worksheet><dimension ref="A1"/><sheetData/></worksheet>').decode("utf-8")
    assert re.findall(r'<c r="A2"[^>]*>(.*?)</c>', part) == [written]


def test_a_day_before_the_calendar_of_excel_is_written_in_words() -> None:
    book = Workbook()
    page = Page(book, "x", Looks(book, Lang.VI))
    page.heads(["h", "h"], [10, 10])
    page.next_row()
    page.day(1, date(1899, 1, 1))
    page.day(2, date(2025, 6, 20))
    part = page.written(b'<worksheet><dimension ref="A1"/><sheetData/></worksheet>').decode("utf-8")
    assert "1899-01-01</t>" in part
    assert "<v>45828</v>" in part


def test_plain_digits_have_no_exponent_and_no_idle_zeros() -> None:
    assert [plain(Decimal(d)) for d in ("5E-7", "100", "100.0", "0.10", "0")] == [
        "0.0000005",
        "100",
        "100",
        "0.1",
        "0",
    ]


def test_a_decimal_figure_is_written_exactly() -> None:
    small = paper_worlds.small()
    entries = [replace(e, value=Decimal("96.1")) if e.seq == 2 else e for e in small.case.ledger]
    money = [replace(i, unit_of_measure="tỷ đồng") if i.code == "cases" else i for i in small.case.indicators]
    standing = judge(replace(small.case, indicators=IndicatorSet(money), ledger=ledger(entries)))
    sheets = [p.decode("utf-8") for n, p in parts(content(standing)).items() if n.endswith("sheet2.xml")]
    assert re.findall(r"<v>(96[^<]*)</v>", sheets[0]) == ["96.1"] * 3


def test_a_package_may_be_packed_twice_and_stays_the_same() -> None:
    file = content(paper_worlds.small())
    assert packed(file) == file


def test_the_english_workbook_has_the_same_rows_in_english() -> None:
    vietnamese, english = opened(paper_worlds.small()), opened(paper_worlds.small(), Lang.EN)
    assert english.sheetnames == ["Results", "Details", "Findings", "Sources", "How to read"]
    assert [len(rows(s)) for s in english] == [len(rows(s)) for s in vietnamese]
    assert rows(english["Results"])[4][0] == "1. Fewer fires"
    assert english["Details"]["G2"].number_format == '[$-809]#,##0" vụ"'


def test_libreoffice_reads_the_same_cells(libreoffice: str, tmp_path: Path) -> None:
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    file = content(paper_worlds.hostile())
    out = converted(libreoffice, {"hostile.xlsx": file}, every_sheet, tmp_path)
    with (out / "hostile-Chi tiết.csv").open(encoding="utf-8", newline="") as stream:
        head, first, *below = csv.reader(stream)
    found = dict(zip(head, first, strict=True))
    assert found["Nội dung"] == found["Đơn vị"] == CLEAN
    assert (found["Số gốc"], found["Số gốc có từ ngày"]) == ("110", "20/06/2025")
    assert found["Thay đổi"].replace("-", "−").startswith("−12,7272727")
    assert len(below) + 1 == len(records(load_workbook(io.BytesIO(file))["Chi tiết"]))
