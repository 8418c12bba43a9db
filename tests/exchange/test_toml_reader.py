from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from giaouoc.engine.findings import Finding, Refusal, refuse
from giaouoc.exchange.toml_lines import lines_of
from giaouoc.exchange.toml_reader import TomlFile, is_code
from tests.exchange.sample_case import spoken


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


def findings(page: TomlFile) -> list[Finding]:
    with pytest.raises(Refusal) as refused:
        page.refuse_if_wrong()
    return spoken(refused.value.findings)


def told(page: TomlFile) -> list[tuple[str, object, object]]:
    return [(f.code, f.get("key"), f.get("line")) for f in findings(page)]


SOUND = """\
name = "  Đoa\u0300n   kết "
code = "a-1"
codes = ["a", "b"]
count = 7
share = 0.10
text_share = "0.6"
on = 2025-02-14
yes = true
colour = "red"

[inner]
x = 1

[[row]]
n = 1

[[row]]
n = 2
"""


def test_values_come_out_typed_exact_and_tidy() -> None:
    page = TomlFile(SOUND, "a.toml")
    top = page.root
    inner = top.table_required("inner")
    seen = (
        top.text("name"),
        top.code("code"),
        top.codes("codes"),
        top.whole("count"),
        str(top.number("share")),
        top.number("text_share"),
        top.day("on"),
        top.yes_no("yes", False),
        top.choice("colour", Colour),
        inner.whole("x"),
        [one.whole("n") for one in top.tables("row")],
    )
    top.close()
    inner.close()
    page.refuse_if_wrong()
    assert seen == (
        "Đoàn kết",
        "a-1",
        ("a", "b"),
        7,
        "0.10",
        Decimal("0.6"),
        date(2025, 2, 14),
        True,
        Colour.RED,
        1,
        [1, 2],
    )


def test_keys_that_may_be_absent_answer_with_nothing() -> None:
    top = TomlFile("", "a.toml").root
    assert (top.text_or_none("a"), top.whole_or_none("b"), top.number_or_none("c"), top.day_or_none("d")) == (
        None,
        None,
        None,
        None,
    )
    assert (top.table("e"), top.tables("f"), top.named_tables("g"), top.yes_no("h", True)) == (
        None,
        [],
        {},
        True,
    )
    assert top.choice_or("i", Colour, Colour.GREEN) is Colour.GREEN


@pytest.mark.parametrize(
    ("value", "kind", "code"),
    [
        ("5", "text", "case_file.not-a-text"),
        ("{a = 1}", "text", "case_file.not-a-text"),
        ("{a = 1}", "named_tables", "case_file.not-a-table"),
        ('" \u200b "', "text", "case_file.text-empty"),
        ('"a\\u0007b"', "text", "case_file.text-unprintable"),
        ('"Đồng Nai"', "code", "case_file.not-a-code"),
        ('"a"', "codes", "case_file.not-a-list"),
        ('["a", 1]', "codes", "case_file.not-a-list"),
        ("[]", "codes", "case_file.list-empty"),
        ('["A"]', "codes", "case_file.not-a-code"),
        ('"7"', "whole", "case_file.not-a-whole-number"),
        ("true", "whole", "case_file.not-a-whole-number"),
        ("7.0", "whole", "case_file.not-a-whole-number"),
        ("1000000000000000000", "whole", "case_file.number-too-long"),
        ("true", "number", "case_file.not-a-number"),
        ('"1e3"', "number", "case_file.not-a-number"),
        ("nan", "number", "case_file.number-not-finite"),
        ("-inf", "number", "case_file.number-not-finite"),
        ("1e400", "number", "case_file.number-too-long"),
        ("0.0000000000001", "number", "case_file.number-too-long"),
        ('"2025-02-14"', "day", "case_file.not-a-day"),
        ("2025-02-14T00:00:00", "day", "case_file.not-a-day"),
        ("5", "table_required", "case_file.not-a-table"),
        ("[1]", "tables", "case_file.not-a-list-of-tables"),
    ],
)
def test_a_value_of_another_kind_is_named_with_key_and_line(value: str, kind: str, code: str) -> None:
    page = TomlFile(f"# first line\nk = {value}\n", "a.toml")
    getattr(page.root, kind)("k")
    assert told(page) == [(code, "k.a" if kind == "named_tables" else "k", 2)]
    assert findings(page)[0].get("file") == "a.toml"


