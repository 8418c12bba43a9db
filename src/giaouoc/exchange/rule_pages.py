"""The rules as pages to look at: each act, shared indicator and calendar with its source and its mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from giaouoc.engine.rulebook import Mark
from giaouoc.exchange.toml_reader import parse_toml

KINDS: Final = ("acts", "indicators", "calendars")
_HOLIDAYS: Final = "holidays"


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule file: its kind and code, its name in both languages, its mark, and everything it says."""

    kind: str
    code: str
    title: str
    title_en: str | None
    marks: tuple[Mark, ...]
    says: Mapping[str, Any]

    @property
    def weakest(self) -> Mark | None:
        """Return the least checked mark on the page; a page without any carries none."""
        order = list(Mark)
        return max(self.marks, key=order.index, default=None)


@cache
def rule_pages() -> tuple[RulePage, ...]:
    """Return every page, by kind and code."""
    return tuple(page for kind in KINDS for page in sorted(_pages(kind), key=lambda p: p.code))


@cache
def rule_names() -> Mapping[str, tuple[str, str]]:
    """Return the Vietnamese and English name of each calendar and act by code; an act is named by its number."""
    names = {p.code: (p.title, p.title_en or p.title) for p in rule_pages() if p.kind == "calendars"}
    for page in rule_pages():
        if page.kind == "acts":
            number = page.says.get("number")
            named = (f"văn bản số {number}", f"document no. {number}") if number else (page.title, page.title)
            names[page.code] = named
    return names


def _pages(kind: str) -> Iterator[RulePage]:
    for path in files("giaouoc.rules").joinpath(kind).iterdir():
        if not path.name.endswith(".toml") or path.name.startswith(_HOLIDAYS):
            continue
        data = parse_toml(path.read_text(encoding="utf-8"), path.name)
        title = data.get("title") or data.get("name_vi") or data.get("name") or data["code"]
        yield RulePage(kind, data["code"], title, data.get("name_en"), tuple(_marks(data)), data)


def _marks(data: Mapping[str, Any]) -> Iterator[Mark]:
    for name, value in data.items():
        if name == "mark":
            yield Mark(value)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from _marks(inner)
