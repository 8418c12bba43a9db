"""What was published for the days themselves comes first: stated before placeholder, own before summed."""

from __future__ import annotations

from datetime import timedelta

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import WindowBasis
from giaouoc.engine.figures.assembly import Assembler
from giaouoc.engine.figures.side import NoSide
from giaouoc.engine.indicators import Comparability, Compares, Definition
from giaouoc.engine.periods import Window
from giaouoc.engine.units import Succession, SuccessionKind, Unit
from giaouoc.engine.units.values import DatedName
from tests.support.pacts import (
    BASE_YEAR,
    DEATHS,
    UNIT,
    YEAR,
    bodies,
    case,
    day,
    entry,
    indicator,
    month,
    pact,
)

LATER = day("2026-06-30")
PLACEHOLDER = WindowBasis.NOT_STATED


def amount(built: Case, unit: str, window: Window) -> tuple[object, tuple[int, ...]] | None:
    found = Assembler(built.ledger, built.units, built.indicators.get(DEATHS), "own", LATER).of_body(
        unit, window
    )
    return None if isinstance(found, NoSide) else (found.quantity.value, found.seqs)


def test_a_later_placeholder_does_not_displace_a_stated_figure() -> None:
    built = case(
        [
            entry(1, BASE_YEAR, 100, "2025-01-10"),
            entry(2, BASE_YEAR, 101, "2025-03-10", basis=PLACEHOLDER, source="news"),
            entry(3, BASE_YEAR, 7, "2025-01-10", unit="outsider"),
        ],
        units=bodies(UNIT, "outsider"),
    )
    assert amount(built, UNIT, BASE_YEAR) == (100, (1,))


def test_a_placeholder_for_the_year_does_not_block_its_twelve_months() -> None:
    months = [entry(n, month(n), 5) for n in range(1, 13)]
    built = case([*months, entry(13, YEAR, 99, "2026-01-10", basis=PLACEHOLDER, source="news")])
    assert amount(built, UNIT, YEAR) == (60, tuple(range(1, 13)))


def test_a_tiling_by_one_definition_is_found_beside_one_that_mixes_two() -> None:
    half = month(7).start
    first, second = Window(YEAR.start, half), Window(half, YEAR.stop)
    counted = indicator(
        definitions=(Definition("a", None, None, "a", None), Definition("b", None, None, "b", None)),
        comparabilities=(Comparability("a", "b", Compares.NO, "khác"),),
    )
    halves = [entry(1, first, 40, definition="b"), entry(2, second, 40, definition="a")]
    months = [entry(n + 2, month(n), 5, definition="a") for n in range(1, 13)]
    built = case([*halves, *months], counting=[counted])
    found = amount(built, UNIT, YEAR)
    assert found is not None
    assert all(built.ledger.entry(seq).definition == "a" for seq in found[1])


def merged_twice() -> tuple[list[Unit], tuple[Succession, ...]]:
    """a and b become m in the base year, m and c become n in the pact year."""
    once, again = day("2024-07-01"), day("2025-07-01")
    eve = timedelta(days=1)

    def unit(code: str, first: object = None, last: object = None) -> Unit:
        return Unit(code, (DatedName(code, code),), (), first, last)  # type: ignore[arg-type]

    units = [
        unit("a", last=once - eve),
        unit("b", last=once - eve),
        unit("m", once, again - eve),
        unit("c", last=again - eve),
        unit("n", again),
    ]
    successions = (
        Succession(SuccessionKind.MERGE, once, ("a", "b"), ("m",)),
        Succession(SuccessionKind.MERGE, again, ("m", "c"), ("n",)),
    )
    return units, successions


def test_one_predecessors_own_succession_does_not_cut_the_others_whole_year() -> None:
    units, successions = merged_twice()
    built = case(
        [
            entry(1, BASE_YEAR, 30, unit="m"),
            entry(2, BASE_YEAR, 70, unit="c"),
            entry(3, BASE_YEAR, 7, unit="outsider"),
        ],
        of=pact(signatories=("c",)),
        units=bodies(*units, "outsider", successions=successions),
    )
    assert amount(built, "n", BASE_YEAR) == (100, (1, 2))


def test_without_one_of_them_nobody_can_tell() -> None:
    units, successions = merged_twice()
    built = case(
        [entry(1, BASE_YEAR, 70, unit="c")],
        of=pact(signatories=("c",)),
        units=bodies(*units, successions=successions),
    )
    assert amount(built, "n", BASE_YEAR) is None
