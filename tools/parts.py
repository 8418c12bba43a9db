"""The programs and fonts outside Python that tests or papers want: how to find, name and install each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """One such thing; `variable` is the environment variable that names its path, where it is a program."""

    key: str
    label: str
    without: str  # what is not done where it lacks
    packages: tuple[str, ...]  # Debian's
    programs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # where Debian keeps a program that is not on PATH; the last one counts

    @property
    def variable(self) -> str:
        """Return the environment variable that overrides the search."""
        return f"GIAOUOC_{self.key.upper()}"


PARTS = (
    Part(
        key="times_font",
        label="a font with the metrics of Times New Roman (Tinos or Liberation Serif)",
        without="papers are shown in another font and their lines break elsewhere",
        packages=("fonts-croscore",),
        files=("Tinos-Regular.ttf", "LiberationSerif-Regular.ttf", "times.ttf", "Times New Roman.ttf"),
    ),
    Part(
        key="libreoffice",
        label="LibreOffice",
        without="DOCX and XLSX files are not opened by a second program",
        packages=("libreoffice-writer-nogui", "libreoffice-calc-nogui"),
        programs=("soffice", "libreoffice"),
    ),
    Part(
        key="chromium",
        label="Chromium",
        without="HTML reports are not opened in a browser",
        packages=("chromium",),
        programs=("chromium", "chromium-browser", "google-chrome", "chrome"),
    ),
    Part(
        key="pdftotext",
        label="pdftotext of poppler",
        without="the words of printed pages are not read back",
        packages=("poppler-utils",),
        programs=("pdftotext",),
    ),
    Part(
        key="initdb",
        label="PostgreSQL",
        without="the office is tested on SQLite only",
        packages=("postgresql",),
        programs=("initdb",),
        places=("usr/lib/postgresql/*/bin/initdb",),
    ),
)


def find(part: Part) -> str | None:
    """Return the path of a part, from its environment variable first; None where this machine lacks it."""
    named = os.environ.get(part.variable)
    if named:
        return named if Path(named).exists() else None
    for program in part.programs:
        if path := shutil.which(program):
            return path
    for place in part.places:
        if there := sorted(Path("/").glob(place)):
            return str(there[-1])
    return _font(part.files) if part.files else None


def part_called(key: str) -> Part:
    """Return the part with this key."""
    return next(part for part in PARTS if part.key == key)


def lacking() -> list[Part]:
    """Return the parts this machine lacks, in the order of PARTS."""
    return [part for part in PARTS if find(part) is None]


def in_ci() -> bool:
    """Say whether nothing may be skipped: the environment says CI=true."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def complete() -> bool:
    """Install what lacks where that is allowed, name what still does, and say whether all is there."""
    lacks = lacking()
    if lacks and may_install():
        apt([package for part in lacks for package in part.packages])
        lacks = lacking()
    tell(lacks)
    return not lacks


def tell(lacks: list[Part]) -> None:
    """Name each lacking part, what is not done for it, and how Debian installs it."""
    for part in lacks:
        print(f"This machine lacks {part.label}: {part.without}.")
    if lacks:
        packages = " ".join(package for part in lacks for package in part.packages)
        print(f"On Debian or Ubuntu: sudo apt-get install --no-install-recommends {packages}", flush=True)


def may_install() -> bool:
    """Say whether system packages may be installed: only as root of a machine that says CI=true."""
    return in_ci() and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(packages: list[str]) -> bool:
    """Install Debian packages without questions and without recommended ones; say whether that worked."""
    print(f"Installing {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        command = ["apt-get", "-qq", *words]
        if subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode:
            return False
    return True


def _font(names: tuple[str, ...]) -> str | None:
    wanted = {name.lower() for name in names}
    for folder in _font_folders():
        for _, _, files in os.walk(folder):
            for name in files:
                if name.lower() in wanted:
                    return name
    return None


def _font_folders() -> list[Path]:
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")]
    home = Path.home()
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts"]
    return [
        *shared,
        home / ".fonts",
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts"),
        home / "Library/Fonts",
    ]
