"""The three readings of the baseline on the published national figures, as if the nation had signed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from giaouoc.engine.figures import Entry
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note, warning
from giaouoc.engine.indicators import round_half_away
from giaouoc.engine.pacts import NOT_STATED, Reading
from giaouoc.engine.periods import Holiday
from giaouoc.engine.verdicts.formula import Holds
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import PartVerdict, Result, Standing, Verdict
from tests.support.cases import unit_ref, window
from tests.support.pacts import (
    BASE_HALF,
    BASE_YEAR,
    HALF,
    SIGNED_ON,
    UNIT,
    YEAR,
    case,
    commitment,
    day,
    entry,
    indicator,
    indicator_ref,
    month,
    pact,
    part,
)

KEPT, NOT_KEPT, CANNOT_TELL = Result.KEPT, Result.NOT_KEPT, Result.CANNOT_TELL
LATEST, AT_SIGNING, SAME_AGE = Reading.LATEST, Reading.AT_SIGNING, Reading.SAME_AGE
ABOUT: dict[str, Param] = {
    "commitment": Ref(RefKind.COMMITMENT, "traffic"),
    "unit": unit_ref(UNIT),
    "part": Ref(RefKind.PART, "traffic/deaths"),
    "indicator": indicator_ref(),
    "publisher": Ref(RefKind.PUBLISHER, "own"),
}

PUBLISHED = {  # first published, as restated a year later, actual
    "cases": (12321, 12402, 9340),
    "deaths": (5255, 5473, 5203),
    "injured": (9599, 9459, 6256),
}


def half_year(*parts: str) -> Standing:
    entries: list[Entry] = []
    for name in parts:
        first, restated, actual = PUBLISHED[name]
        for covers, value, on in (
            (BASE_HALF, first, "2024-07-01"),
            (HALF, actual, "2025-06-25"),
            (BASE_HALF, restated, "2025-06-25"),
        ):
            entries.append(entry(len(entries) + 1, covers, value, on, indicator=name))
    pledge = commitment(*(part(name, name) for name in parts))
    counted = [indicator(name) for name in parts]
    return judge(case(entries, of=pact(pledge, covers=HALF), counting=counted), as_known_on=day("2025-06-30"))


def only(standing: Standing) -> tuple[Verdict, PartVerdict]:
    (verdict,) = standing.verdicts
    return verdict, verdict.parts[0]


def told(one: PartVerdict) -> dict[Reading, tuple[Result, str | None]]:
    return {
        o.reading: (o.result, None if o.change is None else str(round_half_away(o.change, 2)))
        for o in one.outcomes
    }


def reasons(one: PartVerdict, reading: Reading) -> tuple[Finding, ...]:
    outcome = one.outcome(reading)
    assert outcome is not None
    return outcome.reasons


def test_deaths_of_the_first_half_of_2025_by_all_three_readings() -> None:
    verdict, deaths = only(half_year("deaths"))
    assert told(deaths) == {
        LATEST: (NOT_KEPT, "-4.93"),
        AT_SIGNING: (NOT_KEPT, "-0.99"),
        SAME_AGE: (CANNOT_TELL, None),
    }
    assert (verdict.result, verdict.hangs) == (NOT_KEPT, False)
    assert verdict.rule == note("verdicts.rule-readings-agree", readings=(LATEST, AT_SIGNING))


def test_the_same_age_is_counted_in_days_and_names_the_first_older_vintage_without_using_it() -> None:
    _, deaths = only(half_year("deaths"))
    about = {**ABOUT, "indicator": indicator_ref("deaths")}
    first = note(
        "verdicts.base-first-known-older", age=11, first_age=17, value=Decimal(5255), seqs=(1,), **about
    )
    assert reasons(deaths, SAME_AGE) == (first,)
    outcome = deaths.outcome(SAME_AGE)
    assert outcome is not None
    assert (outcome.change, outcome.goal, outcome.formula, type(outcome.base)) == (None, None, None, NoSide)


def test_the_formula_shows_the_numbers_and_what_came_of_them() -> None:
    _, deaths = only(half_year("deaths"))
    outcome = deaths.outcome(LATEST)
    assert outcome is not None
    assert outcome.goal == Fraction(519_935, 100)
    assert outcome.formula == note(
        "verdicts.formula-percent",
        actual=Decimal(5203),
        base=Decimal(5473),
        keep=Decimal(95),
        left=Decimal(520_300),
        right=Decimal(519_935),
        sign="≤",
        holds=Holds.NO,
    )


def test_all_three_criteria_are_not_kept_where_one_is_not() -> None:
    (verdict,) = half_year("cases", "deaths", "injured").verdicts
    assert [told(p) for p in verdict.parts] == [
        {LATEST: (KEPT, "-24.69"), AT_SIGNING: (KEPT, "-24.19"), SAME_AGE: (CANNOT_TELL, None)},
        {LATEST: (NOT_KEPT, "-4.93"), AT_SIGNING: (NOT_KEPT, "-0.99"), SAME_AGE: (CANNOT_TELL, None)},
        {LATEST: (KEPT, "-33.86"), AT_SIGNING: (KEPT, "-34.83"), SAME_AGE: (CANNOT_TELL, None)},
    ]
    assert verdict.by_reading == ((LATEST, NOT_KEPT), (AT_SIGNING, NOT_KEPT), (SAME_AGE, CANNOT_TELL))
    assert (verdict.result, verdict.parts_kept) == (NOT_KEPT, 2)


ELEVEN_MONTHS = window("2023-12-15", "2024-11-14")
WHOLE_YEAR = [
    entry(1, ELEVEN_MONTHS, 10_026, "2024-11-30"),
    entry(2, YEAR, 10_491, "2026-01-06"),
    entry(3, BASE_YEAR, 11_202, "2026-01-06"),
]


def test_the_year_2025_has_no_base_at_signing_and_names_what_came_later() -> None:
    verdict, deaths = only(judge(case(WHOLE_YEAR)))
    assert told(deaths) == {
        LATEST: (KEPT, "-6.35"),
        AT_SIGNING: (CANNOT_TELL, None),
        SAME_AGE: (CANNOT_TELL, None),
    }
    december = month(12, 2024)
    bounds: dict[str, Param] = {"first_day": BASE_YEAR.first_day, "last_day": BASE_YEAR.last_day}
    series: dict[str, Param] = {name: ABOUT[name] for name in ("unit", "indicator", "publisher")}
    assert reasons(deaths, AT_SIGNING) == (
        note(
            "verdicts.base-first-known-after-signing",
            signed_on=SIGNED_ON,
            first_known_on=day("2026-01-06"),
            value=Decimal(11_202),
            seqs=(3,),
            **ABOUT,
        ),
        note(
            "figures.window-not-covered",
            gap_first_day=december.first_day,
            gap_last_day=december.last_day,
            **bounds,
            **series,
        ),
    )
    assert (verdict.result, verdict.rule) == (KEPT, note("verdicts.rule-one-reading-tells", reading=LATEST))


def test_a_month_known_in_time_completes_the_base_at_signing() -> None:
    _, deaths = only(judge(case([*WHOLE_YEAR, entry(4, month(12, 2024), 970, "2025-01-24")])))
    assert told(deaths)[AT_SIGNING] == (NOT_KEPT, "-4.59")
    at_signing = deaths.outcome(AT_SIGNING)
    assert at_signing is not None
    assert isinstance(at_signing.base, Side)
    assert (at_signing.base.quantity.value, at_signing.base.seqs) == (Decimal(10_996), (1, 4))


TET_2026, TET_2025 = window("2026-02-14", "2026-02-22"), window("2025-01-25", "2025-02-02")
TET = pact(
    covers=TET_2026,
    holidays=(Holiday("tet", 2026, TET_2026), Holiday("tet", 2025, TET_2025)),
    signed_on=day("2026-01-01"),
)
TET_ENTRIES = [
    entry(1, TET_2025, 209, "2025-02-02"),
    entry(2, TET_2026, 230, "2026-02-22"),
    entry(3, TET_2025, 303, "2026-02-22"),
]


def test_the_verdict_on_tet_2026_hangs_on_the_baseline() -> None:
    verdict, deaths = only(judge(case(TET_ENTRIES, of=TET)))
    assert told(deaths) == {
        LATEST: (KEPT, "-24.09"),
        AT_SIGNING: (NOT_KEPT, "10.05"),
        SAME_AGE: (NOT_KEPT, "10.05"),
    }
    about = {name: ABOUT[name] for name in ("commitment", "unit")}
    assert (verdict.result, verdict.hangs) == (CANNOT_TELL, True)
    assert verdict.rule == note("verdicts.rule-readings-disagree", readings=(LATEST, AT_SIGNING, SAME_AGE))
    assert verdict.reasons == (note("verdicts.pact-names-no-baseline", **about),)
    assert verdict.findings == (
        warning("verdicts.hangs-on-baseline", kept=(LATEST,), not_kept=(AT_SIGNING, SAME_AGE), **about),
    )


@pytest.mark.parametrize(("chosen", "result"), [(LATEST, KEPT), (AT_SIGNING, NOT_KEPT), (SAME_AGE, NOT_KEPT)])
def test_a_chosen_reading_decides_and_the_others_are_still_shown(chosen: Reading, result: Result) -> None:
    verdict, deaths = only(judge(case(TET_ENTRIES, of=TET), reading=chosen))
    assert (verdict.result, verdict.rule) == (result, note("verdicts.rule-reading-chosen", reading=chosen))
    assert (verdict.reasons, verdict.hangs) == ((), True)
    assert [o.reading for o in deaths.outcomes] == [LATEST, AT_SIGNING, SAME_AGE]
    assert deaths.ruling is deaths.outcome(chosen)


def test_a_figure_published_on_the_last_day_of_its_window_is_judged_on_that_day() -> None:
    on_the_day = judge(case(TET_ENTRIES, of=TET), as_known_on=TET_2026.last_day)
    the_day_before = judge(case(TET_ENTRIES, of=TET), as_known_on=day("2026-02-21"))
    assert only(on_the_day)[0].result is CANNOT_TELL
    assert only(the_day_before)[0].result is Result.NOT_YET


def test_the_pacts_own_reading_rules_unless_another_is_asked_for() -> None:
    chosen = case(
        TET_ENTRIES, of=pact(covers=TET_2026, holidays=TET.holidays, signed_on=TET.signed_on, reading=LATEST)
    )
    assert only(judge(chosen))[0].result is KEPT
    assert only(judge(chosen, reading=AT_SIGNING))[0].result is NOT_KEPT
    assert judge(chosen, reading=NOT_STATED).reading == NOT_STATED


def test_nothing_published_names_the_window_and_who_would_have_to() -> None:
    verdict, _ = only(judge(case([]), as_known_on=day("2026-01-06")))
    bounds: dict[str, Param] = {"first_day": YEAR.first_day, "last_day": YEAR.last_day}
    series = {name: ABOUT[name] for name in ("unit", "indicator", "publisher")}
    assert (verdict.result, verdict.rule.code) == (CANNOT_TELL, "verdicts.rule-no-reading-tells")
    assert verdict.reasons == (note("figures.nothing-reported", **bounds, **series),)


def test_a_base_published_by_nobody_is_said_for_each_reading() -> None:
    _, deaths = only(judge(case([entry(1, YEAR, 10)])))
    assert [[f.code for f in reasons(deaths, reading)] for reading in Reading] == [
        ["figures.nothing-reported"],
        ["verdicts.no-base-at-signing", "figures.nothing-reported"],
        ["verdicts.no-base-at-age", "figures.nothing-reported"],
    ]


@pytest.mark.parametrize(("on", "result"), [("2025-01-05", KEPT), ("2025-01-06", CANNOT_TELL)])
def test_the_age_of_the_base_at_and_just_over_that_of_the_actual(on: str, result: Result) -> None:
    entries = [entry(1, YEAR, 80, "2026-01-05"), entry(2, BASE_YEAR, 100, on)]
    assert told(only(judge(case(entries)))[1])[SAME_AGE][0] is result


@pytest.mark.parametrize(("on", "result"), [(SIGNED_ON, KEPT), (day("2025-02-15"), CANNOT_TELL)])
def test_a_base_known_on_the_day_of_signing_is_known_at_signing(on: object, result: Result) -> None:
    entries = [entry(1, YEAR, 80, "2026-01-05"), entry(2, BASE_YEAR, 100, str(on))]
    assert told(only(judge(case(entries)))[1])[AT_SIGNING][0] is result


def test_before_the_day_of_signing_nothing_later_is_seen_as_known_at_signing() -> None:
    built = case([entry(1, BASE_YEAR, 100, "2025-02-01")])
    _, before = only(judge(built, as_known_on=day("2025-01-31")))
    _, after = only(judge(built, as_known_on=day("2025-02-01")))
    at_signing = [one.outcome(AT_SIGNING) for one in (before, after)]
    assert [type(o.base) for o in at_signing if o is not None] == [NoSide, Side]


def test_asked_before_signing_the_reason_names_both_days() -> None:
    window_over = pact(covers=month(1), signed_on=day("2025-03-01"))
    _, deaths = only(judge(case([entry(1, month(1), 10)], of=window_over), as_known_on=day("2025-02-01")))
    (reason, _) = reasons(deaths, AT_SIGNING)
    assert reason == note(
        "verdicts.no-base-at-signing", signed_on=day("2025-03-01"), known_on=day("2025-02-01"), **ABOUT
    )
