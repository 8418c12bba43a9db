"""Who came from whom: which succession began a unit, which ended it, and in what order they happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter

from giaouoc.engine.units.values import Succession, SuccessionKind


@dataclass(frozen=True, slots=True)
class Lineage:
    """Successions by the unit they began and by the unit they ended; a unit has at most one of each.

    `ranks` orders them so that what made a unit comes before what ended it, also on one and the same day.
    """

    origins: Mapping[str, Succession]
    ends: Mapping[str, Succession]
    ranks: Mapping[Succession, int]

    @classmethod
    def of(cls, successions: Iterable[Succession]) -> Lineage:
        """Return the lineage of successions known to be free of cycles."""
        all_of_them = tuple(successions)
        origins = {r: s for s in all_of_them for r in s.results}
        ends = {u: s for s in all_of_them for u in s.sources}
        graph = {s: [origins[u] for u in s.sources if u in origins] for s in all_of_them}
        ranks = {s: rank for rank, s in enumerate(TopologicalSorter(graph).static_order())}
        return cls(origins, ends, ranks)

    def before(self, code: str, day: date) -> list[Succession]:
        """Return the successions after that day which led to the unit, the last of them first."""
        return self._walk(
            code, lambda u: _if(self.origins.get(u), lambda s: s.on > day), lambda s: s.sources
        )[::-1]

    def after(self, code: str, day: date) -> list[Succession]:
        """Return the successions up to that day which the unit went into, the first of them first."""
        return self._walk(code, lambda u: _if(self.ends.get(u), lambda s: s.on <= day), lambda s: s.results)

    def around(self, code: str) -> list[Succession]:
        """Return every succession that led to the unit or that it went into."""
        return [*self.before(code, date.min), *self.after(code, date.max)]

    def names_of(self, code: str) -> tuple[str, ...]:
        """Return the codes that one territory has had through renames, in order."""
        while (origin := self.origins.get(code)) is not None and origin.kind is SuccessionKind.RENAME:
            code = origin.sources[0]
        found = [code]
        while (end := self.ends.get(found[-1])) is not None and end.kind is SuccessionKind.RENAME:
            found.append(end.results[0])
        return tuple(found)

    def _walk(
        self,
        code: str,
        step: Callable[[str], Succession | None],
        onward: Callable[[Succession], tuple[str, ...]],
    ) -> list[Succession]:
        found: set[Succession] = set()
        ahead = [code]
        while ahead:
            succession = step(ahead.pop())
            if succession is not None and succession not in found:
                found.add(succession)
                ahead.extend(onward(succession))
        return sorted(found, key=lambda s: self.ranks[s])


def _if(succession: Succession | None, holds: Callable[[Succession], bool]) -> Succession | None:
    return succession if succession is not None and holds(succession) else None


def cycles_among(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return the rings in a graph (node → nodes it leads to), each from its smallest code round to that code.

    Rings that share a node are found one at a time: mending the first shows the next.
    """
    left = {node: set(onward) for node, onward in edges.items()}
    found: list[tuple[str, ...]] = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as problem:
            # graphlib walks from a node to one that lists it; our lists point onward, so its ring is turned.
            ring = list(problem.args[1])[:0:-1]
            at = ring.index(min(ring))
            found.append((*ring[at:], *ring[: at + 1]))
            left = {n: onward - set(ring) for n, onward in left.items() if n not in ring}
        else:
            return sorted(found)
