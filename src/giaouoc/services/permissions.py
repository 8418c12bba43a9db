"""Who may do what: each rule once, asked with plain values. What a state allows stands in policies.py.

An example: Lan reports for An Giang, Bình leads it, Chi verifies for Cà Mau, which leads the cluster this year. Lan
may enter An Giang's figures, Bình may submit them, Chi may accept them; and Cà Mau's own figures are accepted by
the deputy, for nobody verifies their own unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from giaouoc.engine.findings import refuse
from giaouoc.store.models.roles import Role


class Permission(StrEnum):
    """What somebody may want to do."""

    KEEP_PEOPLE = "keep_people"
    KEEP_UNITS = "keep_units"
    KEEP_CLUSTER = "keep_cluster"
    READ_CLUSTER = "read_cluster"
    DRAFT_PACT = "draft_pact"
    SPEAK_ON_PACT = "speak_on_pact"
    SIGN_PACT = "sign_pact"
    REPORT_FIGURES = "report_figures"
    SUBMIT_FIGURES = "submit_figures"
    READ_UNVERIFIED = "read_unverified"
    VERIFY_FIGURES = "verify_figures"
    KEEP_PERIODS = "keep_periods"
    READ_ACTS = "read_acts"


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a person holds on the day asked about; `unit` is None for roles of the whole office."""

    role: Role
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """A person on a day: the code and the roles held."""

    person: str
    held: frozenset[Held] = frozenset()

    def has(self, *roles: Role) -> bool:
        """Tell whether one of these roles is held, for whatever unit."""
        return any(h.role in roles for h in self.held)

    def units(self, *roles: Role) -> frozenset[str]:
        """Return the units for which one of these roles is held."""
        return frozenset(h.unit for h in self.held if h.role in roles and h.unit is not None)


@dataclass(frozen=True, slots=True)
class Bodies:
    """A cluster on a day: who belongs to it, who leads it and whom it answers to, by unit code."""

    members: frozenset[str] = frozenset()
    lead: str | None = None
    deputies: frozenset[str] = frozenset()
    superior: str | None = None


NO_CLUSTER: Final = Bodies()
Rule: TypeAlias = Callable[[Who, Bodies, str | None], bool]

_OF_A_MEMBER: Final = (Role.REPORTER, Role.UNIT_LEADER, Role.VERIFIER)


def may(who: Who, permission: Permission, *, of: Bodies = NO_CLUSTER, unit: str | None = None) -> bool:
    """Tell whether a person may do something, in a cluster and to a unit of it where that matters."""
    return RULES[permission](who, of, unit)


def ensure(who: Who, permission: Permission, *, of: Bodies = NO_CLUSTER, unit: str | None = None) -> None:
    """Refuse with `permissions.may-not-…`, which says who may and whom to ask."""
    if not may(who, permission, of=of, unit=unit):
        raise refuse(REFUSALS[permission])


def _administers(who: Who, of: Bodies, unit: str | None) -> bool:
    return who.has(Role.ADMINISTRATOR)


def _oversees(who: Who, of: Bodies, unit: str | None) -> bool:
    return of.superior is not None and of.superior in who.units(Role.SUPERIOR)


def _keeps_periods(who: Who, of: Bodies, unit: str | None) -> bool:
    """Tell whether a person acts for the superior body, or, in a cluster that names none, for its lead."""
    acts_for_lead = of.superior is None and of.lead in who.units(Role.UNIT_LEADER, Role.VERIFIER)
    return _oversees(who, of, unit) or acts_for_lead


def _keeps_units(who: Who, of: Bodies, unit: str | None) -> bool:
    return who.has(Role.ADMINISTRATOR, Role.SUPERIOR)


def _keeps_cluster(who: Who, of: Bodies, unit: str | None) -> bool:
    return who.has(Role.ADMINISTRATOR) or _oversees(who, of, unit)


def _reads_cluster(who: Who, of: Bodies, unit: str | None) -> bool:
    return bool(who.units(*_OF_A_MEMBER) & of.members) or _oversees(who, of, unit) or who.has(Role.AUDITOR)


def _drafts_pact(who: Who, of: Bodies, unit: str | None) -> bool:
    leading = {of.lead, *of.deputies} - {None}
    return bool(who.units(Role.UNIT_LEADER, Role.VERIFIER) & leading)


def _speaks_on_pact(who: Who, of: Bodies, unit: str | None) -> bool:
    return unit in of.members and unit in who.units(Role.REPORTER, Role.UNIT_LEADER)


def _leads_unit(who: Who, of: Bodies, unit: str | None) -> bool:
    return unit in of.members and unit in who.units(Role.UNIT_LEADER)


def _reports(who: Who, of: Bodies, unit: str | None) -> bool:
    return unit in of.members and unit in who.units(Role.REPORTER, Role.UNIT_LEADER)


def _verifies(who: Who, of: Bodies, unit: str | None) -> bool:
    """Tell whether a person acts for the lead or a deputy, on another unit than any of their own."""
    leading = {of.lead, *of.deputies} - {None}
    acts_for = who.units(Role.VERIFIER) & leading
    return unit in of.members and bool(acts_for) and unit not in who.units(*_OF_A_MEMBER)


def _reads_unverified(who: Who, of: Bodies, unit: str | None) -> bool:
    own = unit in of.members and unit in who.units(*_OF_A_MEMBER)
    return own or _verifies(who, of, unit) or who.has(Role.AUDITOR)


def _reads_acts(who: Who, of: Bodies, unit: str | None) -> bool:
    return who.has(Role.AUDITOR) or _oversees(who, of, unit)


RULES: Final[dict[Permission, Rule]] = {
    Permission.KEEP_PEOPLE: _administers,
    Permission.KEEP_UNITS: _keeps_units,
    Permission.KEEP_CLUSTER: _keeps_cluster,
    Permission.READ_CLUSTER: _reads_cluster,
    Permission.DRAFT_PACT: _drafts_pact,
    Permission.SPEAK_ON_PACT: _speaks_on_pact,
    Permission.SIGN_PACT: _leads_unit,
    Permission.REPORT_FIGURES: _reports,
    Permission.SUBMIT_FIGURES: _leads_unit,
    Permission.READ_UNVERIFIED: _reads_unverified,
    Permission.VERIFY_FIGURES: _verifies,
    Permission.KEEP_PERIODS: _keeps_periods,
    Permission.READ_ACTS: _reads_acts,
}

REFUSALS: Final[dict[Permission, str]] = {
    Permission.KEEP_PEOPLE: "permissions.may-not-keep-people",
    Permission.KEEP_UNITS: "permissions.may-not-keep-units",
    Permission.KEEP_CLUSTER: "permissions.may-not-keep-cluster",
    Permission.READ_CLUSTER: "permissions.may-not-read-cluster",
    Permission.DRAFT_PACT: "permissions.may-not-draft-pact",
    Permission.SPEAK_ON_PACT: "permissions.may-not-speak-on-pact",
    Permission.SIGN_PACT: "permissions.may-not-sign-pact",
    Permission.REPORT_FIGURES: "permissions.may-not-report-figures",
    Permission.SUBMIT_FIGURES: "permissions.may-not-submit-figures",
    Permission.READ_UNVERIFIED: "permissions.may-not-read-unverified",
    Permission.VERIFY_FIGURES: "permissions.may-not-verify-figures",
    Permission.KEEP_PERIODS: "permissions.may-not-keep-periods",
    Permission.READ_ACTS: "permissions.may-not-read-acts",
}
