"""Refusals on the terminal: every problem at once, each with its place and its way out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Final

from giaouoc.cli.streams import visible
from giaouoc.engine.findings import Finding
from giaouoc.wording import Message, Voice, place, say, text

# How many places are shown, and how many findings are looked at for what they have in common.
MOST: Final = 50
MOST_READ: Final = 2000


def print_refusal(findings: Sequence[Finding], voice: Voice) -> None:
    """Print what was refused on the error stream.

    What is wrong in the same way in many places is said once, so that it does not hide what else is wrong. A long
    list is cut with the number of places that are left.
    """
    alike = list(_alike(findings[:MOST_READ], voice).items())[:MOST]
    # Each kind has one place; the others share what is left.
    spare = MOST - len(alike)
    lines = [text("cli.refused", voice, count=len(findings))]
    for number, (message, places) in enumerate(alike, start=1):
        where = f" ({places[0]})" if places[0] else ""
        lines += [f"{number}. {message.title}{where}", f"   {message.saw}", f"   → {message.way_out}"]
        also = places[1 : 1 + spare]
        spare -= len(also)
        lines += [f"   {text('cli.refused-also', voice, place=other)}" for other in also if other]
    left = len(findings) - (MOST - spare)
    if left > 0:
        lines.append(text("cli.refused-more", voice, count=left))
    print("\n".join(visible(line) for line in lines), file=sys.stderr)


def _alike(findings: Iterable[Finding], voice: Voice) -> dict[Message, list[str]]:
    """Return the places of the findings by what is said of them, in order."""
    found: dict[Message, list[str]] = {}
    for finding in findings:
        found.setdefault(say(finding, voice), []).append(place(finding, voice))
    return found
