"""The catalogues: both languages complete, every finding worded, no words left over."""

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


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_keys_and_placeholders(name: str) -> None:
    vietnamese, english = (
        {
            keys: catalogues.placeholders(text)
            for keys, text in catalogues.texts(WORDING / language / name).items()
        }
        for language in ("vi", "en")
    )
    assert vietnamese == english


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_empty(name: str) -> None:
    for language in ("vi", "en"):
        found = catalogues.texts(WORDING / language / name)
        assert [keys for keys, text in found.items() if not text.strip()] == []


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


def test_texts_and_placeholders_are_read_with_their_keys_and_formats(tmp_path: Path) -> None:
    path = tmp_path / "checks.toml"
    path.write_text('["a-b"]\ntitle = "T"\nsaw = "{unit}: {change:percent}"\nwhy = ["x {n}", "y"]\n', "utf-8")
    assert {keys: catalogues.placeholders(text) for keys, text in catalogues.texts(path).items()} == {
        ("a-b", "title"): set(),
        ("a-b", "saw"): {"unit", "change:percent"},
        ("a-b", "why"): {"n"},
    }
    assert catalogues.sentences(path) == {"a-b": {"title", "saw", "why"}}
