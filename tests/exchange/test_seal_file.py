from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from giaouoc.engine.figures.seal import Anchor
from giaouoc.engine.findings import Finding, Refusal, Severity
from giaouoc.exchange.case_folder import LoadedCase, read_case
from giaouoc.exchange.rules_files import RuleFiles
from giaouoc.exchange.seal_file import (
    VERIFIER_FILE,
    add_anchor,
    check_anchor_form,
    read_seal,
    seal_case,
    verifier_findings,
    verify_case,
)
from tests.exchange.sample_case import DEATHS, append_rows, replaced, row, spoken, write_case, write_rules

ON = date(2025, 7, 2)


@pytest.fixture
def rules(tmp_path: Path) -> RuleFiles:
    return write_rules(tmp_path / "rules")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case")


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    path.write_bytes(replaced(path.read_bytes().decode(), old, new).encode())


def told(found: list[Finding]) -> list[tuple[str, object]]:
    return [(f.code, f.get("seq") if f.get("seq") is not None else f.get("file")) for f in spoken(found)]


def refused_by(refused: pytest.ExceptionInfo[Refusal]) -> list[tuple[str, object]]:
    return told(list(refused.value.findings))


def test_a_fresh_seal_holds_and_is_read_back(folder: Path, rules: RuleFiles) -> None:
    seal = seal_case(folder, ON, rules=rules)
    assert (verify_case(folder, rules=rules), read_seal(folder)) == ([], seal)
    assert (seal.length, seal.sealed_on, sorted(seal.files), sorted(seal.indicators)) == (
        5,
        "2025-07-02",
        ["indicators.toml", "pact.toml", "units.toml"],
        ["deaths@1"],
    )


def test_a_case_without_a_seal_says_so(folder: Path, rules: RuleFiles) -> None:
    assert told(verify_case(folder, rules=rules)) == [("figures.seal-missing", "ledger.json")]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("figures.csv", ",reported,41,", ",reported,14,", [("figures.seal-row-changed", 1)]),
        ("figures.csv", "Cộng nhầm", "Cộng sai", [("figures.seal-row-changed", 4)]),
        ("pact.toml", "value = 3.5", "value = 2.5", [("figures.seal-file-changed", "pact.toml")]),
        ("units.toml", 'name = "Nam"', 'name = "Tây"', [("figures.seal-file-changed", "units.toml")]),
        ("indicators.toml", "Nobody said.", "Said.", [("figures.seal-file-changed", "indicators.toml")]),
    ],
)
def test_a_changed_value_is_named(
    folder: Path, rules: RuleFiles, file: str, old: str, new: str, expected: list[tuple[str, object]]
) -> None:
    seal_case(folder, ON, rules=rules)
    edit(folder, file, old, new)
    assert told(verify_case(folder, rules=rules)) == expected


def test_comments_spacing_line_ends_and_quotes_do_not_break_a_seal(folder: Path, rules: RuleFiles) -> None:
    seal_case(folder, ON, rules=rules)
    edit(folder, "pact.toml", "value = 3.5", "value   =  3.5  # as printed")
    for name in ("figures.csv", "units.toml"):
        path = folder / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b",deaths,", b',"deaths",'))
    assert verify_case(folder, rules=rules) == []


def test_a_shared_definition_that_changed_is_named(folder: Path, tmp_path: Path) -> None:
    seal_case(folder, ON, rules=write_rules(tmp_path / "rules"))
    (tmp_path / "rules/indicators/deaths.toml").write_text(DEATHS + 'known_wrong = "x"\n', "utf-8")
    found = verify_case(folder, rules=RuleFiles(tmp_path / "rules"))
    assert [(f.code, f["value"]) for f in found] == [("figures.seal-definition-changed", "deaths@1")]


def test_new_rows_are_a_note_until_the_case_is_sealed_again(folder: Path, rules: RuleFiles) -> None:
    first = seal_case(folder, ON, rules=rules)
    append_rows(folder, [row(1, value="9")])
    (found,) = verify_case(folder, rules=rules)
    assert (found.code, found.severity, found["count"]) == ("figures.seal-rows-unsealed", Severity.NOTE, 1)
    second = seal_case(folder, ON, rules=rules)
    assert (second.rows[:5], verify_case(folder, rules=rules)) == (first.rows, [])


def test_sealing_over_a_changed_row_is_refused_and_writes_nothing(folder: Path, rules: RuleFiles) -> None:
    seal_case(folder, ON, rules=rules)
    before = (folder / "ledger.json").read_bytes()
    edit(folder, "figures.csv", ",reported,41,", ",reported,14,")
    for accept in (False, True):
        with pytest.raises(Refusal) as refused:
            seal_case(folder, ON, accept_files=accept, rules=rules)
        assert refused_by(refused) == [("figures.seal-row-changed", 1)]
    assert (folder / "ledger.json").read_bytes() == before


def test_a_changed_pact_is_sealed_only_where_that_is_asked_for(folder: Path, rules: RuleFiles) -> None:
    seal_case(folder, ON, rules=rules)
    edit(folder, "pact.toml", "value = 3.5", "value = 3.0")
    with pytest.raises(Refusal) as refused:
        seal_case(folder, ON, rules=rules)
    assert refused_by(refused) == [("figures.seal-file-changed", "pact.toml")]
    seal_case(folder, ON, accept_files=True, rules=rules)
    assert verify_case(folder, rules=rules) == []


