"""The size guard, on made-up trees: under, at and over each ceiling, and exceptions that only shrink."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.size_guard import complaints


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def function(lines: int, name: str = "long") -> str:
    return f"def {name}():\n" + "    x = 1\n" * (lines - 1)


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        ("src/a.py", 399, []),
        ("src/a.py", 400, []),
        ("src/a.py", 401, ["src/a.py has 401 lines; 400 are allowed."]),
        ("tests/test_a.py", 500, []),
        ("tests/test_a.py", 501, ["tests/test_a.py has 501 lines; 500 are allowed."]),
        ("run.py", 401, ["run.py has 401 lines; 400 are allowed."]),
        ("src/vi.toml", 900, []),
        (".venv/a.py", 900, []),
        ("build/a.py", 900, []),
    ],
)
def test_a_file_over_its_ceiling_is_named(tmp_path: Path, path: str, lines: int, expected: list[str]) -> None:
    write(tmp_path, path, "x = 1\n" * lines)
    assert complaints(tmp_path) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [(49, []), (50, []), (51, ["src/a.py: long has 51 lines; 50 are allowed."])],
)
def test_a_function_over_fifty_lines_is_named(tmp_path: Path, lines: int, expected: list[str]) -> None:
    write(tmp_path, "src/a.py", function(lines))
    assert complaints(tmp_path) == expected


def test_a_method_and_an_inner_function_are_named_with_what_holds_them(tmp_path: Path) -> None:
    inner = function(51, "inner").replace("\n", "\n        ").rstrip() + "\n"
    write(tmp_path, "src/a.py", f"class Pact:\n    def sign(self):\n        {inner}")
    assert complaints(tmp_path) == [
        "src/a.py: Pact.sign has 52 lines; 50 are allowed.",
        "src/a.py: Pact.sign.inner has 51 lines; 50 are allowed.",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (400, ["src/a.py has 400 lines and needs no exception; delete it."]),
        (409, ["src/a.py shrank to 409 lines; lower its exception from 410."]),
        (410, []),
        (411, ["src/a.py has 411 lines; 410 are allowed."]),
    ],
)
def test_an_exception_covers_exactly_its_lines(tmp_path: Path, lines: int, expected: list[str]) -> None:
    write(tmp_path, "src/a.py", "x = 1\n" * lines)
    write(tmp_path, "tools/size_exceptions.toml", exception("src/a.py", 410, "one table"))
    assert complaints(tmp_path) == expected


def test_an_exception_without_reason_or_without_file_is_a_failure(tmp_path: Path) -> None:
    write(tmp_path, "src/a.py", "x = 1\n" * 410)
    text = exception("src/a.py", 410, " ") + exception("src/gone.py", 410, "was long")
    write(tmp_path, "tools/size_exceptions.toml", text)
    assert complaints(tmp_path) == [
        "tools/size_exceptions.toml excepts src/gone.py, which is not there.",
        "tools/size_exceptions.toml: src/a.py gives no reason.",
    ]


def exception(path: str, lines: int, reason: str) -> str:
    return f'[[file]]\npath = "{path}"\nlines = {lines}\nreason = "{reason}"\n'
