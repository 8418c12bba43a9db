"""A small office for tests: people, units, clusters, made the way services make them."""

from __future__ import annotations

from giaouoc.accounts.models import Person
from giaouoc.store.acts import act


def person(sign_in: str, full_name: str = "") -> Person:
    """Return a person with an account and no role."""
    with act("person-added", by=None):
        return Person.objects.create(sign_in=sign_in, full_name=full_name or sign_in)
