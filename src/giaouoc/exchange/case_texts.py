"""The files of a case folder as texts: safely found, read whole, decoded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from giaouoc.engine.findings import Finding, Refusal, refuse
from giaouoc.exchange.encodings import decode
from giaouoc.exchange.figures_file import FIGURES_FILE, MOST_BYTES
from giaouoc.exchange.indicators_file import INDICATORS_FILE
from giaouoc.exchange.pact_file import PACT_FILE
from giaouoc.exchange.paths import inside, read_whole
from giaouoc.exchange.texts import shown
from giaouoc.exchange.units_file import UNITS_FILE

TOML_FILES: Final = (PACT_FILE, UNITS_FILE, INDICATORS_FILE)
CASE_FILES: Final = (*TOML_FILES, FIGURES_FILE)
SEAL_FILE: Final = "ledger.json"
MOST_TOML_BYTES: Final = 8 * 1024 * 1024


def text_of(folder: Path, file: str) -> str:
    """Return the text of one file of the case; a missing, closed, foreign or too large one is refused by name."""
    limit = MOST_TOML_BYTES if file in TOML_FILES else MOST_BYTES
    return decode(bytes_of(folder, file), file=file, max_bytes=limit)


def bytes_of(folder: Path, file: str) -> bytes:
    """Return one file of the case as it lies there."""
    path = inside(folder, file)
    if not path.exists():
        raise refuse("case_file.file-missing", file=file, value=shown(folder.resolve().name))
    return read_whole(path, max_bytes=MOST_TOML_BYTES if file in TOML_FILES else MOST_BYTES)


def texts_of(folder: Path, files: Iterable[str] = CASE_FILES) -> tuple[dict[str, str], list[Finding]]:
    """Return the texts of the files that can be read, and what is wrong with the others.

    A folder that is not there is refused at once.
    """
    if not folder.is_dir():
        code = "case_file.folder-not-a-folder" if folder.exists() else "case_file.folder-missing"
        raise refuse(code, value=shown(folder))
    found: dict[str, str] = {}
    problems: list[Finding] = []
    for file in files:
        try:
            found[file] = text_of(folder, file)
        except Refusal as refusal:
            problems += [f.about(file=file) for f in refusal.findings]
    return found, problems
