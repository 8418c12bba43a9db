"""The ledger as a whole, and what of it was known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from giaouoc.engine.figures.entry import Entry, Status, WindowBasis
from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal, error
from giaouoc.engine.periods import Window


@dataclass(frozen=True, slots=True)
class Known:
    """An entry with the days between which it stands: from its publication until it was corrected or withdrawn.

    `decides` is the entry's own, kept here because a large case asks for it many times.
    """

    entry: Entry
    from_day: date
    replaced_on: date | None
    decides: bool

    def stands_on(self, day: date) -> bool:
        """Tell whether the entry is known and not yet replaced on that day."""
        return self.from_day <= day and (self.replaced_on is None or day < self.replaced_on)


@dataclass(frozen=True, slots=True)
class Series:
    """The dated entries of one unit, indicator and publisher, by window, in the order they became known."""

    unit: str
    indicator: str
    publisher: str
    by_window: Mapping[Window, tuple[Known, ...]]

    def known(self, window: Window, day: date) -> tuple[Entry, ...]:
        """Return every entry that stands for the window on that day, oldest first."""
        return tuple(k.entry for k in self.by_window.get(window, ()) if k.stands_on(day))

    def vintages(self, window: Window, day: date) -> tuple[Entry, ...]:
        """Return the exact reports that stand for the window on that day, oldest first."""
        return tuple(k.entry for k in self.by_window.get(window, ()) if k.decides and k.stands_on(day))

    def latest(self, window: Window, day: date) -> Entry | None:
        """Return the newest exact report for the window as known on that day.

        One whose source states no days says little about this window: it counts where nothing else stands.
        """
        placeholder: Entry | None = None
        for known in reversed(self.by_window.get(window, ())):
            if known.decides and known.stands_on(day):
                if known.entry.window_basis is not WindowBasis.NOT_STATED:
                    return known.entry
                placeholder = placeholder or known.entry
        return placeholder

    def stated(self, window: Window, day: date) -> tuple[Entry, ...]:
        """Return the exact reports for the window whose days are not a mere placeholder, newest first."""
        return tuple(
            e for e in reversed(self.vintages(window, day)) if e.window_basis is not WindowBasis.NOT_STATED
        )

    def windows(self, day: date) -> tuple[Window, ...]:
        """Return the windows with an exact report on that day, in order."""
        return tuple(sorted(w for w in self.by_window if self.latest(w, day) is not None))

    def days_known(self, within: Window) -> tuple[date, ...]:
        """Return the days on which anything that bears on the window became known or was replaced, in order.

        A figure up to the day before it bears on it too: a cumulative figure less that one is the rest.
        """
        days: set[date] = set()
        for window, all_known in self.by_window.items():
            if within.start <= window.stop and window.start < within.stop:
                for known in all_known:
                    days.add(known.from_day)
                    if known.replaced_on is not None:
                        days.add(known.replaced_on)
        return tuple(sorted(days))


class Ledger:
    """Entries in the order of their `seq`, without gaps or repeats, each correction pointing back to its like."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        problems = list(_problems(self.entries))
        if problems:
            raise Refusal(problems)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def entry(self, seq: int) -> Entry:
        """Return the entry with this number."""
        return self.entries[seq - 1]

    @cached_property
    def newest_day(self) -> date | None:
        """Return the newest day on which anything became known; None for a ledger without dated entries."""
        return max((e.known_on for e in self.entries if e.known_on is not None), default=None)

    def as_known_on(self, day: date) -> tuple[Entry, ...]:
        """Return the entries that stand on that day, in order; undated entries are never known."""
        return tuple(
            k.entry
            for k in sorted(
                (
                    k
                    for s in self.series.values()
                    for ks in s.by_window.values()
                    for k in ks
                    if k.stands_on(day)
                ),
                key=lambda k: k.entry.seq,
            )
        )

    @cached_property
    def undated(self) -> tuple[Entry, ...]:
        """Return the entries whose source carries no date; they are shown and left out."""
        return tuple(e for e in self.entries if e.known_on is None)

    @cached_property
    def series(self) -> Mapping[tuple[str, str, str], Series]:
        """Return the dated entries by unit, indicator and publisher."""
        replaced_on = {
            e.corrects: e.known_on for e in self.entries if e.corrects is not None and e.known_on is not None
        }
        found: dict[tuple[str, str, str], dict[Window, list[Known]]] = defaultdict(lambda: defaultdict(list))
        for entry in self.entries:
            if entry.known_on is not None and entry.status is not Status.WITHDRAWN:
                known = Known(entry, entry.known_on, replaced_on.get(entry.seq), entry.decides)
                found[entry.series][entry.window].append(known)
        return {
            key: Series(*key, {w: tuple(sorted(ks, key=_by_known)) for w, ks in windows.items()})
            for key, windows in found.items()
        }

    @cached_property
    def _publishers(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for unit, indicator, publisher in sorted(self.series):
            found[unit, indicator].append(publisher)
        return {key: tuple(codes) for key, codes in found.items()}

    def publishers_of(self, unit: str, indicator: str) -> tuple[str, ...]:
        """Return who published this indicator for this unit, in alphabetical order."""
        return self._publishers.get((unit, indicator), ())

    @cached_property
    def _first_published(self) -> Mapping[str, Mapping[str, date]]:
        """Return, by indicator and publisher, the day on which anything of theirs first became known."""
        found: dict[str, dict[str, date]] = defaultdict(dict)
        for (_, indicator, publisher), series in self.series.items():
            first = min(known[0].from_day for known in series.by_window.values())
            before = found[indicator].get(publisher, first)
            found[indicator][publisher] = min(before, first)
        return found

    def publishers_of_indicator(self, indicator: str, day: date) -> tuple[str, ...]:
        """Return who had published this indicator for any unit by that day, in alphabetical order."""
        first = self._first_published.get(indicator, {})
        return tuple(sorted(publisher for publisher, on in first.items() if on <= day))

    def get(self, unit: str, indicator: str, publisher: str) -> Series:
        """Return one series; an empty one where nothing was reported."""
        return self.series.get((unit, indicator, publisher)) or Series(unit, indicator, publisher, {})


def _by_known(known: Known) -> tuple[date, int]:
    return known.from_day, known.entry.seq


def _problems(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    for place, entry in enumerate(entries, start=1):
        if entry.seq != place:
            yield error("figures.seq-out-of-order", seq=entry.seq, expected=place)
            return
    corrected_by: dict[int, int] = {}
    for entry in entries:
        if entry.status is Status.WITHDRAWN and entry.corrects is None:
            yield error("figures.withdrawn-without-entry", seq=entry.seq)
        if entry.corrects is None:
            continue
        if not 1 <= entry.corrects <= len(entries):
            yield error("figures.corrects-unknown", seq=entry.seq, corrects=entry.corrects)
            continue
        yield from _correction_problems(entry, entries[entry.corrects - 1], corrected_by)
        corrected_by.setdefault(entry.corrects, entry.seq)


def _correction_problems(entry: Entry, old: Entry, corrected_by: Mapping[int, int]) -> Iterator[Finding]:
    if old.series != entry.series or old.window != entry.window:
        yield error("figures.corrects-another-thing", seq=entry.seq, corrects=old.seq)
    if old.seq in corrected_by:
        yield error("figures.corrected-twice", seq=entry.seq, corrects=old.seq, other=corrected_by[old.seq])
    if old.known_on is not None and entry.known_on is not None and entry.known_on < old.known_on:
        yield error("figures.corrected-before-known", seq=entry.seq, corrects=old.seq, known_on=old.known_on)


def left_out(ledger: Ledger) -> list[Finding]:
    """Return one finding for each entry that cannot be used because its source is undated."""
    return [
        error(
            "figures.undated-left-out",
            seq=e.seq,
            unit=Ref(RefKind.UNIT, e.unit),
            indicator=Ref(RefKind.INDICATOR, e.indicator),
            source=e.source,
        )
        for e in ledger.undated
    ]
