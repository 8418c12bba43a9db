"""The steps of `python3 run.py demo`: check the example cases, print the national tables, then Cluster 8."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

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


def main() -> int:
    """Run every step; return 1 where one of them failed."""
    command = shutil.which("giaouoc", path=str(Path(sys.executable).parent)) or "giaouoc"
    failed = [case for case in _cases() if not _sound(command, case)]
    if failed:
        print(f"These example cases do not read: {', '.join(failed)}")
        return 1
    print(f"{len(_cases())} example cases read and judged.", flush=True)
    for case, *options in NATION:
        _say(f"examples/{case} {' '.join(options)}")
        if _run(command, "check", str(EXAMPLES / case), *options) != 0:
            return 1
    return _cluster(command)


def _cluster(command: str) -> int:
    _say(f"examples/{CLUSTER}")
    REPORTS.mkdir(parents=True, exist_ok=True)
    reports = [REPORTS / f"report.{kind}" for kind in ("html", "docx", "xlsx")]
    asked = [word for path in reports for word in ("--report", str(path))]
    status = _run(command, "check", str(EXAMPLES / CLUSTER), *asked)
    if status != 0:
        return status
    _say("The reports of Cluster 8")
    for path in reports:
        print(f"  {path.relative_to(ROOT).as_posix()}  ({path.stat().st_size // 1024} kB)")
    print("Open report.html in any browser; it needs no network. Next: giaouoc --help, and docs/README.md.")
    return 0


def _cases() -> list[str]:
    return sorted(path.parent.name for path in EXAMPLES.glob("*/pact.toml"))


def _sound(command: str, case: str) -> bool:
    asked = [command, "check", str(EXAMPLES / case), "--format", "json"]
    return subprocess.run(asked, stdout=subprocess.DEVNULL).returncode == 0


def _run(command: str, *words: str) -> int:
    return subprocess.run([command, *words], cwd=ROOT).returncode


def _say(title: str) -> None:
    print(f"\n{title.strip()}\n{'-' * len(title.strip())}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
