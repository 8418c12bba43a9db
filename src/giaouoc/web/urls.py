"""The addresses of pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from giaouoc.web.views import first_start, home, people

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("first-start/", first_start.first_start, name="first-start"),
    path("language/", set_language, name="language"),
    path("people/", people.people, name="people"),
    path("people/<str:code>/", people.person, name="person"),
    path("people/<str:code>/close/", people.close_account, name="close-account"),
    path("roles/<int:number>/end/", people.end_role, name="end-role"),
]
