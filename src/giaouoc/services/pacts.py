"""A pact from draft to signature: versions, proposals and opinions of members, signatures of leaders."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime

from giaouoc.accounts.models import Person
from giaouoc.engine.figures import Ledger
from giaouoc.engine.figures.seal import table_hash
from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal, error, refuse
from giaouoc.exchange.indicators_file import INDICATORS_FILE
from giaouoc.exchange.pact_file import PACT_FILE
from giaouoc.exchange.toml_text import parse_toml
from giaouoc.services.clusters import bodies_of
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Permission, ensure
from giaouoc.services.policies import PactStep, ensure_pact
from giaouoc.store.acts import act
from giaouoc.store.mapping.pacts import case_of, pact_of
from giaouoc.store.models import (
    Act,
    Cluster,
    Opinion,
    Pact,
    PactState,
    PactVersion,
    Proposal,
    ProposalState,
    Signature,
    Unit,
)


def digest_of(text: str, indicators: str) -> str:
    """Return the hash that is signed: of what the pact and its indicators say, not of how the files are laid out."""
    return table_hash(
        {"pact": parse_toml(text, PACT_FILE), "indicators": parse_toml(indicators, INDICATORS_FILE)}
    )


def newest_version(pact: Pact) -> PactVersion:
    """Return the version that counts."""
    version = pact.versions.order_by("-number").first()
    assert version is not None
    return version


def draft_pact(*, by: Person, on: date, cluster: Cluster, text: str, indicators: str) -> Pact:
    """Begin a pact of a cluster from the text of a `pact.toml` and an `indicators.toml`.

    Raises Refusal with everything the engine would refuse, for another cluster's text and for a code that is taken.
    """
    ensure(who_is(by, on), Permission.DRAFT_PACT, of=bodies_of(cluster, on))
    code = _code_of(text)
    if Pact.objects.filter(code=code).exists():
        raise refuse("pact_office.code-taken", value=code)
    with _acted("pact-drafted", by, cluster, code) as done:
        pact = Pact.objects.create(cluster=cluster, code=code, last_act=done)
        _write_version(pact, text, indicators, done)
    return pact


def revise_pact(
    *, by: Person, on: date, pact: Pact, text: str, indicators: str, seen: int | None = None
) -> PactVersion:
    """Write the next version; out for opinions or signatures, the pact is asked about anew.

    `seen` is the number of the version that was changed: where another has come since, nothing is overwritten.
    """
    ensure(who_is(by, on), Permission.DRAFT_PACT, of=bodies_of(pact.cluster, on))
    ensure_pact(pact.state, PactStep.REVISE)
    if _code_of(text) != pact.code:
        raise refuse("pact_office.code-changed", value=_code_of(text), expected=pact.code)
    with _acted("pact-revised", by, pact.cluster, pact.code) as done:
        _ensure_newest(pact, seen, digest_of(text, indicators))
        version = _write_version(pact, text, indicators, done)
        if pact.state == PactState.SIGNING:
            _move(pact, PactState.CONSULTING, done)
    return version


def consult_on_pact(*, by: Person, on: date, pact: Pact, answer_by: date) -> None:
    """Send a draft out for the members' opinions until a day."""
    ensure(who_is(by, on), Permission.DRAFT_PACT, of=bodies_of(pact.cluster, on))
    ensure_pact(pact.state, PactStep.CONSULT)
    if answer_by < on:
        raise refuse("pact_office.answer-day-past", day=answer_by)
    if not pact_of(newest_version(pact)).commitments:
        raise refuse("pact_office.no-commitment")
    with _acted("pact-sent-out", by, pact.cluster, pact.code, answer_by=answer_by.isoformat()) as done:
        pact.answer_by = answer_by
        _move(pact, PactState.CONSULTING, done)


def propose_change(
    *, by: Person, on: date, pact: Pact, unit: Unit, commitment: str, wanted: str, reason: str
) -> Proposal:
    """Let a member ask for another wording, of one commitment or of the pact's own lines."""
    _speaks(by, on, pact, unit, PactStep.PROPOSE)
    version = newest_version(pact)
    problems = []
    if commitment and commitment not in {c.code for c in pact_of(version).commitments}:
        problems.append(error("pact_office.commitment-unknown", value=commitment))
    if not wanted.strip():
        problems.append(error("pact_office.proposal-empty"))
    if not reason.strip():
        problems.append(error("pact_office.reason-missing"))
    if problems:
        raise Refusal(problems)
    with _acted("change-proposed", by, pact.cluster, pact.code, unit=unit.code) as done:
        return Proposal.objects.create(
            version=version,
            unit=unit,
            by=by,
            commitment=commitment,
            wanted=wanted.strip(),
            reason=reason.strip(),
            last_act=done,
        )


def answer_proposal(*, by: Person, on: date, proposal: Proposal, taken: bool, answer: str = "") -> None:
    """Take a proposal over, or decline it with a reason."""
    pact = proposal.version.pact
    ensure(who_is(by, on), Permission.DRAFT_PACT, of=bodies_of(pact.cluster, on))
    if proposal.state != ProposalState.OPEN:
        raise refuse("pact_office.proposal-answered")
    if not taken and not answer.strip():
        raise refuse("pact_office.reason-missing")
    with _acted("proposal-answered", by, pact.cluster, pact.code, taken=taken) as done:
        proposal.state = ProposalState.TAKEN if taken else ProposalState.DECLINED
        proposal.answer = answer.strip()
        proposal.last_act = done
        proposal.save()


