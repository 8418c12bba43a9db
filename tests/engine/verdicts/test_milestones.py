from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from giaouoc.engine.figures import Entry, WindowBasis
from giaouoc.engine.findings import Param, Ref, RefKind, note, warning
from giaouoc.engine.indicators import Better, Kind
from giaouoc.engine.pacts import CommitmentType, MilestoneItem
from giaouoc.engine.periods import Window
from giaouoc.engine.units import Succession, SuccessionKind, UnitRegistry
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result, Verdict
from tests.support.cases import publisher_ref, unit_ref, window
from tests.support.pacts import (
    SIGNED_ON,
    UNIT,
    YEAR,
    bodies,
    case,
    commitment,
    day,
    entry,
    indicator,
    pact,
)

DEADLINE = day("2025-12-31")  # after the pact's own window, which ends on 14 December
BY_DEADLINE = window("2025-01-01", "2025-12-31")
ABOUT: dict[str, Param] = {"commitment": Ref(RefKind.COMMITMENT, "teams"), "unit": unit_ref(UNIT)}
CODES = ("x-one", "x-two", "x-three")


def item(code: str, test: str | None = "there is a decision", attester: str | None = None) -> MilestoneItem:
    return MilestoneItem(code, f"item {code}", code, test, attester)


ITEMS = tuple(item(code) for code in CODES)


def said(
    seq: int, code: str, value: int, covers: Window = BY_DEADLINE, on: str = "2026-01-10", by: str = "own"
) -> Entry:
    return entry(seq, covers, value, on, indicator=code, publisher=by)


def verdict(
    entries: Sequence[Entry],
    on: date,
    items: tuple[MilestoneItem, ...] = ITEMS,
    needed: int | None = None,
    signed_on: date = SIGNED_ON,
    units: UnitRegistry | None = None,
) -> Verdict:
    """Return the verdict of one unit; the ledger ends with an outsider that reached the first item in 2019."""
    pledge = commitment(
        code="teams", type=CommitmentType.MILESTONE, deadline=DEADLINE, items=items, needed=needed
    )
    outsider = said(len(entries) + 1, CODES[0], 1, window("2019-01-01", "2019-12-31"), "2020-01-10")
    built = case(
        [*entries, replace(outsider, unit="outside")],
        of=pact(pledge, signed_on=signed_on),
        units=units or bodies(UNIT, "outside"),
        counting=[indicator(c, kind=Kind.ATTESTATION, better=Better.HIGHER) for c in CODES],
    )
    (found,) = judge(built, as_known_on=on).verdicts
    return found


def numbers(reached: int, needed: int) -> dict[str, Param]:
    return {"reached": reached, "needed": needed, "deadline": DEADLINE}


CLOSED = day("2026-02-01")


def test_every_item_attested_by_the_deadline_is_kept() -> None:
    found = verdict([said(n, code, 1) for n, code in enumerate(CODES, start=1)], CLOSED)
    assert (found.result, found.rule) == (
        Result.KEPT,
        note("verdicts.rule-milestone-reached", **numbers(3, 3), **ABOUT),
    )
    assert [(a.label, a.positive) for a in found.attested] == [(i.name, True) for i in ITEMS]


def test_a_milestone_may_be_reached_before_its_deadline() -> None:
    early = [said(n, c, 1, window("2025-01-01", "2025-03-01"), "2025-03-02") for n, c in enumerate(CODES, 1)]
    assert verdict(early, day("2025-04-01")).result is Result.KEPT


def test_what_is_reached_may_be_said_before_the_last_day_of_its_window() -> None:
    early = [said(n, c, 1, BY_DEADLINE, "2025-03-02") for n, c in enumerate(CODES, 1)]
    assert verdict(early, day("2025-04-01")).result is Result.KEPT


@pytest.mark.parametrize(
    ("on", "result"),
    [
        (day("2025-12-20"), Result.NOT_YET),
        (DEADLINE, Result.NOT_YET),
        (day("2026-01-01"), Result.CANNOT_TELL),
    ],
)
def test_the_deadline_may_lie_after_the_window_and_counts_itself(on: date, result: Result) -> None:
    found = verdict([], on)
    assert (found.result, found.rule["deadline"]) == (result, DEADLINE)


