"""The wheel holds every file of the package, so that an installed copy finds its words and rules."""

from __future__ import annotations

import tomllib
import zipfile
from pathlib import Path

import pytest
from flit_core import buildapi

import giaouoc
from tools.tree import ROOT, project_files


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    wheel = buildapi.build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        (entry_points,) = [name for name in archive.namelist() if name.endswith("/entry_points.txt")]
        commands = archive.read(entry_points).decode().split()
    source = ROOT / "src"
    assert packed == {path.relative_to(source).as_posix() for path in project_files(source)}
    assert commands == ["[console_scripts]", "giaouoc=giaouoc.cli.main:main"]


def test_the_version_is_the_same_in_both_places() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == giaouoc.__version__
