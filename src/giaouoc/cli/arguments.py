"""Arguments in the voice's language: argparse does the reading, the catalogue has the words."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NoReturn

from giaouoc.cli.clock import today
from giaouoc.engine.findings import Refusal
from giaouoc.wording import Voice, catalogue, say, text

AMOUNTS: Final = ("value", "numerator", "denominator")

# What stands in the help for the value of an argument.
METAVARS = {
    "case": "case",
    "folder": "folder",
    "file": "workbook",
    "output": "workbook",
    "report": "report",
    "backup": "backup",
    "passphrase-file": "text-file",
    "seq": "seq",
    "month": "month",
    "year": "year",
    "anchor": "anchor",
    **dict.fromkeys(("as-known-on", "first-day", "last-day", "published-on"), "day"),
    **dict.fromkeys(("unit", "commitment", "indicator", "publisher", "definition", "code", "by"), "code"),
    **dict.fromkeys((*AMOUNTS, "claimed-base", "claimed-percent"), "number"),
    **dict.fromkeys(("source", "reason", "note", "where"), "text"),
}
# Two codes side by side must be told apart; behind an option its name does that.
_NAMED_PLACES: Final = frozenset(("commitment", "unit"))


class Wrong(Exception):
    """Wrong use of the command; its text is complete and ends the run with status 2."""


class CaseArgumentParser(argparse.ArgumentParser):
    """A parser for one word whose help and refusals are in the voice's language."""

    def __init__(self, prog: str, word: str, voice: Voice) -> None:
        # argparse looks its own words up in its module's `_`; this is the one door it leaves for them.
        words = catalogue("cli", voice.lang)["argparse"]
        argparse._ = lambda message: _translated(message, words)  # type: ignore[attr-defined]
        self.voice = voice
        self.word = word
        super().__init__(
            prog=prog,
            description=text(f"cli.{word}.about", voice),
            epilog=text("cli.exit-status", voice),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        # A negative number may have a decimal comma and a percent sign; argparse would take "-4,93" for an option.
        self._negative_number_matcher = re.compile(r"^-(\d+([.,]\d+)?|[.,]\d+)%?$")
        self.add_argument("-h", "--help", action="help", help=text("cli.help", voice))
        self.add_argument("--lang", metavar="vi|en", help=text("cli.lang", voice))

    def positional(self, name: str, **options: Any) -> None:
        """Add an argument that must be given."""
        if "choices" in options:
            metavar: str | None = f"{{{','.join(options['choices'])}}}"
        elif name in _NAMED_PLACES:
            metavar = text(f"cli.metavar.{name}", self.voice)
        else:
            metavar = self._metavar(name, name.upper())
        self.add_argument(name, metavar=metavar, help=self._help(name), **options)

    def option(self, name: str, **options: Any) -> None:
        """Add an option `--name`; what stands for its value is in the voice's language."""
        if options.get("action") != "store_true" and "choices" not in options:
            options["metavar"] = self._metavar(name, options.get("metavar"))
        self.add_argument(f"--{name}", help=self._help(name), **options)

    def error(self, message: str) -> NoReturn:
        """Refuse wrong use with the usage line."""
        raise Wrong(f"{self.format_usage().rstrip()}\n{self.prog}: {message}")

    def day(self, value: str) -> date:
        """Read a day the way people write it."""
        from giaouoc.exchange.days import read_day

        try:
            return read_day(value)
        except Refusal as refusal:
            said = say(refusal.findings[0], self.voice)
            raise argparse.ArgumentTypeError(f"{said.saw} {said.way_out}") from None

    def _metavar(self, name: str, other: str | None) -> str | None:
        kind = METAVARS.get(name)
        return other if kind is None else text(f"cli.metavar.{kind}", self.voice)

    def _help(self, name: str) -> str:
        words = catalogue("cli", self.voice.lang)
        own: str | None = words[self.word].get(name)
        return own if own is not None else text(f"cli.option.{name}", self.voice)


def _translated(message: str, words: Mapping[str, str]) -> str:
    """Return argparse's message in other words, with the space it ends in."""
    bare = message.strip()
    return message.replace(bare, words.get(bare, bare)) if bare else message


def misused(word: str, voice: Voice, message: str, about: str, *, argument: str | None = None) -> Wrong:
    """Return wrong use that argparse cannot see, such as an option of another action, in argparse's words."""
    words: Mapping[str, str] = catalogue("cli", voice.lang)["argparse"]
    said = words[message] % about
    if argument is not None:
        said = words["argument %(argument_name)s: %(message)s"] % {"argument_name": argument, "message": said}
    return Wrong(f"giaouoc {word}: {said}")


def add_questions(parser: CaseArgumentParser) -> None:
    """Add the options that say how a case is asked."""
    parser.option("as-known-on", type=parser.day)
    parser.option("baseline", choices=("latest", "at-signing", "same-age"))
    parser.option("territory", choices=("as-signed", "as-now"))


def note_of_the_day(asked: date | None, voice: Voice) -> None:
    """Say on the error stream that a day asked for lies ahead: what is published until then is not known yet."""
    now = today()
    if asked is not None and asked > now:
        print(text("cli.day-ahead", voice, day=asked, today=now), file=sys.stderr)


def chosen(value: str | None, enum: Any) -> Any:
    """Return the enum member behind a choice written with hyphens; None where nothing was chosen."""
    return None if value is None else enum(value.replace("-", "_"))
