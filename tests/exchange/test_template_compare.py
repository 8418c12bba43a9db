"""What a row does to the ledger: new, changed, corrected, same or refused, by publication and by reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from giaouoc.engine.figures import Entry, Ledger, Precision, PublishedOn, Status
from giaouoc.engine.findings import Ref, RefKind, error
from giaouoc.exchange.template_compare import Change, Effect, compare, standing_of
from tests.exchange.template_world import MONTHS, RATE, filled, reported, world
from tests.support.cases import indicator_ref, ledger, unit_ref

EARLIER, SAME_DAY, LATER = "2025-02-01", "2025-03-20", "2025-04-01"


def outcome(row: Entry, *old: Entry) -> Change | str:
    """Return what a row does to a ledger of old entries, or the code it is refused with."""
    changes, findings = compare([(5, row)], ledger(old), {5: {"row": 5}})
    if findings:
        assert (changes, len(findings)) == ([], 1)
        return findings[0].code
    (change,) = changes
    return change


def told(row: Entry, *old: Entry) -> tuple[Effect, int | None, int | None] | str:
    """Return effect, the old entry's number and the number corrected."""
    found = outcome(row, *old)
    if isinstance(found, str):
        return found
    return found.effect, found.old.seq if found.old else None, found.entry.corrects


def because(entry: Entry) -> Entry:
    return replace(entry, reason="cộng nhầm")


@pytest.mark.parametrize(
    ("known_on", "value", "plain", "with_reason"),
    [
        (EARLIER, "5", (Effect.SAME, 1, None), (Effect.SAME, 1, None)),
        (EARLIER, "6", (Effect.CHANGED, 1, None), (Effect.CHANGED, 1, 1)),
        (SAME_DAY, "5", (Effect.SAME, 1, None), (Effect.SAME, 1, None)),
        (SAME_DAY, "6", "template.same-publication", (Effect.CHANGED, 1, 1)),
        (LATER, "5", (Effect.NEW, None, None), "template.nothing-to-correct"),
        (LATER, "6", (Effect.NEW, None, None), "template.nothing-to-correct"),
    ],
)
def test_a_row_published_on_20_march_against_an_entry_of_each_day(
    known_on: str, value: str, plain: object, with_reason: object
) -> None:
    old, row = reported(value, known_on), reported("5")
    assert (told(row, old), told(because(row), old)) == (plain, with_reason)


def test_a_row_about_something_else_is_new() -> None:
    others = (
        reported("6", unit="south"),
        reported("6", indicator="built"),
        reported("6", publisher="ntsc"),
        reported("6", days=MONTHS[1]),
    )
    assert told(reported("5"), *others) == (Effect.NEW, None, None)
    assert told(reported("5")) == (Effect.NEW, None, None)


def test_the_newest_publication_up_to_the_row_is_what_it_follows() -> None:
    old = (reported("4", "2025-01-20"), reported("6", EARLIER), reported("9", LATER))
    assert told(reported("5"), *old) == (Effect.CHANGED, 2, None)
    assert told(reported("6"), *old) == (Effect.SAME, 2, None)


def test_an_old_file_does_not_bring_back_what_was_corrected() -> None:
    wrong = reported("4")
    right = replace(because(reported("5", LATER)), seq=2, corrects=1)
    assert told(reported("4"), wrong, right) == (Effect.SAME, 1, None)
    assert told(reported("7"), wrong, right) == "template.same-publication"


def test_a_withdrawn_figure_is_not_what_a_row_follows() -> None:
    empty = because(reported(None, LATER, status=Status.MISSING))
    gone = replace(empty, status=Status.WITHDRAWN, seq=2, corrects=1)
    old = (reported("4", EARLIER), gone)
    assert told(reported("5", "2025-05-01"), *old) == (Effect.NEW, None, None)
    assert standing_of(ledger(old)) == {}


def test_a_figure_of_an_undated_source_is_not_followed() -> None:
    assert told(reported("5"), replace(reported("6"), published_on=None)) == (Effect.NEW, None, None)


