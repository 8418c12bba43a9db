from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.wording import MINUS, NBSP, Lang, amount, number, percent


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (Decimal("-0"), "0", "0"),
        (Decimal("-0.00"), "0,00", "0.00"),
        (7, "7", "7"),
        (999, "999", "999"),
        (1012, "1.012", "1,012"),
        (-1012, "−1.012", "−1,012"),
        (Decimal("1234567.890"), "1.234.567,890", "1,234,567.890"),
        (Decimal("-0.5"), "−0,5", "−0.5"),
        (Decimal("1E+3"), "1.000", "1,000"),
        (Decimal("1E-7"), "0,0000001", "0.0000001"),
        (10**40, "10" + ".000" * 13, "10" + ",000" * 13),
        (
            Decimal("12345678901234567890123456789012345.6789"),
            "12.345.678.901.234.567.890.123.456.789.012.345,6789",
            "12,345,678,901,234,567,890,123,456,789,012,345.6789",
        ),
    ],
)
def test_a_number_keeps_every_digit_it_has(value: Decimal | int, vietnamese: str, english: str) -> None:
    assert (number(value, Lang.VI), number(value, Lang.EN)) == (vietnamese, english)


def test_a_number_without_grouping_still_has_the_decimal_mark_of_its_language() -> None:
    assert number(2025, Lang.VI, grouping=False) == "2025"
    assert number(Decimal("-1234.5"), Lang.VI, grouping=False) == "−1234,5"
    assert number(Decimal("-1234.5"), Lang.EN, grouping=False) == "−1234.5"


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")])
def test_what_is_no_number_is_not_shown(value: Decimal) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(value, Lang.VI)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_a_shown_number_reads_back_as_itself(value: Decimal) -> None:
    shown = number(value, Lang.VI)
    assert Decimal(shown.replace(".", "").replace(",", ".").replace(MINUS, "-")) == value


@pytest.mark.parametrize(
    ("value", "signed", "unsigned"),
    [
        ("-4.93", "−4,93\u00a0%", "−4,93\u00a0%"),
        ("10.05", "+10,05\u00a0%", "10,05\u00a0%"),
        ("-24.1", "−24,10\u00a0%", "−24,10\u00a0%"),
        ("5", "+5,00\u00a0%", "5,00\u00a0%"),
        ("0", "0,00\u00a0%", "0,00\u00a0%"),
        ("-0.004", "0,00\u00a0%", "0,00\u00a0%"),
        ("0.004", "0,00\u00a0%", "0,00\u00a0%"),
        ("0.005", "+0,01\u00a0%", "0,01\u00a0%"),
        ("-0.005", "−0,01\u00a0%", "−0,01\u00a0%"),
        ("2.675", "+2,68\u00a0%", "2,68\u00a0%"),
        ("-2.6749", "−2,67\u00a0%", "−2,67\u00a0%"),
        ("123456.785", "+123.456,79\u00a0%", "123.456,79\u00a0%"),
        ("1E+30", "+1" + ".000" * 10 + ",00\u00a0%", "1" + ".000" * 10 + ",00\u00a0%"),
    ],
)
def test_a_percent_has_two_decimals_half_away_from_zero(value: str, signed: str, unsigned: str) -> None:
    shown = Decimal(value)
    assert (percent(shown, Lang.VI), percent(shown, Lang.VI, signed=False)) == (signed, unsigned)


def test_a_percent_in_english_has_a_point_and_keeps_the_real_minus() -> None:
    assert percent(Decimal("-1234.5"), Lang.EN) == f"{MINUS}1,234.50{NBSP}%"


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("-23.2", None, "−23,2\u00a0%"),
        ("5", None, "+5\u00a0%"),
        ("0.0", None, "0,0\u00a0%"),
        ("99.95", 1, "+100,0\u00a0%"),
        ("0.5", 0, "+1\u00a0%"),
    ],
)
def test_a_percent_as_published_keeps_its_digits(value: str, places: int | None, expected: str) -> None:
    assert percent(Decimal(value), Lang.VI, places=places) == expected


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=6))
def test_rounding_agrees_with_fractions(value: Decimal) -> None:
    hundredths, rest = divmod(abs(Fraction(value)) * 100, 1)
    expected = Fraction(int(hundredths) + (rest >= Fraction(1, 2)), 100) * (-1 if value < 0 else 1)
    shown = percent(value, Lang.EN).removesuffix(f"{NBSP}%")
    assert Fraction(shown.replace(",", "").replace(MINUS, "-").replace("+", "")) == expected


def test_no_line_breaks_between_a_number_and_what_it_counts() -> None:
    assert amount(1012, "vụ", Lang.VI) == f"1.012{NBSP}vụ"
    assert amount(Decimal("0.5"), "", Lang.VI) == "0,5"
