"""units.toml: bodies with dated names and parents, what became of them, and their clusters."""

from __future__ import annotations

from typing import Final

from giaouoc.engine.rulebook import Mark
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
    UnitRegistry,
    build_registry,
)
from giaouoc.exchange.pact_file import check_format
from giaouoc.exchange.toml_reader import Table, TomlFile

UNITS_FILE: Final = "units.toml"
FORMAT: Final = "giaouoc-units/1"


def read_units(text: str, file: str = UNITS_FILE) -> UnitRegistry:
    """Return the register of a units.toml, or refuse it with everything that is wrong."""
    page = TomlFile(text, file)
    top = page.root
    check_format(top, FORMAT)
    units = [_unit(table) for table in top.tables("unit")]
    successions = [_succession(table) for table in top.tables("succession")]
    clusters = [_cluster(table) for table in top.tables("cluster")]
    top.close()
    registry = top.build(lambda: build_registry(units, successions, clusters))
    page.refuse_if_wrong()
    assert registry is not None
    return registry


def _unit(table: Table) -> Unit:
    unit = Unit(
        code=table.code("code"),
        names=tuple(_name(one) for one in table.tables("name")),
        parents=tuple(_parent(one) for one in table.tables("parent")),
        first_day=table.day_or_none("first_day"),
        last_day=table.day_or_none("last_day"),
        note=table.text_or_none("note") or "",
    )
    table.close()
    return unit


def _name(table: Table) -> DatedName:
    name = DatedName(
        name=table.text("name"),
        name_en=table.text_or_none("name_en"),
        first_day=table.day_or_none("first_day"),
        last_day=table.day_or_none("last_day"),
    )
    table.close()
    return name


def _parent(table: Table) -> DatedParent:
    parent = DatedParent(
        parent=table.code("unit"),
        first_day=table.day_or_none("first_day"),
        last_day=table.day_or_none("last_day"),
    )
    table.close()
    return parent


def _succession(table: Table) -> Succession:
    kind, on = table.choice("kind", SuccessionKind), table.day("on")
    sources = table.codes("from")
    results = table.codes_or_none("to") if kind is SuccessionKind.DISSOLVE else table.codes("to")
    shares = table.table("shares")
    succession = Succession(
        kind=kind,
        on=on,
        sources=sources,
        results=results or (),
        shares=tuple(
            Share(code, share) for code, share in (shares.inner_numbers() if shares else {}).items()
        ),
        key_name=table.text_or_none("key_name"),
        legal_basis=table.text_or_none("legal_basis"),
        mark=table.choice("mark", Mark).value,
    )
    table.close()
    return succession


def _cluster(table: Table) -> Cluster:
    code, name, system = table.code("code"), table.text("name"), table.text_or_none("system") or ""
    name_en = table.text_or_none("name_en")
    members = tuple(_member(one) for one in table.tables("member"))
    table.close()
    return Cluster(code, name, system, members, name_en)


def _member(table: Table) -> Membership:
    member = Membership(
        unit=table.code("unit"),
        role=table.choice("role", Role),
        first_day=table.day_or_none("first_day"),
        last_day=table.day_or_none("last_day"),
    )
    table.close()
    return member
