"""`giaouoc explain CASE COMMITMENT UNIT`: one verdict down to the lines of the ledger."""

from __future__ import annotations

import argparse
from pathlib import Path

from giaouoc.cli.arguments import CaseArgumentParser, add_questions, chosen, note_of_the_day
from giaouoc.cli.clock import today
from giaouoc.wording import Voice


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("case", type=Path)
    parser.positional("commitment")
    parser.positional("unit")
    add_questions(parser)


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Judge one cell and print everything it rests on; return 1 where some data could not be used."""
    from giaouoc.cli.explanation import print_explanation
    from giaouoc.cli.progress import progress
    from giaouoc.cli.status import status_of
    from giaouoc.engine.pacts import Reading, Territory
    from giaouoc.services.cases import judge_case, open_case, voice_for

    with progress(voice):
        standing = judge_case(
            open_case(arguments.case),
            as_known_on=arguments.as_known_on,
            reading=chosen(arguments.baseline, Reading),
            territory=chosen(arguments.territory, Territory),
            unit=arguments.unit,
            commitment=arguments.commitment,
            today=today(),
        )
    note_of_the_day(arguments.as_known_on, voice)
    print_explanation(standing, standing.verdicts[0], voice_for(standing, voice.lang))
    return status_of(standing)
