"""What the environment says of an office, read once and checked; docs/reference/settings.md lists it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES, NO = ("1", "yes", "true", "on"), ("0", "no", "false", "off")


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of one office: where its data lie, which database, who may call it by which name.

    `today` is the day on which a demonstration stands; None for the true one.
    """

    data: Path
    database_url: str
    secret_key: str
    hosts: tuple[str, ...]
    behind_tls: bool
    today: date | None


def read_environment(of: Mapping[str, str] = os.environ) -> Environment:
    """Return the settings of an office; raises ImproperlyConfigured with the variable that is wrong."""
    data = Path(of.get("GIAOUOC_DATA") or Path.cwd() / "giaouoc-data").resolve()
    return Environment(
        data=data,
        database_url=_text(of, "DATABASE_URL") or f"sqlite:///{data / 'office.sqlite3'}",
        secret_key=_text(of, "GIAOUOC_SECRET_KEY") or _kept_key(data),
        hosts=tuple((of.get("GIAOUOC_HOSTS") or "127.0.0.1 localhost [::1]").split()),
        behind_tls=_flag(of, "GIAOUOC_BEHIND_TLS", default=False),
        today=_day(of, "GIAOUOC_TODAY"),
    )


def _text(of: Mapping[str, str], name: str) -> str:
    """Return a setting from `NAME`, or from the file that `NAME_FILE` names."""
    file = of.get(f"{name}_FILE")
    if not file:
        return of.get(name, "")
    if of.get(name):
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set; keep one.")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise ImproperlyConfigured(f"{name}_FILE: {file} cannot be read ({problem.strerror}).") from None


def _flag(of: Mapping[str, str], name: str, *, default: bool) -> bool:
    said = of.get(name, "").strip().lower()
    if said in (*YES, *NO):
        return said in YES
    if said:
        raise ImproperlyConfigured(f"{name} is {of[name]!r}; write yes or no.")
    return default


def _day(of: Mapping[str, str], name: str) -> date | None:
    said = of.get(name, "").strip()
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {said!r}; write a day as 2025-08-15.") from None


def _kept_key(data: Path) -> str:
    """Return the key kept beside the data, made at the first start and readable by its owner only."""
    file = data / "secret.key"
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(secrets.token_urlsafe(50))
    return file.read_text(encoding="utf-8").strip()
