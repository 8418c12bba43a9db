"""What was done, by whom and when; nothing here is ever changed or taken away."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from giaouoc.accounts.models import Person


class Act(models.Model):
    """One deed. `by_code` stays readable whatever becomes of the account; empty for the office itself."""

    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=64)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="acts")
    by_code = models.CharField(max_length=16, blank=True)
    about = models.CharField(max_length=200, blank=True)
    cluster = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        """Looked up by what it is about and by cluster."""

        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about"]),
            models.Index(fields=["cluster", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.verb} {self.about}"


class Recorded(models.Model):
    """A row that changes only within an act and names the last one that touched it."""

    last_act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Each such row has a table of its own kind."""

        abstract = True
