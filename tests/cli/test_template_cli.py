"""`giaouoc template` and `giaouoc import` from the terminal: what they print, write and answer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from giaouoc.cli.main import main
from giaouoc.exchange.case_folder import read_case
from tests.exchange.template_world import fill

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
COMMON = {"J3": "Ủy ban An toàn giao thông Quốc gia", "K3": "Báo cáo 12", "L3": "26/01/2027"}
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
        (("--first-day", "2025-01-01"), "Mới có một đầu của kỳ"),
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
        "Chưa ghi gì. Xem lại rồi chạy thêm --confirm để ghi 3 dòng vào sổ.",
    ]
    # What changes comes before what is new, with the new figure and the old one.
    first = next(line for line in lines if line.strip().startswith("5 "))
    assert first.split()[-5:] == ["1.900", "1.835", "26/01/2027", "thay", "đổi"]
    status, out, err = run("import", case, sheet, "--confirm", "--by", "u1")
    assert (status, out.splitlines()[-1], err) == (0, "Đã ghi 3 dòng vào sổ.", "")
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
        "import", case, sheet, "--publisher", "ntsc", "--published-on", "1/2027", "--lang", "en"
    )
    assert status == 0
    assert "new 1, changed 0" in out
    assert "Jan 2027" in out
    status, out, err = run("import", case, sheet, "--published-on", "45000")
    assert (status, out) == (2, "")
    assert "--published-on" in err


def test_a_long_preview_is_cut_with_the_number_that_is_left(case: Path, sheet: Path, run: Runner) -> None:
    days = ("--first-day", "2022-12-15", "--last-day", "2025-12-14")
    path = sheet.with_name("long.xlsx")
    assert run("template", case, *days, "-o", path)[0] == 0
    fill(path, COMMON | {f"G{row}": row for row in range(5, 50)})
    out = run("import", case, path)[1]
    assert "… và còn 5 dòng nữa." in out


def test_a_file_that_is_no_template_is_wrong_use(case: Path, tmp_path: Path, run: Runner) -> None:
    status, out, err = run("import", case, case / "pact.toml")
    assert (status, out) == (2, "")
    assert "không phải là sổ làm việc Excel" in err
