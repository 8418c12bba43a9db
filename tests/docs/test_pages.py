"""The pages: generated ones are as the code has them, every example runs, every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from giaouoc.cli.main import OF_OFFICES, WORDS
from giaouoc.wording import Lang
from tests.house import catalogues
from tools import docs, docs_reference, docs_values
from tools.docs_examples import blocks, examples
from tools.tree import ROOT, python_files

DOCS = ROOT / "docs"
PAGES = sorted([*(ROOT / name for name in (*docs.FRONT, "CHANGELOG.md")), *DOCS.rglob("*.md")])
WITH_EXAMPLES = docs.pages_with_examples()
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path | str) -> str:
    return (DOCS / path).read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made on the pages of a repository."""
    heads = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", docs_reference.pages())
def test_a_generated_page_is_as_the_code_has_it(page: str) -> None:
    assert text(page) == docs_reference.pages()[page], "stale; python3 run.py docs writes it again"


def test_the_glossary_lists_the_values_as_the_catalogues_have_them() -> None:
    assert text("glossary.md") == docs_values.with_values(text("glossary.md"))


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name)
def test_the_examples_of_a_page_print_what_it_shows(page: Path) -> None:
    assert docs.fresh_text(page) == page.read_text(encoding="utf-8")


def test_every_word_of_the_command_is_shown_in_an_example() -> None:
    shown: set[str] = set()
    for page in WITH_EXAMPLES:
        lines = page.read_text(encoding="utf-8").splitlines()
        for block in blocks(lines):
            if block.language == "console":
                shown |= {one.command.split()[1] for one in examples(lines, block)}
    # What is done to an office is shown by its own tests, in tests/web.
    assert set(WORDS) - shown == set(OF_OFFICES)


@pytest.mark.parametrize("lang", Lang)
def test_every_word_option_and_choice_stands_on_the_page_of_commands(lang: Lang) -> None:
    page = text("reference/commands.md")
    parsers = docs_reference.parsers(lang)
    assert list(parsers) == list(WORDS)
    for word, parser in parsers.items():
        section = page.partition(f"## giaouoc {word}\n")[2].partition("\n## ")[0]
        options = [option for action in parser._actions for option in action.option_strings]
        choices = [str(c) for action in parser._actions for c in action.choices or ()]
        assert len(options) >= 3
        assert [one for one in (*options, *choices) if f"`{one}`" not in section] == []
        assert [a.help for a in parser._actions if a.help and a.help.replace("|", "\\|") not in section] == []


@pytest.mark.parametrize("page", ["reference/findings.md", "reference/findings.vi.md"])
def test_every_finding_that_is_made_has_its_place_with_cause_and_way_out(page: str) -> None:
    made = {
        code
        for path in python_files(ROOT / "src")
        for code in catalogues.made_codes(path.read_text(encoding="utf-8"))
    }
    sections = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", text(page), re.MULTILINE | re.DOTALL))
    assert len(made) > 200
    assert sorted(made - sections.keys()) == []
    assert [code for code, said in sections.items() if said.count("\n- ") not in (2, 3)] == []


def test_warnings_of_checks_come_with_innocent_explanations_on_the_page() -> None:
    section = text("reference/findings.md").partition("### checks.percent-does-not-follow")[2]
    assert "What may innocently explain it" in section.partition("###")[0]


def test_every_file_of_rules_stands_on_the_page_of_rules() -> None:
    page = text("reference/rules.md")
    codes = [path.stem for path in (ROOT / "src/giaouoc/rules").rglob("*.toml") if path.stem != "holidays"]
    assert len(codes) > 25
    assert [code for code in codes if f"`{code}`" not in page and f"`{code}@" not in page] == []


def test_every_value_of_the_engine_has_its_entry_in_the_glossary() -> None:
    sets = docs_values.engine_values()
    assert sorted(sets) == sorted(docs_values.SETS)
    sections = dict(
        re.findall(r"^### (\w+)\n(.*?)(?=^### |^<!--)", text("glossary.md"), re.MULTILINE | re.DOTALL)
    )
    missing = [
        f"{name}.{one.value}"
        for name, values in sets.items()
        for one in values
        if f"| `{one.value}` |" not in sections.get(name, "")
    ]
    assert missing == []


def test_every_room_and_subject_has_its_word_in_the_glossary() -> None:
    words = text("glossary.md").partition("## Values")[0]
    subjects = ("calendar", "unit", "indicator", "movement", "pact", "figure", "finding", "verdict", "act")
    assert [word for word in subjects if not re.search(rf"^\| (\w+, )*{word}\b", words, re.MULTILINE)] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    broken = []
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


def test_the_index_names_every_page() -> None:
    indexes = (DOCS / "README.md", docs.VIETNAMESE / "README.md")
    named = {
        (index.parent / target.partition("#")[0]).resolve()
        for index in indexes
        for target in LINK.findall(text(index))
    }
    assert indexes[1] in named
    assert [name(path) for path in DOCS.rglob("*.md") if path not in {*named, indexes[0]}] == []


def test_decisions_are_numbered_without_gaps_and_have_the_same_parts() -> None:
    pages = sorted((DOCS / "decisions").glob("*.md"))
    assert [path.name[:4] for path in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    for path in pages:
        heads = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert heads[0].startswith(f"{path.name[:4]} ")
        assert heads[1:] == ["Context", "Decision", "Consequences"]


@pytest.mark.parametrize("page", ["reference/standing-csv.md"])
def test_the_page_of_the_csv_names_its_columns_in_their_order(page: str) -> None:
    from giaouoc.exchange.standing_csv import HEAD

    assert tuple(re.findall(r"^\| `(\w+)` \|", text(page), re.MULTILINE)) == HEAD
