"""Measure and write benchmarks/results: all verdicts against reading the files, and help against a bare interpreter."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
if __package__ in (None, ""):  # run as a file: the checkout is not on the path yet
    sys.path.insert(0, str(HERE.parent))

from benchmarks.measure import in_turn, ratio, summary  # noqa: E402

FORMAT = "giaouoc-benchmark/1"
ALLOWED = {"verdicts": 5.0, "help": 6.0}
TITLE = (
    "# Results\n\nOne line a day, the newest of each day; the JSON beside it holds the spread. Written by"
    " `python3 run.py bench`.\nTimes are medians of whole processes, in seconds by the clock; ratios are of"
    " processor time. A ratio can be\ncompared between machines, a time cannot.\n\n"
    "| day | Python | cores | rows | verdicts | read | read and judge | ratio | peak MiB | help / bare |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
)


def main(words: Sequence[str] | None = None) -> int:
    """Measure, write the results and print them; return 1 where a ratio is over what is allowed."""
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("--units", type=int, default=34)
    parser.add_argument("--times", type=int, default=5, help="how often each whole case is read and judged")
    parser.add_argument("--help-times", type=int, default=15, help="how often help is asked for")
    parser.add_argument("--out", type=Path, default=HERE / "results")
    asked = parser.parse_args(words)
    result = measured(asked.units, asked.times, asked.help_times)
    write(result, asked.out)
    over = [name for name, most in ALLOWED.items() if result[name]["ratio"] > most]
    for name, most in ALLOWED.items():
        print(f"{name}: {result[name]['ratio']} times, {most} are allowed")
    return 1 if over else 0


def measured(units: int, times: int, help_times: int) -> dict[str, Any]:
    """Return everything measured, without a name of this machine or a path on it."""
    with tempfile.TemporaryDirectory() as folder:
        size = _made(Path(folder), units)
        verdicts = _verdicts(Path(folder), times)
    return {
        "format": FORMAT,
        "measured_on": date.today().isoformat(),  # noqa: DTZ011 -- the day on the wall of this machine
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "case": size,
        "verdicts": verdicts,
        "help": help_against_bare(help_times),
    }


def _made(folder: Path, units: int) -> dict[str, int]:
    """Write the case in a process of its own: a child is told to have taken what its parent took at the start."""
    command = [sys.executable, str(HERE / "cluster.py"), str(folder), str(units)]
    size: dict[str, int] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return size


def _verdicts(folder: Path, times: int) -> dict[str, Any]:
    work = [sys.executable, str(HERE / "work.py")]
    runs = in_turn({what: [*work, what, str(folder)] for what in ("read", "judge")}, times)
    return {
        "read": summary(runs["read"]),
        "judge": summary(runs["judge"]),
        "ratio": ratio(runs["judge"], runs["read"]),
    }


def help_against_bare(times: int) -> dict[str, Any]:
    """Return the time of `giaouoc --help` against an interpreter that does nothing."""
    commands = {"help": [*command(), "--help"], "bare": [sys.executable, "-c", "pass"]}
    runs = in_turn(commands, times)
    return {
        "help": summary(runs["help"]),
        "bare": summary(runs["bare"]),
        "ratio": ratio(runs["help"], runs["bare"]),
    }


def command() -> list[str]:
    """Return the command `giaouoc` of this interpreter."""
    script = Path(sys.executable).parent / "giaouoc"
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", "import sys; from giaouoc.cli.main import main; sys.exit(main())"]


def write(result: dict[str, Any], folder: Path) -> None:
    """Write the JSON of the day and its line in README.md; an earlier run of the day is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    day = result["measured_on"]
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{day}-standing.json").write_text(text, encoding="utf-8", newline="\n")
    page = folder / "README.md"
    before = page.read_text(encoding="utf-8").splitlines() if page.exists() else []
    lines = [one for one in before if one.startswith("| 2") and not one.startswith(f"| {day} ")]
    page.write_text(TITLE + "\n".join(sorted([*lines, line(result)])) + "\n", encoding="utf-8", newline="\n")


def line(result: dict[str, Any]) -> str:
    """Return the line of a result in README.md."""
    size, verdicts = result["case"], result["verdicts"]
    cells = [
        result["measured_on"],
        result["python"],
        result["cores"],
        size["rows"],
        size["verdicts"],
        f"{verdicts['read']['seconds']['median']:.2f}",
        f"{verdicts['judge']['seconds']['median']:.2f}",
        f"{verdicts['ratio']:.2f}",
        verdicts["judge"]["peak_mib"],
        f"{result['help']['ratio']:.2f}",
    ]
    return "| " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    sys.exit(main())
