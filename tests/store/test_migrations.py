"""The tables are what the models say, and stay guarded after a migration."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from giaouoc.store.triggers import missing

pytestmark = pytest.mark.django_db


def test_no_migration_is_pending(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", "--check", "--dry-run")
    assert "No changes detected" in capsys.readouterr().out


def test_migrating_again_changes_nothing_and_leaves_every_trigger() -> None:
    call_command("migrate", verbosity=0)
    assert missing(connection) == []
