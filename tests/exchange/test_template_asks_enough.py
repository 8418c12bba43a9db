"""A template that is filled in everywhere leaves no verdict without figures, whatever became of the bodies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Ledger
from giaouoc.engine.pacts import Commitment, CommitmentType, Part, Reading, Territory
from giaouoc.engine.units import DatedName, Share, Succession, SuccessionKind, Unit
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result
from giaouoc.exchange.template_plan import plan_template
from tests.exchange.template_world import ATTESTED, CASES, NORTH, SOUTH, commitment, reported, world
from tests.support.cases import window

CUT = date(2025, 2, 1)
NEVER = Commitment(
    "never", CommitmentType.ZERO_TOLERANCE, "n", "n", "n", (Part("n", "built", None, "n", "n"),)
)
KEY = (Share("east", Decimal("0.25")), Share("west", Decimal("0.75")))


def of(kind: str, sources: str, results: str, on: date = CUT, shares: tuple[Share, ...] = ()) -> Succession:
    key_name = "dân số" if shares else None
    return Succession(
        SuccessionKind(kind), on, tuple(sources.split()), tuple(results.split()), shares, key_name
    )


REORGANISED = {
    "merged": [of("merge", "south outside", "whole")],
    "renamed": [of("rename", "south", "whole")],
    "split with a key": [of("split", "south", "east west", shares=KEY)],
    "split without a key": [of("split", "south", "east west")],
    "put together before it signed": [of("merge", "outside west", "south")],
    "put together of a part that was split off": [
        of("split", "outside", "east west", CUT, KEY),
        of("merge", "south east", "whole", CUT + timedelta(days=7)),
    ],
    "put together of a part that no key tells": [
        of("split", "outside", "east west"),
        of("merge", "south east", "whole", CUT + timedelta(days=7)),
    ],
    "renamed, then merged": [
        of("rename", "outside", "west", date(2025, 1, 20)),
        of("merge", "south west", "whole"),
    ],
}


def reorganised(name: str, ground: Territory) -> Case:
    """Return a case whose bodies had this happen to them in the window, with one source of record."""
    successions = REORGANISED[name]
    codes = dict.fromkeys(u for s in successions for u in (*s.sources, *s.results) if u != "south")
    others = [Unit(code, (DatedName(code),)) for code in codes]
    case = world(
        units=(NORTH, SOUTH, *others),
        successions=successions,
        indicators=(CASES, ATTESTED),
        commitments=[commitment("a", "cases"), NEVER],
    )
    commitments = tuple(replace(c, sources=("own",)) for c in case.pact.commitments)
    pact = replace(case.pact, territory=ground, reading=Reading.LATEST, commitments=commitments)
    return replace(case, pact=pact)


def filled_in(case: Case) -> Case:
    """Return the case with a figure for every row that its templates ask for; bodies attest that nothing was."""
    rows = [row for base in (False, True) for row in plan_template(case, base=base).rows]
    figures = [
        reported("0" if r.indicator == "built" else "20", unit=r.unit, indicator=r.indicator, days=r.window)
        for r in rows
    ]
    return replace(case, ledger=Ledger(replace(f, seq=seq) for seq, f in enumerate(figures, start=1)))


def untold(case: Case) -> set[tuple[str, str]]:
    verdicts = judge(case, as_known_on=date(2025, 12, 31)).verdicts
    assert verdicts
    return {(v.commitment.code, v.unit) for v in verdicts if v.result is Result.CANNOT_TELL}


@pytest.mark.parametrize("name", REORGANISED)
def test_a_filled_template_tells_every_verdict_of_the_bodies_of_now(name: str) -> None:
    # Without a key no count can be shared out; whether anything happened can still be told.
    keyless = {
        "split without a key": {("a", "east"), ("a", "west")},
        "put together of a part that no key tells": {("a", "whole")},
    }
    assert untold(filled_in(reorganised(name, Territory.AS_NOW))) == keyless.get(name, set())


@pytest.mark.parametrize(
    "name", ["renamed", "split with a key", "split without a key", "put together before it signed"]
)
def test_a_filled_template_tells_every_verdict_of_the_bodies_that_signed(name: str) -> None:
    assert untold(filled_in(reorganised(name, Territory.AS_SIGNED))) == set()


def test_days_before_the_pact_are_asked_of_who_was_a_body_then() -> None:
    early = [of("merge", "outside west", "south", date(2024, 6, 1))]
    units = (NORTH, SOUTH, *(Unit(code, (DatedName(code),)) for code in ("outside", "west")))
    case = world(units=units, successions=early, indicators=(CASES,), commitments=[commitment("a", "cases")])
    rows = plan_template(case, window=window("2024-05-15", "2024-06-14")).rows
    assert [(r.unit, r.window.last_day.isoformat()) for r in rows] == [
        ("north", "2024-06-14"),
        ("south", "2024-06-14"),
        ("outside", "2024-05-31"),
        ("west", "2024-05-31"),
    ]


@pytest.mark.parametrize(
    ("successions", "exempt", "asked"),
    [
        # What came of an exempt signatory is exempt as well, and so nothing is needed of who joined it.
        ("merged", ["south"], {"north"}),
        ("split without a key", ["south"], {"north"}),
        # One of its parts alone leaves the other one bound, whose amount needs what was before.
        ("split with a key", ["east"], {"north", "south", "west"}),
        ("merged", [], {"north", "south", "whole", "outside"}),
    ],
)
def test_of_who_is_behind_exempt_bodies_only_nothing_is_asked(
    successions: str, exempt: list[str], asked: set[str]
) -> None:
    case = reorganised(successions, Territory.AS_NOW)
    spared = commitment("a", "cases", exempt=exempt)
    pact = replace(case.pact, commitments=(replace(spared, sources=("own",)),))
    assert {row.unit for row in plan_template(replace(case, pact=pact)).rows} == asked
