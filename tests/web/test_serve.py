"""giaouoc serve for real: the first start invites to make the first administrator, the second does not."""

from __future__ import annotations

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools.postgres import free_port

PHRASE = "hoa sen trên mặt hồ"


@contextmanager
def served(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Run the command and yield its address and what it printed before it served."""
    port = free_port()
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("GIAOUOC_", "DATABASE_URL", "DJANGO_"))}
    command = [sys.executable, "-m", "giaouoc", "serve", "--port", str(port), "--lang", "en"]
    server = subprocess.Popen(
        command,
        env=ours | {"GIAOUOC_DATA": str(data), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        assert server.stdout is not None
        said = [server.stdout.readline()]
        while not reachable(port):
            assert server.poll() is None, said
        os.set_blocking(server.stdout.fileno(), False)
        said += server.stdout.readlines()
        yield address, said
    finally:
        server.terminate()
        server.communicate(timeout=30)


def reachable(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(0.2)
        return one.connect_ex(("127.0.0.1", port)) == 0


class Visitor:
    """Somebody with cookies."""

    def __init__(self) -> None:
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(self, url: str) -> tuple[int, str]:
        try:
            with self.opener.open(url, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def post(self, url: str, page: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        with self.opener.open(urllib.request.Request(url, sent, {"Referer": url}), timeout=20) as answer:
            return str(answer.read().decode())


@pytest.mark.skipif(sys.platform == "win32", reason="the office runs on waitress there")
def test_an_office_starts_from_nothing_and_has_no_default_password(tmp_path: Path) -> None:
    data = tmp_path / "văn phòng"
    with served(data) as (address, said):
        assert said[0] == f"The office runs at {address}. Stop it with Ctrl-C.\n"
        invitation = re.search(r"http\S+first-start/\?key=(\S+)", said[1])
        assert invitation is not None
        stranger, first = Visitor(), Visitor()
        assert stranger.get(f"{address}/first-start/?key=guess")[0] == 404
        assert stranger.get(f"{address}/first-start/")[0] == 404
        status, page = first.get(invitation[0])
        assert status == 200
        weak = first.post(
            f"{address}/first-start/",
            page,
            key=invitation[1],
            full_name="Quản",
            sign_in="admin",
            password="admin",
        )
        assert "Mật khẩu chưa đủ mạnh" in weak
        home = first.post(
            f"{address}/first-start/",
            page,
            key=invitation[1],
            full_name="Trần Quản",
            sign_in="admin",
            password=PHRASE,
        )
        assert "Xin chào Trần Quản" in home
        assert stranger.get(invitation[0])[0] == 404
    assert (data / "secret.key").stat().st_mode & 0o077 == 0
    with served(data) as (address, said):
        assert len(said) == 1
        assert "Đăng nhập" in Visitor().get(address)[1]
