from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.checks.deciding import WouldBe
from giaouoc.engine.checks.other_publisher_would_differ import other_publisher_would_differ
from giaouoc.engine.figures import WindowBasis
from giaouoc.engine.findings import note, warning
from giaouoc.engine.pacts import Reading
from tests.support.cases import H1_2024, about, compare, figure, make_case, publisher_ref

OURS = [figure(5203, "2025-06-25"), figure(5473, "2025-06-25", days=H1_2024)]
VAGUE = WindowBasis.NOT_STATED
THEIRS = [
    figure(5293, "2025-07-07", publisher="mps", basis=VAGUE),
    figure(5494, "2025-07-07", publisher="mps", basis=VAGUE, days=H1_2024),
]
OUTSIDER = [
    figure(12, "2025-06-25", unit="outside", publisher="nso"),
    figure(20, "2025-06-25", unit="outside", publisher="nso", days=H1_2024),
]


def test_the_ministrys_base_would_keep_and_its_own_pair_would_not() -> None:
    mixed = warning(
        "checks.other-base-would-differ",
        other=publisher_ref("mps"),
        base=Decimal(5494),
        base_on=date(2025, 7, 7),
        actual=Decimal(5203),
        actual_on=date(2025, 6, 25),
        change=Decimal("-5.30"),
        would_be=WouldBe.KEPT,
        seqs=(4, 1),
        **about(),
    )
    own = note(
        "checks.other-pair",
        other=publisher_ref("mps"),
        base=Decimal(5494),
        base_on=date(2025, 7, 7),
        actual=Decimal(5293),
        actual_on=date(2025, 7, 7),
        change=Decimal("-3.66"),
        would_be=WouldBe.NOT_KEPT,
        seqs=(4, 3),
        **about(),
    )
    case = make_case(*OURS, *THEIRS, *OUTSIDER)
    assert tuple(other_publisher_would_differ(compare(case))) == (mixed, own)
    assert tuple(other_publisher_would_differ(compare(case, day=date(2025, 7, 6)))) == ()


@pytest.mark.parametrize(
    ("base", "code"),
    [
        (5475, "checks.other-base"),
        (5476, "checks.other-base"),  # 5 % of 5,476 is 273.8; the fall is 273
        (5477, "checks.other-base-would-differ"),
    ],
)
def test_a_mixed_base_warns_where_the_result_turns(base: int, code: str) -> None:
    case = make_case(*OURS, figure(base, "2025-07-07", publisher="mps", days=H1_2024))
    assert [f.code for f in other_publisher_would_differ(compare(case))] == [code]


def test_a_pair_that_turns_the_result_is_a_warning() -> None:
    case = make_case(*OURS, figure(5000, "2025-07-07", publisher="mps"), THEIRS[1])
    assert [(f.code, f["would_be"]) for f in other_publisher_would_differ(compare(case))] == [
        ("checks.other-base-would-differ", WouldBe.KEPT),
        ("checks.other-pair-would-differ", WouldBe.KEPT),
    ]


def test_equal_figures_of_another_publisher_need_no_word() -> None:
    same = [
        figure(5203, "2025-07-07", publisher="mps"),
        figure(5473, "2025-07-07", publisher="mps", days=H1_2024),
    ]
    assert tuple(other_publisher_would_differ(compare(make_case(*OURS, *same)))) == ()


def test_where_ours_cannot_tell_the_others_are_notes() -> None:
    case = make_case(OURS[0], *THEIRS)
    codes = [f.code for f in other_publisher_would_differ(compare(case))]
    assert codes == ["checks.other-base", "checks.other-pair"]


def test_the_reading_the_pact_chose_is_what_others_differ_from() -> None:
    first = figure(6000, "2024-07-01", days=H1_2024)
    case = make_case(first, *OURS, THEIRS[1], reading=Reading.AT_SIGNING)
    assert [f.code for f in other_publisher_would_differ(compare(case))] == ["checks.other-base"]


def test_both_bases_are_those_of_the_reading_asked_for() -> None:
    first = figure(5480, "2024-07-01", days=H1_2024)  # 5,203 is a fall of 5.05 %
    theirs = [
        figure(5470, "2024-07-01", publisher="mps", days=H1_2024),
        figure(5494, "2025-07-07", publisher="mps", days=H1_2024),
    ]
    case = make_case(first, *OURS, *theirs, *OUTSIDER)
    assert [(f.code, f["base"]) for f in other_publisher_would_differ(compare(case))] == [
        ("checks.other-base-would-differ", Decimal(5494))
    ]
    at_signing = replace(compare(case), reading=Reading.AT_SIGNING)
    assert [(f.code, f["base"]) for f in other_publisher_would_differ(at_signing)] == [
        ("checks.other-base-would-differ", Decimal(5470))
    ]
    later_only = replace(compare(make_case(first, *OURS, theirs[1], *OUTSIDER)), reading=Reading.AT_SIGNING)
    assert [(f.code, f["base"]) for f in other_publisher_would_differ(later_only)] == [
        ("checks.other-base", Decimal(5494))
    ]
