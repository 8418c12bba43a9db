"""What a check or a rule answers: a code and its parameters, never a bare string, never a bare boolean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import TypeAlias


class Severity(StrEnum):
    """How much a finding weighs: an error means data could not be used, a warning never blocks."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class RefKind(StrEnum):
    """The kinds of thing a finding may point to by code; the screen shows the name."""

    UNIT = "unit"
    INDICATOR = "indicator"
    PUBLISHER = "publisher"
    COMMITMENT = "commitment"
    PART = "part"
    CALENDAR = "calendar"
    ACT = "act"


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A thing of the case, named by its code."""

    kind: RefKind
    code: str


Param: TypeAlias = str | int | Decimal | date | Ref | Enum | tuple["Param", ...] | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A code `<room>.<slug>`, its severity and the parameters its sentence needs.

    The sentence itself stands in the catalogues of `giaouoc.wording`, one table per code.
    """

    code: str
    severity: Severity
    params: tuple[tuple[str, Param], ...] = ()

    def __getitem__(self, name: str) -> Param:
        return dict(self.params)[name]

    def get(self, name: str) -> Param:
        """Return a parameter, or None where this finding does not carry it."""
        return dict(self.params).get(name)

    @property
    def room(self) -> str:
        """Return the subject word the code starts with."""
        return self.code.partition(".")[0]

    def about(self, **params: Param) -> Finding:
        """Return the same finding with more parameters; the ones it has already win."""
        return Finding(self.code, self.severity, tuple(sorted((params | dict(self.params)).items())))


def error(code: str, /, **params: Param) -> Finding:
    """Return a finding that says data could not be used."""
    return _finding(code, Severity.ERROR, params)


def warning(code: str, /, **params: Param) -> Finding:
    """Return a finding that asks a person to look; it blocks nothing."""
    return _finding(code, Severity.WARNING, params)


def note(code: str, /, **params: Param) -> Finding:
    """Return a finding that only explains."""
    return _finding(code, Severity.NOTE, params)


def _finding(code: str, severity: Severity, params: Mapping[str, Param]) -> Finding:
    return Finding(code, severity, tuple(sorted(params.items())))


class Refusal(Exception):
    """Raised where values cannot be built or data cannot be used; it carries every reason at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f.code for f in self.findings))


def refuse(code: str, /, **params: Param) -> Refusal:
    """Return a refusal with one reason, to be raised by the caller."""
    return Refusal([error(code, **params)])
