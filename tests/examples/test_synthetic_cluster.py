"""The simulated cluster: the whole table of results, what befell its figures, and that its script still writes it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Ref, Severity
from giaouoc.engine.pacts import Reading, Territory
from giaouoc.engine.verdicts.evidence import Certainty, CountEvidence, LevelEvidence
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result, Standing
from giaouoc.exchange.case_folder import read_case
from tools.tree import ROOT

FOLDER = ROOT / "examples/synthetic-cluster"
MID_YEAR, YEAR_END, NEWEST = date(2025, 7, 20), date(2025, 12, 31), date(2026, 2, 12)
AFTER_DEADLINE = date(2026, 7, 1)
SIGNED, NOW = Territory.AS_SIGNED, Territory.AS_NOW

# One cell is the result by the latest base, by the base at signing, and by the base at the same age.
LETTERS = {
    Result.KEPT: "K",
    Result.NOT_KEPT: "N",
    Result.NOT_YET: "y",
    Result.CANNOT_TELL: "?",
    Result.NOT_APPLICABLE: "-",
    Result.BY_PEOPLE: "p",
}
HEAD = "situation traffic offences clearance fires large-fires online-fraud school-sessions escapes modern"
TABLES = {
    (MID_YEAR, SIGNED): """
        sim-a   ppp yyy yyy yyy yyy yyy yyy yyy yyy yyy
        sim-b   ppp yyy yyy yyy yyy yyy yyy yyy yyy yyy
        sim-c   ppp yyy yyy yyy yyy yyy yyy yyy NNN yyy
        sim-d   ppp yyy yyy yyy --- yyy yyy yyy yyy yyy
        sim-e   ppp yyy yyy yyy yyy yyy yyy yyy yyy yyy""",
    (MID_YEAR, NOW): """
        sim-a   ppp yyy yyy yyy yyy yyy yyy yyy yyy yyy
        sim-b   ppp yyy yyy yyy yyy yyy yyy yyy yyy yyy
        sim-c   ppp yyy yyy yyy yyy yyy yyy yyy NNN yyy
        sim-d   ppp yyy yyy yyy --- yyy yyy yyy yyy yyy
        sim-ef  ppp yyy yyy yyy yyy yyy yyy yyy yyy yyy""",
    (YEAR_END, SIGNED): """
        sim-a   ppp KKK KKK KKK KKK KKK ??? KKK KKK yyy
        sim-b   ppp NNN NNN KKK ??? KKK ??? NNN ??? yyy
        sim-c   ppp KNN NNN NNN NNN NNN ??? KKK NNN yyy
        sim-d   ppp ??? K?? ??? --- NNN ??? ??? --- yyy
        sim-e   ppp NNN ??? ??? ??? ??? ??? ??? ??? yyy""",
    (YEAR_END, NOW): """
        sim-a   ppp KKK KKK KKK KKK KKK ??? KKK KKK yyy
        sim-b   ppp NNN NNN KKK ??? KKK ??? NNN ??? yyy
        sim-c   ppp KNN NNN NNN NNN NNN ??? KKK NNN yyy
        sim-d   ppp ??? K?? ??? --- NNN ??? ??? --- yyy
        sim-ef  ppp KKK KKK NNN KKK KKK ??? NNN KKK yyy""",
    (NEWEST, SIGNED): """
        sim-a   ppp KKK KKK KKK KKK KKK ??? KKK KKK KKK
        sim-b   ppp NNN NNN KKK KKK KKK ??? NNN ??? yyy
        sim-c   ppp KNN NNN NNN NNN NNN ??? KKK NNN yyy
        sim-d   ppp ??? K?? ??? --- NNN ??? ??? --- yyy
        sim-e   ppp NNN ??? ??? ??? ??? ??? ??? ??? yyy""",
    (NEWEST, NOW): """
        sim-a   ppp KKK KKK KKK KKK KKK ??? KKK KKK KKK
        sim-b   ppp NNN NNN KKK KKK KKK ??? NNN ??? yyy
        sim-c   ppp KNN NNN NNN NNN NNN ??? KKK NNN yyy
        sim-d   ppp ??? K?? ??? --- NNN ??? ??? --- yyy
        sim-ef  ppp KKK KKK NNN KKK KKK ??? NNN KKK yyy""",
}


@cache
def the_case() -> Case:
    return read_case(FOLDER).case


@cache
def standing(day: date, territory: Territory, reading: Reading = Reading.LATEST) -> Standing:
    return judge(the_case(), as_known_on=day, territory=territory, reading=reading)


def results(one: Standing) -> dict[tuple[str, str], Result]:
    return {(v.unit, v.commitment.code): v.result for v in one.verdicts}


def codes(commitment: str, unit: str, day: date = NEWEST, territory: Territory = SIGNED) -> set[str]:
    """Return the codes of everything that is said about one cell."""
    verdict = standing(day, territory).verdict(commitment, unit)
    assert verdict is not None
    findings = [*verdict.reasons, *verdict.findings, *(f for p in verdict.parts for f in p.findings)]
    return {f.code for f in findings}


def certainties(day: date, territory: Territory) -> set[tuple[Result, Certainty | None]]:
    """Return how sure the parts decided by counts are: beyond the usual yearly swing, or a share's own noise."""
    found: set[tuple[Result, Certainty | None]] = set()
    for verdict in standing(day, territory).verdicts:
        for part in verdict.parts:
            if isinstance(part.evidence, CountEvidence):
                found.add((part.result, part.evidence.certainty))
            elif isinstance(part.evidence, LevelEvidence):
                found.add((part.result, part.evidence.certainty_counting))
    return found


