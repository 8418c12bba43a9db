"""What people type into a template: read as they mean it, or refused with its cell and the way out."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from giaouoc.engine.figures import Status
from giaouoc.engine.findings import Finding, Param, Refusal, error
from giaouoc.engine.indicators import Kind, RollUp
from giaouoc.engine.pacts import Publisher
from giaouoc.exchange.template_import import preview_template
from giaouoc.exchange.template_rows import Defaults
from giaouoc.wording import Lang, Voice, place, say
from tests.exchange.template_world import (
    ATTESTED,
    CASES,
    CLEARED,
    COMMON,
    FIGURES,
    RATE,
    fill,
    filled,
    number,
    published,
    reported,
    world,
    write,
)

STATUS, VALUE, OVER, UNDER = "F (Tình trạng)", "G (Giá trị)", "H (Tử số)", "I (Mẫu số)"
PUBLISHER, SOURCE, ON = (
    "J (Cơ quan công bố)",
    "K (Nguồn (số văn bản hoặc địa chỉ))",
    "L (Ngày công bố)",
)
NOTE = "M (Ghi chú)"


def wrong(code: str, row: int, column: str, **params: Param) -> Finding:
    return error(code, file="bieu.xlsx", sheet=FIGURES, row=row, column=column, **params)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (1234, "1234"),
        (0, "0"),
        (12.0, "12"),
        ("0", "0"),
        (" 12,0 ", "12"),
        ("1.234.567", "1234567"),
        ("1 234", "1234"),
        ("１２", "12"),
        ("'12", "12"),
    ],
)
def test_a_number_is_read_as_it_was_meant(tmp_path: Path, typed: object, meant: str) -> None:
    preview = filled(tmp_path, world(), {"G5": typed})
    assert preview.findings == ()
    assert [(c.entry.value, c.entry.status) for c in preview.changes] == [(number(meant), Status.REPORTED)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(0.1, "0.1"), (0.30000000000000004, "0.3"), (" 12,5 ", "12.5"), ("1.234,5", "1234.5")],
)
@pytest.mark.parametrize("kind", [Kind.RATIO, Kind.INDEX])
def test_rates_and_indices_may_have_decimals(tmp_path: Path, typed: object, meant: str, kind: Kind) -> None:
    case = world(indicators=(CASES, replace(CLEARED, kind=kind, roll_up=RollUp.NONE), ATTESTED))
    preview = filled(tmp_path, case, {f"G{RATE}": typed})
    assert preview.findings == ()
    assert [c.entry.value for c in preview.changes] == [number(meant)]


@pytest.mark.parametrize("typed", [12.5, "12,5", "0,5", 0.1])
@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.ATTESTATION])
def test_counts_and_attestations_are_whole(tmp_path: Path, typed: object, kind: Kind) -> None:
    case = world(indicators=(replace(CASES, kind=kind), CLEARED, ATTESTED))
    preview = filled(tmp_path, case, {"G5": typed, f"H{RATE}": typed, f"I{RATE}": 530})
    expected = [
        wrong("template.count-not-whole", 5, VALUE, value=str(typed)),
        wrong("template.count-not-whole", RATE, OVER, value=str(typed)),
    ]
    assert (list(preview.findings), preview.changes) == (expected, ())


TODAY = date(2025, 3, 20)


@pytest.mark.parametrize(
    ("typed", "known_on"),
    [
        ("20/03/2025", None),
        ("2/2025", None),
        ("21/03/2025", date(2025, 3, 21)),
        ("3/2025", date(2025, 3, 31)),
        ("2025", date(2025, 12, 31)),
        ("20/03/2026", date(2026, 3, 20)),
    ],
)
def test_a_publication_after_today_is_refused(tmp_path: Path, typed: str, known_on: date | None) -> None:
    path = fill(write(tmp_path / "bieu.xlsx", world()), {**COMMON, "G5": 1, "L5": typed})
    preview = preview_template(path, world(), today=TODAY)
    assert [f.code for f in preview.findings] == (["template.published-in-future"] if known_on else [])
    assert [f["known_on"] for f in preview.findings] == ([known_on] if known_on else [])
    assert len(preview.changes) == (0 if known_on else 1)
    assert len(preview_template(path, world()).changes) == 1


def test_a_future_publication_for_all_rows_is_refused_once_with_its_cell(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "bieu.xlsx", world()), {**COMMON, "L3": "20/03/2052", "G5": 1, "G6": 2})
    (found,) = preview_template(path, world(), today=TODAY).findings
    assert found == wrong(
        "template.published-in-future",
        3,
        ON,
        value="2052-03-20",
        known_on=date(2052, 3, 20),
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("typed", "code", "params"),
    [
        ("1.234", "exchange.number-ambiguous-whole", {"as_whole": "1234"}),
        ("1,234", "exchange.number-ambiguous-whole", {"as_whole": "1234"}),
        ("nhiều", "exchange.number-unreadable", {}),
        ("-3", "exchange.number-negative", {}),
        (True, "exchange.number-unreadable", {}),
        ("NaN", "exchange.number-unreadable", {}),
        (datetime(2025, 2, 14), "template.day-for-number", {}),  # noqa: DTZ001 -- a cell has no zone
    ],
)
def test_a_number_that_cannot_be_used_is_refused_with_its_cell(
    tmp_path: Path, typed: object, code: str, params: dict[str, str]
) -> None:
    seen = "14/02/2025" if isinstance(typed, datetime) else str(typed)
    preview = filled(tmp_path, world(), {"G5": typed})
    assert preview.findings == (wrong(code, 5, VALUE, value=seen, **params),)
    assert (preview.changes, preview.refused_rows) == ((), 1)


@pytest.mark.parametrize(
    ("typed", "canonical", "known_on"),
    [
        ("20/3/2025", "2025-03-20", date(2025, 3, 20)),
        ("ngày 20 tháng 3 năm 2025", "2025-03-20", date(2025, 3, 20)),
        ("2025-03-20", "2025-03-20", date(2025, 3, 20)),
        (date(2025, 3, 20), "2025-03-20", date(2025, 3, 20)),
        ("3/2025", "2025-03", date(2025, 3, 31)),
        ("2025", "2025", date(2025, 12, 31)),
        (2025, "2025", date(2025, 12, 31)),
    ],
)
def test_a_day_of_publication_is_read_as_vietnamese_write_it(
    tmp_path: Path, typed: object, canonical: str, known_on: date
) -> None:
    (change,) = filled(tmp_path, world(), {"G5": 1, "L5": typed}).changes
    assert change.entry.published_on is not None
    assert (change.entry.published_on.text, change.entry.known_on) == (canonical, known_on)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (45736, "exchange.day-serial-number"),
        (7.2025, "exchange.day-unreadable"),
        ("31/02/2025", "exchange.day-not-in-calendar"),
        ("1/2/25", "exchange.day-two-digit-year"),
        (0.5, "exchange.day-without-year"),
    ],
)
def test_a_number_or_an_impossible_day_is_no_day(tmp_path: Path, typed: object, code: str) -> None:
    (found,) = filled(tmp_path, world(), {"G5": 1, "L5": typed}).findings
    assert (found.code, found["row"], found["column"], found["value"]) == (code, 5, ON, str(typed))


def test_a_source_that_is_a_day_or_a_whole_number_reads_as_it_is_shown(tmp_path: Path) -> None:
    preview = filled(
        tmp_path, world(), {"G5": 1, "K5": date(2025, 3, 20), "G6": 1, "K6": 12, "G7": 1, "K7": 12.0}
    )
    assert [e.source for e in preview.entries] == ["20/03/2025", "12", "12"]


def test_statuses_and_publishers_are_known_by_word_code_and_spelling(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "  Không   áp dụng ")
    cells = {
        "F5": decomposed,
        "F6": "MISSING",
        "F7": "đã báo cáo",
        "G7": 2,
        "J7": "ủy ban an toàn giao thông",
    }
    preview = filled(tmp_path, world(), {**cells, "F11": "thieu", "J11": "ntsc"})
    found = [(c.row, c.entry.status, c.entry.publisher) for c in preview.changes]
    assert found == [
        (5, Status.NOT_APPLICABLE, "own"),
        (6, Status.MISSING, "own"),
        (7, Status.REPORTED, "ntsc"),
        (11, Status.MISSING, "ntsc"),
    ]


def test_two_publishers_alike_but_for_a_mark_are_never_taken_for_each_other(tmp_path: Path) -> None:
    twins = {"hoa": Publisher("hoa", "Công an Hòa", "Hòa"), "hoas": Publisher("hoas", "Công an Hóa", "Hóa")}
    cells = {"G5": 1, "J5": "Công an Hòa", "G6": 1, "J6": "Công an Hóa", "G7": 1, "J7": "cong an hoa"}
    preview = filled(tmp_path, world(publishers=twins), cells, {"K3": "Báo cáo", "L3": "20/03/2025"})
    assert [e.publisher for e in preview.entries] == ["hoa", "hoas"]
    assert [(f.code, f["row"]) for f in preview.findings] == [("template.publisher-unknown", 7)]


def test_texts_are_composed_and_stray_spaces_go(tmp_path: Path) -> None:
    (change,) = filled(
        tmp_path, world(), {"G5": 1, "M5": unicodedata.normalize("NFD", " số  sơ bộ\n")}
    ).changes
    assert change.entry.note == "số sơ bộ"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("=cmd|'/c calc'!A0", "case_file.formula"),
        ("@SUM(1)", "case_file.formula"),
        ("x" * 2001, "case_file.text-too-long"),
        ("TËp hîp c¸c vô ¸n trËt tù x· héi", "exchange.text-legacy-font"),
    ],
)
def test_a_text_no_ledger_may_hold_is_refused(tmp_path: Path, typed: str, code: str) -> None:
    path = fill(write(tmp_path / "bieu.xlsx", world()), {**COMMON, "G5": 1})
    book = openpyxl.load_workbook(path)
    book[FIGURES]["M5"] = typed
    book[FIGURES]["M5"].data_type = "s"
    book.save(path)
    (found,) = preview_template(path, world()).findings
    assert (found.code, found["row"], found["column"]) == (code, 5, NOTE)


def test_zero_missing_and_not_applicable_stay_three_things(tmp_path: Path) -> None:
    preview = filled(tmp_path, world(), {"G5": 0, "F6": "thiếu", "F7": "không áp dụng"})
    assert [(c.entry.status, c.entry.value) for c in preview.changes] == [
        (Status.REPORTED, Decimal(0)),
        (Status.MISSING, None),
        (Status.NOT_APPLICABLE, None),
    ]
    assert preview.left_empty == 9


def test_a_status_and_its_number_must_fit(tmp_path: Path) -> None:
    cells = {"F5": "thiếu", "G5": 0, "F6": "đã báo cáo", "M7": "chờ", "F11": "đã rút"}
    preview = filled(tmp_path, world(), cells)
    known = ("đã báo cáo", "thiếu", "không áp dụng")
    assert preview.findings == (
        wrong("template.value-without-report", 5, VALUE, value="0", status=Status.MISSING),
        wrong("template.report-without-value", 6, VALUE, value=""),
        wrong("template.status-missing", 7, STATUS),
        wrong("template.status-unknown", 11, STATUS, value="đã rút", known=known),
    )
    assert (preview.refused_rows, preview.changes) == (4, ())


def test_a_ratio_takes_its_counts_or_its_percent(tmp_path: Path) -> None:
    cells: dict[str, object] = {f"H{RATE}": 412, f"I{RATE}": 530, f"G{RATE + 1}": "75,5 %", f"H{RATE + 2}": 0}
    preview = filled(tmp_path, world(), {**cells, f"I{RATE + 2}": 0})
    assert [(c.entry.value, c.entry.numerator, c.entry.denominator) for c in preview.changes] == [
        (number("77.74"), number("412"), number("530")),
        (number("75.5"), None, None),
        (None, number("0"), number("0")),
    ]


def test_a_cell_shown_as_a_percent_counts_as_it_is_shown(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "bieu.xlsx", world()), {**COMMON, f"G{RATE}": 0.7774, "G5": 0.05})
    book = openpyxl.load_workbook(path)
    for cell in (f"G{RATE}", "G5"):
        book[FIGURES][cell].number_format = "0.00%"
    book.save(path)
    preview = preview_template(path, world())
    assert [(c.row, c.entry.value) for c in preview.changes] == [(RATE, number("77.74"))]
    assert preview.findings == (wrong("template.percent-for-count", 5, VALUE, value="5%"),)


@pytest.mark.parametrize(
    ("value", "fits"), [("77,74", True), ("77,7", True), ("77,73", True), ("78", True), ("77,75", False)]
)
def test_a_percent_must_follow_from_its_counts_rounded_or_cut(tmp_path: Path, value: str, fits: bool) -> None:
    preview = filled(tmp_path, world(), {f"G{RATE}": value, f"H{RATE}": 412, f"I{RATE}": 530})
    counts = {"numerator": number("412"), "denominator": number("530"), "expected": number("77.74")}
    refused = (wrong("template.percent-not-from-counts", RATE, VALUE, value=value, **counts),)
    assert preview.findings == (() if fits else refused)


def test_counts_of_a_ratio_come_in_pairs_and_only_for_ratios(tmp_path: Path) -> None:
    preview = filled(tmp_path, world(), {"G5": 5, "H5": 1, f"H{RATE}": 3, f"I{RATE + 1}": 3})
    assert preview.findings == (
        wrong("template.counts-not-asked", 5, OVER, value="1"),
        wrong("template.half-a-ratio", RATE, UNDER, value=""),
        wrong("template.half-a-ratio", RATE + 1, OVER, value=""),
    )


def test_a_formula_counts_by_its_saved_value_and_is_refused_without_one(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "bieu.xlsx", world()), {**COMMON, "G5": "=40+2", "G6": "=1/0", "G7": 7})
    assert preview_template(path, world()).findings == (
        wrong("template.formula-without-value", 5, VALUE, value=""),
        wrong("template.formula-without-value", 6, VALUE, value=""),
    )
    with_saved(path, {"G5": ("n", "0"), "G6": ("e", "#DIV/0!")})
    preview = preview_template(path, world())
    assert preview.findings == (wrong("template.cell-error", 6, VALUE, value="#DIV/0!"),)
    assert [(c.row, c.entry.value) for c in preview.changes] == [(5, Decimal(0)), (7, Decimal(7))]


def test_a_formula_without_a_value_is_refused_in_every_column(tmp_path: Path) -> None:
    cells = {f"{letter}5": "=A1" for letter in "FHJKLMN"} | {"G5": 1, "O6": "=A1"}
    preview = filled(tmp_path, world(), cells)
    assert [(f.code, f["row"]) for f in preview.findings] == [
        *[("template.formula-without-value", 5)] * 7,
        ("template.id-altered", 6),
    ]


def test_a_year_no_ledger_has_and_a_negative_percent_are_refused_with_their_cells(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "bieu.xlsx", world()), {**COMMON, f"G{RATE}": -0.5, "G5": 1})
    book = openpyxl.load_workbook(path)
    book[FIGURES][f"G{RATE}"].number_format = "0%"
    book[FIGURES]["L5"] = date(9999, 12, 31)
    book.save(path)
    span = {"first": 1945, "last": 2199}
    assert preview_template(path, world()).findings == (
        wrong("exchange.day-out-of-range", 5, ON, value="9999-12-31", **span),
        wrong("exchange.number-unreadable", RATE, VALUE, value="-0.5"),
    )


def test_a_sheet_that_breaks_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "bieu.xlsx", world()), {**COMMON, "G5": 1})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet2.xml"
    assert parts[sheet].count(b"<v>1</v>") == 1
    parts[sheet] = parts[sheet].replace(b"<v>1</v>", b"<v>x</v>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(Refusal) as refused:
        preview_template(path, world())
    assert refused.value.findings == (error("exchange.workbook-unreadable", file="bieu.xlsx"),)
    said = [say(refused.value.findings[0], Voice(lang)).saw for lang in Lang]
    assert said == ["Tệp bieu.xlsx bị hỏng.", "File bieu.xlsx is damaged."]


def test_whoever_watches_hears_of_rows_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giaouoc.exchange.template_import.EACH", 5)
    heard: list[tuple[int, int]] = []
    path = write(tmp_path / "bieu.xlsx", world())
    preview_template(path, world(), on_progress=lambda done, total: heard.append((done, total)))
    assert heard == [(5, 12), (10, 12), (15, 12)]


def with_saved(path: Path, values: dict[str, tuple[str, str]]) -> None:
    """Put the values a spreadsheet would have saved behind the formulas of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    for cell, (kind, value) in values.items():
        sheet, done = re.subn(
            rf'<c r="{cell}"( s="\d+")><f>(.*?)</f><v ?/?>(</v>)?',
            rf'<c r="{cell}"\1 t="{kind}"><f>\2</f><v>{value}</v>',
            sheet,
        )
        assert done == 1
    parts["xl/worksheets/sheet2.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_publisher_source_and_day_are_needed_from_the_row_the_common_row_or_the_caller(
    tmp_path: Path,
) -> None:
    path = fill(write(tmp_path / "bieu.xlsx", world()), {"G5": 1, "F6": "thiếu"})
    assert preview_template(path, world()).findings == (
        wrong("template.publisher-missing", 5, PUBLISHER),
        wrong("template.published-missing", 5, ON),
        wrong("template.source-missing", 5, SOURCE),
        wrong("template.publisher-missing", 6, PUBLISHER),
        wrong("template.published-missing", 6, ON),
    )
    fill(path, {"K3": "Báo cáo 1", "J6": "Công an tỉnh", "L6": "1/4/2025"})
    preview = preview_template(path, world(), Defaults("ntsc", published("2025-03-31")))
    found = [(c.entry.publisher, c.entry.source, str(c.entry.known_on)) for c in preview.changes]
    assert found == [("ntsc", "Báo cáo 1", "2025-03-31"), ("own", "Báo cáo 1", "2025-04-01")]


