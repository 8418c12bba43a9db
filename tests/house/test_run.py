"""run.py: its words, its answers to wrong use, and what it says about a Python without venv."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tools import parts
from tools.tree import ROOT


def call(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "run.py"), *words]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"}
    )


def test_no_word_prints_the_words_and_succeeds() -> None:
    done = call()
    listed = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert (done.returncode, listed) == (0, ["demo", "test", "check", "bench", "docs"])


def test_an_unknown_word_is_named_and_exits_with_two() -> None:
    done = call("tset")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == "run.py does not know the word 'tset'."


def test_a_python_without_venv_is_told_what_to_install() -> None:
    assert run.lacking_modules(lambda name: object()) == ""
    message = run.lacking_modules(lambda name: None if name == "ensurepip" else object())
    assert message.splitlines() == [
        f"This Python ({sys.executable}) lacks the module ensurepip: no .venv was made, nothing was run.",
        "On Debian or Ubuntu: sudo apt-get install python3-venv",
    ]


def test_run_py_stays_small_and_needs_the_standard_library_only() -> None:
    lines = (ROOT / "run.py").read_text("utf-8").splitlines()
    imported = {line.split()[1].partition(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert len(lines) < 250
    assert imported - set(sys.stdlib_module_names) == {"tools"}


def test_a_mark_changes_with_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "run.lock"
    lock.write_text("a==1\n", encoding="utf-8")
    monkeypatch.setitem(run.LOCKS, "run", [lock])
    before = run.mark("run")
    lock.write_text("a==2\n", encoding="utf-8")
    assert before != run.mark("run")


def test_a_part_named_by_the_environment_is_taken_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = parts.part_called("libreoffice")
    program = tmp_path / "soffice"
    program.touch()
    monkeypatch.setenv("GIAOUOC_LIBREOFFICE", str(program))
    assert parts.find(part) == str(program)
    monkeypatch.setenv("GIAOUOC_LIBREOFFICE", str(tmp_path / "gone"))
    assert parts.find(part) is None


def test_what_lacks_is_named_with_what_is_not_done_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    parts.tell([parts.part_called("pdftotext")])
    assert capsys.readouterr().out.splitlines() == [
        "This machine lacks pdftotext of poppler: the words of printed pages are not read back.",
        "On Debian or Ubuntu: sudo apt-get install --no-install-recommends poppler-utils",
    ]
