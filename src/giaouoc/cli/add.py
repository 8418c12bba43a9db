"""`giaouoc add CASE …`: append one figure to the ledger by hand."""

from __future__ import annotations

import argparse
from pathlib import Path

from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.cli.clock import now, today
from giaouoc.cli.fields import AMOUNTS, fields_of, words_of
from giaouoc.cli.journal import done, unbroken
from giaouoc.engine.figures import Precision, PublisherBasis, Status, WindowBasis
from giaouoc.wording import Voice, text


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("case", type=Path)
    for name in ("unit", "indicator", "first-day", "last-day", "publisher", "source"):
        parser.option(name, required=True)
    for name in (*AMOUNTS, "published-on", "definition", "claimed-base", "claimed-percent", "note", "by"):
        parser.option(name)
    reportable = tuple(s.value for s in Status if s is not Status.WITHDRAWN)
    parser.option("status", choices=reportable, default=Status.REPORTED.value)
    parser.option("precision", choices=tuple(Precision), default=Precision.EXACT.value)
    parser.option("window-basis", choices=tuple(WindowBasis), default=WindowBasis.STATED.value)
    parser.option("publisher-basis", choices=tuple(PublisherBasis), default=PublisherBasis.PRINTED.value)


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Append the figure and say its number; a figure that stands there already is only pointed to."""
    from giaouoc.services.cases import is_whole, open_case
    from giaouoc.services.entries import add_entry

    loaded = open_case(arguments.case)
    whole = arguments.precision == Precision.EXACT and is_whole(loaded, arguments.indicator)
    fields = fields_of(arguments, whole=whole) | {"recorded_at": now()}
    with unbroken():
        added = add_entry(loaded=loaded, fields=fields, by=words_of(arguments.by), today=today())
        said = []
        if added.entries:
            said.append(text("cli.add.added", voice, seqs=tuple(e.seq for e in added.entries)))
            done(said[0])
    if added.there:
        said.append(text("cli.add.there", voice, seqs=added.there))
    print("\n".join(said))
    return 0
