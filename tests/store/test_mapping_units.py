"""A register written into rows and read back is the register it was, for every example."""

from __future__ import annotations

from pathlib import Path

import pytest

from giaouoc.exchange.units_file import read_units
from giaouoc.store.acts import act
from giaouoc.store.mapping.units import keep_registry, unit_registry

pytestmark = pytest.mark.django_db
CASES = sorted(p.parent for p in Path("examples").glob("*/units.toml"))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_the_register_of_an_example_comes_back_as_it_was(case: Path) -> None:
    before = read_units((case / "units.toml").read_text(encoding="utf-8"))
    with act("register-imported", by=None) as done:
        keep_registry(before, done)
    after = unit_registry()
    assert sorted(after.units, key=lambda u: u.code) == sorted(before.units, key=lambda u: u.code)
    assert set(after.successions) == set(before.successions)
    assert set(after.clusters) == set(before.clusters)
