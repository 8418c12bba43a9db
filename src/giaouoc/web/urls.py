"""The addresses of pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from giaouoc.web.views import (
    clusters,
    corrections,
    first_start,
    home,
    pact_commitments,
    pact_drafts,
    pact_versions,
    pacts,
    people,
    reorganise,
    reports,
    standings,
    units,
)

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
    path("clusters/<str:cluster>/pacts/", pacts.pacts, name="pacts"),
    path("clusters/<str:cluster>/new-pact/", pact_drafts.new_pact, name="new-pact"),
    path("clusters/<str:cluster>/new-pact/earlier/", pact_drafts.from_last_year, name="pact-from-earlier"),
    path("clusters/<str:cluster>/new-pact/files/", pact_drafts.from_files, name="pact-from-files"),
    path("pacts/<str:code>/", pacts.pact, name="pact"),
    path("pacts/<str:code>/own-lines/", pact_drafts.own_lines, name="own-lines"),
    path("pacts/<str:code>/send-out/", pacts.send_out, name="send-out-pact"),
    path("pacts/<str:code>/opinion/", pacts.give_opinion, name="give-opinion"),
    path("pacts/<str:code>/call/", pacts.call_for_signatures, name="call-for-signatures"),
    path("pacts/<str:code>/propose/", pact_commitments.propose, name="propose-change"),
    path("pacts/<str:code>/add-words/", pact_commitments.add_words, name="add-words"),
    path("pacts/<str:code>/add/", pact_commitments.catalogue, name="add-commitment"),
    path("pacts/<str:code>/add/<str:indicator>/", pact_commitments.add, name="add-commitment-on"),
    path("pacts/<str:code>/commitments/<str:commitment>/", pact_commitments.edit, name="edit-commitment"),
    path(
        "pacts/<str:code>/commitments/<str:commitment>/remove/",
        pact_commitments.remove,
        name="remove-commitment",
    ),
    path("pacts/<str:code>/versions/<int:old>/<int:new>/", pact_versions.compare, name="compare-pact"),
    path("pacts/<str:code>/sign/", pact_versions.sign, name="sign-pact"),
    path("proposals/<int:number>/answer/", pacts.answer_proposal, name="answer-proposal"),
    path("reports/<int:period>/<str:unit>/", reports.report, name="report"),
    path("clusters/<str:cluster>/standings/", standings.standings, name="standings"),
    path("pacts/<str:pact>/standing/", standings.standing, name="standing"),
    path(
        "pacts/<str:pact>/standing/commitments/<str:commitment>/",
        standings.standing_commitment,
        name="standing-commitment",
    ),
    path("pacts/<str:pact>/standing/units/<str:unit>/", standings.standing_unit, name="standing-unit"),
    path(
        "pacts/<str:pact>/standing/verdicts/<str:commitment>/<str:unit>/", standings.verdict, name="verdict"
    ),
    path("pacts/<str:pact>/standing/figures/<int:seq>/", standings.figure, name="figure"),
    path("pacts/<str:pact>/standing/download/<str:kind>/", standings.download, name="standing-download"),
    path("clusters/<str:cluster>/corrections/", corrections.corrections, name="corrections"),
    path(
        "clusters/<str:cluster>/ledger/<int:seq>/correct/", corrections.ask_correction, name="ask-correction"
    ),
    path("new-cluster/", clusters.new_cluster, name="new-cluster"),
    path("memberships/<int:number>/end/", clusters.end_member, name="end-membership"),
    path("roles/<int:number>/end/", people.end_role, name="end-role"),
]
