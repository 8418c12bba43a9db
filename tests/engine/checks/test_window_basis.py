from __future__ import annotations

from decimal import Decimal

from giaouoc.engine.checks.window_basis import window_basis
from giaouoc.engine.figures import WindowBasis
from giaouoc.engine.findings import note, warning
from tests.support.cases import H1_2024, H1_2025, about, compare, figure, make_case, within

VAGUE, INFERRED = WindowBasis.NOT_STATED, WindowBasis.INFERRED
OUTSIDER = [
    figure(1, "2025-07-07", unit="outside", basis=VAGUE),
    figure(2, "2025-07-07", unit="outside", basis=INFERRED, days=H1_2024),
]


def test_value_and_base_of_one_publication_without_days_are_decided_with_a_warning() -> None:
    case = make_case(
        *OUTSIDER,
        figure(5293, "2025-07-07", basis=VAGUE),
        figure(5494, "2025-07-07", basis=VAGUE, days=H1_2024),
    )
    assert tuple(window_basis(compare(case))) == (
        warning(
            "checks.window-not-stated-but-together",
            value=Decimal(5293),
            base=Decimal(5494),
            seqs=(3, 4),
            **about(),
        ),
    )


def test_two_publications_without_days_are_the_verdicts_to_refuse() -> None:
    case = make_case(
        figure(5293, "2025-07-07", basis=VAGUE),
        figure(5494, "2025-07-07", basis=VAGUE, days=H1_2024, source="another page"),
    )
    assert tuple(window_basis(compare(case))) == ()


def test_inferred_days_are_a_note_for_each_side() -> None:
    case = make_case(
        *OUTSIDER,
        figure(5293, "2025-07-07", basis=INFERRED),
        figure(5494, "2025-07-07", basis=INFERRED, days=H1_2024),
    )
    actual = note("checks.window-inferred", value=Decimal(5293), seqs=(3,), **within(H1_2025), **about())
    base = note("checks.window-inferred", value=Decimal(5494), seqs=(4,), **within(H1_2024), **about())
    assert tuple(window_basis(compare(case))) == (actual, base)


def test_stated_days_are_silent() -> None:
    case = make_case(figure(5203, "2025-06-25"), figure(5473, "2025-06-25", days=H1_2024), *OUTSIDER)
    assert tuple(window_basis(compare(case))) == ()
