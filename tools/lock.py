"""Write requirements/run.lock, web.lock and dev.lock from pyproject.toml; for maintainers, needs the network.

.venv/bin/python tools/lock.py            # keeps the versions that still fit
.venv/bin/python tools/lock.py --upgrade  # takes the newest that fit
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OFFICE = ["--extra", "web", "--extra", "postgres"]
LOCKS: dict[str, list[str]] = {
    "requirements/run.lock": ["--group", "build"],
    "requirements/web.lock": ["--group", "build", *OFFICE, "-c", "requirements/run.lock"],
    "requirements/dev.lock": ["--group", "build", "--group", "dev", *OFFICE, "-c", "requirements/web.lock"],
}
# No header, no annotations: a lock must not tell where or how it was made, only what to install.
QUIET = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
FIXED = ["--no-config", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes"]


def main(words: list[str]) -> int:
    """Compile all locks for Python 3.11 and newer on every system, without this machine's pip settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    for lock, groups in LOCKS.items():
        command = [sys.executable, "-m", "uv", *FIXED, "--python-version", "3.11", *QUIET, *groups]
        if subprocess.run([*command, "-o", lock, *words], cwd=ROOT, env=kept).returncode:
            print(f"{lock} could not be made; the reason stands above.", file=sys.stderr)
            return 1
        print(f"{lock} written.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
