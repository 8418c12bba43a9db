"""The whole answer: which bodies, which commitments, what the pact leaves open, and only what was known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import Ref, RefKind, Refusal, note
from giaouoc.engine.indicators import Kind
from giaouoc.engine.pacts import (
    NOT_STATED,
    AssumedCalendar,
    CommitmentType,
    Comparator,
    Direction,
    Pact,
    Part,
    Reading,
    Task,
    TaskState,
    Territory,
)
from giaouoc.engine.periods import Window
from giaouoc.engine.units import Succession, SuccessionKind, UnitRegistry
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result, Standing
from tests.support.cases import unit_ref
from tests.support.pacts import (
    BASE_YEAR,
    SIGNED_ON,
    UNIT,
    YEAR,
    bodies,
    case,
    codes,
    commitment,
    day,
    entry,
    indicator,
    month,
    pact,
    part,
    target,
)

ESCAPE = "x-escape"
COMMITMENTS = (
    commitment(),
    commitment(
        Part("escape", ESCAPE, None, "escape", "escape"), code="escape", type=CommitmentType.ZERO_TOLERANCE
    ),
    commitment(code="teams", type=CommitmentType.MILESTONE, deadline=day("2025-12-31"), needed=6),
    commitment(
        code="loyalty",
        type=CommitmentType.QUALITATIVE,
        tasks=(Task("plan", "Kế hoạch", TaskState.DONE),),
    ),
)
COUNTED = (indicator(), indicator(ESCAPE, kind=Kind.ATTESTATION))
MERGED = bodies(
    UNIT,
    "kien-giang",
    "ca-mau",
    "new",
    "outside",
    successions=[Succession(SuccessionKind.MERGE, day("2025-07-01"), (UNIT, "kien-giang"), ("new",))],
)
SIGNED = ("ca-mau", UNIT, "kien-giang")
ENTRIES = [
    entry(1, BASE_YEAR, 100, unit="ca-mau"),
    entry(2, YEAR, 90, unit="ca-mau"),
    entry(3, YEAR, 0, unit="ca-mau", indicator=ESCAPE),
    entry(4, YEAR, 1, unit="outside", indicator=ESCAPE),
]


def standing(
    of: Pact | None = None,
    units: UnitRegistry = MERGED,
    *,
    territory: Territory | None = None,
    reading: Reading | None = None,
    unit: str | None = None,
    only: str | None = None,
    on: date | None = None,
) -> Standing:
    built = case(ENTRIES, of=of or pact(*COMMITMENTS, signatories=SIGNED), units=units, counting=COUNTED)
    return judge(built, as_known_on=on, territory=territory, reading=reading, unit=unit, commitment=only)


def test_every_commitment_is_judged_for_every_signatory_in_the_pacts_order() -> None:
    found = standing()
    assert [(v.commitment.code, v.unit) for v in found.verdicts] == [
        (c.code, unit) for c in COMMITMENTS for unit in SIGNED
    ]
    assert (found.rows, found.commitments) == (SIGNED, COMMITMENTS)


def test_each_kind_of_commitment_gets_its_own_kind_of_answer() -> None:
    found = standing(unit="ca-mau")
    assert {v.commitment.code: v.result for v in found.verdicts} == {
        "traffic": Result.KEPT,
        "escape": Result.KEPT,
        "teams": Result.NOT_YET,
        "loyalty": Result.BY_PEOPLE,
    }


@pytest.mark.parametrize(
    ("on", "rows"),
    [(day("2025-06-30"), SIGNED), (day("2025-07-01"), ("ca-mau", "new"))],
)
def test_as_now_the_rows_are_the_bodies_of_the_day(on: date, rows: tuple[str, ...]) -> None:
    assert standing(territory=Territory.AS_NOW, on=on).rows == rows


def test_one_unit_and_one_commitment_may_be_asked_for() -> None:
    found = standing(unit="ca-mau", only="escape")
    assert [(v.commitment.code, v.unit) for v in found.verdicts] == [("escape", "ca-mau")]
    assert found.verdict("escape", "ca-mau") is found.verdicts[0]
    assert found.verdict("escape", UNIT) is None


@pytest.mark.parametrize(
    ("unit", "only", "code"),
    [("nowhere", None, "units.unknown"), (None, "nothing", "pacts.commitment-unknown")],
)
def test_what_the_case_does_not_have_is_refused(unit: str | None, only: str | None, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        standing(unit=unit, only=only)
    assert codes(refused.value) == [code]


def test_the_day_is_the_newest_of_the_ledger_unless_another_is_asked_for() -> None:
    assert standing().as_known_on == YEAR.stop
    assert standing(on=day("2025-03-01")).as_known_on == day("2025-03-01")
    assert judge(case([])).as_known_on == SIGNED_ON


def test_what_the_pact_leaves_open_is_said_with_what_was_taken() -> None:
    merged = (unit_ref(UNIT), unit_ref("kien-giang"))
    assert standing().findings[-2:] == (
        note("verdicts.baseline-not-stated", signed_on=SIGNED_ON),
        note("verdicts.territory-not-stated", units=merged, taken=Territory.AS_SIGNED),
    )
    assumed = pact(
        *COMMITMENTS,
        signatories=SIGNED,
        calendar_assumed=AssumedCalendar("Như các bản tin."),
        reading=Reading.LATEST,
    )
    asked = standing(assumed, territory=Territory.AS_NOW)
    calendar = Ref(RefKind.CALENDAR, "police")
    assert [f for f in asked.findings if f.room == "verdicts"] == [
        note("verdicts.calendar-assumed", calendar=calendar, why="Như các bản tin.")
    ]


def test_a_pact_that_asks_for_no_change_needs_no_baseline() -> None:
    level = target(75, direction=Direction.REACH, comparator=Comparator.AT_LEAST)
    for aim, said in ((level, []), (target(5), ["verdicts.baseline-not-stated"])):
        found = judge(case([], of=pact(commitment(part(aim=aim)))))
        assert [f.code for f in found.findings if f.code == "verdicts.baseline-not-stated"] == said


def test_the_pacts_own_territory_and_reading_rule_unless_others_are_asked_for() -> None:
    stated = pact(*COMMITMENTS, signatories=SIGNED, territory=Territory.AS_NOW, reading=Reading.SAME_AGE)
    own, asked = standing(stated), standing(stated, territory=Territory.AS_SIGNED, reading=Reading.LATEST)
    assert (own.territory, own.reading) == (Territory.AS_NOW, Reading.SAME_AGE)
    assert (asked.territory, asked.reading) == (Territory.AS_SIGNED, Reading.LATEST)
    assert (standing().territory, standing().reading) == (Territory.AS_SIGNED, NOT_STATED)


def test_progress_is_told_once_for_each_verdict() -> None:
    told: list[tuple[int, int]] = []
    judge(
        case(ENTRIES, of=pact(*COMMITMENTS, signatories=SIGNED), units=MERGED, counting=COUNTED),
        on_progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(n, 12) for n in range(1, 13)]


def test_undated_figures_are_named_and_decide_nothing() -> None:
    built = case([entry(1, BASE_YEAR, 100), entry(2, YEAR, 50, published_on=None)])
    found = judge(built, as_known_on=day("2026-01-01"))
    assert found.findings[0].code == "figures.undated-left-out"
    assert found.verdicts[0].result is Result.CANNOT_TELL


def test_every_finding_is_listed_once() -> None:
    found = standing()
    assert len(set(found.all_findings)) == len(found.all_findings)
    assert set(found.all_findings) >= set(found.findings)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Return entries of two years in the order they became known: months, years, restatements, corrections."""
    windows = [BASE_YEAR, YEAR, *(month(n, y) for y in (2024, 2025) for n in (1, 2))]
    windows += [Window(month(2, y).stop, y_end) for y, y_end in ((2024, BASE_YEAR.stop), (2025, YEAR.stop))]
    entries: list[Entry] = []
    on = day("2025-01-20")
    for seq in range(1, draw(st.integers(1, 9)) + 1):
        on += timedelta(days=draw(st.integers(0, 120)))
        value, covers = draw(st.integers(0, 30)), draw(st.sampled_from(windows))
        old = next((e for e in entries if e.window == covers), None) if draw(st.booleans()) else None
        taken = {e.corrects for e in entries}
        if old is None or old.seq in taken:
            entries.append(entry(seq, covers, value, on))
        else:
            entries.append(entry(seq, covers, value, on, corrects=old.seq, reason="r"))
    return tuple(entries)


def judged(entries: Sequence[Entry], on: date) -> tuple[object, ...]:
    return judge(case(entries), as_known_on=on).verdicts


@given(histories(), st.integers(0, 700))
def test_judging_as_known_on_a_day_is_judging_the_ledger_cut_at_that_day(
    entries: tuple[Entry, ...], later: int
) -> None:
    on = day("2025-01-20") + timedelta(days=later)
    cut = [e for e in entries if e.known_on is not None and e.known_on <= on]
    assert judged(entries, on) == judged(cut, on)


@given(histories())
def test_as_signed_and_as_now_agree_where_nothing_merged(entries: tuple[Entry, ...]) -> None:
    signed, now = (judge(case(entries), territory=ground) for ground in Territory)
    assert (signed.rows, signed.verdicts) == (now.rows, now.verdicts)


def test_a_rename_leaves_no_territory_open() -> None:
    rename = Succession(SuccessionKind.RENAME, day("2025-07-01"), (UNIT,), ("new-name",))
    built = case([], units=bodies(UNIT, "new-name", "outside", successions=[rename]))
    assert [f.code for f in judge(built).findings] == ["verdicts.baseline-not-stated"]
