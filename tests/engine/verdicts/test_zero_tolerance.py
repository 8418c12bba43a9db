from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from giaouoc.engine.figures import Entry, Status
from giaouoc.engine.findings import Ref, RefKind, note
from giaouoc.engine.indicators import Kind
from giaouoc.engine.pacts import Commitment, CommitmentType, Part, Territory
from giaouoc.engine.periods import Window
from giaouoc.engine.units import Succession, SuccessionKind, UnitRegistry
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result, Verdict
from tests.support.cases import unit_ref, window
from tests.support.pacts import UNIT, YEAR, bodies, case, commitment, day, entry, indicator, month, pact

FLIGHT = "x-detainee-escape"
ABOUT = {"commitment": Ref(RefKind.COMMITMENT, "escape"), "unit": unit_ref(UNIT)}
CLOSED = date(2026, 1, 1)


def pledge() -> Commitment:
    none = Part("escape", FLIGHT, None, "escape", "escape")
    return commitment(none, code="escape", type=CommitmentType.ZERO_TOLERANCE)


def said(seq: int, covers: Window, value: int | None = 0, *, unit: str = UNIT, **more: object) -> Entry:
    return entry(seq, covers, value, indicator=FLIGHT, unit=unit, **more)  # type: ignore[arg-type]


def verdict(
    entries: Sequence[Entry],
    on: date = CLOSED,
    *,
    units: UnitRegistry | None = None,
    territory: Territory | None = None,
    unit: str = UNIT,
    signed: tuple[str, ...] = (UNIT,),
) -> Verdict:
    built = case(
        entries,
        of=pact(pledge(), signatories=signed),
        units=units,
        counting=[indicator(FLIGHT, kind=Kind.ATTESTATION)],
    )
    standing = judge(built, as_known_on=on, territory=territory)
    found = standing.verdict("escape", unit)
    assert found is not None
    return found


MONTHS = [month(n) for n in range(1, 13)]
ALL_YEAR = [said(n, m) for n, m in enumerate(MONTHS, start=1)]


def test_every_month_attested_is_kept() -> None:
    found = verdict(ALL_YEAR)
    assert (found.result, found.rule, found.reasons) == (
        Result.KEPT,
        note("verdicts.rule-attested-throughout", **ABOUT),
        (),
    )
    assert [(a.first_day, a.last_day, a.positive) for a in found.attested] == [
        (m.first_day, m.last_day, False) for m in MONTHS
    ]


def test_one_attestation_for_the_whole_year_is_enough() -> None:
    assert verdict([said(1, YEAR)]).result is Result.KEPT


def test_one_silent_month_leaves_it_unknown_and_is_named() -> None:
    entries = [said(n, m) for n, m in enumerate([m for m in MONTHS if m != month(9)], start=1)]
    found = verdict(entries)
    silent = note("verdicts.silent", first_day=day("2025-08-15"), last_day=day("2025-09-14"), **ABOUT)
    assert (found.result, found.rule.code, found.reasons) == (
        Result.CANNOT_TELL,
        "verdicts.rule-silence",
        (silent,),
    )
    assert [a.positive for a in found.attested] == [None if m == month(9) else False for m in MONTHS]


def test_one_day_of_silence_is_silence() -> None:
    short = Window(YEAR.start, YEAR.last_day)
    (reason,) = verdict([said(1, short)]).reasons
    assert (reason["first_day"], reason["last_day"]) == (YEAR.last_day, YEAR.last_day)


def test_a_month_reported_as_missing_is_silence() -> None:
    entries = [*ALL_YEAR[:8], said(9, month(9), None), *ALL_YEAR[9:]]
    assert [r.code for r in verdict(entries).reasons] == ["verdicts.silent"]


@pytest.mark.parametrize("on", [day("2025-04-01"), CLOSED])
def test_one_positive_breaks_it_at_once_and_for_good(on: date) -> None:
    entries = [said(1, month(1)), said(2, month(2), 1), *(said(n, month(n)) for n in range(3, 13))]
    found = verdict(entries, on)
    assert (found.result, found.rule) == (
        Result.NOT_KEPT,
        note("verdicts.rule-one-positive", seqs=(2,), **ABOUT),
    )
    assert found.attested[1].positive is True


def test_a_positive_breaks_it_among_silent_months() -> None:
    assert verdict([said(1, month(7), 2)]).result is Result.NOT_KEPT


def test_a_positive_that_was_corrected_no_longer_breaks_it() -> None:
    entries = [said(1, YEAR, 1), said(2, YEAR, 0, corrects=1, reason="another province")]
    assert verdict(entries).result is Result.KEPT


def test_a_positive_that_may_lie_outside_the_window_leaves_it_unknown() -> None:
    civil_december = window("2024-12-01", "2024-12-31")
    entries = [said(1, civil_december, 1), *(said(n, month(n)) for n in range(2, 13))]
    found = verdict(entries)
    assert (found.result, [r.code for r in found.reasons]) == (Result.CANNOT_TELL, ["verdicts.silent"])


@pytest.mark.parametrize(
    ("on", "result"),
    [(YEAR.last_day, Result.NOT_YET), (YEAR.stop, Result.CANNOT_TELL)],
)
def test_silence_weighs_only_once_the_window_is_closed(on: date, result: Result) -> None:
    found = verdict([said(1, month(1))], on)
    assert found.result is result
    if result is Result.NOT_YET:
        assert found.rule == note("verdicts.rule-window-open", last_day=YEAR.last_day, **ABOUT)


def test_what_cannot_arise_all_year_is_not_applicable() -> None:
    entries = [said(n, m, None, status=Status.NOT_APPLICABLE) for n, m in enumerate(MONTHS, start=1)]
    found = verdict(entries)
    assert (found.result, found.rule.code) == (
        Result.NOT_APPLICABLE,
        "verdicts.rule-not-applicable-throughout",
    )
    assert verdict([*entries[:11], said(12, month(12))]).result is Result.KEPT


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
        "a", "a2", "b", "c",
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
