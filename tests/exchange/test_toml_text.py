"""What the text of a TOML file may not be, each refused with its place and before it does harm."""

from __future__ import annotations

import pytest

from giaouoc.engine.findings import Refusal
from giaouoc.exchange.toml_text import DEEPEST, parse_toml
from tests.exchange.sample_case import spoken


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a = 1\nb =\n", 2, "4"),
        ("a = 1\na = 2\n", 2, "6"),
        ("[t]\nx = 1\n[t]\ny = 2\n", 3, "3"),
        ("[[t]]\nx = 1\n[t]\n", 3, "3"),
        ('a = "cut', 1, "9"),
        ("a = 2025-02-30\n", 1, "5"),
        ("a = 012\n", 1, "6"),
    ],
)
def test_broken_toml_and_repeated_keys_are_refused_with_line_and_column(
    text: str, line: int, column: str
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_toml(text, "a.toml")
    (found,) = spoken(refused.value.findings)
    assert (found.code, found["file"], found["line"]) == ("case_file.toml-unreadable", "a.toml", line)
    assert found["column"] == column


NINES, HEX = "9" * 5000, "0x" + "f" * 5000
TOO_DEEP, TOO_LONG = "case_file.toml-too-deep", "case_file.number-too-long"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (f"a = 1\nb = {NINES}", TOO_LONG, 2),
        (f"a = 1\nb = [1, -{NINES}]", TOO_LONG, 2),
        ("a = 1e99999999999999999999", TOO_LONG, 1),
        (f"a = {HEX}", TOO_LONG, None),
        (f"a = [[{HEX}]]", TOO_LONG, None),
        ("a = " + "[" * 5000, TOO_DEEP, None),
        ("a = " + "{b = " * 5000 + "1" + "}" * 5000, TOO_DEEP, None),
        ("a = 1\nb" + ".b" * 100_000 + " = 1", TOO_DEEP, 2),
        ("[b" + ".b" * 100_000 + "]", TOO_DEEP, 1),
        ("a = {b" + ".b" * 100_000 + "= 1}", TOO_DEEP, 1),
        ("b" + " . b" * 100 + " = 1", TOO_DEEP, None),
        ("=" * 100_000, "case_file.toml-unreadable", 1),
    ],
)
def test_monstrous_toml_is_refused_at_once_and_without_a_traceback(
    text: str, code: str, line: int | None
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_toml(text, "a.toml")
    assert [(f.code, f["file"], f.get("line")) for f in spoken(refused.value.findings)] == [
        (code, "a.toml", line)
    ]


def test_tables_lie_in_each_other_up_to_a_limit_and_not_one_deeper() -> None:
    assert parse_toml("a = " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1), "a.toml")
    assert parse_toml("a" + ".a" * (DEEPEST - 1) + " = 1", "a.toml")
    for deeper in ("a = " + "[" * DEEPEST + "1" + "]" * DEEPEST, "a" + ".a" * DEEPEST + " = 1"):
        with pytest.raises(Refusal) as refused:
            parse_toml(deeper, "a.toml")
        assert [f.code for f in refused.value.findings] == [TOO_DEEP]


def test_dots_in_a_text_are_no_keys() -> None:
    dotted = ".".join("a" * 200)
    assert parse_toml(f'a = "{dotted}"\n# {dotted}\n', "a.toml") == {"a": dotted}
