"""With which status a judged case ends, and what the terminal says of its seal and of rows it could not use."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from giaouoc.cli.main import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
BROKEN = "niêm phong không còn nguyên"

Run = tuple[int, str, str]
Runner = Callable[..., Run]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    def call(*words: str) -> Run:
        status = main(words)
        out, err = capsys.readouterr()
        return status, " ".join(out.split()), err

    return call


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(EXAMPLES / "nation-2025-h1", folder)
    return folder


def tamper(case: Path) -> None:
    path = case / "figures.csv"
    text = path.read_text(encoding="utf-8")
    old = "65,vietnam,traffic-deaths,2024-12-15,2025-06-14,stated,reported,5203,"
    assert text.count(old) == 1
    path.write_text(text.replace(old, old.replace("5203", "5100")), encoding="utf-8")


def undate(case: Path, count: int) -> None:
    """Take the day of publication from the last rows, and the seal away."""
    path = case / "figures.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    place = rows[0].index("published_on")
    for row in rows[-count:]:
        row[place] = ""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    (case / "ledger.json").unlink()


def test_a_tampered_row_is_named_the_head_withheld_and_the_status_is_one(run: Runner, case: Path) -> None:
    head = json.loads((case / "ledger.json").read_text(encoding="utf-8"))["head"]
    tamper(case)
    status, out, _ = run("check", str(case))
    assert status == 1
    assert f"mã niêm phong: {BROKEN}" in out
    assert "[lỗi] Dòng sổ đã niêm phong bị sửa. Dòng sổ số 65 không còn như khi niêm phong." in out
    assert head[:12] not in out


def test_a_broken_seal_stands_in_json_and_gives_no_head(run: Runner, case: Path) -> None:
    tamper(case)
    status, out, _ = run("check", str(case), "--format", "json")
    data = json.loads(out)
    assert (status, data["ledger_head"]) == (1, None)
    assert (data["findings"][0]["code"], data["findings"][0]["params"]["seq"]) == (
        "figures.seal-row-changed",
        65,
    )


def test_every_report_says_that_the_seal_is_broken(run: Runner, case: Path, tmp_path: Path) -> None:
    tamper(case)
    paths = [tmp_path / f"report.{kind}" for kind in ("html", "docx", "xlsx")]
    options = [word for path in paths for word in ("--report", str(path))]
    assert run("check", str(case), *options)[0] == 1
    assert BROKEN in paths[0].read_text(encoding="utf-8")
    cells = [c.text for t in Document(str(paths[1])).tables for row in t.rows for c in row.cells]
    assert BROKEN in cells
    book = load_workbook(paths[2])
    assert BROKEN in [c.value for sheet in book for row in sheet.iter_rows() for c in row]


def test_rows_added_after_sealing_are_told_and_change_no_status(run: Runner, case: Path) -> None:
    head = json.loads((case / "ledger.json").read_text(encoding="utf-8"))["head"]
    added = run(
        *("add", str(case), "--unit", "vietnam", "--indicator", "traffic-deaths", "--publisher", "ntsc"),
        *("--first-day", "15/12/2024", "--last-day", "14/06/2025", "--value", "5204"),
        *("--source", "BC 15", "--published-on", "26/06/2025"),
    )
    assert added[0] == 0
    status, out, _ = run("check", str(case))
    assert status == 0
    assert f"92:{head[:12]}" in out
    assert "Số dòng sổ ghi thêm sau 92 dòng sổ đã niêm phong: 1." in out


def test_explain_tells_of_rows_it_could_not_use_with_the_status_of_check(run: Runner, case: Path) -> None:
    undate(case, 1)
    checked, explained = run("check", str(case)), run("explain", str(case), "traffic", "vietnam")
    said = "[lỗi] Nguồn không ghi ngày, không dùng được. Dòng sổ số 92"
    assert (checked[0], explained[0]) == (1, 1)
    assert said in checked[1]
    assert said in explained[1]


def test_explain_cuts_a_long_list_of_unusable_rows_and_says_how_many_are_left(
    run: Runner, case: Path
) -> None:
    undate(case, 18)
    status, out, _ = run("explain", str(case), "traffic", "vietnam")
    assert (status, out.count("[lỗi]")) == (1, 15)
    assert "… và còn 3 dòng sổ nữa không dùng được" in out


def test_explain_of_a_sealed_and_unchanged_case_ends_well(run: Runner, case: Path) -> None:
    status, out, _ = run("explain", str(case), "traffic", "vietnam")
    assert (status, "[lỗi]" in out) == (0, False)
    tamper(case)
    assert run("explain", str(case), "traffic", "vietnam")[0] == 1


@pytest.mark.parametrize("word", ["check", "explain"])
def test_a_unit_outside_the_territory_asked_for_is_refused_with_the_codes_to_take(
    run: Runner, word: str
) -> None:
    cluster = str(EXAMPLES / "cluster-8-2025")
    words = {"check": ("--unit", "hcmc-2025"), "explain": ("traffic", "hcmc-2025")}[word]
    status, out, err = run(word, cluster, *words)
    assert (status, out) == (2, "")
    assert "phu-yen, khanh-hoa, ninh-thuan, binh-thuan và ba-ria-vung-tau" in err
    assert "--territory as-now" in err
    assert run(word, cluster, *words, "--territory", "as-now")[0] == 0
