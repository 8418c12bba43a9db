"""What the Word and the Excel report say first: which pact, as known when, by which baseline, over which territory."""

from __future__ import annotations

from collections.abc import Iterator

from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.pacts import CommitmentType
from giaouoc.engine.units import Succession
from giaouoc.engine.verdicts.verdict import Standing, Verdict
from giaouoc.printing.naming import calendar_words, cluster_name, pact_title
from giaouoc.wording import Voice, day, listed, period_name, show, text, window
from giaouoc.wording.cells import Cell, Sureness, cell
from giaouoc.wording.explain import Line


def facts(standing: Standing, voice: Voice) -> tuple[Line, ...]:
    """Return what every reader must know before the results, label by label."""
    return (*_pact_facts(standing, voice), *ground(standing, voice))


def ground(standing: Standing, voice: Voice) -> tuple[Line, ...]:
    """Return what the results hang on: the day, the baseline, the territory, the ledger and its head."""
    rows = text("paper.overall.known-rows", voice, count=len(standing.case.ledger))
    return (
        _line("known-on", day(standing.as_known_on, voice.lang), voice),
        _line("baseline", text(f"words.reading.{standing.reading}", voice), voice),
        _line("territory", show(standing.territory, voice), voice),
        Line(text("report.column.lines", voice), rows),
        _line("head", head_words(standing, voice), voice),
    )


def _pact_facts(standing: Standing, voice: Voice) -> Iterator[Line]:
    pact = standing.case.pact
    yield _line("cluster", cluster_name(standing, voice), voice)
    yield _line("movement", pact.movement, voice)
    if pact.slogan:
        yield _line("slogan", pact.slogan, voice)
    yield _line("signed-on", day(pact.signed_on, voice.lang), voice)
    yield _line("signatories", names(pact.signatories, voice), voice)
    if standing.rows != pact.signatories:
        yield _line("rows-as-now", names(standing.rows, voice), voice)
    closed = "report.fact.period-closed"
    if standing.as_known_on <= pact.window.last_day:
        closed = "report.fact.period-open"
    yield _line("period", text(closed, voice, period=period_words(standing, voice)), voice)
    yield _line("calendar", calendar_words(standing, voice), voice)
    if pact.note:
        yield Line(text("report.page.note", voice), pact.note)


def period_words(standing: Standing, voice: Voice) -> str:
    """Return the days of the pact, and the name of that period where its calendar has one."""
    pact = standing.case.pact
    days = window(pact.window.first_day, pact.window.last_day, voice.lang)
    period = pact.calendar.period_of(pact.window) if pact.calendar else None
    return days if period is None else f"{period_name(period, voice.lang)} ({days})"


def head_words(standing: Standing, voice: Voice) -> str:
    """Return the whole head of the ledger, or that it was never sealed or its seal no longer holds."""
    missing = "seal-broken" if standing.seal_broken else "not-sealed"
    return standing.head or text(f"report.fact.{missing}", voice)


def title_and_kind(standing: Standing, voice: Voice) -> str:
    """Return the title of the file: what kind of report, on which pact."""
    return f"{text('report.page.kind', voice)}: {pact_title(standing, voice)}"


def names(units: tuple[str, ...], voice: Voice) -> str:
    """Return units by name, joined as in a sentence."""
    return listed([unit_name(u, voice) for u in units], voice.lang)


def unit_name(unit: str, voice: Voice) -> str:
    """Return the name of a unit."""
    return show(Ref(RefKind.UNIT, unit), voice)


def marked(shown: Cell, voice: Voice) -> str:
    """Return a cell's word with the marks that say how firm it is: within the swing, hanging on the baseline."""
    within = text("paper.legend.within", voice) if _unsure(shown) else ""
    hangs = f" {text('words.sign.hangs', voice)}" if shown.hangs else ""
    return f"{shown.sign} {shown.word}{within}{hangs}"


def marked_sign(shown: Cell, voice: Voice) -> str:
    """Return a cell in as few characters as a narrow column takes."""
    within = text("paper.legend.within", voice) if _unsure(shown) else ""
    return f"{shown.sign}{within}{text('words.sign.hangs', voice) if shown.hangs else ''}"


def _unsure(shown: Cell) -> bool:
    """Tell whether a result was told but lies within the usual swing, or the swing is not known."""
    return shown.result.tells and shown.sureness is not Sureness.SURE


def legal_bases(standing: Standing, voice: Voice) -> tuple[tuple[str, str, str], ...]:
    """Return the legal bases the case names: the matter, the basis, how far anyone read it."""
    return (*_succession_bases(standing, voice), *_definition_bases(standing, voice))


def _succession_bases(standing: Standing, voice: Voice) -> Iterator[tuple[str, str, str]]:
    concerned = {*standing.case.pact.signatories, *standing.rows}
    for one in standing.case.units.successions:
        if one.legal_basis and concerned & {*one.sources, *one.results}:
            yield _succession(one, voice), one.legal_basis, text(f"words.mark.{one.mark or 'G'}", voice)


def _succession(one: Succession, voice: Voice) -> str:
    key = "paper.basis.succession" if one.results else "paper.basis.ended"
    return text(
        key, voice, kind=one.kind, sources=one.source_refs, results=one.result_refs or None, on=one.on
    )


def _definition_bases(standing: Standing, voice: Voice) -> Iterator[tuple[str, str, str]]:
    pact = standing.case.pact
    used = dict.fromkeys(p.indicator for c in standing.commitments for p in c.parts)
    windows = [pact.window, *(pact.base_window(c) for c in standing.commitments if c.asks_for_change)]
    for code in used:
        indicator = standing.case.indicators.get(code)
        for definition in indicator.definitions:
            if definition.citation is None or not any(definition.overlaps(w) for w in windows):
                continue
            cited = definition.citation
            matter = text(
                "paper.basis.definition",
                voice,
                indicator=indicator.ref,
                version=definition.version,
                says=definition.says,
            )
            key = "paper.basis.act" if cited.article else "paper.basis.act-alone"
            yield (
                matter,
                text(key, voice, act=Ref(RefKind.ACT, cited.act), article=cited.article),
                show(cited.mark, voice),
            )


def cells_of(standing: Standing, voice: Voice) -> dict[tuple[str, str], Cell]:
    """Return every cell by commitment and unit."""
    return {(v.commitment.code, v.unit): cell(v, voice) for v in standing.verdicts}


def quantified(verdict: Verdict) -> bool:
    """Tell whether a verdict compares numbers."""
    return verdict.commitment.type is CommitmentType.QUANTIFIED


def _line(key: str, said: str, voice: Voice) -> Line:
    return Line(text(f"report.fact.{key}", voice), said)
