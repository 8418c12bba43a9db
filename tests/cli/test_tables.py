"""A standing on the terminal: what bears on a verdict first, and every unit of a large cluster."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from giaouoc.cli.main import main
from giaouoc.cli.tables import WIDTH, print_standing, weightiest_first
from giaouoc.engine.findings import error, note, warning
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.services.cases import judge_case, open_case
from giaouoc.wording import Lang, Voice
from tests.support.pacts import YEAR, bodies, case, commitment, entry, pact

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NATION = EXAMPLES / "nation-2025-year"


def printed(standing: Standing, capsys: pytest.CaptureFixture[str]) -> list[str]:
    print_standing(standing, Voice(Lang.EN))
    return capsys.readouterr().out.splitlines()


def test_the_base_that_others_would_fill_is_among_the_findings_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", str(NATION)]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "được 10.996; 10.491 so với số ấy là −4,59" in out
    left = len(judge_case(open_case(NATION)).all_findings) - 15
    assert f"… và còn {left} điều nữa" in out
    assert out.count("[ghi chú]") + out.count("[cảnh báo]") + out.count("[lỗi]") == 15


def test_findings_stand_by_what_they_mean_for_a_verdict() -> None:
    standing = judge(case([entry(1, YEAR, 7)]))
    (verdict,) = standing.verdicts
    (part,) = verdict.parts
    about = {"seq": 1}
    of_part = (
        note("checks.small-count", **about),
        note("checks.would-add-up", would_be="kept"),
        warning("checks.base-moved", **about),
    )
    of_case = (
        note("checks.window-not-stated", **about),
        warning("checks.publishers-contradict", **about),
        note("figures.seal-rows-unsealed", count=1),
        error("figures.undated-left-out", **about),
    )
    changed = replace(
        standing, findings=of_case, verdicts=(replace(verdict, parts=(replace(part, findings=of_part),)),)
    )
    assert [f.code for f in weightiest_first(changed)] == [
        "figures.undated-left-out",
        "checks.base-moved",
        "figures.seal-rows-unsealed",
        "checks.would-add-up",
        "checks.publishers-contradict",
        "checks.window-not-stated",
        "checks.small-count",
    ]


def large(units: int, commitments: int) -> Standing:
    names = [f"unit-{n:02} of a city named at length" for n in range(1, units + 1)]
    asked = [commitment(code=f"promise-{n}") for n in range(1, commitments + 1)]
    figures = [entry(n, YEAR, 7, unit=name) for n, name in enumerate(names, start=1)]
    return judge(case(figures, of=pact(*asked, signatories=tuple(names)), units=bodies(*names)))


def test_every_unit_of_a_large_cluster_has_its_line_with_a_sign_for_each_commitment(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = printed(large(34, 20), capsys)
    start = next(n for n, line in enumerate(lines) if line.startswith("At a glance"))
    head = lines[start + 1].split()
    assert head == ["Unit", *(str(n) for n in range(1, 21))]
    for number in range(1, 35):
        line = lines[start + 1 + number]
        assert line.startswith(f"unit-{number:02} of a city named at")
        assert line.count("?") == 20
    assert max(len(line) for line in lines[: start + 60]) <= WIDTH
    assert "1 promise-1; 2 promise-2; 3 promise-3" in " ".join(" ".join(lines).split())


def test_more_commitments_than_a_line_holds_go_on_below(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(large(7, 25), capsys)
    heads = [line.split()[1:] for line in lines if line.startswith("Unit ")]
    assert [n for head in heads for n in head] == [str(n) for n in range(1, 26)]
    assert len(heads) == 2
    assert sum(line.startswith("unit-07 ") for line in lines) == 2


def test_six_units_still_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(large(6, 2), capsys)
    assert any(line.startswith(("┃ Commitment", "│ Commitment")) for line in lines)
