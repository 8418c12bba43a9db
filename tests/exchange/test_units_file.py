from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from giaouoc.engine.findings import Refusal
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
)
from giaouoc.exchange.units_file import read_units
from tests.exchange.sample_case import UNITS, replaced, spoken

MID_2025 = date(2025, 7, 1)
LAST = date(2025, 6, 30)


def told(text: str) -> list[tuple[str, object]]:
    with pytest.raises(Refusal) as refused:
        read_units(text)
    assert {f["file"] for f in refused.value.findings} == {"units.toml"}
    return [(f.code, f.get("key")) for f in spoken(refused.value.findings)]


def test_every_key_of_the_units_arrives_where_it_belongs() -> None:
    registry = read_units(UNITS)
    assert registry.units[:3] == (
        Unit("nation", (DatedName("Cả nước", "Nation"),)),
        Unit(
            "north",
            (
                DatedName("Bắc cũ", last_day=date(2009, 12, 31)),
                DatedName("Bắc", first_day=date(2010, 1, 1)),
            ),
            (DatedParent("nation", date(2000, 1, 1), LAST),),
            date(2000, 1, 1),
            LAST,
            "Merged.",
        ),
        Unit("south", (DatedName("Nam"),)),
    )
    assert registry.successions == (
        Succession(
            SuccessionKind.MERGE,
            MID_2025,
            ("north", "south"),
            ("both",),
            legal_basis="Nghị quyết mẫu",
            mark="G",
        ),
        Succession(
            SuccessionKind.SPLIT,
            MID_2025,
            ("east",),
            ("east-1", "east-2"),
            (Share("east-1", Decimal("0.6")), Share("east-2", Decimal("0.4"))),
            "dân số",
            mark="G",
        ),
    )
    lead = Membership("north", Role.LEAD, date(2025, 1, 1), LAST)
    assert registry.clusters == (
        Cluster("cluster-a", "Cụm A", "sample", (lead, Membership("south", Role.MEMBER)), "Cluster A"),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('name = "Nam"', 'nam = "Nam"', [("case_file.key-missing", 0), ("case_file.key-misspelt", 0)]),
        ('kind = "merge"', 'kind = "merged"', [("case_file.word-misspelt", "succession[1].kind")]),
        ('to = ["both"]\n', "", [("case_file.key-missing", "succession[1].to")]),
        ("east-2 = 0.4", "east-2 = 0.5", [("units.shares-do-not-add-up", None)]),
        ("east-2 = 0.4", "east-2 = nan", [("case_file.number-not-finite", "succession[2].shares.east-2")]),
        ('role = "lead"', 'role = "leader"', [("case_file.word-misspelt", "cluster[1].member[1].role")]),
        ('unit = "nation"', 'unit = "natoin"', [("units.unknown-parent", None)]),
        ('legal_basis = "Nghị quyết mẫu"\nmark = "G"', 'mark = "?"', [("case_file.word-unknown", 0)]),
    ],
)
def test_mistakes_are_told_with_file_and_key(old: str, new: str, expected: list[tuple[str, object]]) -> None:
    found = told(replaced(UNITS, old, new))
    assert [code for code, _ in found] == [code for code, _ in expected]
    assert [key for (_, key), (_, wanted) in zip(found, expected, strict=True) if wanted != 0] == [
        wanted for _, wanted in expected if wanted != 0
    ]


def test_a_dissolution_needs_no_successor() -> None:
    text = UNITS + '[[succession]]\nkind = "dissolve"\non = 2025-08-01\nfrom = ["both"]\nmark = "G"\n'
    assert read_units(text).successions[-1].results == ()
