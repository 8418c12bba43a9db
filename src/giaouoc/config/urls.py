"""The addresses of the office."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("giaouoc.web.urls")),
]
