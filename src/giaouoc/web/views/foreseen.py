"""What a reorganisation would bring about, in the words of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from giaouoc.engine.findings import Param
from giaouoc.engine.units import Role, Territory, TerritoryPart
from giaouoc.services.reorganisations import Affected, Foreseen, Held, Line
from giaouoc.store.models import Unit
from giaouoc.web.naming import Naming
from giaouoc.web.views.clusters import called
from giaouoc.web.voice import voice
from giaouoc.wording import text
from giaouoc.wording.days import window


def shown_ahead(foreseen: Foreseen, asked: Mapping[str, Any], sources: Sequence[Unit]) -> dict[str, Any]:
    """Return what the preview shows: bodies, both readings of the territory, clusters, people."""
    day: date = asked["from_day"]
    last_day = day - timedelta(days=1)
    naming = Naming(foreseen.registry, day)
    return {
        "day": day,
        "basis": asked["legal_basis"],
        "ends": [_said("ends", unit=naming.of(unit.code), day=last_day) for unit in sources],
        "begins": [
            _said("begins", unit=naming.of(new.code), code=new.code, day=day) for new in asked["results"]
        ],
        "as_signed": [_as_signed(line, naming, last_day) for line in foreseen.as_signed],
        "as_now": [_as_now(line, naming) for line in foreseen.as_now],
        "gone": not asked["results"],
        "clusters": [_cluster(one, foreseen, naming, day) for one in foreseen.clusters],
        "people": foreseen.people,
    }


def percents(share: Decimal) -> Decimal:
    """Return a share in percents, with the digits it has and no others."""
    return share.scaleb(2).normalize()


def _as_signed(line: Line, naming: Naming, last_day: date) -> str:
    own = _said("signed-own", unit=naming.of(line.unit), day=last_day)
    if line.territory is None:
        assert line.why is not None
        return f"{own} {_said('signed-stop', why=naming.say(line.why).saw)}"
    units = naming.all(part.unit for part in line.territory)
    return f"{own} {_said('signed-goes-on' if len(units) == 1 else 'signed-sum', units=units)}"


def _as_now(line: Line, naming: Naming) -> dict[str, Any]:
    unit = naming.of(line.unit)
    if line.territory is None:
        assert line.why is not None
        return {"says": _said("now-cannot-tell", unit=unit, why=naming.say(line.why).saw), "parts": []}
    parts = [_part(part, naming) for part in line.territory]
    return {"says": _said(_how(line.territory), unit=unit), "parts": parts}


def _how(territory: Territory) -> str:
    if any(part.estimated for part in territory):
        return "now-estimate"
    return "now-same" if len(territory) == 1 else "now-sum"


def _part(part: TerritoryPart, naming: Naming) -> str:
    unit = naming.of(part.unit)
    if not part.estimated:
        return unit
    return _said("now-share", unit=unit, share=percents(part.share), key=part.key_name)


def _cluster(one: Affected, foreseen: Foreseen, naming: Naming, day: date) -> dict[str, Any]:
    leaving = naming.all(dict.fromkeys(held.unit for held in one.ending))
    offers = [
        {
            "value": f"{place.cluster}/{place.unit}",
            "ticked": place in foreseen.places,
            "says": _said("offer", unit=naming.of(place.unit), units=leaving, day=day)
            if place.unit
            else _said("offer-leave", units=leaving, day=day - timedelta(days=1)),
        }
        for place in one.offers
    ]
    led = any(held.role is Role.LEAD and (held.span.first_day or day) <= day for held in one.ending)
    return {
        "name": called(one.name, one.name_en),
        "kept": one.kept_by_visitor,
        "ending": [_held(held, naming) for held in one.ending],
        "beginning": [_held(held, naming) for held in one.beginning],
        "offers": offers,
        "members": naming.all(one.members),
        "lead": None if one.lead is None else naming.of(one.lead),
        "lead_is_free": led and one.lead is None,
    }


def _held(held: Held, naming: Naming) -> str:
    days = window(held.span.first_day, held.span.last_day, voice().lang)
    return _said("held", unit=naming.of(held.unit), role=held.role, days=days)


def _said(key: str, /, **params: Param) -> str:
    return text(f"web_units.preview.{key}", voice(), **params)
