from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import giaouoc
from giaouoc.engine.findings import Finding, Refusal
from giaouoc.engine.periods import (
    Calendar,
    Holiday,
    Period,
    PeriodKind,
    Window,
    compare_holidays,
    same_holiday_year_before,
    same_period,
)

ROOT = Path(giaouoc.__file__).parent
CATALOGUES = {
    language: tomllib.loads((ROOT / "wording" / language / "periods.toml").read_text(encoding="utf-8"))
    for language in ("vi", "en")
}
SHORT = Holiday("tet", 2024, Window.inclusive(date(2024, 2, 8), date(2024, 2, 14)))
SHORTER = Holiday("tet", 2024, Window.inclusive(date(2024, 2, 9), date(2024, 2, 14)))
LONG = Holiday("tet", 2025, Window.inclusive(date(2025, 1, 25), date(2025, 2, 2)))
REFUSED: list[Callable[[], object]] = [
    lambda: Window.inclusive(date(9999, 1, 2), date(9999, 1, 1)),
    lambda: Period(PeriodKind.QUARTER, 9999, 5),
    lambda: Calendar("odd", 13, 32, "middle"),  # type: ignore[arg-type]
    lambda: same_period(LONG.window, None, (LONG,)),
    lambda: same_holiday_year_before(LONG.window, (LONG, SHORT, SHORTER)),
]


def findings() -> dict[str, Finding]:
    warned = compare_holidays(LONG, SHORT)
    assert warned is not None
    found = {warned.code: warned}
    for build in REFUSED:
        with pytest.raises(Refusal) as refusal:
            build()
        found |= {finding.code: finding for finding in refusal.value.findings}
    return found


def placeholders(entry: dict[str, Any]) -> set[str]:
    texts = [entry["title"], entry["saw"], entry["way_out"], *entry.get("explanations", [])]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_of_the_room_is_worded_with_parameters_it_carries(language: str) -> None:
    worded = {f"periods.{slug}": entry for slug, entry in CATALOGUES[language].items()}
    found = findings()
    assert worded.keys() == found.keys()
    assert {
        code: placeholders(worded[code]) - {name for name, _ in found[code].params} for code in found
    } == {key: set() for key in found}


def test_both_languages_word_the_same_codes_with_the_same_placeholders() -> None:
    vi, en = (
        {code: placeholders(entry) for code, entry in CATALOGUES[language].items()}
        for language in ("vi", "en")
    )
    assert vi == en


def test_no_code_in_the_source_goes_unworded() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "engine" / "periods").glob("*.py"))
    assert set(re.findall(r"\"periods\.([a-z-]+)\"", source)) == set(CATALOGUES["vi"])
