"""What every test may use: Hypothesis profiles, and the paths of programs outside Python."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tools import parts

# Few and always the same examples by default; HYPOTHESIS_PROFILE=many searches for new ones.
settings.register_profile("ci", max_examples=50, derandomize=True, deadline=None, database=None)
settings.register_profile("many", max_examples=2000, derandomize=False, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_lacked: set[str] = set()


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """Return the path of LibreOffice's program."""
    return _path("libreoffice")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium."""
    return _path("chromium")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """Return the path of poppler's pdftotext."""
    return _path("pdftotext")


@pytest.fixture(scope="session")
def times_font() -> str:
    """Return the file name of a font with the metrics of Times New Roman."""
    return _path("times_font")


def _path(key: str) -> str:
    part = parts.part_called(key)
    found = parts.find(part)
    if found is not None:
        return found
    reason = f"{part.label} is not on this machine: {part.without}"
    if parts.in_ci():
        pytest.fail(f"{reason}; with CI=true nothing is skipped")
    _lacked.add(reason)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was not done for want of a part."""
    for reason in sorted(_lacked):
        terminalreporter.write_line(f"not done: {reason}", yellow=True)
