from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from giaouoc.engine.figures import COLUMNS
from giaouoc.engine.findings import Refusal
from giaouoc.exchange.case_folder import read_case
from giaouoc.exchange.data_package import add_to_ledger, package_text, table_schema, write_data_package
from giaouoc.exchange.rules_files import RuleFiles
from tests.exchange.sample_case import replaced, row, write_case, write_rules


@pytest.fixture
def rules(tmp_path: Path) -> RuleFiles:
    return write_rules(tmp_path / "rules")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case")


def errors(folder: Path) -> list[Any]:
    report = Package(str(folder / "datapackage.json")).validate()
    found: list[Any] = report.flatten(["rowNumber", "fieldName", "type"])
    return found


def test_the_frictionless_tool_finds_nothing_wrong(folder: Path, rules: RuleFiles) -> None:
    path = write_data_package(folder, rules)
    package = Package(str(path))
    assert errors(folder) == []
    assert [r.name for r in package.resources] == ["figures", "pact", "units", "indicators"]
    assert [
        (r["value"], str(r["first_day"])) for r in package.get_table_resource("figures").read_rows()[:2]
    ] == [
        (41, "2024-12-15"),
        (44, "2023-12-15"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("41,,,exact", "4x,,,exact", [2, "value", "type-error"]),
        ("41,,,exact", "-4,,,exact", [2, "value", "constraint-error"]),
        ("41,,,exact", "41,,,precise", [2, "precision", "constraint-error"]),
        ("\n2,north", "\n1,north", [3, None, "primary-key"]),
        ("2025-06-20,,u1", "20/6/2025,,u1", [2, "published_on", "constraint-error"]),
        ("44,,implied by 1", "44", [3, "claimed_percent", "missing-cell"]),
    ],
)
def test_the_frictionless_tool_finds_a_broken_ledger(
    folder: Path, rules: RuleFiles, old: str, new: str, expected: list[Any]
) -> None:
    write_data_package(folder, rules)
    path = folder / "figures.csv"
    path.write_text(replaced(path.read_text("utf-8"), old, new), "utf-8")
    found = errors(folder)
    assert expected in found
    assert [None, None, "hash-count"] in found


def test_a_changed_file_no_longer_has_its_hash(folder: Path, rules: RuleFiles) -> None:
    write_data_package(folder, rules)
    path = folder / "pact.toml"
    path.write_text(replaced(path.read_text("utf-8"), "value = 3.5", "value = 3.4"), "utf-8")
    assert errors(folder) == [[None, None, "hash-count"]]


def test_the_descriptor_says_size_and_hash_and_is_always_the_same(folder: Path, rules: RuleFiles) -> None:
    text = package_text(folder, rules)
    assert package_text(folder, rules) == text
    data = json.loads(text)
    assert (data["$schema"], data["name"], data["title"]) == (
        "https://datapackage.org/profiles/2.0/datapackage.json",
        "sample-2025",
        "Giao ước mẫu",
    )
    for resource in data["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_the_schema_explains_every_column() -> None:
    fields = table_schema()["fields"]
    assert tuple(f["name"] for f in fields) == COLUMNS
    assert [f["name"] for f in fields if not (f["title"] and f["description"])] == []


def test_a_case_that_cannot_be_read_gets_no_descriptor(folder: Path, rules: RuleFiles) -> None:
    (folder / "units.toml").unlink()
    with pytest.raises(Refusal):
        write_data_package(folder, rules)
    assert not (folder / "datapackage.json").exists()


def test_rows_and_the_descriptor_of_the_ledger_are_written_together(folder: Path, rules: RuleFiles) -> None:
    write_data_package(folder, rules)
    pact = read_case(folder, rules).case.pact
    (added,) = add_to_ledger(folder, [row(1, value="9")], pact=pact)
    assert (added.value, errors(folder)) == (Decimal(9), [])
    assert (folder / "datapackage.json").read_text(encoding="utf-8") == package_text(folder, rules)


def test_without_a_descriptor_no_row_is_added(folder: Path, rules: RuleFiles) -> None:
    pact = read_case(folder, rules).case.pact
    (folder / "datapackage.json").mkdir()
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(Refusal) as refused:
        add_to_ledger(folder, [row(1, value="9")], pact=pact)
    assert [f.code for f in refused.value.findings] == ["exchange.file-not-written"]
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
