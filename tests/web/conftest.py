"""What tests of pages share: an office beside the tests and a browser to visit it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import browser
from tests.support.running_office import Office, running_office


@pytest.fixture(scope="module")
def office_beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return an empty office that runs on its own database for the tests of one file."""
    with running_office(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture(scope="module")
def chromium_open(chromium: str) -> Iterator[Browser]:
    """Return a browser for the tests of one file; while it is open, nothing in this process may ask the database."""
    with browser(chromium) as one:
        yield one
