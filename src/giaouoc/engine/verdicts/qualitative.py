"""Qualitative commitments are judged by people; the engine lists how far their tasks have come."""

from __future__ import annotations

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Ref, RefKind, note
from giaouoc.engine.pacts import Commitment, TaskState
from giaouoc.engine.verdicts.verdict import Result, TaskStanding, Verdict


def qualitative_verdict(case: Case, commitment: Commitment, unit: str) -> Verdict:
    """Return the state of a qualitative commitment in a unit: the tasks on its territory, or that it names none.

    A body goes on with the tasks of those it came from.
    """
    bodies = case.units.bodies_behind(unit, case.pact.window)
    tasks = tuple(
        TaskStanding(t.code, t.text, t.state, t.due_on, t.evidence)
        for t in commitment.tasks
        if t.unit is None or t.unit in bodies
    )
    about = {"commitment": commitment.ref, "unit": Ref(RefKind.UNIT, unit)}
    if tasks:
        done = sum(t.state is TaskState.DONE for t in tasks)
        rule = note("verdicts.rule-tasks-by-people", done=done, tasks=len(tasks), **about)
    else:
        rule = note("verdicts.rule-no-task-declared", **about)
    return Verdict(commitment, unit, Result.BY_PEOPLE, rule, (), tasks=tasks)
