"""Days, months and years as people type them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.findings import Finding, Refusal, error
from giaouoc.exchange.days import read_day, read_partial_day

VALENTINE = date(2025, 2, 14)


@pytest.mark.parametrize(
    "typed",
    [
        "2025-02-14",
        "2025-2-14",
        "2025-02-14 00:00:00",
        "2025-02-14T00:00:00",
        "14/02/2025",
        "14/2/2025",
        "14-2-2025",
        "14.2.2025",
        " 14 / 2 / 2025 ",
        "ngày 14/2/2025",
        "ngày 14 tháng 2 năm 2025",
        "Ngày 14 tháng 02 năm 2025",
        "NGÀY\u00a014  THÁNG 2, NĂM 2025",
        unicodedata.normalize("NFD", "ngày 14 tháng 2 năm 2025"),
        "14 tháng 2 năm 2025",
        VALENTINE,
        datetime(2025, 2, 14, 0, 0, tzinfo=UTC),
    ],
)
def test_a_day_is_read_in_every_writing(typed: object) -> None:
    day = read_day(typed)
    assert (day, type(day)) == (VALENTINE, date)


def out_of_range(value: str) -> Finding:
    return error("exchange.day-out-of-range", value=value, first=1945, last=2199)


@pytest.mark.parametrize(
    ("typed", "finding"),
    [
        (
            "31/02/2025",
            error("exchange.day-not-in-calendar", value="31/02/2025", month=2, year=2025, last=28),
        ),
        (
            "2024-02-30",
            error("exchange.day-not-in-calendar", value="2024-02-30", month=2, year=2024, last=29),
        ),
        ("0/4/2025", error("exchange.day-not-in-calendar", value="0/4/2025", month=4, year=2025, last=30)),
        ("02/14/2025", error("exchange.day-unreadable", value="02/14/2025")),
        ("14/0/2025", error("exchange.day-unreadable", value="14/0/2025")),
        ("14/02/25", error("exchange.day-two-digit-year", value="14/02/25")),
        ("ngày 14 tháng 2 năm 25", error("exchange.day-two-digit-year", value="ngày 14 tháng 2 năm 25")),
        ("14/2", error("exchange.day-without-year", value="14/2")),
        ("ngày 14 tháng 2", error("exchange.day-without-year", value="ngày 14 tháng 2")),
        ("01/01/9999", out_of_range("01/01/9999")),
        ("01/01/20250", out_of_range("01/01/20250")),
        ("31/12/1944", out_of_range("31/12/1944")),
        ("1/1/2200", out_of_range("1/1/2200")),
        (date(9999, 12, 31), out_of_range("9999-12-31")),
        ("45702", error("exchange.day-serial-number", value="45702", would_be=VALENTINE)),
        (45702, error("exchange.day-serial-number", value="45702", would_be=VALENTINE)),
        (45702.0, error("exchange.day-serial-number", value="45702.0", would_be=VALENTINE)),
        ("10000", error("exchange.day-unreadable", value="10000")),
        (2025, error("exchange.day-unreadable", value="2025")),
        (True, error("exchange.day-unreadable", value="True")),
        (None, error("exchange.day-unreadable", value="")),
        ("14/2-2025", error("exchange.day-unreadable", value="14/2-2025")),
        ("2025-02-14 08:30:00", error("exchange.day-unreadable", value="2025-02-14 08:30:00")),
        ("hôm qua", error("exchange.day-unreadable", value="hôm qua")),
        ("٢٠٢٥-٠٢-١٤", error("exchange.day-unreadable", value="٢٠٢٥-٠٢-١٤")),
    ],
)
def test_what_is_no_single_day_is_refused_with_its_reason(typed: object, finding: Finding) -> None:
    with pytest.raises(Refusal) as refused:
        read_day(typed)
    assert refused.value.findings == (finding,)


@pytest.mark.parametrize("year", [1945, 2199])
def test_the_first_and_the_last_year_are_taken(year: int) -> None:
    assert read_day(f"31/12/{year}") == date(year, 12, 31)


JULY = ("2025-07", date(2025, 7, 1), date(2025, 7, 31))
YEAR = ("2025", date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2025", YEAR),
        (2025, YEAR),
        ("năm 2025", YEAR),
        ("2025-07", JULY),
        ("2025-7", JULY),
        ("7/2025", JULY),
        ("07-2025", JULY),
        ("tháng 7/2025", JULY),
        ("Tháng 07 năm 2025", JULY),
        ("2024-02", ("2024-02", date(2024, 2, 1), date(2024, 2, 29))),
        ("25/6/2025", ("2025-06-25", date(2025, 6, 25), date(2025, 6, 25))),
        (date(2025, 6, 25), ("2025-06-25", date(2025, 6, 25), date(2025, 6, 25))),
        ("", None),
        (" \u00a0", None),
        (None, None),
    ],
)
def test_a_month_or_a_year_alone_is_read_with_its_bounds(
    typed: object, read: tuple[str, date, date] | None
) -> None:
    assert read_partial_day(typed) == read


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("13/2025", "exchange.day-unreadable"),
        ("7/25", "exchange.day-without-year"),
        ("9999", "exchange.day-out-of-range"),
        ("1944-12", "exchange.day-out-of-range"),
        ("quý 1/2025", "exchange.day-unreadable"),
    ],
)
def test_a_partial_day_that_says_no_month_or_year_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_partial_day(typed)
    assert [finding.code for finding in refused.value.findings] == [code]


@given(
    day=st.dates(min_value=date(1945, 1, 1), max_value=date(2199, 12, 31)),
    form=st.sampled_from(
        ["{0}/{1}/{2}", "{0:02}.{1:02}.{2}", "ngày {0} tháng {1} năm {2}", "{2}-{1:02}-{0:02}"]
    ),
)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_a_day_reads_back_from_every_form(day: date, form: str) -> None:
    typed = form.format(day.day, day.month, day.year)
    assert (read_day(typed), read_partial_day(typed)) == (day, (day.isoformat(), day, day))
