"""Pacts and what the members said and signed; a version is the very text of a case folder's files."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models

from giaouoc.accounts.models import Person
from giaouoc.store.models.acts import Recorded
from giaouoc.store.models.choices import of_enum
from giaouoc.store.models.units import Cluster, Unit


class PactState(StrEnum):
    """Being written by the lead, out for opinions, out for signing, signed by all."""

    DRAFT = "draft"
    CONSULTING = "consulting"
    SIGNING = "signing"
    SIGNED = "signed"


class Pact(Recorded):
    """One pact of a cluster; its text stands in its versions."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="pacts")
    code = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=16, choices=of_enum(PactState), default=PactState.DRAFT)
    answer_by = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class PactVersion(Recorded):
    """A text of a pact with the indicators it uses, as `pact.toml` and `indicators.toml`; it never changes."""

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    indicators = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        """Versions are counted."""

        ordering: ClassVar[list[str]] = ["pact", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["pact", "number"], name="one_version_per_number")
        ]


class ProposalState(StrEnum):
    """Waiting for the lead, taken into a later version, or not taken, with a reason."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"


class Proposal(Recorded):
    """A change that a member wants: of one commitment, or, where none is named, of the pact's own lines."""

    version = models.ForeignKey(PactVersion, on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    commitment = models.CharField(max_length=64, blank=True)
    wanted = models.TextField()
    reason = models.TextField()
    state = models.CharField(max_length=16, choices=of_enum(ProposalState), default=ProposalState.OPEN)
    answer = models.TextField(blank=True)


class Opinion(Recorded):
    """Whether a member agrees with a version; an objection has its reason."""

    version = models.ForeignKey(PactVersion, on_delete=models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta:
        """A member has one opinion on a version; an objection says why."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "unit"], name="one_opinion_per_member"),
            models.CheckConstraint(
                condition=models.Q(agrees=True) | ~models.Q(reason=""), name="an_objection_says_why"
            ),
        ]


class Signature(Recorded):
    """A leader's signature under a version: who, for which unit, as what, when, and the hash signed."""

    version = models.ForeignKey(PactVersion, on_delete=models.PROTECT, related_name="signatures")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        """A unit signs a version once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "unit"], name="one_signature_per_unit")
        ]
