"""Reasons that differ only in what they are about are told once, with every cell they explain."""

from __future__ import annotations

from giaouoc.engine.findings import Ref, RefKind, note
from giaouoc.engine.verdicts.grouping import ReasonGroup, count_results, group_reasons
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result, Standing
from tests.support.cases import publisher_ref, unit_ref
from tests.support.pacts import BASE_YEAR, YEAR, bodies, case, commitment, day, entry, indicator, pact, part


def standing() -> Standing:
    """Two units and two indicators: the north reports both sides of the deaths, all else is silence."""
    crimes = commitment(part("crimes", "crimes"), code="crime")
    entries = [
        entry(1, BASE_YEAR, 100, "2025-01-10", unit="north"),
        entry(2, YEAR, 90, "2026-01-10", unit="north"),
    ]
    built = case(
        entries,
        of=pact(commitment(), crimes, signatories=("north", "south")),
        units=bodies("north", "south", "outsider"),
        counting=[indicator(), indicator("crimes")],
    )
    return judge(built, as_known_on=day("2026-01-31"))


def test_the_same_lack_is_named_once_with_its_units_and_indicators() -> None:
    deaths, crimes = (Ref(RefKind.INDICATOR, code) for code in ("traffic-deaths", "crimes"))
    reason = note(
        "figures.nothing-reported",
        unit=(unit_ref("south"), unit_ref("north")),
        indicator=(deaths, crimes),
        publisher=publisher_ref("own"),
        first_day=YEAR.first_day,
        last_day=YEAR.last_day,
    )
    assert group_reasons(standing()) == (ReasonGroup(reason, ("south", "north"), ("traffic", "crime"), 3),)


def test_every_answer_is_counted_also_those_that_did_not_come() -> None:
    expected = dict.fromkeys(Result, 0) | {Result.KEPT: 1, Result.CANNOT_TELL: 3}
    assert count_results(standing()) == expected
