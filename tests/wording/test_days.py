from __future__ import annotations

from datetime import date

import pytest

from giaouoc.wording import Lang, day, partial, window


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (date(2025, 2, 14), "14/02/2025", "14 Feb 2025"),
        (date(2024, 12, 1), "01/12/2024", "1 Dec 2024"),
        (date(9999, 12, 31), "31/12/9999", "31 Dec 9999"),
    ],
)
def test_a_day(value: date, vietnamese: str, english: str) -> None:
    assert (day(value, Lang.VI), day(value, Lang.EN)) == (vietnamese, english)


@pytest.mark.parametrize(
    ("first", "last", "vietnamese", "english"),
    [
        (
            date(2024, 12, 15),
            date(2025, 12, 14),
            "15/12/2024–14/12/2025",
            "15 Dec 2024 – 14 Dec 2025",
        ),
        (date(2025, 7, 1), date(2025, 7, 1), "01/07/2025", "1 Jul 2025"),
        (date(2024, 8, 15), None, "từ 15/08/2024", "from 15 Aug 2024"),
        (None, date(2024, 8, 14), "đến hết 14/08/2024", "until 14 Aug 2024"),
        (None, None, "không giới hạn", "without limit"),
    ],
)
def test_a_window_counts_both_ends(
    first: date | None, last: date | None, vietnamese: str, english: str
) -> None:
    assert (window(first, last, Lang.VI), window(first, last, Lang.EN)) == (vietnamese, english)


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("2025-06-20", "20/06/2025", "20 Jun 2025"),
        ("2025-06", "tháng 6/2025", "Jun 2025"),
        ("2025", "năm 2025", "2025"),
    ],
)
def test_a_day_is_shown_as_far_as_it_is_known(text: str, vietnamese: str, english: str) -> None:
    assert (partial(text, Lang.VI), partial(text, Lang.EN)) == (vietnamese, english)


@pytest.mark.parametrize("text", ["", "2025-13", "2025-00", "2025-02-30", "20/06/2025", "2025-06-20-1"])
def test_what_is_no_day_month_or_year_is_not_shown(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        partial(text, Lang.VI)
