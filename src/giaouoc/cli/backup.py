"""giaouoc backup FILE: keep a whole office in one file."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.cli.clock import now
from giaouoc.cli.office import enter, passphrase_of
from giaouoc.wording import Voice, text


def add_arguments(parser: CaseArgumentParser) -> None:
    """Add the arguments of this word."""
    parser.positional("backup")
    parser.option("passphrase-file", type=Path)


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Write the file and say what is in it."""
    passphrase = passphrase_of(arguments.passphrase_file)
    enter()
    from giaouoc.services.backups import back_up

    file = Path(arguments.backup)
    told = back_up(file=file, at=datetime.fromisoformat(now()), passphrase=passphrase)
    rows = sum(told["rows"].values())
    print(text("cli.backup.done", voice, file=str(file), rows=rows, ledgers=len(told["heads"])))
    if not passphrase:
        print(text("cli.backup.plain", voice))
    return 0
