"""The office of the demonstration at each stage: it answers, its people sign in with the passwords just made."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tools.demo_stage import PEOPLE, STAGES
from tools.tree import ROOT

SCRIPT = ROOT / "tools" / "demo_office.py"


def demo(stage: str) -> subprocess.CompletedProcess[str]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("GIAOUOC_", "DJANGO_", "DATABASE_URL"))}
    return subprocess.run(
        [sys.executable, str(SCRIPT), "--no-serve"],
        env=ours | {"STAGE": stage, "GIAOUOC_LANG": "en", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_filled_and_answers(stage: str) -> None:
    done = demo(stage)
    assert (done.returncode, done.stderr) == (0, "")
    told = dict(re.findall(r"^  (\w+) +(\S+)$", done.stdout, re.M))
    assert list(told) == list(PEOPLE)
    assert len(set(told.values())) == len(PEOPLE)
    assert re.search(r"Open http://127\.0\.0\.1:\d+ and sign in", done.stdout)
    assert "has answered" in done.stdout


def test_passwords_are_made_anew_each_time() -> None:
    one, other = (set(re.findall(r"\b[0-9a-f]{6}-[0-9a-f]{6}\b", demo("signing").stdout)) for _ in range(2))
    assert len(one) == len(PEOPLE)
    assert one.isdisjoint(other)


def test_an_unknown_stage_is_told_with_those_there_are() -> None:
    done = demo("spring")
    assert (done.returncode, done.stdout) == (2, "")
    assert all(stage in done.stderr for stage in ("spring", *STAGES))
