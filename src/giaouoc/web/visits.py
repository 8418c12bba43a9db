"""A page visited by somebody who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import Refusal, refuse
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Bodies, Permission, Who, may
from giaouoc.web.clock import today
from giaouoc.web.words import told


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks for a page, on which day, as what."""

    request: HttpRequest
    person: Person
    who: Who
    today: date

    def may(self, permission: Permission, *, of: Bodies | None = None, unit: str | None = None) -> bool:
        """Tell whether the visitor may do something."""
        return may(self.who, permission, of=of or Bodies(), unit=unit)

    @property
    def keeps_people(self) -> bool:
        """Tell whether the page of people is for the visitor."""
        return self.may(Permission.KEEP_PEOPLE)

    @property
    def acts(self) -> dict[str, Any]:
        """Return what a service wants to know of whoever calls it."""
        return {"by": self.person, "on": self.today}

    def page(self, template: str, /, *, status: int = 200, **shown: Any) -> HttpResponse:
        """Return a page with what it shows."""
        return render(self.request, template, {"visit": self, **shown}, status=status)


Page = Callable[..., HttpResponse]


def page(view: Page) -> Page:
    """Let only those in who are signed in, and hand the view a visit; a refusal is told on a page of its own."""

    @login_required
    @wraps(view)
    def seen(request: HttpRequest, **named: Any) -> HttpResponse:
        assert isinstance(request.user, Person)
        day = today()
        visit = Visit(request, request.user, who_is(request.user, day), day)
        try:
            return view(visit, **named)
        except Refusal as refusal:
            forbidden = any(f.code.startswith("permissions.") for f in refusal.findings)
            return visit.page("web/refused.html", status=403 if forbidden else 400, told=told(refusal))
        except IntegrityError:
            # Two people made the same thing in the same moment; the first one's stands.
            return visit.page("web/refused.html", status=409, told=told(refuse("people.same-moment")))

    return seen
