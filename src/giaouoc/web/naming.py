"""Units by their names: on pages, and in what findings and refusals say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal
from giaouoc.engine.units import UnitRegistry
from giaouoc.store.mapping.units import unit_registry
from giaouoc.web.voice import voice
from giaouoc.wording import Lang, Message, Voice, say


class Naming:
    """What units are called on a day, in the language of the moment; `new` names those not in the register yet."""

    def __init__(
        self, registry: UnitRegistry, day: date, new: Mapping[str, tuple[str, str]] | None = None
    ) -> None:
        self._registry = registry
        self._day = day
        self._new = new or {}

    @classmethod
    def of_the_office(cls, day: date) -> Naming:
        """Return the names of all units as the office has them."""
        return cls(unit_registry(), day)

    def of(self, code: str) -> str:
        """Return the name of a unit; its code where nobody named it."""
        if code in self._registry:
            named = self._registry.name_on(code, self._day)
            vietnamese, english = named.name, named.name_en
        else:
            vietnamese, english = self._new.get(code, (code, ""))
        return english if english and voice().lang is Lang.EN else vietnamese

    def all(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return the names of units in their order."""
        return tuple(self.of(code) for code in codes)

    def say(self, finding: Finding) -> Message:
        """Return the words of a finding."""
        return say(finding, Voice(voice().lang, self._ref))

    def told(self, refusal: Refusal) -> list[Message]:
        """Return what a refusal says, finding by finding."""
        return [self.say(finding) for finding in refusal.findings]

    def _ref(self, ref: Ref, _: Lang) -> str:
        return self.of(ref.code) if ref.kind is RefKind.UNIT else ref.code
