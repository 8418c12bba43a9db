"""units.toml, written: the reverse of `units_file`."""

from __future__ import annotations

from datetime import date
from typing import Any

from giaouoc.engine.units import Cluster, Succession, Unit, UnitRegistry
from giaouoc.exchange.toml_writer import toml_text
from giaouoc.exchange.units_file import FORMAT, UNITS_FILE, read_units


def write_units(registry: UnitRegistry) -> str:
    """Return the text of a units.toml; reading it gives the same register, in the same order.

    What the reader would not take, a succession without a mark for one, is refused as the reader refuses it.
    """
    text = _text(registry)
    if _text(read_units(text)) != text:
        raise ValueError(f"this register does not come back from {UNITS_FILE}")
    return text


def _text(registry: UnitRegistry) -> str:
    return toml_text(
        {
            "format": FORMAT,
            "unit": [_unit(one) for one in registry.units] or None,
            "succession": [_succession(one) for one in registry.successions] or None,
            "cluster": [_cluster(one) for one in registry.clusters] or None,
        }
    )


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        **_days(unit.first_day, unit.last_day),
        "note": unit.note,
        "name": [
            {"name": n.name, "name_en": n.name_en, **_days(n.first_day, n.last_day)} for n in unit.names
        ],
        "parent": [{"unit": p.parent, **_days(p.first_day, p.last_day)} for p in unit.parents] or None,
    }


def _succession(one: Succession) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "on": one.on,
        "from": one.sources,
        "to": one.results or None,
        "key_name": one.key_name,
        "legal_basis": one.legal_basis,
        "mark": one.mark,
        "shares": {share.unit: share.share for share in one.shares} or None,
    }


def _cluster(cluster: Cluster) -> dict[str, Any]:
    members = [
        {"unit": m.unit, "role": m.role.value, **_days(m.first_day, m.last_day)} for m in cluster.memberships
    ]
    return {
        "code": cluster.code,
        "name": cluster.name,
        "name_en": cluster.name_en,
        "system": cluster.system,
        "member": members or None,
    }


def _days(first_day: date | None, last_day: date | None) -> dict[str, date | None]:
    return {"first_day": first_day, "last_day": last_day}
