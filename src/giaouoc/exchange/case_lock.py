"""One writer at a time in a case folder: a lock file that stands while rows are added or the ledger is sealed."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from giaouoc.engine.findings import refuse
from giaouoc.exchange.paths import inside, reason_of
from giaouoc.exchange.texts import shown

LOCK_FILE: Final = ".giaouoc.lock"
WAIT_SECONDS: Final = 5.0
STALE_SECONDS: Final = 600.0
_CLEARING: Final = ".giaouoc.lock.clearing"
_PAUSE: Final = 0.02
_LARGEST: Final = 1000


@contextmanager
def locked(folder: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock of a case; what is read inside is not changed by another command before it is written.

    A lock whose process is gone, or that is older than ten minutes, is taken away. Where another command holds
    it for longer than `wait_seconds`, `exchange.case-busy` is refused. It does not nest.
    """
    path = inside(folder, LOCK_FILE)
    mark = secrets.token_hex(8)
    until = time.monotonic() + wait_seconds
    while not _taken(path, mark):
        if _is_stale(path) and _cleared(path):
            continue
        if time.monotonic() >= until:
            raise refuse("exchange.case-busy", value=shown(folder), file=LOCK_FILE)
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        # After ten minutes the lock may be another's.
        if _holder(path).get("mark") == mark:
            _remove(path)


def _taken(path: Path, mark: str) -> bool:
    """Make the lock file; False where it stands already."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    except OSError as problem:
        # Windows says so of a file that is just being deleted.
        if isinstance(problem, PermissionError) and sys.platform == "win32" and path.exists():
            return False
        raise refuse("exchange.file-not-written", file=path.name, reason=reason_of(problem)) from problem
    try:
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "mark": mark}
        os.write(handle, json.dumps(holder).encode("ascii"))
    except OSError as problem:
        _remove(path)
        raise refuse("exchange.file-not-written", file=path.name, reason=reason_of(problem)) from problem
    finally:
        os.close(handle)
    return True


def _is_stale(path: Path) -> bool:
    """Tell whether a lock stands that nobody holds any more."""
    try:
        age = time.time() - path.stat().st_mtime
    except OSError:
        return False
    if age > STALE_SECONDS:
        return True
    holder = _holder(path)
    pid = holder.get("pid")
    here = holder.get("host") == socket.gethostname()
    return here and isinstance(pid, int) and not _runs(pid)


def _cleared(path: Path) -> bool:
    """Take a stale lock away; one command at a time, so that none takes a lock that was made since."""
    guard = path.with_name(_CLEARING)
    try:
        os.close(os.open(guard, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except OSError:
        with contextlib.suppress(OSError):
            if time.time() - guard.stat().st_mtime > STALE_SECONDS:
                guard.unlink()
        return False
    try:
        return _is_stale(path) and _remove(path)
    finally:
        _remove(guard)


def _holder(path: Path) -> dict[str, Any]:
    """Return what a lock says of its holder; nothing where it is gone or not yet written."""
    try:
        with path.open("rb") as source:
            said = json.loads(source.read(_LARGEST))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


if sys.platform == "win32":

    def _runs(pid: int) -> bool:
        """Tell whether a process runs: there, os.kill would end it."""
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        query, invalid = 0x1000, 87
        handle = kernel.OpenProcess(query, False, pid)
        if not handle:
            return ctypes.get_last_error() != invalid
        still_active = 259
        status = ctypes.c_ulong()
        known = kernel.GetExitCodeProcess(handle, ctypes.byref(status))
        kernel.CloseHandle(handle)
        return not known or status.value == still_active

else:

    def _runs(pid: int) -> bool:
        """Tell whether a process runs, of whichever user."""
        if pid < 1:
            return False
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except OverflowError:
            return False
        except OSError:
            return True
        return True
