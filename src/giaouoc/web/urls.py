"""The addresses of pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from giaouoc.web.views import clusters, first_start, home, people, reorganise, reports, units

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("first-start/", first_start.first_start, name="first-start"),
    path("language/", set_language, name="language"),
    path("people/", people.people, name="people"),
    path("people/<str:code>/", people.person, name="person"),
    path("people/<str:code>/close/", people.close_account, name="close-account"),
    path("units/", units.units, name="units"),
    path("units/<str:code>/", units.unit, name="unit"),
    path("new-unit/", units.new_unit, name="new-unit"),
    path("reorganise/", reorganise.reorganise, name="reorganise"),
    path("clusters/", clusters.clusters, name="clusters"),
    path("clusters/<str:code>/", clusters.cluster, name="cluster"),
    path("clusters/<str:code>/members/", clusters.add_member, name="add-member"),
    path("clusters/<str:code>/roles/", clusters.pass_role, name="pass-role"),
    path("clusters/<str:code>/superior/", clusters.set_superior, name="set-superior"),
    path("clusters/<str:cluster>/reports/", reports.reports, name="reports"),
    path("reports/<int:period>/<str:unit>/", reports.report, name="report"),
    path("new-cluster/", clusters.new_cluster, name="new-cluster"),
    path("memberships/<int:number>/end/", clusters.end_member, name="end-membership"),
    path("roles/<int:number>/end/", people.end_role, name="end-role"),
]
