"""indicators.toml: which shared indicators a case uses, and its own with their dated definitions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from giaouoc.engine.findings import Refusal, refuse
from giaouoc.engine.indicators import (
    Better,
    Comparability,
    Compares,
    Definition,
    DispersionDefault,
    Indicator,
    IndicatorSet,
    Kind,
    MissingPart,
    RollUp,
)
from giaouoc.engine.rulebook import Citation, Mark
from giaouoc.exchange.pact_file import check_format
from giaouoc.exchange.texts import nearest, shown
from giaouoc.exchange.toml_reader import Table, TomlFile

INDICATORS_FILE: Final = "indicators.toml"
FORMAT: Final = "giaouoc-indicators/1"
OWN: Final = "x-"

_USE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*@[1-9][0-9]{0,3}")


def read_indicators(text: str, shared: Mapping[str, Indicator], file: str = INDICATORS_FILE) -> IndicatorSet:
    """Return the indicators of a case, or refuse the file with everything that is wrong.

    `shared` is asked by `code@edition`; only the indicators that the file uses are taken from it.
    """
    page = TomlFile(text, file)
    top = page.root
    check_format(top, FORMAT)
    used = _used(top, shared)
    own = [_own(table) for table in top.tables("indicator")]
    top.close()
    found = top.build(lambda: IndicatorSet([*used, *(one for one in own if one is not None)]))
    page.refuse_if_wrong()
    assert found is not None
    return found


def read_shared_indicator(text: str, file: str) -> Indicator:
    """Return the shared indicator of one rule file: the keys of an indicator at the top, and its edition."""
    page = TomlFile(text, file)
    edition = page.root.whole("edition")
    found = _indicator(page.root, edition)
    page.refuse_if_wrong()
    assert found is not None
    return found


def read_citation(table: Table, act: str) -> Citation:
    """Return a citation; the table says the place in the act, the mark, the page read and the day."""
    citation = Citation(
        act=act,
        article=table.text_or_none("article"),
        mark=table.choice("mark", Mark),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
    )
    table.close()
    return citation


def _used(top: Table, shared: Mapping[str, Indicator]) -> list[Indicator]:
    found = []
    for name in top.texts_or_none("use") or ():
        if not _USE.fullmatch(name):
            top.problem(refuse("case_file.use-malformed", value=shown(name)), "use")
            continue
        try:
            found.append(shared[name])
            continue
        except KeyError:
            pass
        except Refusal as refusal:
            top.problem(refusal, "use")
            continue
        known = tuple(sorted(shared))
        like = nearest(name, known)
        if like is None:
            top.problem(refuse("case_file.word-unknown", value=name, known=known), "use")
        else:
            top.problem(refuse("case_file.word-misspelt", value=name, like=like, known=known), "use")
    return found


def _own(table: Table) -> Indicator | None:
    code = table.code("code")
    if code and not code.startswith(OWN):
        table.problem(refuse("case_file.own-code", value=code, expected=f"{OWN}{code}"), "code")
    return _indicator(table, None)


def _indicator(table: Table, edition: int | None) -> Indicator | None:
    code, name = table.code("code"), table.text("name")
    name_en = table.text_or_none("name_en") or name
    kind, better = table.choice("kind", Kind), table.choice("better", Better)
    roll_up, measure = table.choice("roll_up", RollUp), table.text("unit_of_measure")
    missing_part = table.choice_or("missing_part", MissingPart, MissingPart.REFUSE)
    part_of, parts = table.code_or_none("part_of"), table.codes_or_none("parts") or ()
    classification = table.text_or_none("classification") or "public"
    known_wrong = table.text_or_none("known_wrong")
    definitions = tuple(_definition(one) for one in table.tables("definition"))
    compares = tuple(_compares(one) for one in table.tables("compares"))
    dispersion = _dispersion(table.table("dispersion"))
    table.close()
    return table.build(
        lambda: Indicator(
            code=code,
            edition=edition,
            name=name,
            name_en=name_en,
            kind=kind,
            better=better,
            roll_up=roll_up,
            unit_of_measure=measure,
            definitions=definitions,
            comparabilities=compares,
            missing_part=missing_part,
            part_of=part_of,
            parts=parts,
            dispersion=dispersion,
            classification=classification,
            known_wrong=known_wrong,
        )
    )


def _definition(table: Table) -> Definition:
    citation = table.table("citation")
    definition = Definition(
        version=table.text("version"),
        first_day=table.day_or_none("first_day"),
        last_day=table.day_or_none("last_day"),
        says=table.text("says"),
        citation=None if citation is None else read_citation(citation, citation.text("act")),
    )
    first_day, last_day = definition.first_day, definition.last_day
    if first_day is not None and last_day is not None and last_day < first_day:
        table.problem(refuse("periods.window-upside-down", first_day=first_day, last_day=last_day))
    table.close()
    return definition


def _compares(table: Table) -> Comparability:
    pair = Comparability(
        one=table.text("one"),
        other=table.text("other"),
        compares=table.choice("compares", Compares),
        reason=table.text("reason"),
    )
    table.close()
    return pair


def _dispersion(table: Table | None) -> DispersionDefault | None:
    if table is None:
        return None
    found = DispersionDefault(table.number("phi"), table.number("sigma"), table.text("source"))
    table.close()
    for key in ("phi", "sigma"):
        if key in table and getattr(found, key) < 0:
            table.problem(refuse("case_file.number-negative", value=str(getattr(found, key))), key)
    return found
