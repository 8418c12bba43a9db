from __future__ import annotations

import itertools

import pytest

from giaouoc.engine.figures.side import NoSide
from giaouoc.engine.findings import Finding, note
from giaouoc.engine.pacts import NOT_STATED, Reading
from giaouoc.engine.verdicts.ruling import combine, shown_first, stands
from giaouoc.engine.verdicts.verdict import Outcome, Result

KEPT, NOT_KEPT, UNTOLD = Result.KEPT, Result.NOT_KEPT, Result.CANNOT_TELL
OPEN, NONE = Result.NOT_YET, Result.NOT_APPLICABLE
LATEST, AT_SIGNING, SAME_AGE = Reading.LATEST, Reading.AT_SIGNING, Reading.SAME_AGE


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((), NONE),
        ((NONE, NONE), NONE),
        ((KEPT, NONE), KEPT),
        ((KEPT, KEPT), KEPT),
        ((KEPT, OPEN), OPEN),
        ((KEPT, UNTOLD), UNTOLD),
        ((OPEN, UNTOLD), UNTOLD),
        ((UNTOLD, NOT_KEPT), NOT_KEPT),
        ((KEPT, KEPT, NOT_KEPT), NOT_KEPT),
    ],
)
def test_one_broken_part_breaks_the_whole_and_one_unknown_leaves_it_unknown(
    parts: tuple[Result, ...], whole: Result
) -> None:
    for order in itertools.permutations(parts):
        assert combine(order) is whole


def by(*results: Result) -> list[tuple[Reading, Result]]:
    return list(zip(Reading, results, strict=True))


@pytest.mark.parametrize(
    ("results", "answer", "rule"),
    [
        (
            (KEPT, KEPT, KEPT),
            KEPT,
            note("verdicts.rule-readings-agree", readings=(LATEST, AT_SIGNING, SAME_AGE)),
        ),
        (
            (NOT_KEPT, UNTOLD, NOT_KEPT),
            NOT_KEPT,
            note("verdicts.rule-readings-agree", readings=(LATEST, SAME_AGE)),
        ),
        ((UNTOLD, KEPT, UNTOLD), KEPT, note("verdicts.rule-one-reading-tells", reading=AT_SIGNING)),
        (
            (KEPT, NOT_KEPT, UNTOLD),
            UNTOLD,
            note("verdicts.rule-readings-disagree", readings=(LATEST, AT_SIGNING)),
        ),
        ((UNTOLD, UNTOLD, UNTOLD), UNTOLD, note("verdicts.rule-no-reading-tells")),
        ((OPEN, OPEN, OPEN), OPEN, note("verdicts.rule-no-reading-tells")),
        ((NONE, NONE, NONE), NONE, note("verdicts.rule-no-reading-tells")),
    ],
)
def test_where_the_pact_chose_no_reading_those_that_can_tell_must_agree(
    results: tuple[Result, ...], answer: Result, rule: Finding
) -> None:
    assert stands(by(*results), NOT_STATED) == (answer, rule)


@pytest.mark.parametrize("ruling", list(Reading))
def test_a_chosen_reading_rules_whatever_the_others_say(ruling: Reading) -> None:
    results = by(KEPT, NOT_KEPT, UNTOLD)
    rule = note("verdicts.rule-reading-chosen", reading=ruling)
    assert stands(results, ruling) == (dict(results)[ruling], rule)


def outcome(reading: Reading, result: Result) -> Outcome:
    return Outcome(reading, result, None, NoSide(()), NoSide(()), None, None, None, ())


@pytest.mark.parametrize(
    ("results", "first"),
    [
        ((UNTOLD, KEPT, NOT_KEPT), AT_SIGNING),
        ((KEPT, NOT_KEPT, UNTOLD), LATEST),
        ((UNTOLD, UNTOLD, UNTOLD), LATEST),
    ],
)
def test_the_first_reading_that_can_tell_is_shown_first(results: tuple[Result, ...], first: Reading) -> None:
    outcomes = [outcome(reading, result) for reading, result in by(*results)]
    shown = shown_first(outcomes, NOT_STATED)
    assert shown is not None
    assert shown.reading is first


def test_a_chosen_reading_is_shown_first_even_where_it_cannot_tell() -> None:
    outcomes = [outcome(reading, result) for reading, result in by(KEPT, KEPT, UNTOLD)]
    assert shown_first(outcomes, SAME_AGE) is outcomes[2]
    assert shown_first([], NOT_STATED) is None
