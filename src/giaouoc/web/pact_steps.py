"""Where a pact stands, and what it expects of the visitor next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from giaouoc.engine.findings import RefKind
from giaouoc.engine.pacts import Pact
from giaouoc.services.permissions import Bodies, Permission
from giaouoc.store.mapping.pacts import pact_of
from giaouoc.store.models import (
    Cluster,
    Opinion,
    PactState,
    PactVersion,
    Proposal,
    ProposalState,
    Role,
    Signature,
)
from giaouoc.store.models import Pact as Kept
from giaouoc.web.pact_words import names
from giaouoc.web.visits import Visit
from giaouoc.wording import Voice, text


@dataclass(slots=True)
class Standing:
    """A pact with its newest version, who has spoken on it and signed it, and how many proposals wait."""

    kept: Kept
    version: PactVersion
    says: Pact
    spoken: set[str] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)
    proposals: int = 0

    @property
    def silent(self) -> list[str]:
        """Return the signatories that have not spoken on the newest version."""
        return [unit for unit in self.says.signatories if unit not in self.spoken]

    @property
    def unsigned(self) -> list[str]:
        """Return the signatories that have not signed it."""
        return [unit for unit in self.says.signatories if unit not in self.signed]


def standings(cluster: Cluster) -> list[Standing]:
    """Return the pacts of a cluster, the newest first; the same number of queries however many there are."""
    versions = PactVersion.objects.filter(pact__cluster=cluster).select_related("pact").order_by("number")
    newest = {one.pact_id: one for one in versions}
    rows = [Standing(one.pact, one, pact_of(one)) for one in newest.values()]
    by_version = {row.version.pk: row for row in rows}
    for opinion in _of(Opinion, by_version):
        by_version[opinion[0]].spoken.add(opinion[1])
    for signature in _of(Signature, by_version):
        by_version[signature[0]].signed.add(signature[1])
    waiting = Proposal.objects.filter(version__pact__cluster=cluster, state=ProposalState.OPEN)
    count = Counter(waiting.values_list("version__pact", flat=True))
    for row in rows:
        row.proposals = count[row.kept.pk]
    return sorted(rows, key=lambda row: (row.says.window.start, row.kept.pk), reverse=True)


def _of(model: type[Opinion] | type[Signature], versions: Iterable[int]) -> list[tuple[int, str]]:
    found = model._default_manager.filter(version__in=list(versions))
    return list(found.values_list("version_id", "unit__code"))


def speaking_for(visit: Visit, bodies: Bodies, standing: Standing) -> list[str]:
    """Return the signatories for which the visitor may speak on a pact."""
    mine = visit.who.units(Role.REPORTER, Role.UNIT_LEADER) & bodies.members
    return [unit for unit in standing.says.signatories if unit in mine]


def signing_for(visit: Visit, bodies: Bodies, standing: Standing) -> list[str]:
    """Return the signatories for which the visitor may sign and nobody has."""
    mine = visit.who.units(Role.UNIT_LEADER) & bodies.members
    return [unit for unit in standing.unsigned if unit in mine]


def next_steps(visit: Visit, bodies: Bodies, standing: Standing, voice: Voice) -> list[str]:
    """Return what is expected of the visitor, else whom the pact waits for."""
    drafts = visit.may(Permission.DRAFT_PACT, of=bodies)
    match PactState(standing.kept.state):
        case PactState.DRAFT:
            key = "wait-draft"
            if drafts:
                key = "send-out" if standing.says.commitments else "add"
            return [text(f"web_pacts.next.{key}", voice)]
        case PactState.CONSULTING:
            return _consulting(visit, bodies, standing, voice, drafts=drafts)
        case PactState.SIGNING:
            mine = signing_for(visit, bodies, standing)
            key = "sign" if mine else "wait-signatures"
            units = names(voice, RefKind.UNIT, mine or standing.unsigned)
            return [text(f"web_pacts.next.{key}", voice, units=units)]
        case PactState.SIGNED:
            return [text("web_pacts.next.signed", voice)]


def _consulting(visit: Visit, bodies: Bodies, standing: Standing, voice: Voice, *, drafts: bool) -> list[str]:
    found = []
    mine = [unit for unit in speaking_for(visit, bodies, standing) if unit not in standing.spoken]
    answer_by = standing.kept.answer_by
    if mine:
        units = names(voice, RefKind.UNIT, mine)
        found.append(text("web_pacts.next.speak", voice, units=units, day=answer_by))
    if drafts and standing.proposals:
        found.append(text("web_pacts.next.answer", voice, count=standing.proposals))
    elif drafts and (not standing.silent or (answer_by is not None and visit.today > answer_by)):
        found.append(text("web_pacts.next.call", voice))
    if found:
        return found
    if not standing.silent:
        return [text("web_pacts.next.wait-call", voice)]
    units = names(voice, RefKind.UNIT, standing.silent)
    return [text("web_pacts.next.wait-opinions", voice, units=units, day=answer_by)]
