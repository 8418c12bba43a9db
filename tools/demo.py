"""The steps of `python3 run.py demo`: check the example cases, print the national tables, Cluster 8, then an office."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from giaouoc.cli.streams import fall_silent, speak_plainly

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
REPORTS = ROOT / "build" / "demo"
# The half-year is shown as known on 30 June 2025; the ministry's figures of 7 July come with the next line.
NATION: tuple[tuple[str, ...], ...] = (
    ("nation-2025-h1", "--as-known-on", "2025-06-30"),
    ("nation-2025-h1",),
    ("nation-2025-year",),
    ("nation-tet-2026",),
)
CLUSTER = "cluster-8-2025"
SAID = {
    "vi": {
        "unread": "Những hồ sơ ví dụ này không đọc được: {cases}",
        "read": "Đã đọc và đánh giá {count} hồ sơ ví dụ.",
        "reports": "Báo cáo của Cụm thi đua số 8",
        "next": "Mở report.html bằng trình duyệt, không cần mạng. Tiếp theo: {command} --help và README.vi.md.",
    },
    "en": {
        "unread": "These example cases do not read: {cases}",
        "read": "{count} example cases read and judged.",
        "reports": "The reports of Cluster 8",
        "next": "Open report.html in a browser; it needs no network. Next: {command} --help and docs/README.md.",
    },
}


def main(words: list[str]) -> int:
    """Run every step, the office last; return 1 where one of them failed."""
    command = shutil.which("giaouoc", path=str(Path(sys.executable).parent)) or "giaouoc"
    failed = [case for case in _cases() if not _sound(command, case)]
    if failed:
        print(_words("unread", cases=", ".join(failed)))
        return 1
    print(_words("read", count=len(_cases())), flush=True)
    for case, *options in NATION:
        _say(f"examples/{case} {' '.join(options)}")
        if _run(command, "check", str(EXAMPLES / case), *options) != 0:
            return 1
    status = _cluster(command)
    office = [sys.executable, str(ROOT / "tools" / "demo_office.py"), *words]
    return status or subprocess.run(office, cwd=ROOT).returncode


def _cluster(command: str) -> int:
    _say(f"examples/{CLUSTER}")
    REPORTS.mkdir(parents=True, exist_ok=True)
    reports = [REPORTS / f"report.{kind}" for kind in ("html", "docx", "xlsx")]
    asked = [word for path in reports for word in ("--report", str(path))]
    status = _run(command, "check", str(EXAMPLES / CLUSTER), *asked)
    if status != 0:
        return status
    _say(_words("reports"))
    for path in reports:
        print(f"  {path.relative_to(ROOT).as_posix()}  ({path.stat().st_size // 1024} kB)")
    print(_words("next", command=os.path.relpath(command, ROOT)))
    return 0


def _cases() -> list[str]:
    return sorted(path.parent.name for path in EXAMPLES.glob("*/pact.toml"))


def _sound(command: str, case: str) -> bool:
    asked = [command, "check", str(EXAMPLES / case), "--format", "json"]
    return subprocess.run(asked, stdout=subprocess.DEVNULL).returncode == 0


def _run(command: str, *words: str) -> int:
    return subprocess.run([command, *words], cwd=ROOT).returncode


def _words(key: str, **values: object) -> str:
    """Return a sentence in the language the command itself will speak."""
    lang = "en" if os.environ.get("GIAOUOC_LANG", "").strip().lower().startswith("en") else "vi"
    return SAID[lang][key].format(**values)


def _say(title: str) -> None:
    print(f"\n{title.strip()}\n{'-' * len(title.strip())}", flush=True)


def _shown(words: list[str]) -> int:
    """Run every step, printing as the command itself does: on any terminal, until the reader leaves."""
    speak_plainly()
    if words not in ([], ["--no-serve"]):
        print(f"demo knows no word but --no-serve: {' '.join(words)}", file=sys.stderr)
        return 2
    try:
        return main(words)
    except BrokenPipeError:
        fall_silent()
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(_shown(sys.argv[1:]))
