"""Progress on the error stream, only on a terminal and only for work that takes over a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from giaouoc.wording import Voice, text

PATIENCE_SECONDS = 1.0


@contextmanager
def progress(voice: Voice, what: str = "cli.working") -> Iterator[Callable[[int, int], None] | None]:
    """Give a function to be told how many of how many are done; None where nobody watches.

    Nothing may be printed inside. Work that never tells is shown as going on.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)
    task = bar.add_task(text(what, voice), total=None)
    # By a clock of its own: the longest step may be one that tells nothing.
    patience = threading.Timer(PATIENCE_SECONDS, bar.start)
    patience.daemon = True
    patience.start()
    try:
        yield lambda done, total: bar.update(task, completed=done, total=total)
    finally:
        patience.cancel()
        patience.join()
        if bar.live.is_started:
            bar.stop()
