"""What a run has written so far, so that a run cut short can say so; a stop waits while something is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

_DONE: list[str] = []


def begin() -> None:
    """Forget what an earlier run of this process has written."""
    _DONE.clear()


def done(said: str) -> None:
    """Keep the sentence that says what was just written."""
    _DONE.append(said)


def done_so_far() -> tuple[str, ...]:
    """Return the sentences about everything written in this run, in order."""
    return tuple(_DONE)


@contextmanager
def unbroken() -> Iterator[None]:
    """Let Ctrl-C wait until what is inside is done and told to the journal; a refusal inside goes before it."""
    import signal
    import threading

    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return
    asked: list[int] = []

    def later(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    signal.signal(signal.SIGINT, later)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt
