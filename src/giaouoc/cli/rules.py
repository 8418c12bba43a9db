"""`giaouoc rules list|show CODE`: what the software takes as rules, with source and mark."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from giaouoc.cli.arguments import CaseArgumentParser, Wrong
from giaouoc.cli.tables import console
from giaouoc.exchange.rule_pages import KINDS, RulePage, rule_pages
from giaouoc.wording import Voice, text


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
        raise Wrong(text("cli.rules.unknown", voice, code=arguments.code or ""))
    for page in found:
        _print_page(page, voice)
    return 0


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
    for name, value in _flat(page.says):
        out.print(Text(f"  {name}: {value}"))


def _title(page: RulePage, voice: Voice) -> str:
    return page.title_en if voice.lang.value == "en" and page.title_en else page.title


def _mark(page: RulePage, voice: Voice) -> str:
    return "" if page.weakest is None else text(f"words.mark.{page.weakest}", voice)


def _flat(says: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in says.items():
        key = f"{above}{name}"
        if isinstance(value, dict):
            yield from _flat(value, f"{key}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for place, inner in enumerate(value, start=1):
                yield from _flat(inner, f"{key}[{place}].")
        else:
            yield key, ", ".join(map(str, value)) if isinstance(value, list) else str(value)
