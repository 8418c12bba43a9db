from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from giaouoc.engine.findings import Refusal
from giaouoc.exchange.case_folder import LoadedCase, read_case
from giaouoc.exchange.case_texts import CASE_FILES
from giaouoc.exchange.case_writer import write_case
from giaouoc.exchange.data_package import PACKAGE_FILE, package_text
from giaouoc.exchange.rules_files import OWN_RULES, RuleFiles
from giaouoc.wording import Lang, Voice, say
from tests.exchange.sample_case import INDICATORS, PACT, UNITS, row, rows, write_rules

EXAMPLES = sorted(path.parent for path in Path(__file__).parents[2].joinpath("examples").glob("*/pact.toml"))
ALL_FILES = sorted([*CASE_FILES, PACKAGE_FILE])


def everything(loaded: LoadedCase) -> tuple[object, ...]:
    """Return the values of a case, in a form that can be compared."""
    case = loaded.case
    units = (case.units.units, case.units.successions, case.units.clusters)
    return case.pact, units, list(case.indicators), case.ledger.entries, loaded.rows


def write(folder: Path, loaded: LoadedCase, rules: RuleFiles = OWN_RULES) -> None:
    case = loaded.case
    write_case(
        folder,
        pact=case.pact,
        units=case.units,
        indicators=case.indicators,
        rows=case.ledger.entries,
        rules=rules,
    )


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def codes_of(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    for finding in refused.value.findings:
        for lang in Lang:
            say(finding, Voice(lang))
    return [f.code for f in refused.value.findings]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_case_that_was_written_reads_as_the_one_it_came_from(example: Path, tmp_path: Path) -> None:
    before, folder = read_case(example), tmp_path / "out"
    write(folder, before)
    assert everything(read_case(folder)) == everything(before)
    assert names_in(folder) == ALL_FILES
    assert names_in(tmp_path) == ["out"]
    assert (folder / PACKAGE_FILE).read_text("utf-8") == package_text(folder)


def test_rules_of_their_own_are_asked(tmp_path: Path) -> None:
    rules, folder = write_rules(tmp_path / "rules"), tmp_path / "case"
    write_case(folder, pact=PACT, units=UNITS, indicators=INDICATORS, rows=rows(), rules=rules)
    first = read_case(folder, rules)
    write(tmp_path / "again", first, rules)
    second = read_case(tmp_path / "again", rules)
    assert everything(first)[:4] == everything(second)[:4]


def test_texts_go_out_as_they_stand(tmp_path: Path) -> None:
    rules, folder = write_rules(tmp_path / "rules"), tmp_path / "case"
    pact = "# as signed\n" + PACT
    write_case(folder, pact=pact, units=UNITS, indicators=INDICATORS, rows=rows(), rules=rules)
    assert (folder / "pact.toml").read_bytes() == pact.encode()


def test_an_empty_folder_is_filled_and_stays_the_same_folder(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir(mode=0o750)
    before = folder.stat()
    loaded = read_case(EXAMPLES[0])
    write(folder, loaded)
    after = folder.stat()
    assert (after.st_ino, stat.S_IMODE(after.st_mode)) == (before.st_ino, stat.S_IMODE(before.st_mode))
    assert everything(read_case(folder)) == everything(loaded)
    assert names_in(folder) == ALL_FILES


def test_a_new_folder_has_the_usual_rights(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    write(tmp_path / "case", read_case(EXAMPLES[0]))
    assert (tmp_path / "case").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("is_there", [False, True])
@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ([row(1, value="x")], "exchange.number-not-for-files"),
        ([row(1, value="1", publisher="nobody")], "checks.entry-publisher-unknown"),
    ],
)
def test_a_case_with_a_problem_leaves_nothing_behind(
    tmp_path: Path, is_there: bool, figures: Iterable[dict[str, str]], code: str
) -> None:
    rules, place = write_rules(tmp_path / "rules"), tmp_path / "place"
    folder = place / "case"
    (folder if is_there else place).mkdir(parents=True)
    with pytest.raises(Refusal) as refused:
        write_case(folder, pact=PACT, units=UNITS, indicators=INDICATORS, rows=figures, rules=rules)
    assert codes_of(refused) == [code]
    assert sorted(place.rglob("*")) == ([folder] if is_there else [])


def test_values_that_do_not_fit_each_other_leave_nothing_behind(tmp_path: Path) -> None:
    case = read_case(EXAMPLES[0]).case
    pact = replace(case.pact, signatories=("stranger",))
    with pytest.raises(Refusal) as refused:
        write_case(tmp_path / "case", pact=pact, units=case.units, indicators=case.indicators, rows=())
    assert codes_of(refused) == ["checks.signatory-unknown"]
    assert names_in(tmp_path) == []


def test_nothing_that_exists_is_touched(tmp_path: Path) -> None:
    loaded = read_case(EXAMPLES[0])
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", "utf-8")
    (tmp_path / "file").write_text("mine", "utf-8")
    told = []
    for name in ("full", "file", "none/case", "x" * 300, "a\0b"):
        with pytest.raises(Refusal) as refused:
            write(tmp_path / name, loaded)
        told += codes_of(refused)
    assert told == [
        "entries.folder-not-empty",
        "entries.folder-is-a-file",
        "entries.folder-parent-missing",
        "entries.folder-not-made",
        "entries.folder-not-made",
    ]
    assert names_in(tmp_path) == ["file", "full"]
    assert names_in(tmp_path / "full") == ["mine.txt"]
