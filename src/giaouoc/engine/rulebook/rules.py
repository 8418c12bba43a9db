"""Acts as the software knows them; "not in force" is an answer of its own, never a zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from giaouoc.engine.findings import refuse
from giaouoc.engine.rulebook.citation import Citation


@dataclass(frozen=True, slots=True)
class Act:
    """A legal text: its number, its title in Vietnamese as printed, and when it is in force.

    `in_force_from` None means that the day was not read; `in_force_to` None means that no end is known.
    """

    code: str
    number: str | None
    title: str
    issuer: str
    in_force_from: date | None
    in_force_to: date | None
    citation: Citation
    says: str
    note: str | None = None

    def in_force_on(self, day: date) -> bool | None:
        """Tell whether the act is in force on a day; None where its first day was not read."""
        if self.in_force_from is None:
            return None
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


class Rulebook:
    """The acts by code; asking for one that is not there is refused, never answered with nothing."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._acts: dict[str, Act] = {}
        for act in acts:
            if act.code in self._acts:
                raise refuse("rulebook.act-twice", code=act.code)
            self._acts[act.code] = act

    def __iter__(self) -> Iterator[Act]:
        return iter(sorted(self._acts.values(), key=lambda a: a.code))

    def __len__(self) -> int:
        return len(self._acts)

    def act(self, code: str) -> Act:
        """Return the act with this code."""
        if code not in self._acts:
            raise refuse("rulebook.act-unknown", code=code)
        return self._acts[code]
