"""Help answers within six times the start of a bare interpreter."""

from __future__ import annotations

import sys

from benchmarks.measure import in_turn
from benchmarks.run import ALLOWED, command

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
