"""The streams of a command: a reader who leaves, and a terminal without Vietnamese letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TET = str(EXAMPLES / "nation-tet-2026")
CLUSTER = str(EXAMPLES / "cluster-8-2025")
GIAOUOC = (sys.executable, "-m", "giaouoc")


def closed_after(letters: int, *words: str) -> tuple[int, str]:
    """Run a command whose reader leaves after so many bytes; return its status and what it complained of."""
    started = subprocess.Popen([*GIAOUOC, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.read(letters)
    started.stdout.close()
    complaint = started.stderr.read().decode("utf-8")
    started.stderr.close()
    return started.wait(), complaint


@pytest.mark.parametrize(
    "words",
    [
        ("check", CLUSTER),
        ("check", CLUSTER, "--format", "json"),
        ("check", CLUSTER, "--format", "csv"),
        ("check", "--help"),
        ("explain", TET, "traffic", "vietnam"),
        ("rules", "list"),
    ],
    ids=" ".join,
)
def test_a_reader_who_leaves_is_no_fault(words: tuple[str, ...]) -> None:
    assert closed_after(1, *words) == (0, "")


def test_a_reader_who_never_came_is_no_fault() -> None:
    assert closed_after(0, "check", TET) == (0, "")


def said(encoding: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    return subprocess.run([*GIAOUOC, *words], capture_output=True, check=False, env=environment)


def test_a_terminal_of_ascii_is_spoken_to_without_marks_and_keeps_the_signs_apart() -> None:
    done = said("ascii", "check", TET)
    words = done.stdout.decode("ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "v Dat" in words
    assert "x Khong dat" in words
    assert "? Chua the ket luan" in words
    assert "-24,09 %" in words


def test_a_refusal_reaches_a_terminal_of_ascii_too() -> None:
    done = said("ascii", "check", "nowhere")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"-> " in done.stderr


def test_a_code_page_keeps_the_letters_it_has() -> None:
    words = unicodedata.normalize("NFC", said("cp1258", "check", TET).stdout.decode("cp1258"))
    assert "giao ưoc không nêu" in words


@pytest.mark.parametrize("how", ["json", "csv"])
def test_what_another_program_reads_is_utf_8_everywhere(how: str) -> None:
    plain = said("ascii", "check", TET, "--format", how)
    assert plain.stdout == said("utf-8", "check", TET, "--format", how).stdout
    if how == "json":
        assert "Tết" in json.loads(plain.stdout.decode("utf-8"))["pact"]["title"]
