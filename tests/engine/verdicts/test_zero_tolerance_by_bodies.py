"""Who attests for a unit: those before and after it on its territory, and those under it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from giaouoc.engine.figures import Entry, Precision, Status
from giaouoc.engine.findings import note, warning
from giaouoc.engine.pacts import Territory
from giaouoc.engine.periods import Window
from giaouoc.engine.units import DatedName, DatedParent, Share, Succession, SuccessionKind, Unit, UnitRegistry
from giaouoc.engine.verdicts.verdict import Result, Verdict
from tests.support.cases import publisher_ref, unit_ref
from tests.support.escapes import ABOUT, monthly, said, shown, silent, verdict
from tests.support.pacts import UNIT, YEAR, bodies, body, day, month

MERGED = bodies(
    UNIT,
    "kien-giang",
    "new-an-giang",
    "outside",
    successions=[
        Succession(SuccessionKind.MERGE, day("2025-06-15"), (UNIT, "kien-giang"), ("new-an-giang",))
    ],
)
BEFORE, AFTER = Window(YEAR.start, day("2025-06-15")), Window(day("2025-06-15"), YEAR.stop)


def as_now(*entries: Entry) -> Verdict:
    return verdict(entries, units=MERGED, territory=Territory.AS_NOW, unit="new-an-giang")


def test_after_a_merger_the_predecessors_attest_their_months_and_the_new_body_its_own() -> None:
    both = [said(1, BEFORE), said(2, BEFORE, unit="kien-giang"), said(3, AFTER, unit="new-an-giang")]
    found = as_now(*both)
    assert found.result is Result.KEPT
    assert {a.positive for a in found.attested} == {False}
    silent = as_now(both[0], said(2, AFTER, unit="new-an-giang"))
    assert [(r.code, r["unit"]) for r in silent.reasons] == [("verdicts.silent", unit_ref("kien-giang"))]


def test_a_positive_of_a_predecessor_that_did_not_sign_breaks_it_as_now() -> None:
    found = as_now(said(1, BEFORE), said(2, month(3), 1, unit="kien-giang"))
    assert found.result is Result.NOT_KEPT


def test_a_positive_of_an_outsider_breaks_nothing() -> None:
    assert verdict([said(1, YEAR), said(2, YEAR, 1, unit="outside")], units=MERGED).result is Result.KEPT


def test_a_signatory_merged_away_is_silent_after_the_merger_as_signed() -> None:
    found = verdict([said(1, BEFORE)], units=MERGED)
    assert [(r["unit"], r["first_day"]) for r in found.reasons] == [(unit_ref(UNIT), AFTER.first_day)]
    assert found.result is Result.CANNOT_TELL


def test_a_unit_that_lasted_through_two_reorganisations_attests_both_its_stretches() -> None:
    twice = bodies(
        "a", "a2", "b", "c", "outside",
        successions=[
            Succession(SuccessionKind.RENAME, day("2025-03-15"), ("a",), ("a2",)),
            Succession(SuccessionKind.MERGE, day("2025-06-15"), ("a2", "b"), ("c",)),
        ],
    )  # fmt: skip
    entries = [
        said(1, Window(YEAR.start, day("2025-03-15")), unit="a"),
        said(2, Window(day("2025-03-15"), day("2025-06-15")), unit="a2"),
        said(3, Window(YEAR.start, day("2025-03-15")), unit="b"),
        said(4, Window(day("2025-03-15"), day("2025-06-15")), unit="b"),
        said(5, AFTER, unit="c"),
    ]
    found = verdict(entries, units=twice, territory=Territory.AS_NOW, unit="c", signed=("a", "b"))
    assert (found.result, found.reasons) == (Result.KEPT, ())


def test_the_word_of_the_new_body_for_the_whole_year_stands_for_its_predecessors_too() -> None:
    assert as_now(said(1, YEAR, unit="new-an-giang")).result is Result.KEPT
    broken = as_now(said(1, YEAR, unit="new-an-giang"), said(2, month(3), 1, unit="kien-giang"))
    assert broken.result is Result.NOT_KEPT


def test_a_renamed_body_speaks_for_its_old_name_also_in_a_month_across_the_renaming() -> None:
    rename = Succession(SuccessionKind.RENAME, day("2025-06-30"), (UNIT,), ("new-name",))
    units = bodies(UNIT, "new-name", "outside", successions=[rename])
    words = [
        said(n, m, unit=UNIT if m.stop <= rename.on else "new-name")
        for n, m in enumerate((month(k) for k in range(1, 13)), start=1)
    ]
    assert any(w.window.contains(rename.on) and w.window.start < rename.on for w in words)
    for name in (UNIT, "new-name"):
        found = verdict(words, units=units, unit=name)
        assert (found.result, found.reasons) == (Result.KEPT, ())
    broken = [*words, said(13, month(7), 1, unit="new-name")]
    assert verdict(broken, units=units).result is Result.NOT_KEPT
    missing = [replace(w, seq=n) for n, w in enumerate((*words[:6], *words[7:]), start=1)]
    across = words[6].window
    assert [(r["unit"], r["first_day"], r["last_day"]) for r in verdict(missing, units=units).reasons] == [
        (unit_ref(UNIT), across.first_day, day("2025-06-29")),
        (unit_ref("new-name"), rename.on, across.last_day),
    ]


def split(*shares: str) -> UnitRegistry:
    """Return a body split in two on 15 June 2025, with a key where shares are given."""
    key = tuple(Share(u, Decimal(s)) for u, s in zip(("east", "west"), shares, strict=False))
    parted = Succession(
        SuccessionKind.SPLIT, day("2025-06-15"), (UNIT,), ("east", "west"), key, "population" if key else None
    )
    return bodies(UNIT, "east", "west", "outside", successions=[parted])


BOTH = [said(1, AFTER, unit="east"), said(2, AFTER, unit="west")]


@pytest.mark.parametrize("units", [split(), split("0.6", "0.4")])
@pytest.mark.parametrize("part", ["east", "west"])
def test_after_a_split_a_positive_of_the_old_body_belongs_to_neither_for_certain(
    units: UnitRegistry, part: str
) -> None:
    entries = [*BOTH, said(3, month(2), 1), said(4, BEFORE)]
    found = verdict(entries, units=units, territory=Territory.AS_NOW, unit=part)
    about = ABOUT | {"unit": unit_ref(part)}
    reason = warning(
        "verdicts.positive-before-split",
        source=unit_ref(UNIT),
        publisher=publisher_ref("own"),
        seq=3,
        first_day=month(2).first_day,
        last_day=month(2).last_day,
        value=Decimal(1),
        **about,
    )
    assert (found.result, found.reasons, found.findings) == (Result.CANNOT_TELL, (reason,), ())
    assert found.rule == note("verdicts.rule-happened-before-split", **about)
    assert [a.positive for a in found.attested] == [None if n == 2 else False for n in range(1, 13)]
    early = verdict(entries, AFTER.last_day, units=units, territory=Territory.AS_NOW, unit=part)
    assert (early.result, early.reasons, early.findings) == (Result.NOT_YET, (), (reason,))


@pytest.mark.parametrize("units", [split(), split("0.6", "0.4")])
def test_after_a_split_a_zero_of_the_old_body_attests_for_each_part(units: UnitRegistry) -> None:
    for part in ("east", "west"):
        found = verdict([*BOTH, said(3, BEFORE)], units=units, territory=Territory.AS_NOW, unit=part)
        assert (found.result, found.reasons) == (Result.KEPT, ())


def test_a_part_that_attests_its_own_past_is_kept_and_the_old_positive_is_shown() -> None:
    entries = [said(1, YEAR, unit="east"), said(2, AFTER, unit="west"), said(3, month(2), 1)]
    found = verdict(entries, units=split(), territory=Territory.AS_NOW, unit="east")
    assert (found.result, shown(found)) == (Result.KEPT, [("positive-before-split", unit_ref("east"), 3)])
    other = verdict(entries, units=split(), territory=Territory.AS_NOW, unit="west")
    assert other.result is Result.CANNOT_TELL
    assert silent(other) == [
        (unit_ref(UNIT), month(1).first_day, month(1).last_day),
        (unit_ref(UNIT), month(3).first_day, BEFORE.last_day),
    ]


def test_a_positive_of_a_part_is_its_own_and_that_of_the_body_that_signed() -> None:
    entries = [*BOTH, said(3, BEFORE), said(4, month(8), 1, unit="east")]
    as_now = [
        verdict(entries, units=split(), territory=Territory.AS_NOW, unit=u).result for u in ("east", "west")
    ]
    assert as_now == [Result.NOT_KEPT, Result.KEPT]
    assert verdict(entries, units=split(), territory=Territory.AS_SIGNED).result is Result.NOT_KEPT
    assert verdict(entries[:3], units=split(), territory=Territory.AS_SIGNED).result is Result.KEPT


def test_what_joined_a_merger_through_a_split_is_asked_for_as_well() -> None:
    on = day("2025-06-15")
    units = bodies(
        "whole", "east", "west", "town", "city", "outside",
        successions=[
            Succession(SuccessionKind.SPLIT, on, ("whole",), ("east", "west")),
            Succession(SuccessionKind.MERGE, on, ("east", "town"), ("city",)),
        ],
    )  # fmt: skip
    entries = [said(1, AFTER, unit="city"), said(2, BEFORE, unit="whole"), said(3, BEFORE, unit="town")]
    signed = {"signed": ("whole", "town"), "units": units, "territory": Territory.AS_NOW, "unit": "city"}
    assert verdict(entries, **signed).result is Result.KEPT  # type: ignore[arg-type]
    without = verdict(entries[:2], **signed)  # type: ignore[arg-type]
    assert silent(without) == [(unit_ref("town"), BEFORE.first_day, BEFORE.last_day)]
    split_off = verdict([*entries, said(4, month(1), 1, unit="whole")], **signed)  # type: ignore[arg-type]
    assert split_off.result is Result.CANNOT_TELL
    merged = verdict([*entries, said(4, month(1), 1, unit="town")], **signed)  # type: ignore[arg-type]
    assert merged.result is Result.NOT_KEPT


def test_a_renamed_body_that_was_merged_away_later_is_silent_only_since_then() -> None:
    units = bodies(
        UNIT, "renamed", "other", "merged", "outside",
        successions=[
            Succession(SuccessionKind.RENAME, day("2025-03-15"), (UNIT,), ("renamed",)),
            Succession(SuccessionKind.MERGE, day("2025-06-15"), ("renamed", "other"), ("merged",)),
        ],
    )  # fmt: skip
    entries = [
        said(1, Window(YEAR.start, day("2025-03-15"))),
        said(2, Window(day("2025-03-15"), day("2025-06-15")), unit="renamed"),
    ]
    found = verdict(entries, units=units, territory=Territory.AS_SIGNED)
    assert silent(found) == [(unit_ref("renamed"), AFTER.first_day, AFTER.last_day)]


FAMILY = bodies(UNIT, body("north", UNIT), body("south", UNIT), body("hamlet", "south"), "outside")


def test_a_unit_that_says_nothing_is_attested_by_all_units_under_it() -> None:
    everyone = [*monthly("north"), said(13, YEAR, unit="south")]
    found = verdict(everyone, units=FAMILY)
    assert (found.result, found.findings) == (Result.KEPT, ())
    assert {a.positive for a in found.attested} == {False}
    below = verdict([*monthly("north"), said(13, YEAR, unit="hamlet")], units=FAMILY)
    assert below.result is Result.KEPT


def test_one_silent_unit_below_leaves_it_unknown_and_is_named() -> None:
    found = verdict([said(1, YEAR, unit="north"), *monthly("south", start=2)[:11]], units=FAMILY)
    assert (found.result, silent(found)) == (
        Result.CANNOT_TELL,
        [(unit_ref("south"), month(12).first_day, month(12).last_day)],
    )
    nobody = verdict([], units=FAMILY)
    assert silent(nobody) == [(unit_ref(UNIT), YEAR.first_day, YEAR.last_day)]


def test_days_on_which_the_unit_is_silent_may_be_attested_below() -> None:
    late = said(2, AFTER, unit="north"), said(3, AFTER, unit="south")
    assert verdict([said(1, BEFORE), *late], units=FAMILY).result is Result.KEPT


def test_a_positive_below_breaks_what_the_unit_itself_does_not_speak_of() -> None:
    for unit in ("north", "hamlet"):
        found = verdict([said(1, month(3), 1, unit=unit)], units=FAMILY)
        assert (found.result, found.rule["seqs"]) == (Result.NOT_KEPT, (1,))


def test_a_unit_that_attests_itself_is_believed_and_the_positive_below_is_shown() -> None:
    found = verdict([said(1, YEAR), said(2, month(3), 1, unit="hamlet")], units=FAMILY)
    assert (found.result, shown(found)) == (Result.KEPT, [("positive-below", unit_ref("hamlet"), 2)])
    assert found.findings[0]["above"] == unit_ref(UNIT)


def test_what_does_not_decide_below_is_shown_as_well() -> None:
    rough = said(2, month(3), 1, unit="north", precision=Precision.ROUNDED)
    found = verdict([said(1, YEAR), rough], units=FAMILY)
    assert (found.result, shown(found)) == (Result.KEPT, [("positive-inexact", unit_ref("north"), 2)])


def test_a_unit_below_to_which_it_cannot_apply_is_not_missing() -> None:
    never = said(1, YEAR, None, unit="north", status=Status.NOT_APPLICABLE)
    assert verdict([never, said(2, YEAR, unit="south")], units=FAMILY).result is Result.KEPT
    neither = said(2, YEAR, None, unit="south", status=Status.NOT_APPLICABLE)
    assert verdict([never, neither], units=FAMILY).result is Result.NOT_APPLICABLE


def moved(on: str) -> UnitRegistry:
    """Return a unit with a district that comes under it on a day, from under the outsider."""
    comes = day(on)
    parents = (DatedParent("outside", None, day("2025-03-14")), DatedParent(UNIT, comes, None))
    return bodies(UNIT, body("north", UNIT), Unit("south", (DatedName("south"),), parents), "outside")


def test_a_positive_from_before_a_unit_came_under_this_one_is_not_its_own() -> None:
    units = moved("2025-03-15")
    elsewhere = verdict([said(1, YEAR), said(2, month(1), 1, unit="south")], units=units)
    assert (elsewhere.result, shown(elsewhere)) == (Result.KEPT, [])
    here = verdict([said(1, month(8), 1, unit="south")], units=units)
    assert here.result is Result.NOT_KEPT
    straddling = verdict([said(1, Window(YEAR.start, BEFORE.stop), 1, unit="south")], units=units)
    assert (straddling.result, shown(straddling)) == (
        Result.CANNOT_TELL,
        [("positive-straddles", unit_ref("south"), 1)],
    )
    assert silent(straddling) == [(unit_ref(UNIT), YEAR.first_day, YEAR.last_day)]


def test_a_positive_that_may_be_older_than_its_place_under_the_unit_leaves_its_days_silent() -> None:
    before, since = Window(YEAR.start, day("2025-03-15")), Window(day("2025-03-15"), YEAR.stop)
    entries = [
        said(1, before),
        said(2, since, unit="north"),
        said(3, Window(day("2025-02-15"), month(4).stop), 1, unit="south"),
        said(4, Window(month(4).stop, YEAR.stop), unit="south"),
    ]
    found = verdict(entries, units=moved("2025-03-15"))
    assert (found.result, shown(found)) == (
        Result.CANNOT_TELL,
        [("positive-straddles", unit_ref("south"), 3)],
    )
    assert silent(found) == [(unit_ref("south"), since.first_day, month(4).last_day)]


def test_two_units_that_change_places_in_the_year_are_both_heard() -> None:
    turned = bodies(
        Unit(UNIT, (DatedName(UNIT),), (DatedParent("south", day("2025-06-15"), None),)),
        Unit("south", (DatedName("south"),), (DatedParent(UNIT, None, day("2025-06-14")),)),
        "outside",
    )
    assert verdict([], units=turned).result is Result.CANNOT_TELL
    assert verdict([said(1, month(2), 1, unit="south")], units=turned).result is Result.NOT_KEPT
    assert verdict([said(1, month(9), 1, unit="south")], units=turned).result is Result.CANNOT_TELL
