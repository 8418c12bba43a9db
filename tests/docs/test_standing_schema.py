"""The schema of the JSON standing: every example fits it, and it refuses what a reader could not know."""

from __future__ import annotations

import copy
import importlib
import json
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from giaouoc.engine.figures.side import How
from giaouoc.engine.findings import RefKind, Severity
from giaouoc.engine.pacts import (
    CommitmentType,
    Comparator,
    Direction,
    Reading,
    TargetUnit,
    TaskState,
    Territory,
)
from giaouoc.engine.verdicts.evidence import Certainty, Change, Noise
from giaouoc.engine.verdicts.verdict import Result
from giaouoc.exchange.standing_json import SCHEMA, standing_json
from giaouoc.services.cases import judge_case, open_case
from tools.tree import ROOT

EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/pact.toml"))
FILE = ROOT / "docs/reference/standing.schema.json"
USED = (
    *(How, RefKind, Severity, CommitmentType, Comparator, Direction, Reading, TargetUnit, TaskState),
    *(Territory, Certainty, Change, Noise, Result),
)


@cache
def schema() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


@cache
def standing(case: Path, territory: Territory) -> Any:
    return json.loads(standing_json(judge_case(open_case(case), territory=territory)))


def faults(data: object) -> list[str]:
    # jsonschema has no types of its own.
    jsonschema: Any = importlib.import_module("jsonschema")
    found = jsonschema.Draft202012Validator(schema()).iter_errors(data)
    return [f"{one.json_path}: {one.message[:200]}" for one in found]


def objects(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for inner in node.values():
            yield from objects(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from objects(inner)


def test_the_schema_is_one_and_names_the_version_that_is_printed() -> None:
    jsonschema: Any = importlib.import_module("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema()["properties"]["schema"]["const"] == SCHEMA


@pytest.mark.parametrize("territory", Territory)
@pytest.mark.parametrize("case", EXAMPLES, ids=lambda path: path.name)
def test_every_example_fits_the_schema(case: Path, territory: Territory) -> None:
    assert faults(standing(case, territory)) == []


def test_the_examples_show_every_kind_of_commitment_and_both_kinds_of_evidence() -> None:
    verdicts = [v for case in EXAMPLES for v in standing(case, Territory.AS_SIGNED)["verdicts"]]
    assert {v["type"] for v in verdicts} == {t.value for t in CommitmentType}
    evidence = [p["evidence"]["kind"] for v in verdicts for p in v["parts"] if p["evidence"]]
    assert set(evidence) == {"count", "level"}


def test_no_object_takes_keys_it_does_not_name() -> None:
    loose = [node for node in objects(schema()) if "additionalProperties" not in node]
    assert loose == []
    for place in ("verdicts", "pact"):
        changed = copy.deepcopy(standing(EXAMPLES[0], Territory.AS_SIGNED))
        target = changed[place][0] if place == "verdicts" else changed[place]
        target["surprise"] = 1
        assert len(faults(changed)) == 1


@pytest.mark.parametrize("values", USED, ids=lambda values: values.__name__)
def test_the_schema_lists_exactly_the_values_of_the_engine(values: type[StrEnum]) -> None:
    wanted = [one.value for one in values]
    lists = [[v for v in node if v is not None] for node in enums(schema())]
    assert wanted in lists


def enums(node: object) -> Iterator[list[Any]]:
    if isinstance(node, dict):
        if isinstance(node.get("enum"), list):
            yield node["enum"]
        for inner in node.values():
            yield from enums(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from enums(inner)
