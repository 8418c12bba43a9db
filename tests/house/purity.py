"""What an engine module may import and call, read from its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator

LANGUAGE = ("__future__", "abc", "copy", "dataclasses", "enum", "functools", "operator", "types", "typing")
GATHERING = ("bisect", "collections", "graphlib", "heapq", "itertools")
COUNTING = ("calendar", "datetime", "decimal", "fractions", "math", "numbers", "statistics")
SPELLING = ("difflib", "hashlib", "json", "re", "string", "textwrap", "unicodedata")
ALLOWED = frozenset((*LANGUAGE, *GATHERING, *COUNTING, *SPELLING))
LAZY = ("numpy", "scipy.special")  # inside functions only: they cost a tenth of a second and more
FORBIDDEN_CALLS = frozenset(["__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"])
CLOCK = frozenset(("now", "today", "utcnow"))


def impurities(source: str) -> list[str]:
    """Return one line for each import or call that the engine may not have."""
    tree = ast.parse(source)
    return [f"line {line}: {text}" for line, text in sorted({*_imports(tree, lazily=False), *_calls(tree)})]


def _imports(node: ast.AST, *, lazily: bool) -> Iterator[tuple[int, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            for name in _imported(child):
                if not _may_import(name, lazily):
                    yield child.lineno, f"imports {name}"
        deeper = lazily or isinstance(child, ast.FunctionDef) or _for_types_only(child)
        yield from _imports(child, lazily=deeper)


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.level:
        return ["giaouoc.engine"]
    if node.module == "scipy":
        return [f"scipy.{alias.name}" for alias in node.names]
    return [node.module or ""]


def _may_import(name: str, lazily: bool) -> bool:
    if name.partition(".")[0] in ALLOWED or f"{name}.".startswith("giaouoc.engine."):
        return True
    return lazily and any(f"{name}.".startswith(f"{lazy}.") for lazy in LAZY)


def _for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            yield node.lineno, f"calls {node.func.id}"
        if isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
            yield node.lineno, f"reads the clock by {node.func.attr}"
