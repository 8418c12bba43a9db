"""A run cut short says what it has written: by Ctrl-C, by a disk that is full, by a terminal that is not there."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from giaouoc.cli.journal import begin, done, done_so_far, unbroken
from giaouoc.cli.main import main
from giaouoc.engine.findings import Refusal, refuse

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FIGURE = (
    *("--unit", "vietnam", "--indicator", "traffic-deaths", "--publisher", "ntsc"),
    *("--first-day", "14/02/2026", "--last-day", "22/02/2026", "--value", "231"),
    *("--source", "BC 15", "--published-on", "01/03/2026"),
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(EXAMPLES / "nation-tet-2026", folder)
    return folder


class Stopped(io.StringIO):
    """A terminal at which somebody presses Ctrl-C as soon as the answer is on it."""

    def flush(self) -> None:
        raise KeyboardInterrupt


def test_a_stop_waits_until_the_work_is_done() -> None:
    begin()

    def work() -> None:
        with unbroken():
            signal.raise_signal(signal.SIGINT)
            done("written")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done_so_far() == ("written",)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_refusal_goes_before_a_stop() -> None:
    def work() -> None:
        with unbroken():
            signal.raise_signal(signal.SIGINT)
            raise refuse("figures.negative")

    with pytest.raises(Refusal):
        work()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("vi", "Đã dừng theo yêu cầu. Những việc đã xong trước khi dừng:\n- Đã ghi dòng sổ số 16.\n"),
        ("en", "Stopped as asked. Done before that:\n- In the ledger now: entry 16.\n"),
    ],
)
def test_a_stop_after_writing_names_the_entry(
    case: Path, lang: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Stopped())
    assert main(["add", str(case), *FIGURE, "--lang", lang]) == 130
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("vi", "Đã dừng theo yêu cầu; sổ số liệu và các tệp khác giữ nguyên.\n"),
        ("en", "Stopped as asked; the ledger and all files are as they were.\n"),
    ],
)
def test_a_stop_before_anything_is_written_says_that(
    case: Path, lang: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Stopped())
    assert main(["check", str(case), "--lang", lang]) == 130
    assert capsys.readouterr().err == said


FULL = Path("/dev/full")


def to_a_full_disk(*words: str) -> tuple[int, str]:
    with FULL.open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "giaouoc", *words], stdout=full, stderr=subprocess.PIPE, check=False
        )
    return ended.returncode, ended.stderr.decode("utf-8")


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("how", ["table", "json", "csv"])
def test_an_answer_that_cannot_be_printed_ends_with_its_own_status(how: str) -> None:
    status, said = to_a_full_disk("check", str(EXAMPLES / "nation-tet-2026"), "--format", how)
    assert status == 3
    assert said == (
        "Không in được kết quả: đĩa đã đầy hoặc hết hạn mức. Sổ số liệu và các tệp khác giữ nguyên.\n"
    )


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_what_was_written_is_told_where_the_answer_cannot_be_printed(case: Path) -> None:
    status, said = to_a_full_disk("add", str(case), *FIGURE)
    assert (status, said.splitlines()[1:]) == (3, ["- Đã ghi dòng sổ số 16."])
    assert (case / "figures.csv").read_text(encoding="utf-8").count("\n16,") == 1


@pytest.mark.skipif(os.name == "nt", reason="closes a stream the way a shell does")
@pytest.mark.parametrize("closed", [1, 2])
def test_a_stream_closed_before_the_command_changes_nothing(case: Path, closed: int) -> None:
    command = f"exec {closed}>&-; exec {sys.executable} -m giaouoc add {case} " + " ".join(
        f"'{word}'" for word in FIGURE
    )
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (case / "figures.csv").read_text(encoding="utf-8").count("\n16,") == 1
