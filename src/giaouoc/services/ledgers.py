"""Seal a ledger, note where its head was printed, and verify the seal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from giaouoc.engine.figures.seal import Seal
from giaouoc.engine.findings import Finding, Refusal
from giaouoc.exchange.case_folder import read_case
from giaouoc.exchange.case_lock import locked
from giaouoc.exchange.case_texts import texts_of
from giaouoc.exchange.data_package import write_data_package
from giaouoc.exchange.ledger_verifier import UNUSABLE
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
    _is_folder(folder)
    with locked(folder):
        case = read_case(folder).case
        seal = seal_case(folder, on, accept_files=accept_files)
        if where:
            seal = add_anchor(folder, where, on)
        write_data_package(folder, pact=case.pact)
    return seal


def verify_ledger(*, folder: Path, anchor: str | None = None) -> list[Finding]:
    """Return what does not fit the seal, what was added since, and whether the verifier beside it is this version's.

    Refused is what cannot be verified, which is no broken seal: an anchor without its form, a folder that is not
    there, a seal that is not there or does not read; what an anchor says of the ledger is told with it.
    """
    if anchor is not None:
        check_anchor_form(anchor)
    _is_folder(folder)
    found = verify_case(folder, anchor)
    if any(finding.code in UNUSABLE for finding in found):
        raise Refusal(found)
    return [*found, *verifier_findings(folder)]


def _is_folder(folder: Path) -> None:
    """Refuse a folder that is not there, or a file in its place."""
    texts_of(folder, ())


def seal_of(*, folder: Path) -> Seal:
    """Return the seal of a case."""
    return read_seal(folder)