def test_a_number_at_the_limits_is_taken() -> None:
    top = TomlFile("a = 999999999999999999\nb = 0.000000000001\nc = 1e3", "a.toml").root
    assert (top.number("a"), top.number("b"), str(top.number("c"))) == (
        Decimal(10**18 - 1),
        Decimal("0.000000000001"),
        "1000",
    )


def test_yes_and_no_are_true_and_false_only() -> None:
    page = TomlFile('k = "yes"', "a.toml")
    page.root.yes_no("k", False)
    assert told(page) == [("case_file.not-yes-or-no", "k", 1)]


@pytest.mark.parametrize(
    ("value", "code", "like"),
    [("redd", "case_file.word-misspelt", "red"), ("blue", "case_file.word-unknown", None)],
)
def test_a_word_that_is_not_known_is_named_with_the_nearest(value: str, code: str, like: str | None) -> None:
    page = TomlFile(f'k = "{value}"', "a.toml")
    page.root.choice("k", Colour)
    (found,) = findings(page)
    assert (found.code, found.get("like"), found["known"], found["value"]) == (
        code,
        like,
        ("red", "green"),
        value,
    )


def test_names_of_inner_tables_and_numbers_must_be_codes() -> None:
    page = TomlFile('[t."A b"]\nx = 1\n[t.c]\n[n]\n"A b" = 1\nc = 2\n', "a.toml")
    tables = page.root.named_tables("t")
    numbers = page.root.table_required("n").inner_numbers()
    assert list(tables) == ["A b", "c"]
    assert numbers == {"A b": Decimal(1), "c": Decimal(2)}
    assert [code for code, _, _ in told(page)] == ["case_file.not-a-code", "case_file.not-a-code"]


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    page = TomlFile('titel = "a"\nzzz = 1\n[[row]]\nn = "x"\n[[row]]\n[[row.sub]]\nv = 1.5\n', "a.toml")
    top = page.root
    top.text("title")
    for one in top.tables("row"):
        one.whole_or_none("n")
        for sub in one.tables("sub"):
            sub.whole("v")
    top.close()
    assert told(page) == [
        ("case_file.key-missing", "title", None),
        ("case_file.key-misspelt", "titel", 1),
        ("case_file.key-unknown", "zzz", 2),
        ("case_file.not-a-whole-number", "row[1].n", 4),
        ("case_file.not-a-whole-number", "row[2].sub[1].v", 7),
    ]
    assert [f.get("like") for f in findings(page)] == [None, "title", None, None, None]


def test_what_the_engine_refuses_gets_the_place_of_its_table() -> None:
    page = TomlFile("[[row]]\nn = 1\n[[row]]\nn = 2\n", "a.toml")

    def refusing() -> int:
        raise refuse("pacts.no-signatory", code="x")

    answers = [
        one.build(refusing) if one.whole("n") == 2 else one.build(lambda: 1)
        for one in page.root.tables("row")
    ]
    assert answers == [1, None]
    assert told(page) == [("pacts.no-signatory", "row[2]", 3)]


def test_nothing_is_built_from_a_table_with_problems_but_its_neighbours_are() -> None:
    page = TomlFile('[[row]]\nn = "x"\n[[row]]\nn = 2\n', "a.toml")
    tables = page.root.tables("row")
    numbers = [one.whole("n") for one in tables]
    assert [one.build(lambda: "built") for one in tables] == [None, "built"]
    assert numbers == [0, 2]


def test_lines_are_found_through_arrays_subtables_and_long_texts() -> None:
    text = (
        '[[commitment]]\ncode = "a"\n[[commitment.part]]\nvalue = 1\n  [[ commitment . part ]] # x\nvalue = 2\n'
        '[[commitment]]\ntext = """\nvalue = 9\n"""\n[commitment.by."x-y"]\na.b = 1\n'
    )
    assert lines_of(text) == {
        "commitment[1]": 1,
        "commitment[1].code": 2,
        "commitment[1].part[1]": 3,
        "commitment[1].part[1].value": 4,
        "commitment[1].part[2]": 5,
        "commitment[1].part[2].value": 6,
        "commitment[2]": 7,
        "commitment[2].text": 8,
        "commitment[2].by.x-y": 11,
        "commitment[2].by.x-y.a.b": 12,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dong-nai", True),
        ("x-zero_2", True),
        ("a" * 80, True),
        ("a" * 81, False),
        ("-a", False),
        ("a--b", False),
    ]
    + [(text, False) for text in ("", "Ab", "đồng", "a b", "a/b", "a.b", "a\n")],
)
def test_codes_are_small_ascii_words(text: str, expected: bool) -> None:
    assert is_code(text) is expected
