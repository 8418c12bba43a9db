"""The few words of a cell: sign, word, numbers; counts alone where they are small; dashes where nothing is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from giaouoc.engine.figures import Entry
from giaouoc.engine.indicators import Better, DispersionDefault, Kind, RollUp
from giaouoc.engine.indicators.quantity import ratio
from giaouoc.engine.pacts import Comparator, Direction
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result, Verdict
from giaouoc.wording import Lang, Voice
from giaouoc.wording.cells import Cell, Sureness, cell, quantity, sureness
from giaouoc.wording.explain import evidence_lines, goal_text
from giaouoc.wording.names import voice_of
from tests.support.pacts import (
    BASE_YEAR,
    HALF,
    YEAR,
    case,
    commitment,
    day,
    entry,
    indicator,
    pact,
    part,
    target,
)

VI = Voice(Lang.VI)
NBSP = "\N{NO-BREAK SPACE}"


def verdict(*entries: Entry, on: str = "2026-01-31", **asked: object) -> tuple[Verdict, Voice]:
    built = case(entries, **asked)  # type: ignore[arg-type]
    (found,) = judge(built, as_known_on=day(on)).verdicts
    return found, voice_of(built, day(on), Lang.VI)


def pair(base: int, actual: int) -> list[Entry]:
    return [entry(1, BASE_YEAR, base, "2025-01-10"), entry(2, YEAR, actual, "2026-01-10")]


def test_a_kept_cell_shows_change_and_counts() -> None:
    found, voice = verdict(*pair(1012, 868))
    assert cell(found, voice) == Cell(
        "✓", "Đạt", f"−14,23{NBSP}% · 1.012 → 868", Result.KEPT, Sureness.UNKNOWN, hangs=False
    )


def test_a_change_just_short_of_the_target_never_looks_like_the_target() -> None:
    found, voice = verdict(*pair(100_000, 95_001))
    assert cell(found, voice).line == f"✕ Không đạt: −4,999{NBSP}% · 100.000 → 95.001"


@pytest.mark.parametrize(
    ("base", "actual", "shown"),
    [
        (9, 8, "9 → 8"),
        (10, 9, f"−10,00{NBSP}% · 10 → 9"),
        (0, 0, "0 → 0"),
        (0, 2, "0 → 2"),
        (200, 200, f"0,00{NBSP}% · 200 → 200"),
    ],
)
def test_under_ten_the_counts_stand_alone(base: int, actual: int, shown: str) -> None:
    found, voice = verdict(*pair(base, actual))
    assert cell(found, voice).detail == shown


def scattered(phi: str, sigma: str) -> object:
    return [indicator(dispersion=DispersionDefault(Decimal(phi), Decimal(sigma), "six places"))]


@pytest.mark.parametrize(
    ("actual", "more", "sure"),
    [
        (600, {}, Sureness.UNKNOWN),
        (600, {"counting": scattered("1", "0.1")}, Sureness.SURE),
        (930, {"counting": scattered("1", "0.1")}, Sureness.LUCK),
        (1500, {"counting": scattered("1", "0.1")}, Sureness.SURE),
        (990, {"counting": scattered("1", "0.1")}, Sureness.LUCK),
        (990, {}, Sureness.UNKNOWN),
        (600, {"counting": [indicator(kind=Kind.INDEX, roll_up=RollUp.NONE)]}, Sureness.UNKNOWN),
    ],
)
def test_within_noise_and_noise_unknown_are_told_apart(
    actual: int, more: dict[str, Any], sure: Sureness
) -> None:
    found, voice = verdict(*pair(1000, actual), **more)
    assert cell(found, voice).sureness is sure


def test_several_parts_are_as_sure_as_the_least_or_the_surest_of_them() -> None:
    sure, luck, unknown = 600, 930, 600
    calm = [
        indicator(code, dispersion=DispersionDefault(Decimal(1), Decimal("0.1"), "")) for code in ("a", "b")
    ]

    def of_two(first: int, second: int, other: str) -> Sureness:
        found, _ = verdict(
            *(entry(n, BASE_YEAR, 1000, "2025-01-10", indicator=i) for n, i in ((1, "a"), (2, other))),
            *(
                entry(n, YEAR, v, "2026-01-10", indicator=i)
                for n, i, v in ((3, "a", first), (4, other, second))
            ),
            of=pact(commitment(part("one", "a"), part("two", other))),
            counting=[*calm, indicator("c")],
        )
        return sureness(found)

    assert of_two(sure, sure, "b") is Sureness.SURE
    assert of_two(sure, luck, "b") is Sureness.LUCK
    assert of_two(sure, unknown, "c") is Sureness.UNKNOWN
    assert of_two(luck, unknown, "c") is Sureness.LUCK
    assert of_two(1500, 990, "b") is Sureness.SURE
    assert of_two(1500, 990, "c") is Sureness.SURE
    assert of_two(990, 990, "c") is Sureness.UNKNOWN


def test_an_open_cell_about_which_nobody_published_says_so() -> None:
    found, voice = verdict(on="2025-07-01", of=pact(commitment(sources=None)))
    assert cell(found, voice).line == "◔ Chưa đến hạn: chưa có số lũy kế"


@pytest.mark.parametrize(
    ("comparator", "shown"),
    [
        (Comparator.AT_MOST, "≥ 95"),
        (Comparator.UNDER, "≥ 96"),
        (Comparator.AT_LEAST, "≤ 95"),
        (Comparator.OVER, "≤ 94"),
    ],
)
def test_the_goal_of_a_change_is_a_floor_where_the_change_itself_is_bounded(
    comparator: Comparator, shown: str
) -> None:
    of = pact(commitment(part(aim=target(5, comparator=comparator))))
    found, voice = verdict(*pair(100, 97), of=of)
    (only,) = found.parts
    assert only.ruling is not None
    assert goal_text(only.ruling, only, voice) == shown


def test_the_goal_of_an_amount_that_is_not_whole_is_open_at_over_and_under() -> None:
    index = [indicator(kind=Kind.INDEX, roll_up=RollUp.NONE)]
    for comparator, shown in (
        (Comparator.OVER, "< 95"),
        (Comparator.UNDER, "> 95"),
        (Comparator.AT_LEAST, "≤ 95"),
    ):
        of = pact(commitment(part(aim=target(5, comparator=comparator))))
        found, voice = verdict(*pair(100, 90), of=of, counting=index)
        (only,) = found.parts
        assert only.ruling is not None
        assert goal_text(only.ruling, only, voice) == shown


@pytest.mark.parametrize(
    ("actual", "said"),
    [
        (800, "p < 0,001 nếu không có thay đổi"),
        (950, "p = 0,183 nếu không có thay đổi"),
    ],
)
def test_the_exact_test_stands_among_the_evidence(actual: int, said: str) -> None:
    found, voice = verdict(*pair(1012, actual))
    lines = {line.label: line.said for line in evidence_lines(found.parts[0], voice)}
    assert lines["Kiểm định chính xác"] == said


def test_several_parts_show_how_many_were_kept() -> None:
    both = commitment(part("cases", "cases"), part("deaths"))
    found, voice = verdict(
        entry(1, BASE_YEAR, 100, "2025-01-10"),
        entry(2, YEAR, 99, "2026-01-10"),
        entry(3, BASE_YEAR, 200, "2025-01-10", indicator="cases"),
        entry(4, YEAR, 150, "2026-01-10", indicator="cases"),
        of=pact(both),
        counting=[indicator(), indicator("cases")],
    )
    shown = cell(found, voice)
    assert shown.line == f"✕ Không đạt 1/2: cases −25,00{NBSP}% · deaths −1,00{NBSP}%"


def test_a_cell_that_cannot_be_told_gives_its_reason_in_few_words() -> None:
    found, voice = verdict(entry(1, BASE_YEAR, 100, "2025-01-10"))
    shown = cell(found, voice)
    assert (shown.sign, shown.result, shown.sureness) == ("?", Result.CANNOT_TELL, Sureness.UNKNOWN)
    assert "15/12/2024–14/12/2025" in shown.detail


def test_an_open_window_shows_how_far_it_has_come_and_what_the_path_allows() -> None:
    found, voice = verdict(
        entry(1, BASE_YEAR, 100, "2025-01-10"), entry(2, HALF, 45, "2025-06-20"), on="2025-07-01"
    )
    assert cell(found, voice).detail == "lũy kế 45 đến 14/06/2025"
    assert cell(found, voice).sureness is Sureness.OPEN


def test_a_share_shows_its_counts() -> None:
    assert quantity(ratio(Decimal(305), Decimal(375)), VI) == f"81,33{NBSP}% (305/375)"
    assert quantity(ratio(Decimal(0), Decimal(0)), VI) == "0/0"


def test_the_goal_is_the_last_whole_count_that_keeps_it() -> None:
    found, voice = verdict(*pair(5473, 5203))
    (only,) = found.parts
    assert only.ruling is not None
    assert goal_text(only.ruling, only, voice) == "≤ 5.199"


def test_the_goal_of_a_level_points_the_way_that_is_better() -> None:
    solved = indicator("solved", kind=Kind.RATIO, better=Better.HIGHER, roll_up=RollUp.RATIO)
    reach = commitment(part("solved", "solved", target(75, direction=Direction.REACH)))
    found, voice = verdict(
        entry(1, YEAR, ratio=(80, 100), on="2026-01-10", indicator="solved"),
        of=pact(reach),
        counting=[solved],
    )
    (only,) = found.parts
    assert only.ruling is not None
    assert goal_text(only.ruling, only, voice) == f"≥ 75{NBSP}%"
    assert cell(found, voice).word == "Đạt"


def test_names_are_those_of_the_day() -> None:
    built = case(pair(100, 90))
    assert (
        voice_of(built, date(2026, 1, 1), Lang.EN).names(built.pact.commitments[0].ref, Lang.EN) == "traffic"
    )
