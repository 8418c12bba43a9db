"""What the command says of itself: its help, its rules, its days, in the language asked for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from giaouoc.cli.main import WORDS, main
from giaouoc.cli.rule_lines import page_lines
from giaouoc.exchange.rule_pages import rule_pages
from giaouoc.wording import Lang, Voice

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TET = str(EXAMPLES / "nation-tet-2026")
FIGURE = (
    *("--unit", "vietnam", "--indicator", "traffic-deaths", "--publisher", "ntsc"),
    *("--first-day", "14/02/2026", "--last-day", "22/02/2026", "--source", "BC 15"),
)

Run = tuple[int, str, str]
Runner = Callable[..., Run]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    def call(*words: str) -> Run:
        status = main(words)
        return status, *capsys.readouterr()

    return call


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(TET, folder)
    return folder


@pytest.mark.parametrize("word", WORDS)
def test_what_stands_for_a_value_in_the_help_is_vietnamese(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main((word, "--help"))
    usage = capsys.readouterr().out.partition("\n\n")[0]
    names = re.findall(r"\b[A-Z][A-Z_]+\b", usage)
    assert {*names} <= {"HEX"}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("page", rule_pages(), ids=lambda page: page.code)
def test_every_field_of_a_rule_is_shown_by_a_word(page: object, lang: Lang) -> None:
    lines = list(page_lines(page.says, Voice(lang)))  # type: ignore[attr-defined]
    assert lines
    for _, line in lines:
        label = line.partition(":")[0]
        assert not re.search(r"[a-z]_[a-z]", label)
        value = line.partition(": ")[2]
        assert value not in ("as-published", "earlier", "lower", "higher", "not_stated", "S-sec", "no")


@pytest.mark.parametrize(("lang", "other"), [("vi", "Older bulletins"), ("en", "Các bản tin cũ")])
def test_a_note_is_shown_in_one_language(run: Runner, lang: str, other: str) -> None:
    status, out, _ = run("rules", "show", "police", "--lang", lang)
    assert status == 0
    assert other not in " ".join(out.split())


def test_a_rule_that_is_not_there_is_refused_with_the_nearest(run: Runner) -> None:
    status, out, err = run("rules", "show", "polise")
    assert (status, out, err) == (2, "", "Không có mục nào mang mã “polise”; gần giống nhất: police.\n")


def test_a_day_ahead_is_told_on_the_error_stream_only(run: Runner) -> None:
    _, out, err = run("check", TET, "--as-known-on", "31/12/2199", "--format", "csv")
    assert "Lưu ý: ngày được hỏi (31/12/2199) chưa đến" in err
    assert "Lưu ý" not in out
    assert run("explain", TET, "traffic", "vietnam", "--as-known-on", "31/12/2199")[2] == err
    assert run("check", TET, "--as-known-on", "01/03/2026")[2] == ""


@pytest.mark.parametrize("word", ["add", "correct"])
def test_a_publication_ahead_of_today_is_refused(run: Runner, case: Path, word: str) -> None:
    before = (case / "figures.csv").read_bytes()
    words = (
        (*FIGURE, "--value", "3")
        if word == "add"
        else ("1", "--value", "3", "--reason", "r", "--source", "s")
    )
    status, out, err = run(word, str(case), *words, "--published-on", "01/12/2199")
    assert (status, out) == (2, "")
    assert "mục --published-on" in err
    assert "01/12/2199" in err
    assert (case / "figures.csv").read_bytes() == before


def test_a_figure_added_twice_is_pointed_to(run: Runner, case: Path) -> None:
    words = ("add", str(case), *FIGURE, "--value", "301", "--published-on", "01/03/2026")
    assert run(*words)[:2] == (0, "Đã ghi dòng sổ số 16.\n")
    assert run(*words)[:2] == (0, "Số liệu này đã có ở dòng sổ số 16; không ghi thêm.\n")


@pytest.mark.parametrize("value", ["1.234", "12,5"])
def test_a_count_is_offered_whole_numbers_only(run: Runner, case: Path, value: str) -> None:
    status, _, err = run("add", str(case), *FIGURE, "--value", value, "--published-on", "01/03/2026")
    assert status == 2
    assert "1,234" not in err
    assert "số nguyên" in err


def test_an_anchor_without_its_form_is_wrong_use_and_no_broken_seal(run: Runner, case: Path) -> None:
    status, out, err = run("ledger", "verify", str(case), "--anchor", "foo")
    assert (status, out) == (2, "")
    assert "mục --anchor" in err


def test_an_edited_verifier_is_warned_about_and_the_seal_stays_whole(run: Runner, case: Path) -> None:
    assert run("ledger", "seal", str(case))[0] == 0
    status, out, _ = run("ledger", "verify", str(case))
    assert (status, "verify_ledger.py" in out) == (0, False)
    with (case / "verify_ledger.py").open("a", encoding="utf-8") as file:
        file.write("# edited\n")
    status, out, _ = run("ledger", "verify", str(case))
    assert status == 0
    assert "verify_ledger.py" in out


@pytest.mark.parametrize(
    ("name", "argument"),
    [("cum-ba", "cum-ba"), ("cụm", "cụm"), ("cụm ba", '"cụm ba"'), ("a&b", '"a&b"')],
)
def test_the_next_command_is_given_as_it_can_be_typed(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, argument: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, _ = run("new", name, "--year", "2026")
    assert status == 0
    assert out.endswith(f"giaouoc check {argument}.\n")


def test_a_file_in_the_place_of_a_new_case_is_called_a_file(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    status, _, err = run("new", str(tmp_path / "mine"))
    assert status == 2
    assert "là một tệp, không phải thư mục" in err


def test_a_file_that_is_no_report_is_replaced_only_when_asked(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "mine.html"
    path.write_text("mine", encoding="utf-8")
    status, out, err = run("check", TET, "--report", str(path))
    assert (status, out) == (2, "")
    assert "--overwrite" in err
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("check", TET, "--report", str(path), "--overwrite")[0] == 0
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
