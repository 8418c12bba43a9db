"""People: their accounts and what they are for which unit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import Refusal
from giaouoc.services import people as services
from giaouoc.services.permissions import Permission, ensure
from giaouoc.store.models import Holding, Role, Unit
from giaouoc.web.fields import DayField, unit_choices
from giaouoc.web.visits import Visit, page
from giaouoc.web.voice import phrase
from giaouoc.web.words import told


class NewPerson(forms.Form):
    """An account to be made."""

    full_name = forms.CharField(label=phrase("web.people.full-name"), max_length=200)
    sign_in = forms.CharField(
        label=phrase("web.people.sign-in"), help_text=phrase("web.people.sign-in-help"), max_length=64
    )
    email = forms.EmailField(label=phrase("web.people.email"), required=False)
    password = forms.CharField(
        label=phrase("web.people.password"),
        help_text=phrase("web.people.password-help"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NewRole(forms.Form):
    """A role to be given."""

    role = forms.ChoiceField(
        label=phrase("web.people.role"), choices=[(r.value, phrase(f"web.role.{r.value}")) for r in Role]
    )
    unit = forms.ChoiceField(label=phrase("web.people.unit"), choices=unit_choices, required=False)
    first_day = DayField(label=phrase("web.people.first-day"))


@page
def people(visit: Visit) -> HttpResponse:
    """List everybody with what they are today, and make new accounts."""
    ensure(visit.who, Permission.KEEP_PEOPLE)
    form = NewPerson(visit.request.POST or None)
    shown: dict[str, Any] = {}
    if form.is_valid():
        try:
            made = services.add_person(**visit.acts, **form.cleaned_data)
            return redirect("person", code=made.code)
        except Refusal as refusal:
            shown["told"] = told(refusal)
    everybody = Person.objects.order_by("-is_active", "full_name").prefetch_related("holdings__unit__names")
    return visit.page("web/people.html", form=form, people=everybody, **shown)


@page
def person(visit: Visit, code: str) -> HttpResponse:
    """Show one account with its roles, and give another."""
    ensure(visit.who, Permission.KEEP_PEOPLE)
    one = get_object_or_404(Person, code=code)
    form = NewRole(visit.request.POST or None, initial={"first_day": visit.today})
    shown: dict[str, Any] = {}
    if form.is_valid():
        asked = form.cleaned_data
        unit = Unit.objects.filter(code=asked["unit"]).first() if asked["unit"] else None
        try:
            services.give_role(
                **visit.acts, person=one, role=Role(asked["role"]), unit=unit, first_day=asked["first_day"]
            )
            return redirect("person", code=code)
        except Refusal as refusal:
            shown["told"] = told(refusal)
    holdings = one.holdings.select_related("unit").prefetch_related("unit__names").order_by("-pk")
    return visit.page("web/person.html", person=one, holdings=holdings, form=form, **shown)


@require_POST
@page
def end_role(visit: Visit, number: int) -> HttpResponse:
    """End a role as of yesterday: access goes at once."""
    holding = get_object_or_404(Holding.objects.select_related("person"), pk=number)
    services.end_role(**visit.acts, holding=holding, last_day=visit.today - timedelta(days=1))
    return redirect("person", code=holding.person.code)


@require_POST
@page
def close_account(visit: Visit, code: str) -> HttpResponse:
    """Close an account, or open it again."""
    one = get_object_or_404(Person, code=code)
    if one.is_active:
        services.close_account(**visit.acts, person=one)
    else:
        services.open_account(**visit.acts, person=one)
    return redirect("person", code=code)
