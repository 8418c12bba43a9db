"""On which line of a TOML text a key stands; the parser of the standard library does not say."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"))*)\s*=""")
_FENCES = ('"""', "'''")


def lines_of(text: str) -> dict[str, int]:
    """Return the line of each key path (`commitment[2].part[1].value`); arrays count from 1.

    A best effort: keys inside inline tables and arrays are found by the line they begin on.
    """
    found: dict[str, int] = {}
    places: dict[str, int] = {}
    here, fence = "", ""
    for number, line in enumerate(text.split("\n"), start=1):
        if fence:
            fence = "" if fence in line else fence
        elif header := _HEADER.fullmatch(line.rstrip("\r")):
            here = _resolved(_steps(header[2]), header[1] == "[[", places)
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            path = ".".join(step for step in (here, *_steps(key[1])) if step)
            found.setdefault(path, number)
            fence = next((f for f in _FENCES if line.count(f) % 2), "")
    return found


def _steps(dotted: str) -> list[str]:
    return [step.strip().strip("\"'") for step in dotted.split(".")]


def _resolved(steps: list[str], is_array: bool, places: dict[str, int]) -> str:
    path = ""
    for depth, step in enumerate(steps, start=1):
        path = f"{path}.{step}" if path else step
        if is_array and depth == len(steps):
            places[path] = places.get(path, 0) + 1
        if path in places:
            path = f"{path}[{places[path]}]"
    return path
