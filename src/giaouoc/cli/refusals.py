"""Refusals on the terminal: every problem at once, each with its place and its way out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from giaouoc.cli.streams import visible
from giaouoc.engine.findings import Finding
from giaouoc.wording import Message, Voice, text

MOST = 50


def print_refusal(
    findings: Sequence[Finding],
    voice: Voice,
    say: Callable[[Finding, Voice], Message],
    place: Callable[[Finding, Voice], str],
) -> None:
    """Print what was refused on the error stream; a long list is cut with the number that is left."""
    print(text("cli.refused", voice, count=len(findings)), file=sys.stderr)
    for number, finding in enumerate(findings[:MOST], start=1):
        message = say(finding, voice)
        where = place(finding, voice)
        head = visible(f"{number}. {message.title}" + (f" ({where})" if where else ""))
        print(f"{head}\n   {visible(message.saw)}\n   → {visible(message.way_out)}", file=sys.stderr)
    if len(findings) > MOST:
        print(text("cli.refused-more", voice, count=len(findings) - MOST), file=sys.stderr)
