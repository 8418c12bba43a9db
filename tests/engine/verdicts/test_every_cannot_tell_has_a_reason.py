"""Whatever stands in the ledger: where nobody can tell, it is said why."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry, Precision, Status, WindowBasis
from giaouoc.engine.findings import Ref, RefKind, note
from giaouoc.engine.pacts import NOT_STATED, Comparator, Reading, Target, Territory
from giaouoc.engine.units import Succession, SuccessionKind
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result
from giaouoc.wording import Lang
from giaouoc.wording.cells import cell
from giaouoc.wording.names import voice_of
from tests.support.cases import unit_ref
from tests.support.pacts import (
    BASE_HALF,
    BASE_YEAR,
    HALF,
    UNIT,
    YEAR,
    bodies,
    case,
    commitment,
    day,
    entry,
    indicator,
    pact,
    part,
    target,
)

CANNOT_TELL = Result.CANNOT_TELL
MERGER = Succession(SuccessionKind.MERGE, day("2025-07-01"), (UNIT, "kien-giang"), ("new",))
UNITS = bodies(UNIT, "kien-giang", "new", successions=[MERGER])
COUNTED = (indicator("cases"), indicator("deaths"))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return a commitment of two parts for two units, one of them merged away, on a handful of figures."""
    entries: list[Entry] = []
    on = day("2024-12-20")
    for seq in range(1, draw(st.integers(0, 8)) + 1):
        on += timedelta(days=draw(st.integers(0, 150)))
        value = draw(st.integers(0, 20))
        status = draw(st.sampled_from([Status.REPORTED] * 6 + [Status.MISSING, Status.NOT_APPLICABLE]))
        entries.append(
            entry(
                seq,
                draw(st.sampled_from([BASE_YEAR, YEAR, BASE_HALF, HALF])),
                value if status is Status.REPORTED else None,
                on,
                status=status,
                unit=draw(st.sampled_from([UNIT, UNIT, "kien-giang", "new"])),
                indicator=draw(st.sampled_from(["cases", "deaths"])),
                publisher=draw(st.sampled_from(["own", "own", "nso"])),
                basis=draw(st.sampled_from([WindowBasis.STATED, WindowBasis.STATED, WindowBasis.NOT_STATED])),
                precision=draw(st.sampled_from([Precision.EXACT, Precision.EXACT, Precision.ROUNDED]))
                if status is Status.REPORTED
                else Precision.EXACT,
            )
        )
    by_unit: dict[str, Target] = draw(st.sampled_from([{}, {UNIT: target(9)}]))
    clause = commitment(
        part("cases", "cases", target(5, comparator=draw(st.sampled_from(list(Comparator)[:4])))),
        part("deaths", "deaths", targets_by_unit=by_unit),
        sources=draw(st.sampled_from([None, ("own",), ("own", "nso")])),
    )
    return case(entries, of=pact(clause, signatories=(UNIT, "kien-giang")), units=UNITS, counting=COUNTED)


@given(
    cases(),
    st.integers(0, 800),
    st.sampled_from([*Reading, NOT_STATED]),
    st.sampled_from(Territory),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_where_nobody_can_tell_it_is_said_why(
    built: Case, later: int, reading: Reading, ground: Territory
) -> None:
    on = day("2024-12-20") + timedelta(days=later)
    standing = judge(built, as_known_on=on, reading=reading, territory=ground)
    for verdict in standing.verdicts:
        assert bool(verdict.reasons) is (verdict.result is CANNOT_TELL)
        for one in verdict.parts:
            assert one.ruling is not None or one.findings
            assert all(o.reasons for o in one.outcomes if o.result is CANNOT_TELL)
        if verdict.result is CANNOT_TELL:
            assert cell(verdict, voice_of(built, on, Lang.VI)).detail


def test_parts_told_by_different_baselines_only_are_named_as_that() -> None:
    entries = [
        entry(1, BASE_YEAR, 100, "2025-03-01", indicator="cases"),
        entry(2, YEAR, 90, "2026-01-05", indicator="cases"),
        entry(3, BASE_YEAR, 100, "2025-01-10", indicator="deaths"),
        entry(4, YEAR, 90, "2026-01-05", indicator="deaths"),
        entry(
            5,
            BASE_YEAR,
            None,
            "2025-03-02",
            indicator="deaths",
            status=Status.WITHDRAWN,
            corrects=3,
            reason="r",
        ),
    ]
    clause = commitment(part("cases", "cases"), part("deaths", "deaths"))
    (verdict,) = judge(
        case(entries, of=pact(clause), counting=COUNTED), as_known_on=day("2026-01-05")
    ).verdicts
    assert [[o.result.tells for o in p.outcomes][:2] for p in verdict.parts] == [[True, False], [False, True]]
    about = {"commitment": Ref(RefKind.COMMITMENT, "traffic"), "unit": unit_ref(UNIT)}
    assert verdict.result is CANNOT_TELL
    assert verdict.reasons[0] == note("verdicts.no-reading-tells-for-all-parts", **about)
    every = [r for p in verdict.parts for o in p.outcomes for r in o.reasons]
    assert verdict.reasons[1:] == tuple(dict.fromkeys(every))
    assert {"verdicts.base-first-known-after-signing", "figures.nothing-reported"} <= {r.code for r in every}
