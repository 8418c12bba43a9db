"""Set up this checkout and do one of its jobs: python3 run.py demo | test | check | bench | docs."""

# No import of annotations from __future__ here: Python 3.6 would stop at it before it could say anything.
import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- whoever has an older Python must be told so in plain words
    sys.exit(f"Giao Ước needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

import hashlib
import importlib
import importlib.util
import os
import subprocess
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

from tools import parts

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
# Each level holds what the levels before it hold.
LOCKS = {
    "run": [ROOT / "requirements/run.lock"],
    "web": [ROOT / "requirements/run.lock", ROOT / "requirements/web.lock"],
    "dev": [
        ROOT / "requirements/run.lock",
        ROOT / "requirements/web.lock",
        ROOT / "requirements/dev.lock",
    ],
}
CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "imports": [
        "-c",
        "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())",
    ],
    "sizes": ["tools/size_guard.py"],
}


def main(words: list[str]) -> int:
    """Do the job named by the first word with the words after it; return the exit status, 2 for wrong use."""
    if not words or words[0] in ("help", "-h", "--help"):
        print(usage())
        return 0
    name, *rest = words
    if name not in JOBS:
        print(f"run.py does not know the word {name!r}.\n\n{usage()}", file=sys.stderr)
        return 2
    level, job, _ = JOBS[name]
    try:
        ready = set_up(level)
    except OSError as problem:
        print(problem, file=sys.stderr)
        ready = False
    if not ready:
        print(
            "The set-up did not finish; the reason stands above. The same command tries again.",
            file=sys.stderr,
        )
        return 1
    return job(rest)


def usage() -> str:
    """Return the short help."""
    lines = [f"  {name:<6} {text}" for name, (_, _, text) in JOBS.items()]
    return "\n".join(["python3 run.py WORD [more words for the job]", "", *lines])


def demo(words: list[str]) -> int:
    """Show what the software does, with the example cases."""
    parts.tell([part for part in parts.lacking() if not part.programs])
    return script("tools/demo.py", words)


def check(words: list[str]) -> int:
    """Run every check to its end and count the failures."""
    if words:
        print(f"check takes no more words: {' '.join(words)}", file=sys.stderr)
        return 2
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    if failed:
        print(f"{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def test(words: list[str]) -> int:
    """Run the checks, then the tests; words such as `-k units` go to pytest."""
    complete = parts.complete() or not parts.in_ci()
    checked = check([]) == 0
    tested = script("tools/all_tests.py", words) == 0
    for good, text in ((complete, "a part is lacking"), (checked, "a check failed")):
        if not good:
            print(f"Not passed: {text}, see above.", file=sys.stderr)
    return 0 if complete and checked and tested else 1


def bench(words: list[str]) -> int:
    """Measure."""
    return script("benchmarks/run.py", words)


def docs(words: list[str]) -> int:
    """Write the generated pages of docs/reference again."""
    return script("tools/docs.py", words)


JOBS: dict[str, tuple[str, Callable[[list[str]], int], str]] = {
    "demo": ("web", demo, "set up what is needed, check the example cases, open an office"),
    "test": ("dev", test, "set up the development tools too, run check and every test"),
    "check": ("dev", check, "format, lint, types, import contracts, sizes"),
    "bench": ("run", bench, "measure, results in benchmarks/results/"),
    "docs": ("run", docs, "write docs/reference again"),
}


def script(path: str, words: list[str]) -> int:
    """Run a script of this checkout; say so where it is not there."""
    if not (ROOT / path).exists():
        print(f"{path} is not there yet; nothing was done.", file=sys.stderr)
        return 1
    return python([path, *words])


def python(command: list[str]) -> int:
    """Run the checkout's own Python and return its exit status."""
    sys.stdout.flush()
    return subprocess.run([str(PYTHON), *command], cwd=ROOT, env=environment()).returncode


def passes(name: str, command: list[str]) -> bool:
    """Run one check; its output is shown where it fails."""
    begun = time.monotonic()
    done = subprocess.run([str(PYTHON), *command], cwd=ROOT, env=environment(), capture_output=True)
    good = done.returncode == 0
    print(f"{name:<8} {'ok' if good else 'FAILED'}  {time.monotonic() - begun:.1f} s", flush=True)
    if not good:
        sys.stdout.flush()
        sys.stdout.buffer.write(done.stdout + done.stderr)
        sys.stdout.flush()
    return good


def environment() -> dict[str, str]:
    """Return the environment without what would lead Python or pip out of .venv."""
    astray = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in astray}


