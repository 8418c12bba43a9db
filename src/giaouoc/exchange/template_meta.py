"""The hidden sheet that says which case a template belongs to and from what it was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from giaouoc.engine.checks.case import Case
from giaouoc.engine.findings import Finding, Refusal, error, refuse
from giaouoc.engine.periods import Window
from giaouoc.exchange.template_plan import Plan, Topic, plan_template
from giaouoc.exchange.texts import clean, shown
from giaouoc.wording import Lang

META_SHEET: Final = "_meta"
FORMAT: Final = "giaouoc-template/1"
_YES: Final = "yes"

_STALE: Final = {
    Topic.PACT: "template.stale-pact",
    Topic.UNITS: "template.stale-units",
    Topic.INDICATORS: "template.stale-indicators",
    Topic.ROWS: "template.stale-rows",
}


@dataclass(frozen=True, slots=True)
class Meta:
    """What a template says of itself; `sheet` is the name of its sheet of figures."""

    pact: str
    title: str
    window: Window
    unit: str | None
    lang: Lang
    sheet: str
    hashes: dict[Topic, str]
    base: bool = False


def meta_rows(plan: Plan, sheet: str) -> list[tuple[str, str]]:
    """Return the hidden sheet as keys and values."""
    return [
        ("format", FORMAT),
        ("pact", plan.pact),
        ("title", plan.title),
        ("first_day", plan.window.first_day.isoformat()),
        ("last_day", plan.window.last_day.isoformat()),
        ("base", _YES if plan.base else ""),
        ("unit", plan.unit or ""),
        ("lang", plan.lang.value),
        ("sheet", sheet),
        ("rows", str(len(plan.rows))),
        *((f"sha256_{topic.value}", found) for topic, found in plan.hashes),
        ("checksum", plan.checksum),
    ]


def read_meta(rows: Iterable[tuple[object, ...]]) -> Meta:
    """Return what the hidden sheet says; one that lacks something is refused by the key it lacks."""
    said = {
        clean(str(row[0])): clean("" if len(row) < 2 or row[1] is None else str(row[1]))
        for row in rows
        if row and row[0] is not None
    }
    if said.get("format") != FORMAT:
        raise refuse("template.format-unknown", value=shown(said.get("format")), expected=FORMAT)
    wrong: list[Finding] = []

    def get(key: str) -> str:
        if not said.get(key):
            wrong.append(error("template.meta-damaged", key=key, value=shown(said.get(key))))
        return said.get(key, "")

    def day(key: str) -> date:
        try:
            return date.fromisoformat(get(key))
        except ValueError:
            if said.get(key):
                wrong.append(error("template.meta-damaged", key=key, value=shown(said.get(key))))
            return date(2000, 1, 1)

    first_day, last_day = day("first_day"), day("last_day")
    pact, title, sheet = get("pact"), get("title"), get("sheet")
    hashes = {topic: get(f"sha256_{topic.value}") for topic in Topic}
    lang = Lang.EN if get("lang") == Lang.EN.value else Lang.VI
    if wrong:
        raise Refusal(wrong)
    window = Window.inclusive(first_day, last_day)
    base = said.get("base") == _YES
    return Meta(pact, title, window, said.get("unit") or None, lang, sheet, hashes, base)


def plan_of(meta: Meta, case: Case) -> Plan:
    """Return the plan a template was made by, as the case stands now.

    A template of another case, or one made before pact, units or indicators changed, is refused.
    """
    if meta.pact != case.pact.code:
        raise refuse(
            "template.other-case",
            value=shown(meta.title),
            code=shown(meta.pact),
            expected=case.pact.title,
            expected_code=case.pact.code,
        )
    if meta.unit is not None and meta.unit not in case.units:
        raise refuse("template.stale-units", made_for=meta.title)
    try:
        plan = plan_template(case, window=meta.window, unit=meta.unit, base=meta.base, lang=meta.lang)
    except Refusal as refusal:
        raise Refusal([error("template.stale-pact", made_for=meta.title), *refusal.findings]) from None
    changed = [topic for topic, found in plan.hashes if meta.hashes[topic] != found]
    # Other rows follow from another pact or other units; alone they need their own word.
    if len(changed) > 1 and Topic.ROWS in changed:
        changed.remove(Topic.ROWS)
    if changed:
        raise Refusal(error(_STALE[topic], made_for=meta.title) for topic in changed)
    return plan
