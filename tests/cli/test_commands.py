"""Every word of the command, run for real in its own process or through its one door."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from giaouoc.cli.main import WORDS, main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TET = str(EXAMPLES / "nation-tet-2026")

Run = tuple[int, str, str]
Runner = Callable[..., Run]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    def call(*words: str) -> Run:
        status = main(words)
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(EXAMPLES / "nation-tet-2026", folder)
    return folder


def test_help_without_a_word_lists_every_word_in_both_languages(run: Runner) -> None:
    vietnamese, english = run("--help"), run("--help", "--lang", "en")
    assert vietnamese[0] == english[0] == 0
    for word in WORDS:
        assert f"  {word}" in vietnamese[1]
        assert f"  {word}" in english[1]
    assert "kiểm tra giao ước" in vietnamese[1]
    assert "checks an emulation pact" in english[1]


def test_no_word_and_an_unknown_word_are_wrong_use(run: Runner) -> None:
    assert run()[0] == 2
    status, out, err = run("danh-gia")
    assert (status, out) == (2, "")
    assert "Không có lệnh “danh-gia”." in err


@pytest.mark.parametrize("word", WORDS)
def test_the_help_of_a_word_speaks_vietnamese(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main((word, "--help"))
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("cách dùng: giaouoc")
    for english in ("usage", "positional", "options:", "show this help"):
        assert english not in said


def test_a_missing_argument_is_refused_in_the_language_asked(run: Runner) -> None:
    assert run("check")[0] == 2
    assert "còn thiếu: HỒ_SƠ" in run("check")[2]
    assert "still needed: CASE" in run("check", "--lang", "en")[2]


def test_an_unknown_language_is_refused(run: Runner) -> None:
    status, _, err = run("check", TET, "--lang", "fr")
    assert status == 2
    assert "fr" in err


def test_check_prints_tables_that_fit_a_hundred_columns_without_colour_codes(run: Runner) -> None:
    status, out, _ = run("check", TET)
    assert status == 0
    assert max(len(line) for line in out.splitlines()) <= 100
    assert "\x1b" not in out
    assert "−24,09\N{NO-BREAK SPACE}%" in out
    assert "303 → 230" in out


def test_check_as_json_has_its_schema_and_every_verdict(run: Runner) -> None:
    status, out, _ = run("check", TET, "--format", "json")
    data = json.loads(out)
    assert status == 0
    assert data["schema"] == "giaouoc-standing/1"
    assert [(v["commitment"], v["unit"], v["result"]) for v in data["verdicts"]] == [
        ("traffic", "vietnam", "cannot_tell")
    ]
    deaths = data["verdicts"][0]["parts"][1]["outcomes"][0]
    assert (deaths["base"]["value"], deaths["actual"]["value"], deaths["change_percent"]) == (
        "303",
        "230",
        "-24.09",
    )


def test_check_as_csv_is_one_row_for_each_part_and_reading(run: Runner) -> None:
    _, out, _ = run("check", TET, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(r["part"], r["reading"], r["reading_result"], r["change_percent"]) for r in rows] == [
        ("cases", "latest", "kept", "-28.79"),
        ("cases", "at_signing", "kept", "-14.38"),
        ("cases", "same_age", "kept", "-14.38"),
        ("deaths", "latest", "kept", "-24.09"),
        ("deaths", "at_signing", "not_kept", "10.05"),
        ("deaths", "same_age", "not_kept", "10.05"),
        ("injured", "latest", "kept", "-30.10"),
        ("injured", "at_signing", "kept", "-26.54"),
        ("injured", "same_age", "kept", "-26.54"),
    ]


def test_a_reading_chosen_on_the_line_rules(run: Runner) -> None:
    def result(*options: str) -> str:
        return str(json.loads(run("check", TET, "--format", "json", *options)[1])["verdicts"][0]["result"])

    assert result("--baseline", "latest") == "kept"
    assert result("--baseline", "at-signing") == "not_kept"
    assert result("--baseline", "same-age") == "not_kept"


def test_a_day_before_the_window_closed_is_not_yet(run: Runner) -> None:
    _, out, _ = run("check", TET, "--format", "json", "--as-known-on", "15/02/2026")
    assert json.loads(out)["verdicts"][0]["result"] == "not_yet"


def test_a_day_nobody_can_read_is_refused_with_the_way_out(run: Runner) -> None:
    status, _, err = run("check", TET, "--as-known-on", "31/02/2026")
    assert status == 2
    assert "31/02/2026" in err


@pytest.mark.parametrize("option", ["--unit", "--commitment"])
def test_a_unit_or_commitment_that_is_not_there_is_refused(run: Runner, option: str) -> None:
    status, out, err = run("check", TET, option, "nowhere")
    assert (status, out) == (2, "")
    assert "nowhere" in err


def test_a_folder_that_is_not_there_is_refused_without_a_traceback(run: Runner, tmp_path: Path) -> None:
    status, out, err = run("check", str(tmp_path / "nowhere"))
    assert (status, out) == (2, "")
    assert "→" in err
    assert "Traceback" not in err


def test_a_report_of_an_unknown_kind_is_refused_before_any_work(run: Runner, tmp_path: Path) -> None:
    status, out, err = run("check", TET, "--report", str(tmp_path / "report.pdf"))
    assert (status, out) == (2, "")
    assert ".pdf" in err


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_a_report_is_written_beside_the_table(run: Runner, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"report.{kind}"
    status, out, err = run("check", TET, "--report", str(path))
    assert status == 0
    assert "303 → 230" in out
    assert path.stat().st_size > 2_000
    assert str(path) in err


def test_explain_shows_inputs_formula_rule_and_sources(run: Runner) -> None:
    status, out, _ = run("explain", TET, "traffic", "vietnam", "--lang", "en")
    assert status == 0
    for said in ("230 × 100 ≤ 303 × 95", "published 22 Feb 2026", "https://", "base implied"):
        assert said in out


def test_add_appends_one_line_and_leaves_the_others_alone(run: Runner, case: Path) -> None:
    before = (case / "figures.csv").read_text(encoding="utf-8")
    status, out, _ = run(
        "add",
        str(case),
        *("--unit", "vietnam", "--indicator", "traffic-deaths", "--publisher", "ntsc"),
        *("--first-day", "14/02/2026", "--last-day", "22/02/2026", "--value", "231"),
        *("--source", "BC 15", "--published-on", "01/03/2026"),
    )
    after = (case / "figures.csv").read_text(encoding="utf-8")
    assert status == 0
    assert "16" in out
    assert after.startswith(before)
    (added,) = list(csv.DictReader(io.StringIO(after)))[15:]
    assert (added["value"], added["published_on"], added["status"]) == ("231", "2026-03-01", "reported")
    assert added["recorded_at"].endswith("+07:00")


def test_add_turns_a_claimed_base_into_an_entry_of_its_own(run: Runner, case: Path) -> None:
    run(
        "add",
        str(case),
        *("--unit", "vietnam", "--indicator", "traffic-deaths", "--publisher", "ntsc"),
        *("--first-day", "14/02/2026", "--last-day", "22/02/2026", "--value", "231"),
        *("--claimed-base", "305", "--claimed-percent", "-24,26"),
        *("--source", "BC 15", "--published-on", "01/03/2026"),
    )
    rows = list(csv.DictReader(io.StringIO((case / "figures.csv").read_text(encoding="utf-8"))))
    assert [(r["first_day"], r["value"], r["claimed_base"], r["claimed_percent"]) for r in rows[15:]] == [
        ("2026-02-14", "231", "305", "-24.26"),
        ("2025-01-25", "305", "305", ""),
    ]
    assert rows[16]["note"].startswith("implied")


def test_add_of_an_ambiguous_number_writes_nothing(run: Runner, case: Path) -> None:
    before = {p.name: p.read_bytes() for p in case.iterdir()}
    status, _, err = run(
        "add",
        str(case),
        *("--unit", "vietnam", "--indicator", "traffic-deaths", "--publisher", "ntsc"),
        *("--first-day", "14/02/2026", "--last-day", "22/02/2026", "--value", "1.234"),
        *("--source", "BC 15", "--published-on", "01/03/2026"),
    )
    assert status == 2
    assert "1234" in err
    assert {p.name: p.read_bytes() for p in case.iterdir()} == before


def test_correct_keeps_the_old_value_and_the_new_one_decides(run: Runner, case: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((case / "figures.csv").read_text(encoding="utf-8"))))
    (old,) = [r for r in rows if r["value"] == "230" and r["window_basis"] == "stated"]
    status, _, _ = run(
        "correct",
        str(case),
        old["seq"],
        *("--value", "229", "--reason", "sai số khi đánh máy"),
        *("--source", "Đính chính 3", "--published-on", "05/03/2026"),
    )
    assert status == 0
    text = (case / "figures.csv").read_text(encoding="utf-8")
    new = list(csv.DictReader(io.StringIO(text)))[-1]
    assert (new["corrects"], new["value"], new["reason"]) == (old["seq"], "229", "sai số khi đánh máy")
    assert ",230," in text
    _, out, _ = run("check", str(case), "--format", "json", "--baseline", "latest")
    deaths = json.loads(out)["verdicts"][0]["parts"][1]["outcomes"][0]
    assert deaths["actual"]["value"] == "229"


def test_correct_of_an_entry_that_is_not_there_is_refused(run: Runner, case: Path) -> None:
    status, _, err = run(
        "correct",
        str(case),
        "99",
        *("--value", "1", "--reason", "r", "--source", "s", "--published-on", "05/03/2026"),
    )
    assert status == 2
    assert "99" in err


def test_withdraw_takes_a_figure_out_and_keeps_its_line(run: Runner, case: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((case / "figures.csv").read_text(encoding="utf-8"))))
    for seq in [r["seq"] for r in rows if r["value"] == "230"]:
        run(
            "correct",
            str(case),
            seq,
            *("--withdraw", "--reason", "rút", "--source", "s", "--published-on", "05/03/2026"),
        )
    _, out, _ = run("check", str(case), "--format", "json", "--baseline", "latest")
    deaths = json.loads(out)["verdicts"][0]["parts"][1]["outcomes"][0]
    assert (deaths["actual"], deaths["result"]) == (None, "cannot_tell")


def test_new_makes_a_case_that_checks_as_it_stands(run: Runner, tmp_path: Path) -> None:
    for lang in ("vi", "en"):
        folder = tmp_path / lang
        assert run("new", str(folder), "--year", "2026", "--lang", lang)[0] == 0
        status, out, _ = run("check", str(folder), "--format", "json")
        assert status == 0
        assert {v["result"] for v in json.loads(out)["verdicts"]} == {"not_yet", "by_people"}


def test_new_never_writes_into_a_folder_that_holds_files(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert run("new", str(tmp_path))[0] == 2
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_seal_then_verify_then_a_changed_figure_is_named(run: Runner, case: Path) -> None:
    assert run("ledger", "seal", str(case), "--where", "biên bản số 12")[0] == 0
    assert run("ledger", "verify", str(case))[0] == 0
    path = case / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",303,", ",302,", 1), encoding="utf-8")
    status, out, _ = run("ledger", "verify", str(case))
    assert status == 1
    assert "KHÔNG còn nguyên" in out


def test_a_sealed_case_shows_its_head(run: Runner, case: Path) -> None:
    run("ledger", "seal", str(case))
    head = json.loads((case / "ledger.json").read_text(encoding="utf-8"))["head"]
    assert head[:12] in run("check", str(case))[1]


def test_an_anchor_from_outside_is_compared(run: Runner, case: Path) -> None:
    run("ledger", "seal", str(case))
    seal = json.loads((case / "ledger.json").read_text(encoding="utf-8"))
    good = f"{seal['length']}:{seal['head'][:16]}"
    assert run("ledger", "verify", str(case), "--anchor", good)[0] == 0
    wrong = f"{seal['length']}:{'0' * 16}"
    assert run("ledger", "verify", str(case), "--anchor", wrong)[0] == 1


def test_rules_list_marks_what_nobody_has_read_as_unverified(run: Runner) -> None:
    status, out, _ = run("rules", "list")
    assert status == 0
    assert "chưa kiểm chứng" in out
    assert "traffic-deaths" in out
    assert "police" in out


def test_rules_show_gives_source_and_mark(run: Runner) -> None:
    _, out, _ = run("rules", "show", "circular-26-2024-tt-bca")
    assert "đọc qua nguồn thứ cấp" in out
    assert run("rules", "show", "no-such-act")[0] == 2


def test_the_command_runs_as_a_module_and_survives_a_closed_pipe() -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "giaouoc", "check", str(EXAMPLES / "cluster-8-2025")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.read(10)
    started.stdout.close()
    errors = started.stderr.read().decode("utf-8")
    started.stderr.close()
    started.wait()
    assert "Traceback" not in errors
