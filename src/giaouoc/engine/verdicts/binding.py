"""What of a pact binds a body that did not sign it: what bound the bodies it came from, by every succession."""

from __future__ import annotations

from collections.abc import Callable

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Ref, RefKind, note
from giaouoc.engine.pacts import Commitment, Part, Target
from giaouoc.engine.verdicts.verdict import Result, Verdict


def targets_of(case: Case, part: Part, unit: str) -> frozenset[Target | None]:
    """Return the target that binds a body: its own, or those of the signatories it came from, merged or split."""
    named = nearest_before(case, unit, lambda u: u in case.pact.signatories or u in part.targets_by_unit)
    return frozenset(part.target_for(u) for u in named) or frozenset({part.target})


def exempt_verdict(case: Case, commitment: Commitment, unit: str) -> Verdict | None:
    """Return the answer for a body that is exempt, itself or by all it came from; None where it is bound.

    Where only some of them were exempt, nobody can tell what binds it.
    """
    about = {"commitment": commitment.ref, "unit": Ref(RefKind.UNIT, unit)}
    own = commitment.exemption_for(unit)
    if own is not None:
        rule = note("verdicts.rule-exempt", why=own.reason, **about)
        return Verdict(commitment, unit, Result.NOT_APPLICABLE, rule, ())
    named = nearest_before(
        case, unit, lambda u: u in case.pact.signatories or commitment.exemption_for(u) is not None
    )
    exemptions = [found for u in named if (found := commitment.exemption_for(u)) is not None]
    if not exemptions:
        return None
    exempt = [e.unit for e in exemptions]
    if len(exempt) == len(named):
        why = tuple(dict.fromkeys(e.reason for e in exemptions))
        rule = note("verdicts.rule-exempt-before", units=_refs(exempt), why=why, **about)
        return Verdict(commitment, unit, Result.NOT_APPLICABLE, rule, ())
    bound = [u for u in named if u not in exempt]
    reason = note("verdicts.exempt-in-part", exempt=_refs(exempt), bound=_refs(bound), **about)
    return Verdict(commitment, unit, Result.CANNOT_TELL, reason, (reason,))


def nearest_before(case: Case, unit: str, is_named: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the bodies named among a body and all it came from; what came before a named one is not asked."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    ahead = [unit]
    while ahead:
        code = ahead.pop()
        if code in seen:
            continue
        seen.add(code)
        if is_named(code):
            found[code] = None
        else:
            ahead.extend(reversed(case.units.predecessors(code)))
    return tuple(found)


def _refs(units: list[str]) -> tuple[Ref, ...]:
    return tuple(Ref(RefKind.UNIT, u) for u in units)
