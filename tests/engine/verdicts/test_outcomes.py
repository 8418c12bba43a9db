"""What keeps a comparison from being made, and levels that need no base."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from scipy import stats

from giaouoc.engine.figures import Entry, Status, WindowBasis
from giaouoc.engine.findings import Param, Ref, RefKind, note
from giaouoc.engine.indicators import (
    Better,
    Comparability,
    Compares,
    Definition,
    Indicator,
    Kind,
    RollUp,
)
from giaouoc.engine.pacts import Comparator, Direction, Target
from giaouoc.engine.periods import Holiday, Period, PeriodKind
from giaouoc.engine.verdicts.evidence import Certainty, CountEvidence, LevelEvidence
from giaouoc.engine.verdicts.formula import Holds
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Outcome, Result
from tests.support.cases import POLICE, unit_ref, window
from tests.support.pacts import (
    BASE_YEAR,
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
    target,
)

ABOUT: dict[str, Param] = {
    "commitment": Ref(RefKind.COMMITMENT, "traffic"),
    "unit": unit_ref(UNIT),
    "part": Ref(RefKind.PART, "traffic/deaths"),
    "indicator": indicator_ref(),
    "publisher": Ref(RefKind.PUBLISHER, "own"),
}
KEPT, NOT_KEPT, CANNOT_TELL = Result.KEPT, Result.NOT_KEPT, Result.CANNOT_TELL
RATIO = indicator(kind=Kind.RATIO, roll_up=RollUp.RATIO, better=Better.HIGHER)
SOLVE_75 = target(75, direction=Direction.REACH, comparator=Comparator.AT_LEAST)


def latest(entries: Sequence[Entry], aim: Target | None = None, of: Indicator | None = None) -> Outcome:
    pledge = commitment(part(aim=aim))
    (verdict,) = judge(case(entries, of=pact(pledge), counting=[of or indicator()])).verdicts
    return verdict.parts[0].outcomes[0]


def both(actual: int, base: int, **more: object) -> list[Entry]:
    return [entry(1, BASE_YEAR, base, **more), entry(2, YEAR, actual, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("base", "actual", "result", "change"),
    [
        (100, 94, KEPT, Decimal(-6)),
        (100, 95, KEPT, Decimal(-5)),
        (100, 96, NOT_KEPT, Decimal(-4)),
        (0, 0, KEPT, None),
        (0, 1, NOT_KEPT, None),
        (1, 0, KEPT, Decimal(-100)),
    ],
)
def test_a_decrease_at_and_around_its_line_and_from_zero(
    base: int, actual: int, result: Result, change: Decimal | None
) -> None:
    found = latest(both(actual, base))
    assert (found.result, found.change) == (result, change)


def test_a_decrease_from_zero_has_a_formula_without_a_percent() -> None:
    assert [latest(both(a, 0)).formula for a in (0, 1)] == [
        note("verdicts.formula-base-zero", actual=Decimal(a), base=Decimal(0), holds=holds)
        for a, holds in ((0, Holds.YES), (1, Holds.NO))
    ]


UNSTATED = WindowBasis.NOT_STATED


def test_windows_no_source_states_are_not_compared() -> None:
    found = latest(both(80, 100, basis=UNSTATED))
    reason = note("verdicts.window-not-stated", seqs=(2, 1), **ABOUT)
    assert (found.result, found.reasons) == (CANNOT_TELL, (reason,))


def test_value_and_base_of_one_publication_are_compared_even_so() -> None:
    assert latest(both(80, 100, basis=UNSTATED, on="2026-01-06", source="one page")).result is KEPT
    apart = [
        entry(1, BASE_YEAR, 100, "2026-01-06", basis=UNSTATED, source="a page"),
        entry(2, YEAR, 80, "2026-01-06", basis=UNSTATED, source="another page"),
    ]
    assert latest(apart).result is CANNOT_TELL


def test_a_level_from_a_window_no_source_states_is_not_judged() -> None:
    found = latest([entry(1, YEAR, ratio=(80, 100), basis=UNSTATED)], SOLVE_75, RATIO)
    assert (found.result, [r.code for r in found.reasons]) == (CANNOT_TELL, ["verdicts.window-not-stated"])


def counted(compares: Compares | None) -> Indicator:
    pairs = () if compares is None else (Comparability("old", "new", compares, "why"),)
    return indicator(
        definitions=(
            Definition("old", None, day("2024-12-14"), "", None),
            Definition("new", day("2024-12-15"), None, "", None),
        ),
        comparabilities=pairs,
    )


@pytest.mark.parametrize(
    ("compares", "result"),
    [(Compares.YES, KEPT), (Compares.UNKNOWN, KEPT), (None, KEPT), (Compares.NO, CANNOT_TELL)],
)
def test_only_definitions_known_not_to_compare_keep_a_result_away(
    compares: Compares | None, result: Result
) -> None:
    found = latest(both(80, 100), of=counted(compares))
    assert found.result is result
    if result is CANNOT_TELL:
        pair = note("verdicts.definitions-do-not-compare", one="old", other="new", why="why", **ABOUT)
        assert found.reasons == (pair,)


def test_figures_counted_by_one_stated_definition_compare() -> None:
    assert latest(both(80, 100, definition="old"), of=counted(Compares.NO)).result is KEPT


def test_a_level_is_not_added_up_from_definitions_that_do_not_compare() -> None:
    changed = Indicator(
        **{name: getattr(RATIO, name) for name in RATIO.__slots__}
        | {
            "definitions": (
                Definition("old", None, day("2025-01-14"), "", None),
                Definition("new", day("2025-01-15"), None, "", None),
            ),
            "comparabilities": (Comparability("old", "new", Compares.NO, "why"),),
        }
    )
    months = [entry(n, month(n), ratio=(8, 10)) for n in range(1, 13)]
    assert latest(months, SOLVE_75, changed).result is CANNOT_TELL
    assert latest(months, SOLVE_75, RATIO).result is KEPT


@pytest.mark.parametrize(("counts", "result"), [((74, 100), NOT_KEPT), ((75, 100), KEPT), ((76, 100), KEPT)])
def test_a_level_is_tested_on_its_counts_and_needs_no_base(counts: tuple[int, int], result: Result) -> None:
    found = latest([entry(1, YEAR, ratio=counts)], SOLVE_75, RATIO)
    assert (found.result, found.change) == (result, None)
    assert found.goal == 75
    assert found.formula == note(
        "verdicts.formula-ratio",
        numerator=Decimal(counts[0]),
        denominator=Decimal(100),
        target=Decimal(75),
        left=Decimal(counts[0] * 100),
        right=Decimal(7500),
        sign="≥",
        holds=Holds.YES if result is KEPT else Holds.NO,
        actual=Decimal(counts[0]),
    )


def test_no_case_arose_is_not_applicable() -> None:
    found = latest([entry(1, YEAR, ratio=(0, 0))], SOLVE_75, RATIO)
    assert (found.result, found.reasons) == (
        Result.NOT_APPLICABLE,
        (note("verdicts.no-case-arose", **ABOUT),),
    )


def cumulative(long: tuple[int, int], short: tuple[int, int], year: int) -> list[Entry]:
    """Return two cumulative ratios of one year whose difference is the pact's second half of it."""
    first = POLICE.window(Period(PeriodKind.HALF, year, 1))
    return [
        entry(1, POLICE.year_window(year), ratio=long, on=f"{year + 1}-01-05"),
        entry(2, first, ratio=short, on=f"{year + 1}-01-05"),
    ]


