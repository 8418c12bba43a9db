"""A code that is not there: the nearest by code or by name, and not a list without end."""

from __future__ import annotations

import pytest

from giaouoc.engine.units import DatedName, Unit
from giaouoc.services.known_codes import MOST_NAMED, unknown_commitment, unknown_unit
from tests.support.pacts import bodies, case, pact

COMMUNES = [Unit(f"xa-{n}", (DatedName(f"Xã số {n}"),)) for n in range(1, 31)]
MANY = case([], of=pact(signatories=("xa-1",)), units=bodies(*COMMUNES))


def test_a_code_that_is_there_is_no_problem() -> None:
    assert unknown_unit(MANY, "xa-7") is None


def test_a_long_list_is_cut_with_the_number_that_is_left() -> None:
    found = unknown_unit(MANY, "tỉnh")
    assert found is not None
    known = found["known"]
    assert isinstance(known, tuple)
    assert (len(known), found["more"], found.get("like")) == (MOST_NAMED, 30 - MOST_NAMED, None)


@pytest.mark.parametrize(
    ("given", "like"),
    [("xa-07", "xa-7"), ("Xã số 12", "xa-12"), ("xa so 12", "xa-12"), ("số 12", "xa-12"), ("12", None)],
)
def test_a_name_or_half_of_it_means_the_code(given: str, like: str | None) -> None:
    found = unknown_unit(MANY, given)
    assert found is not None
    assert (found["value"], found.get("like")) == (given, like)


def test_a_commitment_is_looked_for_by_its_title_too() -> None:
    title = MANY.pact.commitments[0].title
    found = unknown_commitment(MANY, title.upper())
    assert found is not None
    assert found["like"] == MANY.pact.commitments[0].code
