"""The files of the checkout that belong to the project: what git would take, without asking git."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE = {"build", "dist", "__pycache__", "node_modules"}  # folders of results, as in .gitignore
VERIFIER = "verify_ledger.py"  # the command writes it into every case it seals
MIGRATIONS = "migrations"  # Django writes what lies there
HIDDEN_BUT_OURS = {".ci", ".github"}


def project_files(root: Path = ROOT) -> list[Path]:
    """Return every file of the project below a folder, sorted; hidden folders and results are left out."""
    return sorted(_walk(root))


def python_files(root: Path = ROOT) -> list[Path]:
    """Return every Python file of the project below a folder, sorted, but those that a program writes."""
    return [
        path
        for path in project_files(root)
        if path.suffix == ".py" and path.name != VERIFIER and path.parent.name != MIGRATIONS
    ]


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if _ours(name)]
        yield from (Path(folder, name) for name in files if name != ".coverage")


def _ours(folder: str) -> bool:
    if folder.startswith("."):
        return folder in HIDDEN_BUT_OURS
    return folder not in MADE and not folder.endswith(".egg-info")
