"""A small office for tests: people, units, clusters, made the way services make them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import Refusal
from giaouoc.exchange.units_file import read_units
from giaouoc.store.acts import act
from giaouoc.store.mapping.units import keep_registry
from giaouoc.store.models import Cluster, Holding, Role, Unit


def person(sign_in: str, full_name: str = "") -> Person:
    """Return a person with an account and no role."""
    with act("person-added", by=None):
        return Person.objects.create(sign_in=sign_in, full_name=full_name or sign_in)


def holder(sign_in: str, role: Role, unit: Unit | None = None) -> Person:
    """Return a person who has held a role since long ago."""
    one = person(sign_in)
    with act("role-given", by=None) as done:
        Holding.objects.create(person=one, role=role, unit=unit, first_day=date(2020, 1, 1), last_act=done)
    return one


def refusal_of(do: Callable[[], object]) -> list[str]:
    """Return the codes with which something is refused."""
    with pytest.raises(Refusal) as refused:
        do()
    return [f.code for f in refused.value.findings]


SYNTHETIC = Path("examples/synthetic-cluster")


def synthetic(file: str) -> str:
    """Return the text of a file of the made-up cluster."""
    return (SYNTHETIC / file).read_text(encoding="utf-8")


def synthetic_cluster() -> Cluster:
    """Return the made-up cluster with its units, in an office that had none."""
    with act("register-imported", by=None) as done:
        keep_registry(read_units(synthetic("units.toml")), done)
    return Cluster.objects.get(code="sim-cluster")


def unit_called(code: str) -> Unit:
    """Return the unit with this code."""
    return Unit.objects.get(code=code)
