"""Nearly equal floats, typed so that they may stand where a float stands."""

from __future__ import annotations

from typing import Any

import pytest


def near(value: Any, abs: float | None = None, rel: float | None = None) -> Any:  # noqa: A002 -- pytest's own words
    """Return a value that equals what lies close to it."""
    return pytest.approx(value, abs=abs, rel=rel)