# Setting up. A stamp is written when an installation is complete and taken away before the next begins, so
# that one cut short is seen and done again from nothing.


def set_up(level: str) -> bool:
    """Bring .venv to a level, `run` or `dev`; do nothing, and need no network, where it is there already."""
    if not stamped(level):
        if lacking_modules() and parts.may_install() and parts.apt(["python3-venv"]):
            importlib.invalidate_caches()
        problem = lacking_modules() or in_the_way()
        if problem:
            print(problem, file=sys.stderr)
            return False
        fresh = not stamped("run")
        for name in ("self", *LOCKS):
            stamp(name).unlink(missing_ok=True)
        print(f"Setting up .venv from requirements/{level}.lock; this takes a minute or so.", flush=True)
        if not ((not fresh or make_venv()) and pip("--require-hashes", "-r", str(LOCKS[level][-1]))):
            return False
        for name in list(LOCKS)[: list(LOCKS).index(level) + 1]:
            stamp(name).write_text(mark(name), encoding="utf-8")
    if not stamped("self"):
        if not pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)):
            return False
        stamp("self").write_text(mark("self"), encoding="utf-8")
    return True


def stamp(name: str) -> Path:
    """Return the file whose text says what was installed; it lies among the packages and goes where they go."""
    places = {"base": str(VENV), "platbase": str(VENV)}
    return Path(sysconfig.get_path("purelib", "venv", places)) / f"installed-{name}.txt"


def stamped(name: str) -> bool:
    """Say whether that installation is complete and belongs to the files as they are."""
    return PYTHON.exists() and stamp(name).exists() and stamp(name).read_text(encoding="utf-8") == mark(name)


def mark(name: str) -> str:
    """Return what the stamp must say: a hash of locks, Python and place, for a .venv cannot be moved."""
    digest = hashlib.sha256(f"{ROOT}\n{sys.version_info[:2]}\n".encode())
    for path in LOCKS.get(name, [ROOT / "pyproject.toml"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def lacking_modules(find: Callable[[str], object] = importlib.util.find_spec) -> str:
    """Return what to do where Python came without venv or ensurepip; empty where both are there."""
    lacking = [name for name in ("venv", "ensurepip") if find(name) is None]
    if not lacking:
        return ""
    return (
        f"This Python ({sys.executable}) lacks the module {' and '.join(lacking)}: "
        "no .venv was made, nothing was run.\nOn Debian or Ubuntu: sudo apt-get install python3-venv"
    )


def in_the_way() -> str:
    """Return what to do where .venv is no folder; empty where it is one or is not there."""
    if VENV.is_dir() or not (VENV.exists() or VENV.is_symlink()):
        return ""
    return f"{VENV} is there and is no folder: no .venv was made, nothing was run.\nMove it away."


def make_venv() -> bool:
    """Make .venv from nothing, with the Python below where this one is .venv's own."""
    base = getattr(sys, "_base_executable", "") if Path(sys.prefix) == VENV else ""
    return (
        subprocess.run(
            [base or sys.executable, "-m", "venv", "--clear", str(VENV)], env=environment()
        ).returncode
        == 0
    )


def pip(*words: str) -> bool:
    """Install into .venv; modules are compiled when first used, which halves the time."""
    options = [
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        "--no-compile",
        "--no-warn-script-location",
    ]
    return python(["-m", "pip", "install", *options, *words]) == 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
