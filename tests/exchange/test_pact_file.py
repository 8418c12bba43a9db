from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.findings import Finding, Refusal
from giaouoc.engine.pacts import (
    AssumedCalendar,
    Commitment,
    CommitmentType,
    Comparator,
    Direction,
    Exemption,
    MilestoneItem,
    Pact,
    Part,
    Publisher,
    Reading,
    Scope,
    Target,
    TargetUnit,
    Task,
    TaskState,
)
from giaouoc.engine.periods import Calendar, Holiday, Window
from giaouoc.exchange.pact_file import read_pact
from tests.exchange.sample_case import PACT, replaced, spoken

POLICE = Calendar("police", 12, 15, "end")
TET = (Holiday("tet", 2025, Window.inclusive(date(2025, 1, 25), date(2025, 2, 2))),)


def read(text: str) -> Pact:
    return read_pact(text, {"police": POLICE}, {"vietnam": TET})


def problems(text: str) -> list[Finding]:
    with pytest.raises(Refusal) as refused:
        read(text)
    return spoken(refused.value.findings)


def told(text: str) -> list[tuple[str, object]]:
    return [(f.code, f.get("key")) for f in problems(text)]


def changed(old: str, new: str) -> list[tuple[str, object]]:
    return told(replaced(PACT, old, new))


DEATHS = Part(
    "all",
    "deaths",
    Target(Direction.DECREASE, Comparator.BETWEEN, Decimal("3.5"), TargetUnit.PERCENT, Decimal(5)),
    "Số người chết",
    "Deaths",
    {"south": Target(Direction.DECREASE, Comparator.EXACTLY, Decimal(10), TargetUnit.COUNT)},
)
NOT_TO_HAPPEN = "Không để xảy ra"
COMMITMENTS = (
    Commitment(
        "deaths",
        CommitmentType.QUANTIFIED,
        "giảm 5 %",
        "Số người chết",
        "Deaths",
        parts=(DEATHS,),
        sources=("office",),
        scope=Scope.OPEN,
        baseline_year=2023,
        exemptions=(Exemption("north", "Has none."),),
        note="As written.",
    ),
    Commitment(
        "zero",
        CommitmentType.ZERO_TOLERANCE,
        "không để xảy ra",
        NOT_TO_HAPPEN,
        NOT_TO_HAPPEN,
        parts=(Part("one", "x-zero", None, NOT_TO_HAPPEN, NOT_TO_HAPPEN),),
    ),
    Commitment(
        "mile",
        CommitmentType.MILESTONE,
        "hoàn thành",
        "Mốc",
        "Mốc",
        deadline=date(2026, 1, 31),
        items=(MilestoneItem("hall", "Nhà", "x-zero", "Có biên bản", "office"),),
        needed=1,
    ),
    Commitment(
        "talk",
        CommitmentType.QUALITATIVE,
        "tuyên truyền",
        "Tuyên truyền",
        "Tuyên truyền",
        tasks=(Task("t1", "Họp", TaskState.DONE, "north", date(2025, 6, 30), "Biên bản 1"),),
    ),
)


def test_every_key_of_a_pact_arrives_where_it_belongs() -> None:
    assert read(PACT) == Pact(
        code="sample-2025",
        title="Giao ước mẫu",
        title_en="Sample pact",
        cluster="cluster-a",
        movement="Phong trào mẫu",
        slogan="Đoàn kết",
        signed_on=date(2025, 2, 14),
        signatories=("north", "south"),
        calendar=POLICE,
        calendar_assumed=AssumedCalendar("The pact names none."),
        window=Window.inclusive(date(2024, 12, 15), date(2025, 12, 14)),
        holidays=TET,
        reading=Reading.AT_SIGNING,
        territory="not_stated",
        commitments=COMMITMENTS,
        publishers={"office": Publisher("office", "Văn phòng", "Office")},
        made_up=True,
        note="Made up.",
    )


def test_a_calendar_that_is_not_stated_is_none() -> None:
    assumed = 'calendar = "police"\nassumed = true\nreason = "The pact names none."'
    pact = read(replaced(PACT, assumed, 'calendar = "not_stated"'))
    assert (pact.calendar, pact.calendar_assumed) == (None, None)


