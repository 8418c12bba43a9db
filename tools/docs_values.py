"""The glossary's list of values: each set of the engine with its words in both languages."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

from giaouoc import engine
from giaouoc.wording import Lang, catalogue

BEGIN: Final = "<!-- values: written by `python3 run.py docs` -->"
END: Final = "<!-- end of values -->"

# What each set is of, and where people meet it.
SETS: Final = {
    "Severity": "how much a finding weighs",
    "RefKind": "what a finding may point to; `kind` in JSON",
    "Mark": "how a legal statement was read; `mark` in rules and units.toml",
    "PeriodKind": "stretches of a calendar",
    "SuccessionKind": "what became of units; `kind` of a succession in units.toml",
    "Role": "what a unit is in its cluster; `role` in units.toml",
    "Kind": "what an indicator is; `kind` in indicators.toml",
    "Better": "which way is good; `better` in indicators.toml",
    "RollUp": "how parts make a whole; `roll_up` in indicators.toml",
    "MissingPart": "what a missing part does to a total; `missing_part` in indicators.toml",
    "Compares": "whether two definitions compare; `compares` in indicators.toml",
    "CommitmentType": "kinds of commitment; `type` in pact.toml",
    "Scope": "whether the pact states its scope; `scope` in pact.toml",
    "Direction": "which way a target goes; `direction` in pact.toml",
    "Comparator": "the words around a target's number; `comparator` in pact.toml",
    "TargetUnit": "what a target's number counts; `unit` of a target in pact.toml",
    "TaskState": "how far a task has come; `state` in pact.toml",
    "Reading": "readings of the baseline; `baseline` in pact.toml",
    "Territory": "whose territory; `territory` in pact.toml",
    "Status": "what a row of the ledger says; `status` in figures.csv",
    "Precision": "how exact a figure is; `precision` in figures.csv",
    "WindowBasis": "whether the days are stated; `window_basis` in figures.csv",
    "PublisherBasis": "whether the publisher is named; `publisher_basis` in figures.csv",
    "How": "how an amount came about; `how` in JSON",
    "Result": "the answers; `result` in JSON and CSV",
    "WouldBe": "what another reading or publisher would give, in findings",
    "Holds": "whether a test holds, in formulas",
    "Certainty": "would the same verdict be expected again; `certainty` in JSON",
    "Change": "did anything change; `change` in JSON",
    "Noise": "what the evidence was reckoned with; `noise` in JSON",
    "DispersionSource": "where the usual swing comes from",
}


def engine_values() -> dict[str, type[Enum]]:
    """Return every set of values that the engine defines, by its name."""
    found: dict[str, type[Enum]] = {}
    for module in pkgutil.walk_packages(engine.__path__, "giaouoc.engine."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if inspect.isclass(value) and issubclass(value, Enum) and value.__module__ == module.name:
                found[name] = value
    return found


def with_values(glossary: str) -> str:
    """Return the glossary with its list of values written again."""
    above, _, rest = glossary.partition(BEGIN)
    _, _, below = rest.partition(END)
    return "\n".join([f"{above}{BEGIN}", *_lines(), f"{END}{below}"])


def _lines() -> Iterator[str]:
    sets = engine_values()
    for name, said in SETS.items():
        table = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
        yield from ("", f"### {name}", "", f"{said[0].upper()}{said[1:]}.", "")
        yield from ("| value | English | Vietnamese |", "|---|---|---|")
        for one in sets[name]:
            english, vietnamese = (catalogue("words", lang)[table][one.value] for lang in (Lang.EN, Lang.VI))
            yield f"| `{one.value}` | {english} | {vietnamese} |"
    yield ""
