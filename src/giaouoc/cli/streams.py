"""The two streams a command speaks on: a terminal without Vietnamese letters, a reader who closes the pipe."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import re
import sys
import unicodedata
from typing import Final

PLAIN: Final = "giaouoc.plain"

# What is told by a sign alone must stay apart from the sign for "cannot tell", a question mark.
_SIGNS: Final = {
    "✓": "v",
    "✕": "x",
    "◔": "o",
    "◇": "*",
    "⚖": "!",
    "–": "-",
    "—": "-",
    "−": "-",
    "·": ";",
    "…": "...",
    "→": "->",
    "≤": "<=",
    "≥": ">=",
    "×": "x",
    "“": '"',
    "”": '"',
    "đ": "d",
    "Đ": "D",
}


def speak_plainly() -> None:
    """Let both streams write a letter they do not know without its marks, rather than end the command.

    A stream that was closed before the command began leads nowhere.
    """
    # The file must stay open for as long as the process prints.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAIN)


def spelled(said: str) -> str:
    """Return words in the letters the standard output has: what is laid out must be as wide as what is printed."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return said.encode(encoding, PLAIN).decode(encoding)


def write_for_programs(said: str) -> None:
    """Write for another program: UTF-8 with plain line ends, whatever the terminal speaks."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=PLAIN, newline="\n")
    sys.stdout.write(said)


def repaired(text: str) -> str:
    """Return an argument whose Vietnamese letters the locale of the computer could not read as they were typed."""
    if not any("\udc80" <= letter <= "\udcff" for letter in text):
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return text


def visible(said: object, *, lines: bool = False) -> str:
    """Return words that only show: no control character, no turned writing direction, no half letter.

    `lines` keeps line ends; without it all stands on one line.
    """
    kept = "\n" if lines else ""
    return "".join(
        letter
        if letter in kept or unicodedata.category(letter) not in _UNSEEN
        else "\N{REPLACEMENT CHARACTER}"
        for letter in repaired(str(said))
    )


def as_typed(said: object) -> str:
    """Return an argument as a command takes it, in the quotation marks that every shell and cmd.exe knows."""
    shown = visible(said)
    return shown if _PLAIN_ARGUMENT.fullmatch(shown) else f'"{shown}"'


_PLAIN_ARGUMENT: Final = re.compile(r"[\w./\\:~+@,-]+")
_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def has_control(word: str) -> bool:
    """Tell whether an argument holds what a terminal would obey instead of showing; a pasted line end is no harm."""
    return any(unicodedata.category(letter) == "Cc" and letter not in "\t\n\r" for letter in word)


def fall_silent() -> None:
    """Send what both streams still hold back nowhere: there is nobody left to tell."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        # A stream that is no file holds nothing back.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())


def _plain(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    unknown = problem.object[problem.start : problem.end]
    return "".join(_ascii(letter) for letter in unknown), problem.end


def _ascii(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    if unicodedata.combining(letter):
        return ""
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base.isascii() else "?"


codecs.register_error(PLAIN, _plain)
