"""Every reason fits a table cell in a few words, and is a whole sentence where there is room for one."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files
from string import Formatter
from typing import Any

import pytest

from giaouoc.engine.figures import Precision
from giaouoc.engine.findings import Param, Ref, RefKind
from giaouoc.engine.pacts import Reading, Territory
from giaouoc.engine.verdicts.formula import Holds
from giaouoc.wording import Lang
from giaouoc.wording.catalogue import Voice, text

CELL = 45
ROOMS = ("units", "figures", "verdicts")
# Reasons of a verdict that are made outside its own room.
REASONS_OF_FIGURES = {
    "body-merged-away",
    "does-not-roll-up",
    "nothing-reported",
    "only-inexact",
    "part-not-applicable",
    "reported-missing",
    "window-not-covered",
    "windows-do-not-tile",
}
REASONS_OF_UNITS = {"dissolved", "merged-away", "split-without-key"}
SAMPLES: dict[str, Param] = {
    "reading": Reading.AT_SIGNING,
    "readings": tuple(Reading),
    "kept": (Reading.LATEST,),
    "not_kept": (Reading.AT_SIGNING, Reading.SAME_AGE),
    "taken": Territory.AS_NOW,
    "holds": Holds.YES,
    "precision": Precision.BOUND,
    "publisher": Ref(RefKind.PUBLISHER, "Cục Thống kê"),
    "publishers": (Ref(RefKind.PUBLISHER, "Cục Thống kê"), Ref(RefKind.PUBLISHER, "Bộ Công an")),
    "unit": Ref(RefKind.UNIT, "Công an tỉnh Vĩnh Long"),
    "percent": Decimal("-4.9"),
    "value": Decimal(5473),
    "so_far": Decimal(1012),
    "goal": 998,
    "why": "Lý do.",
}
DAYS = {"first_day", "last_day", "gap_first_day", "gap_last_day", "known_on"}
DAYS |= {"on", "deadline", "signed_on", "first_known_on"}


def tables(room: str, lang: Lang) -> dict[str, dict[str, Any]]:
    catalogue = files("giaouoc.wording").joinpath(lang.value, f"{room}.toml").read_text("utf-8")
    return {k: v for k, v in tomllib.loads(catalogue).items() if isinstance(v, dict)}


def filled(room: str, slug: str, field: str, lang: Lang, template: str) -> str:
    names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    params = {n: SAMPLES.get(n, date(2024, 12, 15) if n in DAYS else 11) for n in names}
    return text(f"{room}.{slug}.{field}", Voice(lang), **params)


def briefed(room: str, lang: Lang) -> set[str]:
    return {slug for slug, table in tables(room, lang).items() if "brief" in table}


BRIEFS = [
    (room, slug, lang)
    for room in ROOMS
    for lang in Lang
    for slug, table in tables(room, lang).items()
    if "brief" in table
]


@pytest.mark.parametrize("lang", list(Lang))
def test_every_reason_and_every_rule_has_a_brief(lang: Lang) -> None:
    without = {slug for slug, table in tables("verdicts", lang).items() if "brief" not in table}
    assert {slug for slug in without if not slug.startswith("formula-")} == set()
    assert briefed("figures", lang) >= REASONS_OF_FIGURES
    assert briefed("units", lang) >= REASONS_OF_UNITS


@pytest.mark.parametrize(("room", "slug", "lang"), BRIEFS)
def test_a_brief_fits_its_cell_and_has_no_full_stop(room: str, slug: str, lang: Lang) -> None:
    brief = filled(room, slug, "brief", lang, tables(room, lang)[slug]["brief"])
    assert len(brief) <= CELL
    assert not brief.endswith(".")


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("room", ["rulebook", "indicators", "pacts", "figures", "verdicts"])
def test_what_was_seen_and_what_to_do_are_sentences(room: str, lang: Lang) -> None:
    unfinished = [
        (slug, field)
        for slug, table in tables(room, lang).items()
        for field in ("saw", "way_out")
        if field in table and not table[field].endswith((".", "{why}"))
    ]
    assert unfinished == []


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        (
            "nothing-reported",
            "Chưa có số liệu “tử vong” của Công an tỉnh Vĩnh Long cho kỳ 15/11/2024–14/12/2024; "
            "cần Cục Thống kê công bố.",
        ),
        ("nothing-reported.brief", "chưa có số 15/11/2024–14/12/2024"),
    ],
)
def test_what_is_missing_names_the_days_and_who_would_publish_it(slug: str, sentence: str) -> None:
    key, _, field = slug.partition(".")
    params: dict[str, Param] = {
        **SAMPLES,
        "indicator": Ref(RefKind.INDICATOR, "tử vong"),
        "first_day": date(2024, 11, 15),
        "last_day": date(2024, 12, 14),
    }
    assert text(f"figures.{key}.{field or 'saw'}", Voice(Lang.VI), **params) == sentence
