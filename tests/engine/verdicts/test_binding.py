"""What binds a body that did not sign: the targets and exemptions of the signatories it came from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from giaouoc.engine.figures import Entry
from giaouoc.engine.figures.side import How, Side
from giaouoc.engine.findings import Param, Ref, RefKind, note, warning
from giaouoc.engine.pacts import Exemption, Target, Territory
from giaouoc.engine.periods import Window
from giaouoc.engine.units import Share, Succession, SuccessionKind
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result, Standing, Verdict
from tests.support.cases import unit_ref
from tests.support.pacts import (
    BASE_YEAR,
    UNIT,
    YEAR,
    bodies,
    case,
    commitment,
    day,
    entry,
    pact,
    part,
    target,
)

KEPT, NOT_KEPT, CANNOT_TELL = Result.KEPT, Result.NOT_KEPT, Result.CANNOT_TELL
NOT_APPLICABLE = Result.NOT_APPLICABLE
CELL: dict[str, Param] = {"commitment": Ref(RefKind.COMMITMENT, "traffic"), "unit": unit_ref(UNIT)}
ISLAND, QUIET = Exemption("kien-giang", "Là đảo."), Exemption(UNIT, "Không có đường sắt.")


def cell(standing: Standing, unit: str) -> Verdict:
    found = standing.verdict("traffic", unit)
    assert found is not None
    return found


MERGER = Succession(SuccessionKind.MERGE, day("2025-07-01"), (UNIT, "kien-giang", "guest"), ("new",))
FIRST, SECOND = Window(YEAR.start, day("2025-07-01")), Window(day("2025-07-01"), YEAR.stop)


def merged(**targets: Target) -> Verdict:
    units = bodies(UNIT, "kien-giang", "guest", "new", successions=[MERGER])
    by_unit = {name.replace("_", "-"): aim for name, aim in targets.items()}
    signed = pact(commitment(part(targets_by_unit=by_unit)), signatories=(UNIT, "kien-giang"))
    entries: list[Entry] = []
    for unit in (UNIT, "kien-giang", "guest"):
        for covers, value in ((BASE_YEAR, 100), (FIRST, 40)):
            entries.append(entry(len(entries) + 1, covers, value, unit=unit))
    entries.append(entry(7, SECOND, 160, unit="new"))
    return cell(judge(case(entries, of=signed, units=units), territory=Territory.AS_NOW), "new")


def test_after_a_merger_the_base_is_that_of_all_predecessors_signatories_or_not() -> None:
    found = merged()
    latest = found.parts[0].outcomes[0]
    assert isinstance(latest.actual, Side)
    assert isinstance(latest.base, Side)
    assert (latest.base.quantity.value, latest.base.how) == (Decimal(300), How.UNITS_SUMMED)
    assert (latest.actual.quantity.value, latest.change, latest.result) == (
        Decimal(280),
        Fraction(-20, 3),
        KEPT,
    )


def test_targets_that_differed_before_a_merger_leave_it_unknown() -> None:
    about = {**CELL, "unit": unit_ref("new")}
    found = merged(kien_giang=target(10))
    assert (found.result, found.reasons) == (
        CANNOT_TELL,
        (note("verdicts.targets-differ-after-merger", **about),),
    )
    assert merged(an_giang=target(10), kien_giang=target(10)).result is NOT_KEPT
    assert merged(kien_giang=target(10), new=target(6)).result is KEPT


def after_merger(*exemptions: Exemption) -> Verdict:
    units = bodies(UNIT, "kien-giang", "guest", "new", successions=[MERGER])
    signed = pact(commitment(part(), exemptions=exemptions), signatories=(UNIT, "kien-giang"))
    entries = [entry(1, BASE_YEAR, 100, unit="new"), entry(2, YEAR, 90, unit="new")]
    return cell(judge(case(entries, of=signed, units=units), territory=Territory.AS_NOW), "new")


def test_a_merged_body_is_exempt_where_every_signatory_in_it_was() -> None:
    about = {**CELL, "unit": unit_ref("new")}
    found = after_merger(ISLAND, QUIET)
    rule = note(
        "verdicts.rule-exempt-before",
        units=(unit_ref(UNIT), unit_ref("kien-giang")),
        why=(QUIET.reason, ISLAND.reason),
        **about,
    )
    assert (found.result, found.rule, found.parts) == (NOT_APPLICABLE, rule, ())


def test_where_only_some_signatories_were_exempt_nobody_can_tell_and_they_are_named() -> None:
    about = {**CELL, "unit": unit_ref("new")}
    found = after_merger(ISLAND)
    reason = note(
        "verdicts.exempt-in-part", exempt=(unit_ref("kien-giang"),), bound=(unit_ref(UNIT),), **about
    )
    assert (found.result, found.rule, found.reasons) == (CANNOT_TELL, reason, (reason,))


def test_the_merged_bodys_own_exemption_comes_first_and_an_outsiders_counts_for_nothing() -> None:
    own = after_merger(ISLAND, Exemption("new", "Mới lập."))
    assert own.rule == note("verdicts.rule-exempt", why="Mới lập.", **{**CELL, "unit": unit_ref("new")})
    assert after_merger().result is KEPT


KEY = (Share("east", Decimal("0.6")), Share("west", Decimal("0.4")))


def split(
    *exemptions: Exemption, key: Sequence[Share] = (), by_unit: dict[str, Target] | None = None
) -> Standing:
    name = "dân số" if key else None
    parted = Succession(
        SuccessionKind.SPLIT, day("2025-07-01"), (UNIT,), ("east", "west"), shares=tuple(key), key_name=name
    )
    later = Succession(SuccessionKind.RENAME, day("2025-09-01"), ("west",), ("far-west",))
    units = bodies(UNIT, "east", "west", "far-west", successions=[parted, later])
    signed = pact(commitment(part(targets_by_unit=by_unit or {}), exemptions=exemptions))
    entries: list[Entry] = []
    for unit in ("east", "far-west"):
        for covers, value in ((BASE_YEAR, 100), (YEAR, 90)):
            entries.append(entry(len(entries) + 1, covers, value, unit=unit))
    return judge(case(entries, of=signed, units=units), territory=Territory.AS_NOW)


@pytest.mark.parametrize("key", [(), KEY])
def test_after_a_split_with_or_without_a_key_the_target_of_the_signatory_stays(key: Sequence[Share]) -> None:
    strict = split(key=key, by_unit={UNIT: target(30)})
    assert [(v.unit, v.result) for v in strict.verdicts] == [("east", NOT_KEPT), ("far-west", NOT_KEPT)]
    assert {v.result for v in split(key=key).verdicts} == {KEPT}


@pytest.mark.parametrize("key", [(), KEY])
def test_after_a_split_with_or_without_a_key_the_exemption_of_the_signatory_stays(
    key: Sequence[Share],
) -> None:
    assert {v.result for v in split(Exemption(UNIT, "Không giao."), key=key).verdicts} == {NOT_APPLICABLE}


def test_a_body_on_the_way_that_the_pact_names_comes_before_the_signatory() -> None:
    found = split(by_unit={UNIT: target(30), "west": target(5)})
    assert [(v.unit, v.result) for v in found.verdicts] == [("east", NOT_KEPT), ("far-west", KEPT)]


def test_a_signatory_dissolved_without_successor_is_named() -> None:
    ended = Succession(SuccessionKind.DISSOLVE, day("2025-07-01"), ("kien-giang",), ())
    units = bodies(UNIT, "kien-giang", successions=[ended])
    built = case([], of=pact(signatories=(UNIT, "kien-giang")), units=units)

    def named(on: str, territory: Territory) -> list[object]:
        found = judge(built, as_known_on=day(on), territory=territory)
        return [f for f in found.findings if f.code == "verdicts.signatory-without-successor"]

    assert named("2025-07-01", Territory.AS_NOW) == [
        warning(
            "verdicts.signatory-without-successor",
            unit=unit_ref("kien-giang"),
            known_on=day("2025-07-01"),
        )
    ]
    assert named("2025-06-30", Territory.AS_NOW) == []
    assert named("2025-07-01", Territory.AS_SIGNED) == []
