"""Both languages say the same things, every shown value has a word."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import giaouoc
from giaouoc.wording import Lang, catalogue, catalogue_names

SOURCE = Path(giaouoc.__file__).parent
ENGINE = SOURCE / "engine"
ALL_NAMES = sorted({*catalogue_names(Lang.VI), *catalogue_names(Lang.EN)})


def leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        here = f"{above}{key}"
        if isinstance(value, dict):
            yield from leaves(value, f"{here}.")
        elif isinstance(value, list):
            yield from ((f"{here}.{place}", one) for place, one in enumerate(value))
        else:
            yield here, value


def placeholders(template: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in string.Formatter().parse(template) if name is not None}


def engine_enums() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(getattr(b, "id", "") == "StrEnum" for b in node.bases):
                table = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", node.name).lower()
                values = {
                    str(line.value.value)
                    for line in node.body
                    if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)
                }
                found.setdefault(table, set()).update(values)
    return found


@pytest.mark.parametrize("name", ALL_NAMES)
def test_both_languages_have_the_same_keys_and_placeholders(name: str) -> None:
    vietnamese, english = (dict(leaves(catalogue(name, lang))) for lang in (Lang.VI, Lang.EN))
    plurals = {key for key in vietnamese.keys() ^ english.keys() if key.endswith("_one")}
    assert vietnamese.keys() - plurals == english.keys() - plurals
    shared = sorted(vietnamese.keys() & english.keys())
    assert {k: placeholders(vietnamese[k]) for k in shared} == {k: placeholders(english[k]) for k in shared}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", ALL_NAMES)
def test_every_text_says_something_and_carries_no_stray_space(name: str, lang: Lang) -> None:
    bad = [k for k, said in leaves(catalogue(name, lang)) if not said.strip() or said != said.strip()]
    assert bad == []


@pytest.mark.parametrize("lang", Lang)
def test_every_value_of_the_engine_has_a_word(lang: Lang) -> None:
    words = catalogue("words", lang)
    missing = {
        f"{table}.{value}"
        for table, values in engine_enums().items()
        for value in values
        if value not in words.get(table, {})
    }
    assert engine_enums()
    assert missing == set()
