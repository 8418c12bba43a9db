"""Run pytest as if the office's libraries were not installed: .venv/bin/python tools/without_office.py tests/engine."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
# What the extras `web` and `postgres` bring, by the names they are imported by.
OFFICE = frozenset(
    (
        "allauth",
        "argon2",
        "axes",
        "csp",
        "dj_database_url",
        "django",
        "django_htmx",
        "gunicorn",
        "psycopg",
        "waitress",
        "whitenoise",
    )
)
# Plain pytest: the plugin for Django is one of those libraries' friends.
OPTIONS = ["-q", "--strict-markers", "--import-mode=importlib", "-p", "no:django"]


class NotInstalled(MetaPathFinder):
    """Finds none of the office's libraries, as on a machine without them."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse the office's libraries and leave the others to those after."""
        if name.partition(".")[0] in OFFICE:
            raise ModuleNotFoundError(f"No module named {name!r} without the office", name=name)
        return None


def main(words: list[str]) -> int:
    """Run pytest with these words; return its exit status."""
    sys.meta_path.insert(0, NotInstalled())
    sys.path.insert(0, str(ROOT))
    import pytest

    return int(pytest.main(["-o", "addopts=", *OPTIONS, *words]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
