"""`giaouoc template CASE`: write an Excel template for the figures a pact needs."""

from __future__ import annotations

import argparse
from pathlib import Path

from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.wording import Voice, text


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("case", type=Path)
    parser.option("unit", metavar="U")
    parser.option("first-day", type=parser.day, metavar="D")
    parser.option("last-day", type=parser.day, metavar="D")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE.xlsx",
        help=text("cli.template.output", parser.voice),
    )


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Write the template and say where it is."""
    from giaouoc.cli.progress import progress
    from giaouoc.services.cases import open_case
    from giaouoc.services.spreadsheets import template_window, write_template

    loaded = open_case(arguments.case)
    window = template_window(loaded, arguments.first_day, arguments.last_day)
    path: Path = arguments.output or Path(_file_name(loaded.case.pact.code, arguments.unit))
    with progress(voice) as on_progress:
        plan = write_template(
            loaded=loaded,
            path=path,
            unit=arguments.unit,
            window=window,
            lang=voice.lang,
            on_progress=on_progress,
        )
    print(text("cli.template.written", voice, path=str(path), count=len(plan.rows)))
    return 0


def _file_name(pact: str, unit: str | None) -> str:
    return f"{pact}-{unit}.xlsx" if unit else f"{pact}.xlsx"
