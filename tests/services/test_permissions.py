"""Who may do what, for every role where it reaches and where it does not, and for an outsider with roles elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from giaouoc.engine.findings import Refusal
from giaouoc.services.permissions import REFUSALS, RULES, Bodies, Held, Permission, Who, ensure, may
from giaouoc.store.models.roles import Role
from giaouoc.wording import Lang, say
from giaouoc.wording.catalogue import Voice
from tests.support.pacts import codes

P, R = Permission, Role
CLUSTER = Bodies(
    members=frozenset({"an-giang", "ca-mau", "can-tho"}),
    lead="ca-mau",
    deputies=frozenset({"can-tho"}),
    superior="ministry",
)
ELSEWHERE = ("ha-noi", "other-ministry")

# What each role may do, asked about the member an-giang.
IN_THE_CLUSTER: dict[tuple[Role, str | None], set[Permission]] = {
    (R.REPORTER, "an-giang"): {P.READ_CLUSTER, P.SPEAK_ON_PACT, P.REPORT_FIGURES, P.READ_UNVERIFIED},
    (R.UNIT_LEADER, "an-giang"): {
        P.READ_CLUSTER,
        P.SPEAK_ON_PACT,
        P.REPORT_FIGURES,
        P.READ_UNVERIFIED,
        P.SUBMIT_FIGURES,
        P.SIGN_PACT,
    },
    (R.VERIFIER, "an-giang"): {P.READ_CLUSTER, P.READ_UNVERIFIED},
    (R.REPORTER, "ca-mau"): {P.READ_CLUSTER},
    (R.UNIT_LEADER, "ca-mau"): {P.READ_CLUSTER, P.DRAFT_PACT},
    (R.VERIFIER, "ca-mau"): {P.READ_CLUSTER, P.DRAFT_PACT, P.VERIFY_FIGURES, P.READ_UNVERIFIED},
    (R.VERIFIER, "can-tho"): {P.READ_CLUSTER, P.DRAFT_PACT, P.VERIFY_FIGURES, P.READ_UNVERIFIED},
    (R.SUPERIOR, "ministry"): {P.KEEP_UNITS, P.KEEP_CLUSTER, P.READ_CLUSTER, P.KEEP_PERIODS, P.READ_ACTS},
    (R.AUDITOR, None): {P.READ_CLUSTER, P.READ_UNVERIFIED, P.READ_ACTS},
    (R.ADMINISTRATOR, None): {P.KEEP_PEOPLE, P.KEEP_UNITS, P.KEEP_CLUSTER},
}


def allowed(*held: Held, unit: str = "an-giang") -> set[Permission]:
    who = Who("p-1", frozenset(held))
    return {p for p in P if may(who, p, of=CLUSTER, unit=unit)}


@pytest.mark.parametrize(("role", "unit"), IN_THE_CLUSTER)
def test_each_role_may_do_what_it_is_for_and_nothing_else(role: Role, unit: str | None) -> None:
    assert allowed(Held(role, unit)) == IN_THE_CLUSTER[role, unit]


@pytest.mark.parametrize("role", [r for r in Role if r.of_a_unit])
def test_the_same_role_in_another_cluster_may_do_nothing_here(role: Role) -> None:
    held = [Held(role, unit) for unit in ELSEWHERE]
    assert allowed(*held) - {P.KEEP_UNITS} == set()
    assert (P.KEEP_UNITS in allowed(*held)) == (role is R.SUPERIOR)


def test_without_a_role_nothing_is_allowed() -> None:
    assert allowed() == set()


@pytest.mark.parametrize("unit", ["ha-noi", "nowhere"])
def test_nobody_reports_or_verifies_for_a_unit_that_is_no_member(unit: str) -> None:
    everything = [Held(r, u if r.of_a_unit else None) for r in R for u in (unit, "ca-mau", "ministry")]
    assert (
        allowed(*everything, unit=unit)
        & {
            P.REPORT_FIGURES,
            P.SUBMIT_FIGURES,
            P.SIGN_PACT,
            P.VERIFY_FIGURES,
        }
        == set()
    )


@pytest.mark.parametrize(("own", "other"), [("ca-mau", "can-tho"), ("can-tho", "ca-mau")])
def test_lead_and_deputy_verify_each_other_and_never_themselves(own: str, other: str) -> None:
    assert P.VERIFY_FIGURES not in allowed(Held(R.VERIFIER, own), unit=own)
    assert P.VERIFY_FIGURES in allowed(Held(R.VERIFIER, other), unit=own)


def test_who_also_works_for_a_unit_does_not_verify_it() -> None:
    both = (Held(R.VERIFIER, "ca-mau"), Held(R.REPORTER, "an-giang"))
    assert P.VERIFY_FIGURES not in allowed(*both)
    assert P.VERIFY_FIGURES in allowed(*both, unit="can-tho")


def test_a_cluster_without_lead_deputy_or_superior_gives_nobody_their_part() -> None:
    bare = Bodies(members=CLUSTER.members)
    everybody = Who(
        "p-1", frozenset(Held(r, u if r.of_a_unit else None) for r in R for u in ("an-giang", ""))
    )
    for permission in (P.VERIFY_FIGURES, P.DRAFT_PACT, P.KEEP_PERIODS):
        assert not may(everybody, permission, of=bare, unit="ca-mau")


def test_where_a_cluster_names_no_superior_its_lead_keeps_the_periods() -> None:
    alone = replace(CLUSTER, superior=None)
    for role, unit, expected in (
        (R.UNIT_LEADER, "ca-mau", True),
        (R.VERIFIER, "ca-mau", True),
        (R.REPORTER, "ca-mau", False),
        (R.UNIT_LEADER, "can-tho", False),
        (R.SUPERIOR, "ministry", False),
    ):
        assert may(Who("p-1", frozenset({Held(role, unit)})), P.KEEP_PERIODS, of=alone) is expected


@pytest.mark.parametrize("permission", list(P))
def test_a_refusal_says_who_may_and_whom_to_ask(permission: Permission) -> None:
    with pytest.raises(Refusal) as refused:
        ensure(Who("p-1"), permission, of=CLUSTER, unit="an-giang")
    (code,) = codes(refused.value)
    assert code == f"permissions.may-not-{permission.value.replace('_', '-')}"
    for lang in Lang:
        said = say(refused.value.findings[0], Voice(lang))
        assert said.saw
        assert said.way_out


def test_every_permission_has_its_rule() -> None:
    assert set(RULES) == set(REFUSALS) == set(Permission)
