"""The benchmark, on a cluster of two units: what it makes, what it writes, what it does not name."""

from __future__ import annotations

import getpass
import json
import platform
import re
import sys
from pathlib import Path

import pytest

from benchmarks import run
from benchmarks.cluster import write_cluster
from benchmarks.measure import Run, ratio, summary
from giaouoc.engine.figures import COLUMNS
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result
from giaouoc.exchange.case_folder import read_case
from tools.tree import ROOT

FILES = ("figures.csv", "indicators.toml", "pact.toml", "units.toml")


def runs(*seconds: float) -> list[Run]:
    return [Run(s, s / 2, int(1024 * s)) for s in seconds]


def test_the_cluster_has_the_size_it_says_and_is_the_same_each_time(tmp_path: Path) -> None:
    size = write_cluster(tmp_path / "one", 2)
    assert write_cluster(tmp_path / "two", 2) == size
    one, two = ([(tmp_path / place / f).read_bytes() for f in FILES] for place in ("one", "two"))
    assert one == two
    standing = judge(read_case(tmp_path / "one").case)
    assert (size.units, size.commitments, size.verdicts) == (2, 20, len(standing.verdicts))
    assert size.rows == len(standing.case.ledger)
    assert {Result.KEPT, Result.NOT_KEPT} <= {v.result for v in standing.verdicts}
    assert standing.case.pact.made_up


def test_the_cluster_of_the_issue_is_large_enough(tmp_path: Path) -> None:
    size = write_cluster(tmp_path, 34)
    header, *rows = (tmp_path / "figures.csv").read_text(encoding="utf-8").splitlines()
    assert header.split(",") == list(COLUMNS)
    assert (size.units, size.commitments, size.months, size.verdicts) == (34, 20, 24, 680)
    assert (size.rows, size.rows > 35_000) == (len(rows), True)


def test_a_summary_has_the_middle_and_both_ends() -> None:
    assert summary(runs(3, 1, 2, 9, 4)) == {
        "runs": 5,
        "seconds": {"median": 3, "min": 1, "max": 9},
        "cpu_seconds": {"median": 1.5, "min": 0.5, "max": 4.5},
        "peak_mib": 9.0,
    }
    assert summary([Run(2, None, None)]) == {
        "runs": 1,
        "seconds": {"median": 2, "min": 2, "max": 2},
        "cpu_seconds": None,
        "peak_mib": None,
    }


def test_a_ratio_is_of_processor_time_where_it_is_told() -> None:
    assert ratio([Run(100, 11, None), Run(1, 12, None), Run(1, 10, None)], runs(4, 6, 8)) == 3.67
    assert ratio([Run(10, None, None)], [Run(4, None, None)]) == 2.5


def test_a_measurement_is_written_and_names_no_machine(tmp_path: Path) -> None:
    result = run.measured(units=1, times=1, help_times=1)
    run.write(result, tmp_path)
    run.write(result, tmp_path)
    (written,) = tmp_path.glob("*.json")
    assert written.name == f"{result['measured_on']}-standing.json"
    assert json.loads(written.read_text(encoding="utf-8")) == result
    assert result["case"] == {"units": 1, "commitments": 20, "months": 24, "rows": 1140, "verdicts": 20}
    assert result["verdicts"]["ratio"] > 1
    assert result["help"]["ratio"] > 1
    text = written.read_text(encoding="utf-8") + (tmp_path / "README.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[^\s\"|,]+", text))
    assert words & {platform.node(), getpass.getuser(), str(tmp_path), sys.executable, str(ROOT)} == set()


def test_a_day_has_one_line_and_days_stand_in_order(tmp_path: Path) -> None:
    spread = {"seconds": {"median": 2.0, "min": 1, "max": 3}, "peak_mib": 80.5}
    for day in ("2026-11-24", "2026-11-23", "2026-11-24"):
        run.write(
            {
                "measured_on": day,
                "python": "3.11.2",
                "cores": 2,
                "case": {"rows": 7, "verdicts": 3},
                "verdicts": {"read": spread, "judge": spread, "ratio": 1.0},
                "help": {"ratio": 4.5},
            },
            tmp_path,
        )
    lines = [one for one in (tmp_path / "README.md").read_text("utf-8").splitlines() if one.startswith("| 2")]
    assert lines == [
        "| 2026-11-23 | 3.11.2 | 2 | 7 | 3 | 2.00 | 2.00 | 1.00 | 80.5 | 4.50 |",
        "| 2026-11-24 | 3.11.2 | 2 | 7 | 3 | 2.00 | 2.00 | 1.00 | 80.5 | 4.50 |",
    ]


@pytest.mark.parametrize(("most", "status"), [(1e-9, 1), (1e9, 0)])
def test_a_ratio_over_what_is_allowed_fails(
    most: float, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ALLOWED", {"verdicts": most, "help": most})
    words = ["--units", "1", "--times", "1", "--help-times", "1", "--out", str(tmp_path)]
    assert run.main(words) == status
