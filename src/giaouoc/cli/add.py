"""`giaouoc add CASE …`: append one figure to the ledger by hand."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from giaouoc.cli.arguments import AMOUNTS, CaseArgumentParser
from giaouoc.cli.clock import now, today
from giaouoc.cli.journal import done, unbroken
from giaouoc.wording import Voice, text

# The values of the engine that a hand may give, the usual one first; help does not wait for the engine.
CHOICES: Final = {
    "status": ("reported", "missing", "not_applicable"),
    "precision": ("exact", "rounded", "bound", "percent_only"),
    "window-basis": ("stated", "inferred", "not_stated"),
    "publisher-basis": ("printed", "inferred", "unknown"),
}


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("case", type=Path)
    for name in ("unit", "indicator", "first-day", "last-day", "publisher", "source"):
        parser.option(name, required=True)
    for name in (*AMOUNTS, "published-on", "definition", "claimed-base", "claimed-percent", "note", "by"):
        parser.option(name)
    for name, choices in CHOICES.items():
        parser.option(name, choices=choices, default=choices[0])


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Append the figure and say its number; a figure that stands there already is only pointed to."""
    from giaouoc.cli.fields import fields_of, words_of
    from giaouoc.cli.progress import progress
    from giaouoc.engine.figures import Precision
    from giaouoc.services.cases import is_whole, open_case
    from giaouoc.services.entries import add_entry

    loaded = open_case(arguments.case)
    whole = arguments.precision == Precision.EXACT and is_whole(loaded, arguments.indicator)
    fields = fields_of(arguments, whole=whole) | {"recorded_at": now()}
    with progress(voice), unbroken():
        added = add_entry(loaded=loaded, fields=fields, by=words_of(arguments.by), today=today())
        said = []
        if added.entries:
            said.append(text("cli.add.added", voice, seqs=tuple(e.seq for e in added.entries)))
            done(said[0])
    if any(e.published_on is None for e in added.entries):
        said.append(text("cli.add.undated", voice))
    if added.there:
        said.append(text("cli.add.there", voice, seqs=added.there))
    print("\n".join(said))
    return 0
