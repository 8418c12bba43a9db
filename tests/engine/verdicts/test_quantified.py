"""Sources, targets by unit, exemptions, composites and windows that are still open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from giaouoc.engine.figures import Entry
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note, warning
from giaouoc.engine.indicators import Better, Kind, RollUp
from giaouoc.engine.pacts import Comparator, Direction, Exemption, Pact, Part, Reading, Target, TargetUnit
from giaouoc.engine.periods import Holiday, Period, PeriodKind, Window
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Outcome, Result, Standing, Verdict, YearToDate
from tests.support.cases import POLICE, publisher_ref, unit_ref, window
from tests.support.pacts import (
    BASE_HALF,
    BASE_YEAR,
    DEATHS,
    HALF,
    UNIT,
    YEAR,
    bodies,
    case,
    commitment,
    day,
    entry,
    indicator,
    indicator_ref,
    month,
    pact,
    part,
    target,
)

KEPT, NOT_KEPT, CANNOT_TELL = Result.KEPT, Result.NOT_KEPT, Result.CANNOT_TELL
CELL: dict[str, Param] = {"commitment": Ref(RefKind.COMMITMENT, "traffic"), "unit": unit_ref(UNIT)}
ABOUT: dict[str, Param] = {
    **CELL,
    "part": Ref(RefKind.PART, "traffic/deaths"),
    "indicator": indicator_ref(),
    "publisher": publisher_ref("own"),
}


def cell(standing: Standing, unit: str = UNIT) -> Verdict:
    found = standing.verdict("traffic", unit)
    assert found is not None
    return found


def of(
    entries: Sequence[Entry], *, sources: tuple[str, ...] | None, reading: Reading | None = None
) -> Verdict:
    built = case(entries, of=pact(commitment(sources=sources)))
    return cell(judge(built, reading=reading))


BOTH = (indicator(), indicator("cases"))


def pair(first_seq: int, publisher: str, base: int, actual: int, base_on: str = "2025-01-01") -> list[Entry]:
    return [
        entry(first_seq, BASE_YEAR, base, base_on, publisher=publisher),
        entry(first_seq + 1, YEAR, actual, "2026-01-05", publisher=publisher),
    ]


def findings(verdict: Verdict, code: str) -> list[Finding]:
    return [f for f in (*verdict.findings, *verdict.parts[0].findings) if f.code == code]


def test_the_first_source_of_record_that_can_tell_is_used_on_both_sides() -> None:
    found = of([*pair(1, "own", 100, 97), *pair(3, "nso", 100, 90)], sources=("own", "nso"))
    assert (found.result, {o.publisher for o in found.parts[0].outcomes}) == (NOT_KEPT, {"own"})
    assert findings(found, "verdicts.second-source-used") == []


def test_the_second_source_is_used_where_the_first_cannot_tell_and_that_is_said() -> None:
    lacking = [entry(1, YEAR, 97, publisher="own"), *pair(2, "nso", 100, 90)]
    found = of(lacking, sources=("own", "nso"))
    assert (found.result, {o.publisher for o in found.parts[0].outcomes}) == (KEPT, {"nso"})
    first = publisher_ref("own")
    used = {**ABOUT, "publisher": publisher_ref("nso")}
    assert findings(found, "verdicts.second-source-used") == [
        note("verdicts.second-source-used", first=first, **used)
    ]


def test_actual_and_base_never_come_from_two_sources() -> None:
    crossed = [entry(1, YEAR, 80, publisher="own"), entry(2, BASE_YEAR, 100, publisher="nso")]
    assert of(crossed, sources=("own", "nso")).result is CANNOT_TELL


def test_the_readings_of_one_verdict_never_mix_sources() -> None:
    entries = [*pair(1, "own", 100, 90, base_on="2026-01-05"), *pair(3, "nso", 100, 99)]
    found = of(entries, sources=("own", "nso"))
    assert [(o.publisher, o.result) for o in found.parts[0].outcomes] == [
        ("own", KEPT),
        ("own", CANNOT_TELL),
        ("own", CANNOT_TELL),
    ]
    at_signing = of(entries, sources=("own", "nso"), reading=Reading.AT_SIGNING)
    assert (at_signing.result, {o.publisher for o in at_signing.parts[0].outcomes}) == (NOT_KEPT, {"nso"})


def test_where_the_pact_names_no_source_publishers_who_disagree_leave_it_unknown() -> None:
    entries = [*pair(1, "own", 100, 90), *pair(3, "nso", 100, 99)]
    found = of(entries, sources=None)
    both = (publisher_ref("nso"), publisher_ref("own"))
    reason = note("verdicts.pact-names-no-source", **{**ABOUT, "publisher": None, "publishers": both})
    assert (found.result, found.reasons) == (CANNOT_TELL, (reason,))


def test_where_the_pact_names_no_source_publishers_who_agree_decide() -> None:
    assert of([*pair(1, "own", 100, 90), *pair(3, "nso", 100, 80)], sources=None).result is KEPT
    assert of(pair(1, "own", 100, 99), sources=None).result is NOT_KEPT


def test_where_nobody_published_and_no_source_is_named_that_is_the_reason() -> None:
    built = case([entry(1, YEAR, 1, indicator="cases")], of=pact(commitment(sources=None)), counting=BOTH)
    found = cell(judge(built))
    reason = note("verdicts.nobody-published", indicator=indicator_ref(), **CELL)
    assert (found.result, found.reasons) == (CANNOT_TELL, (reason,))


def test_an_open_window_about_which_nobody_has_published_is_not_yet() -> None:
    built = case([entry(1, YEAR, 1, indicator="cases")], of=pact(commitment(sources=None)), counting=BOTH)
    for on, result in ((YEAR.last_day, Result.NOT_YET), (YEAR.stop, CANNOT_TELL)):
        found = cell(judge(built, as_known_on=on))
        assert (found.result, found.parts[0].result, found.by_reading[0][1]) == (result, result, result)


def test_a_publisher_known_only_later_is_not_seen() -> None:
    entries = [entry(1, month(1), 9, "2025-02-01"), *pair(2, "nso", 100, 90, base_on="2026-01-05")]
    on = day("2025-07-01")
    full, cut = (
        judge(case(some, of=pact(commitment(sources=None))), as_known_on=on).verdicts
        for some in (entries, entries[:1])
    )
    assert full == cut


def composite(*changes: int) -> Verdict:
    names = ("cases", "deaths", "injured")
    entries: list[Entry] = []
    for name, actual in zip(names, changes, strict=True):
        for covers, value in ((BASE_YEAR, 100), (YEAR, actual)):
            if value >= 0:
                seq = len(entries) + 1
                entries.append(entry(seq, covers, value, indicator=name))
    built = case(
        entries,
        of=pact(commitment(*(part(n, n) for n in names))),
        counting=[indicator(n) for n in names],
    )
    return cell(judge(built))


@pytest.mark.parametrize(
    ("actuals", "result", "kept"),
    [
        ((95, 95, 95), KEPT, 3),
        ((95, 96, 95), NOT_KEPT, 2),
        ((95, -1, 95), CANNOT_TELL, 2),
        ((96, -1, 95), NOT_KEPT, 1),
    ],
)
def test_a_commitment_of_three_parts_is_kept_when_each_is(
    actuals: tuple[int, int, int], result: Result, kept: int
) -> None:
    found = composite(*actuals)
    assert (found.result, found.parts_kept) == (result, kept)


ISLAND = bodies(UNIT, "ca-mau", "outside")


def island(deaths: Part, **more: Exemption) -> Standing:
    exemptions = tuple(more.values())
    signed = pact(commitment(deaths, exemptions=exemptions), signatories=(UNIT, "ca-mau"))
    entries = [
        entry(seq, covers, value, unit=unit)
        for seq, (unit, covers, value) in enumerate(
            [(u, w, v) for u in (UNIT, "ca-mau", "outside") for w, v in ((BASE_YEAR, 100), (YEAR, 92))], 1
        )
    ]
    return judge(case(entries, of=signed, units=ISLAND))


def test_a_unit_may_have_its_own_target() -> None:
    standing = island(part(targets_by_unit={"ca-mau": target(10)}))
    assert [(v.unit, v.result) for v in standing.verdicts] == [(UNIT, KEPT), ("ca-mau", NOT_KEPT)]


def test_a_unit_without_a_target_is_told_so() -> None:
    bare = Part("deaths", DEATHS, None, "deaths", "deaths", {UNIT: target()})
    found = cell(island(bare), "ca-mau")
    reason = note("verdicts.no-target-for-unit", **{**CELL, "unit": unit_ref("ca-mau")})
    assert (found.result, found.reasons) == (CANNOT_TELL, (reason,))


def test_an_exempt_unit_is_not_judged_and_the_reason_is_given() -> None:
    standing = island(part(), exempt=Exemption("ca-mau", "Không giao."))
    found = cell(standing, "ca-mau")
    about = {**CELL, "unit": unit_ref("ca-mau")}
    assert (found.result, found.rule, found.parts) == (
        Result.NOT_APPLICABLE,
        note("verdicts.rule-exempt", why="Không giao.", **about),
        (),
    )
    assert cell(standing).result is KEPT


def opened(actuals: Sequence[int], aim: Target | None = None, base: int = 120) -> Verdict:
    """Return the verdict on the day after the last of some months of an open year; the base had ten a month."""
    entries = [entry(1, BASE_YEAR, base)]
    entries += [entry(n, month(n - 1, 2024), 10) for n in range(2, 14)]
    entries += [entry(n, month(n - 13), v) for n, v in enumerate(actuals, start=14)]
    return cell(judge(case(entries, of=pact(commitment(part(aim=aim))))))


def latest(verdict: Verdict) -> Outcome:
    return verdict.parts[0].outcomes[0]


def so_far(verdict: Verdict) -> tuple[int, int, Fraction | None]:
    to_date = latest(verdict).to_date
    assert isinstance(to_date, YearToDate)
    assert isinstance(to_date.base, Side)
    assert to_date.actual.quantity.value is not None
    assert to_date.base.quantity.value is not None
    return int(to_date.actual.quantity.value), int(to_date.base.quantity.value), to_date.allowed


def test_an_open_window_is_not_yet_judged_and_shows_the_same_stretch_of_the_base_year() -> None:
    found = opened([9, 9, 9])
    assert (found.result, latest(found).change, latest(found).formula) == (Result.NOT_YET, None, None)
    assert so_far(found) == (27, 30, Fraction(57, 2))


def test_a_window_is_open_until_its_last_day_is_over() -> None:
    months = [entry(n, month(n), 1) for n in range(1, 13)]
    built = case([*months, entry(13, BASE_YEAR, 20)])
    closed = judge(built, as_known_on=YEAR.stop)
    still_open = judge(built, as_known_on=YEAR.last_day)
    assert (cell(closed).result, cell(still_open).result) == (KEPT, Result.NOT_YET)


@pytest.mark.parametrize(
    ("actuals", "aim", "goal"),
    [
        ([60, 54], target(5), None),  # 114 of at most 114
        ([60, 55], target(5), 114),
        ([60, 53], target(5, comparator=Comparator.OVER), None),
        ([60, 54], target(5, comparator=Comparator.OVER), 113),
        ([60, 60], target(5, comparator=Comparator.AT_MOST), None),
        ([60, 66], target(5, direction=Direction.INCREASE, comparator=Comparator.AT_MOST), None),
        ([60, 67], target(5, direction=Direction.INCREASE, comparator=Comparator.AT_MOST), 126),
    ],
)
def test_what_can_no_longer_be_kept_is_said_just_over_the_line(
    actuals: list[int], aim: Target, goal: int | None
) -> None:
    found = opened(actuals, aim)
    said = findings(found, "verdicts.can-no-longer-be-kept")
    expected = warning(
        "verdicts.can-no-longer-be-kept",
        readings=(Reading.LATEST, Reading.AT_SIGNING),
        so_far=Decimal(sum(actuals)),
        goal=goal,
        last_day=month(2).last_day,
        **ABOUT,
    )
    assert said == ([] if goal is None else [expected])
    assert found.result is Result.NOT_YET


def test_what_can_no_longer_be_kept_is_said_once_with_the_most_that_any_baseline_allows() -> None:
    entries = [
        entry(1, BASE_YEAR, 100, "2025-01-10"),
        entry(2, BASE_YEAR, 200, "2025-03-01"),
        entry(3, month(1), 96, "2025-04-01"),
        entry(4, Window(month(1).start, month(2).stop), 191, "2025-05-01"),
    ]
    by_day = {
        on: findings(cell(judge(case(entries), as_known_on=day(on))), "verdicts.can-no-longer-be-kept")
        for on in ("2025-04-01", "2025-05-01")
    }
    said = [(f["readings"], f["so_far"], f["goal"]) for some in by_day.values() for f in some]
    assert said == [
        ((Reading.AT_SIGNING,), Decimal(96), 95),
        ((Reading.LATEST, Reading.AT_SIGNING), Decimal(191), 190),
    ]


def test_a_level_still_to_be_reached_is_never_called_lost() -> None:
    at_least = target(75, direction=Direction.REACH, comparator=Comparator.AT_LEAST)
    ratio = indicator(kind=Kind.RATIO, roll_up=RollUp.RATIO, better=Better.HIGHER)
    built = case(
        [entry(1, month(1), ratio=(1, 10))], of=pact(commitment(part(aim=at_least))), counting=[ratio]
    )
    found = cell(judge(built))
    assert (found.result, findings(found, "verdicts.can-no-longer-be-kept")) == (Result.NOT_YET, [])
    to_date = latest(found).to_date
    assert to_date is not None
    assert (to_date.actual.quantity.numerator, to_date.base, to_date.allowed) == (Decimal(1), None, None)


@pytest.mark.parametrize("reading", [None, *Reading])
@pytest.mark.parametrize(("deaths", "result"), [(400, KEPT), (401, NOT_KEPT)])
def test_a_level_is_decided_without_any_baseline(
    deaths: int, result: Result, reading: Reading | None
) -> None:
    at_most = target(400, direction=Direction.REACH, comparator=Comparator.AT_MOST, unit=TargetUnit.COUNT)
    built = case([entry(1, YEAR, deaths)], of=pact(commitment(part(aim=at_most))))
    found = cell(judge(built, reading=reading))
    assert (found.result, found.rule) == (result, note("verdicts.rule-level-needs-no-base"))
    silent = cell(
        judge(case([], of=pact(commitment(part(aim=at_most)))), as_known_on=YEAR.stop, reading=reading)
    )
    assert (silent.result, silent.rule.code == "verdicts.rule-level-needs-no-base") == (CANNOT_TELL, False)


def test_while_open_the_base_of_the_same_age_is_as_old_as_the_amount_so_far() -> None:
    """The first half of 2024 was published as 5,255 sixteen days after its end, and as 5,473 a year later."""
    entries = [
        entry(1, BASE_HALF, 5255, "2024-06-30"),
        entry(2, HALF, 5203, "2025-06-30"),
        entry(3, BASE_HALF, 5473, "2025-06-25"),
    ]
    shown = {}
    for on in ("2025-06-30", "2025-06-20"):
        entries[1] = entry(2, HALF, 5203, on)
        (verdict,) = judge(case(entries), as_known_on=day("2025-07-01")).verdicts
        to_dates = [o.to_date for o in verdict.parts[0].outcomes]
        shown[on] = [d.base.quantity.value if d and isinstance(d.base, Side) else None for d in to_dates]
    assert shown == {"2025-06-30": [5473, 5255, 5255], "2025-06-20": [5473, 5255, None]}


def test_a_stretch_answers_to_the_year_the_commitment_names() -> None:
    two_before = POLICE.window(Period(PeriodKind.HALF, 2023, 1))
    entries = [
        entry(1, two_before, 40, "2023-07-01"),
        entry(2, BASE_HALF, 50, "2024-07-01"),
        entry(3, HALF, 45, "2025-07-01"),
    ]
    built = case(entries, of=pact(commitment(baseline_year=2023)))
    assert so_far(cell(judge(built)))[1] == 40


def test_a_piece_of_a_holiday_is_not_compared_with_the_same_dates() -> None:
    this, last = window("2026-02-14", "2026-02-22"), window("2025-01-25", "2025-02-02")
    holidays = (Holiday("tet", 2026, this), Holiday("tet", 2025, last))
    signed: Pact = pact(covers=this, holidays=holidays, signed_on=day("2026-01-01"))
    entries = [
        entry(1, last, 209, "2025-02-02"),
        entry(2, window("2026-02-14", "2026-02-16"), 70, "2026-02-17"),
    ]
    to_date = latest(cell(judge(case(entries, of=signed)))).to_date
    assert to_date is not None
    assert (to_date.actual.quantity.value, to_date.base, to_date.allowed) == (Decimal(70), None, None)
