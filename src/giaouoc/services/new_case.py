"""Make a new case folder with commented starting files that check as they stand."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from giaouoc.engine.findings import refuse
from giaouoc.exchange.case_writer import check_place
from giaouoc.exchange.data_package import write_data_package
from giaouoc.exchange.figures_file import FIGURES_FILE, write_figures
from giaouoc.exchange.indicators_file import INDICATORS_FILE
from giaouoc.exchange.pact_file import PACT_FILE
from giaouoc.exchange.paths import reason_of, write_all
from giaouoc.exchange.units_file import UNITS_FILE
from giaouoc.wording import Lang

EARLIEST: Final = 1990
LATEST: Final = 2100


def make_case(*, folder: Path, year: int, lang: Lang) -> None:
    """Write a new case into a folder that is not there yet or empty; nothing that exists is touched."""
    if not EARLIEST <= year <= LATEST:
        raise refuse("entries.year-out-of-range", value=str(year), earliest=EARLIEST, latest=LATEST)
    check_place(folder)
    start = files("giaouoc.exchange.starting_case").joinpath(lang.value)
    texts: dict[Path, bytes | str] = {
        folder / name: Template(start.joinpath(name).read_text(encoding="utf-8")).substitute(year=year)
        for name in (PACT_FILE, UNITS_FILE, INDICATORS_FILE)
    }
    texts[folder / FIGURES_FILE] = write_figures(())
    try:
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as problem:
        raise refuse("entries.folder-not-made", value=str(folder), reason=reason_of(problem)) from problem
    write_all(texts)
    write_data_package(folder)