def test_cases_out_of_none_are_no_share_on_either_side() -> None:
    second, before = (POLICE.window(Period(PeriodKind.HALF, year, 2)) for year in (2025, 2024))
    lost = cumulative((5, 10), (2, 10), 2025)
    reason = note(
        "verdicts.denominator-is-zero",
        numerator=Decimal(3),
        seqs=(1, 2),
        first_day=second.first_day,
        last_day=second.last_day,
        **ABOUT,
    )

    def told(entries: Sequence[Entry], aim: Target) -> Outcome:
        built = case(entries, of=pact(commitment(part(aim=aim)), covers=second), counting=[RATIO])
        return judge(built).verdicts[0].parts[0].outcomes[0]

    level = told(lost, SOLVE_75)
    assert (level.result, level.reasons) == (CANNOT_TELL, (reason,))
    rise = target(5, direction=Direction.INCREASE)
    based = [*cumulative((5, 10), (2, 10), 2024), entry(3, second, ratio=(8, 10))]
    change = told(based, rise)
    bounds = {"first_day": before.first_day, "last_day": before.last_day}
    assert (change.result, change.reasons) == (
        CANNOT_TELL,
        (note("verdicts.denominator-is-zero", numerator=Decimal(3), seqs=(1, 2), **bounds, **ABOUT),),
    )


