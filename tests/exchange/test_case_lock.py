"""The lock of a case: one writer at a time, and none that stays for ever."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from giaouoc.engine.findings import Refusal
from giaouoc.exchange.case_lock import LOCK_FILE, STALE_SECONDS, locked


def lock(folder: Path, *, pid: int, host: str | None = None, age: float = 0) -> Path:
    path = folder / LOCK_FILE
    path.write_text(json.dumps({"pid": pid, "host": host or socket.gethostname(), "mark": "theirs"}))
    moment = path.stat().st_mtime - age
    os.utime(path, (moment, moment))
    return path


@pytest.fixture(scope="module")
def ended() -> int:
    """Return the number of a process that is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_lock_stands_while_it_is_held_and_is_gone_afterwards(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [LOCK_FILE]
    assert list(tmp_path.iterdir()) == []


def test_a_lock_is_let_go_where_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), locked(tmp_path):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_second_writer_is_refused_after_waiting_and_leaves_the_lock_alone(tmp_path: Path) -> None:
    with locked(tmp_path):
        with pytest.raises(Refusal) as refused, locked(tmp_path, wait_seconds=0.05):
            pass
        assert (tmp_path / LOCK_FILE).exists()
    assert [(f.code, f["file"]) for f in refused.value.findings] == [("exchange.case-busy", LOCK_FILE)]


def test_a_second_writer_goes_on_once_the_first_is_done(tmp_path: Path) -> None:
    held, done = threading.Event(), []

    def first() -> None:
        with locked(tmp_path):
            held.set()
            done.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    held.wait()
    with locked(tmp_path):
        done.append("second")
    thread.join()
    assert done == ["first", "second"]


def test_the_lock_of_a_process_that_is_gone_is_taken(tmp_path: Path, ended: int) -> None:
    lock(tmp_path, pid=ended)
    with locked(tmp_path, wait_seconds=0):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("age", "stale"), [(STALE_SECONDS - 60, False), (STALE_SECONDS + 60, True)])
@pytest.mark.parametrize("host", [None, "another-computer"])
def test_any_lock_is_taken_after_ten_minutes(
    tmp_path: Path, age: float, stale: bool, host: str | None
) -> None:
    path = lock(tmp_path, pid=os.getpid(), host=host, age=age)
    try:
        with locked(tmp_path, wait_seconds=0):
            taken = True
    except Refusal:
        taken = False
    assert (taken, path.exists()) == (stale, not stale)


def test_the_lock_of_another_computer_stands_though_no_process_here_has_its_number(
    tmp_path: Path, ended: int
) -> None:
    lock(tmp_path, pid=ended, host="another-computer")
    with pytest.raises(Refusal), locked(tmp_path, wait_seconds=0):
        pass


@pytest.mark.parametrize("said", [b"", b"{", b"[1]", b'{"pid": "x"}', b"\xff\xfe", b'{"pid": 1e400}'])
def test_a_lock_that_says_nothing_of_its_holder_stands_for_ten_minutes(tmp_path: Path, said: bytes) -> None:
    path = tmp_path / LOCK_FILE
    path.write_bytes(said)
    with pytest.raises(Refusal), locked(tmp_path, wait_seconds=0):
        pass
    moment = path.stat().st_mtime - STALE_SECONDS - 60
    os.utime(path, (moment, moment))
    with locked(tmp_path, wait_seconds=0):
        pass


def test_a_lock_that_another_took_over_is_not_taken_away(tmp_path: Path) -> None:
    with locked(tmp_path):
        path = lock(tmp_path, pid=os.getpid())
    assert json.loads(path.read_text())["mark"] == "theirs"


def test_a_folder_that_is_not_there_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused, locked(tmp_path / "nowhere"):
        pass
    assert [(f.code, str(f["reason"])) for f in refused.value.findings] == [
        ("exchange.file-not-written", "no_folder")
    ]
