from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from giaouoc.engine.findings import Finding, Refusal
from giaouoc.exchange.case_folder import read_case
from giaouoc.exchange.figures_file import read_rows, write_figures
from giaouoc.exchange.rules_files import RuleFiles
from giaouoc.exchange.seal_file import seal_case
from tests.exchange.sample_case import PACT, replaced, row, rows, spoken, write_case, write_rules


@pytest.fixture
def rules(tmp_path: Path) -> RuleFiles:
    return write_rules(tmp_path / "rules")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case")


def problems(folder: Path, rules: RuleFiles) -> list[Finding]:
    with pytest.raises(Refusal) as refused:
        read_case(folder, rules)
    return spoken(refused.value.findings)


def told(folder: Path, rules: RuleFiles) -> list[tuple[str, object]]:
    return [(f.code, f.get("file")) for f in problems(folder, rules)]


def test_a_case_comes_with_all_that_it_was_read_from(folder: Path, rules: RuleFiles) -> None:
    loaded = read_case(folder, rules)
    case = loaded.case
    assert (case.pact.code, len(case.units), [i.code for i in case.indicators], len(case.ledger)) == (
        "sample-2025",
        7,
        ["deaths", "x-zero"],
        5,
    )
    assert loaded.rows == tuple(read_rows(write_figures(rows())))
    assert {name: (folder / name).read_text("utf-8") for name in loaded.texts} == loaded.texts
    assert (loaded.folder, loaded.seal) == (folder, None)


def test_a_sealed_case_comes_with_its_seal(folder: Path, rules: RuleFiles) -> None:
    seal = seal_case(folder, date(2025, 7, 1), rules=rules)
    assert read_case(folder, rules).seal == seal


def test_problems_of_all_files_come_at_once(folder: Path, rules: RuleFiles) -> None:
    (folder / "pact.toml").write_text(replaced(PACT, "slogan", "slogn"), "utf-8")
    (folder / "units.toml").write_text("format = ", "utf-8")
    (folder / "indicators.toml").unlink()
    (folder / "figures.csv").write_text(write_figures([row(1, value="x")]), "utf-8")
    (folder / "ledger.json").write_text("{", "utf-8")
    assert told(folder, rules) == [
        ("case_file.file-missing", "indicators.toml"),
        ("case_file.key-misspelt", "pact.toml"),
        ("case_file.toml-unreadable", "units.toml"),
        ("exchange.number-not-for-files", "figures.csv"),
        ("figures.seal-unreadable", "ledger.json"),
    ]


def test_problems_between_files_name_the_file_to_look_at(folder: Path, rules: RuleFiles) -> None:
    (folder / "pact.toml").write_text(PACT.replace('"north", "south"]', '"north", "west"]'), "utf-8")
    (folder / "figures.csv").write_text(write_figures([row(1, value="1", publisher="press")]), "utf-8")
    assert told(folder, rules) == [
        ("checks.signatory-unknown", "pact.toml"),
        ("checks.entry-publisher-unknown", "figures.csv"),
    ]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, rules: RuleFiles) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert told(tmp_path / "none", rules) == [("case_file.folder-missing", None)]
    assert told(tmp_path / "file", rules) == [("case_file.folder-not-a-folder", None)]


def test_an_empty_folder_lacks_every_file(tmp_path: Path, rules: RuleFiles) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert told(empty, rules) == [
        ("case_file.file-missing", name)
        for name in ("pact.toml", "units.toml", "indicators.toml", "figures.csv")
    ]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(
    folder: Path, rules: RuleFiles, tmp_path: Path
) -> None:
    outside = tmp_path / "pact.toml"
    outside.write_text(PACT, "utf-8")
    (folder / "pact.toml").unlink()
    (folder / "pact.toml").symlink_to(outside)
    assert told(folder, rules) == [("exchange.path-outside-case", "pact.toml")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "exchange.file-empty"),
        (b"\x00\x01\x02", "exchange.file-not-text"),
        (b"\xff\xfe\x00", "exchange.encoding-unknown"),
    ],
)
def test_a_file_that_is_no_text_is_refused_by_name(
    folder: Path, rules: RuleFiles, data: bytes, code: str
) -> None:
    (folder / "units.toml").write_bytes(data)
    assert told(folder, rules) == [(code, "units.toml")]


def test_a_toml_file_larger_than_any_case_needs_is_refused(folder: Path, rules: RuleFiles) -> None:
    (folder / "units.toml").write_bytes(b"#" * (8 * 1024 * 1024 + 1))
    assert told(folder, rules) == [("exchange.file-too-large", "units.toml")]


def test_twenty_thousand_rows_are_read_in_two_seconds(folder: Path, rules: RuleFiles) -> None:
    first = date(2024, 12, 15)
    made = (row(n, value=str(n), first_day=str(first + timedelta(n % 90))) for n in range(1, 20_001))
    (folder / "figures.csv").write_text(write_figures(made), "utf-8")
    start = time.process_time()
    assert len(read_case(folder, rules).case.ledger) == 20_000
    assert time.process_time() - start < 2