def test_an_actual_that_does_not_apply_is_not_applicable_and_a_missing_one_is_unknown() -> None:
    base = entry(1, BASE_YEAR, 100)
    assert latest([base, entry(2, YEAR, status=Status.NOT_APPLICABLE)]).result is Result.NOT_APPLICABLE
    missing = latest([base, entry(2, YEAR)])
    assert (missing.result, [r.code for r in missing.reasons]) == (CANNOT_TELL, ["figures.reported-missing"])


def test_a_base_in_which_no_case_arose_leaves_nothing_to_compare() -> None:
    found = latest([entry(1, BASE_YEAR, status=Status.NOT_APPLICABLE), entry(2, YEAR, 3)])
    assert (found.result, found.reasons) == (CANNOT_TELL, (note("verdicts.no-base-case-arose", **ABOUT),))


def test_a_percent_without_counts_decides_without_evidence() -> None:
    pledge = commitment(part(aim=SOLVE_75))
    built = case([entry(1, YEAR, "75.00")], of=pact(pledge), counting=[RATIO])
    (verdict,) = judge(built).verdicts
    assert (verdict.result, verdict.parts[0].evidence) == (KEPT, None)
    assert verdict.parts[0].outcomes[0].formula == note(
        "verdicts.formula-level", actual=Decimal(75), target=Decimal(75), sign="≥", holds=Holds.YES
    )


@pytest.mark.parametrize(
    ("comparator", "better", "sure"),
    [
        (Comparator.AT_LEAST, Better.LOWER, Certainty.BEYOND),
        (Comparator.AT_LEAST, Better.HIGHER, Certainty.BEYOND),
        (Comparator.OVER, Better.LOWER, Certainty.BEYOND),
    ],
)
def test_the_evidence_of_a_level_goes_by_its_comparator(
    comparator: Comparator, better: Better, sure: Certainty
) -> None:
    aim = target(75, direction=Direction.REACH, comparator=comparator)
    counting = indicator(kind=Kind.RATIO, roll_up=RollUp.RATIO, better=better)
    built = case([entry(1, YEAR, ratio=(90, 100))], of=pact(commitment(part(aim=aim))), counting=[counting])
    (verdict,) = judge(built).verdicts
    evidence = verdict.parts[0].evidence
    assert isinstance(evidence, LevelEvidence)
    assert (verdict.result, evidence.certainty_counting) == (KEPT, sure)
    assert evidence.p_target > 0.999


def test_the_evidence_of_a_change_counts_the_days_and_the_result_does_not() -> None:
    """Tết had seven days off in 2024 and nine in 2025."""
    this, last = window("2025-01-25", "2025-02-02"), window("2024-02-08", "2024-02-14")
    signed = pact(
        covers=this,
        holidays=(Holiday("tet", 2025, this), Holiday("tet", 2024, last)),
        signed_on=day("2025-01-01"),
    )
    built = case([entry(1, last, 209, "2024-02-15"), entry(2, this, 209, "2025-02-03")], of=signed)
    (verdict,) = judge(built).verdicts
    evidence = verdict.parts[0].evidence
    assert isinstance(evidence, CountEvidence)
    assert (verdict.result, verdict.parts[0].outcomes[0].change) == (NOT_KEPT, Fraction(0))
    assert evidence.ratio == pytest.approx(7 / 9)
    assert evidence.exact_p == pytest.approx(stats.binomtest(209, 418, 9 / 16).pvalue, rel=1e-6)
