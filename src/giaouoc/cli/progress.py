"""Progress on the error stream, only on a terminal and only for work that takes over a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from giaouoc.wording import Voice, text

PATIENCE_SECONDS = 1.0


@contextmanager
def progress(voice: Voice) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function to be told how many of how many are done; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(text("cli.working", voice), total=None)
    started = time.monotonic()
    shown = False

    def told(done: int, total: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - started > PATIENCE_SECONDS:
            bar.start()
            shown = True
        bar.update(task, completed=done, total=total)

    try:
        yield told
    finally:
        if shown:
            bar.stop()
