from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import giaouoc
from giaouoc.engine.periods import Calendar, Holiday, Window, compare_holidays, same_period
from giaouoc.engine.rulebook import Mark

ROOT = Path(giaouoc.__file__).parent
FOLDER = ROOT / "rules" / "calendars"
FILES = sorted(path for path in FOLDER.glob("*.toml") if path.name != "holidays.toml")
BASES = {"stated", "inferred", "not_stated"}


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def calendar(code: str) -> Calendar:
    data = read(FOLDER / f"{code}.toml")
    return Calendar(data["code"], data["year_month"], data["first_day"], data["named_by"])


def declared_holidays() -> list[dict[str, Any]]:
    return list(read(FOLDER / "holidays.toml")["holidays"])


def holidays() -> tuple[Holiday, ...]:
    return tuple(
        Holiday(h["code"], h["year"], Window.inclusive(h["first_day"], h["last_day"]))
        for h in declared_holidays()
    )


def check_provenance(data: dict[str, Any]) -> None:
    mark = Mark(data["mark"])
    assert data["window_basis"] in BASES
    assert data["checked_on"] >= date(2026, 11, 23)
    assert mark.citable == ("source" in data)
    if "source" in data:
        assert re.fullmatch(r"https://[a-z0-9.]+/\S+", data["source"])
    if "published_on" in data:
        assert re.fullmatch(r"20\d\d-\d\d(-\d\d)?", data["published_on"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_calendar_file_is_named_by_its_code_and_says_where_it_was_read(path: Path) -> None:
    data = read(path)
    assert data["code"] == path.stem
    keys = {
        "code",
        "name_vi",
        "name_en",
        "year_month",
        "first_day",
        "named_by",
        "used_by",
        "note_vi",
        "note_en",
    }
    keys |= {"mark", "window_basis", "checked_on"}
    assert keys <= set(data) <= keys | {"source", "published_on"}
    assert all(data[key].strip() for key in ("name_vi", "name_en", "note_vi", "note_en"))
    check_provenance(data)
    year = calendar(path.stem).year_window(2025)
    assert 365 <= year.days <= 366


@pytest.mark.parametrize(
    ("code", "year", "first_day", "last_day"),
    [
        ("police", 2025, date(2024, 12, 15), date(2025, 12, 14)),
        ("statistics-accidents", 2025, date(2024, 12, 26), date(2025, 12, 25)),
        ("statistics-fires", 2024, date(2023, 12, 18), date(2024, 12, 17)),
        ("fire-police-september", 2024, date(2023, 9, 16), date(2024, 9, 15)),
        ("grassroots-security-teams", 2025, date(2024, 11, 15), date(2025, 11, 14)),
        ("aviation", 2025, date(2024, 12, 16), date(2025, 12, 15)),
        ("school-year", 2024, date(2024, 9, 1), date(2025, 8, 31)),
        ("calendar-year", 2025, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_each_calendar_has_the_year_its_source_counts(
    code: str, year: int, first_day: date, last_day: date
) -> None:
    assert calendar(code).year_window(year) == Window.inclusive(first_day, last_day)


def test_holidays_say_where_they_were_read_and_stand_once() -> None:
    for data in declared_holidays():
        check_provenance(data)
        assert str(data["year"]) in data["name_vi"]
        assert str(data["year"]) in data["name_en"]
    names = [(h.code, h.year) for h in holidays()]
    assert len(names) == len(set(names))


def test_holidays_have_the_days_that_were_published() -> None:
    assert {(h.code, h.year): h.window.days for h in holidays()} == {
        ("tet", 2024): 7,
        ("tet", 2025): 9,
        ("tet", 2026): 9,
        ("national-day", 2024): 4,
        ("national-day", 2025): 4,
        ("new-year", 2026): 4,
    }


def test_tet_2025_is_compared_with_tet_2024_and_the_lengths_are_said() -> None:
    declared = {(h.code, h.year): h for h in holidays()}
    actual, base = declared["tet", 2025], declared["tet", 2024]
    assert same_period(actual.window, calendar("police"), holidays()) == base.window
    finding = compare_holidays(actual, base)
    assert finding is not None
    assert (finding["actual_days"], finding["base_days"]) == (9, 7)
