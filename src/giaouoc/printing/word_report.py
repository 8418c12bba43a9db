"""The report of a case as a Word document, laid out by Decree 30/2020/NĐ-CP, Appendix I."""

from __future__ import annotations

from datetime import datetime, time

from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.printing import word_annexes, word_commitments, word_head, word_sections
from giaouoc.printing.paper_facts import title_and_kind
from giaouoc.printing.word_layout import Paper
from giaouoc.wording import Lang, Voice, text

_LANGUAGES = {Lang.VI: "vi-VN", Lang.EN: "en-GB"}


def word_report(standing: Standing, voice: Voice) -> bytes:
    """Return the report as a .docx file; the same standing in the same language gives the same bytes.

    What the case does not state (number, place, day, signer) stays blank; a pact is not one of the 29 types of
    document, a report is.
    """
    pact = standing.case.pact
    paper = Paper(
        language=_LANGUAGES[voice.lang],
        title=title_and_kind(standing, voice),
        made_at=datetime.combine(standing.as_known_on, time()),
        mark=text("paper.made-up", voice) if pact.made_up else "",
    )
    annexes = word_annexes.planned(standing, voice)
    paper.add(word_head.head(standing, voice))
    paper.add(word_sections.ground(standing, voice))
    paper.add(word_sections.overall(standing, voice, annexes))
    paper.add(word_commitments.commitments(standing, voice))
    paper.add(word_sections.findings(standing, voice))
    paper.add(word_sections.about(standing, voice))
    paper.add(word_head.anchor(standing, voice), word_head.signature(voice))
    for annex in annexes:
        paper.annex(landscape=annex.landscape)
        paper.add(annex.head(voice), annex.content)
    return paper.content()
