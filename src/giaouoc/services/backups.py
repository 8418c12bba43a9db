"""One file that holds an office: its database, the key of its sessions, and what to check them by."""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import connection, connections

from giaouoc.engine.findings import Finding, Refusal, error, refuse
from giaouoc.store.ledgers import broken_from, head_of
from giaouoc.store.models import Cluster

FORMAT: Final = "giaouoc-backup/1"
SEALED: Final = b"giaouoc-backup/1 sealed\n"
MANIFEST, DATABASE, KEY = "office.json", "database", "secret.key"
_SALT, _NONCE = 16, 12


def back_up(*, file: Path, at: datetime, passphrase: str = "") -> Mapping[str, Any]:
    """Write an office into one new file, readable by its owner only; return what it says of itself.

    With a passphrase the file is encrypted (AES-256-GCM, the key by scrypt): it holds sign-in secrets.
    """
    if file.exists():
        raise refuse("backups.file-there", file=str(file))
    with TemporaryDirectory(prefix="giaouoc-backup-") as place:
        folder = Path(place)
        _dump(folder / DATABASE)
        key = Path(settings.ENVIRONMENT.data) / KEY
        if key.exists():
            shutil.copyfile(key, folder / KEY)
        manifest = {
            "format": FORMAT,
            "made_at": at.isoformat(timespec="seconds"),
            "database": connection.vendor,
            **_state(),
            "files": {path.name: _hash(path.read_bytes()) for path in sorted(folder.iterdir())},
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as tar:
            for path in sorted(folder.iterdir()):
                tar.add(path, arcname=path.name)
    content = packed.getvalue()
    _write_privately(file, _sealed(content, passphrase) if passphrase else content)
    return manifest


def restore(*, file: Path, passphrase: str = "") -> Mapping[str, Any]:
    """Put an office from a file where there is none yet; return what the file says of itself.

    Refused before anything is written: an office that is there, a file that was changed or is of another database.
    Refused after it: ledger heads or row counts that are not those of the file. On SQLite it is then taken away again.
    """
    _refuse_an_office_that_is_there()
    parts = _unpacked(file, passphrase)
    manifest = _manifest(parts, file)
    if manifest["database"] != connection.vendor:
        raise refuse("backups.other-database", value=str(manifest["database"]), expected=connection.vendor)
    data = Path(settings.ENVIRONMENT.data)
    data.mkdir(parents=True, exist_ok=True)
    _load(parts[DATABASE])
    if KEY in parts:
        _write_privately(data / KEY, parts[KEY], over=True)
    problems = _differences(manifest)
    if problems:
        _take_away_again()
        raise Refusal(problems)
    return manifest


def _state() -> dict[str, Any]:
    """Return the head of every ledger and the number of rows of every table."""
    counts = {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.db_table != "django_session"
    }
    return {"heads": {c.code: str(head_of(c)) for c in Cluster.objects.order_by("code")}, "rows": counts}


def _differences(manifest: Mapping[str, Any]) -> list[Finding]:
    state = _state()
    found = [
        error("backups.rows-differ", value=table, count=state["rows"].get(table, 0), expected=count)
        for table, count in manifest["rows"].items()
        if state["rows"].get(table, 0) != count
    ]
    if state["heads"] != manifest["heads"]:
        found.append(error("backups.heads-differ"))
    found += [
        error("backups.chain-broken", value=cluster.code)
        for cluster in Cluster.objects.all()
        if broken_from(cluster) is not None
    ]
    return found


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        return
    _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def _load(content: bytes) -> None:
    if connection.vendor == "sqlite":
        connections.close_all()
        _write_privately(Path(connection.settings_dict["NAME"]), content)
        return
    with TemporaryDirectory(prefix="giaouoc-restore-") as place:
        dump = Path(place) / DATABASE
        dump.write_bytes(content)
        _postgres("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(dump))


def _take_away_again() -> None:
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        connections.close_all()
        name.unlink(missing_ok=True)


def _postgres(program: str, *words: str) -> None:
    """Run one of PostgreSQL's own programs on the office's database."""
    if shutil.which(program) is None:
        raise refuse("backups.program-missing", value=program)
    database = connection.settings_dict
    where = {
        "PGHOST": database["HOST"],
        "PGPORT": str(database["PORT"]),
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    target = [f"--dbname={database['NAME']}"] if program == "pg_restore" else []
    done = subprocess.run(
        [program, *target, *words],
        env=os.environ | {name: value for name, value in where.items() if value},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise refuse("backups.program-failed", value=program, why=done.stderr.strip()[-300:])


def _refuse_an_office_that_is_there() -> None:
    if connection.vendor == "sqlite":
        there = Path(connection.settings_dict["NAME"]).exists()
    else:
        there = bool(connection.introspection.table_names())
    if there:
        raise refuse("backups.office-there")


def _unpacked(file: Path, passphrase: str) -> dict[str, bytes]:
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise refuse("backups.unreadable", file=str(file), why=problem.strerror or "") from None
    if content.startswith(SEALED):
        content = _opened(content, passphrase, file)
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as tar:
            found = {m.name: tar.extractfile(m) for m in tar.getmembers() if m.isfile()}
            return {name: part.read() for name, part in found.items() if part is not None}
    except (tarfile.TarError, OSError, EOFError):
        raise refuse("backups.no-backup", file=str(file)) from None


def _manifest(parts: Mapping[str, bytes], file: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(parts[MANIFEST])
        names = manifest["files"]
        good = manifest["format"] == FORMAT and DATABASE in names
    except (KeyError, ValueError, TypeError):
        raise refuse("backups.no-backup", file=str(file)) from None
    changed = [name for name, digest in names.items() if _hash(parts.get(name, b"")) != digest]
    if not good or changed:
        raise refuse("backups.changed", file=str(file), value=", ".join(changed))
    return manifest


def _sealed(content: bytes, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    return SEALED + salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, content, SEALED)


def _opened(content: bytes, passphrase: str, file: Path) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not passphrase:
        raise refuse("backups.passphrase-needed", file=str(file))
    rest = content.removeprefix(SEALED)
    salt, nonce, sealed = rest[:_SALT], rest[_SALT : _SALT + _NONCE], rest[_SALT + _NONCE :]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, SEALED)
    except (InvalidTag, ValueError):
        raise refuse("backups.not-opened", file=str(file)) from None


def _key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_privately(file: Path, content: bytes, *, over: bool = False) -> None:
    """Write a file that only its owner reads; whole or not at all."""
    beside = file.with_name(f".{file.name}.part")
    beside.unlink(missing_ok=True)
    try:
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        if file.exists() and not over:
            raise refuse("backups.file-there", file=str(file))
        beside.replace(file)
    except OSError as problem:
        raise refuse("backups.not-written", file=str(file), why=problem.strerror or "") from None
    finally:
        beside.unlink(missing_ok=True)
