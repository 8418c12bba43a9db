"""An amount as a form sends it: a number or two counts, or one of the statuses that stand for none."""

from __future__ import annotations

from collections.abc import Mapping

from giaouoc.engine.figures import Status
from giaouoc.services.amounts import Amount

WITHOUT_NUMBER = (Status.MISSING, Status.NOT_APPLICABLE)


def amount_from(sent: Mapping[str, str], suffix: str = "") -> Amount:
    """Return what was typed into the fields of one figure, whose names end alike."""
    status = sent.get(f"status{suffix}", "")
    return Amount(
        status=Status(status) if status in WITHOUT_NUMBER else None,
        value=sent.get(f"value{suffix}", ""),
        numerator=sent.get(f"numerator{suffix}", ""),
        denominator=sent.get(f"denominator{suffix}", ""),
        note=sent.get(f"note{suffix}", ""),
    )
