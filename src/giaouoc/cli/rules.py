"""`giaouoc rules list|show CODE`: what the software takes as rules, with source and mark."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from giaouoc.cli.arguments import CaseArgumentParser, Wrong
from giaouoc.cli.tables import console
from giaouoc.exchange.rule_pages import KINDS, RulePage, rule_names, rule_pages
from giaouoc.exchange.texts import nearest
from giaouoc.wording import Lang, Voice, day, number, partial, text
from giaouoc.wording.catalogue import mapping


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("action", choices=("list", "show"))
    parser.positional("code", nargs="?")


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Print the list, or one page."""
    if arguments.action == "list":
        for kind in KINDS:
            _print_list(kind, voice)
        return 0
    found = [p for p in rule_pages() if p.code == arguments.code]
    if not found:
        raise Wrong(_unknown(arguments.code or "", voice))
    for page in found:
        _print_page(page, voice)
    return 0


def _unknown(code: str, voice: Voice) -> str:
    like = nearest(code, [page.code for page in rule_pages()])
    if like is None:
        return text("cli.rules.unknown", voice, code=code)
    return text("cli.rules.unknown-like", voice, code=code, like=like)


def _print_list(kind: str, voice: Voice) -> None:
    table = Table(title=text(f"cli.rules.{kind}", voice), title_justify="left", expand=True)
    for ratio in (3, 6, 3):
        table.add_column(ratio=ratio)
    for page in rule_pages():
        if page.kind == kind:
            table.add_row(Text(page.code), Text(_title(page, voice)), Text(_mark(page, voice)))
    table.show_header = False
    console().print(table)


def _print_page(page: RulePage, voice: Voice) -> None:
    out = console()
    out.print(Text(f"{_title(page, voice)} ({page.code})", style="bold"))
    if page.weakest is not None:
        out.print(Text(f"{text('cli.rules.mark', voice)}: {_mark(page, voice)}"))
    for depth, line in page_lines(page.says, voice):
        out.print(Padding(Text(line), (0, 0, 0, 2 * depth)))


def _title(page: RulePage, voice: Voice) -> str:
    return page.title_en if voice.lang is Lang.EN and page.title_en else page.title


def _mark(page: RulePage, voice: Voice) -> str:
    return "" if page.weakest is None else text(f"words.mark.{page.weakest}", voice)


# What the head of a page says already, and what is said in the other language.
_IN_HEAD: Final = frozenset(("code", "title", "name", "name_vi", "name_en", "mark"))
_OTHER_NOTE: Final = {Lang.VI: "note_en", Lang.EN: "note_vi"}
# The fields whose values have words of their own, with the table that has them.
_WORDED: Final = {
    "kind": "kind",
    "better": "better",
    "roll_up": "roll-up",
    "mark": "mark",
    "window_basis": "window-basis",
    "compares": "compares",
    "missing_part": "missing-part",
}
_VERSIONS: Final = frozenset(("version", "one", "other"))


def page_lines(says: Mapping[str, Any], voice: Voice, depth: int = 1) -> Iterator[tuple[int, str]]:
    """Return what a rule file says, field by field in words, each line with how deep it stands."""
    for name, value in says.items():
        if (depth == 1 and name in _IN_HEAD) or name == _OTHER_NOTE[voice.lang]:
            continue
        label = text(f"cli.rules-field.{name}", voice)
        if isinstance(value, dict):
            yield depth, f"{label}:"
            yield from page_lines(value, voice, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for place, inner in enumerate(value, start=1):
                yield depth, f"{label} {place}:"
                yield from page_lines(inner, voice, depth + 1)
        else:
            yield depth, f"{label}: {_worded(name, value, voice)}"


def _worded(name: str, value: Any, voice: Voice) -> str:
    if isinstance(value, list):
        return ", ".join(_worded(name, one, voice) for one in value)
    if isinstance(value, date):
        return day(value, voice.lang)
    if name == "published_on":
        return partial(value, voice.lang)
    if isinstance(value, Decimal | int):
        return number(value, voice.lang, grouping=False)
    if name == "act" and value in rule_names():
        vietnamese, english = rule_names()[value]
        return english if voice.lang is Lang.EN else vietnamese
    own = mapping("cli.rules-value", voice)
    if name in _VERSIONS and value in own:
        return text("cli.rules.version", voice, word=own[value], code=value)
    table = mapping(f"words.{_WORDED[name]}", voice) if name in _WORDED else own
    return str(table.get(value, value))