def test_the_common_row_wins_over_the_caller_and_is_refused_once(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "bieu.xlsx", world()), {**COMMON, "G5": 1, "G6": 2})
    (first, _) = preview_template(path, world(), Defaults("ntsc", published("2025-12-31"))).changes
    assert (first.entry.publisher, str(first.entry.known_on)) == ("own", "2025-03-20")
    fill(path, {"L3": "hôm qua", "J3": "Công an xã"})
    known = ("Ủy ban An toàn giao thông", "Công an tỉnh")
    assert preview_template(path, world()).findings == (
        wrong("template.publisher-unknown", 3, PUBLISHER, value="Công an xã", known=known, like=known[1]),
        wrong("exchange.day-unreadable", 3, ON, value="hôm qua"),
    )


def test_every_problem_comes_at_once_and_says_where_and_what_to_do(tmp_path: Path) -> None:
    cells = {"G5": "1.234", "L5": "31/02/2025", "J5": "ai đó", "F6": "không rõ", "G7": 3}
    preview = filled(tmp_path, world(reported("3", days=world().pact.window)), cells)
    assert [(f["row"], f["column"]) for f in preview.findings] == [
        (5, VALUE),
        (5, PUBLISHER),
        (5, ON),
        (6, STATUS),
    ]
    assert place(preview.findings[0], Voice(Lang.VI)) == (
        "tệp bieu.xlsx, trang tính Số liệu, hàng 5, cột G (Giá trị)"
    )
    for lang in Lang:
        assert all(say(f, Voice(lang)).way_out for f in preview.findings)
