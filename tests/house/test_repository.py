"""Hygiene of the files themselves: names, line ends, no trace of a machine."""

from __future__ import annotations

import ast
import re
import tokenize
from pathlib import Path

from tools.tree import ROOT, project_files, python_files

# A path of somebody's machine, at a place where a path can begin.
MACHINE_PATH = re.compile(r"(?<![\w.\-/])(?:/(?:work|root|home|tmp|Users)/|[A-Z]:\\Users\\)")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
MODULE_NAME = re.compile(r"[a-z_][a-z0-9_]*\.py")


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def text_of(path: Path) -> str | None:
    """Return the text of a file, None where it is not text."""
    data = path.read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate((text_of(path) or "").splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_walk_sees_the_project_and_not_its_results() -> None:
    seen = names(project_files())
    assert {"run.py", ".ci/run", "src/giaouoc/__init__.py", "tests/house/test_repository.py"} <= set(seen)
    assert [name for name in seen if name.startswith((".venv", ".git/")) or "__pycache__" in name] == []


def test_no_file_names_a_place_on_a_machine() -> None:
    assert MACHINE_PATH.search("see /" + "home/lan/pact.toml")
    assert not MACHINE_PATH.search("https://example.vn/home/lan")
    ours = [path for path in project_files() if path.suffix != ".lock" and ".ci" not in path.parts]
    assert lines_with(MACHINE_PATH, ours) == []


def test_python_files_hold_no_notes_of_unfinished_work() -> None:
    assert lines_with(UNFINISHED, python_files()) == []


def test_names_of_files_are_ascii_without_spaces() -> None:
    assert [name for name in names(project_files()) if not name.isascii() or " " in name] == []


def test_names_of_modules_are_lower_case_words() -> None:
    assert [path.name for path in python_files() if not MODULE_NAME.fullmatch(path.name)] == []


def test_identifiers_are_ascii() -> None:
    foreign = []
    for path in python_files():
        with path.open("rb") as file:
            tokens = list(tokenize.tokenize(file.readline))
        foreign += [
            f"{path}:{t.start[0]}" for t in tokens if t.type == tokenize.NAME and not t.string.isascii()
        ]
    assert foreign == []


def test_lines_end_as_on_unix_and_files_end_with_a_line() -> None:
    texts = {path: text_of(path) for path in project_files() if path.suffix != ".svg"}
    wrong = [path for path, text in texts.items() if text and ("\r" in text or not text.endswith("\n"))]
    assert names(wrong) == []


def test_every_module_of_the_package_says_what_it_is() -> None:
    modules = python_files(ROOT / "src")
    silent = [path for path in modules if ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None]
    assert names(silent) == []


def test_every_module_with_code_postpones_annotations() -> None:
    eager = []
    # run.py must be read by a Python that does not know them yet, to tell it that it is too old.
    for path in set(python_files()) - {ROOT / "run.py"}:
        tree = ast.parse(path.read_text("utf-8"))
        code = [
            node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AnnAssign)
        ]
        future = [
            node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        ]
        if code and not future:
            eager.append(path)
    assert names(eager) == []


def test_test_folders_hold_no_package_and_follow_the_rooms() -> None:
    assert names(list((ROOT / "tests").rglob("__init__.py"))) == []
    folders = [
        path.name for path in (ROOT / "tests/engine").glob("*") if path.is_dir() and any(path.glob("*.py"))
    ]
    rooms = {path.stem for path in (ROOT / "src/giaouoc/engine").iterdir()}
    assert [name for name in folders if name not in rooms] == []
