"""What a person is in the office, for which unit and for how long."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models

from giaouoc.accounts.models import Person
from giaouoc.store.models.acts import Recorded
from giaouoc.store.models.choices import of_enum
from giaouoc.store.models.units import Unit


class Role(StrEnum):
    """A reporter enters figures, a unit leader signs and submits, a verifier acts where the unit leads a cluster.

    The superior body sees its clusters and opens and locks periods, an auditor reads everything and changes
    nothing, an administrator keeps accounts and settings and no figures.
    """

    REPORTER = "reporter"
    UNIT_LEADER = "unit_leader"
    VERIFIER = "verifier"
    SUPERIOR = "superior"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def of_a_unit(self) -> bool:
        """Tell whether the role is held for one unit and not for the whole office."""
        return self not in (Role.AUDITOR, Role.ADMINISTRATOR)


class Holding(Recorded):
    """A role of a person from a day on to its last day; one that lies before the first says it was taken back."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=16, choices=of_enum(Role))
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="holdings")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        """A role of a unit names it, a role of the office names none."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(role__in=[r.value for r in Role if r.of_a_unit], unit__isnull=False)
                | models.Q(role__in=[r.value for r in Role if not r.of_a_unit], unit__isnull=True),
                name="holding_names_a_unit_where_its_role_does",
            ),
        ]
