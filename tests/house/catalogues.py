"""Read the catalogues of words, and the finding codes that the source uses."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

MAKERS = frozenset(["error", "note", "refuse", "warning", "Finding"])
FILE_ENDINGS = ("csv", "docx", "html", "json", "py", "toml", "txt", "xlsx")


def sentences(catalogue: Path) -> dict[str, set[str]]:
    """Return the slugs of the findings a catalogue words, with the fields each has."""
    data: dict[str, Any] = tomllib.loads(catalogue.read_text(encoding="utf-8"))
    return {
        slug: set(table) for slug, table in data.items() if isinstance(table, dict) and "way_out" in table
    }


def made_codes(source: str) -> set[str]:
    """Return the codes written where a finding is made: first arguments of `warning(...)` and its kin."""
    made: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in MAKERS and node.args:
            made |= {text for text in _strings(node.args[0]) if _is_code(text)}
    return made


def named_codes(source: str) -> set[str]:
    """Return every literal that has the form of a code, also those kept in a table or compared with."""
    return {text for text in _strings(ast.parse(source)) if _is_code(text)}


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _strings(tree: ast.AST) -> set[str]:
    nodes = ast.walk(tree)
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _is_code(text: str) -> bool:
    found = re.fullmatch(r"[a-z_]+\.([a-z0-9]+(?:-[a-z0-9]+)*)", text)
    return found is not None and found[1] not in FILE_ENDINGS
