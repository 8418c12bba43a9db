from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.exchange.texts import clean
from giaouoc.exchange.toml_text import parse_toml
from giaouoc.exchange.toml_writer import LONGEST_LINE, toml_text, unless
from tests.exchange.drawn_values import amounts, codes, days, raw_texts

STEADY = settings(max_examples=100, deadline=None, derandomize=True)

keys = codes | raw_texts
plain = st.one_of(
    raw_texts, st.booleans(), st.integers(-(10**18), 10**18), amounts, days, st.lists(raw_texts, max_size=4)
)
tables = st.recursive(
    st.dictionaries(keys, st.none() | plain, max_size=4),
    lambda inner: st.dictionaries(keys, plain | inner | st.lists(inner, min_size=1, max_size=3), max_size=4),
    max_leaves=8,
)


def tidied(value: Any) -> Any:
    """Return what should come back: texts tidied, None and empty texts left out."""
    if isinstance(value, Mapping):
        kept = {key: tidied(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one is not None and one != ""}
    if isinstance(value, list):
        return [tidied(one) for one in value]
    if isinstance(value, Decimal) and value.as_tuple().exponent == 0:
        return int(value)
    return clean(value) if isinstance(value, str) else value


@given(tables)
@STEADY
def test_what_is_written_is_read_with_the_same_values(data: dict[str, Any]) -> None:
    # repr: 0.10 is not 0.1, and 5 is not 5.0.
    read = parse_toml(toml_text(data), "x.toml")
    assert read == tidied(data)
    assert repr(sorted(read.items())) == repr(sorted(_in_order(read, tidied(data)).items()))


def _in_order(read: Any, wanted: Any) -> Any:
    """Return what was wanted, its keys in the order they were read: plain keys go before tables."""
    if isinstance(read, dict):
        return {key: _in_order(one, wanted[key]) for key, one in read.items()}
    if isinstance(read, list):
        return [_in_order(one, other) for one, other in zip(read, wanted, strict=True)]
    return wanted


def test_the_layout_is_that_of_a_case_file() -> None:
    data = {
        "format": "x/1",
        "nothing": None,
        "period": {"first_day": date(2025, 1, 1), "assumed": True},
        "publishers": {"own": {"name": "Tự báo"}, "desk": {"name": "Tổ"}},
        "commitment": [
            {"code": "a", "part": [{"by_unit": {"b": {"value": Decimal("3.50")}}, "code": "p"}, {}]},
            {"code": "b", "part": []},
        ],
        "signatories": ("a", "b"),
    }
    assert toml_text(data) == (
        'format = "x/1"\nsignatories = ["a", "b"]\n\n'
        "[period]\nfirst_day = 2025-01-01\nassumed = true\n\n"
        '[publishers.own]\nname = "Tự báo"\n\n'
        '[publishers.desk]\nname = "Tổ"\n\n'
        '[[commitment]]\ncode = "a"\n\n'
        '[[commitment.part]]\ncode = "p"\n\n'
        "[commitment.part.by_unit.b]\nvalue = 3.50\n\n"
        "[[commitment.part]]\n\n"
        '[[commitment]]\ncode = "b"\npart = []\n'
    )


@pytest.mark.parametrize(("length", "lines"), [(LONGEST_LINE, 1), (LONGEST_LINE + 1, 4)])
def test_a_list_stands_on_one_line_as_long_as_it_fits(length: int, lines: int) -> None:
    usual = len('use = ["", ""]')
    text = toml_text({"use": ["a", "b" * (length - usual - 1)]})
    assert (len(text.splitlines()), text.splitlines()[-1][-1]) == (lines, "]")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal(5), "5"),
        (Decimal("5.0"), "5.0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-12"), "0.000000000001"),
        (Decimal("NaN"), "nan"),
        (False, "false"),
        (10**18, "1000000000000000000"),
        (date(999, 2, 3), "0999-02-03"),
        ('a "b" \\ c', '"a \\"b\\" \\\\ c"'),
        ("a\n b\u00a0 \u200bc", '"a b c"'),
        ("a\x00b\x7f", '"a\\u0000b\\u007f"'),
        ("hoa\u0300", '"hoà"'),
    ],
)
def test_each_kind_of_value_has_one_writing(value: object, written: str) -> None:
    assert toml_text({"key": value}) == f"key = {written}\n"


@pytest.mark.parametrize("value", [1.5, datetime(2025, 1, 1, 8, 0), b"x", {1}, [{"a": 1}, "b"]])  # noqa: DTZ001
def test_a_value_that_no_case_file_holds_is_not_written(value: object) -> None:
    with pytest.raises(TypeError, match="key"):
        toml_text({"key": value})


def test_what_the_reader_adds_by_itself_is_left_out() -> None:
    assert [unless("Tên ", "Tên"), unless("Name", "Tên"), unless(False, False), unless(True, False)] == [
        None,
        "Name",
        None,
        True,
    ]