def test_a_target_keeps_its_digits() -> None:
    pact = read(replaced(PACT, "value = 3.5", "value = 3.50"))
    target = pact.commitments[0].parts[0].target
    assert target is not None
    assert str(target.value) == "3.50"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('code = "sample-2025"\n', "", ("case_file.key-missing", "code")),
        ("giaouoc-pact/1", "giaouoc-pact/2", ("case_file.format-unknown", "format")),
        ('slogan = "', 'slogn = "', ("case_file.key-misspelt", "slogn")),
        ("signed_on = 2025-02-14", 'signed_on = "14/2/2025"', ("case_file.not-a-day", "signed_on")),
        ('["north", "south"]', "[]", ("case_file.list-empty", "signatories")),
        ('["north", "south"]', '["north", "north"]', ("pacts.signatory-twice", None)),
        ("last_day = 2025-12-14", "last_day = 2024-12-14", ("periods.window-upside-down", "period")),
        ("last_day = 2025-12-14", "last_day = 9999-12-14", ("periods.day-out-of-range", "period")),
        ('"police"', '"polise"', ("case_file.word-misspelt", "period.calendar")),
        ('"vietnam"', '"qqq"', ("case_file.word-unknown", "period.holidays")),
        ('reason = "The pact names none."\n', "", ("case_file.calendar-assumed", "period.assumed")),
        ("assumed = true\n", "", ("case_file.reason-without-assumed", "period.reason")),
        ('"police"', '"not_stated"', ("case_file.calendar-assumed", "period.assumed")),
        ('"at_signing"', '"at-signing"', ("case_file.word-misspelt", "rules.baseline")),
        ('territory = "not_stated"', "", ("case_file.key-missing", "rules.territory")),
        ('name = "Văn phòng"\n', "", ("case_file.key-missing", "publishers.office.name")),
        ("[publishers.office]", '[publishers."Văn phòng"]', ("case_file.not-a-code", "publishers.Văn phòng")),
        ('sources = ["office"]\n', "", ("case_file.key-missing", "commitment[1].sources")),
        ('"quantified"', '"quantifed"', ("case_file.word-misspelt", "commitment[1].type")),
        ("value_high = 5\n", "", ("pacts.high-value-without-between", "commitment[1].part[1]")),
        ("value_high = 5\n", "value_high = 3\n", ("pacts.range-upside-down", "commitment[1].part[1]")),
        ("value = 3.5\n", "value = nan\n", ("case_file.number-not-finite", "commitment[1].part[1].value")),
        ('label = "Số người chết"\n', "", ("case_file.key-missing", "commitment[1].part[1].label")),
        (
            'value = 10\nunit = "count"',
            "value = 10",
            ("case_file.key-missing", "commitment[1].part[1].by_unit.south.unit"),
        ),
        ("value = 10\n", "value = -10\n", ("pacts.target-negative", "commitment[1].part[1].by_unit.south")),
        ('reason = "Has none."\n', "", ("case_file.key-missing", "commitment[1].exempt[1].reason")),
        (
            'label = "Không để xảy ra"',
            'label = "x"\ndirection = "decrease"\ncomparator = "exactly"\nvalue = 1\nunit = "count"',
            ("case_file.target-not-wanted", "commitment[2].part[1].direction"),
        ),
        ("deadline = 2026-01-31\n", "", ("pacts.milestone-without-deadline", "commitment[3]")),
        ("needed = 1\n", "needed = 2\n", ("pacts.milestone-needs-more-than-items", "commitment[3]")),
        ("needed = 1\n", "needed = 1\nbaseline_year = 2023\n", ("case_file.key-not-for-type", None)),
        ('state = "done"', 'state = "finished"', ("case_file.word-unknown", "commitment[4].task[1].state")),
        ('code = "talk"', 'code = "mile"', ("pacts.commitment-code-twice", None)),
    ],
)
def test_one_mistake_is_one_problem_with_its_key(
    old: str, new: str, expected: tuple[str, str | None]
) -> None:
    (found,) = [(code, key) for code, key in changed(old, new)]
    assert found[0] == expected[0]
    if expected[1] is not None:
        assert found == expected


def test_a_zero_tolerance_part_may_say_that_it_has_no_direction() -> None:
    text = replaced(PACT, 'label = "Không để xảy ra"', 'label = "x"\ndirection = "none"')
    assert read(text).commitments[1].parts[0].target is None


def test_problems_of_the_whole_file_come_together() -> None:
    text = PACT.replace('code = "sample-2025"\n', "").replace('"at_signing"', '"atsigning"')
    text = text.replace("value = 10\n", 'value = "ten"\n').replace('state = "done"', "state = 1")
    assert told(text) == [
        ("case_file.key-missing", "code"),
        ("case_file.word-misspelt", "rules.baseline"),
        ("case_file.not-a-number", "commitment[1].part[1].by_unit.south.value"),
        ("case_file.word-unknown", "commitment[4].task[1].state"),
    ]


def test_a_problem_carries_its_file_and_its_line() -> None:
    (found,) = problems(replaced(PACT, "value = 3.5\n", 'value = "3,5"\n'))
    line = PACT.split("\n").index("value = 3.5") + 1
    assert (found["file"], found["line"], found["value"]) == ("pact.toml", line, "3,5")


def test_a_pact_without_commitments_is_refused() -> None:
    assert told(PACT[: PACT.index("[[commitment]]")]) == [("case_file.key-missing", "commitment")]


def test_what_a_rule_may_be_includes_not_stated() -> None:
    (found,) = problems(replaced(PACT, '"at_signing"', '"soon"'))
    assert found["known"] == ("latest", "at_signing", "same_age", "not_stated")
