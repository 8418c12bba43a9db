"""Verify the seal of a case folder: whether its rows or the files beside them were changed."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

from giaouoc.engine.figures import COLUMNS
from giaouoc.engine.figures.seal import (
    Problem,
    Seal,
    SealRefused,
    anchor_problems,
    compare,
    file_problems,
    seal_from_text,
    table_hash,
    unsealed,
)

# The sentences of the catalogues; put in where the verifier of a case folder is written.
WORDS: dict[str, dict[str, str]] = {}
SEALED_FILES = ("pact.toml", "units.toml", "indicators.toml")
UNUSABLE = ("figures.seal-missing", "figures.seal-unreadable")


def check_folder(folder: Path, anchor: str | None = None) -> tuple[list[Problem], list[Problem]]:
    """Return what does not fit the seal of a folder, and what is only worth knowing."""
    problems: list[Problem] = []
    rows = _rows_in(folder, problems)
    if rows is not None and anchor is not None:
        problems += anchor_problems(anchor, rows)
    seal = _seal_in(folder, problems)
    if seal is None:
        return problems, []
    files: dict[str, str] = {}
    for name in SEALED_FILES:
        try:
            files[name] = _table_hash(folder / name)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, ArithmeticError, RecursionError):
            problems.append(Problem("figures.seal-file-unreadable", {"file": name}))
            files[name] = seal.files.get(name, "")
    if rows is None:
        return problems + file_problems(seal, files), []
    return problems + compare(seal, rows, files), unsealed(seal, rows)


def main(words: list[str] | None = None) -> int:
    """Print what was found; 0 where the seal holds, 1 where it does not, 2 where there is none to check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--anchor", metavar="N:HEX", help="rows and head from outside: minutes, an e-mail")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    parser.add_argument("--json", action="store_true", help="print codes and parameters")
    asked = parser.parse_args(words)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    problems, remarks = check_folder(asked.folder, asked.anchor)
    if asked.json:
        found = [{"code": p.code, **p.params} for p in (*problems, *remarks)]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        for problem in (*problems, *remarks):
            sys.stdout.write(_sentence(problem, asked.lang) + "\n")
        if not problems:
            sys.stdout.write(WORDS.get(asked.lang, {}).get("holds", "ok") + "\n")
    if any(p.code in UNUSABLE for p in problems):
        return 2
    return 1 if problems else 0


def _rows_in(folder: Path, problems: list[Problem]) -> list[list[str]] | None:
    try:
        text = _decoded((folder / "figures.csv").read_bytes())
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        sound = tuple(" ".join(name.split()) for name in header) == COLUMNS
        if not sound or any(len(row) not in (0, len(COLUMNS)) for row in rows):
            raise ValueError
    except (OSError, ValueError, csv.Error):
        problems.append(Problem("figures.seal-file-unreadable", {"file": "figures.csv"}))
        return None
    return [row for row in rows if row]


def _seal_in(folder: Path, problems: list[Problem]) -> Seal | None:
    try:
        return seal_from_text(_decoded((folder / "ledger.json").read_bytes()))
    except FileNotFoundError:
        problems.append(Problem("figures.seal-missing", {}))
    except SealRefused as refused:
        problems.extend(refused.problems)
    except (OSError, ValueError):
        problems.append(Problem("figures.seal-file-unreadable", {"file": "ledger.json"}))
    return None


def _table_hash(path: Path) -> str:
    return table_hash(tomllib.loads(_decoded(path.read_bytes()), parse_float=Decimal))


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _sentence(problem: Problem, lang: str) -> str:
    about = ", ".join(f"{name}={value}" for name, value in problem.params.items())
    words = WORDS.get(lang, {}).get(problem.code)
    return f"{problem.code}: {words.format(**problem.params)}" if words else f"{problem.code} {about}"


if __name__ == "__main__":
    sys.exit(main())
