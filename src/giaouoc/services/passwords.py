"""A person's own password; an act like any other."""

from __future__ import annotations

from giaouoc.accounts.models import Person
from giaouoc.store.acts import act


def change_password(*, by: Person, password: str) -> None:
    """Set a new password, which allauth has checked before."""
    with act("password-changed", by=by, about=f"person:{by.code}"):
        by.set_password(password)
        by.save()