def test_the_script_writes_the_file_that_lies_there(tmp_path: Path) -> None:
    script = ROOT / "tools/examples/make_synthetic.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, cwd=tmp_path)
    assert (tmp_path / "figures.csv").read_bytes() == (FOLDER / "figures.csv").read_bytes()


def test_everything_says_that_it_is_made_up() -> None:
    case = the_case()
    names = [n.name for u in case.units for n in u.names] + [p.name for p in case.pact.publishers.values()]
    own = [i.name for i in case.indicators if i.edition is None]
    assert case.pact.made_up
    assert [t for t in (case.pact.title, *names, *own) if "mô phỏng" not in t.lower()] == []
    assert [e.seq for e in case.ledger if "mô phỏng" not in e.source] == []


def test_the_default_day_is_the_newest_in_the_ledger() -> None:
    assert the_case().default_day == NEWEST
    assert results(judge(the_case())) == results(standing(NEWEST, SIGNED))


@pytest.mark.parametrize(("day", "territory"), TABLES)
def test_the_whole_table(day: date, territory: Territory) -> None:
    by_reading = [results(standing(day, territory, reading)) for reading in Reading]
    rows, head = standing(day, territory).rows, HEAD.split()
    found = {u: ["".join(LETTERS[r[u, c]] for r in by_reading) for c in head] for u in rows}
    lines = [line.split() for line in TABLES[day, territory].strip().splitlines()]
    assert found == {unit: cells for unit, *cells in lines}
    assert set(by_reading[0]) == {(u, c) for u in rows for c in head}


def test_after_the_deadline_five_of_six_cannot_be_told() -> None:
    found = results(standing(AFTER_DEADLINE, SIGNED))
    assert [found[u, "modern"] for u in ("sim-a", "sim-b")] == [Result.KEPT, Result.CANNOT_TELL]
    assert codes("modern", "sim-b", AFTER_DEADLINE) == {"verdicts.item-not-attested"}


def test_every_result_and_every_certainty_occurs() -> None:
    assert set(results(standing(NEWEST, SIGNED)).values()) == set(Result)
    wanted = {(r, c) for r in (Result.KEPT, Result.NOT_KEPT) for c in Certainty}
    assert wanted <= certainties(NEWEST, SIGNED)
    assert certainties(MID_YEAR, SIGNED) == set()


def test_no_row_is_unusable() -> None:
    assert [f.code for f in standing(NEWEST, SIGNED).all_findings if f.severity is Severity.ERROR] == []


def test_a_base_restated_after_signing_turns_one_verdict_and_leaves_another() -> None:
    deaths = {"checks.base-moved-result-turns"}
    assert codes("traffic", "sim-c") == {"verdicts.hangs-on-baseline", *deaths}
    assert codes("traffic", "sim-a") == {"checks.base-moved-result-stands", "checks.other-pair"}
    hanging = [(v.unit, v.commitment.code) for v in standing(NEWEST, SIGNED).verdicts if v.hangs]
    assert hanging == [("sim-c", "traffic")]


@pytest.mark.parametrize(
    ("commitment", "unit", "code"),
    [
        ("traffic", "sim-d", "figures.reported-missing"),
        ("school-sessions", "sim-d", "figures.reported-missing"),
        ("clearance", "sim-d", "figures.window-not-covered"),
        ("offences", "sim-e", "figures.only-inexact"),
        ("fires", "sim-e", "figures.body-merged-away"),
        ("online-fraud", "sim-a", "verdicts.definitions-do-not-compare"),
        ("escapes", "sim-b", "verdicts.silent"),
    ],
)
def test_what_cannot_be_told_says_why(commitment: str, unit: str, code: str) -> None:
    assert code in codes(commitment, unit)
    assert results(standing(NEWEST, SIGNED))[unit, commitment] is Result.CANNOT_TELL


def test_the_rows_contradict_each_other_in_four_places() -> None:
    found = [(f.code, f.get("unit")) for f in standing(NEWEST, SIGNED).findings]
    assert sorted((code, unit.code) for code, unit in found if isinstance(unit, Ref)) == [
        ("checks.narrower-larger", "sim-d"),
        ("checks.percent-does-not-follow", "sim-b"),
        ("checks.publishers-contradict", "sim-a"),
        ("checks.windows-do-not-add-up", "sim-c"),
    ]


def test_in_july_it_is_already_said_what_can_no_longer_be_kept() -> None:
    broken = {
        v.unit
        for v in standing(MID_YEAR, SIGNED).verdicts
        for p in v.parts
        if any(f.code == "verdicts.can-no-longer-be-kept" for f in p.findings)
    }
    assert broken == {"sim-c", "sim-d"}
    assert "verdicts.can-no-longer-be-kept" in codes("large-fires", "sim-c", MID_YEAR)


def test_a_correction_changes_what_is_known_from_its_day() -> None:
    series = the_case().ledger.get("sim-a", "social-order-offences", "own")
    (corrected,) = [e for e in the_case().ledger if e.corrects is not None]
    before = series.latest(corrected.window, date(2025, 7, 31))
    after = series.latest(corrected.window, date(2025, 8, 1))
    assert before is not None
    assert after is corrected
    assert before.value is not None
    assert after.value == before.value - 90
    assert after.reason


def test_now_the_merged_body_is_summed_with_the_one_that_did_not_sign() -> None:
    assert "checks.predecessors-summed-with-others" in codes("offences", "sim-ef", NEWEST, NOW)
    verdict = standing(NEWEST, NOW).verdict("offences", "sim-ef")
    assert verdict is not None
    latest = verdict.parts[0].outcomes[0]
    assert isinstance(latest.actual, Side)
    assert isinstance(latest.base, Side)
    assert latest.actual.quantity.value == Decimal(2700)
    assert latest.base.quantity.value == Decimal(3000)
