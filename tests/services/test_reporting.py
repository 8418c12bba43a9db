"""A unit's report on a month: filled in, handed up, submitted, returned, accepted into the ledger, corrected there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from giaouoc.engine.figures import Status
from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.periods import Window
from giaouoc.exchange.template_plan import plan_template
from giaouoc.services.amounts import Amount
from giaouoc.services.corrections import approve_correction, ask_correction, refuse_correction
from giaouoc.services.pacts import newest_version
from giaouoc.services.reporting import (
    Typed,
    accept,
    fill_in,
    hand_up,
    lock_period,
    open_periods,
    return_cells,
    send_back,
    submit,
)
from giaouoc.store.ledgers import broken_from, ledger_of
from giaouoc.store.mapping.pacts import case_of
from giaouoc.store.models import (
    Cell,
    Correction,
    CorrectionState,
    LedgerRow,
    Report,
    ReportState,
)
from tests.support.office import refusal_of
from tests.support.reporting import NOW, TODAY, ZERO, World, world_of_reports

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return world_of_reports()


def indicators_of(cells: list[Cell]) -> list[str]:
    return [c.indicator for c in cells]


def test_the_periods_of_a_pact_are_its_months_and_open_once(world: World) -> None:
    periods = list(world.pact.periods.all())
    assert len(periods) == 12
    assert (periods[0].first_day, periods[-1].last_day) == (date(2024, 12, 15), date(2025, 12, 14))
    assert {p.due_on - p.last_day for p in periods} == {timedelta(days=6)}
    again = open_periods(by=world.people["leader-sim-a"], on=TODAY, pact=world.pact, days_to_report=6)
    assert again == []
    for outsider in ("leader-sim-c", "leader-sim-f"):
        assert refusal_of(
            partial(open_periods, by=world.people[outsider], on=TODAY, pact=world.pact, days_to_report=6)
        ) == ["permissions.may-not-keep-periods"]


def test_a_report_asks_for_what_the_template_asks_for(world: World) -> None:
    report = world.report()
    window = Window.inclusive(world.march.first_day, world.march.last_day)
    plan = plan_template(case_of(newest_version(world.pact)), window=window, unit="sim-c")
    assert [(c.indicator, c.first_day, c.last_day) for c in report.cells.all()] == [
        (row.indicator, row.window.first_day, row.window.last_day) for row in plan.rows
    ]
    assert report.cells.count() >= 8
    assert world.report().pk == report.pk


def test_only_people_of_the_unit_fill_in_its_report(world: World) -> None:
    report = world.report()
    for name in ("reporter-sim-d", "verifier-sim-a", "reporter-sim-f"):
        by = world.people[name]
        assert refusal_of(partial(fill_in, by=by, on=TODAY, report=report, typed=[])) == [
            "permissions.may-not-report-figures"
        ]


def test_zero_missing_and_not_applicable_stay_three_things(world: World) -> None:
    report = world.report()
    world.fill(
        report,
        x_traffic_deaths=ZERO,
        x_traffic_accidents=Amount(Status.MISSING, note="chờ số bệnh viện"),
        x_traffic_injured=Amount(Status.NOT_APPLICABLE),
    )
    kept = {c.indicator: (c.status, c.value, c.note) for c in report.cells.exclude(status="")}
    assert kept == {
        "x-traffic-deaths": ("reported", "0", ""),
        "x-traffic-accidents": ("missing", "", "chờ số bệnh viện"),
        "x-traffic-injured": ("not_applicable", "", ""),
    }


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (Amount(value="1.234"), "exchange.number-ambiguous-whole"),
        (Amount(value="-3"), "exchange.number-negative"),
        (Amount(value="2,5"), "template.count-not-whole"),
        (Amount(value="hai"), "exchange.number-unreadable"),
        (Amount(Status.REPORTED), "reporting.amount-missing"),
        (Amount(Status.MISSING, value="3"), "reporting.amount-beside-status"),
        (Amount(numerator="1", denominator="2"), "reporting.counts-of-no-ratio"),
    ],
)
def test_what_cannot_be_an_amount_is_told_with_its_indicator_and_nothing_is_kept(
    world: World, typed: Amount, code: str
) -> None:
    report = world.report()
    found = refusal_of(
        lambda: world.fill(report, x_traffic_accidents=Amount(value="12"), x_traffic_deaths=typed)
    )
    assert found == [code]
    assert not report.cells.exclude(status="").exists()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (Amount(value="80"), "reporting.ratio-needs-counts"),
        (Amount(numerator="3"), "reporting.ratio-needs-counts"),
        (Amount(numerator="3", denominator="0"), "reporting.ratio-over-zero"),
    ],
)
def test_a_share_is_reported_by_its_two_counts(world: World, typed: Amount, code: str) -> None:
    report = world.report()
    assert refusal_of(lambda: world.fill(report, offence_clearance=typed)) == [code]
    world.fill(report, offence_clearance=Amount(numerator="80", denominator="100"))
    (cell,) = report.cells.exclude(status="")
    assert (cell.numerator, cell.denominator, cell.value) == ("80", "100", "")


def test_two_people_at_one_cell_do_not_overwrite_each_other(world: World) -> None:
    report = world.report()
    cell = report.cells.get(indicator="x-traffic-deaths")
    seen = cell.last_act_id

    def type_in(by: str, value: str) -> list[Cell]:
        typed = [Typed(cell.pk, seen, Amount(value=value))]
        return fill_in(by=world.people[by], on=TODAY, report=report, typed=typed)

    assert indicators_of(type_in("reporter-sim-c", "3")) == ["x-traffic-deaths"]
    assert type_in("leader-sim-c", "3") == []
    assert refusal_of(lambda: type_in("leader-sim-c", "4")) == ["reporting.changed-meanwhile"]
    cell.refresh_from_db()
    assert cell.value == "3"


def test_an_incomplete_report_goes_nowhere(world: World) -> None:
    report = world.report()
    world.fill(report, rest=ZERO)
    cells = {c.indicator: c for c in report.cells.all()}
    world.fill(report, x_traffic_deaths=Amount(), x_traffic_injured=Amount(Status.MISSING))
    for step in (
        lambda: hand_up(by=world.people["reporter-sim-c"], on=TODAY, report=report),
        lambda: submit(by=world.people["leader-sim-c"], on=TODAY, report=report),
    ):
        assert refusal_of(step) == ["reporting.cell-empty", "reporting.missing-without-note"]
    assert set(cells) == set(indicators_of(list(report.cells.all())))


def test_a_report_goes_up_and_into_the_ledger(world: World) -> None:
    report = world.report()
    world.fill(report, rest=ZERO, x_traffic_deaths=Amount(value="3", note="trong đó 1 đường sắt"))
    hand_up(by=world.people["reporter-sim-c"], on=TODAY, report=report)
    assert refusal_of(lambda: world.fill(report, x_traffic_deaths=ZERO)) == ["policies.report-with-leader"]
    send_back(by=world.people["leader-sim-c"], on=TODAY, report=report, reason="Kiểm lại số bị thương.")
    assert (report.state, report.reason) == (ReportState.DRAFT, "Kiểm lại số bị thương.")
    submit(by=world.people["leader-sim-c"], on=TODAY, report=report)
    later = TODAY + timedelta(days=2)
    rows = accept(by=world.people["verifier-sim-a"], on=later, at=NOW, report=report)
    assert len(rows) == report.cells.count()
    entry = next(e for e in ledger_of(world.pact.cluster) if e.indicator == "x-traffic-deaths")
    assert (entry.unit, entry.value, entry.note) == ("sim-c", Decimal(3), "trong đó 1 đường sắt")
    assert (entry.known_on, entry.publisher) == (later, "own")
    assert entry.recorded_at == "2025-04-16T02:30:00+00:00"
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED
    assert broken_from(world.pact.cluster) is None


def test_a_report_is_accepted_once(world: World) -> None:
    report = world.submitted()
    accept(by=world.people["verifier-sim-a"], on=TODAY, at=NOW, report=report)
    stale = Report.objects.get(pk=report.pk)
    stale.state = ReportState.SUBMITTED
    assert refusal_of(lambda: accept(by=world.people["verifier-sim-a"], on=TODAY, at=NOW, report=stale)) == [
        "policies.report-accepted"
    ]
    assert LedgerRow.objects.count() == report.cells.count()


def test_nobody_accepts_their_own_unit_and_lead_and_deputy_accept_each_other(world: World) -> None:
    own, other = world.submitted("sim-a"), world.submitted("sim-b")
    for name, report in (("verifier-sim-a", own), ("verifier-sim-b", other), ("verifier-sim-d", other)):
        by = world.people[name]
        assert refusal_of(partial(accept, by=by, on=TODAY, at=NOW, report=report)) == [
            "permissions.may-not-verify-figures"
        ]
    accept(by=world.people["verifier-sim-b"], on=TODAY, at=NOW, report=own)
    accept(by=world.people["verifier-sim-a"], on=TODAY, at=NOW, report=other)


def test_only_returned_cells_open_again(world: World) -> None:
    report = world.submitted()
    deaths = report.cells.get(indicator="x-traffic-deaths")
    verifier = world.people["verifier-sim-b"]
    assert refusal_of(lambda: return_cells(by=verifier, on=TODAY, report=report, reasons={})) == [
        "reporting.nothing-returned"
    ]
    assert refusal_of(
        lambda: return_cells(by=verifier, on=TODAY, report=report, reasons={deaths.pk: " "})
    ) == ["reporting.reason-missing"]
    return_cells(by=verifier, on=TODAY, report=report, reasons={deaths.pk: "Thấp khác thường."})
    assert report.state == ReportState.RETURNED
    assert refusal_of(lambda: world.fill(report, x_traffic_injured=Amount(value="9"))) == [
        "reporting.cell-not-returned"
    ]
    world.fill(report, x_traffic_deaths=Amount(value="2"))
    hand_up(by=world.people["reporter-sim-c"], on=TODAY, report=report)
    send_back(by=world.people["leader-sim-c"], on=TODAY, report=report, reason="Ghi rõ hơn.")
    assert report.state == ReportState.RETURNED
    submit(by=world.people["leader-sim-c"], on=TODAY, report=report)
    accept(by=verifier, on=TODAY, at=NOW, report=report)
    assert not report.cells.filter(returned=True).exists()


def test_a_locked_period_takes_no_report(world: World) -> None:
    report = world.report()
    world.fill(report, rest=ZERO)
    lock_period(by=world.people["leader-sim-a"], on=TODAY, period=world.march)
    locked: list[Callable[[], object]] = [
        lambda: world.fill(report, x_traffic_deaths=Amount(value="1")),
        lambda: submit(by=world.people["leader-sim-c"], on=TODAY, report=report),
        lambda: world.report("sim-d"),
    ]
    report.period.refresh_from_db()
    assert [refusal_of(step) for step in locked] == [["reporting.period-locked"]] * 3
    lock_period(by=world.people["leader-sim-a"], on=TODAY, period=report.period, locked=False)
    submit(by=world.people["leader-sim-c"], on=TODAY, report=report)


def correction(world: World, value: str = "4", by: str = "reporter-sim-c") -> Correction:
    row = next(r for r in LedgerRow.objects.all() if r.indicator == "x-traffic-deaths")
    return ask_correction(
        by=world.people[by], on=TODAY, pact=world.pact, row=row, amount=Amount(value=value), reason="Gõ nhầm."
    )


def test_a_correction_is_a_new_row_and_the_old_one_stays(world: World) -> None:
    world.accepted()
    asked = correction(world)
    later = TODAY + timedelta(days=5)
    row = approve_correction(by=world.people["verifier-sim-a"], on=later, at=NOW, correction=asked)
    ledger = ledger_of(world.pact.cluster)
    new, old = ledger.entry(row.seq), ledger.entry(asked.row.seq)
    assert (new.corrects, new.reason, new.value, new.known_on) == (old.seq, "Gõ nhầm.", Decimal(4), later)
    assert new.recorded_by == world.people["reporter-sim-c"].code
    assert [old.seq in {e.seq for e in ledger.as_known_on(d)} for d in (TODAY, later)] == [True, False]
    assert broken_from(world.pact.cluster) is None


def test_a_correction_is_decided_by_another_of_the_cluster_and_once(world: World) -> None:
    world.accepted()
    asked = correction(world)
    for name in ("reporter-sim-c", "leader-sim-c", "verifier-sim-c", "verifier-sim-d", "verifier-sim-f"):
        by = world.people[name]
        assert refusal_of(partial(approve_correction, by=by, on=TODAY, at=NOW, correction=asked)) == [
            "permissions.may-not-verify-figures"
        ]
    chief = world.people["verifier-sim-a"]
    assert refusal_of(lambda: refuse_correction(by=chief, on=TODAY, correction=asked, answer=" ")) == [
        "reporting.reason-missing"
    ]
    refuse_correction(by=chief, on=TODAY, correction=asked, answer="Số đã khớp với biên bản.")
    assert asked.state == CorrectionState.REFUSED
    assert refusal_of(lambda: approve_correction(by=chief, on=TODAY, at=NOW, correction=asked)) == [
        "corrections.decided-already"
    ]


def test_a_row_has_one_open_request_and_is_corrected_at_its_newest(world: World) -> None:
    world.accepted()
    asked = correction(world)
    assert refusal_of(lambda: correction(world, "5")) == ["corrections.asked-already"]
    approve_correction(by=world.people["verifier-sim-a"], on=TODAY, at=NOW, correction=asked)
    assert refusal_of(lambda: correction(world, "5")) == ["corrections.corrected-already"]
    for name in ("reporter-sim-d", "verifier-sim-a"):
        assert refusal_of(partial(correction, world, by=name)) == ["permissions.may-not-report-figures"]


def test_a_refusal_names_the_cell(world: World) -> None:
    report = world.report()
    with pytest.raises(Exception, match=r".") as refused:
        world.fill(report, x_traffic_deaths=Amount(value="hai"))
    (finding,) = refused.value.findings  # type: ignore[attr-defined]
    cell = report.cells.get(indicator="x-traffic-deaths")
    assert (finding["indicator"], finding["cell"]) == (Ref(RefKind.INDICATOR, "x-traffic-deaths"), cell.pk)
