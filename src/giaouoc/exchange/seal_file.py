"""ledger.json: sealing a case folder, checking its seal, and the verifier that needs nothing but Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any, Final

from giaouoc.engine.figures import COLUMNS
from giaouoc.engine.figures.seal import (
    Anchor,
    Problem,
    Seal,
    SealRefused,
    anchor_problems,
    compare,
    make_seal,
    seal_from_text,
    seal_to_text,
    table_hash,
    unsealed,
)
from giaouoc.engine.findings import Finding, Refusal, Severity, refuse, warning
from giaouoc.exchange.case_texts import SEAL_FILE, TOML_FILES, text_of, texts_of
from giaouoc.exchange.figures_file import FIGURES_FILE, cells_of, read_figures, read_rows
from giaouoc.exchange.indicators_file import INDICATORS_FILE
from giaouoc.exchange.paths import inside, read_whole, write_all, write_whole
from giaouoc.exchange.rules_files import OWN_RULES, RuleFiles
from giaouoc.exchange.texts import clean
from giaouoc.exchange.toml_text import parse_toml
from giaouoc.wording import Lang, catalogue

VERIFIER_FILE: Final = "verify_ledger.py"
_MOST_VERIFIER_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Present:
    """What a seal is made of, as it lies in the folder now."""

    rows: list[tuple[str, ...]]
    files: Mapping[str, str]
    indicators: Mapping[str, str]


def read_seal(folder: Path) -> Seal:
    """Return the seal of a case; a missing or unreadable one is refused."""
    if not inside(folder, SEAL_FILE).exists():
        raise refuse("figures.seal-missing", file=SEAL_FILE)
    try:
        return seal_from_text(text_of(folder, SEAL_FILE))
    except SealRefused as refused:
        raise Refusal(_findings(refused.problems, file=SEAL_FILE)) from None


def seal_case(folder: Path, on: date, *, accept_files: bool = False, rules: RuleFiles = OWN_RULES) -> Seal:
    """Seal a case as it stands on a day, and write ledger.json and the verifier.

    A ledger that was sealed before may only have new rows at its end. Pact, units and indicators must be as
    they were; `accept_files` takes them as they are now. Else everything that changed is refused.
    """
    present = _present(folder, rules)
    read_figures(text_of(folder, FIGURES_FILE))
    before = read_seal(folder) if inside(folder, SEAL_FILE).exists() else None
    if before is not None:
        changed = compare(before, present.rows, present.files, present.indicators)
        if accept_files:
            changed = [p for p in changed if p.code not in _ABOUT_FILES]
        if changed:
            raise Refusal(_findings(changed))
    seal = make_seal(present.rows, present.files, present.indicators, on.isoformat(), before)
    write_all(
        {
            inside(folder, SEAL_FILE): seal_to_text(seal),
            inside(folder, VERIFIER_FILE): verifier_text(),
        }
    )
    return seal


def verify_case(folder: Path, anchor: str | None = None, rules: RuleFiles = OWN_RULES) -> list[Finding]:
    """Return what does not fit the seal of a case; rows added since are a note.

    `anchor` is a head from outside, `N:HEX`: after N rows the head begins with these digits.
    """
    found: list[Finding] = []
    try:
        present = _present(folder, rules)
    except Refusal as refusal:
        return list(refusal.findings)
    if anchor is not None:
        found += _findings(anchor_problems(anchor, present.rows))
    try:
        seal = read_seal(folder)
    except Refusal as refusal:
        return found + list(refusal.findings)
    return found + _misfits(seal, present)


def check_anchor_form(anchor: str) -> None:
    """Refuse a head from outside that does not have the form `N:HEX`, which is no word about any ledger."""
    # Compared with no rows at all it may also lie beyond their end; that says nothing about its form.
    wrong = [p for p in anchor_problems(anchor, ()) if p.code == "figures.seal-anchor-malformed"]
    if wrong:
        raise Refusal(f.about(key="--anchor") for f in _findings(wrong, file=None))


def verifier_findings(folder: Path) -> list[Finding]:
    """Return a warning where the verifier in a case folder is not the one this version writes.

    Its own answer would then say nothing. A folder without one is not warned about.
    """
    path = inside(folder, VERIFIER_FILE)
    if not path.exists():
        return []
    try:
        there = read_whole(path, max_bytes=_MOST_VERIFIER_BYTES).decode("utf-8")
    except (Refusal, UnicodeDecodeError):
        there = ""
    # A copy that went through another system may have other line ends.
    if "\n".join(there.splitlines()) == "\n".join(verifier_text().splitlines()):
        return []
    return [warning("exchange.verifier-differs", file=VERIFIER_FILE)]


def seal_findings(
    seal: Seal, rows: Iterable[Mapping[str, str]], texts: Mapping[str, str], rules: RuleFiles = OWN_RULES
) -> list[Finding]:
    """Return what does not fit the seal of a case that is read already, as `verify_case` does for a folder."""
    tables = {file: parse_toml(texts[file], file) for file in TOML_FILES}
    return _misfits(seal, _present_in(tables, cells_of(rows), rules))


def add_anchor(folder: Path, where: str, on: date, rules: RuleFiles = OWN_RULES) -> Seal:
    """Note that the head was printed or sent; refused where the case no longer fits its seal."""
    place = clean(where)
    if not place:
        raise refuse("figures.seal-anchor-without-place", file=SEAL_FILE)
    wrong = [f for f in verify_case(folder, rules=rules) if f.severity is Severity.ERROR]
    if wrong:
        raise Refusal(wrong)
    seal = read_seal(folder)
    anchor = Anchor(seal.length, seal.head, place, on.isoformat())
    anchored = replace(seal, anchors=(*seal.anchors, anchor))
    write_whole(inside(folder, SEAL_FILE), seal_to_text(anchored))
    return anchored


def verifier_text() -> str:
    """Return the program verify_ledger.py: the seal's own code and its command line, standard library only."""
    modules = [
        _source("giaouoc.engine.figures", "seal.py"),
        _source("giaouoc.exchange", "ledger_verifier.py"),
    ]
    imports: dict[str, None] = {}
    bodies: list[str] = []
    for source in modules:
        bodies.append(_without_imports(source, imports))
    words = "\n".join(f"    {lang.value!r}: {{\n{_words(lang)}    }}," for lang in Lang)
    head = [
        f'"""{ast.get_docstring(ast.parse(modules[1]))}',
        "",
        f"Needs Python 3.11 or newer and nothing else: python3 {VERIFIER_FILE} [FOLDER] [--anchor N:HEX]",
        '"""',
        "",
        "# ruff: noqa",
        "# fmt: off",
        "from __future__ import annotations",
        "",
        *sorted(imports, key=lambda line: (line.startswith("from"), line)),
        "",
        f"COLUMNS = {COLUMNS!r}",
    ]
    body = "\n\n\n".join(one.strip("\n") for one in bodies)
    body = re.sub(r"(?m)^(WORDS: .*?) = \{\}$", lambda m: f"{m[1]} = {{\n{words}\n}}", body)
    return "\n".join(head) + "\n\n\n" + body + "\n"


