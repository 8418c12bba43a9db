from __future__ import annotations

from datetime import date

import pytest

from giaouoc.engine.findings import Refusal, error
from giaouoc.engine.rulebook import Act, Citation, Mark, Rulebook


def act(code: str, in_force_from: date | None, in_force_to: date | None = None) -> Act:
    citation = Citation(code, None, Mark.READ, "gazette", date(2026, 1, 1))
    return Act(code, None, code, "Chính phủ", in_force_from, in_force_to, citation, "says")


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2025, 6, 30), True),
        (date(2025, 7, 1), False),
    ],
)
def test_an_act_is_in_force_from_its_first_to_its_last_day(day: date, in_force: bool) -> None:
    assert act("a", date(2024, 1, 1), date(2025, 6, 30)).in_force_on(day) is in_force


def test_an_act_without_an_end_stays_in_force() -> None:
    assert act("a", date(2024, 1, 1)).in_force_on(date(2199, 12, 31)) is True


def test_an_act_whose_first_day_was_not_read_gives_no_answer() -> None:
    assert act("a", None).in_force_on(date(2025, 1, 1)) is None


def test_acts_come_in_the_order_of_their_codes() -> None:
    first, second = act("a", None), act("b", None)
    book = Rulebook([second, first])
    assert (list(book), len(book), book.act("b")) == ([first, second], 2, second)


def test_an_act_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Rulebook([]).act("nd-98")
    assert refused.value.findings == (error("rulebook.act-unknown", code="nd-98"),)


def test_one_code_for_two_acts_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Rulebook([act("a", None), act("a", None)])
    assert refused.value.findings == (error("rulebook.act-twice", code="a"),)


@pytest.mark.parametrize(
    ("mark", "citable"),
    [(Mark.READ, True), (Mark.SECONDARY, True), (Mark.SUPERSEDED, False), (Mark.UNVERIFIED, False)],
)
def test_only_what_was_read_may_be_cited_as_in_force(mark: Mark, citable: bool) -> None:
    assert mark.citable is citable
