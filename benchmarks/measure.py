"""Whole processes timed from outside, with their processor time and peak memory where the system tells."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_KIB_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # macOS counts bytes


@dataclass(frozen=True)
class Run:
    """One process: seconds by the clock, seconds of processor, peak memory in KiB (None: not told)."""

    seconds: float
    cpu_seconds: float | None
    peak_kib: int | None


def run_once(command: Sequence[str]) -> Run:
    """Run a command to its end, its output thrown away; raises CalledProcessError where it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    if not hasattr(os, "wait4"):
        status, cpu, peak = process.wait(), None, None
    else:
        _, code, used = os.wait4(process.pid, 0)
        status = process.returncode = os.waitstatus_to_exitcode(code)
        cpu, peak = used.ru_utime + used.ru_stime, round(used.ru_maxrss * _KIB_PER_UNIT)
    seconds = time.perf_counter() - begun
    if status:
        raise subprocess.CalledProcessError(status, list(command))
    return Run(seconds, cpu, peak)


def in_turn(commands: Mapping[str, Sequence[str]], times: int) -> dict[str, list[Run]]:
    """Run the commands in turn, each so many times after one that does not count, so that all meet one load."""
    for command in commands.values():
        run_once(command)
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            found[name].append(run_once(command))
    return found


def summary(runs: Sequence[Run]) -> dict[str, object]:
    """Return median, least and most of several runs, and the most memory any of them took."""
    cpu = [r.cpu_seconds for r in runs if r.cpu_seconds is not None]
    peaks = [r.peak_kib for r in runs if r.peak_kib is not None]
    return {
        "runs": len(runs),
        "seconds": _spread([r.seconds for r in runs]),
        "cpu_seconds": _spread(cpu) if cpu else None,
        "peak_mib": round(max(peaks) / 1024, 1) if peaks else None,
    }


def ratio(more: Sequence[Run], less: Sequence[Run]) -> float:
    """Return how many times more one takes than the other, by medians.

    Processor time where the system tells it, which other work on the machine hardly moves, else the clock.
    """
    return round(_median(more) / _median(less), 2)


def _median(runs: Sequence[Run]) -> float:
    return statistics.median(r.seconds if r.cpu_seconds is None else r.cpu_seconds for r in runs)


def _spread(values: Sequence[float]) -> dict[str, float]:
    median = statistics.median(values)
    return {"median": round(median, 4), "min": round(min(values), 4), "max": round(max(values), 4)}
