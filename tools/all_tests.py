"""Every test: on SQLite, the office also on PostgreSQL, the command line also as it is without the office."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import parts  # noqa: E402 -- run as a script, the checkout must be found first

WAYS = {
    "on SQLite": ["-m", "pytest", "--durations=5", "--durations-min=0.5"],
    "on PostgreSQL": ["tools/postgres.py", "-m", "pytest", "-m", "django_db or office"],
    "without the office": ["tools/without_office.py", "tests/engine", "tests/cli", "tests/examples"],
}
NO_TESTS = 5  # how pytest ends where its words leave none of them


def main(words: list[str]) -> int:
    """Run pytest each way, to the end; with words, those tests on SQLite only."""
    ways = {name: WAYS[name] + words for name in (["on SQLite"] if words else WAYS)}
    if parts.find(parts.part_called("initdb")) is None:
        ways.pop("on PostgreSQL", None)
    failed = [name for name, command in ways.items() if not _passes(name, command)]
    for name in failed:
        print(f"Not passed: the tests {name}, see above.", file=sys.stderr)
    return 1 if failed else 0


def _passes(name: str, command: list[str]) -> bool:
    print(f"Tests {name}", flush=True)
    return subprocess.run([sys.executable, *command], cwd=ROOT).returncode in (0, NO_TESTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
