"""`giaouoc new FOLDER`: make a new case folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.cli.clock import today
from giaouoc.cli.journal import done, unbroken
from giaouoc.cli.streams import as_typed, visible
from giaouoc.wording import Voice, text


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("folder", type=Path)
    parser.option("year", type=int)


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Make the folder and say what comes next."""
    from giaouoc.services.new_case import make_case

    year: int = today().year if arguments.year is None else arguments.year
    with unbroken():
        make_case(folder=arguments.folder, year=year, lang=voice.lang)
        said = text(
            "cli.new.made", voice, folder=visible(arguments.folder), argument=as_typed(arguments.folder)
        )
        done(said)
    print(said)
    return 0
