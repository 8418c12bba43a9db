"""Help answers within six times the start of a bare interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.measure import in_turn
from benchmarks.run import ALLOWED, command
from giaouoc.cli.main import WORDS

TIMES = 5
ROUNDS = 3


def times_slower() -> float:
    """Compare the quickest of several starts: what is slower than that is the load of the machine."""
    runs = in_turn({"help": [*command(), "--help"], "bare": [sys.executable, "-c", "pass"]}, TIMES)
    quickest = {name: min(run.seconds for run in found) for name, found in runs.items()}
    return quickest["help"] / quickest["bare"]


def test_help_takes_at_most_six_times_a_bare_start() -> None:
    measured: list[float] = []
    while len(measured) < ROUNDS:
        measured.append(times_slower())
        if measured[-1] <= ALLOWED["help"]:
            break
    assert min(measured) <= ALLOWED["help"], measured


@pytest.mark.parametrize("word", WORDS)
def test_the_help_of_a_word_waits_for_no_room_of_the_engine_and_no_library(word: str) -> None:
    program = (
        "import sys; from giaouoc.cli.main import main\n"
        f"try: main(['{word}', '--help'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    ).stderr
    heavy = {"giaouoc.engine.", "giaouoc.exchange", "giaouoc.services", "rich", "numpy", "openpyxl"}
    waited_for = {name for name in loaded.split() if name.startswith(tuple(heavy))}
    assert waited_for == {"giaouoc.engine.findings"}
