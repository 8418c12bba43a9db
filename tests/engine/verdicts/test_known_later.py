"""What became known later changes nothing of an earlier day, and is named where a reading has nothing yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry, Status, WindowBasis
from giaouoc.engine.pacts import Reading
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Outcome
from tests.support.pacts import (
    BASE_YEAR,
    SIGNED_ON,
    UNIT,
    YEAR,
    bodies,
    body,
    case,
    commitment,
    day,
    entry,
    month,
    pact,
)

UNITS = bodies(body(UNIT), body("north", UNIT), body("south", UNIT), body("outsider"))


def built(entries: Sequence[Entry], *, sources: tuple[str, ...] | None = None) -> Case:
    return case(entries, of=pact(commitment(sources=sources)), units=UNITS)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Return entries of three publishers for a unit, its children and an outsider, as they became known."""
    halves = [(month(1, y).start, month(6, y).stop, month(12, y).stop) for y in (2024, 2025)]
    windows = [
        BASE_YEAR,
        YEAR,
        *(replace(YEAR, start=a, stop=b) for h in halves for a, b in pairwise(h)),
    ]
    entries: list[Entry] = []
    on = day("2025-01-20")
    for seq in range(1, draw(st.integers(1, 12)) + 1):
        on += timedelta(days=draw(st.integers(0, 80)))
        status = draw(st.sampled_from([Status.REPORTED] * 6 + [Status.MISSING, Status.NOT_APPLICABLE]))
        basis = draw(st.sampled_from([WindowBasis.STATED] * 3 + [WindowBasis.NOT_STATED]))
        value = draw(st.integers(0, 30)) if status is Status.REPORTED else None
        unit, publisher = (
            draw(st.sampled_from(codes))
            for codes in ([UNIT, "north", "south", "outsider"], ["own", "nso", "mps"])
        )
        covers = draw(st.sampled_from(windows))
        told = entry(seq, covers, value, on, unit=unit, publisher=publisher, status=status, basis=basis)
        entries.append(told)
    return tuple(entries)


@given(histories(), st.integers(0, 700))
def test_where_the_pact_names_no_source_a_day_still_sees_the_ledger_cut_at_that_day(
    entries: tuple[Entry, ...], later: int
) -> None:
    on = day("2025-01-20") + timedelta(days=later)
    cut = [e for e in entries if e.known_on is not None and e.known_on <= on]
    whole, early = (judge(built(e), as_known_on=on) for e in (entries, cut))
    assert whole.verdicts == early.verdicts


def test_who_publishes_only_later_has_no_part_in_an_earlier_answer() -> None:
    later = entry(1, YEAR, 9, "2026-03-01", publisher="nso", unit="outsider")
    on = day("2026-01-10")
    assert judge(built([later]), as_known_on=on).verdicts == judge(built([]), as_known_on=on).verdicts


def at_signing(entries: Sequence[Entry]) -> Outcome:
    (verdict,) = judge(built(entries, sources=("own",)), as_known_on=day("2026-03-01")).verdicts
    outcome = verdict.parts[0].outcome(Reading.AT_SIGNING)
    assert outcome is not None
    return outcome


def first_known(outcome: Outcome) -> tuple[object, object] | None:
    found = [f for f in outcome.reasons if f.code == "verdicts.base-first-known-after-signing"]
    return (found[0]["first_known_on"], found[0]["value"]) if found else None


AFTER = SIGNED_ON + timedelta(days=10)


def test_a_base_the_units_below_published_after_signing_is_named() -> None:
    actual = entry(1, YEAR, 90, "2026-01-10")
    north, south = (
        entry(n, BASE_YEAR, 50, AFTER + timedelta(days=n), unit=u) for n, u in ((2, "north"), (3, "south"))
    )
    outsider = entry(4, BASE_YEAR, 1, SIGNED_ON, unit="outsider")
    found = at_signing([actual, north, south, outsider])
    assert first_known(found) == (date(2025, 2, 27), 100)
    assert first_known(at_signing([actual, north, replace(outsider, seq=3)])) is None


def test_a_base_that_is_a_difference_is_named_on_the_day_of_what_is_taken_away() -> None:
    before = replace(BASE_YEAR, start=month(12, 2023).start, stop=BASE_YEAR.start)
    longer = replace(BASE_YEAR, start=before.start)
    figures = [
        entry(1, YEAR, 90, "2026-01-10"),
        entry(2, longer, 110, SIGNED_ON),
        entry(3, before, 10, AFTER),
        entry(4, before, 3, SIGNED_ON, unit="outsider"),
    ]
    assert first_known(at_signing(figures)) == (AFTER, 100)
