"""The command `giaouoc`: finds the word asked for and hands over to its module.

Only the module of the word that was asked for is imported, so that help answers at once.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence

from giaouoc import __version__
from giaouoc.cli import journal
from giaouoc.cli.arguments import CaseArgumentParser, Wrong
from giaouoc.cli.streams import fall_silent, has_control, speak_plainly, visible
from giaouoc.engine.findings import Refusal, refuse
from giaouoc.wording import Lang, Voice, lang_from, text

OF_CASES = ("check", "explain", "new", "add", "correct", "template", "import", "ledger", "rules")
OF_OFFICES = ("serve", "backup", "restore")
WORDS = OF_CASES + OF_OFFICES
WRONG_USE = 2
NOT_PRINTED = 3
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0, 1 when data could not be used, 2 for wrong files or wrong use.

    3 says that the answer could not be printed; what was written before is then told on the error stream.
    """
    speak_plainly()
    journal.begin()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        lang, rest = _take_lang(words)
    except Refusal as refusal:
        return _refused(refusal, Voice(Lang.VI))
    voice = Voice(lang)
    try:
        try:
            return _answer(rest, voice)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader closed the pipe, as `| head` does.
        fall_silent()
        return 0
    except KeyboardInterrupt:
        return _interrupted(voice)
    except OSError as problem:
        return _not_printed(problem, voice)


def _answer(words: list[str], voice: Voice) -> int:
    try:
        return _run(words, voice)
    except Refusal as refusal:
        return _refused(refusal, voice)
    except Wrong as wrong:
        print(visible(wrong, lines=True), file=sys.stderr)
        return WRONG_USE
    except OSError as problem:
        if problem.filename is None:
            raise
        return _refused(_unreadable(problem), voice)


def _interrupted(voice: Voice) -> int:
    key = "cli.interrupted-after" if journal.done_so_far() else "cli.interrupted"
    _tell(text(key, voice))
    return INTERRUPTED


def _not_printed(problem: OSError, voice: Voice) -> int:
    """Say on the error stream what the standard output did not take; where that takes nothing either, be silent."""
    from giaouoc.exchange.paths import reason_of

    key = "cli.not-printed-after" if journal.done_so_far() else "cli.not-printed"
    with contextlib.suppress(OSError):
        _tell(text(key, voice, reason=reason_of(problem)))
        sys.stderr.flush()
    fall_silent()
    return NOT_PRINTED


def _tell(head: str) -> None:
    print("\n".join([head, *(f"- {said}" for said in journal.done_so_far())]), file=sys.stderr)


def _unreadable(problem: OSError) -> Refusal:
    """Return the refusal of a path that the system does not take, such as a name too long."""
    from giaouoc.exchange.paths import reason_of
    from giaouoc.exchange.texts import shown

    return refuse("exchange.file-unreadable", file=shown(problem.filename), reason=reason_of(problem))


def _run(words: list[str], voice: Voice) -> int:
    if not words or words[0] in ("-h", "--help"):
        print(overview(voice))
        return 0 if words else WRONG_USE
    if words[0] == "--version":
        print(f"giaouoc {__version__}")
        return 0
    _refuse_control(words, voice)
    word = words[0]
    if word not in WORDS:
        raise Wrong(text("cli.unknown-word", voice, word=word) + "\n\n" + overview(voice))
    module = importlib.import_module(f"giaouoc.cli.{'import_' if word == 'import' else word}")
    parser = CaseArgumentParser(f"giaouoc {word}", word, voice)
    module.add_arguments(parser)
    arguments = parser.parse_args(words[1:])
    status: int = module.run(arguments, voice)
    return status


def _refuse_control(words: Sequence[str], voice: Voice) -> None:
    hostile = next((word for word in words if has_control(word)), None)
    if hostile is not None:
        raise Wrong(text("cli.control-character", voice, value=visible(hostile)))


def overview(voice: Voice) -> str:
    """Return the help without a word: what the command is for and its words."""
    width = max(len(w) for w in WORDS)
    lines = [f"  {w:<{width}}  {text(f'cli.{w}.short', voice)}" for w in WORDS]
    return "\n".join(
        [
            text("cli.about", voice),
            "",
            text("cli.usage", voice),
            "",
            *lines,
            "",
            text("cli.more", voice),
        ]
    )


def _take_lang(words: list[str]) -> tuple[Lang, list[str]]:
    """Take `--lang` out of the words, wherever it stands."""
    rest: list[str] = []
    asked: str | None = None
    pending = iter(words)
    for word in pending:
        if word == "--lang":
            asked = next(pending, None)
            if asked is None:
                # The word's own parser says what is wanting.
                rest.append(word)
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        else:
            rest.append(word)
    return lang_from(asked, os.environ), rest


def _refused(refusal: Refusal, voice: Voice) -> int:
    from giaouoc.cli.refusals import print_refusal

    print_refusal(refusal.findings, voice)
    return WRONG_USE
