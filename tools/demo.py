"""The steps of `python3 run.py demo`: check every example case."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run `giaouoc check` on each example that holds a pact; return 1 where one of them failed."""
    cases = sorted(path.parent for path in ROOT.glob("examples/*/pact.toml"))
    if not cases:
        print("There is no example case yet: examples/ holds no pact.toml.")
    command = shutil.which("giaouoc", path=str(Path(sys.executable).parent)) or "giaouoc"
    failed = 0
    for case in cases:
        print(f"\n{case.relative_to(ROOT).as_posix()}", flush=True)
        failed += subprocess.run([command, "check", str(case)], cwd=ROOT).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