def test_unreadable_figures_are_not_sealed(folder: Path, rules: RuleFiles) -> None:
    edit(folder, "figures.csv", ",reported,41,", ",reported,x,")
    with pytest.raises(Refusal) as refused:
        seal_case(folder, ON, rules=rules)
    assert [f.code for f in refused.value.findings] == ["exchange.number-not-for-files"]
    assert sorted(p.name for p in folder.iterdir()) == [
        "figures.csv",
        "indicators.toml",
        "pact.toml",
        "units.toml",
    ]


def test_an_anchor_records_the_head_with_its_place(folder: Path, rules: RuleFiles) -> None:
    seal = seal_case(folder, ON, rules=rules)
    add_anchor(folder, "  Biên bản  họp cụm ", ON, rules)
    assert read_seal(folder).anchors == (Anchor(5, seal.head, "Biên bản họp cụm", "2025-07-02"),)
    append_rows(folder, [row(1, value="9")])
    seal_case(folder, ON, rules=rules)
    assert read_seal(folder).anchors[0].head == seal.head
    assert verify_case(folder, f"5:{seal.head[:8]}", rules) == []


def test_an_anchor_is_refused_without_place_and_for_a_broken_seal(folder: Path, rules: RuleFiles) -> None:
    seal_case(folder, ON, rules=rules)
    with pytest.raises(Refusal) as refused:
        add_anchor(folder, " ", ON, rules)
    assert refused_by(refused) == [("figures.seal-anchor-without-place", "ledger.json")]
    edit(folder, "figures.csv", ",reported,41,", ",reported,14,")
    with pytest.raises(Refusal) as refused:
        add_anchor(folder, "Biên bản", ON, rules)
    assert refused_by(refused) == [("figures.seal-row-changed", 1)]


def test_an_anchor_from_outside_catches_a_case_that_was_sealed_anew(folder: Path, rules: RuleFiles) -> None:
    head = seal_case(folder, ON, rules=rules).head
    edit(folder, "figures.csv", ",reported,41,", ",reported,14,")
    (folder / "ledger.json").unlink()
    seal_case(folder, ON, rules=rules)
    assert verify_case(folder, rules=rules) == []
    assert told(verify_case(folder, f"5:{head[:12]}", rules)) == [
        ("figures.seal-anchor-differs", "figures.csv")
    ]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RuleFiles, LoadedCase]:
    root = tmp_path_factory.mktemp("sealed")
    rules = write_rules(root / "rules")
    folder = write_case(root / "case")
    seal_case(folder, ON, rules=rules)
    return folder, rules, read_case(folder, rules)


@given(
    file=st.sampled_from(["figures.csv", "pact.toml", "units.toml"]),
    place=st.integers(0, 10**6),
    byte=st.integers(0, 255),
    how=st.sampled_from(["change", "insert", "delete"]),
)
def test_any_byte_that_changes_a_value_is_caught(
    sealed: tuple[Path, RuleFiles, LoadedCase], file: str, place: int, byte: int, how: str
) -> None:
    folder, rules, loaded = sealed
    path = folder / file
    old = path.read_bytes()
    at = place % len(old)
    kept = old[at + 1 :] if how != "insert" else old[at:]
    new = old[:at] + (b"" if how == "delete" else bytes([byte])) + kept
    assume(new != old)
    try:
        path.write_bytes(new)
        found = verify_case(folder, rules=rules)
        try:
            again = read_case(folder, rules)
        except Refusal:
            # What is no longer read as a sound case has no value that could pass for the old one.
            return
    finally:
        path.write_bytes(old)
    is_same = _values(again) == _values(loaded)
    assert is_same or found != []


def _values(loaded: LoadedCase) -> tuple[object, ...]:
    units = loaded.case.units
    return (
        loaded.case.pact,
        units.units,
        units.successions,
        units.clusters,
        tuple(loaded.case.indicators),
        loaded.case.ledger.entries,
    )


def test_the_search_for_changed_bytes_can_tell_cases_apart(folder: Path, rules: RuleFiles) -> None:
    before = _values(read_case(folder, rules))
    edit(folder, "figures.csv", ",reported,41,", ",reported,14,")
    assert _values(read_case(folder, rules)) != before


def test_the_verifier_in_the_case_is_compared_with_this_version(folder: Path, rules: RuleFiles) -> None:
    path = folder / VERIFIER_FILE
    assert verifier_findings(folder) == []
    seal_case(folder, ON, rules=rules)
    assert verifier_findings(folder) == []
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert verifier_findings(folder) == []
    for data in (path.read_bytes().replace(b"return 1", b"return 0", 1), b"", b"\xff", b"#" * 2_000_000):
        path.write_bytes(data)
        (found,) = verifier_findings(folder)
        assert (found.code, found.severity, found["file"]) == (
            "exchange.verifier-differs",
            Severity.WARNING,
            VERIFIER_FILE,
        )
        assert told(verify_case(folder, rules=rules)) == []


@pytest.mark.parametrize("anchor", ["foo", "", "5", "5:abc", "-1:9f86d081", "5:9f86d081 x", "x" * 500])
def test_an_anchor_without_its_form_is_refused_before_anything_is_compared(anchor: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_anchor_form(anchor)
    (finding,) = refused.value.findings
    assert (finding.code, finding["key"], finding.get("file")) == (
        "figures.seal-anchor-malformed",
        "--anchor",
        None,
    )


@pytest.mark.parametrize("anchor", ["0:00000000", "5:9f86d081", "999999:9F86D081AB"])
def test_an_anchor_with_its_form_is_left_to_the_comparison(anchor: str) -> None:
    check_anchor_form(anchor)
