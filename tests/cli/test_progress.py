"""Progress shows where somebody watches and the work takes longer than patience, whatever the work tells."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from giaouoc.cli import progress as module
from giaouoc.cli.progress import progress
from giaouoc.wording import Lang, Voice

EN = Voice(Lang.EN)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Tell so."""
        return True


@contextmanager
def watched(patience: float) -> Iterator[Terminal]:
    stream = Terminal()
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("TERM", "xterm")
        changed.setattr(sys, "stderr", stream)
        changed.setattr(module, "PATIENCE_SECONDS", patience)
        yield stream


def test_long_work_that_tells_nothing_is_shown_and_wiped_away() -> None:
    with watched(0.02) as stream, progress(EN, "cli.writing-reports"):
        time.sleep(0.3)
    assert "Writing reports" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[2K")


def test_quick_work_shows_nothing() -> None:
    with watched(60) as stream, progress(EN) as told:
        assert told is not None
        told(1, 2)
    assert stream.getvalue() == ""


def test_nothing_is_told_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(EN) as told:
        assert told is None
    assert capsys.readouterr() == ("", "")
