"""datapackage.json: the case folder described for other programs, after the Data Package standard, version 2."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from giaouoc.engine.figures import (
    COLUMNS,
    Entry,
    Ledger,
    Precision,
    PublisherBasis,
    Status,
    WindowBasis,
)
from giaouoc.engine.pacts import Pact
from giaouoc.exchange.case_folder import read_case
from giaouoc.exchange.case_texts import TOML_FILES, bytes_of
from giaouoc.exchange.figures_cells import REQUIRED
from giaouoc.exchange.figures_file import FIGURES_FILE, with_rows
from giaouoc.exchange.paths import inside, write_all, write_whole
from giaouoc.exchange.rules_files import OWN_RULES, RuleFiles
from giaouoc.wording import Lang, text

PACKAGE_FILE: Final = "datapackage.json"
PROFILES: Final = "https://datapackage.org/profiles/2.0"

_WHOLE: Final = {"type": "integer", "constraints": {"minimum": 1}}
_AMOUNT: Final = {"type": "number", "constraints": {"minimum": 0}}
_CODE: Final = {"type": "string", "constraints": {"pattern": "[a-z0-9]+([-_][a-z0-9]+)*"}}
_PART_OF_DAY: Final = {"type": "string", "constraints": {"pattern": "[0-9]{4}(-[0-9]{2}){0,2}"}}


def _words(among: type[StrEnum]) -> dict[str, Any]:
    return {"type": "string", "constraints": {"enum": [one.value for one in among]}}


_FIELDS: Final[dict[str, dict[str, Any]]] = {
    "seq": _WHOLE,
    "unit": _CODE,
    "indicator": _CODE,
    "first_day": {"type": "date"},
    "last_day": {"type": "date"},
    "window_basis": _words(WindowBasis),
    "status": _words(Status),
    "value": _AMOUNT,
    "numerator": _AMOUNT,
    "denominator": _AMOUNT,
    "precision": _words(Precision),
    "publisher": _CODE,
    "publisher_basis": _words(PublisherBasis),
    "published_on": _PART_OF_DAY,
    "corrects": _WHOLE,
    "claimed_base": _AMOUNT,
    "claimed_percent": {"type": "number"},
}


def package_text(
    folder: Path, rules: RuleFiles = OWN_RULES, pact: Pact | None = None, figures: bytes | None = None
) -> str:
    """Return the descriptor of a case: the ledger with its schema, every file with its size and its hash.

    `pact` spares reading a case that was just read; without it one that cannot be read is refused. `figures` is
    a ledger that is about to be written in place of the one that stands there.
    """
    pact = pact or read_case(folder, rules).case.pact
    ledger = bytes_of(folder, FIGURES_FILE) if figures is None else figures
    resources = [_figures(ledger), *(_toml(file, bytes_of(folder, file)) for file in TOML_FILES)]
    package = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": pact.code,
        "title": pact.title,
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def write_data_package(folder: Path, rules: RuleFiles = OWN_RULES, pact: Pact | None = None) -> Path:
    """Write datapackage.json and return its path; a case that cannot be read is refused.

    The descriptor holds hashes of the files: write it anew when one of them has changed.
    """
    path = inside(folder, PACKAGE_FILE)
    write_whole(path, package_text(folder, rules, pact))
    return path


def add_to_ledger(
    folder: Path,
    rows: Iterable[Mapping[str, str]],
    *,
    pact: Pact,
    check: Callable[[Ledger], object] | None = None,
) -> tuple[Entry, ...]:
    """Add rows to the ledger of a case and write its descriptor anew: both files change or neither.

    What is refused is that of `with_rows`.
    """
    data, entries = with_rows(folder, rows, check)
    if entries:
        package = package_text(folder, pact=pact, figures=data)
        write_all({inside(folder, FIGURES_FILE): data, inside(folder, PACKAGE_FILE): package})
    return entries


def table_schema() -> dict[str, Any]:
    """Return the schema of figures.csv: type, constraints and meaning of every column."""
    return {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(name) for name in COLUMNS],
        "missingValues": [""],
        "primaryKey": ["seq"],
    }


def _field(name: str) -> dict[str, Any]:
    kind = _FIELDS.get(name, {"type": "string"})
    constraints = {"required": True} if name in REQUIRED else {}
    constraints |= kind.get("constraints", {})
    field = {
        "name": name,
        "type": kind["type"],
        "title": text(f"case_file.column.{name}", Lang.VI),
        "description": text(f"case_file.column.{name}", Lang.EN),
    }
    return field | ({"constraints": constraints} if constraints else {})


def _figures(data: bytes) -> dict[str, Any]:
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": "figures",
        "type": "table",
        "path": FIGURES_FILE,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_fingerprint(data),
        "schema": table_schema(),
    }


def _toml(file: str, data: bytes) -> dict[str, Any]:
    return {
        "name": file.removesuffix(".toml"),
        "path": file,
        "format": "toml",
        "mediatype": "application/toml",
        "encoding": "utf-8",
        **_fingerprint(data),
    }


def _fingerprint(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
