"""Texts of pacts made from forms: a new one, the year after, one commitment more, fewer, or changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from giaouoc.engine.pacts import (
    Commitment,
    CommitmentType,
    Comparator,
    Direction,
    Part,
    Publisher,
    Reading,
    Target,
    TargetUnit,
    TaskState,
    Territory,
)
from giaouoc.exchange.indicators_file import read_indicators
from giaouoc.exchange.pact_file import read_pact
from giaouoc.exchange.rules_files import OWN_RULES
from giaouoc.services.pact_drafts import (
    NewPact,
    add_commitment,
    change_commitment,
    draft_new_pact,
    moved_one_year,
    remove_commitment,
    shared_indicators,
    with_others,
)
from giaouoc.services.pacts import newest_version
from giaouoc.store.mapping.pacts import indicators_of, pact_of
from giaouoc.store.models import PactVersion
from tests.support.office import refusal_of
from tests.support.pact_office import SIGNATORIES, TEXT, TODAY, World, world_of_pacts

SAID = read_pact(TEXT, OWN_RULES.calendars, OWN_RULES.holidays)
SHARED = {one.code: one for one in shared_indicators()}
FALL = Target(Direction.DECREASE, Comparator.AT_LEAST, Decimal(7), TargetUnit.PERCENT)


@pytest.fixture
def world(db: Any) -> World:
    return world_of_pacts(figures=False)


def asked(**change: Any) -> NewPact:
    new = NewPact(
        code="moi-2026",
        title="Giao ước năm 2026",
        movement="Vì an ninh Tổ quốc",
        signed_on=date(2026, 1, 10),
        signatories=("sim-a", "sim-c"),
        reading=Reading.AT_SIGNING,
        territory=Territory.AS_NOW,
        publishers=(Publisher("own", "Đơn vị báo cáo", "Reporting unit"),),
        calendar="police",
        year=2026,
    )
    return replace(new, **change)


def on_road_deaths(code: str = "road-deaths") -> Commitment:
    part = Part("road-deaths", "road-deaths", FALL, "Số người chết", "Deaths")
    return Commitment(code, CommitmentType.QUANTIFIED, "Giảm 7 %", "Giảm 7 %", "7 % fewer", (part,), ("own",))


def test_a_new_pact_has_the_year_of_its_calendar_and_no_commitment(world: World) -> None:
    kept = draft_new_pact(by=world.lead, on=TODAY, cluster=world.cluster, asked=asked())
    made = pact_of(newest_version(kept))
    assert (made.window.first_day, made.window.last_day) == (date(2025, 12, 15), date(2026, 12, 14))
    assert (made.code, made.cluster, made.commitments) == ("moi-2026", "sim-cluster", ())
    assert (made.reading, made.territory) == (Reading.AT_SIGNING, Territory.AS_NOW)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"year": None}, ["pact_office.window-missing"]),
        ({"calendar": "not_stated"}, ["pact_office.window-missing"]),
        ({"first_day": date(2026, 1, 1), "year": None}, ["pact_office.window-missing"]),
        ({"signatories": ()}, ["pacts.no-signatory"]),
        ({"signatories": ("nobody",)}, ["checks.signatory-unknown"]),
    ],
)
def test_a_new_pact_that_lacks_something_is_refused(
    world: World, change: dict[str, Any], codes: list[str]
) -> None:
    draft = partial(draft_new_pact, by=world.lead, on=TODAY, cluster=world.cluster, asked=asked(**change))
    assert refusal_of(draft) == codes
    assert not PactVersion.objects.exists()


def test_two_days_stand_before_the_year_of_a_calendar(world: World) -> None:
    days = {"first_day": date(2026, 2, 1), "last_day": date(2026, 2, 28)}
    kept = draft_new_pact(by=world.lead, on=TODAY, cluster=world.cluster, asked=asked(**days))
    window = pact_of(newest_version(kept)).window
    assert (window.first_day, window.last_day) == (date(2026, 2, 1), date(2026, 2, 28))


def test_the_year_after_moves_days_and_titles_and_leaves_the_words() -> None:
    moved = moved_one_year(SAID, SIGNATORIES)
    assert (moved.code, moved.signed_on) == ("synthetic-cluster-2026", date(2026, 2, 14))
    assert (moved.window.first_day, moved.window.last_day) == (date(2025, 12, 15), date(2026, 12, 14))
    assert (moved.title, moved.title_en) == (
        "Mô phỏng: giao ước thi đua năm 2026 của Cụm thi đua Mô phỏng",
        "Made up: emulation pact 2026 of the Simulated Emulation Cluster",
    )
    assert [one.text for one in moved.commitments] == [one.text for one in SAID.commitments]
    assert moved.commitment("modern").deadline == date(2027, 6, 30)
    assert {t.state for t in moved.commitment("situation").tasks} == {TaskState.PLANNED}
    assert {t.evidence for t in moved.commitment("situation").tasks} == {None}
    assert moved_one_year(moved, SIGNATORIES).code == "synthetic-cluster-2027"


def test_the_year_after_is_for_those_who_are_members_then() -> None:
    moved = moved_one_year(SAID, {"sim-a", "sim-c", "sim-e", "sim-x"})
    assert moved.signatories == ("sim-a", "sim-c", "sim-e", "sim-x")
    assert moved.commitment("offences").parts[0].targets_by_unit == {}
    assert moved.commitment("fires").exemptions == ()
    assert [t.code for t in moved.commitment("situation").tasks] == ["plan", "exercise", "review"]


def test_a_leap_day_moves_to_the_last_of_february() -> None:
    leap = replace(SAID, signed_on=date(2024, 2, 29))
    assert moved_one_year(leap, SIGNATORIES).signed_on == date(2025, 2, 28)


def test_an_indicator_comes_with_all_that_it_names() -> None:
    assert set(with_others(SHARED["road-deaths"])) == {"road-deaths", "traffic-deaths"}
    assert set(with_others(SHARED["fires"])) == {"fires"}


def test_what_is_added_and_taken_out_again_leaves_the_text_as_it_was(world: World) -> None:
    kept = world.draft()
    first = newest_version(kept)
    by: dict[str, Any] = {"by": world.lead, "on": TODAY, "pact": kept}
    added = add_commitment(**by, seen=1, indicator=SHARED["road-deaths"], added=on_road_deaths())
    assert pact_of(added).commitments[-1] == on_road_deaths()
    before = {one.code for one in indicators_of(first)}
    assert {one.code for one in indicators_of(added)} - before == {"road-deaths", "traffic-deaths"}
    assert remove_commitment(**by, seen=2, code="road-deaths").digest == first.digest


def test_a_commitment_in_words_needs_no_indicator(world: World) -> None:
    kept = world.draft()
    first = newest_version(kept)
    words = Commitment("unity", CommitmentType.QUALITATIVE, "Giữ đoàn kết", "Đoàn kết", "Unity")
    version = add_commitment(by=world.lead, on=TODAY, pact=kept, seen=1, indicator=None, added=words)
    assert pact_of(version).commitments[-1] == words
    assert {one.code for one in indicators_of(version)} == {one.code for one in indicators_of(first)}


def test_indicators_that_others_need_stay(world: World) -> None:
    kept = world.draft()
    by: dict[str, Any] = {"by": world.lead, "on": TODAY, "pact": kept}
    left = indicators_of(remove_commitment(**by, seen=1, code="fires"))
    assert "fires" in left, "large fires are a part of fires"
    left = indicators_of(remove_commitment(**by, seen=2, code="large-fires"))
    assert ("fires" in left, "x-large-fires" in left) == (False, False)


def test_a_commitment_is_changed_on_the_newest_version_only(world: World) -> None:
    kept = world.draft()
    by: dict[str, Any] = {"by": world.lead, "on": TODAY, "pact": kept}
    changed = replace(SAID.commitment("traffic"), title="Giảm cả 3 tiêu chí")
    version = change_commitment(**by, seen=1, changed=changed)
    assert pact_of(version).commitment("traffic") == changed
    assert version.indicators == newest_version(kept).indicators
    other = replace(changed, title="Khác")
    late = partial(change_commitment, **by, seen=1, changed=other)
    assert refusal_of(late) == ["pact_office.changed-meanwhile"]
    same = partial(change_commitment, **by, seen=2, changed=changed)
    assert refusal_of(same) == ["pact_office.nothing-changed"]
    unknown = partial(change_commitment, **by, seen=2, changed=replace(changed, code="nothing"))
    assert refusal_of(unknown) == ["pacts.commitment-unknown"]
    assert kept.versions.count() == 2


def test_who_does_not_draft_changes_no_commitment(world: World) -> None:
    kept = world.draft()
    for one in (world.leaders["sim-c"], world.outsider, world.auditor):
        by: dict[str, Any] = {"by": one, "on": TODAY, "pact": kept, "seen": 1}
        steps = [
            partial(change_commitment, **by, changed=SAID.commitment("traffic")),
            partial(remove_commitment, **by, code="traffic"),
            partial(add_commitment, **by, indicator=SHARED["road-deaths"], added=on_road_deaths()),
        ]
        assert [refusal_of(step) for step in steps] == [["permissions.may-not-draft-pact"]] * 3
    assert kept.versions.count() == 1


def test_what_is_written_reads_as_it_was_meant(world: World) -> None:
    version = newest_version(world.draft())
    names = {one.code for one in read_indicators(version.indicators, OWN_RULES.indicators)}
    assert names == {one.code for one in indicators_of(version)}
