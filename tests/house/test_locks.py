"""The locks: exact versions with hashes, no word of where they came from, in step with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.tree import ROOT

PINNED = re.compile(r"([a-z0-9-]+)==([^ ;]+)(?: ; [^\\]+)? \\")
HASHED = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
GROUPS = {"run": ["build"], "web": ["build"], "dev": ["build", "dev"]}
EXTRAS = {"run": [], "web": ["web", "postgres"], "dev": ["web", "postgres"]}


def lock(name: str) -> list[str]:
    return (ROOT / f"requirements/{name}.lock").read_text("utf-8").splitlines()


def pins(name: str) -> set[tuple[str, str]]:
    return {(found[1], found[2]) for line in lock(name) if (found := PINNED.fullmatch(line))}


def wanted(name: str) -> list[Requirement]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = list(project["project"]["dependencies"])
    for group in GROUPS[name]:
        lines += project["dependency-groups"][group]
    for extra in EXTRAS[name]:
        lines += project["project"]["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", GROUPS)
def test_a_lock_holds_versions_and_hashes_and_nothing_else(name: str) -> None:
    assert [line for line in lock(name) if not PINNED.fullmatch(line) and not HASHED.fullmatch(line)] == []


@pytest.mark.parametrize("name", GROUPS)
def test_a_lock_fits_what_the_project_asks_for(name: str) -> None:
    unmet = [
        str(asked)
        for asked in wanted(name)
        if not [
            v for n, v in pins(name) if n == canonicalize_name(asked.name) and asked.specifier.contains(v)
        ]
    ]
    assert unmet == []


@pytest.mark.parametrize(("smaller", "larger"), [("run", "web"), ("web", "dev")])
def test_a_larger_lock_holds_the_smaller(smaller: str, larger: str) -> None:
    assert pins(smaller) - pins(larger) == set()


def test_the_build_system_asks_for_what_the_lock_brings() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["build-system"]["requires"] == project["dependency-groups"]["build"]


@pytest.mark.parametrize("name", GROUPS)
def test_everything_asked_for_has_an_upper_bound(name: str) -> None:
    def bounded(asked: Requirement) -> bool:
        return any(specifier.operator in ("~=", "<", "==") for specifier in asked.specifier)

    assert [str(asked) for asked in wanted(name) if not bounded(asked)] == []
