"""Keep files and functions small: source 400 lines, tests 500, functions 50; exceptions only shrink."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a file: the checkout is not on the path yet
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.tree import ROOT, python_files

SOURCE_LINES = 400
TEST_LINES = 500
FUNCTION_LINES = 50
EXCEPTIONS = "tools/size_exceptions.toml"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file (name is empty) or a function with its physical lines and what it may have."""

    path: str
    name: str
    lines: int
    ceiling: int

    def __str__(self) -> str:
        return f"{self.path}: {self.name}" if self.name else self.path


def complaints(root: Path) -> list[str]:
    """Return one sentence per piece that is too large and per exception that is wrong or no longer needed."""
    excepted, problems = _exceptions(root)
    used: set[tuple[str, str]] = set()
    for piece in _pieces(root):
        key = (piece.path, piece.name)
        allowed = excepted.get(key)
        if piece.lines > max(piece.ceiling, allowed or 0):
            problems.append(f"{piece} has {piece.lines} lines; {allowed or piece.ceiling} are allowed.")
        if allowed is None:
            continue
        used.add(key)
        if piece.lines <= piece.ceiling:
            problems.append(f"{piece} has {piece.lines} lines and needs no exception; delete it.")
        elif piece.lines < allowed:
            problems.append(f"{piece} shrank to {piece.lines} lines; lower its exception from {allowed}.")
    problems += [
        f"{EXCEPTIONS} excepts {path} {name}".rstrip() + ", which is not there."
        for path, name in excepted.keys() - used
    ]
    return sorted(problems)


def _pieces(root: Path) -> Iterator[Piece]:
    for file in python_files(root):
        path = file.relative_to(root).as_posix()
        text = file.read_text(encoding="utf-8")
        ceiling = TEST_LINES if path.startswith("tests/") else SOURCE_LINES
        yield Piece(path, "", len(text.splitlines()), ceiling)
        yield from _functions(path, ast.parse(text, filename=path), "")


def _functions(path: str, node: ast.AST, within: str) -> Iterator[Piece]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _functions(path, child, within)
            continue
        name = f"{within}{child.name}"
        if not isinstance(child, ast.ClassDef):
            yield Piece(path, name, (child.end_lineno or child.lineno) - child.lineno + 1, FUNCTION_LINES)
        yield from _functions(path, child, f"{name}.")


def _exceptions(root: Path) -> tuple[dict[tuple[str, str], int], list[str]]:
    file = root / EXCEPTIONS
    data: dict[str, list[dict[str, Any]]] = (
        tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    )
    found: dict[tuple[str, str], int] = {}
    problems: list[str] = []
    for entry in [*data.get("file", []), *data.get("function", [])]:
        key = (str(entry.get("path", "")), str(entry.get("name", "")))
        if not str(entry.get("reason", "")).strip():
            problems.append(f"{EXCEPTIONS}: {' '.join(key).strip()} gives no reason.")
        found[key] = int(entry.get("lines", 0))
    return found, problems


def main() -> int:
    """Print the complaints about this checkout and return 1 where there are any."""
    problems = complaints(ROOT)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
