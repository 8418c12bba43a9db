"""`giaouoc template CASE`: write an Excel template for the figures a pact needs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.cli.streams import as_typed, visible
from giaouoc.wording import Voice, text

if TYPE_CHECKING:
    from giaouoc.engine.checks.case import Case


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("case", type=Path)
    parser.option("unit", metavar="U")
    parser.option("month", metavar="M")
    parser.option("first-day", type=parser.day, metavar="D")
    parser.option("last-day", type=parser.day, metavar="D")
    parser.option("base", action="store_true")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar=text("cli.metavar.workbook", parser.voice),
        help=text("cli.template.output", parser.voice),
    )


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Write the template, say where it is and, where no base is known, how to ask for it."""
    from giaouoc.cli.progress import progress
    from giaouoc.services.cases import open_case
    from giaouoc.services.spreadsheets import template_window, without_base, write_template

    loaded = open_case(arguments.case)
    window = template_window(loaded, arguments.first_day, arguments.last_day, arguments.month)
    path: Path = arguments.output or Path(_file_name(loaded.case.pact.code, arguments))
    with progress(voice) as on_progress:
        plan = write_template(
            loaded=loaded,
            path=path,
            unit=arguments.unit,
            window=window,
            base=arguments.base,
            lang=voice.lang,
            on_progress=on_progress,
        )
    print(text("cli.template.written", voice, path=visible(path), count=len(plan.rows)))
    if lacking := without_base(loaded=loaded, plan=plan):
        _print_way_to_base(arguments, loaded.case, lacking, voice)
    return 0


def _print_way_to_base(
    arguments: argparse.Namespace, case: Case, lacking: tuple[str, ...], voice: Voice
) -> None:
    from giaouoc.engine.findings import Ref, RefKind
    from giaouoc.exchange.rule_pages import rule_names
    from giaouoc.wording.names import voice_of

    speaker = voice_of(case, case.default_day, voice.lang, rule_names())
    words = ["giaouoc", "template", as_typed(arguments.case)]
    for name in ("unit", "month", "first_day", "last_day"):
        if (given := getattr(arguments, name)) is not None:
            words += [f"--{name.replace('_', '-')}", as_typed(given)]
    indicators = tuple(Ref(RefKind.INDICATOR, code) for code in lacking)
    command = " ".join([*words, "--base"])
    print(text("cli.template.no-base", speaker, indicators=indicators, command=command))


def _file_name(pact: str, arguments: argparse.Namespace) -> str:
    from giaouoc.exchange.days import read_partial_day

    month = read_partial_day(arguments.month)
    parts = [pact, arguments.unit, month and month[0], "base" if arguments.base else None]
    return "-".join(part for part in parts if part) + ".xlsx"
