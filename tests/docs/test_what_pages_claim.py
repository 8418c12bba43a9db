"""Numbers and facts that pages state, tried against the engine and the example cases."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from giaouoc.engine.findings import Finding
from giaouoc.engine.indicators import round_half_away
from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit
from giaouoc.engine.verdicts.change_goal import change_goal
from giaouoc.engine.verdicts.dispersion import LAST_YEARS, LEAST_PAIRS
from giaouoc.engine.verdicts.evidence import CLEAR_CHANGE, CLEARLY, CountEvidence
from giaouoc.engine.verdicts.grouping import count_results
from giaouoc.engine.verdicts.luck import luck
from giaouoc.engine.verdicts.verdict import Result, Standing
from giaouoc.exchange.rule_pages import rule_pages
from giaouoc.services.cases import judge_case, open_case
from tools.tree import ROOT


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def standing(case: str, day: date | None = None) -> Standing:
    return judge_case(open_case(ROOT / "examples" / case), as_known_on=day)


def with_value(found: tuple[Finding, ...], value: int) -> list[Finding]:
    return [f for f in found if any(v == Decimal(value) for _, v in f.params if isinstance(v, Decimal))]


@pytest.mark.parametrize(("name", "mark"), [("README.md", ","), ("README.vi.md", ".")])
def test_the_numbers_beside_the_first_example_are_the_ones_judged(name: str, mark: str) -> None:
    deaths = standing("nation-2025-h1", date(2025, 6, 30)).verdicts[0].parts[1]
    assert deaths.ruling is not None
    edge = deaths.ruling.whole_goal
    assert edge is not None
    assert (deaths.ruling.actual.quantity.value, edge) == (Decimal(5203), 5199)  # type: ignore[union-attr]
    assert f"5{mark}203" in page(name)
    assert f"5{mark}199" in page(name)


def test_the_table_of_luck_is_the_exact_sum() -> None:
    rows = [
        line.strip("| ").split(" | ")
        for line in page("docs/explanation/evidence.md").splitlines()
        if line.startswith(("| cases in the base year", "| target −"))
    ]
    cases = [int(cell.replace(",", "")) for cell in rows[0][1:]]
    assert len(rows) == 4
    for head, *cells in rows[1:]:
        cut = Decimal(re.findall(r"−(\d+) %", head)[0])
        phi = 4.0 if "phi 4" in head else 1.0
        goal = change_goal(Target(Direction.DECREASE, Comparator.EXACTLY, cut, TargetUnit.PERCENT))
        assert goal is not None
        for count, cell in zip(cases, cells, strict=True):
            places = len(cell) - 1
            exact = Decimal(repr(luck(count, goal, phi)))
            assert f"{round(exact, places):.{places}f}".removeprefix("0") == cell, (head, count)


def test_luck_at_two_hundred_cases_is_the_number_of_the_deviation() -> None:
    goal = change_goal(Target(Direction.DECREASE, Comparator.EXACTLY, Decimal(5), TargetUnit.PERCENT))
    assert goal is not None
    assert f"{luck(200, goal):.4f}".removeprefix("0") in page("docs/deviations.md")


def test_the_thresholds_of_the_page_on_evidence_are_the_engines() -> None:
    said = page("docs/explanation/evidence.md")
    assert (CLEARLY, CLEAR_CHANGE, LEAST_PAIRS, LAST_YEARS) == (0.95, 0.9875, 6, 5)
    for words in ("P at least .95", "P = .9875", "six pairs", "at most five"):
        assert words in said


def test_the_defaults_of_the_page_on_evidence_are_those_of_the_indicators() -> None:
    swings = {p.code: p.says.get("dispersion") for p in rule_pages() if p.kind == "indicators"}
    numbers = {code: (swing["phi"], swing["sigma"]) for code, swing in swings.items() if swing}
    assert numbers["traffic-accidents"] == (Decimal("1.0"), Decimal("0.10"))
    assert numbers["traffic-deaths"] == (Decimal("1.3"), Decimal("0.11"))
    assert numbers["traffic-injured"] == (Decimal("3.0"), Decimal("0.13"))
    assert numbers["fires"] == (Decimal("1.0"), Decimal("0.05"))


def test_cluster_8_has_eighteen_commitments_one_of_them_with_three_parts() -> None:
    commitments = standing("cluster-8-2025").commitments
    assert len(commitments) == 18
    assert [c.code for c in commitments if len(c.parts) == 3] == ["traffic"]


def test_the_twenty_of_the_reading_are_the_criteria_counted_singly() -> None:
    commitments = standing("cluster-8-2025").commitments
    singly = [len(c.parts) if len(c.parts) > 1 else 1 for c in commitments]
    assert (sum(singly), singly.count(1), sum(singly) - singly.count(1)) == (20, 17, 3)
    assert "17 and 3 make the 20" in page("docs/deviations.md")


def test_the_pact_quotes_directive_41_as_printed_and_notes_its_true_date() -> None:
    (quoted,) = [c for c in standing("cluster-8-2025").commitments if c.code == "directive-41"]
    assert "ngày 28/12/2024" in quoted.text
    assert quoted.note is not None
    assert "ban hành ngày 26/12/2024" in quoted.note
    assert "quoted as printed, with the 28th" in page("docs/deviations.md")


def test_an_act_whose_printed_title_was_not_read_says_so() -> None:
    described = "Tên văn bản ở đây là lời mô tả"
    acts = [p for p in rule_pages() if p.kind == "acts"]
    printed = {p.code for p in acts if described not in p.says.get("note", "")}
    assert printed == {"directive-41-ct-tw", "law-06-2022-qh15"}
    assert "else a description" in page("docs/reference/rules.md")


def test_the_rate_ratio_of_the_decision_on_luck_is_per_day() -> None:
    accidents = standing("nation-2025-h1", date(2025, 6, 30)).verdicts[0].parts[0]
    assert isinstance(accidents.evidence, CountEvidence)
    assert accidents.evidence.ratio is not None
    per_day = float(Fraction(9340, 182) / Fraction(12402, 183))
    assert accidents.evidence.ratio == pytest.approx(per_day)
    assert f"{per_day:.3f}".removeprefix("0") == ".757"
    said = page("docs/decisions/0009-luck-and-usual-swing.md")
    assert all(words in said for words in ("182 days of a half-year against 183", ".757 per day"))


def test_luck_of_five_large_fires_in_the_made_up_cluster_is_the_one_its_notes_name() -> None:
    (fires,) = [
        v
        for v in standing("synthetic-cluster").verdicts
        if (v.unit, v.commitment.code) == ("sim-a", "large-fires")
    ]
    assert isinstance(fires.parts[0].evidence, CountEvidence)
    assert fires.parts[0].evidence.luck == pytest.approx(0.44, abs=0.005)
    assert "44 years of 100" in page("examples/synthetic-cluster/notes.md")


def test_no_cell_of_cluster_8_can_be_decided_by_figures() -> None:
    counts = {result: n for result, n in count_results(standing("cluster-8-2025")).items() if n}
    assert counts == {Result.CANNOT_TELL: 25, Result.BY_PEOPLE: 65}
    assert "all 25 cells" in page("README.md")
    assert "cả 25 ô" in page("README.vi.md")


def test_the_ministrys_base_is_seen_from_the_seventh_of_july_and_not_before() -> None:
    before = standing("nation-2025-h1", date(2025, 6, 30))
    after = standing("nation-2025-h1", date(2025, 7, 7))
    assert with_value(before.all_findings, 5494) == []
    named = [f for f in with_value(after.all_findings, 5494) if f.code == "checks.other-base-would-differ"]
    assert [round_half_away(f["change"], 2) for f in named] == [Decimal("-5.30")]  # type: ignore[arg-type]


def test_december_2024_is_named_with_what_it_would_add_up_to() -> None:
    (found,) = [
        f
        for f in with_value(standing("nation-2025-year").all_findings, 10996)
        if f.code == "checks.would-add-up"
    ]
    assert str(found["known_on"]) == "2025-01-24"
    assert found["change"] == Decimal("-4.59")


def test_the_marks_the_deviations_speak_of_are_those_of_the_rules() -> None:
    pages = {p.code: p for p in rule_pages()}
    assert pages["resolution-202-2025-qh15"].weakest == "G"
    assert "26/12/2024" in pages["directive-41-ct-tw"].says["says"]
    assert {"statistics-fires", "fire-police-september"} <= pages.keys()
