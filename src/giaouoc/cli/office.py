"""What the words of the office share: its libraries, its settings, a passphrase from a file."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from giaouoc.engine.findings import refuse

# The settings are named, not imported: they stand above this layer.
SETTINGS = "giaouoc.config.settings"


def enter() -> None:
    """Make the office's tables and services usable; refused where its libraries are not installed."""
    if importlib.util.find_spec("django") is None:
        raise refuse("entries.office-not-installed")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def passphrase_of(file: Path | None) -> str:
    """Return the passphrase in a file, without the end of its line; empty where no file is named."""
    if file is None:
        return ""
    passphrase = file.read_text(encoding="utf-8").rstrip("\r\n")
    if not passphrase:
        raise refuse("backups.passphrase-empty", file=str(file))
    return passphrase
