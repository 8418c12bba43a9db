"""The steps of `python3 run.py docs`: write the generated pages and the output of the examples again."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if __package__ in (None, ""):  # run as a file: the checkout is not on the path yet
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import docs_reference
from tools.docs_examples import refreshed
from tools.docs_values import with_values
from tools.tree import ROOT

DOCS = ROOT / "docs"
VIETNAMESE = DOCS / "vi"
FRONT = ("README.md", "README.vi.md", "CONTRIBUTING.md")
CHECK = "--check"


def main(words: list[str]) -> int:
    """Write what is stale, or with --check only name it and return 1; 2 for wrong use."""
    if words not in ([], [CHECK]):
        print(f"docs takes no words but {CHECK}: {' '.join(words)}", file=sys.stderr)
        return 2
    stale = dict(changes())
    for path, text in stale.items():
        print(f"{'stale' if words else 'written'}: {path.relative_to(ROOT).as_posix()}")
        if not words:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if words and stale else 0


def changes() -> Iterator[tuple[Path, str]]:
    """Yield each page that is not as the code has it, with the text it should have."""
    for name, text in docs_reference.pages().items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text
    glossary = DOCS / "glossary.md"
    text = glossary.read_text(encoding="utf-8")
    if with_values(text) != text:
        yield glossary, with_values(text)
    for path in pages_with_examples():
        text = path.read_text(encoding="utf-8")
        fresh = fresh_text(path)
        if fresh != text:
            yield path, fresh


def pages_with_examples() -> list[Path]:
    """Return the pages written by hand that show commands with what they print."""
    every = [*(ROOT / name for name in FRONT), *sorted(DOCS.rglob("*.md"))]
    return [path for path in every if path.exists() and "```console" in path.read_text(encoding="utf-8")]


def fresh_text(path: Path) -> str:
    """Return a page with what its examples print today, in the page's language."""
    with tempfile.TemporaryDirectory() as folder:
        return refreshed(path.read_text(encoding="utf-8"), Path(folder), language(path))


def language(path: Path) -> str:
    """Return the language a page is written in: Vietnamese under docs/vi and where the name says so."""
    return "vi" if VIETNAMESE in path.parents or path.name.endswith(".vi.md") else "en"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
