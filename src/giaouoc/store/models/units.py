"""Units with dated names and parents, what became of them, and the clusters they belong to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from giaouoc.engine.units import Role, SuccessionKind
from giaouoc.store.models.acts import Recorded
from giaouoc.store.models.choices import of_enum


class Unit(Recorded):
    """A body; see `engine.units.Unit`."""

    code = models.CharField(max_length=64, unique=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.code


class UnitName(Recorded):
    """What a unit is called for a time."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class UnitParent(Recorded):
    """The unit that another one is part of for a time."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="children")
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)


class Succession(Recorded):
    """Units that end and units that begin in their place."""

    kind = models.CharField(max_length=16, choices=of_enum(SuccessionKind))
    on = models.DateField()
    key_name = models.CharField(max_length=200, blank=True)
    legal_basis = models.CharField(max_length=500, blank=True)
    mark = models.CharField(max_length=16)


class SuccessionSource(Recorded):
    """A unit that ends."""

    succession = models.ForeignKey(Succession, on_delete=models.PROTECT, related_name="sources")
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="ended_by")


class SuccessionResult(Recorded):
    """A unit that begins; `share` is its part of a split unit, from 0 to 1, as an exact decimal in text."""

    succession = models.ForeignKey(Succession, on_delete=models.PROTECT, related_name="results")
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="begun_by")
    share = models.CharField(max_length=16, blank=True)


class Cluster(Recorded):
    """Units that compete with each other; each has one ledger."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    system = models.CharField(max_length=64, blank=True)
    superior = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="oversees"
    )

    def __str__(self) -> str:
        return self.name


class Membership(Recorded):
    """The time a unit spends in a cluster in one role."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=of_enum(Role))
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        """A membership ends after it began."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(first_day__isnull=True)
                | models.Q(last_day__isnull=True)
                | models.Q(first_day__lte=models.F("last_day")),
                name="membership_ends_after_it_began",
            )
        ]
