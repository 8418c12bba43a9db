"""`giaouoc new FOLDER`: make a new case folder."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Final

from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.cli.clock import today
from giaouoc.cli.journal import done, unbroken
from giaouoc.cli.streams import visible
from giaouoc.wording import Voice, text

_PLAIN_PATH: Final = re.compile(r"[\w./\\:~+@,-]+")


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("folder", type=Path)
    parser.option("year", type=int)


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Make the folder and say what comes next."""
    from giaouoc.services.new_case import make_case

    year: int = arguments.year or today().year
    folder = visible(arguments.folder)
    with unbroken():
        make_case(folder=arguments.folder, year=year, lang=voice.lang)
        said = text("cli.new.made", voice, folder=folder, argument=_quoted(folder))
        done(said)
    print(said)
    return 0


def _quoted(folder: str) -> str:
    """Return a path as a command takes it, in the quotation marks that every shell and cmd.exe knows."""
    return folder if _PLAIN_PATH.fullmatch(folder) else f'"{folder}"'
