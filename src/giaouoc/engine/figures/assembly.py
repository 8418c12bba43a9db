"""How an amount for a window is found: published as such, else by exact tiling, else not at all.

One source and one day of knowledge at a time. Nothing is guessed: what cannot be put together says why.
"""

from __future__ import annotations

from collections import deque
from datetime import date
from functools import cached_property

from giaouoc.engine.figures.entry import Entry, Status, WindowBasis
from giaouoc.engine.figures.ledger import Ledger, Series
from giaouoc.engine.figures.side import How, NoSide, Piece, Side, add_up, adds, direct
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note
from giaouoc.engine.indicators import Indicator, MissingPart, Quantity
from giaouoc.engine.periods import Window, gaps
from giaouoc.engine.units import TerritoryPart, UnitRegistry


class Assembler:
    """Finds amounts of one indicator from one publisher as known on one day."""

    def __init__(
        self, ledger: Ledger, units: UnitRegistry, indicator: Indicator, publisher: str, day: date
    ) -> None:
        self.ledger = ledger
        self.units = units
        self.indicator = indicator
        self.publisher = publisher
        self.day = day

    def of_body(self, unit: str, window: Window) -> Side | NoSide:
        """Return the amount of a body on its own territory, whoever counted there at the time.

        Before a merger it is the sum of all predecessors, after a rename or a split that of what it became; a body
        merged away with others has no amount of its own any more unless somebody still publishes it.
        """
        own = self.own(unit, window)
        if isinstance(own, Side):
            return own
        stretches = self.units.frontier(unit, window)
        if [p.unit for _, parts in stretches for p in parts] == [unit]:
            return own
        if not stretches:
            return self._gone(unit, window, own)
        found = self._by_stretches(window, stretches)
        return found if isinstance(found, Side) else NoSide((*own.reasons, *found.reasons))

    def _gone(self, unit: str, window: Window, own: NoSide) -> NoSide:
        ended = self.units.merged_away(unit, window)
        if ended is None:
            why = self.units.why_no_territory(unit, window.first_day)
            return NoSide((why, *own.reasons) if why else own.reasons)
        into = tuple(Ref(RefKind.UNIT, r) for r in ended.results)
        gone = note("figures.body-merged-away", unit=Ref(RefKind.UNIT, unit), on=ended.on, into=into)
        return NoSide((gone, *own.reasons))

    def _by_stretches(
        self, window: Window, stretches: tuple[tuple[Window, tuple[TerritoryPart, ...]], ...]
    ) -> Side | NoSide:
        found: list[Side] = []
        missing: list[Finding] = []
        for stretch, parts in stretches:
            sides = [self.own(p.unit, stretch) for p in parts]
            missing += [reason for s in sides if isinstance(s, NoSide) for reason in s.reasons]
            whole = [s for s in sides if isinstance(s, Side)]
            if len(parts) == 1 and parts[0].share == 1:
                found += whole
            elif len(whole) == len(parts):
                blocked = self._blocked(whole)
                missing += blocked
                if not blocked:
                    found.append(add_up(stretch, whole, How.UNITS_SUMMED, [p.share for p in parts]))
        if not missing and len(found) > 1:
            missing += self._blocked(found)
        if missing:
            return NoSide(tuple(dict.fromkeys(missing)))
        return found[0] if len(found) == 1 else add_up(window, found, How.UNITS_SUMMED)

    def _blocked(self, sides: list[Side]) -> list[Finding]:
        """Say what keeps amounts from being added: a part that does not apply, an index, a bare percent."""
        skips = self.indicator.missing_part is MissingPart.SKIP_NOT_APPLICABLE
        found = [
            note("figures.part-not-applicable", unit=Ref(RefKind.UNIT, s.pieces[0].entry.unit), seq=s.seqs[0])
            for s in sides
            if s.not_applicable and not skips
        ]
        pieces = [p for s in sides if not s.not_applicable for p in s.pieces]
        stuck = next((p.entry for p in pieces if not adds(p.entry, self.indicator)), None)
        if stuck is not None:
            unit = Ref(RefKind.UNIT, stuck.unit)
            found.append(note("figures.does-not-roll-up", unit=unit, indicator=self.indicator.ref))
        return found

    def own(self, unit: str, window: Window) -> Side | NoSide:
        """Return the amount reported for a unit code: for the window itself, by tiling, or from its children."""
        series = self.ledger.get(unit, self.indicator.code, self.publisher)
        one = series.latest(window, self.day)
        if one is not None:
            return direct(one)
        newest = series.known(window, self.day)
        if newest and newest[-1].status is Status.NOT_APPLICABLE:
            return Side(window, Quantity(None), (Piece(newest[-1]),), How.DIRECT, not_applicable=True)
        tiled = Tiling(series, self.indicator, self.day, window).side()
        if tiled is not None:
            return tiled
        children = self._from_children(unit, window)
        if isinstance(children, Side):
            return children
        reasons = tuple(_reasons(series, window, self.day))
        return NoSide(children.reasons if children is not None and not series.by_window else reasons)

    def _from_children(self, unit: str, window: Window) -> Side | NoSide | None:
        children = self.units.children_throughout(unit, window)
        if not children:
            return None
        sides = [self.own(child, window) for child in children]
        whole = [s for s in sides if isinstance(s, Side)]
        lacking = [r for s in sides if isinstance(s, NoSide) for r in s.reasons] + self._blocked(whole)
        return NoSide(tuple(lacking)) if lacking else add_up(window, whole, How.UNITS_SUMMED)


