"""What a reorganisation would bring about, and the places in clusters that go with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from giaouoc.accounts.models import Person
from giaouoc.engine.units import Role, SuccessionKind, TerritoryPart
from giaouoc.services.clusters import Span, add_cluster, add_member, inherited, pass_role, set_superior
from giaouoc.services.permissions import Bodies, Held, Who
from giaouoc.services.reorganisations import Foreseen, foresee, last_change
from giaouoc.services.units import NewUnit, Place, add_unit, free_code, proposed_code, reorganise, units_seen
from giaouoc.store import models
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Act, Cluster, Membership, Unit
from tests.support.office import holder, refusal_of

pytestmark = pytest.mark.django_db
TODAY, REFORM = date(2025, 8, 1), date(2025, 7, 1)
BEFORE, YEAR_END = REFORM - timedelta(days=1), date(2025, 12, 31)
BASIS = "Nghị quyết 202/2025/QH15"


@pytest.fixture
def chief() -> Person:
    return holder("admin", models.Role.ADMINISTRATOR)


@pytest.fixture
def cluster(chief: Person) -> Cluster:
    """Return a cluster of a (lead), b (deputy) and c."""
    one = add_cluster(by=chief, on=TODAY, code="cum-8", name="Cụm 8")
    for code in "abc":
        unit = add_unit(by=chief, on=TODAY, unit=NewUnit(code, f"Công an {code}"))
        add_member(by=chief, on=TODAY, cluster=one, unit=unit)
    for code, role in (("a", Role.LEAD), ("b", Role.DEPUTY)):
        pass_role(
            by=chief,
            on=TODAY,
            cluster=one,
            role=role,
            unit=unit_of(code),
            first_day=date(2025, 1, 1),
            last_day=YEAR_END,
        )
    return one


def unit_of(code: str) -> Unit:
    return Unit.objects.get(code=code)


def held(code: str) -> list[tuple[str, date | None, date | None]]:
    rows = Membership.objects.filter(unit__code=code).order_by("pk")
    return [(m.role, m.first_day, m.last_day) for m in rows]


def foreseen(
    by: Person, kind: SuccessionKind, sources: str, *results: NewUnit, places: list[Place] | None = None
) -> Foreseen:
    return foresee(
        by=by,
        on=TODAY,
        kind=kind,
        from_day=REFORM,
        sources=[unit_of(code) for code in sources],
        results=list(results),
        places=places,
        legal_basis=BASIS,
    )


def test_what_is_foreseen_is_what_then_comes_and_nothing_is_kept_before(
    chief: Person, cluster: Cluster
) -> None:
    before = (Act.objects.count(), Unit.objects.count(), Membership.objects.count(), last_change())
    told = foreseen(chief, SuccessionKind.MERGE, "ab", NewUnit("ab", "Công an AB"))
    assert (Act.objects.count(), Unit.objects.count(), Membership.objects.count(), last_change()) == before
    reorganise(
        by=chief,
        on=TODAY,
        kind=SuccessionKind.MERGE,
        from_day=REFORM,
        sources=[unit_of("a"), unit_of("b")],
        results=[NewUnit("ab", "Công an AB")],
        legal_basis=BASIS,
        places=sorted(told.places, key=str),
    )
    found = unit_registry()
    assert (told.registry.units, told.registry.successions, told.registry.clusters) == (
        found.units,
        found.successions,
        found.clusters,
    )
    assert last_change() > before[3]


def test_a_merger_has_the_sum_of_its_predecessors_and_they_no_figures_after(
    chief: Person, cluster: Cluster
) -> None:
    told = foreseen(chief, SuccessionKind.MERGE, "ab", NewUnit("ab", "Công an AB"))
    assert [(line.unit, line.territory) for line in told.as_now] == [
        ("ab", (TerritoryPart("a"), TerritoryPart("b")))
    ]
    assert [(line.unit, line.territory, line.why and line.why.code) for line in told.as_signed] == [
        ("a", None, "units.merged-away"),
        ("b", None, "units.merged-away"),
    ]


def test_a_split_without_a_key_cannot_tell_and_its_whole_goes_on(chief: Person, cluster: Cluster) -> None:
    told = foreseen(chief, SuccessionKind.SPLIT, "c", NewUnit("c1", "C 1"), NewUnit("c2", "C 2"))
    assert [(line.unit, line.why and line.why.code) for line in told.as_now] == [
        ("c1", "units.split-without-key"),
        ("c2", "units.split-without-key"),
    ]
    assert [line.territory for line in told.as_signed] == [(TerritoryPart("c1"), TerritoryPart("c2"))]


def test_the_one_body_that_begins_takes_over_lead_for_its_time(chief: Person, cluster: Cluster) -> None:
    told = foreseen(chief, SuccessionKind.MERGE, "ab", NewUnit("ab", "Công an AB"))
    (one,) = told.clusters
    assert [(h.role, h.span) for h in one.beginning] == [
        (Role.MEMBER, Span(REFORM, None)),
        (Role.LEAD, Span(REFORM, YEAR_END)),
    ]
    assert (one.members, one.lead) == (("c", "ab"), "ab")


def test_several_bodies_come_in_as_members_and_one_alone_takes_over(chief: Person, cluster: Cluster) -> None:
    parts = (NewUnit("a1", "A 1"), NewUnit("a2", "A 2"))
    (both,) = foreseen(chief, SuccessionKind.SPLIT, "a", *parts).clusters
    assert ({h.role for h in both.beginning}, both.lead) == ({Role.MEMBER}, None)
    (one,) = foreseen(chief, SuccessionKind.SPLIT, "a", *parts, places=[Place("cum-8", "a2")]).clusters
    assert (one.lead, "a1" in one.members) == ("a2", False)


def test_a_place_that_was_to_begin_later_goes_to_the_new_body_with_its_days(
    chief: Person, cluster: Cluster
) -> None:
    new_year, end = date(2026, 1, 1), date(2026, 12, 31)
    pass_role(
        by=chief,
        on=TODAY,
        cluster=cluster,
        role=Role.DEPUTY,
        unit=unit_of("c"),
        first_day=new_year,
        last_day=end,
    )
    d = add_unit(by=chief, on=TODAY, unit=NewUnit("d", "Công an d"))
    reorganise(
        by=chief,
        on=TODAY,
        kind=SuccessionKind.MERGE,
        from_day=REFORM,
        sources=[unit_of("c"), d],
        results=[NewUnit("cd", "Công an CD")],
        legal_basis=BASIS,
        places=[Place("cum-8", "cd")],
    )
    assert held("c") == [("member", None, BEFORE)]
    assert held("cd") == [("member", REFORM, None), ("deputy", new_year, end)]
    verbs = [a.verb for a in Act.objects.filter(about="cluster:cum-8").order_by("-pk")[:4]]
    assert verbs[::-1] == ["member-ended", "member-taken-back", "member-added", "member-added"]


def test_a_place_nobody_may_give_leaves_nothing_of_the_whole(chief: Person, cluster: Cluster) -> None:
    above = holder("above", models.Role.SUPERIOR, unit_of("c"))
    before = (Act.objects.count(), Unit.objects.count())
    assert refusal_of(
        lambda: reorganise(
            by=above,
            on=TODAY,
            kind=SuccessionKind.MERGE,
            from_day=REFORM,
            sources=[unit_of("a"), unit_of("b")],
            results=[NewUnit("ab", "Công an AB")],
            legal_basis=BASIS,
            places=[Place("cum-8", "ab")],
        )
    ) == ["permissions.may-not-keep-cluster"]
    assert (Act.objects.count(), Unit.objects.count()) == before
    (told,) = foreseen(above, SuccessionKind.MERGE, "ab", NewUnit("ab", "Công an AB")).clusters
    assert (told.kept_by_visitor, told.beginning, told.members) == (False, (), ("a", "b", "c"))
    set_superior(by=chief, on=TODAY, cluster=cluster, superior=unit_of("c"))
    (told,) = foreseen(above, SuccessionKind.MERGE, "ab", NewUnit("ab", "Công an AB")).clusters
    assert (told.kept_by_visitor, told.members) == (True, ("c", "ab"))


def test_spans_that_touch_are_one_and_a_lead_is_no_deputy() -> None:
    def row(role: Role, first: date | None, last: date | None) -> Membership:
        return Membership(role=role, first_day=first, last_day=last)

    rows = [
        row(Role.LEAD, date(2025, 1, 1), date(2025, 9, 30)),
        row(Role.DEPUTY, date(2025, 7, 15), date(2025, 8, 31)),
        row(Role.DEPUTY, date(2025, 10, 1), YEAR_END),
    ]
    assert inherited(rows, REFORM, alone=True) == [
        (Role.MEMBER, Span(REFORM, YEAR_END)),
        (Role.LEAD, Span(REFORM, date(2025, 9, 30))),
        (Role.DEPUTY, Span(date(2025, 10, 1), YEAR_END)),
    ]
    gap = [row(Role.MEMBER, None, date(2025, 7, 31)), row(Role.MEMBER, date(2025, 9, 1), None)]
    assert inherited(gap, REFORM, alone=False) == [
        (Role.MEMBER, Span(REFORM, date(2025, 7, 31))),
        (Role.MEMBER, Span(date(2025, 9, 1), None)),
    ]


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (set(), "an-giang"),
        ({"an-giang"}, "an-giang-2025"),
        ({"an-giang", "an-giang-2025"}, "an-giang-2025-2"),
        ({"an-giang", "an-giang-2025", "an-giang-2025-2"}, "an-giang-2025-3"),
    ],
)
def test_a_free_code_is_close_to_the_one_wanted(taken: set[str], expected: str) -> None:
    assert free_code("an-giang", 2025, taken) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Công an tỉnh Đắk Lắk", "cong-an-tinh-dak-lak"),
        ("n" * 55, "n" * 55),
        ("n" * 56, "n" * 55),
        (
            "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ Công an tỉnh An Giang",
            "phong-canh-sat-phong-chay-chua-chay-va-cuu-nan-cuu-ho",
        ),
        ("!!!", ""),
    ],
)
def test_a_code_is_made_of_the_words_of_a_name_that_fit(name: str, expected: str) -> None:
    assert proposed_code(name) == expected


def test_units_are_seen_with_what_they_came_from_and_became(chief: Person, cluster: Cluster) -> None:
    add_unit(by=chief, on=TODAY, unit=NewUnit("stranger", "Xa"))
    reorganise(
        by=chief,
        on=TODAY,
        kind=SuccessionKind.MERGE,
        from_day=REFORM,
        sources=[unit_of("a"), unit_of("b")],
        results=[NewUnit("ab", "Công an AB")],
        legal_basis=BASIS,
    )
    registry = unit_registry()
    bodies = {"cum-8": Bodies(members=frozenset("c"))}

    def seen(*roles: Held) -> frozenset[str]:
        return units_seen(Who("p", frozenset(roles)), registry, bodies)

    everything = frozenset(("a", "b", "c", "ab", "stranger"))
    assert seen() == frozenset()
    assert seen(Held(models.Role.REPORTER, "stranger")) == {"stranger"}
    assert seen(Held(models.Role.REPORTER, "a")) == {"a", "b", "ab"}
    assert seen(Held(models.Role.VERIFIER, "c")) == {"a", "b", "c", "ab"}
    assert seen(Held(models.Role.AUDITOR)) == seen(Held(models.Role.ADMINISTRATOR)) == everything
