"""The catalogues: every finding worded, no words left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import catalogues
from tools.tree import ROOT, python_files

WORDING = ROOT / "src/giaouoc/wording"
FIELDS = {"title", "saw", "way_out"}
NAMES = sorted({path.name for language in ("vi", "en") for path in (WORDING / language).glob("*.toml")})
SOURCES = [path.read_text("utf-8") for path in python_files(ROOT / "src")]
MADE = {code for source in SOURCES for code in catalogues.made_codes(source)}
NAMED = {code for source in SOURCES for code in catalogues.named_codes(source)}


def worded(name: str) -> dict[str, set[str]]:
    path = WORDING / "vi" / name
    return catalogues.sentences(path) if path.exists() else {}


def test_every_finding_is_worded() -> None:
    missing = sorted(
        code
        for code in MADE
        for room, _, slug in [code.partition(".")]
        if not worded(f"{room}.toml").get(slug, set()) >= FIELDS
    )
    assert missing == []


def test_no_words_stand_for_a_finding_that_is_never_made() -> None:
    left_over = sorted(
        code
        for name in NAMES
        for slug in worded(name)
        if (code := f"{name.removesuffix('.toml')}.{slug}") not in NAMED
    )
    assert left_over == []


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ('warning("checks.parts-do-not-add-up", value=1)', {"checks.parts-do-not-add-up"}),
        ('raise refuse("units.cycle" if loop else "units.gap")', {"units.cycle", "units.gap"}),
        ('findings.note("periods.windows-differ")', {"periods.windows-differ"}),
        ('open("figures.csv")\nsay("checks.not-made")', set()),
        ('error("figures.csv")', set()),
    ],
)
def test_codes_are_read_from_where_findings_are_made(source: str, made: set[str]) -> None:
    assert catalogues.made_codes(source) == made


def test_only_tables_that_word_a_finding_are_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "checks.toml"
    path.write_text('["a-b"]\ntitle = "T"\nsaw = "S"\nway_out = "W"\n[column]\nsaw = "x"\n', "utf-8")
    assert catalogues.sentences(path) == {"a-b": {"title", "saw", "way_out"}}
