"""Two versions of a pact beside each other, and the page where a leader signs one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from giaouoc.engine.findings import Ref, RefKind, Refusal, error, refuse
from giaouoc.services.clusters import bodies_of
from giaouoc.services.pact_differences import Difference, Sort, differences
from giaouoc.services.pact_previews import case_to_read
from giaouoc.services.pacts import newest_version, sign_pact
from giaouoc.services.permissions import Permission, ensure
from giaouoc.services.policies import PactStep, ensure_pact
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.mapping.units import unit_registry
from giaouoc.store.models import Pact, PactVersion, Role, Unit
from giaouoc.web.clock import now
from giaouoc.web.naming import Naming
from giaouoc.web.pact_forms import SignForm
from giaouoc.web.pact_steps import Standing, signing_for
from giaouoc.web.pact_words import (
    Line,
    changed_lines,
    commitment_lines,
    pact_lines,
    speaker_of,
    title_of,
)
from giaouoc.web.views.pacts import read_pact_of, version_of
from giaouoc.web.visits import Visit, page


@page
def compare(visit: Visit, code: str, old: int, new: int) -> HttpResponse:
    """Show what differs between two versions, commitment by commitment and word by word."""
    kept = read_pact_of(visit, code)
    before, after = version_of(kept, old), version_of(kept, new)
    said = _Said(before, visit), _Said(after, visit)
    own = changed_lines(said[0].own, said[1].own)
    rows = [
        {
            "code": one.code,
            "sort": one.sort.value,
            "title": said[0 if one.after is None else 1].title(one),
            "lines": changed_lines(said[0].lines(one, Sort.REMOVED), said[1].lines(one, Sort.ADDED)),
        }
        for one in differences(said[0].case.pact, said[1].case.pact)
    ]
    return visit.page(
        "web/pact_compare.html",
        pact=kept,
        before=before,
        after=after,
        own=[line for line in own if not line.is_same],
        rows=[row for row in rows if row["sort"] != Sort.SAME.value],
        same=[row["title"] for row in rows if row["sort"] == Sort.SAME.value],
    )


class _Said:
    """A version in the words of its own case."""

    def __init__(self, version: PactVersion, visit: Visit) -> None:
        self.case = case_to_read(version)
        self._speaker = speaker_of(self.case, visit)
        self.own = pact_lines(pact_of(version), self._speaker)

    def title(self, one: Difference) -> str:
        commitment = one.after or one.before
        assert commitment is not None
        return title_of(commitment, self._speaker)

    def lines(self, one: Difference, side: Sort) -> list[Line]:
        """Return a commitment in words as this version has it; nothing where it has none."""
        commitment = one.before if side is Sort.REMOVED else one.after
        return [] if commitment is None else commitment_lines(commitment, self.case.indicators, self._speaker)


@page
def sign(visit: Visit, code: str) -> HttpResponse:
    """Show what is signed with its hash, ask for the password again, and sign."""
    kept = read_pact_of(visit, code)
    bodies, version = bodies_of(kept.cluster, visit.today), newest_version(kept)
    case = case_to_read(version)
    speaker = speaker_of(case, visit)
    signed = set(version.signatures.values_list("unit__code", flat=True))
    codes = signing_for(visit, bodies, Standing(kept, version, case.pact, signed=signed))
    ensure(visit.who, Permission.SIGN_PACT, of=bodies, unit=_led(visit, case.pact.signatories))
    ensure_pact(kept.state, PactStep.SIGN)
    if not codes:
        raise refuse("pact_office.signed-already", unit=Ref(RefKind.UNIT, _led(visit, case.pact.signatories)))
    naming = Naming(unit_registry(), visit.today)
    form = SignForm(visit.request.POST or None, units=[(one, naming.of(one)) for one in codes])
    shown: dict[str, Any] = {}
    if form.is_valid():
        try:
            _sign(visit, kept, form.cleaned_data)
            return redirect("pact", code=code)
        except Refusal as refusal:
            shown["told"] = naming.told(refusal)
    return visit.page(
        "web/pact_sign.html",
        status=400 if form.is_bound else 200,
        pact=kept,
        version=version,
        lines=pact_lines(pact_of(version), speaker),
        commitments=[
            {
                "title": title_of(one, speaker),
                "lines": commitment_lines(one, case.indicators, speaker, titled=False),
            }
            for one in case.pact.commitments
        ],
        digest=version.digest,
        form=form,
        **shown,
    )


def _led(visit: Visit, signatories: tuple[str, ...]) -> str:
    """Return a signatory that the visitor leads; nothing where there is none."""
    led = visit.who.units(Role.UNIT_LEADER)
    return next((unit for unit in signatories if unit in led), "")


def _sign(visit: Visit, kept: Pact, asked: dict[str, Any]) -> None:
    """Sign what was shown; the password is asked for here, at the edge, and never leaves it."""
    problems = []
    newest = newest_version(kept)
    if visit.request.POST.get("digest", "") != newest.digest:
        problems.append(error("pact_office.another-version", number=newest.number))
    if not visit.person.check_password(asked["password"]):
        problems.append(error("pact_office.password-wrong"))
    if not asked["position"].strip():
        problems.append(error("pact_office.position-missing"))
    if problems:
        raise Refusal(problems)
    sign_pact(
        **visit.acts,
        at=now(),
        pact=kept,
        unit=Unit.objects.get(code=asked["unit"]),
        digest=visit.request.POST.get("digest", ""),
        position=asked["position"],
    )
