"""What a report says before its tables: how many cells say what, what hangs, and what is missing from whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from giaouoc.engine.findings import Finding, Ref, RefKind, Severity
from giaouoc.engine.verdicts.verdict import Result, Standing, Verdict
from giaouoc.wording import Voice, listed, say, show, text, window
from giaouoc.wording.cells import Sureness, sureness

# Reasons that only the signatories can clear up, because their pact is silent.
OF_THE_PACT = frozenset(
    [
        "verdicts.pact-names-no-baseline",
        "verdicts.pact-names-no-source",
        "verdicts.milestone-names-no-items",
        "verdicts.item-without-test",
        "verdicts.targets-differ-after-merger",
    ]
)


@dataclass(frozen=True, slots=True)
class Lack:
    """One kind of missing thing and whom to ask for it.

    `by_body` holds bodies that lack the same things, and those things; `cells` says how many cells wait.
    """

    code: str
    title: str
    who: str
    by_body: tuple[tuple[str, tuple[str, ...]], ...]
    cells: int


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one code: said once what they are, then each case."""

    code: str
    severity: Severity
    title: str
    saw: tuple[str, ...]
    explanations: tuple[str, ...]
    ways_out: tuple[str, ...]


def tallies(standing: Standing) -> tuple[tuple[Result, int], ...]:
    """Return how many cells have each result, in the order of the results, without empty ones."""
    found = [v.result for v in standing.verdicts]
    return tuple((r, found.count(r)) for r in Result if r in found)


def told(standing: Standing) -> int:
    """Return how many cells say kept or not kept."""
    return sum(v.result.tells for v in standing.verdicts)


def unsure(standing: Standing) -> int:
    """Return how many of the told cells lie within the usual swing or have none known."""
    return sum(v.result.tells and sureness(v) is not Sureness.SURE for v in standing.verdicts)


def hanging(standing: Standing) -> tuple[Verdict, ...]:
    """Return the verdicts another baseline would turn."""
    return tuple(v for v in standing.verdicts if v.hangs)


def lacks(standing: Standing, voice: Voice) -> tuple[Lack, ...]:
    """Return why cells cannot be told, by kind of reason and whom to ask, the widest first."""
    things: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    cells: dict[tuple[str, str], set[tuple[str, str]]] = {}
    titles: dict[str, str] = {}
    for verdict in standing.verdicts:
        if verdict.result is not Result.CANNOT_TELL:
            continue
        for reason in verdict.reasons:
            key = (reason.code, whom(reason, voice))
            by_body = things.setdefault(key, {}).setdefault(_body(reason, verdict, voice), {})
            by_body[thing(reason, verdict, voice)] = None
            cells.setdefault(key, set()).add((verdict.commitment.code, verdict.unit))
            titles.setdefault(reason.code, say(reason, voice).title)
    found = [
        Lack(
            code=code,
            title=titles[code],
            who=who,
            by_body=_alike(things[code, who], voice),
            cells=len(cells[code, who]),
        )
        for code, who in things
    ]
    return tuple(sorted(found, key=lambda lack: -lack.cells))


def whom(reason: Finding, voice: Voice) -> str:
    """Return whom to ask.

    The signatories where the pact is silent, after a merger the body that holds the territory now, else the
    publisher, else the body itself.
    """
    if reason.code in OF_THE_PACT:
        return text("report.who.pact", voice)
    if reason.get("into"):
        return show(reason["into"], voice)
    publisher = reason.get("publisher")
    return show(publisher, voice) if isinstance(publisher, Ref) else text("report.who.themselves", voice)


def thing(reason: Finding, verdict: Verdict, voice: Voice) -> str:
    """Return what is missing: the indicator or item with its days, else the commitment."""
    item = reason.get("item")
    if isinstance(item, str):
        return item
    indicator = reason.get("indicator")
    what = indicator if isinstance(indicator, Ref) else verdict.commitment.ref
    days = _days(reason, voice)
    return f"{show(what, voice)} ({days})" if days else show(what, voice)


def grouped(findings: Iterable[Finding], voice: Voice) -> tuple[FindingGroup, ...]:
    """Return findings by code, errors first, each case and each way out once."""
    order = list(Severity)
    by_code: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in findings:
        by_code.setdefault((finding.severity, finding.code), []).append(finding)
    groups: list[FindingGroup] = []
    for severity, code in sorted(by_code, key=lambda key: order.index(key[0])):
        messages = [say(f, voice) for f in by_code[severity, code]]
        groups.append(
            FindingGroup(
                code=code,
                severity=severity,
                title=messages[0].title,
                saw=tuple(dict.fromkeys(m.saw for m in messages)),
                explanations=tuple(dict.fromkeys(e for m in messages for e in m.explanations)),
                ways_out=tuple(dict.fromkeys(m.way_out for m in messages)),
            )
        )
    return tuple(groups)


def _alike(things: Mapping[str, Iterable[str]], voice: Voice) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Join the bodies that lack the same things."""
    bodies: dict[tuple[str, ...], list[str]] = {}
    for body, lacking in things.items():
        bodies.setdefault(tuple(lacking), []).append(body)
    return tuple((listed(names, voice.lang), lacking) for lacking, names in bodies.items())


def _body(reason: Finding, verdict: Verdict, voice: Voice) -> str:
    unit = reason.get("unit")
    return show(unit if isinstance(unit, Ref) else Ref(RefKind.UNIT, verdict.unit), voice)


def _days(reason: Finding, voice: Voice) -> str:
    """Return the gap a reason names, else the window it is about."""
    for first, last in (("gap_first_day", "gap_last_day"), ("first_day", "last_day")):
        first_day, last_day = reason.get(first), reason.get(last)
        if isinstance(first_day, date) and isinstance(last_day, date):
            return window(first_day, last_day, voice.lang)
    return ""
