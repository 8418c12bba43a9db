from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import giaouoc
from giaouoc.engine.findings import Finding, Refusal
from giaouoc.engine.units import (
    Cluster,
    DatedName,
    DatedParent,
    Membership,
    Role,
    Share,
    Succession,
    SuccessionKind,
    Unit,
    build_registry,
)

ROOT = Path(giaouoc.__file__).parent
SOURCE = "".join(path.read_text("utf-8") for path in (ROOT / "engine" / "units").glob("*.py"))
EVE, REFORM, NEXT = date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2)
MERGE, SPLIT, RENAME, DISSOLVE = SuccessionKind
HALF = Decimal("0.5")


def unit(code: str, *parents: DatedParent) -> Unit:
    return Unit(code, (DatedName(code),), parents)


def bad_units() -> list[Unit]:
    names = (DatedName("1", None, None, EVE), DatedName("2", None, EVE, EVE), DatedName("3", None, NEXT, EVE))
    return [
        Unit("a", (*names, DatedName("4", None, date(2026, 1, 1), date.max), DatedName("5", None, NEXT))),
        Unit("b", (*names[:1], DatedName("4", None, NEXT)), (DatedParent("b"), DatedParent("c", NEXT, EVE))),
        Unit("c", (), (DatedParent("x"), DatedParent("a"))),
        Unit("c", (DatedName("c"),), (), NEXT, EVE),
        *(Unit(c, (DatedName(c),), (), REFORM, REFORM) for c in ("d", "e", "f", "g")),
    ]


def bad_successions() -> list[Succession]:
    shares = (Share("f", HALF), Share("f", HALF / 5), Share("a", HALF), Share("g", Decimal(2)))
    return [
        *(Succession(kind, REFORM, ("a", "a", "x"), ("b", "a")) for kind in (MERGE, SPLIT, RENAME, DISSOLVE)),
        Succession(RENAME, EVE, ("d",), ("e",), shares),
        Succession(RENAME, date(2025, 7, 3), ("e",), ("d",)),
        Succession(SPLIT, NEXT, ("d",), ("e", "f", "g"), shares),
        Succession(SPLIT, date.max, ("d",), ("e", "f"), (Share("e", HALF), Share("f", HALF / 2)), "key"),
    ]


def refused() -> list[Finding]:
    leads = tuple(Membership(u, Role.LEAD) for u in ("a", "b", "x"))
    cluster = Cluster("c8", "Cụm 8", "công an", (*leads, Membership("a", Role.MEMBER, NEXT, EVE)))
    with pytest.raises(Refusal) as refusal:
        build_registry(bad_units(), bad_successions(), [cluster, cluster])
    return list(refusal.value.findings)


def untold() -> list[Finding | None]:
    registry = build_registry(
        [unit(c) for c in ("a", "b", "ab", "x", "y", "z", "gone")],
        [
            Succession(MERGE, REFORM, ("a", "b"), ("ab",)),
            Succession(SPLIT, REFORM, ("x",), ("y", "z")),
            Succession(DISSOLVE, REFORM, ("gone",)),
        ],
    )
    with pytest.raises(Refusal) as unknown:
        registry.get("nobody")
    asked = [("a", REFORM), ("y", EVE), ("gone", REFORM)]
    return [*(registry.why_no_territory(code, day) for code, day in asked), *unknown.value.findings]


def catalogue(language: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((ROOT / "wording" / language / "units.toml").read_text("utf-8"))


def placeholders(entry: dict[str, Any]) -> set[str]:
    texts = [entry["title"], entry["saw"], entry["way_out"], *entry.get("explanations", [])]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_of_the_room_is_worded_with_parameters_it_carries(language: str) -> None:
    worded = {f"units.{slug}": placeholders(entry) for slug, entry in catalogue(language).items()}
    carried: dict[str, set[str]] = {}
    for finding in filter(None, [*refused(), *untold()]):
        names = {name for name, _ in finding.params}
        carried[finding.code] = carried.get(finding.code, names) & names
    assert worded.keys() == carried.keys()
    assert {code: names - carried[code] for code, names in worded.items()} == {c: set() for c in worded}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_code_in_the_source_goes_unworded(language: str) -> None:
    assert set(catalogue(language)) == set(re.findall(r"\"units\.([a-z-]+)\"", SOURCE))


def test_both_languages_use_the_same_placeholders() -> None:
    vi, en = catalogue("vi"), catalogue("en")
    assert {c: placeholders(e) for c, e in vi.items()} == {c: placeholders(e) for c, e in en.items()}
