"""Both lists run in a fixed order, say each thing once, and every finding can be put into words."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from giaouoc.engine import checks
from giaouoc.engine.checks import CASE_CHECKS, COMPARISON_CHECKS, case_findings, comparison_findings
from giaouoc.engine.findings import Finding, Severity
from giaouoc.wording import Lang
from giaouoc.wording.catalogue import Voice
from giaouoc.wording.messages import say
from tests.support.cases import H1_2024, MANY_DAYS_LATER, compare, figure, make_case, under

SLIP = figure(5203, "2025-06-25", base=5473, percent="-9.34")
OURS = [figure(5255, "2024-07-01", days=H1_2024), figure(5473, "2025-06-25", days=H1_2024), SLIP]
THEIRS = [
    figure(5293, "2025-07-07", publisher="mps"),
    figure(5494, "2025-07-07", publisher="mps", days=H1_2024),
    figure(5140, "2025-06-25", indicator="road-deaths"),
    figure(5412, "2025-06-25", indicator="road-deaths", days=H1_2024),
]
OUTSIDER = [
    figure(10, "2025-06-25", unit="outside", base=5, percent="-50"),
    figure(11, "2025-06-25", unit="outside", indicator="road-deaths"),
    figure(8, "2025-06-25", unit="outside", publisher="mps"),
    figure(5, "2024-07-01", unit="outside", days=H1_2024),
]
CASE = make_case(*OURS, *THEIRS, *OUTSIDER)


def codes(findings: Iterable[Finding]) -> list[str]:
    return [f.code for f in findings]


def test_the_real_half_year_as_it_stands_against_itself() -> None:
    findings = case_findings(CASE, MANY_DAYS_LATER)
    assert codes(under(findings, "vietnam")) == [
        "checks.percent-does-not-follow",
        "checks.publishers-contradict",
        "checks.publishers-contradict",
    ]
    assert codes(under(findings, "outside")) == [
        "checks.percent-does-not-follow",
        "checks.publishers-contradict",
        "checks.narrower-larger",
    ]


def test_the_real_half_year_as_a_comparison() -> None:
    assert codes(comparison_findings(compare(CASE))) == [
        "checks.base-moved-result-stands",
        "checks.other-base-would-differ",
        "checks.other-pair",
        "checks.other-scope-would-differ",
    ]


def test_what_was_not_known_is_not_said() -> None:
    assert case_findings(CASE, date(2025, 6, 24)) == ()
    assert comparison_findings(compare(CASE, day=date(2025, 6, 24))) == ()


def test_no_finding_comes_twice_and_none_blocks() -> None:
    every = (*case_findings(CASE, MANY_DAYS_LATER), *comparison_findings(compare(CASE)))
    assert len(every) == len(set(every))
    assert {f.severity for f in every} == {Severity.WARNING, Severity.NOTE}


def test_every_check_has_the_name_of_its_file_and_states_its_rule() -> None:
    for check in (*CASE_CHECKS, *COMPARISON_CHECKS):
        name = getattr(check, "__name__", "")
        assert check.__module__ == f"giaouoc.engine.checks.{name}"
        assert (check.__doc__ or "").strip()


@pytest.mark.parametrize("lang", list(Lang))
def test_every_finding_of_the_half_year_can_be_said(lang: Lang) -> None:
    for finding in (*case_findings(CASE, MANY_DAYS_LATER), *comparison_findings(compare(CASE))):
        message = say(finding, Voice(lang))
        assert "{" not in message.saw
        explained = finding.severity is Severity.WARNING
        assert (2 <= len(message.explanations) <= 4) is explained


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_warnings_have_two_to_four_innocent_explanations(lang: str) -> None:
    text = files("giaouoc.wording").joinpath(lang, "checks.toml").read_text("utf-8")
    tables: dict[str, Any] = tomllib.loads(text)
    counts = {slug: len(table["explanations"]) for slug, table in tables.items() if "explanations" in table}
    assert {slug: n for slug, n in counts.items() if not 2 <= n <= 4} == {}
    warned = set(warning_codes())
    assert len(warned) > 20
    assert warned - counts.keys() == set()


def warning_codes() -> Iterator[str]:
    """Return the slugs that the checks of this room make warnings of."""
    for path in Path(checks.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "warning":
                values = (getattr(n, "value", None) for n in ast.walk(call.args[0]))
                yield from (str(v).removeprefix("checks.") for v in values if isinstance(v, str))
