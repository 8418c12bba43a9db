"""`giaouoc ledger seal|verify CASE`: seal the ledger, or check that what was sealed still stands."""

from __future__ import annotations

import argparse
from pathlib import Path

from giaouoc.cli.arguments import CaseArgumentParser, misused
from giaouoc.cli.clock import today
from giaouoc.cli.journal import done, unbroken
from giaouoc.cli.streams import visible
from giaouoc.engine.findings import Severity
from giaouoc.wording import Voice, place, say, text

BROKEN = 1


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("action", choices=("seal", "verify"))
    parser.positional("case", type=Path)
    parser.option("anchor")
    parser.option("where")
    parser.option("accept-files", action="store_true")


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Seal or verify; return 1 where the seal is broken."""
    _refuse_options_of_another_action(arguments, voice)
    return _seal(arguments, voice) if arguments.action == "seal" else _verify(arguments, voice)


def _refuse_options_of_another_action(arguments: argparse.Namespace, voice: Voice) -> None:
    of_another = {"seal": ("anchor",), "verify": ("where", "accept_files")}[arguments.action]
    given = [name for name in of_another if getattr(arguments, name) not in (None, False)]
    if given:
        option = f"--{given[0].replace('_', '-')}"
        raise misused("ledger", voice, "not allowed with argument %s", arguments.action, argument=option)


def _seal(arguments: argparse.Namespace, voice: Voice) -> int:
    from giaouoc.cli.fields import words_of
    from giaouoc.cli.progress import progress
    from giaouoc.services.ledgers import seal_ledger

    where = None if arguments.where is None else words_of(arguments.where)
    with progress(voice), unbroken():
        seal = seal_ledger(
            folder=arguments.case, on=today(), where=where, accept_files=arguments.accept_files
        )
        said = text("cli.ledger.sealed", voice, count=seal.length, head=seal.head)
        done(said)
    print(said)
    return 0


def _verify(arguments: argparse.Namespace, voice: Voice) -> int:
    from giaouoc.cli.progress import progress
    from giaouoc.services.ledgers import seal_of, verify_ledger

    with progress(voice):
        findings = verify_ledger(folder=arguments.case, anchor=arguments.anchor)
    broken = [f for f in findings if f.severity is Severity.ERROR]
    if broken:
        print(text("cli.ledger.broken", voice))
    else:
        seal = seal_of(folder=arguments.case)
        print(text("cli.ledger.sound", voice, count=seal.length, head=seal.head))
    for finding in findings:
        message, where = say(finding, voice), place(finding, voice)
        line = visible(f"- {message.title}{f' ({where})' if where else ''}: {message.saw}")
        print(f"{line}\n  → {visible(message.way_out)}")
    return BROKEN if broken else 0
