from __future__ import annotations

from datetime import date

from giaouoc.engine.checks.window_not_stated import window_not_stated
from giaouoc.engine.figures import WindowBasis
from giaouoc.engine.findings import note
from tests.support.cases import H1_2024, MANY_DAYS_LATER, figure, make_case, publisher_ref


def test_each_publication_that_states_no_days_is_noted_once_with_its_lines() -> None:
    vague = WindowBasis.NOT_STATED
    case = make_case(
        figure(5293, "2025-07-07", publisher="mps", source="press", basis=vague),
        figure(5494, "2025-07-07", publisher="mps", source="press", basis=vague, days=H1_2024),
        figure(5203, "2025-06-25"),
        figure(1, "2025-08-01", unit="outside", source="other", basis=vague),
    )
    press = note(
        "checks.window-not-stated",
        publisher=publisher_ref("mps"),
        source="press",
        published_on="2025-07-07",
        count=2,
        seqs=(1, 2),
    )
    other = note(
        "checks.window-not-stated",
        publisher=publisher_ref("ntsc"),
        source="other",
        published_on="2025-08-01",
        count=1,
        seqs=(4,),
    )
    assert tuple(window_not_stated(case, MANY_DAYS_LATER)) == (press, other)
    assert tuple(window_not_stated(case, date(2025, 7, 31))) == (press,)
    assert tuple(window_not_stated(case, date(2025, 7, 6))) == ()
