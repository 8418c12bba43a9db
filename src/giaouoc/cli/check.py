"""`giaouoc check CASE`: was each commitment kept, by which baseline, how sure, and why not where nobody can say."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from giaouoc.cli.arguments import CaseArgumentParser, add_questions, chosen
from giaouoc.engine.findings import Severity
from giaouoc.engine.pacts import Reading, Territory
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.wording import Voice, text

DATA_NOT_USED = 1


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("case", type=Path)
    add_questions(parser)
    parser.option("unit", metavar="U")
    parser.option("commitment", metavar="C")
    parser.option("format", choices=("table", "json", "csv"), default="table")
    parser.option("report", type=Path, metavar="FILE.html|.docx|.xlsx", action="append", default=[])


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Judge the case and print it; return 1 where a row of the ledger could not be used."""
    from giaouoc.cli.progress import progress
    from giaouoc.services.cases import judge_case, open_case, voice_for
    from giaouoc.services.reports import report_kind, write_report

    for path in arguments.report:
        report_kind(path)
    loaded = open_case(arguments.case)
    with progress(voice) as on_progress:
        standing = judge_case(
            loaded,
            as_known_on=arguments.as_known_on,
            reading=chosen(arguments.baseline, Reading),
            territory=chosen(arguments.territory, Territory),
            unit=arguments.unit,
            commitment=arguments.commitment,
            on_progress=on_progress,
        )
    speaker = voice_for(standing, voice.lang)
    for path in arguments.report:
        write_report(standing, path, speaker)
    _print(standing, speaker, arguments.format)
    for path in arguments.report:
        print(text("cli.check.report-written", voice, path=str(path)), file=sys.stderr)
    unusable = any(f.severity is Severity.ERROR for f in standing.findings)
    return DATA_NOT_USED if unusable else 0


def _print(standing: Standing, voice: Voice, how: str) -> None:
    if how == "json":
        from giaouoc.exchange.standing_json import standing_json

        sys.stdout.write(standing_json(standing))
    elif how == "csv":
        from giaouoc.exchange.standing_csv import standing_csv

        sys.stdout.write(standing_csv(standing))
    else:
        from giaouoc.cli.tables import print_standing

        print_standing(standing, voice)
