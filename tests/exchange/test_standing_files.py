"""A standing for other programs: no cell is lost, and every number can be read."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from giaouoc.engine.figures import Entry
from giaouoc.engine.indicators import Kind
from giaouoc.engine.pacts import NOT_STATED, CommitmentType, MilestoneItem, Pact
from giaouoc.engine.verdicts.evidence import CountEvidence
from giaouoc.engine.verdicts.standing import judge
from giaouoc.exchange.standing_csv import HEAD, standing_csv
from giaouoc.exchange.standing_json import change_text, standing_data, standing_json
from tests.support.pacts import (
    BASE_YEAR,
    UNIT,
    YEAR,
    bodies,
    case,
    commitment,
    entry,
    indicator,
    month,
    pact,
    part,
    target,
)


def test_a_part_that_nobody_published_has_its_row() -> None:
    standing = judge(case([], of=pact(commitment(sources=None))), as_known_on=YEAR.stop)
    (row,) = csv.DictReader(io.StringIO(standing_csv(standing)))
    told = {"commitment", "unit", "type", "result", "rule", "reasons"}
    told |= {"part", "indicator", "part_result", "as_known_on", "territory"}
    told |= {"direction", "comparator", "target", "target_unit"}
    assert {name for name in HEAD if row[name]} == told
    assert (row["part"], row["indicator"], row["part_result"]) == ("deaths", "traffic-deaths", "cannot_tell")
    assert row["reasons"] == "verdicts.nobody-published"


def test_a_part_without_a_target_for_the_unit_has_its_row_beside_the_others() -> None:
    parts = (part("deaths"), replace(part("more"), target=None, targets_by_unit={"other": target()}))
    asked = case([entry(1, YEAR, 7)], of=pact(commitment(*parts)), units=bodies(UNIT, "other"))
    rows = csv.DictReader(io.StringIO(standing_csv(judge(asked))))
    assert [(r["part"], r["reading"]) for r in rows] == [
        ("deaths", "latest"),
        ("deaths", "at_signing"),
        ("deaths", "same_age"),
        ("more", ""),
    ]


def test_a_bound_without_end_is_null_and_never_an_infinity() -> None:
    entries = [entry(1, BASE_YEAR, 40, "2025-01-20"), entry(2, YEAR, 30)]
    standing = judge(case(entries, of=pact(reading=NOT_STATED)))
    (verdict,) = standing.verdicts
    (one,) = verdict.parts
    assert isinstance(one.evidence, CountEvidence)
    endless = replace(one.evidence, ratio=math.inf, interval=(0.25, math.inf), p_target=math.nan)
    changed = replace(standing, verdicts=(replace(verdict, parts=(replace(one, evidence=endless),)),))
    evidence = standing_data(changed)["verdicts"][0]["parts"][0]["evidence"]
    assert [
        evidence[k] for k in ("ratio", "interval_low", "interval_high", "probability_on_target_side")
    ] == [
        None,
        0.25,
        None,
        None,
    ]
    assert json.loads(standing_json(changed), parse_constant=_refused)


def _refused(constant: str) -> float:
    raise AssertionError(constant)


def rows_of(of: Pact, *entries: Entry) -> list[dict[str, str]]:
    standing = judge(case(entries, of=of, counting=INDICATORS), as_known_on=YEAR.stop)
    return list(csv.DictReader(io.StringIO(standing_csv(standing))))


INDICATORS = (indicator(), indicator("x-gangs", kind=Kind.ATTESTATION))


def test_a_row_has_all_that_is_needed_to_judge_it_again() -> None:
    row = rows_of(pact(commitment()), entry(1, BASE_YEAR, 100, "2025-01-20"), entry(2, YEAR, 94))[0]
    assert {name: row[name] for name in HEAD[9:34] if row[name]} == {
        "direction": "decrease",
        "comparator": "exactly",
        "target": "5",
        "target_unit": "percent",
        "reading": "latest",
        "reading_result": "kept",
        "publisher": "own",
        "base": "100",
        "base_first_day": "2023-12-15",
        "base_last_day": "2024-12-14",
        "base_known_on": "2025-01-20",
        "base_entries": "1",
        "actual": "94",
        "actual_first_day": "2024-12-15",
        "actual_last_day": "2025-12-14",
        "actual_known_on": "2025-12-15",
        "actual_entries": "2",
        "change_percent": "-6.00",
        "goal": "95",
        "whole_goal": "95",
    }


def test_the_windows_stand_there_where_no_figure_does() -> None:
    row = rows_of(pact(commitment()), entry(1, YEAR, 94))[0]
    windows = [row[f"{side}_{day}_day"] for side in ("base", "actual") for day in ("first", "last")]
    assert windows == ["2023-12-15", "2024-12-14", "2024-12-15", "2025-12-14"]
    assert (row["base"], row["base_entries"]) == ("", "")


@pytest.mark.parametrize(
    ("change", "aim", "text"),
    [
        (Fraction(-4999, 1000), "5", "-4.999"),
        (Fraction(-5), "5", "-5.00"),
        (Fraction(-49999999, 10000000), "5", "-4.9999999"),
        (Fraction(-15001, 3000), "5", "-5.0003"),
        (Fraction(-950, 33), "5", "-28.79"),
        (Fraction(4999, 1000), "5", "4.999"),
        (Fraction(-4999, 1000), None, "-5.00"),
    ],
)
def test_a_change_never_reads_like_the_target_that_it_is_not(
    change: Fraction, aim: str | None, text: str
) -> None:
    assert change_text(change, None if aim is None else target(aim)) == text


def test_what_was_attested_is_a_row_for_each_stretch_with_its_entry() -> None:
    none = commitment(
        part("gangs", "x-gangs", aim=None), code="gangs", type=CommitmentType.ZERO_TOLERANCE, sources=("own",)
    )
    said = [
        entry(1, month(1), 0, "2025-01-20", indicator="x-gangs", publisher="own"),
        entry(2, month(2), 1, "2025-02-20", indicator="x-gangs", publisher="own"),
    ]
    rows = rows_of(pact(none), *said)
    shown = [[row[f"item_{name}"] for name in ("first_day", "attested", "entry")] for row in rows[:3]]
    assert shown == [["2024-12-15", "no", "1"], ["2025-01-15", "yes", "2"], ["2025-02-15", "", ""]]
    assert len(rows) == 12
    assert {(row["indicator"], row["part"], row["reading"]) for row in rows} == {("x-gangs", "gangs", "")}


def test_a_milestone_is_a_row_for_each_item_with_its_entry() -> None:
    items = tuple(
        MilestoneItem(code, name, "x-gangs", test, "own")
        for code, name, test in (("one", "Một", "ghi trong nghị quyết"), ("two", "Hai", None))
    )
    goal = commitment(
        code="goal", type=CommitmentType.MILESTONE, items=items, deadline=date(2025, 9, 30), sources=None
    )
    said = entry(1, month(9), 1, "2025-09-20", indicator="x-gangs", publisher="own")
    rows = rows_of(pact(goal), said)
    assert [[row[name] for name in ("item", "indicator", "item_attested", "item_entry")] for row in rows] == [
        ["one", "x-gangs", "yes", "1"],
        ["two", "x-gangs", "", ""],
    ]
    assert (rows[0]["item_last_day"], rows[0]["publisher"]) == (month(9).last_day.isoformat(), "own")
