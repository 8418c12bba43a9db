"""Where a cluster stands: the same answer as the case folder's, judged once, and seen by the cluster only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from giaouoc.engine.figures.seal import EMPTY, chain
from giaouoc.engine.pacts import Reading, Territory
from giaouoc.exchange.figures_file import cells_of, read_rows
from giaouoc.services.amounts import Amount
from giaouoc.services.cases import judge_case, open_case
from giaouoc.services.corrections import approve_correction, ask_correction
from giaouoc.services.standings import STANDINGS, Kept, figure_history, signed_pacts, standing_of
from giaouoc.services.units import name_unit
from giaouoc.store import ledgers
from giaouoc.store.acts import act
from giaouoc.store.models import Cluster, LedgerRow, Pact, PactState, Role
from tests.support.office import SYNTHETIC, holder, refusal_of, synthetic, unit_called
from tests.support.standing import TODAY, StandingWorld, with_superior, world_of_standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> StandingWorld:
    return world_of_standing()


@pytest.mark.parametrize("territory", [None, *Territory])
@pytest.mark.parametrize("reading", [None, *Reading])
@pytest.mark.parametrize("day", [None, date(2025, 9, 1)])
def test_the_office_answers_what_the_case_folder_answers(
    world: StandingWorld, day: date | None, reading: Reading | None, territory: Territory | None
) -> None:
    asked: dict[str, Any] = {"as_known_on": day, "reading": reading, "territory": territory}
    found = standing_of(by=world.people["member"], on=TODAY, pact=world.pact, **asked)
    expected = judge_case(open_case(SYNTHETIC), **asked)
    assert found.as_known_on == expected.as_known_on
    assert [(v.commitment.code, v.unit, v) for v in found.verdicts] == [
        (v.commitment.code, v.unit, v) for v in expected.verdicts
    ]
    assert found.findings == expected.findings


def test_it_names_the_head_of_the_ledger(world: StandingWorld) -> None:
    rows = read_rows(synthetic("figures.csv"))
    found = standing_of(by=world.people["member"], on=TODAY, pact=world.pact)
    assert found.head == f"{len(rows)}:{chain(cells_of(rows))[-1]}"


def test_who_looks_again_is_answered_without_judging(world: StandingWorld) -> None:
    member, auditor = world.people["member"], world.people["auditor"]
    first = standing_of(by=member, on=TODAY, pact=world.pact)
    judged = STANDINGS.made
    again = [
        standing_of(by=auditor, on=TODAY, pact=world.pact),
        standing_of(by=member, on=TODAY + timedelta(days=9), pact=world.pact),
        standing_of(by=member, on=TODAY, pact=world.pact, as_known_on=first.as_known_on),
        standing_of(by=member, on=TODAY, pact=world.pact, reading=Reading.LATEST),
        standing_of(by=member, on=TODAY, pact=world.pact, territory=Territory.AS_SIGNED),
    ]
    assert [one is first for one in again] == [True] * 5
    assert STANDINGS.made == judged
    standing_of(by=member, on=TODAY, pact=world.pact, reading=Reading.AT_SIGNING)
    assert STANDINGS.made == judged + 1


def test_a_new_row_of_the_ledger_is_seen_at_once(world: StandingWorld) -> None:
    member = world.people["member"]
    before = standing_of(by=member, on=TODAY, pact=world.pact)
    row = next(r for r in read_rows(synthetic("figures.csv")) if r["unit"] == "sim-c")
    with act("row-added", by=None, cluster=world.cluster.code) as done:
        ledgers.append(world.cluster, [{**row, "published_on": TODAY.isoformat()}], done)
    after = standing_of(by=member, on=TODAY, pact=world.pact)
    assert (before.as_known_on, after.as_known_on) == (date(2026, 2, 12), TODAY)
    assert len(after.case.ledger) == len(before.case.ledger) + 1
    assert after.head != before.head


def test_a_new_name_of_a_unit_is_seen_at_once(world: StandingWorld) -> None:
    member = world.people["member"]
    standing_of(by=member, on=TODAY, pact=world.pact)
    admin = world.people["administrator"]
    name_unit(by=admin, on=TODAY, unit=unit_called("sim-c"), name="Công an tỉnh Tên mới", first_day=TODAY)
    found = standing_of(by=member, on=TODAY, pact=world.pact)
    assert found.case.units.name_on("sim-c", TODAY).name == "Công an tỉnh Tên mới"


def test_where_no_day_is_asked_for_none_after_today_is_taken(world: StandingWorld) -> None:
    early = date(2026, 1, 25)
    found = standing_of(by=world.people["member"], on=early, pact=world.pact)
    assert found.as_known_on == early


def test_a_day_that_has_not_come_is_refused_and_today_is_not(world: StandingWorld) -> None:
    member, tomorrow = world.people["member"], TODAY + timedelta(days=1)
    assert refusal_of(lambda: standing_of(by=member, on=TODAY, pact=world.pact, as_known_on=tomorrow)) == [
        "standings.day-ahead"
    ]
    assert standing_of(by=member, on=TODAY, pact=world.pact, as_known_on=TODAY).as_known_on == TODAY


@pytest.mark.parametrize("state", [s for s in PactState if s is not PactState.SIGNED])
def test_a_pact_that_is_not_signed_stands_nowhere(world: StandingWorld, state: PactState) -> None:
    member = world.people["member"]
    with act("pact-moved", by=None, about="pact:synthetic-cluster") as done:
        world.pact.state, world.pact.last_act = state, done
        world.pact.save()
    assert refusal_of(lambda: standing_of(by=member, on=TODAY, pact=world.pact)) == [
        "standings.pact-not-signed"
    ]
    assert refusal_of(lambda: figure_history(by=member, on=TODAY, pact=world.pact, seq=1)) == [
        "standings.pact-not-signed"
    ]
    assert signed_pacts(by=member, on=TODAY, cluster=world.cluster) == []


def test_members_auditors_and_the_superior_body_see_it_and_nobody_else(world: StandingWorld) -> None:
    may = {"superior": with_superior(world), **world.people}
    may["verifier"] = holder("verifier", Role.VERIFIER, unit_called("sim-d"))
    # sim-a led the cluster for 2025 only: in February 2026 it no longer belongs to it.
    may["once-lead"] = holder("once-lead", Role.UNIT_LEADER, unit_called("sim-a"))
    seen = {}
    pact = Pact.objects.select_related("cluster__superior").get(pk=world.pact.pk)
    outsiders = ("outsider", "administrator", "once-lead")
    for name, one in may.items():
        if name in outsiders:
            refused = [
                refusal_of(lambda by=one: standing_of(by=by, on=TODAY, pact=pact)),  # type: ignore[misc]
                refusal_of(lambda by=one: figure_history(by=by, on=TODAY, pact=pact, seq=1)),  # type: ignore[misc]
                refusal_of(lambda by=one: signed_pacts(by=by, on=TODAY, cluster=pact.cluster)),  # type: ignore[misc]
            ]
            assert refused == [["permissions.may-not-read-cluster"]] * 3
        else:
            seen[name] = len(standing_of(by=one, on=TODAY, pact=pact).verdicts)
            assert figure_history(by=one, on=TODAY, pact=pact, seq=1) is not None
            assert signed_pacts(by=one, on=TODAY, cluster=pact.cluster) != []
    assert seen == dict.fromkeys(("superior", "member", "auditor", "verifier"), 50)


def test_a_figure_shows_every_vintage_with_what_replaced_it(world: StandingWorld) -> None:
    found = figure_history(by=world.people["member"], on=TODAY, pact=world.pact, seq=1227)
    assert found is not None
    assert [(v.entry.seq, str(v.entry.value), v.entry.corrects, v.replaced_by) for v in found.vintages] == [
        (1055, "247", None, 1227),
        (1227, "157", 1055, None),
    ]
    assert [v.recorded_by for v in found.vintages] == [None, "u-01"]
    same = figure_history(by=world.people["member"], on=TODAY, pact=world.pact, seq=1055)
    assert same is not None
    assert same.vintages == found.vintages


def test_a_correction_made_here_names_who_asked_and_who_approved(world: StandingWorld) -> None:
    reporter = world.people["member"]
    with act("role-given", by=None) as done:
        world.cluster.memberships.create(
            unit=unit_called("sim-b"), role="lead", first_day=date(2026, 1, 1), last_act=done
        )
    verifier = holder("verifier", Role.VERIFIER, unit_called("sim-b"))
    row = LedgerRow.objects.filter(unit="sim-c", indicator="fires").order_by("-seq")[0]
    asked = ask_correction(
        by=reporter, on=TODAY, pact=world.pact, row=row, amount=Amount(value="3"), reason="cộng nhầm"
    )
    at = datetime(2026, 2, 20, 3, tzinfo=UTC)
    written = approve_correction(by=verifier, on=TODAY, at=at, correction=asked)
    found = figure_history(by=reporter, on=TODAY, pact=world.pact, seq=row.seq)
    assert found is not None
    last = found.vintages[-1]
    assert (last.entry.seq, last.entry.corrects, last.recorded_by, last.written_by, last.approved_by) == (
        written.seq,
        row.seq,
        "member",
        "verifier",
        "verifier",
    )


@pytest.mark.parametrize("seq", [0, 1479])
def test_a_row_that_is_not_there_has_no_history(world: StandingWorld, seq: int) -> None:
    assert figure_history(by=world.people["member"], on=TODAY, pact=world.pact, seq=seq) is None


def test_a_ledger_without_rows_has_a_head_too_and_stands_on_the_day_of_signing(world: StandingWorld) -> None:
    with act("pact-signed", by=None, about="pact:empty") as done:
        cluster = Cluster.objects.create(code="sim-empty", name="Cụm trống", last_act=done)
        cluster.memberships.create(unit=unit_called("sim-c"), role="member", last_act=done)
        pact = Pact.objects.create(cluster=cluster, code="empty", state=PactState.SIGNED, last_act=done)
        version = world.pact.versions.get()
        text = version.text.replace('"sim-cluster"', '"sim-empty"').replace('"synthetic-cluster"', '"empty"')
        pact.versions.create(number=1, text=text, indicators=version.indicators, digest="", last_act=done)
    found = standing_of(by=world.people["member"], on=TODAY, pact=pact)
    assert (found.head, found.as_known_on) == (f"0:{EMPTY.hex()}", date(2025, 2, 14))


def test_who_asks_together_waits_for_one() -> None:
    kept: Kept[object] = Kept(2)
    ready = Barrier(8)

    def ask(_: int) -> object:
        ready.wait(timeout=10)
        return kept.get("same", object)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1
    assert kept.made == 1


def test_what_is_kept_is_bounded_and_the_longest_unused_goes_first() -> None:
    kept: Kept[int] = Kept(2)
    for key in (1, 2, 1, 3, 1, 2):
        assert kept.get(key, lambda value=key: value * 10) == key * 10  # type: ignore[misc]
    assert kept.made == 4
