"""`giaouoc import CASE FILE.xlsx`: what a filled template would change, and with --confirm its writing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.cli.clock import now, today
from giaouoc.cli.journal import done, unbroken
from giaouoc.wording import Voice, text

if TYPE_CHECKING:
    from giaouoc.cli.tables import Grid
    from giaouoc.engine.figures import Entry, PublishedOn
    from giaouoc.exchange.template_compare import Change, Preview

DATA_NOT_USED = 1
MOST_LISTED = 40
_SIGNS = {True: "▲", False: "▼"}


def add_arguments(parser: CaseArgumentParser) -> None:
    """Declare what the word takes."""
    parser.positional("case", type=Path)
    parser.positional("file", type=Path)
    parser.option("confirm", action="store_true")
    parser.option("all", action="store_true")
    parser.option("published-on", metavar="D")
    parser.option("publisher", metavar="P")
    parser.option("by", metavar="ID")


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Print what the import would do; with --confirm write it, all or nothing."""
    from giaouoc.cli.progress import progress
    from giaouoc.exchange.rule_pages import rule_names
    from giaouoc.services.cases import open_case
    from giaouoc.services.spreadsheets import confirm_import, preview_import
    from giaouoc.wording.names import voice_of

    published_on = _published(arguments.published_on)
    loaded = open_case(arguments.case)
    speaker = voice_of(loaded.case, loaded.case.default_day, voice.lang, rule_names())
    with progress(voice) as on_progress:
        preview = preview_import(
            loaded=loaded,
            path=arguments.file,
            publisher=arguments.publisher,
            published_on=published_on,
            on_progress=on_progress,
            today=today(),
        )
    _print(preview, speaker, everything=arguments.all)
    if preview.findings:
        _print_refused(preview, speaker)
        return DATA_NOT_USED
    if not preview.entries:
        print(text("cli.import.nothing", voice))
    elif not arguments.confirm:
        print(text("cli.import.not-yet", voice, count=len(preview.entries)))
    else:
        with progress(voice), unbroken():
            count = confirm_import(loaded=loaded, preview=preview, by=arguments.by, recorded_at=now())
            said = text("cli.import.written", voice, count=count)
            done(said)
        print(said)
    return 0


def _published(given: str | None) -> PublishedOn | None:
    from giaouoc.engine.figures import PublishedOn
    from giaouoc.engine.findings import Refusal
    from giaouoc.exchange.days import read_partial_day

    try:
        found = read_partial_day(given)
    except Refusal as refusal:
        raise Refusal(f.about(key="--published-on") for f in refusal.findings) from None
    return None if found is None else PublishedOn(found[0], found[2])


def _print(preview: Preview, voice: Voice, *, everything: bool) -> None:
    """Print what a preview shows: what changes, jumps first, up to a limit; or with `everything` every row."""
    from giaouoc.cli.tables import console
    from giaouoc.exchange.template_compare import Effect

    told = [c for c in preview.changes if everything or c.effect is not Effect.SAME]
    most = len(told) if everything else MOST_LISTED
    if told:
        # What most needs a look comes first; new figures are the usual case.
        told.sort(key=lambda c: (c.jump is None, c.effect is Effect.SAME, c.effect is Effect.NEW, c.row))
        console().print(_table(told[:most], voice))
        if len(told) > most:
            print(text("cli.import.more", voice, count=len(told) - most))
    _print_jumps([c for c in preview.changes if c.jump is not None], voice, most)
    print(
        text(
            "cli.import.counts",
            voice,
            file=preview.file,
            new=preview.count(Effect.NEW),
            changed=preview.count(Effect.CHANGED),
            same=preview.count(Effect.SAME),
            refused=preview.refused_rows,
            empty=preview.left_empty,
        )
    )


def _print_jumps(jumping: Sequence[Change], voice: Voice, most: int) -> None:
    """Print what each marked figure was held against."""
    if not jumping:
        return
    print(text("cli.import.jumps", voice, count=len(jumping)))
    for change in jumping[:most]:
        jump = change.jump
        assert jump is not None
        said = text(
            f"template.jump.{jump.against.value}",
            voice,
            row=change.row,
            value=jump.value,
            old=jump.other,
            first_day=jump.window.first_day,
            last_day=jump.window.last_day,
        )
        print(f"  {_SIGNS[jump.is_up]} {said}")
    if len(jumping) > most:
        print(text("cli.import.more", voice, count=len(jumping) - most))


def _table(changes: Iterable[Change], voice: Voice) -> Grid:
    from rich import box

    from giaouoc.cli.tables import Grid, Words
    from giaouoc.engine.findings import Ref, RefKind
    from giaouoc.wording import day, partial

    table = Grid(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.column(text("cli.import.row", voice), width=5)
    table.column(text("cli.import.unit", voice), ratio=2)
    table.column(text("cli.import.indicator", voice), ratio=3)
    # Both days of a window, one above the other.
    table.column(text("cli.import.window", voice), width=12)
    table.column(text("cli.import.new-value", voice), width=9, justify="right")
    table.column(text("cli.import.old-value", voice), width=9, justify="right")
    table.column(text("cli.import.published-on-head", voice), width=11)
    table.column(text("cli.import.effect", voice), width=11)
    for change in changes:
        entry = change.entry
        assert entry.published_on is not None
        table.add_row(
            *map(
                Words,
                (
                    str(change.row),
                    voice.names(Ref(RefKind.UNIT, entry.unit), voice.lang),
                    voice.names(Ref(RefKind.INDICATOR, entry.indicator), voice.lang),
                    f"{day(entry.window.first_day, voice.lang)} –\n{day(entry.window.last_day, voice.lang)}",
                    _amount(entry, voice),
                    "" if change.old is None else _amount(change.old, voice),
                    partial(entry.published_on.text, voice.lang),
                    _effect(change, voice),
                ),
            )
        )
    return table


def _effect(change: Change, voice: Voice) -> str:
    effect = text(f"template.effect.{'corrected' if change.is_correction else change.effect.value}", voice)
    if change.jump is None:
        return effect
    way = "up" if change.jump.is_up else "down"
    return f"{effect}\n{_SIGNS[change.jump.is_up]} {text(f'template.jump.{way}', voice)}"


def _amount(entry: Entry, voice: Voice) -> str:
    from giaouoc.exchange.template_compare import amount_of
    from giaouoc.wording import show

    return show(amount_of(entry), voice)


def _print_refused(preview: Preview, voice: Voice) -> None:
    from giaouoc.cli.refusals import print_refusal

    # What stands on the two streams is meant to be read in this order.
    sys.stdout.flush()
    print_refusal(preview.findings, voice)
