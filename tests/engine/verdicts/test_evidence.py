"""What two counts, or a share, can say: whole answers, words at their limits, mirrored directions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from giaouoc.engine.indicators import Better
from giaouoc.engine.verdicts.change_goal import ChangeGoal
from giaouoc.engine.verdicts.dispersion import Dispersion, DispersionSource
from giaouoc.engine.verdicts.evidence import (
    Certainty,
    Change,
    CountEvidence,
    LevelEvidence,
    Noise,
    certainty,
    count_evidence,
    prob_share_above,
    proportion_evidence,
)
from giaouoc.engine.verdicts.luck import luck
from giaouoc.engine.verdicts.rates import prob_ratio_below
from tests.support.near import near

few = settings(max_examples=50, deadline=None, derandomize=True)
PLAIN = Dispersion(1.0, 0.0, DispersionSource.DEFAULT)
DEATHS = Dispersion(1.3, 0.11, DispersionSource.DEFAULT)
MONTHS_ONLY = Dispersion(1.3, None, DispersionSource.HISTORY)
SEVENTY_FIVE = Decimal(75)


def fall(percent: int) -> ChangeGoal:
    return ChangeGoal(True, percent=Decimal(percent))


def rise(percent: int) -> ChangeGoal:
    return ChangeGoal(False, percent=Decimal(percent))


def test_five_fires_then_four_is_kept_within_noise() -> None:
    found = count_evidence(4, 5, kept=True, goal=fall(10), dispersion=PLAIN)
    assert found == CountEvidence(
        ratio=0.8,
        interval=(near(0.209, abs=0.001), near(2.936, abs=0.001)),
        noise=Noise.USUAL_SWING,
        p_target=near(0.567, abs=0.001),
        certainty=Certainty.WITHIN,
        certainty_counting=Certainty.WITHIN,
        change=Change.NO_CLEAR_CHANGE,
        luck=near(0.44, abs=0.005),
        smallest_change_real=Decimal(80),
        smallest_change_target=Decimal(100),
        zero_upper=None,
        rounded_base=5,
        exact_p=1.0,
    )


def test_none_then_two_has_no_ratio_no_luck_and_no_word_of_certainty_about_a_count() -> None:
    found = count_evidence(2, 0, kept=False, goal=ChangeGoal(True, count=Decimal(1)), dispersion=PLAIN)
    assert found == CountEvidence(
        ratio=None,
        interval=None,
        noise=Noise.USUAL_SWING,
        p_target=None,
        certainty=None,
        certainty_counting=None,
        change=Change.NO_CLEAR_CHANGE,
        luck=None,
        smallest_change_real=None,
        smallest_change_target=None,
        zero_upper=None,
        rounded_base=0,
        exact_p=near(0.5),
    )


def test_the_exact_p_asks_whether_anything_changed_and_counts_the_days() -> None:
    found = count_evidence(
        11, 21, kept=True, goal=fall(5), dispersion=DEATHS, exposure_actual=800, exposure_base=3011
    )
    assert found.exact_p == near(0.07967, abs=5e-6)  # the example of R's poisson.test


@pytest.mark.parametrize(
    ("actual", "base", "told"),
    [(5_000_000, 5_000_000, True), (5_000_001, 5_000_000, False), (4, Decimal("5.5"), False)],
)
def test_the_exact_p_is_left_out_for_counts_too_many_or_not_whole(
    actual: int, base: int | Decimal, told: bool
) -> None:
    found = count_evidence(actual, base, kept=True, goal=fall(5), dispersion=None)
    assert (found.exact_p is not None) is told


def test_an_interval_without_an_end_is_none() -> None:
    found = count_evidence(10**17, 1, kept=False, goal=fall(5), dispersion=None)
    assert (found.interval, found.ratio) == (None, 1e17)


@pytest.mark.parametrize("base", [10**8, 10**12, 10**15, 10**19])
@pytest.mark.parametrize("goal", [fall(5), rise(5), ChangeGoal(True, count=Decimal(2))])
def test_huge_counts_are_answered_at_once(base: int, goal: ChangeGoal) -> None:
    begun = perf_counter()
    found = count_evidence(base // 2, base, kept=True, goal=goal, dispersion=DEATHS)
    assert perf_counter() - begun < 2
    assert (found.ratio, found.change) == (near(0.5), Change.FALL)
    assert found.luck is not None


def test_a_share_of_huge_counts_is_answered_at_once() -> None:
    found = proportion_evidence(9 * 10**14, 10**15, SEVENTY_FIVE, kept=True)
    assert found is not None
    assert (found.certainty_counting, found.edge) == (Certainty.BEYOND, 75 * 10**13)


def test_none_then_twenty_is_clearly_not_a_fall() -> None:
    found = count_evidence(20, 0, kept=False, goal=fall(5), dispersion=PLAIN)
    assert (found.certainty, found.change) == (Certainty.BEYOND, Change.RISE)


def test_after_none_at_all_a_true_rate_up_to_three_is_named() -> None:
    found = count_evidence(0, 0, kept=True, goal=fall(5), dispersion=PLAIN)
    assert found.zero_upper == near(2.996, abs=0.001)
    assert (found.certainty, found.change) == (Certainty.WITHIN, Change.NO_CLEAR_CHANGE)


def test_the_usual_swing_decides_the_word_and_counting_noise_is_a_second_line() -> None:
    found = count_evidence(
        9_340, 12_402, kept=True, goal=fall(5), dispersion=Dispersion(1.0, 0.2, DEATHS.source)
    )
    assert found.noise is Noise.USUAL_SWING
    assert (found.certainty, found.certainty_counting) == (Certainty.WITHIN, Certainty.BEYOND)
    assert found.p_target == near(prob_ratio_below(9_340, 12_402, 0.95, 1, 1, 1.0, 0.2))


def test_without_the_yearly_swing_only_the_counting_word_is_given() -> None:
    found = count_evidence(9_340, 12_402, kept=True, goal=fall(5), dispersion=MONTHS_ONLY)
    assert (found.noise, found.certainty, found.change) == (Noise.COUNTING, None, None)
    assert found.certainty_counting is Certainty.BEYOND


def test_without_history_and_default_there_are_numbers_and_no_words() -> None:
    found = count_evidence(9_340, 12_402, kept=True, goal=fall(5), dispersion=None)
    words = (found.certainty, found.certainty_counting, found.change)
    assert (found.noise, *words) == (Noise.PLAIN_COUNTING, None, None, None)
    assert found.ratio == near(0.7531, abs=0.0001)
    assert found.interval == (near(0.733, abs=0.001), near(0.774, abs=0.001))
    assert found.luck == luck(12_402, fall(5))


def test_a_goal_without_a_number_is_asked_only_whether_anything_changed() -> None:
    found = count_evidence(50, 100, kept=True, goal=ChangeGoal(True), dispersion=PLAIN)
    assert (found.p_target, found.certainty, found.luck, found.smallest_change_target) == (None,) * 4
    assert found.change is Change.FALL
    assert found.smallest_change_real == Decimal(22)


def test_luck_is_drawn_with_the_scatter_and_the_exposures() -> None:
    found = count_evidence(
        90, 100, kept=True, goal=fall(5), dispersion=DEATHS, exposure_actual=365, exposure_base=366
    )
    assert found.luck == luck(100, fall(5), 1.3, 365 / 366)
    assert found.ratio == near(0.9 * 366 / 365)


def test_an_estimated_base_is_shown_as_a_whole_number() -> None:
    shown = [
        count_evidence(90, base, kept=True, goal=fall(5), dispersion=None).rounded_base
        for base in (Decimal("100.5"), Fraction(301, 3), 100)
    ]
    assert shown == [101, 100, 100]


def test_negative_counts_are_refused() -> None:
    for actual, base in ((-1, 5), (5, -1)):
        with pytest.raises(ValueError, match="not negative"):
            count_evidence(actual, base, kept=True, goal=fall(5), dispersion=None)


@pytest.mark.parametrize(
    ("kept", "p_target", "word"),
    [
        (True, 0.9499, Certainty.WITHIN),
        (True, 0.95, Certainty.BEYOND),
        (True, 0.01, Certainty.WITHIN),
        (False, 0.0501, Certainty.WITHIN),
        (False, 0.05, Certainty.BEYOND),
        (False, 0.99, Certainty.WITHIN),
    ],
)
def test_the_word_turns_at_its_limits(kept: bool, p_target: float, word: Certainty) -> None:
    assert certainty(kept, p_target) is word


def test_a_change_is_clear_only_beyond_the_stricter_limit() -> None:
    by_actual = {
        y1: count_evidence(y1, 100, kept=True, goal=fall(5), dispersion=PLAIN).change for y1 in range(50, 151)
    }
    falls = [y1 for y1, change in by_actual.items() if change is Change.FALL]
    rises = [y1 for y1, change in by_actual.items() if change is Change.RISE]
    assert (max(falls), min(rises)) == (70, 135)
    p_fall = {y1: stats.beta.cdf(0.5, y1 + 0.5, 100.5) for y1 in (70, 71, 134, 135)}
    assert p_fall[70] >= 0.9875 > p_fall[71]
    assert p_fall[134] > 0.0125 >= p_fall[135]


@few
@given(st.integers(0, 500), st.integers(1, 500), st.booleans(), st.sampled_from([PLAIN, DEATHS]))
def test_a_rise_is_the_mirrored_probability_at_its_own_ratio(
    actual: int, base: int, kept: bool, dispersion: Dispersion
) -> None:
    up = count_evidence(actual, base, kept=kept, goal=rise(25), dispersion=dispersion)
    down = count_evidence(base, actual, kept=kept, goal=fall(20), dispersion=dispersion)
    assert up.p_target == near(down.p_target)
    assert up.certainty == down.certainty
    mirrored = {Change.FALL: Change.RISE, Change.RISE: Change.FALL}
    assert up.change is not None
    assert down.change == mirrored.get(up.change, up.change)


@few
@given(st.integers(0, 2_000), st.integers(1, 2_000), st.integers(2, 12))
def test_scaling_both_exposures_changes_no_evidence(actual: int, base: int, times: int) -> None:
    def evidence(scale: int) -> CountEvidence:
        exposures = {"exposure_actual": 2 * scale, "exposure_base": 3 * scale}
        return count_evidence(actual, base, kept=True, goal=fall(5), dispersion=DEATHS, **exposures)

    one, many = evidence(1), evidence(times)
    assert (one.ratio, one.p_target, one.luck) == near((many.ratio, many.p_target, many.luck))
    assert (one.certainty, one.change) == (many.certainty, many.change)
    assert one.smallest_change_real == many.smallest_change_real


@pytest.mark.parametrize(
    ("n", "above_from", "below_to"), [(20, 19, 11), (40, 35, 25), (100, 82, 67), (400, 315, 285)]
)
def test_where_a_share_is_clearly_on_one_side_of_seventy_five(n: int, above_from: int, below_to: int) -> None:
    found = proportion_evidence(n, n, SEVENTY_FIVE, kept=True)
    assert found is not None
    assert (found.clearly_above_from, found.clearly_below_to) == (above_from, below_to)
    words = [
        proportion_evidence(x, n, SEVENTY_FIVE, kept=4 * x >= 3 * n)
        for x in (below_to, below_to + 1, above_from - 1, above_from)
    ]
    beyond, within = Certainty.BEYOND, Certainty.WITHIN
    assert [w.certainty_counting for w in words if w] == [beyond, within, within, beyond]


def test_fifteen_of_twenty_keeps_seventy_five_and_says_little() -> None:
    assert proportion_evidence(15, 20, SEVENTY_FIVE, kept=True) == LevelEvidence(
        p_target=near(0.482, abs=0.001),
        certainty_counting=Certainty.WITHIN,
        edge=15,
        luck=near(0.617, abs=0.001),
        clearly_above_from=19,
        clearly_below_to=11,
    )


def test_where_lower_is_better_the_other_side_is_asked() -> None:
    higher = proportion_evidence(2, 40, Decimal(10), kept=False)
    lower = proportion_evidence(2, 40, Decimal(10), kept=True, better=Better.LOWER)
    assert higher is not None
    assert lower is not None
    assert lower.p_target == near(1 - higher.p_target)
    assert (higher.edge, lower.edge) == (4, 4)
    assert (lower.clearly_above_from, lower.clearly_below_to) == (
        higher.clearly_above_from,
        higher.clearly_below_to,
    )


def test_four_cases_can_never_be_clearly_above_ninety() -> None:
    found = proportion_evidence(4, 4, Decimal(90), kept=True)
    assert found is not None
    assert found.clearly_above_from is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "target"), [(0, 0, 75), (9, 8, 75), (-1, 8, 75), (6, 8, 101)]
)
def test_what_is_no_share_of_the_same_cases_has_no_evidence(
    numerator: int, denominator: int, target: int
) -> None:
    assert proportion_evidence(numerator, denominator, Decimal(target), kept=True) is None


@few
@given(st.integers(0, 300), st.integers(1, 300), st.sampled_from([0, 12, 75, 99, 100]))
def test_the_share_is_judged_by_the_beta_distribution(hits: int, more: int, target: int) -> None:
    oracle = stats.beta(hits + 0.5, more + 0.5).sf(target / 100)
    assert prob_share_above(hits, hits + more, Decimal(target)) == near(oracle, abs=1e-9)
