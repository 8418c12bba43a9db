from __future__ import annotations

from giaouoc.engine.findings import Ref, RefKind, note
from giaouoc.engine.pacts import Commitment, CommitmentType, Task, TaskState
from giaouoc.engine.units import Succession, SuccessionKind
from giaouoc.engine.verdicts.qualitative import qualitative_verdict
from giaouoc.engine.verdicts.verdict import Result, TaskStanding
from tests.support.cases import unit_ref
from tests.support.pacts import UNIT, bodies, case, commitment, day

ABOUT = {"commitment": Ref(RefKind.COMMITMENT, "loyalty"), "unit": unit_ref(UNIT)}


def pledge(*tasks: Task) -> Commitment:
    return commitment(code="loyalty", type=CommitmentType.QUALITATIVE, tasks=tasks)


def test_tasks_of_the_unit_and_of_every_unit_are_listed_and_counted() -> None:
    tasks = (
        Task("plan", "Ban hành kế hoạch", TaskState.DONE, due_on=day("2025-03-01"), evidence="KH 12"),
        Task("train", "Tập huấn", TaskState.UNDER_WAY, unit=UNIT),
        Task("other", "Việc của đơn vị khác", TaskState.DONE, unit="outside"),
    )
    found = qualitative_verdict(case([]), pledge(*tasks), UNIT)
    assert found.result is Result.BY_PEOPLE
    assert found.rule == note("verdicts.rule-tasks-by-people", done=1, tasks=2, **ABOUT)
    assert found.tasks == (
        TaskStanding("plan", "Ban hành kế hoạch", TaskState.DONE, day("2025-03-01"), "KH 12"),
        TaskStanding("train", "Tập huấn", TaskState.UNDER_WAY, None, None),
    )


def test_a_commitment_without_tasks_says_so() -> None:
    found = qualitative_verdict(case([]), pledge(), UNIT)
    assert (found.result, found.rule, found.tasks) == (
        Result.BY_PEOPLE,
        note("verdicts.rule-no-task-declared", **ABOUT),
        (),
    )


def test_a_body_goes_on_with_the_tasks_of_those_it_came_from() -> None:
    merger = Succession(SuccessionKind.MERGE, day("2025-07-01"), (UNIT, "kien-giang"), ("new-an-giang",))
    units = bodies(UNIT, "kien-giang", "new-an-giang", "outside", successions=[merger])
    mine = (UNIT, "kien-giang", "new-an-giang", "outside")
    told = pledge(*(Task(u, f"task of {u}", TaskState.PLANNED, unit=u) for u in mine))
    found = {
        u: tuple(t.code for t in qualitative_verdict(case([], units=units), told, u).tasks) for u in mine
    }
    assert {unit: set(codes) for unit, codes in found.items()} == {
        UNIT: {UNIT},
        "kien-giang": {"kien-giang"},
        "new-an-giang": {UNIT, "kien-giang", "new-an-giang"},
        "outside": {"outside"},
    }
