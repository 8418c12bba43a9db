"""The first account of an office, made once with the key that `giaouoc serve` prints."""

from __future__ import annotations

import os
import secrets
from typing import Any

from django import forms
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from giaouoc.engine.findings import Refusal
from giaouoc.services.people import has_administrator, make_first_administrator
from giaouoc.web.clock import today
from giaouoc.web.voice import phrase
from giaouoc.web.words import told

KEY_VARIABLE = "GIAOUOC_FIRST_KEY"


class FirstAccount(forms.Form):
    """Who keeps the accounts."""

    full_name = forms.CharField(label=phrase("web.people.full-name"), max_length=200)
    sign_in = forms.CharField(label=phrase("web.people.sign-in"), max_length=64)
    password = forms.CharField(
        label=phrase("web.people.password"),
        help_text=phrase("web.people.password-help"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def first_start(request: HttpRequest) -> HttpResponse:
    """Ask for the first administrator; there is no such page once one is there, or without the key."""
    key = os.environ.get(KEY_VARIABLE, "")
    given = request.POST.get("key") or request.GET.get("key") or ""
    if has_administrator() or not key or not secrets.compare_digest(key, given):
        raise Http404
    form = FirstAccount(request.POST or None)
    shown: dict[str, Any] = {"form": form, "key": given}
    if form.is_valid():
        try:
            person = make_first_administrator(on=today(), **form.cleaned_data)
        except Refusal as refusal:
            shown["told"] = told(refusal)
        else:
            login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
            return redirect("home")
    return render(request, "web/first_start.html", shown)
