"""A PostgreSQL server of our own for as long as it is needed: on a free port, in a folder that goes away.

.venv/bin/python tools/postgres.py -m pytest -m django_db  # runs Python with these words and DATABASE_URL set
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import parts

USER = "giaouoc"


def main(words: list[str]) -> int:
    """Run Python with these words beside a server; return its exit status."""
    with running() as url:
        return subprocess.run([sys.executable, *words], env={**os.environ, "DATABASE_URL": url}).returncode


def programs() -> Path | None:
    """Return the folder with initdb and pg_ctl; None where PostgreSQL is not installed."""
    found = parts.find(parts.part_called("initdb"))
    return None if found is None else Path(found).resolve().parent


@contextmanager
def running() -> Iterator[str]:
    """Start a server and yield the address of its empty database `office`; stop it and take it away at the end."""
    where = programs()
    if where is None:
        raise RuntimeError("PostgreSQL is not installed: initdb was not found.")
    folder = Path(tempfile.mkdtemp(prefix="giaouoc-postgres-"))
    data, port = folder / "data", free_port()
    with _as_servant(folder) as servant:
        try:
            _run(
                servant,
                where / "initdb",
                "-D",
                data,
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            )
            options = (
                f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
            )
            _run(servant, where / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
            try:
                at = ["-h", "127.0.0.1", "-p", str(port), "-U", USER]
                _run(servant, where / "createdb", *at, "office")
                yield f"postgres://{USER}@127.0.0.1:{port}/office"
            finally:
                _run(servant, where / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _as_servant(folder: Path) -> Iterator[list[str]]:
    """Yield the words that run a program as somebody else where this is root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        yield []
        return
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, name)
    yield ["setpriv", f"--reuid={name}", "--clear-groups", "--"]


def _run(servant: list[str], *words: str | Path) -> None:
    command = [*servant, *(str(word) for word in words)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def free_port() -> int:
    """Return a port that nobody has at the moment."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
