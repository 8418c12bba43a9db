"""What the sign-in library may do here: nobody signs up by themselves, a new password is an act."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from giaouoc.accounts.models import Person
from giaouoc.services.passwords import change_password


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody may sign up."""
        return False

    def set_password(self, user: Person, password: str) -> None:
        """Keep a new password."""
        change_password(by=user, password=password)
