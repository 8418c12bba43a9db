"""Units, reorganisations and clusters in the office give the register the engine reads from files."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from giaouoc.accounts.models import Person
from giaouoc.engine.units import Cluster as ClusterValue
from giaouoc.engine.units import (
    DatedName,
    DatedParent,
    Role,
    Share,
    SuccessionKind,
    UnitRegistry,
    build_registry,
)
from giaouoc.engine.units import Membership as MembershipValue
from giaouoc.engine.units import Succession as SuccessionValue
from giaouoc.engine.units import Unit as UnitValue
from giaouoc.services.clusters import add_cluster, add_member, bodies_of, end_membership, pass_role
from giaouoc.services.permissions import Bodies
from giaouoc.services.units import NewUnit, add_unit, name_unit, reorganise
from giaouoc.store import models
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Act, Cluster, Unit
from tests.support.office import holder, person, refusal_of

pytestmark = pytest.mark.django_db
TODAY, REFORM = date(2025, 8, 1), date(2025, 7, 1)
BASIS = "Nghị quyết 202/2025/QH15"


@pytest.fixture
def chief() -> Person:
    return holder("admin", models.Role.ADMINISTRATOR)


def added(chief: Person, code: str, name: str = "", parent: Unit | None = None) -> Unit:
    return add_unit(by=chief, on=TODAY, unit=NewUnit(code, name or f"Công an {code}"), parent=parent)


def merged(chief: Person, into: str, *sources: Unit) -> Unit:
    result = reorganise(
        by=chief,
        on=TODAY,
        kind=SuccessionKind.MERGE,
        from_day=REFORM,
        sources=sources,
        results=[NewUnit(into, f"Công an {into}")],
        legal_basis=BASIS,
    )
    return result.results.get().unit


def as_files_would_say() -> UnitRegistry:
    return build_registry(
        [
            UnitValue("ben-tre", (DatedName("Công an ben-tre"),), (DatedParent("ministry"),)),
            UnitValue("ministry", (DatedName("Bộ Công an"),)),
            UnitValue(
                "tra-vinh",
                (
                    DatedName("Công an tra-vinh", None, None, date(2019, 12, 31)),
                    DatedName("Công an Trà Vinh", None, date(2020, 1, 1)),
                ),
            ),
            UnitValue("vinh-long", (DatedName("Công an vinh-long"),)),
        ],
        [
            SuccessionValue(
                SuccessionKind.MERGE,
                REFORM,
                ("ben-tre", "tra-vinh"),
                ("vinh-long",),
                legal_basis=BASIS,
                mark="G",
            )
        ],
        [
            ClusterValue(
                "cum-8",
                "Cụm 8",
                "police",
                (
                    MembershipValue("vinh-long", Role.MEMBER, REFORM),
                    MembershipValue("vinh-long", Role.LEAD, TODAY),
                ),
                "Cluster 8",
            )
        ],
    )


def test_what_was_entered_is_the_register_the_engine_would_read(chief: Person) -> None:
    ministry = added(chief, "ministry", "Bộ Công an")
    ben_tre, tra_vinh = added(chief, "ben-tre", parent=ministry), added(chief, "tra-vinh")
    vinh_long = merged(chief, "vinh-long", ben_tre, tra_vinh)
    name_unit(by=chief, on=TODAY, unit=tra_vinh, name="Công an Trà Vinh", first_day=date(2020, 1, 1))
    cluster = add_cluster(
        by=chief,
        on=TODAY,
        code="cum-8",
        name="Cụm 8",
        name_en="Cluster 8",
        system="police",
        superior=ministry,
    )
    add_member(by=chief, on=TODAY, cluster=cluster, unit=vinh_long, first_day=REFORM)
    pass_role(by=chief, on=TODAY, cluster=cluster, role=Role.LEAD, unit=vinh_long, first_day=TODAY)
    expected = as_files_would_say()
    found = unit_registry()
    assert (found.units, found.successions, found.clusters) == (
        expected.units,
        expected.successions,
        expected.clusters,
    )


def test_a_split_keeps_its_exact_key(chief: Person) -> None:
    whole = added(chief, "whole")
    reorganise(
        by=chief,
        on=TODAY,
        kind=SuccessionKind.SPLIT,
        from_day=REFORM,
        sources=[whole],
        results=[
            NewUnit("east", "Đông", share=Decimal("0.333333333333")),
            NewUnit("west", "Tây", share=Decimal("0.666666666667")),
        ],
        legal_basis=BASIS,
        key_name="dân số",
    )
    (split,) = unit_registry().successions
    assert split.shares == (
        Share("east", Decimal("0.333333333333")),
        Share("west", Decimal("0.666666666667")),
    )


def test_a_reorganisation_that_cannot_be_leaves_nothing_behind(chief: Person) -> None:
    a, b = added(chief, "a"), added(chief, "b")
    merged(chief, "ab", a, b)
    before = (Act.objects.count(), Unit.objects.count())

    def attempt(kind: SuccessionKind, sources: list[Unit], *into: str, basis: str = BASIS) -> list[str]:
        return refusal_of(
            lambda: reorganise(
                by=chief,
                on=TODAY,
                kind=kind,
                from_day=REFORM,
                sources=sources,
                results=[NewUnit(code, code) for code in into],
                legal_basis=basis,
            )
        )

    c = Unit.objects.get(code="ab")
    assert attempt(SuccessionKind.MERGE, [a], "other", basis=" ") == [
        "reorganisations.ended-already",
        "reorganisations.no-legal-basis",
    ]
    assert attempt(SuccessionKind.MERGE, [], "other") == ["reorganisations.no-unit"]
    assert attempt(SuccessionKind.RENAME, [c], "x", "y") == ["units.rename-shape"]
    assert attempt(SuccessionKind.SPLIT, [c], "x", "a") == ["units.code-twice"]
    assert (Act.objects.count(), Unit.objects.count()) == before


def test_the_lead_passes_on_and_who_led_stays_a_member(chief: Person) -> None:
    cluster = add_cluster(by=chief, on=TODAY, code="cum-8", name="Cụm 8")
    a, b, c = (added(chief, code) for code in "abc")
    new_year = date(2026, 1, 1)
    for unit in (a, b, c):
        add_member(by=chief, on=TODAY, cluster=cluster, unit=unit)
    pass_role(by=chief, on=TODAY, cluster=cluster, role=Role.LEAD, unit=a, first_day=TODAY)
    pass_role(by=chief, on=TODAY, cluster=cluster, role=Role.DEPUTY, unit=c, first_day=TODAY)
    pass_role(by=chief, on=TODAY, cluster=cluster, role=Role.LEAD, unit=b, first_day=new_year)
    everybody = frozenset("abc")
    assert bodies_of(cluster, new_year - timedelta(days=1)) == Bodies(everybody, "a", frozenset("c"))
    assert bodies_of(cluster, new_year) == Bodies(everybody, "b", frozenset("c"))


def test_a_unit_that_was_in_the_cluster_as_its_lead_only_stays_in_it(chief: Person) -> None:
    cluster = add_cluster(by=chief, on=TODAY, code="cum-8", name="Cụm 8")
    a, b = added(chief, "a"), added(chief, "b")
    add_member(by=chief, on=TODAY, cluster=cluster, unit=a, role=Role.LEAD)
    add_member(by=chief, on=TODAY, cluster=cluster, unit=b)
    pass_role(by=chief, on=TODAY, cluster=cluster, role=Role.LEAD, unit=b, first_day=TODAY)
    assert bodies_of(cluster, TODAY) == Bodies(frozenset("ab"), "b")


def test_a_unit_that_left_is_no_member_the_day_after_and_cannot_lead(chief: Person) -> None:
    cluster = add_cluster(by=chief, on=TODAY, code="cum-8", name="Cụm 8")
    a, outsider = added(chief, "a"), added(chief, "outsider")
    membership = add_member(by=chief, on=TODAY, cluster=cluster, unit=a)
    end_membership(by=chief, on=TODAY, membership=membership, last_day=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert [bodies_of(cluster, d).members for d in (TODAY, tomorrow)] == [frozenset("a"), frozenset()]
    for unit in (a, outsider):
        assert refusal_of(
            lambda unit=unit: pass_role(  # type: ignore[misc]
                by=chief, on=TODAY, cluster=cluster, role=Role.LEAD, unit=unit, first_day=tomorrow
            )
        ) == ["clusters.role-without-membership"]


def test_who_leads_from_the_same_day_takes_the_place_as_if_it_had_never_been_another(chief: Person) -> None:
    cluster = add_cluster(by=chief, on=TODAY, code="cum-8", name="Cụm 8")
    a, b = added(chief, "a"), added(chief, "b")
    for unit in (a, b):
        add_member(by=chief, on=TODAY, cluster=cluster, unit=unit)
        pass_role(by=chief, on=TODAY, cluster=cluster, role=Role.LEAD, unit=unit, first_day=TODAY)
    leads = [m.unit.code for m in cluster.memberships.filter(role=Role.LEAD)]
    assert (leads, bodies_of(cluster, TODAY)) == (["b"], Bodies(frozenset("ab"), "b"))


def test_a_deputy_who_becomes_the_lead_is_deputy_no_more(chief: Person) -> None:
    cluster = add_cluster(by=chief, on=TODAY, code="cum-8", name="Cụm 8")
    a = added(chief, "a")
    add_member(by=chief, on=TODAY, cluster=cluster, unit=a)
    pass_role(by=chief, on=TODAY, cluster=cluster, role=Role.DEPUTY, unit=a, first_day=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    pass_role(by=chief, on=TODAY, cluster=cluster, role=Role.LEAD, unit=a, first_day=tomorrow)
    found = [bodies_of(cluster, day) for day in (TODAY, tomorrow)]
    assert found == [Bodies(frozenset("a"), None, frozenset("a")), Bodies(frozenset("a"), "a")]


def test_days_upside_down_and_places_held_already_are_refused(chief: Person) -> None:
    cluster = add_cluster(by=chief, on=TODAY, code="cum-8", name="Cụm 8")
    a = added(chief, "a")
    row = add_member(by=chief, on=TODAY, cluster=cluster, unit=a, first_day=TODAY)
    yesterday = TODAY - timedelta(days=1)
    assert refusal_of(lambda: add_member(by=chief, on=TODAY, cluster=cluster, unit=a)) == [
        "clusters.member-already"
    ]
    for attempt in (
        lambda: end_membership(by=chief, on=TODAY, membership=row, last_day=yesterday),
        lambda: pass_role(
            by=chief,
            on=TODAY,
            cluster=cluster,
            role=Role.LEAD,
            unit=a,
            first_day=TODAY,
            last_day=yesterday,
        ),
    ):
        assert refusal_of(attempt) == ["units.membership-upside-down"]
    add_member(by=chief, on=TODAY, cluster=cluster, unit=a, last_day=yesterday)
    assert bodies_of(cluster, yesterday).members == frozenset("a")


@pytest.mark.parametrize("code", ["", "An", "a b", "../a", "a--b", "x" * 65])
def test_what_is_no_code_is_refused(chief: Person, code: str) -> None:
    assert refusal_of(lambda: added(chief, code, "Tên")) == ["reorganisations.code-malformed"]
    assert refusal_of(lambda: add_cluster(by=chief, on=TODAY, code=code, name="Tên")) == [
        "clusters.code-malformed"
    ]


def test_units_and_clusters_are_kept_by_those_who_may(chief: Person) -> None:
    ministry, other = added(chief, "ministry"), added(chief, "other-ministry")
    cluster = add_cluster(by=chief, on=TODAY, code="cum-8", name="Cụm 8", superior=ministry)
    a = added(chief, "a")
    above = holder("above", models.Role.SUPERIOR, ministry)
    beside = holder("beside", models.Role.SUPERIOR, other)
    nobody = person("nobody")
    add_member(by=above, on=TODAY, cluster=cluster, unit=a)
    for by in (beside, nobody):
        assert refusal_of(
            lambda by=by: add_member(by=by, on=TODAY, cluster=cluster, unit=a)  # type: ignore[misc]
        ) == ["permissions.may-not-keep-cluster"]
    assert refusal_of(lambda: added(nobody, "b")) == ["permissions.may-not-keep-units"]
    assert Cluster.objects.get().memberships.count() == 1
