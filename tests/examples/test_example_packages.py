"""Every example is a whole package: sealed, described, with the verifier of this version."""

from __future__ import annotations

from pathlib import Path

import pytest

from giaouoc.exchange.data_package import package_text
from giaouoc.exchange.seal_file import verifier_text, verify_case

EXAMPLES = sorted(p.parent for p in (Path(__file__).resolve().parents[2] / "examples").glob("*/pact.toml"))
each_example = pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)


def test_there_are_five() -> None:
    assert [folder.name for folder in EXAMPLES] == [
        "cluster-8-2025",
        "nation-2025-h1",
        "nation-2025-year",
        "nation-tet-2026",
        "synthetic-cluster",
    ]


@each_example
def test_the_seal_fits_every_row_and_every_file(folder: Path) -> None:
    assert verify_case(folder) == []


@each_example
def test_the_verifier_in_the_case_is_this_versions(folder: Path) -> None:
    assert (folder / "verify_ledger.py").read_text(encoding="utf-8") == verifier_text()


@each_example
def test_the_data_package_describes_the_files_as_they_are(folder: Path) -> None:
    assert (folder / "datapackage.json").read_text(encoding="utf-8") == package_text(folder)
