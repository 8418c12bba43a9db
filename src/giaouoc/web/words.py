"""Findings in the language of the moment, for templates."""

from __future__ import annotations

from giaouoc.engine.findings import Refusal
from giaouoc.web.voice import voice
from giaouoc.wording import Message, say


def told(refusal: Refusal) -> list[Message]:
    """Return what a refusal says, finding by finding."""
    return [say(finding, voice()) for finding in refusal.findings]
