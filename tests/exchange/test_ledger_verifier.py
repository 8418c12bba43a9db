from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from giaouoc.exchange import ledger_verifier
from giaouoc.exchange.figures_file import write_figures
from giaouoc.exchange.rules_files import RuleFiles
from giaouoc.exchange.seal_file import VERIFIER_FILE, add_anchor, seal_case, verifier_text, verify_case
from tests.exchange.sample_case import append_rows, replaced, row, rows, write_case, write_rules

Edit: TypeAlias = Callable[[Path], object]


@pytest.fixture
def rules(tmp_path: Path) -> RuleFiles:
    return write_rules(tmp_path / "rules")


@pytest.fixture
def folder(tmp_path: Path, rules: RuleFiles) -> Path:
    folder = write_case(tmp_path / "case")
    seal_case(folder, date(2025, 7, 2), rules=rules)
    add_anchor(folder, "Biên bản", date(2025, 7, 3), rules)
    return folder


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the verifier of a folder with nothing but the interpreter: no packages, no environment."""
    command = [sys.executable, "-I", "-S", str(folder / VERIFIER_FILE), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd="/", check=False)


def rewritten(kept: list[int]) -> Edit:
    return lambda folder: (folder / "figures.csv").write_text(
        write_figures([rows()[place] for place in kept]), "utf-8"
    )


def edited(file: str, old: str, new: str) -> Edit:
    return lambda folder: (folder / file).write_text(
        replaced((folder / file).read_text("utf-8"), old, new), "utf-8"
    )


@pytest.mark.parametrize(
    ("edit", "words", "status", "codes"),
    [
        (lambda folder: None, [], 0, []),
        (lambda folder: append_rows(folder, [row(1, value="9")]), [], 0, ["rows-unsealed"]),
        (edited("figures.csv", ",reported,41,", ",reported,14,"), [], 1, ["row-changed"]),
        (rewritten([0, 1, 3, 4]), [], 1, ["row-lost"]),
        (rewritten([0, 2, 1, 3, 4]), [], 1, ["row-moved", "row-moved"]),
        (rewritten([0, 1, 2, 3, 4, 4]), [], 0, ["rows-unsealed"]),
        (edited("pact.toml", "value = 3.5", "value = 2.5"), [], 1, ["file-changed"]),
        (edited("units.toml", 'name = "Nam"', 'name = "Tây"'), [], 1, ["file-changed"]),
        (edited("pact.toml", "value = 3.5", "value = 3.5 # x"), [], 0, []),
        (edited("ledger.json", '"where": "Biên bản"', '"where": 5'), [], 2, ["unreadable"]),
        (lambda folder: (folder / "ledger.json").unlink(), [], 2, ["missing"]),
        (lambda folder: None, ["--anchor", "5:00000000"], 1, ["anchor-differs"]),
        (lambda folder: None, ["--anchor", "6:00000000"], 1, ["anchor-beyond-end"]),
        (lambda folder: None, ["--anchor", "5:xyz"], 1, ["anchor-malformed"]),
    ],
)
def test_the_copy_in_the_folder_answers_as_the_program_does(
    folder: Path, rules: RuleFiles, edit: Edit, words: list[str], status: int, codes: list[str]
) -> None:
    edit(folder)
    done = run(folder, "--json", *words)
    theirs: list[dict[str, Any]] = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (status, "")
    assert [one["code"] for one in theirs] == [f"figures.seal-{code}" for code in codes]
    ours = [dict(f.params) for f in verify_case(folder, words[1] if words else None, rules)]
    place = {"file": "ledger.json" if codes in (["missing"], ["unreadable"]) else "figures.csv"}
    assert [place | {k: v for k, v in one.items() if k != "code"} for one in theirs] == ours
    assert [f.code for f in verify_case(folder, words[1] if words else None, rules)] == [
        one["code"] for one in theirs
    ]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("figures.csv", "seq,unit\n"),
        ("figures.csv", ""),
        ("figures.csv", 'seq,"unit'),
        ("pact.toml", "a = "),
        ("pact.toml", "a = " + "[" * 5000),
        ("ledger.json", "[" * 100_000),
    ],
)
def test_a_file_that_cannot_be_read_is_no_traceback(
    folder: Path, rules: RuleFiles, file: str, content: str
) -> None:
    (folder / file).write_text(content, "utf-8")
    done = run(folder, "--json")
    assert done.returncode in (1, 2)
    assert done.stderr == ""
    found, _ = ledger_verifier.check_folder(folder)
    assert [one["code"] for one in json.loads(done.stdout)] == [p.code for p in found] != []
    assert verify_case(folder, rules=rules) != []


def test_a_file_that_is_gone_is_a_file_that_changed(folder: Path) -> None:
    (folder / "units.toml").unlink()
    found, _ = ledger_verifier.check_folder(folder)
    assert [(p.code, dict(p.params)) for p in found] == [
        ("figures.seal-file-changed", {"file": "units.toml"})
    ]


def test_a_ledger_saved_as_utf_16_has_the_same_values(folder: Path, rules: RuleFiles) -> None:
    path = folder / "figures.csv"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    assert (ledger_verifier.check_folder(folder), verify_case(folder, rules=rules)) == (([], []), [])


def test_a_seal_that_is_a_folder_cannot_be_read(folder: Path) -> None:
    (folder / "ledger.json").unlink()
    (folder / "ledger.json").mkdir()
    found, _ = ledger_verifier.check_folder(folder)
    assert [(p.code, dict(p.params)) for p in found] == [
        ("figures.seal-file-unreadable", {"file": "ledger.json"})
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "figures.seal-row-changed: Dòng sổ số 1 không còn như khi niêm phong.\n"),
        (["--lang", "en"], "figures.seal-row-changed: Entry 1 is not what it was when it was sealed.\n"),
    ],
)
def test_the_copy_speaks_the_words_of_the_catalogues(folder: Path, words: list[str], expected: str) -> None:
    edited("figures.csv", ",reported,41,", ",reported,14,")(folder)
    assert run(folder, *words).stdout == expected


def test_a_seal_that_holds_is_said_in_words(folder: Path) -> None:
    assert run(folder).stdout == "Niêm phong còn nguyên.\n"
    assert run(folder, "--lang", "en").stdout == "The seal holds.\n"


def test_every_sentence_of_the_copy_can_be_filled(folder: Path) -> None:
    tree = ast.parse(verifier_text())
    (words,) = [
        node.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "WORDS"
    ]
    assert words is not None
    texts = ast.literal_eval(words)
    assert set(texts) == {"vi", "en"}
    assert [
        text for said in texts.values() for text in said.values() if ":plain" in text or ":day" in text
    ] == []


def test_the_copy_is_made_of_the_standard_library_and_no_name_stands_twice() -> None:
    tree = ast.parse(verifier_text())
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
    names = Counter(n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef))
    assert [name for name, times in names.items() if times > 1] == []


def test_the_module_itself_can_be_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger_verifier.main([str(folder)]) == 0
    edited("units.toml", 'name = "Nam"', 'name = "Tây"')(folder)
    assert ledger_verifier.main([str(folder), "--anchor", "9:00000000"]) == 1
    (folder / "ledger.json").unlink()
    assert ledger_verifier.main([str(folder), "--json"]) == 2
    assert capsys.readouterr().out.splitlines() == [
        "ok",
        "figures.seal-anchor-beyond-end length=9, rows=5",
        "figures.seal-file-changed file=units.toml",
        '[{"code": "figures.seal-missing"}]',
    ]