@pytest.mark.parametrize(("reached", "result"), [(1, Result.CANNOT_TELL), (2, Result.KEPT), (3, Result.KEPT)])
def test_as_many_items_as_needed_are_enough(reached: int, result: Result) -> None:
    entries = [said(n, code, 1) for n, code in enumerate(CODES[:reached], start=1)]
    assert verdict(entries, CLOSED, needed=2).result is result


@pytest.mark.parametrize(("failed", "result"), [(1, Result.CANNOT_TELL), (2, Result.NOT_KEPT)])
def test_so_many_failures_that_the_rest_is_not_enough_break_it(failed: int, result: Result) -> None:
    entries = [said(n, code, 0) for n, code in enumerate(CODES[:failed], start=1)]
    assert verdict(entries, CLOSED, needed=2).result is result


def test_what_nobody_attested_is_named() -> None:
    found = verdict([said(1, "x-one", 1), said(2, "x-two", 1)], CLOSED)
    assert (found.rule, found.reasons) == (
        note("verdicts.rule-milestone-silence", **numbers(2, 3), **ABOUT),
        (note("verdicts.item-not-attested", item="item x-three", **ABOUT),),
    )


def test_not_reached_long_before_the_deadline_says_nothing_about_it() -> None:
    march = window("2025-01-01", "2025-03-31")
    found = verdict([said(1, "x-one", 0, march, "2025-04-01")], CLOSED, ITEMS[:1])
    assert (found.result, found.attested[0].positive) == (Result.CANNOT_TELL, None)
    assert verdict([said(1, "x-one", 0)], CLOSED, ITEMS[:1]).result is Result.NOT_KEPT


def test_a_state_after_the_deadline_is_too_late() -> None:
    january = window("2026-01-01", "2026-01-15")
    assert verdict([said(1, "x-one", 1, january)], CLOSED, ITEMS[:1]).result is Result.CANNOT_TELL


def about_entry(seq: int, covers: Window, by: str = "own") -> dict[str, Param]:
    return {
        "seq": seq,
        "publisher": publisher_ref(by),
        "first_day": covers.first_day,
        "last_day": covers.last_day,
        "value": Decimal(1),
        "item": "item x-one",
        **ABOUT,
    }


@pytest.mark.parametrize(
    ("signed_on", "last_day", "result"),
    [
        (day("2025-02-14"), "2019-12-31", Result.CANNOT_TELL),
        (day("2025-02-14"), "2024-12-14", Result.CANNOT_TELL),
        (day("2025-02-14"), "2024-12-15", Result.KEPT),
        (day("2024-12-01"), "2024-11-30", Result.CANNOT_TELL),
        (day("2024-12-01"), "2024-12-01", Result.KEPT),
    ],
)
def test_a_state_before_the_pact_was_signed_and_before_its_window_decides_nothing(
    signed_on: date, last_day: str, result: Result
) -> None:
    covers = window("2019-01-01", last_day)
    found = verdict([said(1, "x-one", 1, covers, "2025-01-10")], CLOSED, ITEMS[:1], signed_on=signed_on)
    begins = min(signed_on, YEAR.first_day)
    early = warning("verdicts.attestation-too-early", begins=begins, **about_entry(1, covers))
    kept = result is Result.KEPT
    assert (found.result, found.findings) == (result, () if kept else (early,))
    assert found.attested[0].positive is (True if kept else None)


def test_a_state_whose_day_is_not_stated_decides_nothing() -> None:
    unstated = replace(said(1, "x-one", 1), window_basis=WindowBasis.NOT_STATED)
    found = verdict([unstated], CLOSED, ITEMS[:1])
    shown = warning("verdicts.attestation-window-not-stated", **about_entry(1, BY_DEADLINE))
    assert (found.result, found.findings) == (Result.CANNOT_TELL, (shown,))
    failed = replace(said(1, "x-one", 0), window_basis=WindowBasis.NOT_STATED)
    assert verdict([failed], CLOSED, ITEMS[:1]).result is Result.CANNOT_TELL
    both = verdict([said(1, "x-one", 1), replace(unstated, seq=2)], CLOSED, ITEMS[:1])
    assert (both.result, both.findings) == (Result.KEPT, ())


