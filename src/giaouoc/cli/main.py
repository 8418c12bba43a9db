"""The command `giaouoc`: finds the word asked for and hands over to its module.

Only the module of the word that was asked for is imported, so that help answers at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from giaouoc import __version__
from giaouoc.cli.arguments import CaseArgumentParser, Wrong
from giaouoc.engine.findings import Refusal
from giaouoc.wording import Lang, Voice, lang_from, place, say, text

WORDS = ("check", "explain", "new", "add", "correct", "template", "import", "ledger", "rules")
WRONG_USE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0, 1 when data could not be used, 2 for wrong files or wrong use."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        lang, rest = _take_lang(words)
    except Refusal as refusal:
        return _refused(refusal, Voice(Lang.VI))
    voice = Voice(lang)
    try:
        return _run(rest, voice)
    except Refusal as refusal:
        return _refused(refusal, voice)
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        # The reader closed the pipe (`| head`); there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(text("cli.interrupted", voice), file=sys.stderr)
        return 130


def _run(words: list[str], voice: Voice) -> int:
    if not words or words[0] in ("-h", "--help"):
        print(overview(voice))
        return 0 if words else WRONG_USE
    if words[0] == "--version":
        print(f"giaouoc {__version__}")
        return 0
    word = words[0]
    if word not in WORDS:
        raise Wrong(text("cli.unknown-word", voice, word=word) + "\n\n" + overview(voice))
    module = importlib.import_module(f"giaouoc.cli.{'import_' if word == 'import' else word}")
    parser = CaseArgumentParser(f"giaouoc {word}", word, voice)
    module.add_arguments(parser)
    arguments = parser.parse_args(words[1:])
    status: int = module.run(arguments, voice)
    return status


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
            asked = next(pending, "")
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        else:
            rest.append(word)
    return lang_from(asked, os.environ), rest


def _refused(refusal: Refusal, voice: Voice) -> int:
    from giaouoc.cli.refusals import print_refusal

    print_refusal(refusal.findings, voice, say, place)
    return WRONG_USE
