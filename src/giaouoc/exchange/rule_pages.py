"""The rules as pages to look at: each act, shared indicator and calendar with its source and its mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from giaouoc.engine.rulebook import Mark
from giaouoc.exchange.toml_text import parse_toml
from giaouoc.wording import Lang, show

KINDS: Final = ("acts", "indicators", "calendars")
MARK_OF: Final = "/mark"
ACT_KINDS: Final = {
    "Luật": "Law",
    "Nghị quyết": "Resolution",
    "Nghị định": "Decree",
    "Chỉ thị": "Directive",
    "Thông tư": "Circular",
}
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
    """Return the Vietnamese and English name of each calendar and act by code.

    An act is named by its kind and number: what stands as its title may be a description. How well a calendar was
    checked stands under its code and `/mark`.
    """
    names: dict[str, tuple[str, str]] = {}
    for page in rule_pages():
        if page.kind == "calendars":
            names[page.code] = (page.title, page.title_en or page.title)
            if page.weakest is not None:
                names[f"{page.code}{MARK_OF}"] = _in_both(page.weakest)
        elif page.kind == "acts":
            names[page.code] = _act_name(page)
    return names


def _in_both(mark: Mark) -> tuple[str, str]:
    return show(mark, Lang.VI), show(mark, Lang.EN)


def _act_name(page: RulePage) -> tuple[str, str]:
    number, kind = page.says.get("number"), page.says.get("kind")
    if not number:
        return page.title, page.title
    return f"{kind or 'văn bản'} số {number}", f"{ACT_KINDS.get(str(kind), 'document')} no. {number}"


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