def give_opinion(*, by: Person, on: date, pact: Pact, unit: Unit, agrees: bool, reason: str = "") -> Opinion:
    """Say for a member whether it agrees with the newest version; it may change its mind until signing begins."""
    _speaks(by, on, pact, unit, PactStep.GIVE_OPINION)
    if not agrees and not reason.strip():
        raise refuse("pact_office.reason-missing")
    version = newest_version(pact)
    with _acted("opinion-given", by, pact.cluster, pact.code, unit=unit.code, agrees=agrees) as done:
        opinion, _ = Opinion.objects.update_or_create(
            version=version,
            unit=unit,
            defaults={"by": by, "agrees": agrees, "reason": reason.strip(), "last_act": done},
        )
    return opinion


def call_for_signatures(*, by: Person, on: date, pact: Pact) -> None:
    """Freeze the newest version for signing, once every signatory has spoken on it or the day for that is past."""
    ensure(who_is(by, on), Permission.DRAFT_PACT, of=bodies_of(pact.cluster, on))
    ensure_pact(pact.state, PactStep.CALL_FOR_SIGNATURES)
    version = newest_version(pact)
    problems: list[Finding] = []
    if Proposal.objects.filter(version__pact=pact, state=ProposalState.OPEN).exists():
        problems.append(error("pact_office.proposals-open"))
    silent = _silent(version)
    if silent and (pact.answer_by is None or on <= pact.answer_by):
        units = tuple(Ref(RefKind.UNIT, u) for u in silent)
        problems.append(error("pact_office.members-silent", units=units, day=pact.answer_by))
    if problems:
        raise Refusal(problems)
    with _acted("signing-opened", by, pact.cluster, pact.code, digest=version.digest) as done:
        _move(pact, PactState.SIGNING, done)


def sign_pact(
    *, by: Person, on: date, at: datetime, pact: Pact, unit: Unit, digest: str, position: str
) -> Signature:
    """Sign the newest version for a unit; `digest` is the hash the leader saw, so that nothing else is signed.

    With the last signatory's signature the pact is signed and its text can change no more.
    """
    ensure(who_is(by, on), Permission.SIGN_PACT, of=bodies_of(pact.cluster, on), unit=unit.code)
    ensure_pact(pact.state, PactStep.SIGN)
    version = newest_version(pact)
    signatories = pact_of(version).signatories
    if digest != version.digest:
        raise refuse("pact_office.another-version", number=version.number)
    if unit.code not in signatories:
        raise refuse("pact_office.no-signatory", unit=Ref(RefKind.UNIT, unit.code))
    if version.signatures.filter(unit=unit).exists():
        raise refuse("pact_office.signed-already", unit=Ref(RefKind.UNIT, unit.code))
    with _acted("pact-signed", by, pact.cluster, pact.code, unit=unit.code, digest=digest) as done:
        signature = Signature.objects.create(
            version=version,
            unit=unit,
            by=by,
            name=by.full_name,
            position=position.strip(),
            at=at,
            digest=digest,
            last_act=done,
        )
        if set(signatories) <= set(version.signatures.values_list("unit__code", flat=True)):
            _move(pact, PactState.SIGNED, done)
    return signature


def _ensure_newest(pact: Pact, seen: int | None, digest: str) -> None:
    """Hold the pact, and refuse a text that was made from an older version or that says the same as the newest."""
    Pact.objects.select_for_update().get(pk=pact.pk)
    newest = newest_version(pact)
    if seen is not None and newest.number != seen:
        by = "" if newest.last_act.by is None else newest.last_act.by.full_name
        raise refuse("pact_office.changed-meanwhile", number=newest.number, name=by)
    if newest.digest == digest:
        raise refuse("pact_office.nothing-changed", number=newest.number)


def _speaks(by: Person, on: date, pact: Pact, unit: Unit, step: PactStep) -> None:
    ensure(who_is(by, on), Permission.SPEAK_ON_PACT, of=bodies_of(pact.cluster, on), unit=unit.code)
    ensure_pact(pact.state, step)


def _silent(version: PactVersion) -> list[str]:
    spoken = set(version.opinions.values_list("unit__code", flat=True))
    return [unit for unit in pact_of(version).signatories if unit not in spoken]


def _write_version(pact: Pact, text: str, indicators: str, done: Act) -> PactVersion:
    """Keep a text that the engine takes as a whole, with an empty ledger: figures come later."""
    version = PactVersion(
        pact=pact,
        number=pact.versions.count() + 1,
        text=text,
        indicators=indicators,
        digest=digest_of(text, indicators),
        last_act=done,
    )
    case = case_of(version, Ledger([]))
    if case.pact.cluster != pact.cluster.code:
        raise refuse("pact_office.another-cluster", value=case.pact.cluster, expected=pact.cluster.code)
    version.save()
    return version


def _move(pact: Pact, state: PactState, done: Act) -> None:
    pact.state = state
    pact.last_act = done
    pact.save()


def _code_of(text: str) -> str:
    """Return the code of a pact's text, before all of it is read."""
    code = parse_toml(text, PACT_FILE).get("code")
    return code if isinstance(code, str) else ""


def _acted(
    verb: str, by: Person, cluster: Cluster, code: str, **details: object
) -> AbstractContextManager[Act]:
    return act(verb, by=by, about=f"pact:{code}", cluster=cluster.code, details=details)
