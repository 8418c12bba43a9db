"""The register of units of one case: checked as a whole, then asked by day or by window."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal, refuse
from giaouoc.engine.periods import Window
from giaouoc.engine.units import territory
from giaouoc.engine.units.lineage import Lineage
from giaouoc.engine.units.soundness import cluster_problems, unit_problems
from giaouoc.engine.units.succession_soundness import succession_problems
from giaouoc.engine.units.territory import StepBack, Stretch, Territory
from giaouoc.engine.units.values import Cluster, DatedName, Succession, Unit, holds_on, span_of


def build_registry(
    units: Iterable[Unit], successions: Iterable[Succession] = (), clusters: Iterable[Cluster] = ()
) -> UnitRegistry:
    """Return the register, or refuse it with every problem at once, naming units and days."""
    all_units, all_successions, all_clusters = tuple(units), tuple(successions), tuple(clusters)
    problems = [
        *unit_problems(all_units),
        *succession_problems(all_units, all_successions),
        *cluster_problems(all_clusters, {u.code for u in all_units}),
    ]
    if problems:
        raise Refusal(problems)
    return UnitRegistry(all_units, all_successions, all_clusters)


class UnitRegistry:
    """Units, their successions and clusters; made by `build_registry`, which checks them.

    Questions about a code that is not in the register are refused with `units.unknown`.
    """

    __slots__ = ("_by_code", "_children", "_clusters", "_lineage", "clusters", "successions", "units")

    def __init__(
        self, units: tuple[Unit, ...], successions: tuple[Succession, ...], clusters: tuple[Cluster, ...]
    ) -> None:
        self.units = units
        self.successions = successions
        self.clusters = clusters
        self._by_code = {u.code: u for u in units}
        self._clusters = {c.code: c for c in clusters}
        self._lineage = Lineage.of(successions)
        self._children: dict[str, list[Unit]] = {}
        for unit in units:
            for parent in dict.fromkeys(p.parent for p in unit.parents):
                self._children.setdefault(parent, []).append(unit)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Unit:
        """Return the unit with this code."""
        if code not in self._by_code:
            raise refuse("units.unknown", unit=Ref(RefKind.UNIT, code))
        return self._by_code[code]

    def cluster(self, code: str) -> Cluster | None:
        """Return the cluster with this code."""
        return self._clusters.get(code)

    def exists_on(self, code: str, day: date) -> bool:
        """Tell whether the unit was a body on that day, by its own days or by the successions around it."""
        unit = self.get(code)
        origin, end = self._lineage.origins.get(code), self._lineage.ends.get(code)
        begun = origin is None or origin.on <= day
        return begun and (end is None or day < end.on) and holds_on(unit.first_day, unit.last_day, day)

    def name_on(self, code: str, day: date) -> DatedName:
        """Return what the unit was called on that day; before and after its life the nearest name."""
        return self.get(code).name_on(day)

    def children_throughout(self, code: str, window: Window) -> tuple[str, ...] | None:
        """Return the units under this one in the whole window; None where that set changes inside it."""
        under = self._under(code, window)
        return tuple(under) if all(under.values()) else None

    def children_changing(self, code: str, window: Window) -> tuple[str, ...]:
        """Return the units that are under this one for a part of the window only."""
        return tuple(child for child, throughout in self._under(code, window).items() if not throughout)

    def _under(self, code: str, window: Window) -> dict[str, bool]:
        """Return the units under this one on any day of the window, and whether on all of them."""
        self.get(code)
        found: dict[str, bool] = {}
        for child in self._children.get(code, ()):
            spans = [w for p in child.parents if p.parent == code and (w := span_of(p.first_day, p.last_day))]
            starts = {window.start} | {
                day for w in spans for day in (w.start, w.stop) if window.contains(day)
            }
            starts |= {s.on for s in self._around(child.code) if window.contains(s.on)}
            starts |= {d for d in (child.first_day,) if d is not None and window.contains(d)}
            under = {
                any(w.contains(day) for w in spans) and self.exists_on(child.code, day) for day in starts
            }
            if True in under:
                found[child.code] = False not in under
        return found

    def ever_under(self, code: str) -> tuple[str, ...]:
        """Return the units that were under this one at any time and at any depth."""
        self.get(code)
        found: dict[str, None] = {}
        ahead = [code]
        while ahead:
            children = [c.code for c in self._children.get(ahead.pop(), ()) if c.code not in found]
            found |= dict.fromkeys(children)
            ahead += children
        return tuple(found)

    def predecessors(self, code: str) -> tuple[str, ...]:
        """Return the units that ended when this one began, signatories or not."""
        self.get(code)
        origin = self._lineage.origins.get(code)
        return origin.sources if origin else ()

    def origin(self, code: str) -> Succession | None:
        """Return the succession that began the unit."""
        self.get(code)
        return self._lineage.origins.get(code)

    def end(self, code: str) -> Succession | None:
        """Return the succession that ended the unit."""
        self.get(code)
        return self._lineage.ends.get(code)

    def successor_on(self, code: str, day: date) -> tuple[str, ...]:
        """Return the bodies the unit had become by that day: itself while it lives, none where dissolved."""
        self.get(code)
        bodies = {code: None}
        for succession in self._lineage.after(code, day):
            for source in succession.sources:
                bodies.pop(source, None)
            bodies |= dict.fromkeys(succession.results)
        return tuple(bodies)

    def bodies_as_now(self, signatories: Iterable[str], day: date) -> tuple[str, ...]:
        """Return the bodies of that day that the signatories became, each once, in the order of signing."""
        return tuple(dict.fromkeys(body for code in signatories for body in self.successor_on(code, day)))

    def ended_in(self, code: str, window: Window) -> Succession | None:
        """Return the succession that ends the unit on a day of the window, of whatever kind."""
        end = self.end(code)
        return end if end is not None and window.contains(end.on) else None

    def names_of(self, code: str) -> tuple[str, ...]:
        """Return the codes the territory of a unit has had through renames, the unit's own among them, in order."""
        self.get(code)
        return self._lineage.names_of(code)

    def territory_before(self, code: str, day: date) -> Territory | None:
        """Return the units of that day that were the territory of a body, looking back; None: see why."""
        self.get(code)
        return _told(territory.territory_before(self._lineage, code, day))

    def territory_after(self, code: str, day: date) -> Territory | None:
        """Return the units of that day that are the territory a body had, looking forward; None: see why."""
        self.get(code)
        return _told(territory.territory_after(self._lineage, code, day))

    def why_no_territory(self, code: str, day: date) -> Finding | None:
        """Return why a territory cannot be told on that day: split without key, merged away, dissolved."""
        self.get(code)
        answer = territory.territory_on(self._lineage, code, day)
        return answer if isinstance(answer, Finding) else None

    def bodies_behind(self, code: str, window: Window) -> tuple[str, ...]:
        """Return every body whose figures may go into the amount of this one for the window, itself first."""
        ends = self.territory_after(code, window.last_day) or ()
        found = dict.fromkeys((code, *(part.unit for part in ends)))
        for body in tuple(found):
            for succession in self._lineage.before(body, window.start):
                found |= dict.fromkeys(succession.sources)
        return tuple(found)

    def step_back(self, parts: Territory, lacking: Collection[str], day: date) -> StepBack | None:
        """Return the territory before the newest succession after that day that began a lacking unit."""
        return territory.step_back(self._lineage, parts, lacking, day)

    def apart(self, parts: Territory, day: date) -> tuple[Territory, ...]:
        """Return the parts in groups that have had no succession in common since that day."""
        return territory.apart(self._lineage, parts, day)

    def frontier(self, code: str, window: Window) -> tuple[Stretch, ...]:
        """Return the window in stretches with the units on a body's territory; empty where it cannot be told.

        Before a merger these are all predecessors, afterwards the body itself; a body that was split or
        renamed goes on as its successors.
        """
        self.get(code)
        return territory.frontier(self._lineage, code, window)

    def _around(self, code: str) -> list[Succession]:
        both = (self._lineage.origins.get(code), self._lineage.ends.get(code))
        return [s for s in both if s is not None]


def _told(answer: Territory | Finding) -> Territory | None:
    return None if isinstance(answer, Finding) else answer
