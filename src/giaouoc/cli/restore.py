"""giaouoc restore FILE: put an office from its file where there is none yet."""

from __future__ import annotations

import argparse
from pathlib import Path

from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.cli.office import enter, passphrase_of
from giaouoc.wording import Voice, text


def add_arguments(parser: CaseArgumentParser) -> None:
    """Add the arguments of this word."""
    parser.positional("backup")
    parser.option("passphrase-file", type=Path)


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Restore and say what was compared."""
    passphrase = passphrase_of(arguments.passphrase_file)
    enter()
    from giaouoc.services.backups import restore

    told = restore(file=Path(arguments.backup), passphrase=passphrase)
    rows = sum(told["rows"].values())
    print(text("cli.restore.done", voice, rows=rows, ledgers=len(told["heads"])))
    return 0
