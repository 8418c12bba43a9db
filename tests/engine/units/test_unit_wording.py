from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import giaouoc

ROOT = Path(giaouoc.__file__).parent
SOURCE = "".join(path.read_text("utf-8") for path in (ROOT / "engine" / "units").glob("*.py"))


def catalogue(language: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((ROOT / "wording" / language / "units.toml").read_text("utf-8"))


def placeholders(entry: dict[str, Any]) -> set[str]:
    texts = [entry["title"], entry["saw"], entry["way_out"], *entry.get("explanations", [])]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_of_the_room_is_worded_and_nothing_else(language: str) -> None:
    assert set(catalogue(language)) == set(re.findall(r"\"units\.([a-z-]+)\"", SOURCE))


def test_both_languages_use_the_same_placeholders() -> None:
    vi, en = catalogue("vi"), catalogue("en")
    assert {c: placeholders(e) for c, e in vi.items()} == {c: placeholders(e) for c, e in en.items()}
