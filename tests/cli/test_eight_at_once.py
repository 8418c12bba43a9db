"""Several commands on one case at the same time: no figure is lost, no number is said twice."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
AT_ONCE = 8


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "giaouoc", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_eight_adding_at_once_make_eight_rows_and_say_eight_numbers(tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(EXAMPLES / "nation-tet-2026", case)
    before = (case / "figures.csv").read_text(encoding="utf-8")
    running = [
        start(
            *("add", str(case), "--unit", "vietnam", "--indicator", "traffic-deaths", "--publisher", "ntsc"),
            *("--first-day", "14/02/2026", "--last-day", "22/02/2026", "--value", str(300 + number)),
            *("--source", f"BC {number}", "--published-on", "01/03/2026"),
        )
        for number in range(AT_ONCE)
    ]
    ended = [(*one.communicate(), one.returncode) for one in running]
    assert [(err, status) for _, err, status in ended] == [("", 0)] * AT_ONCE
    said = {int(re.findall(r"[0-9]+", out)[0]): place for place, (out, _, _) in enumerate(ended)}
    after = (case / "figures.csv").read_text(encoding="utf-8")
    assert after.startswith(before)
    rows = list(csv.DictReader(io.StringIO(after)))[15:]
    assert {int(row["seq"]): int(row["value"]) - 300 for row in rows} == said
    assert sorted(said) == list(range(16, 16 + AT_ONCE))
    assert not list(case.glob(".*"))
