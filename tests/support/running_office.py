"""An office that runs beside the tests, on a database of its own, for a browser to visit.

The office's tables refuse to be emptied, so a server inside a test that flushes them afterwards cannot be had.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tools.postgres import free_port
from tools.tree import ROOT

FILL = "import django; django.setup(); from {module} import {function}; {function}()"
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Office:
    """Where a running office is, and the environment its commands need."""

    address: str
    environment: dict[str, str]

    def run(self, module: str, function: str) -> None:
        """Call a function of the tests inside the office: what it makes is there for the browser."""
        code = FILL.format(module=module, function=function)
        _run([sys.executable, "-c", code], self.environment)


@contextmanager
def running_office(folder: Path, today: date | None = None) -> Iterator[Office]:
    """Start an office with empty tables and yield it; on PostgreSQL where the tests run there.

    `today` is the day on which it stands; None for the true one.
    """
    with database_beside(folder) as url:
        port = free_port()
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIAOUOC_")},
            "GIAOUOC_DATA": str(folder),
            "GIAOUOC_SECRET_KEY": "only for tests",
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "giaouoc.config.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            **({} if today is None else {"GIAOUOC_TODAY": today.isoformat()}),
        }
        (folder / "static").mkdir(parents=True, exist_ok=True)
        _run([sys.executable, "-m", "django", "migrate", "-v0"], environment)
        office = Office(f"http://127.0.0.1:{port}", environment)
        words = ["-b", f"127.0.0.1:{port}", "--threads", "4", "--log-level", "warning"]
        command = [sys.executable, "-m", "gunicorn", *words, "giaouoc.config.wsgi:application"]
        with (folder / "gunicorn.log").open("w", encoding="utf-8") as log:
            server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
            try:
                _wait_for(office.address, server, folder / "gunicorn.log")
                yield office
            finally:
                server.terminate()
                server.wait(timeout=PATIENCE)


@contextmanager
def database_beside(folder: Path) -> Iterator[str]:
    """Yield the address of an empty database: a file, or one more on the server that the tests use."""
    tests = os.environ.get("DATABASE_URL", "")
    if not tests.startswith("postgres"):
        yield f"sqlite:///{folder / 'office.sqlite3'}"
        return
    import psycopg

    server, _, _ = tests.rpartition("/")
    name = f"beside_{os.getpid()}_{free_port()}"
    with psycopg.connect(tests, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(tests, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/account/login/", timeout=5).close()
        except urllib.error.HTTPError as answered:
            answered.close()
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the office did not start:\n{log.read_text(encoding='utf-8')}")


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
