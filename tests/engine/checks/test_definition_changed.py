from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from giaouoc.engine.checks.definition_changed import definition_changed
from giaouoc.engine.findings import Ref, RefKind, Severity, note, warning
from giaouoc.engine.indicators import Comparability, Compares, Definition
from giaouoc.engine.rulebook import Citation, Mark
from giaouoc.wording import Lang
from giaouoc.wording.catalogue import NOTHING, Voice
from giaouoc.wording.messages import say
from tests.support.cases import H1_2024, about, compare, count, figure, make_case

OLD = Definition("before", None, date(2024, 8, 14), "cũ", None)
NEW = Definition(
    "after",
    date(2024, 8, 15),
    None,
    "mới",
    Citation("Thông tư 26/2024/TT-BCA", "Điều 5", Mark.UNVERIFIED, "page", date(2026, 1, 1)),
)
FIGURES = (
    figure(5203, "2025-06-25"),
    figure(5473, "2025-06-25", days=H1_2024),
    figure(12, "2025-06-25", unit="outside", definition="after"),
    figure(20, "2025-06-25", unit="outside", definition="before", days=H1_2024),
)


@pytest.mark.parametrize(
    ("compares", "make", "code"),
    [
        (Compares.UNKNOWN, warning, "checks.definition-changed-unknown"),
        (Compares.NO, warning, "checks.definition-changed-no"),
        (Compares.YES, note, "checks.definition-changed-yes"),
    ],
)
def test_two_definitions_in_one_comparison_are_told_with_act_and_mark(
    compares: Compares, make: object, code: str
) -> None:
    pair = Comparability("before", "after", compares, "lý do")
    case = make_case(*FIGURES, indicators=(count("deaths", definitions=(OLD, NEW), comparabilities=(pair,)),))
    assert callable(make)
    expected = make(
        code,
        versions=("after", "before"),
        older="before",
        older_says="cũ",
        newer="after",
        newer_says="mới",
        changed_on=date(2024, 8, 15),
        why="lý do",
        act=Ref(RefKind.ACT, "Thông tư 26/2024/TT-BCA"),
        article="Điều 5",
        mark=Mark.UNVERIFIED,
        **about(),
    )
    assert tuple(definition_changed(compare(case))) == (expected,)


def test_what_nobody_stated_is_unknown_and_carries_no_reason() -> None:
    case = make_case(*FIGURES, indicators=(count("deaths", definitions=(OLD, NEW)),))
    (finding,) = definition_changed(compare(case))
    assert (finding.code, finding.severity, finding["why"]) == (
        "checks.definition-changed-unknown",
        Severity.WARNING,
        None,
    )


def test_one_definition_on_both_sides_is_silent() -> None:
    early = Definition("only", None, None, "một cách tính", None)
    case = make_case(*FIGURES[:2], indicators=(count("deaths", definitions=(early,)),))
    assert tuple(definition_changed(compare(case))) == ()


def test_the_day_after_the_change_needs_no_warning_and_the_day_before_does() -> None:
    for last_old, told in ((date(2023, 12, 14), 0), (date(2023, 12, 15), 1)):
        old = Definition("before", None, last_old, "cũ", None)
        new = Definition("after", date.fromordinal(last_old.toordinal() + 1), None, "mới", None)
        case = make_case(*FIGURES[:2], indicators=(count("deaths", definitions=(old, new)),))
        assert len(tuple(definition_changed(compare(case)))) == told


@pytest.mark.parametrize("lang", list(Lang))
def test_two_definitions_without_days_are_told_without_a_day_of_change(lang: Lang) -> None:
    undated = (replace(OLD, last_day=None), replace(NEW, first_day=None, citation=None))
    figures = (
        figure(5203, "2025-06-25", definition="after"),
        figure(5473, "2025-06-25", days=H1_2024, definition="before"),
    )
    (found,) = definition_changed(
        compare(make_case(*figures, indicators=(count("deaths", definitions=undated),)))
    )
    said = say(found, Voice(lang)).saw
    assert NOTHING not in said
    assert "“before”" in said
    assert "“after”" in said
