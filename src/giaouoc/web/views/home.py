"""The first page after signing in: what there is, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse

from giaouoc.services.clusters import bodies_of_all, sees_cluster
from giaouoc.services.duties import Duty, PactDuty, duties_of, pact_duties_of
from giaouoc.services.pacts import newest_version
from giaouoc.services.permissions import Bodies, Permission, may
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Cluster
from giaouoc.web.naming import Naming
from giaouoc.web.visits import Visit, page


@page
def home(visit: Visit) -> HttpResponse:
    """Show the clusters the visitor sees, or what to do first where there is none yet."""
    registry = unit_registry()
    bodies = bodies_of_all(registry, visit.today)
    seen = [c for c in Cluster.objects.order_by("name") if sees_cluster(visit.who, bodies[c.code])]
    reads = {c.code for c in seen if may(visit.who, Permission.READ_CLUSTER, of=bodies[c.code])}
    return visit.page(
        "web/home.html",
        duties=_duties(visit, bodies, Naming(registry, visit.today)),
        pact_duties=_pact_duties(visit, bodies, Naming(registry, visit.today)),
        clusters=[(cluster, cluster.code in reads) for cluster in seen],
        keeps_units=visit.may(Permission.KEEP_UNITS),
        keeps_people=visit.may(Permission.KEEP_PEOPLE),
    )


def _duties(visit: Visit, bodies: Mapping[str, Bodies], names: Naming) -> list[tuple[Duty, str]]:
    """Return what waits for the visitor, each with the name of its unit."""
    return [(duty, names.of(duty.unit)) for duty in duties_of(visit.who, visit.today, bodies)]


def _pact_duties(
    visit: Visit, bodies: Mapping[str, Bodies], names: Naming
) -> list[tuple[PactDuty, str, str]]:
    """Return the pacts that wait for the visitor, each with its title and the name of the unit."""
    found = pact_duties_of(visit.who, bodies)
    return [(duty, pact_of(newest_version(duty.pact)).title, names.of(duty.unit)) for duty in found]
