from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from giaouoc.engine.checks.publishers_contradict import publishers_contradict
from giaouoc.engine.figures import Precision, WindowBasis
from giaouoc.engine.findings import warning
from giaouoc.engine.indicators import Comparability, Compares, Definition
from tests.support.cases import (
    H1_2024,
    INDICATORS,
    MANY_DAYS_LATER,
    amounts,
    count,
    figure,
    indicator_ref,
    make_case,
    publisher_ref,
    series,
    under,
    unit_ref,
    window,
    within,
)

NOT_STATED = WindowBasis.NOT_STATED
OUTSIDER = [
    figure(1, "2025-06-25", unit="outside"),
    figure(2, "2025-06-25", unit="outside", publisher="mps"),
]


def test_committee_and_ministry_are_told_once_with_their_newest_values() -> None:
    case = make_case(
        *OUTSIDER,
        figure(5200, "2025-06-20"),
        figure(5203, "2025-06-25"),
        figure(5293, "2025-07-07", publisher="mps", basis=WindowBasis.INFERRED),
    )
    findings = tuple(publishers_contradict(case, MANY_DAYS_LATER))
    assert under(findings, "vietnam") == (
        warning(
            "checks.publishers-contradict",
            unit=unit_ref("vietnam"),
            indicator=indicator_ref("deaths"),
            publishers=(publisher_ref("mps"), publisher_ref("ntsc")),
            values=amounts(5293, 5203),
            values_on=(date(2025, 7, 7), date(2025, 6, 25)),
            seqs=(5, 4),
            **within(),
        ),
    )
    assert [f["values"] for f in under(findings, "outside")] == [amounts(2, 1)]
    assert under(publishers_contradict(case, date(2025, 7, 6)), "vietnam") == ()


def test_equal_values_other_windows_and_inexact_ones_do_not_contradict() -> None:
    case = make_case(
        figure(5203, "2025-06-25"),
        figure(5203, "2025-07-07", publisher="mps"),
        figure(5200, "2025-07-07", publisher="nso", precision=Precision.ROUNDED),
        figure(5250, "2025-07-07", publisher="own", days=window("2024-12-26", "2025-06-25")),
    )
    assert tuple(publishers_contradict(case, MANY_DAYS_LATER)) == ()


def test_a_placeholder_window_contradicts_only_the_same_placeholder() -> None:
    stated, vague = figure(5203, "2025-06-25"), figure(5293, "2025-07-07", publisher="mps", basis=NOT_STATED)
    assert tuple(publishers_contradict(make_case(stated, vague), MANY_DAYS_LATER)) == ()
    other = figure(5300, "2025-07-07", publisher="nso", basis=NOT_STATED)
    (finding,) = publishers_contradict(make_case(stated, vague, other), MANY_DAYS_LATER)
    assert finding["values"] == amounts(5293, 5300)


def test_two_pages_of_one_publisher_and_day_are_asked_about() -> None:
    case = make_case(
        figure(788, "2024-07-11", days=H1_2024, source="one"),
        figure(897, "2024-07-11", days=H1_2024, source="two"),
    )
    assert tuple(publishers_contradict(case, MANY_DAYS_LATER)) == (
        warning(
            "checks.publisher-contradicts-itself",
            values=amounts(788, 897),
            known_on=date(2024, 7, 11),
            seqs=(1, 2),
            **within(H1_2024),
            **series(),
        ),
    )


def test_a_restatement_on_another_day_is_no_contradiction() -> None:
    case = make_case(
        figure(5255, "2024-07-01", days=H1_2024, source="one"),
        figure(5473, "2025-06-25", days=H1_2024, source="two"),
    )
    assert tuple(publishers_contradict(case, MANY_DAYS_LATER)) == ()


def test_counts_and_the_percent_they_round_to_are_one_amount() -> None:
    counted = figure("88.2", "2025-07-11", indicator="clearance", counts=(695, 788))
    agreeing = figure("88.2", "2025-07-12", indicator="clearance", publisher="mps")
    assert tuple(publishers_contradict(make_case(counted, agreeing), MANY_DAYS_LATER)) == ()
    differing = figure("88.3", "2025-07-12", indicator="clearance", publisher="mps")
    (finding,) = publishers_contradict(make_case(counted, differing), MANY_DAYS_LATER)
    assert finding["values"] == amounts("88.3", "88.2")


def test_two_figures_of_one_page_are_asked_about_and_one_that_was_corrected_is_not() -> None:
    slip, right = figure(5230, "2025-06-25"), figure(5203, "2025-06-25")
    (finding,) = under(publishers_contradict(make_case(*OUTSIDER, slip, right), MANY_DAYS_LATER), "vietnam")
    assert (finding.code, finding["values"]) == ("checks.publisher-contradicts-itself", amounts(5230, 5203))
    corrected = replace(right, seq=4, corrects=3, reason="slip")
    case = make_case(*OUTSIDER, slip, corrected)
    assert under(publishers_contradict(case, MANY_DAYS_LATER), "vietnam") == ()
    again = make_case(*OUTSIDER, right, right)
    assert under(publishers_contradict(again, MANY_DAYS_LATER), "vietnam") == ()


RECOUNTED = Definition("new", date(2024, 12, 15), None, "", None)
OLD_AND_NEW = (
    *(i for i in INDICATORS if i.code != "deaths"),
    count(
        "deaths",
        definitions=(Definition("old", None, date(2024, 12, 14), "", None), RECOUNTED),
        comparabilities=(Comparability("old", "new", Compares.UNKNOWN, ""),),
    ),
)


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [("new", "old", 0), ("new", None, 0), ("old", None, 1), ("new", "new", 1), (None, None, 1)],
)
def test_amounts_by_two_definitions_are_two_things(ours: str | None, theirs: str | None, told: int) -> None:
    for publisher, code in (("mps", "publishers-contradict"), ("ntsc", "publisher-contradicts-itself")):
        case = make_case(
            *OUTSIDER,
            figure(5473, "2025-06-25", days=H1_2024, definition=ours),
            figure(5255, "2025-06-25", days=H1_2024, definition=theirs, publisher=publisher, source="other"),
            indicators=OLD_AND_NEW,
        )
        findings = tuple(publishers_contradict(case, MANY_DAYS_LATER))
        assert [f.code for f in under(findings, "vietnam")] == [f"checks.{code}"] * told
        assert [f["values"] for f in under(findings, "outside")] == [amounts(2, 1)]
