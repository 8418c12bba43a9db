"""A person who works in the office."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models


def new_code() -> str:
    """Return an opaque code for a person, which ledgers and papers may carry in place of a name."""
    return f"p-{secrets.token_hex(4)}"


class People(BaseUserManager["Person"]):
    """Finds people by the name they sign in with, which is kept in small letters."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person with this sign-in name, in whatever letters it was typed."""
        return self.get(sign_in=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Someone with an account. Who leaves is made inactive and stays, so that what they did keeps its name."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    sign_in = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "sign_in"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        """Names on the shelf."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(sign_in__regex=r"^[a-z0-9._-]{3,64}$"), name="sign_in_plain"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def check_password(self, raw_password: str | None) -> bool:
        """Tell whether this is the password; a hash is not renewed by signing in, which is no act."""
        return check_password(raw_password, self.password)
