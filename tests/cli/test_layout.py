"""What is laid out fits and keeps its letters: any terminal, any width, any name."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from giaouoc.cli.main import main
from giaouoc.cli.tables import WIDTH, Grid, Words, console
from giaouoc.exchange.rule_pages import rule_pages

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SYNTHETIC = str(EXAMPLES / "synthetic-cluster")
GIAOUOC = (sys.executable, "-m", "giaouoc")


def printed(*words: str, **environment: str) -> str:
    done = subprocess.run([*GIAOUOC, *words], capture_output=True, check=False, env=os.environ | environment)
    return done.stdout.decode(environment.get("PYTHONIOENCODING", "utf-8"))


@pytest.mark.parametrize("encoding", ["ascii", "cp1258"])
@pytest.mark.parametrize("words", [("check", SYNTHETIC), ("explain", SYNTHETIC, "traffic", "sim-c")], ids=str)
def test_tables_stay_straight_where_signs_are_spelled_with_more_letters(
    words: tuple[str, ...], encoding: str
) -> None:
    lines = printed(*words, PYTHONIOENCODING=encoding).splitlines()
    assert any("->" in line for line in lines)
    assert {len(line) for line in lines if line.startswith(("|", "+"))} <= {WIDTH}
    assert max(map(len, lines)) <= WIDTH


def test_a_pipe_takes_no_colour_though_the_environment_asks_for_it() -> None:
    assert "\x1b" not in printed("check", SYNTHETIC, FORCE_COLOR="1", CLICOLOR_FORCE="1")


def test_a_word_too_long_for_its_column_is_broken_and_not_cut(capsys: pytest.CaptureFixture[str]) -> None:
    table = Grid(expand=True)
    for _ in range(3):
        table.column("12.345.678.901.234.567", ratio=1)
    table.add_row(*[Words("98.765.432.109.876.543")] * 3)
    console(36).print(table)
    out = capsys.readouterr().out
    first = "".join(re.findall(r"^[│┃] (\S*) *[│┃]", out, re.MULTILINE))
    assert first == "12.345.678.901.234.567" + "98.765.432.109.876.543"


def test_the_code_of_every_rule_stands_whole_in_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {page.code for page in rule_pages()} <= {word for line in lines for word in line.split()}
    assert max(map(len, lines)) <= WIDTH


def test_no_column_is_left_for_parts_where_nothing_has_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", SYNTHETIC, "--commitment", "escapes", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "┃ Unit " in out
    assert "┃ Part " not in out
