from __future__ import annotations

from giaouoc.engine.findings import Ref, RefKind, note
from giaouoc.engine.pacts import CommitmentType, Task, TaskState
from giaouoc.engine.verdicts.qualitative import qualitative_verdict
from giaouoc.engine.verdicts.verdict import Result, TaskStanding
from tests.support.cases import unit_ref
from tests.support.pacts import UNIT, commitment, day

ABOUT = {"commitment": Ref(RefKind.COMMITMENT, "loyalty"), "unit": unit_ref(UNIT)}


def test_tasks_of_the_unit_and_of_every_unit_are_listed_and_counted() -> None:
    tasks = (
        Task("plan", "Ban hành kế hoạch", TaskState.DONE, due_on=day("2025-03-01"), evidence="KH 12"),
        Task("train", "Tập huấn", TaskState.UNDER_WAY, unit=UNIT),
        Task("other", "Việc của đơn vị khác", TaskState.DONE, unit="outside"),
    )
    found = qualitative_verdict(
        commitment(code="loyalty", type=CommitmentType.QUALITATIVE, tasks=tasks), UNIT
    )
    assert found.result is Result.BY_PEOPLE
    assert found.rule == note("verdicts.rule-tasks-by-people", done=1, tasks=2, **ABOUT)
    assert found.tasks == (
        TaskStanding("plan", "Ban hành kế hoạch", TaskState.DONE, day("2025-03-01"), "KH 12"),
        TaskStanding("train", "Tập huấn", TaskState.UNDER_WAY, None, None),
    )


def test_a_commitment_without_tasks_says_so() -> None:
    found = qualitative_verdict(commitment(code="loyalty", type=CommitmentType.QUALITATIVE), UNIT)
    assert (found.result, found.rule, found.tasks) == (
        Result.BY_PEOPLE,
        note("verdicts.rule-no-task-declared", **ABOUT),
        (),
    )
