"""Judging an opened case: what its seal says stands with the verdicts, and only bodies of the territory are judged."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from giaouoc.engine.findings import Refusal, Severity
from giaouoc.engine.pacts import Territory
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.exchange.seal_file import read_seal, seal_case, verify_case
from giaouoc.services.cases import judge_case, open_case
from tests.exchange.sample_case import append_rows

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MERGED = EXAMPLES / "cluster-8-2025"
SIGNED = ("phu-yen", "khanh-hoa", "ninh-thuan", "binh-thuan", "ba-ria-vung-tau")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "case"
    shutil.copytree(EXAMPLES / "nation-tet-2026", copied)
    (copied / "ledger.json").unlink()
    return copied


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def about_seal(standing: Standing) -> list[tuple[str, Severity]]:
    return [(f.code, f.severity) for f in standing.findings if f.code.startswith("figures.seal-")]


def test_a_ledger_that_was_never_sealed_has_no_head_and_nothing_to_say(folder: Path) -> None:
    standing = judge_case(open_case(folder))
    assert (standing.head, standing.seal_broken, about_seal(standing)) == (None, False, [])


def test_a_seal_that_holds_gives_its_head(folder: Path) -> None:
    seal = seal_case(folder, date(2026, 3, 1))
    standing = judge_case(open_case(folder))
    assert (standing.head, standing.seal_broken) == (f"15:{seal.head}", False)
    assert about_seal(standing) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("figures.csv", ",303,", ",302,", "figures.seal-row-changed"),
        ("pact.toml", 'movement = "', 'movement = "Another ', "figures.seal-file-changed"),
        ("indicators.toml", 'format = "', 'x_format = "', None),
    ],
)
def test_a_change_after_sealing_is_an_error_first_among_the_findings_and_takes_the_head(
    folder: Path, file: str, old: str, new: str, code: str | None
) -> None:
    seal_case(folder, date(2026, 3, 1))
    edit(folder, file, old, new)
    if code is None:
        with pytest.raises(Refusal):
            open_case(folder)
        return
    standing = judge_case(open_case(folder))
    assert (standing.head, standing.seal_broken) == (None, True)
    assert (standing.findings[0].code, standing.findings[0].severity) == (code, Severity.ERROR)


def test_rows_added_after_sealing_are_a_note_and_the_head_stays(folder: Path) -> None:
    seal = seal_case(folder, date(2026, 3, 1))
    row = open_case(folder).rows[0]
    append_rows(folder, [{**row, "value": "446", "published_on": "2026-03-02"}])
    standing = judge_case(open_case(folder))
    assert (standing.head, standing.seal_broken) == (f"15:{seal.head}", False)
    assert about_seal(standing) == [("figures.seal-rows-unsealed", Severity.NOTE)]
    assert standing.findings[0]["count"] == 1


def test_judging_says_of_the_seal_what_verifying_says(folder: Path) -> None:
    seal_case(folder, date(2026, 3, 1))
    edit(folder, "figures.csv", ",303,", ",302,")
    edit(folder, "units.toml", 'name = "', 'name = "Another ')
    verified = verify_case(folder)
    assert len(verified) == 2
    assert judge_case(open_case(folder)).findings[:2] == tuple(verified)
    assert read_seal(folder).length == 15


@pytest.mark.parametrize("unit", ["hcmc-2025", "dak-lak", "hcmc"])
def test_a_body_that_did_not_sign_is_refused_with_those_that_did(unit: str) -> None:
    with pytest.raises(Refusal) as refused:
        judge_case(open_case(MERGED), unit=unit)
    (finding,) = refused.value.findings
    assert (finding.code, finding["territory"]) == ("entries.unit-not-judged", Territory.AS_SIGNED)
    units = finding["units"]
    assert isinstance(units, tuple)
    assert [getattr(one, "code", one) for one in units] == list(SIGNED)


def test_a_body_of_today_is_judged_where_the_territory_of_today_is_asked_for() -> None:
    case = open_case(MERGED)
    assert judge_case(case, unit="hcmc-2025", territory=Territory.AS_NOW).rows == ("hcmc-2025",)
    assert judge_case(case, unit="phu-yen").rows == ("phu-yen",)
    with pytest.raises(Refusal) as refused:
        judge_case(case, unit="phu-yen", territory=Territory.AS_NOW)
    assert [f.code for f in refused.value.findings] == ["entries.unit-not-judged"]


@pytest.mark.parametrize(
    ("today", "asked", "taken"),
    [
        (date(2026, 11, 25), None, date(2026, 3, 1)),
        (date(2026, 3, 1), None, date(2026, 3, 1)),
        (date(2026, 2, 28), None, date(2026, 2, 28)),
        (None, None, date(2026, 3, 1)),
        (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 1)),
    ],
)
def test_the_newest_day_of_the_ledger_is_taken_up_to_today(
    folder: Path, today: date | None, asked: date | None, taken: date
) -> None:
    append_rows(folder, [{**open_case(folder).rows[0], "value": "446", "published_on": "2026-03-01"}])
    assert judge_case(open_case(folder), today=today, as_known_on=asked).as_known_on == taken


def test_codes_that_are_not_there_are_refused_together_with_the_nearest() -> None:
    with pytest.raises(Refusal) as refused:
        judge_case(open_case(MERGED), unit="Phú Yên", commitment="trafic")
    assert [(f.code, f.get("like")) for f in refused.value.findings] == [
        ("entries.unit-unknown", "phu-yen"),
        ("entries.commitment-unknown", "traffic"),
    ]
