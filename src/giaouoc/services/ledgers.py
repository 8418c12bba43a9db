"""Seal a ledger, note where its head was printed, and verify the seal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from giaouoc.engine.figures.seal import Seal
from giaouoc.engine.findings import Finding
from giaouoc.exchange.case_folder import read_case
from giaouoc.exchange.case_lock import locked
from giaouoc.exchange.data_package import write_data_package
from giaouoc.exchange.seal_file import (
    add_anchor,
    check_anchor_form,
    read_seal,
    seal_case,
    verifier_findings,
    verify_case,
)


def seal_ledger(*, folder: Path, on: date, where: str | None = None, accept_files: bool = False) -> Seal:
    """Seal a case that reads as a whole; `where` notes an anchor outside, such as the minutes it is printed in."""
    with locked(folder):
        case = read_case(folder).case
        seal = seal_case(folder, on, accept_files=accept_files)
        if where:
            seal = add_anchor(folder, where, on)
        write_data_package(folder, pact=case.pact)
    return seal


def verify_ledger(*, folder: Path, anchor: str | None = None) -> list[Finding]:
    """Return what does not fit the seal, what was added since, and whether the verifier beside it is this version's.

    An anchor that does not have its form is refused: nothing can be compared with it.
    """
    if anchor is not None:
        check_anchor_form(anchor)
    return [*verify_case(folder, anchor), *verifier_findings(folder)]


def seal_of(*, folder: Path) -> Seal:
    """Return the seal of a case."""
    return read_seal(folder)