class Tiling:
    """Exact tilings of a window by shorter ones, or by differences of cumulative figures with one start."""

    def __init__(self, series: Series, indicator: Indicator, day: date, window: Window) -> None:
        self.window = window
        # A piece, or a cumulative figure of a difference, ends inside the window or where it starts.
        latest = (
            (w, series.latest(w, day))
            for w in sorted(w for w in series.by_window if window.start <= w.stop <= window.stop)
        )
        self.entries: dict[Window, Entry] = {
            w: e
            for w, e in latest
            if e is not None and e.window_basis is not WindowBasis.NOT_STATED and adds(e, indicator)
        }

    def side(self) -> Side | None:
        """Return the tiling with the fewest pieces; plain pieces before differences."""
        path = self._path({w: (Piece(e),) for w, e in self.entries.items() if self.window.covers(w)})
        how = How.TILED
        if path is None:
            path = self._path(self._with_differences)
            how = How.DIFFERENCE
        if path is None:
            return None
        total: Quantity | None = None
        for piece in path:
            amount = piece.entry.quantity
            total = amount if total is None else total.plus(amount, piece.sign)
        assert total is not None
        return Side(self.window, total, path, how)

    @cached_property
    def _with_differences(self) -> dict[Window, tuple[Piece, ...]]:
        edges: dict[Window, tuple[Piece, ...]] = {
            w: (Piece(e),) for w, e in self.entries.items() if self.window.covers(w)
        }
        for long, whole in self.entries.items():
            for short, part in self.entries.items():
                if short.start == long.start and short.stop < long.stop:
                    rest = Window(short.stop, long.stop)
                    if self.window.covers(rest) and _not_falling(whole, part):
                        edges.setdefault(rest, (Piece(whole), Piece(part, -1)))
        return edges

    def _path(self, edges: dict[Window, tuple[Piece, ...]]) -> tuple[Piece, ...] | None:
        leaving: dict[date, list[Window]] = {}
        for window in sorted(edges, key=lambda w: (w.start, -w.days)):
            leaving.setdefault(window.start, []).append(window)
        came_by: dict[date, Window] = {}
        queue = deque([self.window.start])
        while queue:
            here = queue.popleft()
            for window in leaving.get(here, ()):
                if window.stop not in came_by:
                    came_by[window.stop] = window
                    queue.append(window.stop)
        steps: list[Window] = []
        at = self.window.stop
        while at != self.window.start:
            if at not in came_by:
                return None
            steps.append(came_by[at])
            at = came_by[at].start
        return tuple(piece for window in reversed(steps) for piece in edges[window])


def _not_falling(whole: Entry, part: Entry) -> bool:
    """Tell whether a cumulative figure did not fall: a difference below zero is no count of anything."""
    counts = (
        [(whole.numerator, part.numerator), (whole.denominator, part.denominator)]
        if whole.quantity.is_ratio
        else [(whole.value, part.value)]
    )
    return all(late is not None and early is not None and late >= early for late, early in counts)


def _reasons(series: Series, window: Window, day: date) -> list[Finding]:
    about: dict[str, Param] = {
        "unit": Ref(RefKind.UNIT, series.unit),
        "indicator": Ref(RefKind.INDICATOR, series.indicator),
        "publisher": Ref(RefKind.PUBLISHER, series.publisher),
    }
    whole: dict[str, Param] = {"first_day": window.first_day, "last_day": window.last_day}
    unusable = _why_unusable(series, window, day, about)
    if unusable is not None:
        return [unusable]
    inside = [w for w in series.windows(day) if window.covers(w) and _may_tile(series, w, day)]
    said = {
        w: why
        for w in sorted(series.by_window)
        if window.covers(w) and w not in inside and (why := _why_unusable(series, w, day, about))
    }
    if not inside and not said:
        return [note("figures.nothing-reported", **whole, **about)]
    open_stretches = gaps(inside, window)
    if not open_stretches:
        return [note("figures.windows-do-not-tile", **whole, **about)]
    return [
        *said.values(),
        *(
            note(
                "figures.window-not-covered",
                gap_first_day=g.first_day,
                gap_last_day=g.last_day,
                **whole,
                **about,
            )
            for g in gaps([*inside, *said], window)
        ),
    ]


def _why_unusable(series: Series, window: Window, day: date, about: dict[str, Param]) -> Finding | None:
    """Return why what was said about exactly this window is no amount: inexact, or said to be missing."""
    stands = series.known(window, day)
    about = {"first_day": window.first_day, "last_day": window.last_day, **about}
    inexact = [e for e in stands if e.status is Status.REPORTED and not e.decides]
    if inexact:
        e = inexact[-1]
        return note(
            "figures.only-inexact",
            seq=e.seq,
            precision=e.precision,
            value=e.value,
            percent=e.claimed_percent,
            **about,
        )
    if stands and stands[-1].status is Status.MISSING:
        return note("figures.reported-missing", seq=stands[-1].seq, **about)
    return None


def _may_tile(series: Series, window: Window, day: date) -> bool:
    entry = series.latest(window, day)
    return entry is not None and entry.window_basis is not WindowBasis.NOT_STATED
