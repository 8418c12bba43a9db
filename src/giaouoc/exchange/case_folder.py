"""A case folder read as a whole: pact, units, indicators and ledger, each problem of each file at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures.seal import Seal
from giaouoc.engine.findings import Finding, Refusal
from giaouoc.exchange.case_texts import SEAL_FILE, texts_of
from giaouoc.exchange.figures_file import FIGURES_FILE, RawRow, read_figures
from giaouoc.exchange.indicators_file import INDICATORS_FILE, read_indicators
from giaouoc.exchange.pact_file import PACT_FILE, read_pact
from giaouoc.exchange.paths import inside
from giaouoc.exchange.rules_files import OWN_RULES, RuleFiles
from giaouoc.exchange.seal_file import read_seal
from giaouoc.exchange.units_file import UNITS_FILE, read_units

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoadedCase:
    """A case with what it was read from: the rows as they stand, the texts by file name, the folder, the seal."""

    case: Case
    rows: tuple[RawRow, ...]
    texts: Mapping[str, str]
    folder: Path
    seal: Seal | None


def read_case(folder: Path, rules: RuleFiles = OWN_RULES) -> LoadedCase:
    """Return the case of a folder, or refuse it with everything that is wrong in any of its files.

    The seal is read where there is one; whether it still fits is for `verify_case` to say.
    """
    texts, problems = texts_of(folder)

    def attempt(file: str, read: Callable[[str], T]) -> T | None:
        if file not in texts:
            return None
        try:
            return read(texts[file])
        except Refusal as refusal:
            problems.extend(f.about(file=file) for f in refusal.findings)
            return None

    pact = attempt(PACT_FILE, lambda text: read_pact(text, rules.calendars, rules.holidays))
    units = attempt(UNITS_FILE, read_units)
    indicators = attempt(INDICATORS_FILE, lambda text: read_indicators(text, rules.indicators))
    figures = attempt(FIGURES_FILE, read_figures)
    seal = _seal_of(folder, problems)
    if pact is None or units is None or indicators is None or figures is None or problems:
        raise Refusal(problems)
    rows, ledger = figures
    try:
        case = Case(pact, units, indicators, ledger)
    except Refusal as refusal:
        raise Refusal(_with_file(f) for f in refusal.findings) from None
    return LoadedCase(case, tuple(rows), texts, folder, seal)


def _seal_of(folder: Path, problems: list[Finding]) -> Seal | None:
    try:
        return read_seal(folder) if inside(folder, SEAL_FILE).exists() else None
    except Refusal as refusal:
        problems.extend(f.about(file=SEAL_FILE) for f in refusal.findings)
        return None


def _with_file(finding: Finding) -> Finding:
    """A problem between the files stands where its words are: an entry in the ledger, the rest in the pact."""
    return finding.about(file=FIGURES_FILE if finding.get("seq") is not None else PACT_FILE)
