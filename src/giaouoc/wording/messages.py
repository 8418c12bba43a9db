"""What a finding says to people, and where the thing it speaks of stands."""

from __future__ import annotations

from dataclasses import dataclass

from giaouoc.engine.findings import Finding
from giaouoc.wording.catalogue import Voice, mapping, text, texts

_PLACES = ("file", "sheet", "row", "line", "column", "key", "seq")


@dataclass(frozen=True, slots=True)
class Message:
    """A finding in words: a title, what was seen, what may innocently explain it, what to do."""

    title: str
    saw: str
    explanations: tuple[str, ...]
    way_out: str


def say(finding: Finding, voice: Voice) -> Message:
    """Return the words of a finding; KeyError where the catalogue lacks them or the finding a parameter.

    The sentences of `saw_if` follow where the finding carries the parameter they are named after.
    """
    params = dict(finding.params)
    more = [
        text(f"{finding.code}.saw_if.{name}", voice, **params)
        for name in mapping(f"{finding.code}.saw_if", voice)
        if params.get(name) is not None
    ]
    return Message(
        title=text(f"{finding.code}.title", voice, **params),
        saw=" ".join([text(f"{finding.code}.saw", voice, **params), *more]),
        explanations=texts(f"{finding.code}.explanations", voice, **params),
        way_out=text(f"{finding.code}.way_out", voice, **params),
    )


def place(finding: Finding, voice: Voice) -> str:
    """Return where to look: `tệp figures.csv, dòng 12, cột value`; empty without a place."""
    params = dict(finding.params)
    found = [(name, params[name]) for name in _PLACES if params.get(name) is not None]
    return ", ".join(text(f"words.place.{name}", voice, **{name: value}) for name, value in found)
