"""pact.toml: what was promised, by whom, for which period, on which sources."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Literal, TypeVar

from giaouoc.engine.findings import refuse
from giaouoc.engine.pacts import (
    NOT_STATED,
    AssumedCalendar,
    Commitment,
    CommitmentType,
    Comparator,
    Direction,
    Exemption,
    MilestoneItem,
    Pact,
    Part,
    Publisher,
    Reading,
    Scope,
    Target,
    TargetUnit,
    Task,
    TaskState,
    Territory,
)
from giaouoc.engine.periods import Calendar, Holiday, Window
from giaouoc.exchange.texts import nearest, shown
from giaouoc.exchange.toml_reader import Table, TomlFile

PACT_FILE: Final = "pact.toml"
FORMAT: Final = "giaouoc-pact/1"

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

_TARGET_KEYS: Final = ("direction", "comparator", "value", "unit", "value_high")
# Keys that would be silently without effect in a commitment of another type.
_ONLY_FOR: Final = {
    "part": (CommitmentType.QUANTIFIED, CommitmentType.ZERO_TOLERANCE),
    "baseline_year": (CommitmentType.QUANTIFIED,),
    "deadline": (CommitmentType.MILESTONE,),
    "needed": (CommitmentType.MILESTONE,),
    "item": (CommitmentType.MILESTONE,),
}


def read_pact(
    text: str,
    calendars: Mapping[str, Calendar],
    holidays: Mapping[str, tuple[Holiday, ...]],
    file: str = PACT_FILE,
) -> Pact:
    """Return the pact of a pact.toml, or refuse it with everything that is wrong.

    `calendars` and `holidays` are asked by code; a code they lack is refused with the nearest they have.
    """
    page = TomlFile(text, file)
    pact = _pact(page.root, calendars, holidays)
    page.refuse_if_wrong()
    assert pact is not None
    return pact


def check_format(top: Table, expected: str) -> None:
    """Ask for the `format` key, which names the kind of file and its version."""
    seen = top.text("format")
    if seen and seen != expected:
        top.problem(refuse("case_file.format-unknown", value=shown(seen), expected=expected), "format")


def _pact(
    top: Table, calendars: Mapping[str, Calendar], holidays: Mapping[str, tuple[Holiday, ...]]
) -> Pact | None:
    check_format(top, FORMAT)
    code, title = top.code("code"), top.text("title")
    title_en = top.text_or_none("title_en") or title
    cluster, movement, slogan = top.code("cluster"), top.text("movement"), top.text_or_none("slogan")
    signed_on, signatories = top.day("signed_on"), top.codes("signatories")
    made_up, note = top.yes_no("made_up", False), top.text_or_none("note")
    window, calendar, assumed, days_off = _period(top.table_required("period"), calendars, holidays)
    rules = top.table_required("rules")
    reading, territory = (
        _or_not_stated(rules, "baseline", Reading),
        _or_not_stated(rules, "territory", Territory),
    )
    rules.close()
    publishers = {key: _publisher(key, table) for key, table in top.named_tables("publishers").items()}
    commitments = [_commitment(table) for table in top.tables("commitment")]
    if not commitments and "commitment" not in top:
        top.problem(refuse("case_file.key-missing", value="commitment"), "commitment")
    top.close()

    def make() -> Pact:
        assert window is not None
        return Pact(
            code=code,
            title=title,
            title_en=title_en,
            cluster=cluster,
            movement=movement,
            slogan=slogan,
            signed_on=signed_on,
            signatories=signatories,
            calendar=calendar,
            calendar_assumed=assumed,
            window=window,
            holidays=days_off,
            reading=reading,
            territory=territory,
            commitments=_sound(commitments),
            publishers=publishers,
            made_up=made_up,
            note=note,
        )

    return top.build(make)


def _period(
    table: Table, calendars: Mapping[str, Calendar], holidays: Mapping[str, tuple[Holiday, ...]]
) -> tuple[Window | None, Calendar | None, AssumedCalendar | None, tuple[Holiday, ...]]:
    first_day, last_day = table.day("first_day"), table.day("last_day")
    window = table.build(lambda: Window.inclusive(first_day, last_day))
    code = table.code("calendar")
    calendar = None
    if code and code != NOT_STATED:
        calendar = _known(table, "calendar", code, calendars)
    is_assumed, reason = table.yes_no("assumed", False), table.text_or_none("reason")
    if is_assumed and (reason is None or code == NOT_STATED):
        table.problem(refuse("case_file.calendar-assumed"), "assumed")
    if reason is not None and not is_assumed:
        table.problem(refuse("case_file.reason-without-assumed"), "reason")
    days_off = table.code_or_none("holidays")
    found = None if days_off is None else _known(table, "holidays", days_off, holidays)
    table.close()
    assumed = AssumedCalendar(reason) if is_assumed and reason is not None else None
    return window, calendar, assumed, found or ()


def _known(table: Table, key: str, code: str, among: Mapping[str, T]) -> T | None:
    """Return what stands under a code in the rules; their own problems come out as they are."""
    if code in among:
        return among[code]
    known = tuple(sorted(among))
    like = nearest(code, known)
    if like is None:
        table.problem(refuse("case_file.word-unknown", value=code, known=known), key)
    else:
        table.problem(refuse("case_file.word-misspelt", value=code, like=like, known=known), key)
    return None


def _or_not_stated(table: Table, key: str, among: type[E]) -> E | Literal["not_stated"]:
    if table.word(key) == NOT_STATED:
        return NOT_STATED
    return table.choice(key, among, also=(NOT_STATED,))


def _publisher(code: str, table: Table) -> Publisher:
    name = table.text("name")
    publisher = Publisher(code, name, table.text_or_none("name_en") or name)
    table.close()
    return publisher


def _commitment(table: Table) -> Commitment | None:
    code, kind = table.code("code"), table.choice("type", CommitmentType)
    text, title = table.text("text"), table.text("title")
    title_en, note = table.text_or_none("title_en") or title, table.text_or_none("note")
    sources = _sources(table, kind)
    scope = table.choice_or("scope", Scope, Scope.STATED)
    baseline_year, needed = table.whole_or_none("baseline_year"), table.whole_or_none("needed")
    deadline = table.day_or_none("deadline")
    parts = [_part(one, kind) for one in table.tables("part")]
    exemptions = [_exemption(one) for one in table.tables("exempt")]
    items = [_item(one) for one in table.tables("item")]
    tasks = [_task(one) for one in table.tables("task")]
    for key, kinds in _ONLY_FOR.items():
        if key in table and kind not in kinds:
            table.problem(refuse("case_file.key-not-for-type", value=key, type=kind, types=kinds), key)
    table.close()
    return table.build(
        lambda: Commitment(
            code=code,
            type=kind,
            text=text,
            title=title,
            title_en=title_en,
            parts=_sound(parts),
            sources=sources,
            scope=scope,
            baseline_year=baseline_year,
            exemptions=tuple(exemptions),
            deadline=deadline,
            items=tuple(items),
            needed=needed,
            tasks=tuple(tasks),
            note=note,
        )
    )


def _sources(table: Table, kind: CommitmentType) -> tuple[str, ...] | None:
    """A quantified commitment says its sources of record, or says that the pact names none."""
    if table.word("sources") == NOT_STATED:
        return None
    return table.codes("sources") if kind is CommitmentType.QUANTIFIED else table.codes_or_none("sources")


def _part(table: Table, kind: CommitmentType) -> Part | None:
    code, indicator, label = table.code("code"), table.code("indicator"), table.text("label")
    label_en = table.text_or_none("label_en") or label
    target = _target(table)
    by_unit: dict[str, Target] = {}
    for unit, inner in table.named_tables("by_unit").items():
        own = _target(inner, needed=True)
        inner.close()
        if own is not None:
            by_unit[unit] = own
    if kind is CommitmentType.ZERO_TOLERANCE and (target is not None or by_unit):
        table.problem(refuse("case_file.target-not-wanted", value=code), "direction")
    table.close()
    return table.build(lambda: Part(code, indicator, target, label, label_en, by_unit))


def _target(table: Table, needed: bool = False) -> Target | None:
    """Return the target of a part; None where none of its keys is there, or the direction is `none`."""
    for key in _TARGET_KEYS:
        table.word(key)
    is_none = table.word("direction") == Direction.NONE.value
    if is_none or not (needed or any(key in table for key in _TARGET_KEYS)):
        return None
    direction = table.choice("direction", Direction)
    comparator, unit = table.choice("comparator", Comparator), table.choice("unit", TargetUnit)
    value, value_high = table.number("value"), table.number_or_none("value_high")
    return table.build(lambda: Target(direction, comparator, value, unit, value_high))


def _exemption(table: Table) -> Exemption:
    exemption = Exemption(table.code("unit"), table.text("reason"))
    table.close()
    return exemption


def _item(table: Table) -> MilestoneItem:
    item = MilestoneItem(
        code=table.code("code"),
        name=table.text("name"),
        indicator=table.code("indicator"),
        test=table.text_or_none("test"),
        attester=table.code_or_none("attester"),
    )
    table.close()
    return item


def _task(table: Table) -> Task:
    task = Task(
        code=table.code("code"),
        text=table.text("text"),
        state=table.choice("state", TaskState),
        unit=table.code_or_none("unit"),
        due_on=table.day_or_none("due_on"),
        evidence=table.text_or_none("evidence"),
    )
    table.close()
    return task


def _sound(built: list[T | None]) -> tuple[T, ...]:
    """Return what was built; a part that was not has left a problem, and nothing is built from it."""
    return tuple(one for one in built if one is not None)
