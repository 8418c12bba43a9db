"""The lookup of one cell."""

from __future__ import annotations

from dataclasses import replace

from giaouoc.engine.verdicts.standing import judge
from tests.support.pacts import UNIT, YEAR, bodies, case, commitment, entry, pact


def test_a_cell_is_found_by_commitment_and_unit_and_nothing_else_is() -> None:
    of = pact(commitment(), commitment(code="second"), signatories=(UNIT, "other"))
    standing = judge(case([entry(1, YEAR, 7)], of=of, units=bodies(UNIT, "other")))
    found = [standing.verdict(c, u) for c in ("traffic", "second") for u in (UNIT, "other")]
    assert found == list(standing.verdicts)
    assert standing.verdict("traffic", "nowhere") is None
    assert standing.verdict(UNIT, "traffic") is None


def test_the_lookup_follows_a_changed_standing_and_is_no_part_of_what_it_equals() -> None:
    standing = judge(case([entry(1, YEAR, 7)]))
    emptied = replace(standing, verdicts=())
    assert emptied.verdict("traffic", UNIT) is None
    assert replace(emptied, verdicts=standing.verdicts) == standing
    assert "_cells" not in repr(emptied)
