"""What is wrong with a figure given by hand, said in the words of the command and not of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.figure_outside_unit_life import figure_outside_unit_life
from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import Finding, Param, Refusal, error
from giaouoc.exchange.days import read_partial_day
from giaouoc.exchange.figures_cells import REQUIRED
from giaouoc.services.known_codes import (
    unknown_definition,
    unknown_indicator,
    unknown_publisher,
    unknown_unit,
)

# Findings about a line of the ledger, and what they are called where the line is only asked for; with the option
# that answers for it.
_AS_ASKED: Final[Mapping[str, tuple[str, str | None]]] = {
    "figures.reported-without-value": ("entries.no-number", "--value"),
    "figures.value-without-report": ("entries.number-not-wanted", "--status"),
    "figures.half-a-ratio": ("entries.half-a-ratio", "--numerator, --denominator"),
    "figures.ratio-over-zero": ("entries.ratio-over-zero", "--denominator"),
    "figures.too-large": ("entries.number-too-large", "--value"),
    "figures.corrected-twice": ("entries.corrected-already", None),
    "figures.corrected-before-known": ("entries.corrected-too-early", "--published-on"),
    "checks.entry-ratio-for-count": ("entries.ratio-for-count", "--numerator, --denominator"),
    "checks.entry-not-whole": ("entries.not-whole", "--value"),
}
_OPTIONS: Final = {"recorded_by": "--by"}


def asked_problems(case: Case, row: Mapping[str, str], today: date | None) -> list[Finding]:
    """Return what the command itself can see: empty options, unknown codes, a publication after `today`."""
    found = list(_empty(row))
    checks = {"unit": unknown_unit, "indicator": unknown_indicator, "publisher": unknown_publisher}
    for name, check in checks.items():
        wrong = check(case, row[name]) if row[name] else None
        if wrong is not None:
            found.append(wrong.about(key=_option(name)))
    if row["definition"] and row["indicator"] in case.indicators:
        wrong = unknown_definition(case, row["indicator"], row["definition"])
        if wrong is not None:
            found.append(wrong.about(key="--definition"))
    published = read_partial_day(row["published_on"])
    if published is not None and today is not None and published[2] > today:
        written, _, known_on = published
        about: dict[str, Param] = {"value": written, "known_on": known_on, "today": today}
        found.append(error("entries.published-after-today", key="--published-on", **about))
    return found


def _empty(row: Mapping[str, str]) -> Iterator[Finding]:
    needed = {*REQUIRED, "source"} - {"seq"}
    if row["corrects"]:
        needed |= {"reason", "published_on"}
    for name in row:
        if name in needed and not row[name].strip():
            yield error("entries.option-empty", key=_option(name))


def outside_life(case: Case, entries: Iterable[Entry]) -> list[Finding]:
    """Return which of these entries speak of a body for days on which it was none, with what ended or began it.

    The rule is that of the check; a base restated for a body that a succession began is left to it.
    """
    found: list[Finding] = []
    for entry in entries:
        if entry.known_on is None:
            continue
        for finding in figure_outside_unit_life(case, entry.known_on):
            seqs = finding.get("seqs")
            if isinstance(seqs, tuple) and entry.seq in seqs:
                found += _outside(case, entry, finding)
    return found


def _outside(case: Case, entry: Entry, finding: Finding) -> Iterator[Finding]:
    about: dict[str, Param] = {
        "unit": finding["unit"],
        "first_day": entry.window.first_day,
        "last_day": entry.window.last_day,
        "key": "--unit",
    }
    end = case.units.end(entry.unit)
    if finding.code == "checks.figure-after-unit-ended" and end is not None:
        after = end.result_refs
        yield error(
            "entries.unit-ended", on=end.on, kind=end.kind, successors=after if after else None, **about
        )
    elif finding.code == "checks.figure-before-unit-began" and case.units.origin(entry.unit) is None:
        yield error("entries.unit-not-begun", on=finding["on"], **about)


def as_asked(refusal: Refusal, count: int) -> Refusal:
    """Return a refusal of the file as one of the command: rows beyond `count` are not there and are not named."""
    return Refusal([_as_asked(finding, count) for finding in refusal.findings])


def _as_asked(finding: Finding, count: int) -> Finding:
    seq, row = finding.get("seq"), finding.get("row")
    is_new = (isinstance(seq, int) and seq > count) or (isinstance(row, int) and row > count + 1)
    if not is_new:
        return finding
    code, key = _AS_ASKED.get(finding.code, (finding.code, None))
    column = finding.get("column")
    if isinstance(column, str):
        key = _option(column)
    of_base = isinstance(seq, int) and seq > count + 1
    key = "--claimed-base" if of_base and key == "--value" else key
    left_out = {"file", "row"} | ({"seq", "column"} if code != finding.code or column else set())
    kept = {name: value for name, value in finding.params if name not in left_out}
    # A sentence of the file's own may name the line; what is not written has no other number.
    return Finding(code, finding.severity, tuple(sorted(kept.items()))).about(key=key)


def _option(column: str) -> str:
    return _OPTIONS.get(column, f"--{column.replace('_', '-')}")