@pytest.mark.parametrize(
    ("old", "same"),
    [
        (reported("5.0", EARLIER), True),
        (replace(reported("5", EARLIER), source="khác", note="khác"), True),
        (replace(reported("5", EARLIER), precision=Precision.ROUNDED), False),
        (reported(None, EARLIER, status=Status.MISSING), False),
        (reported(None, EARLIER, status=Status.NOT_APPLICABLE), False),
    ],
)
def test_the_same_figure_is_the_same_amount_as_exactly_and_no_more(old: Entry, same: bool) -> None:
    assert told(reported("5"), old) == (Effect.SAME if same else Effect.CHANGED, 1, None)


def test_missing_is_not_zero_in_either_direction() -> None:
    missing, zero = reported(None, status=Status.MISSING), reported("0")
    assert told(missing, reported("0", EARLIER)) == (Effect.CHANGED, 1, None)
    assert told(zero, reported(None, EARLIER, status=Status.MISSING)) == (Effect.CHANGED, 1, None)
    assert told(zero, reported(None, status=Status.MISSING)) == "template.same-publication"


def test_ratios_are_alike_when_their_counts_are() -> None:
    old = reported("77.7", EARLIER, indicator="cleared", counts=(412, 530))
    row = reported("77.74", indicator="cleared", counts=(412, 530))
    assert told(row, old) == (Effect.SAME, 1, None)
    assert told(replace(row, numerator=Decimal(413)), old) == (Effect.CHANGED, 1, None)


def test_two_figures_of_one_publication_name_both_and_the_entry() -> None:
    _, findings = compare([(5, reported("5"))], ledger([reported("6")]), {5: {"row": 5, "sheet": "S"}})
    published = reported("5").published_on
    assert published is not None
    assert findings == [
        error(
            "template.same-publication",
            row=5,
            sheet="S",
            seq=1,
            value=Decimal(5),
            old=Decimal(6),
            published_on=published.known_on,
            publisher=Ref(RefKind.PUBLISHER, "own"),
            unit=unit_ref("north"),
            indicator=indicator_ref("cases"),
            first_day=MONTHS[0].first_day,
            last_day=MONTHS[0].last_day,
        )
    ]


def test_entries_are_numbered_after_the_ledger_and_same_rows_take_no_number() -> None:
    rows = [
        (5, reported("1")),
        (6, reported("2", days=MONTHS[1])),
        (7, reported("3", days=MONTHS[2])),
    ]
    changes, _ = compare(rows, ledger([reported("2", days=MONTHS[1])]), {})
    added = [c.entry.seq for c in changes if c.effect is not Effect.SAME]
    assert added == [2, 3]
    assert Ledger([reported("2", days=MONTHS[1]), *(c.entry for c in changes if c.row != 6)])


def test_a_month_of_publication_counts_as_its_last_day() -> None:
    march = replace(reported("5"), published_on=PublishedOn("2025-03", date(2025, 3, 31)))
    assert told(march, reported("6")) == (Effect.CHANGED, 1, None)
    assert told(march, reported("6", "2025-03-31")) == "template.same-publication"


def test_a_sheet_previews_each_effect_with_old_and_new(tmp_path: Path) -> None:
    case = world(
        reported("10", EARLIER),
        reported("20", days=MONTHS[1]),
        reported("30", days=MONTHS[2]),
        reported("70", EARLIER, indicator="cleared", counts=(7, 10)),
    )
    cells = {
        "G5": 11,
        "G6": 20,
        "G7": 31,
        "N7": "cộng nhầm",
        f"H{RATE}": 7,
        f"I{RATE}": 10,
        f"G{RATE + 1}": 5,
    }
    preview = filled(tmp_path, case, cells)
    assert [(c.row, c.effect, c.old and c.old.seq, c.is_correction) for c in preview.changes] == [
        (5, Effect.CHANGED, 1, False),
        (6, Effect.SAME, 2, False),
        (7, Effect.CHANGED, 3, True),
        (RATE, Effect.SAME, 4, False),
        (RATE + 1, Effect.NEW, None, False),
    ]
    assert [(preview.count(effect)) for effect in Effect] == [1, 2, 2]
    assert [(e.seq, e.corrects, e.reason) for e in preview.entries] == [
        (5, None, None),
        (6, 3, "cộng nhầm"),
        (7, None, None),
    ]
