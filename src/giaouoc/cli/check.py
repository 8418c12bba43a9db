"""`giaouoc check CASE`: was each commitment kept, by which baseline, how sure, and why not where nobody can say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from giaouoc.cli.arguments import CaseArgumentParser, add_questions, chosen, note_of_the_day
from giaouoc.cli.clock import today
from giaouoc.cli.journal import done, unbroken
from giaouoc.cli.streams import visible, write_for_programs
from giaouoc.wording import Voice, text

if TYPE_CHECKING:
    from giaouoc.engine.verdicts.verdict import Standing


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("case", type=Path)
    add_questions(parser)
    parser.option("unit")
    parser.option("commitment")
    parser.option("format", choices=("table", "json", "csv"), default="table")
    parser.option("report", type=Path, action="append", default=[])
    parser.option("overwrite", action="store_true")


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Judge the case and print it; return 1 where some data could not be used."""
    from giaouoc.cli.progress import progress
    from giaouoc.cli.status import status_of
    from giaouoc.engine.pacts import Reading, Territory
    from giaouoc.services.cases import judge_case, open_case, voice_for
    from giaouoc.services.reports import check_reports

    check_reports(arguments.report, overwrite=arguments.overwrite)
    with progress(voice) as on_progress:
        standing = judge_case(
            open_case(arguments.case),
            as_known_on=arguments.as_known_on,
            reading=chosen(arguments.baseline, Reading),
            territory=chosen(arguments.territory, Territory),
            unit=arguments.unit,
            commitment=arguments.commitment,
            on_progress=on_progress,
            today=today(),
        )
    speaker = voice_for(standing, voice.lang)
    note_of_the_day(arguments.as_known_on, voice)
    with progress(voice, "cli.writing-reports"):
        reports = _write_reports(standing, arguments.report, speaker)
    _print(standing, speaker, arguments.format)
    for said in reports:
        print(said, file=sys.stderr)
    return status_of(standing)


def _write_reports(standing: Standing, paths: Sequence[Path], voice: Voice) -> list[str]:
    """Make every report, then write them all; return what to say of them."""
    from giaouoc.exchange.paths import write_all
    from giaouoc.services.reports import report_bytes, report_kind

    made: dict[Path, bytes | str] = {p: report_bytes(standing, report_kind(p), voice) for p in paths}
    said = [text("cli.check.report-written", voice, path=visible(path)) for path in made]
    with unbroken():
        write_all(made)
        for one in said:
            done(one)
    return said


def _print(standing: Standing, voice: Voice, how: str) -> None:
    if how == "json":
        from giaouoc.exchange.standing_json import standing_json

        write_for_programs(standing_json(standing))
    elif how == "csv":
        from giaouoc.exchange.standing_csv import standing_csv

        write_for_programs(standing_csv(standing))
    else:
        from giaouoc.cli.tables import print_standing

        print_standing(standing, voice)
