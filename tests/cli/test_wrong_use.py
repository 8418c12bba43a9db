"""Wrong use is refused in words, and never taken for something else."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import pytest

from giaouoc.cli import add
from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.cli.main import main
from giaouoc.engine.figures import Precision, PublisherBasis, Status, WindowBasis
from giaouoc.wording import Lang, Voice

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TET = str(EXAMPLES / "nation-tet-2026")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        status = main([*words, "--lang", "en"])
        return status, *capsys.readouterr()

    return call


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(TET, folder)
    return folder


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ledger", "verify", TET, "--where", "minutes"), "argument --where: does not go with verify"),
        (("ledger", "verify", TET, "--accept-files"), "argument --accept-files: does not go with verify"),
        (("ledger", "seal", TET, "--anchor", "1:aaaaaaaa"), "argument --anchor: does not go with seal"),
        (("rules", "list", "police"), "police"),
        (("rules", "show"), "CODE"),
        (("rules",), "{list,show}"),
        (("explain", TET), "COMMITMENT, UNIT"),
    ],
    ids=str,
)
def test_what_an_action_does_not_take_or_lacks_is_named(run: Run, words: tuple[str, ...], said: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert said in err.splitlines()[-1]


def test_a_language_left_out_behind_its_option_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", TET, "--lang"]) == 2
    assert "--lang: cần một giá trị" in capsys.readouterr().err


def test_the_year_nought_is_a_year_and_refused(run: Run, tmp_path: Path) -> None:
    status, _, err = run("new", str(tmp_path / "new"), "--year", "0")
    assert status == 2
    assert "1990" in err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("typed", ["-20,5%", "-20.5%", "-4,93", "-,5", "-7%"])
def test_a_negative_percent_is_a_value_and_no_option(typed: str) -> None:
    parser = CaseArgumentParser("giaouoc add", "add", Voice(Lang.EN))
    parser.option("claimed-percent")
    assert parser.parse_args(["--claimed-percent", typed]) == argparse.Namespace(
        lang=None, claimed_percent=typed
    )


@pytest.mark.parametrize(
    ("name", "values", "left_out"),
    [
        ("status", Status, (Status.WITHDRAWN,)),
        ("precision", Precision, ()),
        ("window-basis", WindowBasis, ()),
        ("publisher-basis", PublisherBasis, ()),
    ],
)
def test_a_hand_may_give_every_value_of_the_engine_but_a_withdrawal(
    name: str, values: type[StrEnum], left_out: tuple[StrEnum, ...]
) -> None:
    assert add.CHOICES[name] == tuple(one.value for one in values if one not in left_out)


def test_a_figure_without_day_of_publication_is_said_to_decide_nothing(run: Run, case: Path) -> None:
    figure = (
        *("--unit", "vietnam", "--indicator", "traffic-deaths", "--publisher", "ntsc", "--value", "1"),
        *("--first-day", "14/02/2026", "--last-day", "22/02/2026", "--source", "BC 15"),
    )
    status, out, _ = run("add", str(case), *figure)
    assert status == 0
    assert out.splitlines()[1:] == [
        "It has no day of publication (--published-on), so no result uses it yet."
    ]
    status, out, _ = run("add", str(case), *figure, "--published-on", "1/3/2026")
    assert (status, len(out.splitlines())) == (0, 1)


@pytest.mark.parametrize("action", ["seal", "verify"])
def test_a_folder_that_is_not_there_has_no_broken_seal(run: Run, tmp_path: Path, action: str) -> None:
    status, out, err = run("ledger", action, str(tmp_path / "nowhere"))
    assert (status, out) == (2, "")
    assert "1. Case folder not found" in err
    assert len(err.splitlines()) == 4


def test_a_case_never_sealed_has_no_broken_seal_but_an_anchor_still_speaks(run: Run, case: Path) -> None:
    (case / "ledger.json").unlink()
    status, out, err = run("ledger", "verify", str(case))
    assert (status, out) == (2, "")
    assert "not sealed" in err
    status, out, err = run("ledger", "verify", str(case), "--anchor", "99:aaaaaaaa")
    assert (status, out) == (2, "")
    assert "99" in err


def test_a_unit_nobody_knows_is_refused_before_a_template_is_named_after_it(
    run: Run, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case)
    status, _, err = run("template", str(case), "--unit", "../vietnam")
    assert status == 2
    assert "“../vietnam”" in err
    assert "vietnam." in err


def test_a_folder_in_the_place_of_a_report_is_called_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    for more in ((), ("--overwrite",)):
        status, _, err = run("check", TET, "--report", str(tmp_path / "report.html"), *more)
        assert status == 2
        assert "folder" in err
        assert "--overwrite" not in err