def test_a_state_after_the_deadline_is_shown() -> None:
    january = window("2026-01-01", "2026-01-15")
    found = verdict([said(1, "x-one", 1, january)], CLOSED, ITEMS[:1])
    late = warning("verdicts.attestation-too-late", deadline=DEADLINE, **about_entry(1, january))
    assert found.findings == (late,)
    unreached = verdict([said(1, "x-one", 0, january)], CLOSED, ITEMS[:1])
    assert unreached.findings == ()


def test_not_reached_said_before_the_deadline_says_nothing_about_it() -> None:
    early = verdict([said(1, "x-one", 0, on="2025-12-30")], CLOSED, ITEMS[:1])
    assert (early.result, early.attested[0].positive) == (Result.CANNOT_TELL, None)
    in_time = verdict([said(1, "x-one", 0, on="2025-12-31")], CLOSED, ITEMS[:1])
    assert in_time.result is Result.NOT_KEPT


def test_the_newest_state_counts() -> None:
    entries = [said(1, "x-one", 1, window("2025-01-01", "2025-03-31"), "2025-04-01"), said(2, "x-one", 0)]
    assert verdict(entries, CLOSED, ITEMS[:1]).result is Result.NOT_KEPT


def test_only_the_named_attester_is_heard() -> None:
    named = (item("x-one", attester="mps"),)
    assert verdict([said(1, "x-one", 1)], CLOSED, named).result is Result.CANNOT_TELL
    assert verdict([said(1, "x-one", 1, by="mps")], CLOSED, named).result is Result.KEPT


def test_an_item_without_a_test_cannot_be_attested() -> None:
    untested = (item("x-one", test=None),)
    found = verdict([said(1, "x-one", 1)], CLOSED, untested)
    assert (found.result, found.reasons) == (
        Result.CANNOT_TELL,
        (note("verdicts.item-without-test", item="item x-one", **ABOUT),),
    )


def test_items_without_a_test_do_not_hide_those_that_only_lack_an_attestation() -> None:
    found = verdict([], CLOSED, (item("x-one", test=None), item("x-two")))
    assert [(r.code, r["item"]) for r in found.reasons] == [
        ("verdicts.item-without-test", "item x-one"),
        ("verdicts.item-not-attested", "item x-two"),
    ]


def test_a_pact_that_names_no_items_is_asked_for_them_before_and_after_the_deadline() -> None:
    for on, result in ((day("2025-03-01"), Result.NOT_YET), (CLOSED, Result.CANNOT_TELL)):
        found = verdict([], on, (), 6)
        assert (found.result, found.reasons) == (
            result,
            (note("verdicts.milestone-names-no-items", needed=6, **ABOUT),),
        )


def test_what_a_renamed_body_attests_under_its_new_name_counts() -> None:
    rename = Succession(SuccessionKind.RENAME, day("2025-07-01"), (UNIT,), ("new-name",))
    units = bodies(UNIT, "new-name", "outside", successions=[rename])
    attested = replace(said(1, "x-one", 1), unit="new-name")
    assert verdict([attested], CLOSED, ITEMS[:1], units=units).result is Result.KEPT
    elsewhere = replace(said(1, "x-one", 1), unit="outside")
    silent = verdict([elsewhere], CLOSED, ITEMS[:1], units=units)
    assert [r.code for r in silent.reasons] == ["verdicts.item-not-attested"]


@pytest.mark.parametrize(("merged_on", "ended"), [(DEADLINE, True), (DEADLINE + timedelta(days=1), False)])
def test_a_body_merged_away_by_the_deadline_is_named_and_the_new_body_does_not_attest_for_it(
    merged_on: date, ended: bool
) -> None:
    merger = Succession(SuccessionKind.MERGE, merged_on, (UNIT, "other"), ("both",))
    units = bodies(UNIT, "other", "both", "outside", successions=[merger])
    found = verdict([replace(said(1, "x-one", 1), unit="both")], CLOSED, ITEMS[:1], units=units)
    gone = note("verdicts.body-ended-before-deadline", on=merged_on, deadline=DEADLINE, **ABOUT)
    lacking = note("verdicts.item-not-attested", item="item x-one", **ABOUT)
    assert (found.result, found.reasons) == (
        Result.CANNOT_TELL,
        (gone, lacking) if ended else (lacking,),
    )
