"""How an amount for a window is found: published as such, else by exact tiling, else not at all.

One source and one day of knowledge at a time. Nothing is guessed: what cannot be put together says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from giaouoc.engine.figures.entry import Status, WindowBasis
from giaouoc.engine.figures.lacking import lack_of
from giaouoc.engine.figures.ledger import Ledger
from giaouoc.engine.figures.side import How, NoSide, Piece, Side, add_up, adds, direct
from giaouoc.engine.figures.tiling import Tiling
from giaouoc.engine.findings import Finding, Ref, RefKind, note
from giaouoc.engine.indicators import Indicator, MissingPart, Quantity
from giaouoc.engine.periods import EARLIEST_DAY, Window
from giaouoc.engine.units import StepBack, SuccessionKind, Territory, UnitRegistry


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
        self._own: dict[tuple[str, Window], Side | NoSide] = {}

    def of_body(self, unit: str, window: Window) -> Side | NoSide:
        """Return the amount of a body on its own territory, whoever counted there at the time.

        Its own figure, its own shorter windows or its children come first. Else the amount is that of the bodies
        which have its territory at the end of the window, taken back one succession at a time: see `_on`. A body
        merged away with others has no amount of its own any more unless somebody still publishes it.
        """
        own = self.own(unit, window)
        if isinstance(own, Side) and not self._weak(unit, own, window):
            return own
        bodies = self.units.territory_after(unit, window.last_day)
        if bodies is None:
            return self._gone(unit, window, own) if isinstance(own, NoSide) else own
        found = self._on(bodies, window)
        if isinstance(own, Side) and not own.not_applicable:
            return found if _is_stated(found) else own
        itself = [p.unit for p in bodies] == [unit]
        return found if itself or isinstance(found, Side) else _none(own, found)

    def _gone(self, unit: str, window: Window, own: NoSide) -> NoSide:
        ended = self.units.ended_in(self.units.names_of(unit)[-1], window)
        if ended is None or not ended.results:
            why = self.units.why_no_territory(unit, window.last_day)
            return NoSide((why, *own.reasons) if why else own.reasons)
        into = tuple(Ref(RefKind.UNIT, r) for r in ended.results)
        gone = note("figures.body-merged-away", unit=Ref(RefKind.UNIT, unit), on=ended.on, into=into)
        return NoSide((gone, *own.reasons))

    def _on(self, parts: Territory, window: Window, back_to: date = EARLIEST_DAY) -> Side | NoSide:
        """Return the amount of a territory for a window, by figures that cover each part and day exactly once.

        A part counts by its own figure for the whole window, else by those of its predecessors: for the whole
        window where they lived that long, else up to a day from which the part has its own (`_joined`). Parts that
        have had no succession in common are found apart, so that one's past does not cut another's figures.
        Successions up to `back_to` are not undone, even where the window begins before them.
        """
        back_to = max(back_to, window.start)
        groups = self.units.apart(parts, back_to)
        return self._sum(window, [self._on_group(group, window, back_to) for group in groups])

    def _on_group(self, parts: Territory, window: Window, back_to: date) -> Side | NoSide:
        own = [self.own(p.unit, window) for p in parts]
        shares = [p.share for p in parts]
        lacking = [
            p.unit
            for p, side in zip(parts, own, strict=True)
            if isinstance(side, NoSide) or self._weak(p.unit, side, window)
        ]
        if not lacking:
            return self._sum(window, own, shares)
        found = self._before(parts, own, self.units.step_back(parts, lacking, back_to), window)
        sides = [s for s in own if isinstance(s, Side)]
        if not _is_stated(found) and len(sides) == len(own) and not any(s.not_applicable for s in sides):
            return self._sum(window, own, shares)
        return found

    def _weak(self, unit: str, side: Side, window: Window) -> bool:
        """Tell whether an amount counts only where its predecessors have none.

        So does one whose source states no days, and "not applicable" from a body that did not exist yet.
        """
        if side.not_applicable:
            origin = self.units.origin(unit)
            return origin is not None and origin.on > window.start
        # No such figure is ever a piece of a tiling.
        return side.how not in (How.TILED, How.DIFFERENCE) and side.window_not_stated

    def _before(
        self, parts: Territory, own: Sequence[Side | NoSide], step: StepBack | None, window: Window
    ) -> Side | NoSide:
        """Return the amount by the predecessors; the reasons start with what the parts lack themselves."""
        if step is None:
            return _none(*own)
        if step.older is None:
            return _none(NoSide((step.why,) if step.why else ()), *own)
        whole = step.succession.on >= window.stop
        found = self._on(step.older, window) if whole else self._joined(parts, step.older, step, window)
        return found if isinstance(found, Side) else _none(*own, found)

    def _joined(self, parts: Territory, older: Territory, step: StepBack, window: Window) -> Side | NoSide:
        """Return the amount of predecessors up to a day and of their successors from it on.

        That day is the day of the succession, else an earlier one on which a figure of a successor begins: a month
        across the day of a merger is told by the new body, which speaks of its whole territory; what an ended body
        would count beyond its end, nobody says.
        """
        first: NoSide | None = None
        for cut in self._cuts(step, window):
            until, since = Window(window.start, cut), Window(cut, window.stop)
            later = self._on(parts, since, step.succession.on)
            if first is not None and isinstance(later, NoSide):
                continue
            found = self._sum(window, [self._on(older, until), later])
            if isinstance(found, Side):
                return found
            first = first or found
        return first or NoSide(())

    def _cuts(self, step: StepBack, window: Window) -> Iterator[date]:
        """Yield the day of a succession, then the days before it on which figures of its results begin.

        A rename changes no territory: there the old name's figures may also reach beyond it.
        """
        succession = step.succession
        yield succession.on
        begins = {
            w.start
            for unit in step.held
            for w in self.ledger.get(unit, self.indicator.code, self.publisher).windows(self.day)
        }
        latest = window.stop if succession.kind is SuccessionKind.RENAME else succession.on
        yield from sorted(
            (d for d in begins if window.start < d < latest and d != succession.on), reverse=True
        )

    def _sum(
        self, window: Window, sides: Sequence[Side | NoSide], shares: Sequence[Decimal] | None = None
    ) -> Side | NoSide:
        """Return the one whole amount as it is, else the sum."""
        if len(sides) == 1 and (shares is None or shares[0] == 1):
            return sides[0]
        return self._added(window, sides, shares)

    def _added(
        self, window: Window, sides: Sequence[Side | NoSide], shares: Sequence[Decimal] | None = None
    ) -> Side | NoSide:
        """Return the sum of amounts, or all that keeps them from being added."""
        whole = [s for s in sides if isinstance(s, Side)]
        blocked = self._blocked(whole)
        if blocked or len(whole) < len(sides):
            return _none(*sides, NoSide(tuple(blocked)))
        return add_up(window, whole, How.UNITS_SUMMED, list(shares) if shares else None)

    def _blocked(self, sides: Sequence[Side]) -> list[Finding]:
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
        """Return the amount reported for a unit code: for the window itself, by tiling, or from its children.

        A figure whose source states no days is taken only where none of these gives an amount.
        """
        key = (unit, window)
        if key not in self._own:
            self._own[key] = self._find_own(unit, window)
        return self._own[key]

    def _find_own(self, unit: str, window: Window) -> Side | NoSide:
        series = self.ledger.get(unit, self.indicator.code, self.publisher)
        one = series.latest(window, self.day)
        if one is not None and one.window_basis is not WindowBasis.NOT_STATED:
            return direct(one)
        if one is None:
            newest = series.known(window, self.day)
            if newest and newest[-1].status is Status.NOT_APPLICABLE:
                return Side(window, Quantity(None), (Piece(newest[-1]),), How.DIRECT, not_applicable=True)
        tiled = Tiling(series, self.indicator, self.day, window).side()
        if tiled is not None:
            return tiled
        children = self._from_children(unit, window)
        if isinstance(children, Side) and (one is None or not children.window_not_stated):
            return children
        if one is not None:
            return direct(one)
        lack = lack_of(series, self.indicator, window, self.day)
        if not isinstance(children, NoSide):
            return NoSide(lack.reasons)
        return _none(NoSide(lack.reasons), children) if lack.heard else children

    def _from_children(self, unit: str, window: Window) -> Side | NoSide | None:
        """Return the sum of the units below; None without any, and no amount where they change in the window."""
        changing = self.units.children_changing(unit, window)
        if changing:
            units = tuple(Ref(RefKind.UNIT, c) for c in changing)
            return NoSide(
                (
                    note(
                        "figures.children-change",
                        unit=Ref(RefKind.UNIT, unit),
                        units=units,
                        first_day=window.first_day,
                        last_day=window.last_day,
                    ),
                )
            )
        children = self.units.children_throughout(unit, window)
        if not children:
            return None
        return self._added(window, [self.own(child, window) for child in children])


def _is_stated(side: Side | NoSide) -> bool:
    return isinstance(side, Side) and not side.window_not_stated


def _none(*sides: Side | NoSide) -> NoSide:
    """Return the reasons of all that give no amount, each once."""
    return NoSide(tuple(dict.fromkeys(r for s in sides if isinstance(s, NoSide) for r in s.reasons)))
