"""Whose months, and which years, say how much a count scatters by itself."""

from __future__ import annotations

from datetime import date

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures import Entry
from giaouoc.engine.pacts import Pact
from giaouoc.engine.periods import Window
from giaouoc.engine.units import Succession, SuccessionKind, UnitRegistry
from giaouoc.engine.verdicts.dispersion import Dispersion, pool_history
from giaouoc.engine.verdicts.history import Histories
from tests.support.cases import POLICE, window
from tests.support.pacts import UNIT, bodies, body, case, day, entry, month, pact

CALM = [10, 12, 9, 11, 10, 8, 12, 10, 9, 11, 10, 8]
WILD = [1, 40, 2, 35, 3, 30, 1, 44, 2, 28, 3, 31]
LATER = day("2026-01-01")


def months(unit: str, by_year: dict[int, list[int]], first_seq: int) -> list[Entry]:
    rows = [(month(n, year), v) for year, row in by_year.items() for n, v in enumerate(row, start=1)]
    return [entry(first_seq + k, covers, v, unit=unit) for k, (covers, v) in enumerate(rows)]


def scatter(
    histories: dict[str, dict[int, list[int]]],
    units: UnitRegistry,
    of: Pact | None = None,
    on: date = LATER,
) -> Dispersion | None:
    entries: list[Entry] = []
    for unit, by_year in histories.items():
        entries += months(unit, by_year, len(entries) + 1)
    built = case(entries, of=of, units=units)
    (one,) = built.pact.commitments
    (asked,) = one.parts
    assert asked.target is not None
    return Histories(built, on).dispersion(Comparison(built, one, asked, asked.target, UNIT, "own", on))


TWO_YEARS = {2023: CALM, 2024: CALM[::-1]}
TWO_YEARS_OF = {UNIT: TWO_YEARS}


def test_parents_children_and_strangers_are_no_siblings() -> None:
    units = bodies(body(UNIT, "nation"), body("ward", UNIT), "nation", "stranger")
    wild = {2023: WILD, 2024: WILD[::-1]}
    alone = scatter({UNIT: TWO_YEARS}, units)
    pooled = pool_history({UNIT: TWO_YEARS})
    assert pooled is not None
    assert alone == pooled.dispersion(TWO_YEARS)
    for other in ("ward", "nation", "stranger"):
        assert scatter({UNIT: TWO_YEARS, other: wild}, units) == alone


def test_other_signatories_and_those_they_merged_with_are() -> None:
    merger = Succession(SuccessionKind.MERGE, day("2025-07-01"), (UNIT, "guest"), ("new",))
    units = bodies(UNIT, "guest", "new", "ca-mau", successions=[merger])
    of = pact(signatories=(UNIT, "ca-mau"))
    wild = {2023: WILD, 2024: WILD[::-1]}
    alone = scatter({UNIT: TWO_YEARS}, units, of)
    assert scatter({UNIT: TWO_YEARS, "ca-mau": wild}, units, of) != alone
    assert scatter({UNIT: TWO_YEARS, "guest": wild}, units, of) != alone
    assert scatter({UNIT: TWO_YEARS, "guest": wild}, units, of, day("2025-06-30")) == alone


def test_only_years_that_were_over_when_the_window_began_count() -> None:
    units = bodies(UNIT)
    own = {2023: CALM, 2024: CALM[::-1], 2025: WILD}
    last_days = pact(covers=window("2025-12-01", "2025-12-14"))
    assert scatter({UNIT: own}, units, last_days) == scatter(TWO_YEARS_OF, units, last_days)
    next_year = pact(covers=POLICE.year_window(2026))
    assert scatter({UNIT: own}, units, next_year) != scatter(TWO_YEARS_OF, units, next_year)


def test_a_window_soon_after_the_earliest_day_has_fewer_years_and_no_refusal() -> None:
    early = pact(covers=Window.inclusive(day("1947-12-15"), day("1948-12-14")), signed_on=day("1948-01-01"))
    assert scatter(TWO_YEARS_OF, bodies(UNIT), early) is None
