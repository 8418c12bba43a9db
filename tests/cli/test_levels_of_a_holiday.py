"""A pact of levels only is judged, explained and printed although no earlier holiday is declared to compare with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from giaouoc.cli.main import main

TET = Path(__file__).resolve().parents[2] / "examples" / "nation-tet-2026"

# Tết 2024 is the first one declared; its figures were published with those of 2025.
LEVEL = """
[[commitment]]
code = "deaths"
type = "quantified"
text = "không quá {most} người chết"
title = "Không quá {most} người chết"
title_en = "At most {most} deaths"
sources = ["ntsc"]
scope = "stated"

[[commitment.part]]
code = "deaths"
indicator = "traffic-deaths"
label = "Số người chết"
label_en = "Deaths"
direction = "reach"
comparator = "at_most"
value = {most}
unit = "count"
"""


def level_pact(folder: Path, most: int) -> Path:
    shutil.copytree(TET, folder)
    pact = folder / "pact.toml"
    head = pact.read_text(encoding="utf-8").partition("[[commitment]]")[0]
    for old, new in (
        ("2026-02-14", "2024-02-08"),
        ("2026-02-22", "2024-02-14"),
        ("2026-01-01", "2024-01-01"),
    ):
        assert old in head
        head = head.replace(old, new)
    pact.write_text(head + LEVEL.format(most=most), encoding="utf-8")
    (folder / "ledger.json").unlink()
    return folder


@pytest.mark.parametrize(("most", "word"), [(335, "Kept"), (334, "Not kept")])
def test_a_level_is_explained_once_and_compares_with_no_period(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], most: int, word: str
) -> None:
    case = str(level_pact(tmp_path / "case", most))
    assert main(["explain", case, "deaths", "vietnam", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert said.count(word) == 2
    assert "depends on no baseline" in said
    assert "Compared with" not in said


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_a_pact_of_levels_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    report = tmp_path / f"report.{kind}"
    assert main(["check", str(level_pact(tmp_path / "case", 400)), "--report", str(report)]) == 0
    assert report.stat().st_size > 1000
