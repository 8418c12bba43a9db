"""`giaouoc rules list|show CODE`: what the software takes as rules, with source and mark."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from giaouoc.cli.arguments import CaseArgumentParser, Wrong, misused
from giaouoc.wording import Lang, Voice, text

if TYPE_CHECKING:
    from giaouoc.exchange.rule_pages import RulePage


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("action", choices=("list", "show"))
    parser.positional("code", nargs="?")


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Print the list, or one page."""
    from giaouoc.exchange.rule_pages import KINDS, rule_pages

    code: str | None = arguments.code
    if arguments.action == "list":
        if code is not None:
            raise misused("rules", voice, "unrecognized arguments: %s", code)
        for kind in KINDS:
            _print_list(kind, voice)
        return 0
    if not code:
        name = text("cli.metavar.code", voice)
        raise misused("rules", voice, "the following arguments are required: %s", name)
    found = [p for p in rule_pages() if p.code == code]
    if not found:
        raise Wrong(_unknown(code, voice))
    for page in found:
        _print_page(page, voice)
    return 0


def _unknown(code: str, voice: Voice) -> str:
    from giaouoc.exchange.rule_pages import rule_pages
    from giaouoc.exchange.texts import nearest

    like = nearest(code, [page.code for page in rule_pages()])
    if like is None:
        return text("cli.rules.unknown", voice, code=code)
    return text("cli.rules.unknown-like", voice, code=code, like=like)


def _print_list(kind: str, voice: Voice) -> None:
    from giaouoc.cli.tables import Grid, Words, console
    from giaouoc.exchange.rule_pages import rule_pages

    table = Grid(text(f"cli.rules.{kind}", voice), expand=True)
    # A code is there to be typed into `rules show`: it stands whole and on one line.
    table.column(no_wrap=True)
    for ratio in (2, 1):
        table.column(ratio=ratio)
    for page in rule_pages():
        if page.kind == kind:
            table.add_row(Words(page.code), Words(_title(page, voice)), Words(_mark(page, voice)))
    table.show_header = False
    console().print(table)


def _print_page(page: RulePage, voice: Voice) -> None:
    from rich.padding import Padding

    from giaouoc.cli.rule_lines import page_lines
    from giaouoc.cli.tables import Words, console

    out = console()
    out.print(Words(f"{_title(page, voice)} ({page.code})", style="bold"))
    if page.weakest is not None:
        out.print(Words(f"{text('cli.rules.mark', voice)}: {_mark(page, voice)}"))
    for depth, line in page_lines(page.says, voice):
        out.print(Padding(Words(line), (0, 0, 0, 2 * depth)))


def _title(page: RulePage, voice: Voice) -> str:
    return page.title_en if voice.lang is Lang.EN and page.title_en else page.title


def _mark(page: RulePage, voice: Voice) -> str:
    return "" if page.weakest is None else text(f"words.mark.{page.weakest}", voice)
