"""The pages for officers: in Vietnamese throughout, and saying what their English pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import docs
from tools.docs_examples import blocks, examples
from tools.tree import ROOT

ENGLISH_OF = {
    "bat-dau.md": "tutorial/first-verdict.md",
    "nhap-bang-excel.md": "how-to/report-by-excel.md",
    "sua-so-lieu.md": "how-to/correct-a-figure.md",
    "sap-nhap-don-vi.md": "how-to/enter-a-merger.md",
    "doc-chua-the-ket-luan.md": "how-to/read-a-cannot-tell.md",
    "niem-phong.md": "how-to/seal-and-anchor.md",
    "viet-bao-cao.md": "how-to/write-a-report.md",
    "chay-tren-may-co-quan.md": "how-to/run-on-an-office-pc.md",
    "chay-van-phong.md": "how-to/run-an-office.md",
}
# An officer is led past these: reading an error is in the refusal itself, checking in the first verdict.
ENGLISH_ONLY = {"how-to/check-a-case.md", "how-to/errors.md"}


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def commands(page: Path) -> list[tuple[str, list[str]]]:
    """Return what each command of a page does, with its options, without names, values and language."""
    lines = text(page).splitlines()
    found = []
    for block in blocks(lines):
        if block.language == "console":
            for one in examples(lines, block):
                said = re.sub(r'"[^"]*"', "", one.command)
                does = re.match(r"giaouoc (?:ledger )?[a-z]+|\w+", said)
                options = [
                    option for option in re.findall(r" (-[a-z]|--[a-z-]+)", said) if option != "--lang"
                ]
                found.append((does[0] if does else "", options))
    return found


def findings(page: Path) -> list[str]:
    return re.findall(r"findings(?:\.vi)?\.md#([\w-]+)", text(page))


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("docs/vi/bat-dau.md", "vi"),
        ("docs/reference/findings.vi.md", "vi"),
        ("README.vi.md", "vi"),
        ("README.md", "en"),
        ("docs/tutorial/first-verdict.md", "en"),
    ],
)
def test_the_examples_of_a_page_are_run_in_the_pages_language(page: str, language: str) -> None:
    assert docs.language(ROOT / page) == language


def test_every_page_that_teaches_or_helps_is_there_in_vietnamese() -> None:
    english = {
        path.relative_to(docs.DOCS).as_posix()
        for folder in ("tutorial", "how-to")
        for path in (docs.DOCS / folder).glob("*.md")
    }
    assert set(ENGLISH_OF.values()) | ENGLISH_ONLY == english
    assert {path.name for path in docs.VIETNAMESE.glob("*.md")} == {*ENGLISH_OF, "README.md"}


@pytest.mark.parametrize("page", ENGLISH_OF)
def test_a_page_has_the_sections_commands_and_findings_of_its_english_page(page: str) -> None:
    vietnamese, english = docs.VIETNAMESE / page, docs.DOCS / ENGLISH_OF[page]
    assert commands(vietnamese) == commands(english)
    assert findings(vietnamese) == findings(english)
    assert text(vietnamese).count("\n## ") == text(english).count("\n## ")


@pytest.mark.parametrize("page", sorted(docs.VIETNAMESE.glob("*.md")), ids=lambda path: path.name)
def test_a_page_leads_to_vietnamese_pages_where_there_are_any(page: Path) -> None:
    there = {"reference/findings.md", *ENGLISH_OF.values()}
    assert [target for target in there if f"](../{target}" in text(page)] == []


def test_the_vietnamese_index_names_every_vietnamese_page() -> None:
    named = set(re.findall(r"\]\(([\w-]+\.md)\)", text(docs.VIETNAMESE / "README.md")))
    assert named == set(ENGLISH_OF)
