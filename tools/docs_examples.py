"""Run the examples of the pages: every `$ …` line of a console block, in order, in a folder of its own."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.tree import ROOT

ELLIPSIS = "..."
PROMPT = "$ "
# What differs from run to run: a head of a ledger whose rows carry the instant of recording.
_CHANGING = re.compile(r"\b[0-9a-f]{12,64}\b")
_FENCE = re.compile(r"^```(\w*)(?: (\S+))?\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: its language, the file it names, and its lines between `first` and `stop`."""

    language: str
    file: str
    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class Example:
    """A command of a page, the lines it is said to print, and where those lines stand."""

    command: str
    said: tuple[str, ...]
    first: int
    stop: int


def blocks(lines: list[str]) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    opened: tuple[str, str, int] | None = None
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence is None:
            continue
        if opened is None:
            opened = (fence[1], fence[2] or "", number + 1)
        else:
            yield Block(*opened, number)
            opened = None
    if opened is not None:
        raise ValueError(f"a block that begins at line {opened[2]} has no end")


def examples(lines: list[str], block: Block) -> Iterator[Example]:
    """Yield the commands of a console block; a command that ends with a backslash goes on in the next line."""
    at = block.first
    while at < block.stop:
        if not lines[at].startswith(PROMPT):
            raise ValueError(f"line {at + 1}: a console block begins with a command")
        command = lines[at].removeprefix(PROMPT)
        while command.endswith("\\"):
            at += 1
            command = f"{command[:-1].rstrip()} {lines[at].strip()}"
        first = at = at + 1
        while at < block.stop and not lines[at].startswith(PROMPT):
            at += 1
        yield Example(command, tuple(lines[first:at]), first, at)


def refreshed(page: str, folder: Path, lang: str) -> str:
    """Return a page with what its examples print today; a line of three dots keeps what it left out.

    `folder` is an empty folder in which the page's commands run; `examples` in it is a copy of the checkout's.
    """
    lines = page.splitlines()
    stage = Stage(folder, lang)
    changes: list[tuple[Example, list[str]]] = []
    for block in blocks(lines):
        if block.language == "console":
            for example in examples(lines, block):
                changes.append((example, shortened(example.said, stage.run(example.command))))
        elif block.file:
            stage.write(block, lines[block.first : block.stop])
    for example, printed in reversed(changes):
        lines[example.first : example.stop] = printed
    return "\n".join(lines) + "\n"


def shortened(said: tuple[str, ...], printed: list[str]) -> list[str]:
    """Return what was printed, left out where the page leaves it out.

    The last line shown before the dots stays the last one if it is still printed once, for the lines above it may
    wrap otherwise than before; else as many lines are shown at either end as the page shows.
    """
    if ELLIPSIS in said:
        at = said.index(ELLIPSIS)
        after = len(said) - at - 1
        if at and said[at - 1] and printed.count(said[at - 1]) == 1:
            at = printed.index(said[at - 1]) + 1
        if len(printed) > at + after:
            printed = [*printed[:at], ELLIPSIS, *printed[len(printed) - after :]]
    if len(printed) == len(said) and all(
        _CHANGING.sub("", a) == _CHANGING.sub("", b) for a, b in zip(printed, said, strict=True)
    ):
        return list(said)
    return printed


class Stage:
    """The folder a page's commands run in, and the status of the last one."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.folder = folder
        self.lang = lang
        self.status = 0
        shutil.copytree(ROOT / "examples", folder / "examples")

    def run(self, command: str) -> list[str]:
        """Return the lines a command prints, output and errors together, without spaces at their ends."""
        match shlex.split(command):
            case ["giaouoc", *words]:
                printed = self._giaouoc(words)
            case ["python3", script, *words]:
                printed = self._python([str(self.folder / script), *words])
            case ["cp", "-r", source, target]:
                shutil.copytree(self.folder / source, self.folder / target)
                printed, self.status = "", 0
            case ["echo", "$?"]:
                printed = f"{self.status}\n"
            case _:
                raise ValueError(f"the pages' examples cannot run {command!r}")
        return [line.rstrip() for line in printed.splitlines()]

    def write(self, block: Block, lines: list[str]) -> None:
        """Do what a block with a file's name shows.

        A diff changes lines of the file, three dots stand for what a line keeps; `SHEET!CELL = value` types into
        a workbook; any other block is the file.
        """
        path = self.folder / block.file
        if block.language == "diff":
            _change(path, lines)
        elif path.suffix == ".xlsx":
            _type_into(path, lines)
        else:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _giaouoc(self, words: list[str]) -> str:
        from giaouoc.cli.main import main

        printed = io.StringIO()
        with (
            contextlib.chdir(self.folder),
            _variables(GIAOUOC_LANG=self.lang, COLUMNS="100"),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            self.status = main(words)
        return printed.getvalue()

    def _python(self, words: list[str]) -> str:
        asked = [sys.executable, *words]
        done = subprocess.run(
            asked,
            cwd=self.folder,
            env=os.environ | {"GIAOUOC_LANG": self.lang, "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.status = done.returncode
        return done.stdout.decode("utf-8")


def _change(path: Path, lines: list[str]) -> None:
    old = "\n".join(line[1:] for line in lines if not line.startswith("+"))
    new = "\n".join(line[1:] for line in lines if not line.startswith("-"))
    pattern = re.compile("(.*?)".join(re.escape(piece) for piece in old.split(ELLIPSIS)))
    text = path.read_text(encoding="utf-8")
    found = pattern.findall(text)
    if len(found) != 1:
        raise ValueError(f"{path.name} does not hold once what a page changes in it: {old}")
    match = pattern.search(text)
    assert match is not None
    kept = iter(match.groups())
    changed = re.sub(re.escape(ELLIPSIS), lambda _: next(kept), new)
    path.write_text(text[: match.start()] + changed + text[match.end() :], encoding="utf-8")


def _type_into(path: Path, lines: list[str]) -> None:
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    for line in lines:
        cell, _, typed = line.partition(" = ")
        sheet, _, place = cell.partition("!")
        workbook[sheet][place] = typed
    workbook.save(path)


@contextlib.contextmanager
def _variables(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
