"""run.py: its words, its answers to wrong use, and what it says about a Python without venv."""

from __future__ import annotations

import ast
import os
import shutil
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


def test_an_older_python_can_read_run_py_far_enough_to_say_that_it_is_too_old() -> None:
    tree = ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    # Python 3.6 does not know the one the other files have.
    assert futures == []


def test_a_venv_that_is_no_folder_is_named_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = tmp_path / ".venv"
    monkeypatch.setattr(run, "VENV", venv)
    assert run.in_the_way() == ""
    venv.mkdir()
    assert run.in_the_way() == ""
    venv.rmdir()
    venv.symlink_to(tmp_path / "gone")
    assert run.in_the_way().splitlines() == [
        f"{venv} is there and is no folder: no .venv was made, nothing was run.",
        "Move it away.",
    ]


def test_what_was_installed_is_noted_among_the_packages_and_goes_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = tmp_path / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    monkeypatch.setattr(run, "VENV", venv)
    monkeypatch.setattr(run, "PYTHON", venv / run.PYTHON.relative_to(run.ROOT / ".venv"))
    run.stamp("run").write_text(run.mark("run"), encoding="utf-8")
    assert run.stamped("run")
    shutil.rmtree(run.stamp("run").parent)
    assert not run.stamped("run")


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


def demo(*words: str, encoding: str = "utf-8") -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "tools/demo.py"), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def test_the_demo_knows_one_word() -> None:
    out, err = demo("quickly").communicate()
    assert (out, err.decode().strip()) == (b"", "demo knows no word but --no-serve: quickly")


def test_the_demo_speaks_to_any_terminal_until_its_reader_leaves() -> None:
    running = demo(encoding="ascii")
    assert running.stdout is not None
    assert running.stderr is not None
    assert running.stdout.readline() == b"Da doc va danh gia 5 ho so vi du.\n"
    running.stdout.close()
    complaint = running.stderr.read()
    running.stderr.close()
    assert (running.wait(), complaint) == (0, b"")
