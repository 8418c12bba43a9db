"""`giaouoc correct CASE SEQ …`: append a correction; the old figure stays in the ledger."""

from __future__ import annotations

import argparse
from pathlib import Path

from giaouoc.cli.arguments import AMOUNTS, CaseArgumentParser
from giaouoc.cli.clock import now, today
from giaouoc.cli.journal import done, unbroken
from giaouoc.wording import Voice, text


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("case", type=Path)
    parser.positional("seq", type=int)
    parser.option("reason", required=True)
    parser.option("source", required=True)
    parser.option("published-on", required=True)
    for name in (*AMOUNTS, "by"):
        parser.option(name)
    parser.option("withdraw", action="store_true")


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Append the correction and say its number."""
    from giaouoc.cli.fields import fields_of, words_of
    from giaouoc.cli.progress import progress
    from giaouoc.engine.figures import Status
    from giaouoc.services.cases import corrects_whole, open_case
    from giaouoc.services.entries import correct_entry

    loaded = open_case(arguments.case)
    status = Status.WITHDRAWN if arguments.withdraw else Status.REPORTED
    seq: int = arguments.seq
    fields = fields_of(arguments, whole=corrects_whole(loaded, seq))
    fields |= {"status": status.value, "recorded_at": now()}
    with progress(voice), unbroken():
        entries = correct_entry(
            loaded=loaded,
            seq=seq,
            fields=fields,
            reason=words_of(arguments.reason),
            by=words_of(arguments.by),
            today=today(),
        )
        said = text("cli.correct.corrected", voice, seqs=tuple(e.seq for e in entries), corrects=seq)
        done(said)
    print(said)
    return 0
