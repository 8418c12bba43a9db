"""What is attested for a unit: by itself, else by the units under it, and by the bodies before and after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from giaouoc.engine.figures.entry import Entry
from giaouoc.engine.findings import Finding, Ref, RefKind, warning
from giaouoc.engine.periods import Window, gaps
from giaouoc.engine.verdicts.attestations import Witnesses, attested_days, pointers
from giaouoc.engine.verdicts.speakers import Speaker, children_near, is_ever_under, is_under, speakers_for

Shown: TypeAlias = tuple[Entry, Finding]
"""An entry that is shown with a finding that says why it does not decide."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the ledger says: `free` breaks the silence, `positive` breaks the promise.

    `unplaced` happened in a body that was split since, nobody knows in which part. `silent` are the days without a
    word, `asides` the reports that something happened which decide nothing.
    """

    free: tuple[Entry, ...] = ()
    positive: tuple[Entry, ...] = ()
    unplaced: tuple[Shown, ...] = ()
    silent: tuple[tuple[str, Window], ...] = ()
    asides: tuple[Shown, ...] = ()

    def speaks_of(self, days: Window) -> bool:
        """Tell whether there is any word about these days."""
        free = (attested_days(e) for e in self.free)
        return any(w is not None and w.overlaps(days) for w in (*free, *(e.window for e in self.positive)))


def hear(witnesses: Witnesses, unit: str) -> Heard:
    """Return what is attested for a unit about every day of the pact's window, each entry once.

    Days on which it did not exist are attested by its predecessors; its own word for them, under whatever name
    it has had, counts as well.
    """
    window = witnesses.case.pact.window
    found = [_own(witnesses, name, window) for name in witnesses.case.units.names_of(unit)]
    spoken = _spoken(e for own in found for e in own.free)
    for speaker in speakers_for(witnesses.case.units, unit, window):
        heard = _of(witnesses, speaker.unit, speaker.days, frozenset())
        found.append(_for(witnesses, unit, speaker, heard, spoken))
    return Heard(
        free=tuple(dict.fromkeys(e for h in found for e in h.free)),
        positive=tuple(dict.fromkeys(e for h in found for e in h.positive)),
        unplaced=tuple(dict.fromkeys(s for h in found for s in h.unplaced)),
        silent=_joined(s for h in found for s in h.silent),
        asides=tuple(dict.fromkeys(s for h in found for s in h.asides)),
    )


def _own(witnesses: Witnesses, unit: str, days: Window) -> Heard:
    words = witnesses.words(unit, days)
    return Heard(
        free=tuple(e for e in words if attested_days(e) is not None),
        positive=tuple(e for e in words if witnesses.decides(e)),
        asides=witnesses.not_deciding(unit, days),
    )


def _for(
    witnesses: Witnesses, unit: str, speaker: Speaker, heard: Heard, covered: tuple[Window, ...]
) -> Heard:
    """Return what another body's words say of the unit; `covered` are the days it attested itself.

    What happened in a body before it was split may have happened in any of its parts.
    """
    silent = tuple((u, rest) for u, gap in heard.silent for rest in gaps(covered, gap))
    if speaker.whole:
        return replace(heard, silent=silent)
    shown: list[Shown] = []
    for e in heard.positive:
        about = pointers(witnesses.commitment, e)
        about |= {"unit": Ref(RefKind.UNIT, unit), "source": Ref(RefKind.UNIT, e.unit)}
        shown.append((e, warning("verdicts.positive-before-split", **about)))
    unplaced = tuple(s for s in shown if gaps(covered, s[0].window))
    aside = tuple(s for s in shown if s not in unplaced)
    return replace(heard, silent=silent, positive=(), unplaced=unplaced, asides=(*heard.asides, *aside))


def _of(witnesses: Witnesses, unit: str, days: Window, above: frozenset[str]) -> Heard:
    """Return what is attested for one body: by itself, and for the days it is silent about by all units under it."""
    units, own = witnesses.case.units, _own(witnesses, unit, days)
    silent = gaps([*_spoken(own.free), *(e.window for e in own.positive)], days)
    under = {gap: units.children_throughout(unit, gap) or () for gap in silent}
    children = dict.fromkeys((*children_near(units, unit, days), *(c for cs in under.values() for c in cs)))
    below = {
        child: _as_part(witnesses, child, unit, silent, _of(witnesses, child, days, above | {unit}))
        for child in children
        if child not in above
    }
    return Heard(
        free=(*own.free, *(e for h in below.values() for e in h.free)),
        positive=(*own.positive, *(e for h in below.values() for e in h.positive)),
        silent=tuple(
            s
            for gap in silent
            for s in _silent_in(unit, gap, {c: below[c] for c in under[gap] if c in below})
        ),
        asides=(*own.asides, *(s for h in below.values() for s in h.asides)),
    )


def _as_part(witnesses: Witnesses, child: str, unit: str, silent: tuple[Window, ...], heard: Heard) -> Heard:
    """Return what the words of a unit say of the one above it, which speaks first.

    They count for the days on which the one above is silent; a positive counts where its whole window lies in
    the time under that unit, and else leaves its days silent.
    """
    units, commitment = witnesses.case.units, witnesses.commitment
    asides = [s for s in heard.asides if is_ever_under(units, child, unit, s[0].window)]
    positive: list[Entry] = []
    unsure: list[tuple[str, Window]] = []
    for e in heard.positive:
        if not is_ever_under(units, child, unit, e.window):
            continue
        numbers = pointers(commitment, e)
        if not any(gap.overlaps(e.window) for gap in silent):
            numbers["above"] = Ref(RefKind.UNIT, unit)
            asides.append((e, warning("verdicts.positive-below", **numbers)))
        elif is_under(units, child, unit, e.window):
            positive.append(e)
        else:
            asides.append((e, warning("verdicts.positive-straddles", **numbers)))
            unsure.append((e.unit, e.window))
    return Heard(
        free=tuple(e for e in heard.free if any(_breaks(e, gap) for gap in silent)),
        positive=tuple(positive),
        silent=(*heard.silent, *unsure),
        asides=tuple(asides),
    )


def _silent_in(unit: str, gap: Window, below: dict[str, Heard]) -> list[tuple[str, Window]]:
    """Return whose word is missing for days on which a unit is silent: its own where nobody under it speaks."""
    if not any(h.speaks_of(gap) for h in below.values()):
        return [(unit, gap)]
    return [
        (u, Window(max(w.start, gap.start), min(w.stop, gap.stop)))
        for h in below.values()
        for u, w in h.silent
        if w.overlaps(gap)
    ]


def _breaks(entry: Entry, gap: Window) -> bool:
    days = attested_days(entry)
    return days is not None and days.overlaps(gap)


def _spoken(entries: Iterable[Entry]) -> tuple[Window, ...]:
    return tuple(days for e in entries if (days := attested_days(e)) is not None)


def _joined(silent: Iterable[tuple[str, Window]]) -> tuple[tuple[str, Window], ...]:
    """Return the silent days of each unit in order, neighbouring stretches put together."""
    found: dict[str, list[Window]] = {}
    for unit, gap in silent:
        found.setdefault(unit, []).append(gap)
    joined: list[tuple[str, Window]] = []
    for unit, stretches in found.items():
        for gap in sorted(stretches):
            last = joined[-1] if joined else None
            if last is not None and last[0] == unit and gap.start <= last[1].stop:
                gap = Window(last[1].start, max(last[1].stop, gap.stop))
                joined.pop()
            joined.append((unit, gap))
    return tuple(joined)
