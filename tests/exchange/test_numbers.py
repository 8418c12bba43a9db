"""What people type as a number, what files carry, and what is asked about."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.findings import Refusal, error
from giaouoc.exchange.numbers import read_cell_number, read_machine_number, read_number
from giaouoc.wording import Lang, Voice, say

FULL_WIDTH_TWELVE = "\uff11\uff12"


def codes_of(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("05", "5"),
        ("1234", "1234"),
        ("1.234,5", "1234.5"),
        ("1.234,567", "1234.567"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234", "1234"),
        ("1 234 567", "1234567"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u202f234,5", "1234.5"),
        ("12,5", "12.5"),
        ("1,234", "1.234"),
        ("0,5", "0.5"),
        ("0.5", "0.5"),
        ("0.123", "0.123"),
        ("12.5", "12.5"),
        ("12.34", "12.34"),
        ("1.2345", "1.2345"),
        ("1234.567", "1234.567"),
        ("\u221214,2", "-14.2"),
        ("\u201314,2", "-14.2"),
        ("- 14,2", "-14.2"),
        ("-0,5", "-0.5"),
        ("+3", "3"),
        ("'0012", "12"),
        (" \ufeff7 ", "7"),
        (FULL_WIDTH_TWELVE, "12"),
        ("9" * 18 + ",123456", "9" * 18 + ".123456"),
    ],
)
def test_a_typed_number_is_read_exactly(typed: str, value: str) -> None:
    assert str(read_number(typed)) == value


@pytest.mark.parametrize(
    ("typed", "as_whole", "as_decimal"),
    [
        ("1.234", "1234", "1,234"),
        ("12.345", "12345", "12,345"),
        ("999.000", "999000", "999,000"),
        ("-1.234", "−1234", "−1,234"),
        ("1 234.567", "1234567", "1234,567"),
        ("01.234", "01234", "01,234"),
    ],
)
def test_a_point_before_three_digits_is_asked_about(typed: str, as_whole: str, as_decimal: str) -> None:
    for whole in (None, False):
        with pytest.raises(Refusal) as refused:
            read_number(typed, whole=whole)
        expected = error("exchange.number-ambiguous", value=typed, as_whole=as_whole, as_decimal=as_decimal)
        assert refused.value.findings == (expected,)
    assert {read_number(as_whole) == read_number(as_decimal) * 1000} == {True}


@pytest.mark.parametrize(
    ("typed", "as_whole"),
    [
        ("1.234", "1234"),
        ("1,234", "1234"),
        ("-12.345", "−12345"),
        ("1 234,567", "1234567"),
        ("999.000", "999000"),
    ],
)
def test_where_a_whole_number_is_wanted_only_that_one_is_offered_and_it_is_taken(
    typed: str, as_whole: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read_number(typed, whole=True)
    assert refused.value.findings == (
        error("exchange.number-ambiguous-whole", value=typed, as_whole=as_whole),
    )
    assert read_number(as_whole, whole=True) == Decimal(as_whole.replace("−", "-"))
    for lang in Lang:
        said = say(refused.value.findings[0], Voice(lang))
        assert set(re.findall(r"−?[0-9.,]*[0-9]", said.way_out)) == {as_whole}


def test_a_comma_before_three_digits_is_a_decimal_unless_a_whole_number_is_wanted() -> None:
    assert read_number("1,234", whole=False) == Decimal("1.234")


@pytest.mark.parametrize("typed", ["12,5", "1.234,5", "0,123"])
def test_decimals_are_refused_where_a_whole_number_is_wanted(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_number(typed, whole=True)
    assert refused.value.findings == (error("exchange.number-not-whole", value=typed),)


def test_decimals_that_are_all_zero_make_a_whole_number() -> None:
    assert str(read_number("12,0", whole=True)) == "12"


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "-", "+", "'", "NaN", "nan", "inf", "-Infinity", "1e5", "0x1F", "12a", "năm", "—", "…"),
        *("1.23.4", "12.34.567", "1.234.56", "1.2345.678", "1.234 567", "1.234.567.8", "1,234.567,8"),
        *("--5", "+-5", "5-", "5 -", "1,", ",5", ".5", "5.", "1,,2", "1 23", "0.123.456", "1'234"),
        *("5%", "٣", "²", "1\x00", "=1+1", "5" * 200),
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_number(typed)
    assert codes_of(refused) == ["exchange.number-unreadable"]


@pytest.mark.parametrize(("typed", "value"), [("5%", "5"), ("−14,2 %", "-14.2"), ("05%", "5"), ("5", "5")])
def test_a_percent_sign_may_follow_where_a_percent_is_wanted(typed: str, value: str) -> None:
    assert str(read_number(typed, percent=True)) == value


def test_a_negative_count_is_refused_and_zero_is_not() -> None:
    assert read_number("-0", allow_negative=False) == 0
    with pytest.raises(Refusal) as refused:
        read_number("−1", allow_negative=False)
    assert refused.value.findings == (error("exchange.number-negative", value="−1"),)


@pytest.mark.parametrize("typed", ["1" * 19, "0,1234567"])
def test_a_digit_over_the_limit_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_number(typed)
    assert refused.value.findings == (error("exchange.number-too-long", value=typed, digits=18, decimals=6),)


def test_every_limit_a_number_breaks_is_named_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        read_number("-0,1234567", allow_negative=False)
    assert codes_of(refused) == ["exchange.number-too-long", "exchange.number-negative"]


@pytest.mark.parametrize(("text", "value"), [("-14.2", "-14.2"), ("1.234", "1.234"), ("0", "0"), ("-0", "0")])
def test_a_file_number_has_a_decimal_point(text: str, value: str) -> None:
    assert str(read_machine_number(text)) == value


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1\n", "+1", "12,5", "1e5", "NaN", "−1", "1_000", "1.", ".5", "٣", "Infinity", "1" * 99],
)
def test_a_file_number_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_machine_number(text)
    assert codes_of(refused) == ["exchange.number-not-for-files"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (5203, "5203"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (1e17, "1" + "0" * 17),
        ("12,5", "12.5"),
    ],
)
def test_a_cell_is_read_as_excel_shows_it(cell: object, value: str) -> None:
    assert str(read_cell_number(cell)) == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (None, "exchange.number-unreadable"),
        (True, "exchange.number-unreadable"),
        (float("nan"), "exchange.number-unreadable"),
        (float("inf"), "exchange.number-unreadable"),
        (1e300, "exchange.number-too-long"),
        (10**400, "exchange.number-too-long"),
        ("1.234", "exchange.number-ambiguous"),
    ],
)
def test_a_cell_without_a_usable_number_is_refused(cell: object, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_cell_number(cell)
    assert codes_of(refused) == [code]


def write_vietnamese(value: Decimal, group: str, minus: str) -> str:
    whole, _, decimals = f"{abs(value):f}".partition(".")
    groups: list[str] = []
    while len(whole) > 3:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    written = group.join([whole, *groups]) + ("," + decimals if decimals else "")
    return (minus if value < 0 else "") + written


@given(
    value=st.decimals(min_value=-(10**15), max_value=10**15, places=2),
    group=st.sampled_from([".", " ", "\u00a0", "\u202f", ""]),
    minus=st.sampled_from(["-", "\u2212", "\u2013", "\u2212 "]),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_number_written_the_vietnamese_way_reads_back(value: Decimal, group: str, minus: str) -> None:
    assert read_number(write_vietnamese(value, group, minus)) == value


@given(text=st.text(alphabet="0123456789., -−%'eE\u00a0aN", max_size=14))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_is_read_or_refused_and_what_is_read_keeps_its_digits(text: str) -> None:
    try:
        value = read_number(text)
    except Refusal:
        return
    typed_digits = "".join(c for c in text if c.isdigit()).lstrip("0")
    assert "".join(c for c in f"{value:f}" if c.isdigit()).lstrip("0") == typed_digits
