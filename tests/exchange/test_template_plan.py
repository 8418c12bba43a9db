"""What a template asks for, and what makes it stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Ref, RefKind, Refusal, error
from giaouoc.engine.indicators import Definition, IndicatorSet
from giaouoc.engine.pacts import Publisher, Territory
from giaouoc.engine.units import DatedName, Succession, SuccessionKind, Unit
from giaouoc.exchange.template_plan import PlannedRow, Topic, months_of, plan_template, units_asked
from giaouoc.wording import Lang
from tests.exchange.template_world import (
    ATTESTED,
    CASES,
    CLEARED,
    MONTHS,
    NORTH,
    OUTSIDE,
    QUARTER,
    SOUTH,
    commitment,
    milestone,
    world,
)
from tests.support.cases import window

WHOLE = Unit("whole", (DatedName("Công an tỉnh mới"),))
MERGER = Succession(SuccessionKind.MERGE, date(2025, 2, 1), ("south", "outside"), ("whole",))


def asked(case: Case, unit: str | None = None) -> list[tuple[str, str, str]]:
    rows = plan_template(case, unit=unit).rows
    return [(r.unit, r.indicator, r.window.first_day.isoformat()) for r in rows]


def test_a_template_has_a_row_for_each_unit_indicator_and_month() -> None:
    starts = [w.first_day.isoformat() for w in MONTHS]
    assert asked(world()) == [
        (u, i, d) for u in ("north", "south") for i in ("cases", "cleared") for d in starts
    ]
    first = plan_template(world()).rows[0]
    assert first == PlannedRow("north", "Công an tỉnh Bắc", "cases", "Số vụ (vụ)", MONTHS[0])


def test_english_names_stand_where_there_are_any() -> None:
    row = plan_template(world(), lang=Lang.EN).rows[3]
    assert (row.unit_name, row.indicator_name) == ("North", "Rate (%)")


def test_a_window_that_is_not_whole_months_is_one_row() -> None:
    days = window("2025-01-25", "2025-02-02")
    assert months_of(world(), days) == (days,)
    assert {r.window for r in plan_template(world(), window=days).rows} == {days}


def test_an_indicator_of_two_commitments_is_asked_for_once_and_exempt_only_where_both_exempt() -> None:
    one, two = commitment("a", "cases", exempt=["north"]), commitment("b", "cases", exempt=["north", "south"])
    assert {u for u, _, _ in asked(world(commitments=[one, two]))} == {"south"}
    both = world(commitments=[replace(one, exemptions=()), two])
    assert asked(both) == [(u, "cases", w.first_day.isoformat()) for u in ("north", "south") for w in MONTHS]


def test_a_milestone_is_asked_for_up_to_its_deadline_where_its_test_is_stated() -> None:
    case = world(commitments=[milestone(date(2025, 6, 30))])
    rows = plan_template(case, unit="north").rows
    assert [(r.indicator, r.window) for r in rows] == [("built", window("2024-12-15", "2025-06-30"))]
    earlier = window("2024-01-15", "2024-02-14")
    with pytest.raises(Refusal) as refused:
        plan_template(case, window=earlier)
    assert [f.code for f in refused.value.findings] == ["template.nothing-to-report"]


def test_a_merged_unit_and_its_successor_have_rows_for_their_own_days() -> None:
    case = world(
        units=(NORTH, SOUTH, OUTSIDE, WHOLE), successions=[MERGER], commitments=[commitment("a", "cases")]
    )
    # The month in which they merge is asked of both: it may be published either way.
    assert asked(case)[3:] == [
        *(("south", "cases", w.first_day.isoformat()) for w in MONTHS[:2]),
        *(("whole", "cases", w.first_day.isoformat()) for w in MONTHS[1:]),
        *(("outside", "cases", w.first_day.isoformat()) for w in MONTHS[:2]),
    ]


def test_only_signatories_are_asked_where_the_pact_judges_bodies_as_signed() -> None:
    case = world(units=(NORTH, SOUTH, OUTSIDE, WHOLE), successions=[MERGER])
    signed = replace(case, pact=replace(case.pact, territory=Territory.AS_SIGNED))
    assert (units_asked(case), units_asked(signed)) == (
        ("north", "south", "whole", "outside"),
        ("north", "south"),
    )


def test_one_unit_may_be_asked_alone_even_one_that_did_not_sign() -> None:
    assert {u for u, _, _ in asked(world(), unit="outside")} == {"outside"}
    with pytest.raises(Refusal) as refused:
        plan_template(world(), unit="nowhere")
    assert refused.value.findings == (error("units.unknown", unit=Ref(RefKind.UNIT, "nowhere")),)


def test_a_pact_without_publisher_has_no_template() -> None:
    with pytest.raises(Refusal) as refused:
        plan_template(world(publishers={}))
    assert refused.value.findings == (error("template.no-publisher", pact="Giao ước mẫu"),)


def test_a_template_over_the_limit_is_refused_with_both_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giaouoc.exchange.template_plan.MOST_ROWS", 12)
    assert len(plan_template(world()).rows) == 12
    monkeypatch.setattr("giaouoc.exchange.template_plan.MOST_ROWS", 11)
    with pytest.raises(Refusal) as refused:
        plan_template(world())
    assert refused.value.findings == (error("template.too-many-rows", count=12, limit=11),)


def changed(case: Case) -> set[Topic]:
    before, after = plan_template(world()), plan_template(case)
    assert (before.checksum == after.checksum) == (before.hashes == after.hashes)
    return {topic for (topic, old), (_, new) in zip(before.hashes, after.hashes, strict=True) if old != new}


def test_each_change_of_structure_shows_in_its_own_topic() -> None:
    renamed = replace(NORTH, names=(DatedName("Tên mới"),))
    counted_anew = replace(CASES, definitions=(Definition("v2", None, None, "khác", None),))
    more = {**world().pact.publishers, "nso": Publisher("nso", "Cục Thống kê", "Statistics")}
    merged = world(units=(NORTH, SOUTH, OUTSIDE, WHOLE), successions=[MERGER])
    assert changed(world()) == set()
    assert changed(world(units=(renamed, SOUTH, OUTSIDE))) == {Topic.UNITS}
    assert changed(world(indicators=(counted_anew, CLEARED, ATTESTED))) == {Topic.INDICATORS}
    assert changed(world(publishers=more)) == {Topic.PACT}
    assert changed(merged) == {Topic.UNITS, Topic.ROWS}


def test_what_a_template_does_not_depend_on_does_not_make_it_stale() -> None:
    case = world()
    other = replace(ATTESTED, name="Tên khác")
    assert changed(replace(case, indicators=IndicatorSet([CASES, CLEARED, other]))) == set()
    assert changed(replace(case, pact=replace(case.pact, slogan="Khẩu hiệu", window=QUARTER))) == set()
    assert changed(world(units=(NORTH, SOUTH, replace(OUTSIDE, names=(DatedName("Khác"),))))) == set()
