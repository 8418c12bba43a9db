"""The first and the last block of a report by Decree 30/2020/NĐ-CP: who, what, on which basis; who signs."""

from __future__ import annotations

from typing import Final

from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.printing.naming import cluster_name, pact_title
from giaouoc.printing.paper_facts import period_words
from giaouoc.printing.word_layout import PORTRAIT, Box, body, paragraph, rule, run, table
from giaouoc.wording import Voice, text

_LEFT_COLUMN: Final = 63
_RIGHT_COLUMN: Final = PORTRAIT - _LEFT_COLUMN
_MOTTO_LENGTH: Final = 64  # of the motto in bold letters of 14 points
_AGENCY_LETTER: Final = 3.25  # of one bold capital of 13 points, on average


def head(standing: Standing, voice: Voice) -> str:
    """Return the block above the text: issuing body, state, number, place and day, title, bases."""
    made_up = text("paper.made-up", voice) if standing.case.pact.made_up else ""
    return "".join(
        [
            table((_LEFT_COLUMN, _RIGHT_COLUMN), _head_rows(standing, voice), heads=0, borders="none"),
            _stamp(made_up) if made_up else "",
            *_title(standing, voice),
            *_bases(standing, voice),
        ]
    )


def _head_rows(standing: Standing, voice: Voice) -> list[list[Box]]:
    agency = cluster_name(standing, voice).upper()
    shown = min(len(agency) * _AGENCY_LETTER, _LEFT_COLUMN - 4)
    left = paragraph(run(agency, size=13, bold=True), align="center") + rule(_LEFT_COLUMN - 2, shown * 0.42)
    right = "".join(
        [
            paragraph(run(text("paper.nation", voice), size=13, bold=True), align="center"),
            paragraph(run(text("paper.motto", voice), size=14, bold=True), align="center"),
            rule(_RIGHT_COLUMN - 2, _MOTTO_LENGTH),
        ]
    )
    number = paragraph(run(text("paper.number", voice), size=13), align="center", before=3)
    place = paragraph(run(text("paper.place-and-day", voice), size=14, italic=True), align="center", before=3)
    return [[Box(left), Box(right)], [Box(number), Box(place)]]


def _stamp(mark: str) -> str:
    box = Box(paragraph(run(mark, size=13, bold=True), align="center"))
    side = (PORTRAIT - 60) / 2
    empty = Box(paragraph(run("", size=2)))
    return paragraph(run("", size=6)) + table(
        (side, 60, side), [[empty, Box(box.content, boxed=True), empty]], heads=0, borders="none"
    )


def _title(standing: Standing, voice: Voice) -> list[str]:
    lines = [
        (text("paper.kind", voice), 18),
        (text("paper.abstract", voice), 0),
        (text("paper.of-pact", voice, title=pact_title(standing, voice)), 0),
    ]
    shown = [
        paragraph(
            run(said, size=14, bold=True), align="center", before=space, left=8, right=8, with_next=True
        )
        for said, space in lines
    ]
    return [*shown, rule(PORTRAIT, 45), paragraph(run("", size=8))]


def _bases(standing: Standing, voice: Voice) -> list[str]:
    pact = standing.case.pact
    title = pact_title(standing, voice)
    said = [
        text("paper.basis-pact", voice, title=title, signed_on=pact.signed_on),
        text("paper.basis-ledger", voice, count=len(standing.case.ledger), known_on=standing.as_known_on),
    ]
    opening = text(
        "paper.opening", voice, cluster=cluster_name(standing, voice), period=period_words(standing, voice)
    )
    return [*(body(run(one, italic=True)) for one in said), body(run(opening))]


def anchor(standing: Standing, voice: Voice) -> str:
    """Return the head of the ledger as it goes into the minutes, to stand right above the signature."""
    key = "paper.anchor.said" if standing.head else "paper.anchor.not-sealed"
    if standing.seal_broken:
        key = "paper.anchor.broken"
    shown = [body(run(text(key, voice, known_on=standing.as_known_on)), with_next=True)]
    if standing.head:
        said = text("paper.anchor.head", voice, head=standing.head)
        shown.append(
            paragraph(run(said, size=12, bold=True), align="center", after=6, with_next=True, together=True)
        )
    return "".join(shown)


def signature(voice: Voice) -> str:
    """Return recipients and the place of the signature, with blanks: nobody is named who did not sign."""
    recipients = paragraph(
        run(text("paper.signature.recipients", voice), size=12, bold=True, italic=True), align="left"
    )
    for key in ("units", "blank", "filed"):
        recipients += paragraph(run(text(f"paper.signature.{key}", voice), size=11), align="left")
    signer = "".join(
        [
            paragraph(run(text("paper.signature.title", voice), size=13, bold=True), align="center"),
            paragraph(run(text("paper.signature.hint", voice), size=13, italic=True), align="center"),
            paragraph(
                run(text("paper.signature.name", voice), size=14, bold=True), align="center", before=54
            ),
        ]
    )
    half = PORTRAIT / 2
    return paragraph(run("", size=6), with_next=True) + table(
        (half - 8, half + 8), [[Box(recipients), Box(signer)]], heads=0, borders="none"
    )
