"""An office goes into a file and comes back the same; what was changed, or would overwrite something, is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.running_office import database_beside
from tools.tree import ROOT

pytestmark = pytest.mark.office


class Place:
    """A place for an office: a folder for its data and a database of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("GIAOUOC_")},
            "GIAOUOC_DATA": str(folder),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "giaouoc.config.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            "PYTHONUTF8": "1",
        }

    def call(self, *words: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "giaouoc", *words, "--lang", "en"]
        return self._run(command)

    def python(self, code: str) -> str:
        status, said = self._run([sys.executable, "-c", f"import django; django.setup(); {code}"])
        assert status == 0, said
        return said

    def _run(self, command: list[str]) -> tuple[int, str]:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, cwd=ROOT)
        return done.returncode, done.stdout + done.stderr


FILL = (
    "from django.core.management import call_command as call; call('migrate', verbosity=0);"
    "from tests.support.office import holder; from giaouoc.store.models import Role;"
    "chief = holder('admin', Role.ADMINISTRATOR);"
    "from giaouoc.services.handover import import_case; from pathlib import Path; from datetime import date;"
    "import_case(by=chief, on=date(2026, 1, 1), folder=Path('examples/synthetic-cluster'))"
)
TELL = (
    "from giaouoc.store.models import *; from giaouoc.store.ledgers import *;"
    "from giaouoc.accounts.models import Person;"
    "c = Cluster.objects.get();"
    "print(head_of(c), broken_from(c), Act.objects.count(), [p.code for p in Person.objects.all()])"
)
REFUSED = "from giaouoc.store.models import Unit; Unit.objects.update(note='changed')"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, Place]]:
    """Yield a filled office and an empty place."""
    with ExitStack() as stack:
        folders = [tmp_path_factory.mktemp(name) for name in ("filled", "empty")]
        full, empty = (Place(folder, stack.enter_context(database_beside(folder))) for folder in folders)
        full.python(FILL)
        (full.folder / "secret.key").write_text("the key of sessions", encoding="utf-8")
        yield full, empty


def test_an_office_comes_back_as_it_was(places: tuple[Place, Place], tmp_path: Path) -> None:
    full, empty = places
    secret = tmp_path / "passphrase"
    secret.write_text("ngày mai trời nắng\n", encoding="utf-8")
    kept = tmp_path / "office.backup"
    status, said = full.call("backup", str(kept), "--passphrase-file", str(secret))
    assert (status, "not encrypted" in said) == (0, False)
    assert kept.stat().st_mode & 0o077 == 0
    assert b"sim-cluster" not in kept.read_bytes()

    assert full.call("backup", str(kept))[0] == 2
    assert full.call("restore", str(kept), "--passphrase-file", str(secret))[0] == 2
    assert empty.call("restore", str(kept))[0] == 2
    wrong = tmp_path / "wrong"
    wrong.write_text("another\n", encoding="utf-8")
    assert empty.call("restore", str(kept), "--passphrase-file", str(wrong))[0] == 2
    changed = tmp_path / "changed.backup"
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    assert empty.call("restore", str(changed), "--passphrase-file", str(secret))[0] == 2
    assert not (empty.folder / "office.sqlite3").exists()

    status, said = empty.call("restore", str(kept), "--passphrase-file", str(secret))
    assert status == 0, said
    assert "Restored and compared" in said
    assert empty.python(TELL) == full.python(TELL)
    assert (empty.folder / "secret.key").read_text("utf-8") == "the key of sessions"
    with pytest.raises(AssertionError, match="within an act only"):
        empty.python(REFUSED)


def test_without_a_passphrase_it_says_that_it_holds_secrets(
    places: tuple[Place, Place], tmp_path: Path
) -> None:
    full, _ = places
    kept = tmp_path / "plain.backup"
    status, said = full.call("backup", str(kept))
    assert (status, "holds sign-in secrets" in said) == (0, True)
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"giaouoc-backup/1 sealed\nshort", b"\x1f\x8b\x08rest"]
)
def test_what_is_no_backup_is_refused_without_a_trace(
    places: tuple[Place, Place], tmp_path: Path, content: bytes
) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    new = Place(tmp_path / "data", f"sqlite:///{tmp_path / 'data' / 'office.sqlite3'}")
    status, said = new.call("restore", str(other))
    assert (status, "Traceback" in said) == (2, False)
    assert not (tmp_path / "data" / "office.sqlite3").exists()
