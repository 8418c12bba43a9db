"""`giaouoc template` and `giaouoc import` from the terminal: what they print, write and answer."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from giaouoc.cli.main import main
from giaouoc.exchange.case_folder import read_case
from tests.exchange.template_world import fill

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
COMMON = {"J3": "Ủy ban An toàn giao thông Quốc gia", "K3": "Báo cáo 12", "L3": "26/03/2026"}
Runner = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    def call(*words: str | Path) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(EXAMPLES / "nation-2025-year", folder)
    return folder


@pytest.fixture
def sheet(tmp_path: Path, case: Path, run: Runner) -> Path:
    path = tmp_path / "bieu.xlsx"
    assert run("template", case, "-o", path)[0] == 0
    return fill(path, COMMON)


def test_a_template_says_where_it_is_and_how_long(case: Path, tmp_path: Path, run: Runner) -> None:
    path = tmp_path / "a.xlsx"
    days = ("--first-day", "15/12/2024", "--last-day", "2025-02-14")
    assert run("template", case, "--unit", "vietnam", *days, "-o", path) == (
        0,
        f"Đã lập biểu {path}: 6 dòng. Điền xong thì nhập bằng giaouoc import.\n",
        "",
    )
    status, out, err = run("template", case, "-o", path)
    assert (status, out) == (2, "")
    assert "Tệp a.xlsx đã có" in err


def test_without_a_name_the_template_is_called_after_the_pact_and_the_unit(
    case: Path, tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("template", case)[0] == run("template", case, "--unit", "vietnam")[0] == 0
    assert sorted(p.name for p in tmp_path.glob("*.xlsx")) == [
        "nation-2025-year-vietnam.xlsx",
        "nation-2025-year.xlsx",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unit", "nowhere"), "nowhere"),
        (("--month", "2025-03", "--first-day", "2025-01-01"), "Vừa có tháng 2025-03"),
        (("--month", "2025"), "“2025” không phải là một tháng"),
        (("--base", "--month", "1945-01"), "năm"),
        (("--last-day", "31/02/2025"), "tháng 2/2025 chỉ có 28 ngày"),
    ],
)
def test_a_template_that_cannot_be_made_is_refused(
    case: Path, tmp_path: Path, run: Runner, words: tuple[str, ...], said: str
) -> None:
    status, out, err = run("template", case, "-o", tmp_path / "a.xlsx", *words)
    assert (status, out) == (2, "")
    assert said in err
    assert not (tmp_path / "a.xlsx").exists()


def test_an_import_previews_and_writes_only_when_confirmed(case: Path, sheet: Path, run: Runner) -> None:
    fill(sheet, {"G5": 1900, "G6": 1640, "F7": "thiếu"})
    before = (case / "figures.csv").read_bytes()
    status, out, err = run("import", case, sheet)
    assert (status, err, (case / "figures.csv").read_bytes()) == (0, "", before)
    lines = out.splitlines()
    assert max(len(line) for line in lines) <= 100
    assert lines[-2:] == [
        "bieu.xlsx: 2 dòng mới, 1 thay đổi, 0 không đổi, 0 không nhận được, 33 chưa điền.",
        "Chưa ghi gì. Xem lại rồi chạy thêm --confirm để ghi 3 dòng sổ.",
    ]
    # What changes comes before what is new, with the new figure and the old one.
    first = next(line for line in lines if line.strip().startswith("5 "))
    assert first.split()[-5:] == ["1.900", "1.835", "26/03/2026", "thay", "đổi"]
    status, out, err = run("import", case, sheet, "--confirm", "--by", "u1")
    assert (status, out.splitlines()[-1], err) == (0, "Đã ghi 3 dòng sổ.", "")
    added = list(read_case(case).case.ledger)[-3:]
    assert [(str(e.value), e.recorded_by) for e in added] == [("1900", "u1"), ("1640", "u1"), ("None", "u1")]
    assert all(e.recorded_at for e in added)
    assert run("import", case, sheet, "--confirm")[1].splitlines()[-1] == "Không có gì mới để ghi."


def test_problems_are_listed_with_their_cells_and_end_with_one(case: Path, sheet: Path, run: Runner) -> None:
    fill(sheet, {"G5": "1.234", "G6": 1640, "L7": "45000", "G7": 3})
    before = (case / "figures.csv").read_bytes()
    status, out, err = run("import", case, sheet, "--confirm")
    assert (status, (case / "figures.csv").read_bytes()) == (1, before)
    assert "bieu.xlsx: 1 dòng mới, 0 thay đổi, 0 không đổi, 2 không nhận được, 33 chưa điền." in out
    assert "Số Liệu".casefold() in err.casefold()
    assert "hàng 5, cột G (Giá trị)" in err
    assert "hàng 7, cột L (Ngày công bố)" in err
    assert "Traceback" not in err


def test_publisher_and_day_may_be_given_on_the_line(case: Path, sheet: Path, run: Runner) -> None:
    fill(sheet, {"J3": None, "L3": None, "G6": 1640})
    assert run("import", case, sheet)[0] == 1
    status, out, _ = run(
        "import", case, sheet, "--publisher", "ntsc", "--published-on", "2/2026", "--lang", "en"
    )
    assert status == 0
    assert "new 1, changed 0" in out
    assert "Feb 2026" in out
    status, out, err = run("import", case, sheet, "--published-on", "45000")
    assert (status, out) == (2, "")
    assert "--published-on" in err


def test_a_long_preview_is_cut_with_the_number_that_is_left(case: Path, sheet: Path, run: Runner) -> None:
    days = ("--first-day", "2022-12-15", "--last-day", "2025-12-14")
    path = sheet.with_name("long.xlsx")
    assert run("template", case, *days, "-o", path)[0] == 0
    fill(path, COMMON | {f"G{row}": 1500 + row for row in range(5, 50)})
    out = run("import", case, path)[1]
    assert "… và còn 5 dòng nữa: thêm --all để xem hết." in out
    whole = run("import", case, path, "--all")[1]
    assert "… và còn" not in whole
    assert [f" {row} " in whole for row in range(5, 50)] == [True] * 45


def test_all_rows_are_those_that_stay_the_same_too(case: Path, sheet: Path, run: Runner) -> None:
    fill(sheet, {"G5": 1900})
    assert run("import", case, sheet, "--confirm")[0] == 0
    short, whole = run("import", case, sheet)[1], run("import", case, sheet, "--all")[1]
    assert len(short.splitlines()) == 2
    assert "không đổi" in whole.splitlines()[2] + whole.splitlines()[3]


def test_a_figure_of_another_size_is_marked_first_with_what_it_is_held_against(
    case: Path, sheet: Path, run: Runner
) -> None:
    fill(sheet, {"G5": 1900, "G6": 1234567})
    lines = [line.strip() for line in run("import", case, sheet)[1].splitlines()]
    assert max(len(line) for line in lines) <= 100
    rows = [line.split()[0] for line in lines if line[:2] in ("5 ", "6 ")]
    assert rows == ["6", "5"]
    assert any("▲ tăng vọt" in line for line in lines)
    at = lines.index("1 dòng chênh quá 10 lần, nên xem lại trước khi ghi:")
    assert lines[at + 1].startswith("▲ Hàng 6: 1.234.567; ")
    fill(sheet, {"G6": 3})
    assert "▼ giảm mạnh" in run("import", case, sheet)[1]


def test_a_publication_after_today_is_refused(case: Path, sheet: Path, run: Runner) -> None:
    status, _, err = run("import", case, fill(sheet, {"G5": 1900, "L3": "26/01/2127"}), "--confirm")
    assert status == 1
    assert "Ngày công bố ở sau hôm nay (tệp bieu.xlsx, trang tính Số liệu, hàng 3" in err
    assert run("import", case, sheet, "--published-on", "2127")[0] == 2


def test_one_month_and_its_base_are_asked_for_by_name(
    case: Path, tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("template", case, "--month", "3/2025")[1].startswith(
        "Đã lập biểu nation-2025-year-2025-03.xlsx: 3 dòng."
    )
    assert run("template", case, "--month", "2025-03", "--base", "--unit", "vietnam")[0] == 0
    assert run("template", case, "--base")[0] == 0
    for name, days in (
        ("nation-2025-year-2025-03", "Kỳ số liệu: 15/02/2025–14/03/2025. Số dòng: 3."),
        ("nation-2025-year-vietnam-2025-03-base", "Kỳ gốc để so sánh: 15/02/2024–14/03/2024. Số dòng: 3."),
        ("nation-2025-year-base", "Kỳ gốc để so sánh: 15/12/2023–14/12/2024. Số dòng: 36."),
    ):
        sheet = openpyxl.load_workbook(tmp_path / f"{name}.xlsx")["Số liệu"]
        assert str(sheet["A2"].value).startswith(days)


def test_a_case_without_base_says_how_to_ask_for_it_and_then_is_silent(tmp_path: Path, run: Runner) -> None:
    case = tmp_path / "cụm ba"
    assert run("new", case, "--year", "2025")[0] == 0
    status, out, _ = run("template", case, "--last-day", "2025-03-31", "-o", tmp_path / "a.xlsx")
    assert (status, len(out.splitlines())) == (0, 2)
    command = out.splitlines()[1].partition("số gốc: ")[2]
    assert command == f'giaouoc template "{case}" --last-day 2025-03-31 --base'
    base = shlex.split(command)[1:]
    out = run(*base, "-o", tmp_path / "b.xlsx")[1]
    assert len(out.splitlines()) == 1
    assert "Lập biểu hỏi số gốc" not in out


def test_a_file_that_is_no_template_is_wrong_use(case: Path, tmp_path: Path, run: Runner) -> None:
    status, out, err = run("import", case, case / "pact.toml")
    assert (status, out) == (2, "")
    assert "không phải là sổ làm việc Excel" in err
