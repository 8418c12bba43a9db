"""The office of the demonstration: the made-up cluster at a stage of its year, with one person for each role.

STAGE=signing | reporting | mid-year | final chooses the stage. It serves on a terminal; elsewhere, and with
--no-serve, it ends once the office has answered.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from giaouoc.cli.streams import speak_plainly  # noqa: E402 -- run as a script, the checkout must be found first
from tools.demo_stage import PEOPLE, STAGES  # noqa: E402

DATA = ROOT / "build" / "demo" / "office"
SAID = {
    "vi": {
        "stage": "STAGE={stage} không có; chọn một trong: {known}",
        "title": "Văn phòng mô phỏng, giai đoạn {stage}, ngày {day}",
        "at": "Mở {address} và đăng nhập bằng một trong các tài khoản sau (mật khẩu mới tạo):",
        "stop": "Dừng bằng Ctrl-C.",
        "ready": "Văn phòng đã sẵn sàng và đã trả lời. Chạy lại trên một cửa sổ dòng lệnh để mở.",
        "failed": "Văn phòng không trả lời; xem {log}",
    },
    "en": {
        "stage": "There is no STAGE={stage}; choose one of: {known}",
        "title": "The made-up office, stage {stage}, on {day}",
        "at": "Open {address} and sign in as one of these (passwords made just now):",
        "stop": "Stop it with Ctrl-C.",
        "ready": "The office is ready and has answered. Run this on a terminal to open it.",
        "failed": "The office does not answer; see {log}",
    },
}


def main(words: list[str]) -> int:
    """Build the office, tell who may sign in, and serve it or see that it answers."""
    stage = os.environ.get("STAGE", "reporting")
    if stage not in STAGES:
        print(_said("stage", stage=stage, known=", ".join(STAGES)), file=sys.stderr)
        return 2
    shutil.rmtree(DATA, ignore_errors=True)
    day, port = STAGES[stage], _free_port()
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GIAOUOC_") or k == "GIAOUOC_LANG"},
        "GIAOUOC_DATA": str(DATA),
        "GIAOUOC_TODAY": day.isoformat(),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "giaouoc.config.settings",
    }
    passwords = {role: f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for role in PEOPLE}
    filled = subprocess.run(
        [sys.executable, "-m", "tools.demo_stage", stage],
        env=environment | {f"DEMO_{role.upper()}": password for role, password in passwords.items()},
        cwd=ROOT,
    )
    if filled.returncode:
        return filled.returncode
    address = f"http://127.0.0.1:{port}"
    print(f"\n{_said('title', stage=stage, day=day.strftime('%d/%m/%Y'))}")
    print(_said("at", address=address))
    for role, password in passwords.items():
        print(f"  {role:<14} {password}")
    sys.stdout.flush()
    if sys.stdout.isatty() and "--no-serve" not in words:
        print(_said("stop"), flush=True)
        return _serve(port, environment)
    return _answers(address, port, environment)


def _serve(port: int, environment: Mapping[str, str]) -> int:
    return subprocess.run(_command(port), env=environment, cwd=ROOT).returncode


def _answers(address: str, port: int, environment: Mapping[str, str]) -> int:
    """Start the office, see that it shows its sign-in, and stop it."""
    log = DATA / "serve.log"
    with log.open("w", encoding="utf-8") as file:
        server = subprocess.Popen(_command(port), env=environment, cwd=ROOT, stdout=file, stderr=file)
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until and server.poll() is None:
                if _shows_sign_in(address):
                    print(_said("ready"))
                    return 0
                time.sleep(0.2)
        finally:
            server.terminate()
            server.wait(timeout=30)
    print(_said("failed", log=log.relative_to(ROOT).as_posix()), file=sys.stderr)
    return 1


def _shows_sign_in(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/account/login/", timeout=10) as answer:
            return b'name="password"' in answer.read()
    except (urllib.error.URLError, OSError):
        return False


def _command(port: int) -> list[str]:
    return [sys.executable, "-m", "giaouoc", "serve", "--port", str(port)]


def _free_port() -> int:
    """Return port 8000 where nobody has it, else a free one."""
    for wanted in (8000, 0):
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            port: int = one.getsockname()[1]
            return port
    raise OSError("no port is free")


def _said(key: str, **values: object) -> str:
    lang = "en" if os.environ.get("GIAOUOC_LANG", "").strip().lower().startswith("en") else "vi"
    return SAID[lang][key].format(**values)


if __name__ == "__main__":
    speak_plainly()
    sys.exit(main(sys.argv[1:]))
