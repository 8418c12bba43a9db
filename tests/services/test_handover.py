"""A case folder goes into an office and comes out as it was: the same values, the same rows, the same head."""

from __future__ import annotations

import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from giaouoc.accounts.models import Person
from giaouoc.engine.figures.seal import chain
from giaouoc.engine.verdicts.standing import judge
from giaouoc.exchange.case_folder import read_case
from giaouoc.exchange.figures_file import cells_of
from giaouoc.services.handover import export_case, import_case
from giaouoc.services.pacts import newest_version
from giaouoc.store.ledgers import broken_from, head_of
from giaouoc.store.mapping.pacts import case_of
from giaouoc.store.models import Act, Cluster, LedgerRow, Pact, Role, Unit
from tests.support.office import holder, refusal_of, unit_called

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)
CASES = sorted(p.parent for p in Path("examples").glob("*/pact.toml"))


@pytest.fixture
def chief() -> Person:
    return holder("admin", Role.ADMINISTRATOR)


@pytest.mark.parametrize("folder", CASES, ids=lambda p: p.name)
def test_an_example_comes_out_as_it_went_in(chief: Person, folder: Path, tmp_path: Path) -> None:
    pact = import_case(by=chief, on=TODAY, folder=folder)
    export_case(by=holder("auditor", Role.AUDITOR), on=TODAY, pact=pact, folder=tmp_path / "out")
    before, after = read_case(folder), read_case(tmp_path / "out")
    assert after.rows == before.rows
    assert (after.case.pact, tuple(after.case.indicators)) == (
        before.case.pact,
        tuple(before.case.indicators),
    )
    assert sorted(after.case.units, key=lambda u: u.code) == sorted(before.case.units, key=lambda u: u.code)
    assert set(after.case.units.successions) == set(before.case.units.successions)
    assert head_of(pact.cluster).digest == chain(cells_of(before.rows))[-1]
    assert broken_from(pact.cluster) is None


@pytest.mark.parametrize("folder", CASES, ids=lambda p: p.name)
def test_the_office_judges_a_case_as_the_command_does(chief: Person, folder: Path) -> None:
    pact = import_case(by=chief, on=TODAY, folder=folder)
    here, there = judge(case_of(newest_version(pact))), judge(read_case(folder).case)
    assert [(v.commitment.code, v.unit, v.result) for v in here.verdicts] == [
        (v.commitment.code, v.unit, v.result) for v in there.verdicts
    ]
    assert here.as_known_on == there.as_known_on


def test_what_is_there_is_told_and_nothing_is_written(chief: Person) -> None:
    import_case(by=chief, on=TODAY, folder=CASES[-1])
    before = (Act.objects.count(), LedgerRow.objects.count(), Unit.objects.count())
    told = refusal_of(partial(import_case, by=chief, on=TODAY, folder=CASES[-1]))
    assert set(told) == {"handover.unit-there", "handover.cluster-there", "handover.pact-there"}
    assert (Act.objects.count(), LedgerRow.objects.count(), Unit.objects.count()) == before


def test_a_folder_with_a_fault_is_refused_as_the_command_refuses_it(chief: Person, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(CASES[-1], folder)
    pact = folder / "pact.toml"
    pact.write_text(pact.read_text("utf-8").replace("signed_on", "signed_an"), encoding="utf-8")
    assert "case_file.key-misspelt" in refusal_of(partial(import_case, by=chief, on=TODAY, folder=folder))
    assert not Pact.objects.exists()


def test_who_may_take_a_case_in_and_give_it_out(chief: Person, tmp_path: Path) -> None:
    pact = import_case(by=chief, on=TODAY, folder=Path("examples/synthetic-cluster"))
    member = holder("member", Role.REPORTER, unit_called("sim-c"))
    outsider = holder("outsider", Role.UNIT_LEADER, unit_called("sim-f"))
    for by in (outsider, chief):
        out = tmp_path / by.sign_in
        assert refusal_of(partial(export_case, by=by, on=TODAY, pact=pact, folder=out)) == [
            "permissions.may-not-read-cluster"
        ]
        assert not out.exists()
    export_case(by=member, on=TODAY, pact=pact, folder=tmp_path / "out")
    assert refusal_of(partial(import_case, by=member, on=TODAY, folder=tmp_path / "out")) == [
        "permissions.may-not-keep-units"
    ]


def test_rows_are_picked_for_a_day_in_the_middle_of_the_year(chief: Person) -> None:
    pact = import_case(
        by=chief,
        on=TODAY,
        folder=Path("examples/synthetic-cluster"),
        keep=lambda row: row["published_on"] < "2025-07-01" and not row["corrects"],
    )
    days = {row.cells[15] for row in LedgerRow.objects.all()}
    assert max(days) < "2025-07-01"
    assert Cluster.objects.get() == pact.cluster
    assert Act.objects.get(verb="case-imported").details["rows"] == LedgerRow.objects.count()
