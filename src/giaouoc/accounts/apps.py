"""The app of people."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and sign-in."""

    name = "giaouoc.accounts"
    label = "accounts"
