"""The settings of an office: read from the environment, refused by name, every one of them documented."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from giaouoc.config.environment import read_environment
from tools.tree import ROOT


def test_nothing_set_is_an_office_of_this_machine_alone(tmp_path: Path) -> None:
    found = read_environment({"GIAOUOC_DATA": str(tmp_path)})
    assert found.database_url == f"sqlite:///{tmp_path / 'office.sqlite3'}"
    assert found.hosts == ("127.0.0.1", "localhost", "[::1]")
    assert (found.behind_tls, found.today) == (False, None)


def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    made = read_environment({"GIAOUOC_DATA": str(tmp_path / "new")}).secret_key
    assert len(made) >= 50
    assert read_environment({"GIAOUOC_DATA": str(tmp_path / "new")}).secret_key == made
    assert (tmp_path / "new/secret.key").stat().st_mode & 0o777 == 0o600
    other = read_environment({"GIAOUOC_DATA": str(tmp_path / "other")}).secret_key
    assert other != made


def test_a_secret_is_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    kept = tmp_path / "key"
    kept.write_text("from the file\n", encoding="utf-8")
    data = {"GIAOUOC_DATA": str(tmp_path)}
    assert read_environment(data | {"GIAOUOC_SECRET_KEY_FILE": str(kept)}).secret_key == "from the file"
    with pytest.raises(ImproperlyConfigured, match="both set"):
        read_environment(data | {"GIAOUOC_SECRET_KEY_FILE": str(kept), "GIAOUOC_SECRET_KEY": "x"})
    with pytest.raises(ImproperlyConfigured, match="nowhere"):
        read_environment(data | {"GIAOUOC_SECRET_KEY_FILE": str(tmp_path / "nowhere")})


@pytest.mark.parametrize(("said", "meant"), [("yes", True), ("ON", True), ("0", False), ("", False)])
def test_yes_and_no_are_understood(tmp_path: Path, said: str, meant: bool) -> None:
    found = read_environment({"GIAOUOC_DATA": str(tmp_path), "GIAOUOC_BEHIND_TLS": said})
    assert found.behind_tls is meant


@pytest.mark.parametrize(
    ("name", "value"), [("GIAOUOC_BEHIND_TLS", "perhaps"), ("GIAOUOC_TODAY", "15/08/2025")]
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"{name} is '{value}'"):
        read_environment({"GIAOUOC_DATA": str(tmp_path), name: value})


def test_a_demonstration_stands_on_its_day(tmp_path: Path) -> None:
    found = read_environment({"GIAOUOC_DATA": str(tmp_path), "GIAOUOC_TODAY": "2025-08-15"})
    assert found.today == date(2025, 8, 15)


def test_every_setting_is_documented_and_none_other() -> None:
    code = (ROOT / "src/giaouoc/config/environment.py").read_text("utf-8")
    read = set(re.findall(r'"(GIAOUOC_[A-Z_]+|DATABASE_URL)"', code))
    page = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.M)) == read
