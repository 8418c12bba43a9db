"""A list of refusals: said once for all places it holds for, cut with what is left, never hiding another kind."""

from __future__ import annotations

import pytest

from giaouoc.cli.refusals import MOST, MOST_READ, print_refusal
from giaouoc.engine.findings import Finding, error
from giaouoc.wording import Lang, Voice

EN = Voice(Lang.EN)


def empty(row: int) -> Finding:
    return error("entries.option-empty", row=row)


def told(findings: list[Finding], capsys: pytest.CaptureFixture[str]) -> list[str]:
    print_refusal(findings, EN)
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_what_is_wrong_alike_is_said_once_with_every_place(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told([empty(5), empty(6), empty(7)], capsys)
    assert len([line for line in lines if line[0].isdigit()]) == 1
    assert lines[0].startswith("Not done; 3 ")
    assert lines[1].endswith("(row 5)")
    assert lines[4:] == ["   The same: row 6", "   The same: row 7"]


def test_another_kind_is_shown_after_any_number_of_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    other = error("entries.report-twice", value="a.html")
    lines = told([*map(empty, range(2, 2 + 3 * MOST)), other], capsys)
    assert any(line.startswith("2. ") for line in lines)
    assert "a.html" in " ".join(lines)
    assert len([line for line in lines if line.startswith("   The same: ")]) == MOST - 2
    assert lines[-1] == f"… and {2 * MOST + 1} more."


@pytest.mark.parametrize("count", [MOST - 1, MOST, MOST + 1])
def test_only_what_is_over_the_limit_is_left(count: int, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = told([error("entries.report-twice", value=f"{n}.html") for n in range(count)], capsys)
    places = told([empty(n) for n in range(count)], capsys)
    for lines in (kinds, places):
        assert (lines[-1] == "… and 1 more.") is (count > MOST)
    assert len([line for line in kinds if line[0].isdigit()]) == min(count, MOST)
    assert len([line for line in places if "row " in line]) == min(count, MOST)


def test_a_very_long_list_is_counted_to_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert told([empty(1)] * (MOST_READ + 7), capsys)[-1] == f"… and {MOST_READ + 7 - MOST:,} more."