_ABOUT_FILES: Final = ("figures.seal-file-changed", "figures.seal-definition-changed")


def _present(folder: Path, rules: RuleFiles) -> _Present:
    texts, problems = texts_of(folder)
    tables: dict[str, dict[str, Any]] = {}
    rows: list[tuple[str, ...]] = []
    for file, text in texts.items():
        try:
            if file in TOML_FILES:
                tables[file] = parse_toml(text, file)
            else:
                rows = cells_of(read_rows(text, file))
        except Refusal as refusal:
            problems += refusal.findings
    if problems:
        raise Refusal(problems)
    return _present_in(tables, rows, rules)


def _present_in(
    tables: Mapping[str, Mapping[str, Any]], rows: list[tuple[str, ...]], rules: RuleFiles
) -> _Present:
    hashes = {file: table_hash(table) for file, table in tables.items()}
    return _Present(rows, hashes, _shared_hashes(tables[INDICATORS_FILE], rules))


def _misfits(seal: Seal, present: _Present) -> list[Finding]:
    found = _findings(compare(seal, present.rows, present.files, present.indicators))
    return found + _findings(unsealed(seal, present.rows), Severity.NOTE)


def _shared_hashes(table: Mapping[str, Any], rules: RuleFiles) -> dict[str, str]:
    """Return the hashes of the shared definitions a case uses; one that is not there has none."""
    names = table.get("use")
    used = sorted({n for n in names if isinstance(n, str)}) if isinstance(names, list) else []
    texts = {name: rules.indicator_text(name) for name in used}
    return {
        name: table_hash(parse_toml(text, f"rules/indicators/{name}.toml"))
        for name, text in texts.items()
        if text
    }


def _findings(
    problems: Iterable[Problem], severity: Severity = Severity.ERROR, file: str | None = FIGURES_FILE
) -> list[Finding]:
    return [Finding(p.code, severity, tuple(sorted(p.params.items()))).about(file=file) for p in problems]


def _source(package: str, file: str) -> str:
    return package_files(package).joinpath(file).read_text(encoding="utf-8")


def _without_imports(source: str, imports: dict[str, None]) -> str:
    """Return a module without its docstring and its imports; those of the standard library are gathered."""
    lines = source.splitlines()
    for place, node in enumerate(ast.parse(source).body):
        is_docstring = place == 0 and isinstance(node, ast.Expr)
        if not is_docstring and not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        if not is_docstring and module != "__future__" and not module.startswith("giaouoc"):
            imports[ast.unparse(node)] = None
        for number in range(node.lineno - 1, node.end_lineno or node.lineno):
            lines[number] = ""
    return "\n".join(lines).lstrip("\n")


def _words(lang: Lang) -> str:
    """Return the sentences about seals of one language as lines of a dictionary, without number formats."""
    said = {
        f"figures.{slug}": re.sub(r"\{(\w+):[^}]*\}", r"{\1}", table["saw"])
        for slug, table in catalogue("figures", lang).items()
        if slug.startswith("seal-") and "saw" in table
    }
    said["holds"] = catalogue("figures", lang)["seal"]["holds"]
    return "".join(f"        {code!r}: {sentence!r},\n" for code, sentence in sorted(said.items()))
