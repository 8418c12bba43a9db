"""Hostile arguments: what a terminal would obey is not printed, what no disk takes is refused in words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from giaouoc.cli.main import main
from giaouoc.cli.streams import repaired, visible

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TET = str(EXAMPLES / "nation-tet-2026")
LONG = "a" * 300
ESCAPE = "a\x1b[31mb"

Refused = Callable[..., str]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    def call(*words: str) -> str:
        status = main(words)
        out, err = capsys.readouterr()
        assert (status, out) == (2, "")
        assert "Traceback" not in err
        return err

    return call


@pytest.mark.parametrize(
    "words",
    [
        ("check", TET, "--unit", ESCAPE),
        ("check", TET, "--commitment", ESCAPE),
        ("check", TET, "--report", f"{ESCAPE}.html"),
        ("ledger", "verify", TET, "--anchor", ESCAPE),
        ("rules", "show", ESCAPE),
        ("import", TET, f"{ESCAPE}.xlsx"),
        ("template", TET, "-o", f"{ESCAPE}.xlsx"),
        ("new", ESCAPE),
        (ESCAPE,),
        ("check", TET, "--lang", ESCAPE),
    ],
    ids=lambda words: " ".join(words[:1]),
)
def test_an_escape_sequence_never_reaches_the_terminal(refused: Refused, words: tuple[str, ...]) -> None:
    said = refused(*words)
    assert "\x1b" not in said
    assert "\N{REPLACEMENT CHARACTER}" in said


def test_an_escape_sequence_in_the_environment_never_reaches_the_terminal(
    refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIAOUOC_LANG", ESCAPE)
    assert "\x1b" not in refused("check", TET)


def test_a_turned_writing_direction_is_shown_as_what_it_is(refused: Refused) -> None:
    assert "a\N{REPLACEMENT CHARACTER}b" in refused("rules", "show", "a\N{RIGHT-TO-LEFT OVERRIDE}b")


@pytest.mark.parametrize(
    "words",
    [
        ("check", LONG),
        ("explain", LONG, "traffic", "vietnam"),
        ("new", LONG),
        ("ledger", "verify", LONG),
        ("ledger", "seal", LONG),
        ("template", TET, "-o", f"{LONG}.xlsx"),
        ("import", TET, f"{LONG}.xlsx"),
        ("check", TET, "--report", f"{LONG}.html"),
    ],
    ids=lambda words: " ".join(word for word in words if len(word) < 20 and "/" not in word),
)
def test_a_name_too_long_for_any_disk_is_refused_in_words(refused: Refused, words: tuple[str, ...]) -> None:
    assert "quá dài" in refused(*words)


@pytest.mark.parametrize(
    ("text", "lines", "seen"),
    [
        ("đơn vị", False, "đơn vị"),
        ("14,2\N{NO-BREAK SPACE}%", False, "14,2\N{NO-BREAK SPACE}%"),
        ("a\nb", False, "a\N{REPLACEMENT CHARACTER}b"),
        ("a\nb", True, "a\nb"),
        ("a\rb", True, "a\N{REPLACEMENT CHARACTER}b"),
        ("\udcc4\udc91", False, "đ"),
        ("\udcff", False, "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_only_what_shows_is_visible(text: str, lines: bool, seen: str) -> None:
    assert visible(text, lines=lines) == seen


def test_letters_that_the_locale_could_not_read_are_read_again() -> None:
    torn = "đính chính số 3".encode().decode("ascii", "surrogateescape")
    assert repaired(torn) == "đính chính số 3"
    assert repaired("\udcff\udcfe") == "\udcff\udcfe"


@pytest.mark.skipif(os.name == "nt", reason="a locale of ASCII")
def test_vietnamese_words_reach_the_ledger_from_a_terminal_of_ascii(tmp_path: Path) -> None:
    case = tmp_path / "hồ sơ"
    shutil.copytree(TET, case)
    words = (
        *("add", str(case), "--unit", "vietnam", "--indicator", "traffic-deaths", "--publisher", "ntsc"),
        *("--first-day", "14/02/2026", "--last-day", "22/02/2026", "--value", "231"),
        *("--source", "Báo cáo số 15", "--published-on", "01/03/2026"),
    )
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment.pop("PYTHONIOENCODING", None)
    for asked in (words, ("check", str(case), "--format", "json"), ("check", str(case))):
        ended = subprocess.run(
            [sys.executable, "-m", "giaouoc", *asked], capture_output=True, env=environment, check=False
        )
        assert (ended.returncode, ended.stderr) == (0, b"")
    assert ",Báo cáo số 15," in (case / "figures.csv").read_text(encoding="utf-8")
