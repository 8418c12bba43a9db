"""A whole case folder, written new: pact, units, indicators, ledger and descriptor, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import Refusal, refuse
from giaouoc.engine.indicators import Indicator
from giaouoc.engine.pacts import Pact
from giaouoc.engine.units import UnitRegistry
from giaouoc.exchange.case_texts import CASE_FILES
from giaouoc.exchange.data_package import PACKAGE_FILE, write_data_package
from giaouoc.exchange.figures_file import FIGURES_FILE, write_figures
from giaouoc.exchange.indicators_file import INDICATORS_FILE
from giaouoc.exchange.indicators_writer import write_indicators
from giaouoc.exchange.pact_file import PACT_FILE
from giaouoc.exchange.pact_writer import write_pact
from giaouoc.exchange.paths import reason_of, write_all
from giaouoc.exchange.rules_files import OWN_RULES, RuleFiles
from giaouoc.exchange.units_file import UNITS_FILE
from giaouoc.exchange.units_writer import write_units


def write_case(
    folder: Path,
    *,
    pact: Pact | str,
    units: UnitRegistry | str,
    indicators: Iterable[Indicator] | str,
    rows: Iterable[Entry | Mapping[str, str]],
    rules: RuleFiles = OWN_RULES,
) -> None:
    """Write a whole case into a folder that is not there yet or empty.

    A text goes out as it stands: what was signed keeps its hash. The case is read once before any of its files shows;
    one with a problem, also between its files, is refused and nothing is left behind. A new folder appears whole.
    """
    check_place(folder)
    texts = {
        PACT_FILE: pact if isinstance(pact, str) else write_pact(pact, rules),
        UNITS_FILE: units if isinstance(units, str) else write_units(units),
        INDICATORS_FILE: indicators if isinstance(indicators, str) else write_indicators(indicators, rules),
        FIGURES_FILE: write_figures(rows),
    }
    is_new = not folder.exists()
    try:
        with TemporaryDirectory(
            prefix=".giaouoc-", dir=folder.parent if is_new else folder, ignore_cleanup_errors=True
        ) as place:
            # Not the temporary folder itself, which only its owner may enter.
            made = Path(place, "case")
            made.mkdir()
            write_all({made / name: text for name, text in texts.items()})
            write_data_package(made, rules)
            if is_new:
                _rename(made, folder)
            else:
                write_all({folder / name: (made / name).read_bytes() for name in (*CASE_FILES, PACKAGE_FILE)})
    except OSError as problem:
        raise _not_made(folder, problem) from problem


def check_place(folder: Path) -> None:
    """Refuse a folder that holds anything, is a file, or has no folder around it."""
    try:
        if folder.exists() and not folder.is_dir():
            raise refuse("entries.folder-is-a-file", value=str(folder))
        if folder.exists() and any(folder.iterdir()):
            raise refuse("entries.folder-not-empty", value=str(folder))
        if not folder.parent.is_dir():
            raise refuse("entries.folder-parent-missing", value=str(folder.parent))
    except (OSError, ValueError) as problem:
        raise _not_made(folder, problem) from problem


def _rename(made: Path, folder: Path) -> None:
    try:
        made.rename(folder)
    except ValueError as problem:  # a zero byte in the name
        raise _not_made(folder, problem) from problem


def _not_made(folder: Path, problem: Exception) -> Refusal:
    return refuse("entries.folder-not-made", value=str(folder), reason=reason_of(problem))
