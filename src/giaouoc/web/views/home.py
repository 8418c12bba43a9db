"""The first page after signing in: what there is, and what comes next."""

from __future__ import annotations

from django.http import HttpResponse

from giaouoc.services.permissions import Permission
from giaouoc.store.models import Cluster, Unit
from giaouoc.web.visits import Visit, page


@page
def home(visit: Visit) -> HttpResponse:
    """Show the visitor's clusters, or what to do first where there is nothing yet."""
    return visit.page(
        "web/home.html",
        clusters=Cluster.objects.order_by("name"),
        has_units=Unit.objects.exists(),
        keeps_units=visit.may(Permission.KEEP_UNITS),
        keeps_people=visit.may(Permission.KEEP_PEOPLE),
    )
