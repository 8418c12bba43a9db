"""Appending by hand: what one publication implies, and what cannot be a figure."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from giaouoc.engine.findings import Ref, RefKind, Refusal
from giaouoc.services.cases import open_case
from giaouoc.services.entries import add_entry, correct_entry

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
RATIO = {
    "unit": "vietnam",
    "indicator": "offence-clearance",
    "first_day": "2026-02-14",
    "last_day": "2026-02-22",
    "window_basis": "stated",
    "status": "reported",
    "precision": "exact",
    "definition": "as-published",
    "publisher": "ntsc",
    "publisher_basis": "printed",
    "source": "BC 15",
    "published_on": "2026-03-01",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "case"
    shutil.copytree(EXAMPLES / "nation-tet-2026", copied)
    path = copied / "indicators.toml"
    text = path.read_text(encoding="utf-8")
    assert "use = [" in text
    path.write_text(text.replace("use = [", 'use = ["offence-clearance@1", ', 1), encoding="utf-8")
    return copied


def test_the_implied_base_of_a_ratio_takes_neither_counts_nor_definition_of_the_figure(folder: Path) -> None:
    fields = RATIO | {"value": "75", "numerator": "60", "denominator": "80", "claimed_base": "70"}
    figure, base = add_entry(loaded=open_case(folder), fields=fields).entries
    assert (str(figure.numerator), str(figure.denominator), figure.definition) == ("60", "80", "as-published")
    assert (str(base.value), base.numerator, base.denominator, base.definition) == ("70", None, None, None)
    assert (base.is_implied, str(base.window.first_day)) == (True, "2025-01-25")


@pytest.mark.parametrize(
    ("amounts", "said"), [({"value": "75"}, "75"), ({"numerator": "60", "denominator": "80"}, "60/80")]
)
def test_the_note_of_an_implied_base_has_the_mark_and_figures_and_words_of_no_language(
    folder: Path, amounts: dict[str, str], said: str
) -> None:
    _, base = add_entry(loaded=open_case(folder), fields=RATIO | amounts | {"claimed_base": "70"}).entries
    assert base.note == f"implied: {said} (2026-02-14/2026-02-22)"


def test_an_implied_base_that_is_corrected_stays_one_and_another_figure_becomes_none(folder: Path) -> None:
    figure, base = add_entry(loaded=open_case(folder), fields=COUNT | {"claimed_base": "303"}).entries
    fields = {"status": "reported", "value": "304", "source": "CV 3", "published_on": "2026-03-05"}
    for old, implied in ((base, True), (figure, False)):
        (new,) = correct_entry(loaded=open_case(folder), seq=old.seq, fields=fields, reason="gõ nhầm")
        assert (new.corrects, new.is_implied, new.note == old.note) == (old.seq, implied, True)


@pytest.mark.parametrize(
    ("amounts", "code"),
    [
        ({"numerator": "3", "denominator": "0"}, "entries.ratio-over-zero"),
        ({"value": "1000000000000001"}, "entries.number-too-large"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_and_nothing_is_written(
    folder: Path, amounts: dict[str, str], code: str
) -> None:
    before = (folder / "figures.csv").read_bytes()
    with pytest.raises(Refusal) as refused:
        add_entry(loaded=open_case(folder), fields=RATIO | amounts)
    assert [f.code for f in refused.value.findings] == [code]
    assert (folder / "figures.csv").read_bytes() == before


def test_no_case_at_all_may_be_reported_as_nothing_of_nothing(folder: Path) -> None:
    fields = RATIO | {"numerator": "0", "denominator": "0"}
    (added,) = add_entry(loaded=open_case(folder), fields=fields).entries
    assert (added.seq, str(added.numerator), str(added.denominator)) == (16, "0", "0")


TODAY = date(2026, 11, 25)
COUNT = RATIO | {"indicator": "traffic-deaths", "definition": "", "value": "231"}


def codes(fields: dict[str, str], folder: Path) -> list[tuple[str, object]]:
    """Return what is refused of a figure, each with the option that answers for it; nothing may be written."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(Refusal) as refused:
        add_entry(loaded=open_case(folder), fields=fields, today=TODAY)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not any(f.get(name) for f in refused.value.findings for name in ("file", "row", "column", "seq"))
    return [(f.code, f.get("key")) for f in refused.value.findings]


def test_every_code_the_case_does_not_have_is_refused_at_once_with_the_nearest(folder: Path) -> None:
    wrong = COUNT | {"unit": "vietnan", "indicator": "trafic-deaths", "publisher": "NTSC"}
    with pytest.raises(Refusal) as refused:
        add_entry(loaded=open_case(folder), fields=wrong)
    assert [(f.code, f["key"], f["value"], f["like"]) for f in refused.value.findings] == [
        ("entries.unit-unknown", "--unit", "vietnan", "vietnam"),
        ("entries.indicator-unknown", "--indicator", "trafic-deaths", "traffic-deaths"),
        ("entries.publisher-unknown", "--publisher", "NTSC", "ntsc"),
    ]
    assert refused.value.findings[2]["known"] == ("ntsc", "mps", "press")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"indicator": "số người chết"}, ("entries.indicator-unknown", "--indicator")),
        ({"definition": "2024-08-16"}, ("entries.definition-unknown", "--definition")),
        ({"source": " "}, ("entries.option-empty", "--source")),
        ({"source": "=1"}, ("case_file.formula", "--source")),
        ({"value": ""}, ("entries.no-number", "--value")),
        ({"value": "", "numerator": "3"}, ("entries.half-a-ratio", "--numerator, --denominator")),
        (
            {"value": "", "numerator": "3", "denominator": "4"},
            ("entries.ratio-for-count", "--numerator, --denominator"),
        ),
        ({"status": "missing"}, ("entries.number-not-wanted", "--status")),
        ({"value": "12.5"}, ("entries.not-whole", "--value")),
        ({"claimed_base": "250.5"}, ("entries.not-whole", "--claimed-base")),
        ({"published_on": "2026-11-26"}, ("entries.published-after-today", "--published-on")),
        ({"published_on": "2026-11"}, ("entries.published-after-today", "--published-on")),
        ({"published_on": "2026"}, ("entries.published-after-today", "--published-on")),
    ],
)
def test_a_refusal_speaks_of_the_command_and_not_of_a_row_that_is_not_there(
    folder: Path, changes: dict[str, str], expected: tuple[str, str]
) -> None:
    assert codes(COUNT | changes, folder) == [expected]


@pytest.mark.parametrize("published_on", ["2026-11-25", "2026-10", "2025", ""])
def test_what_was_published_by_today_is_taken(folder: Path, published_on: str) -> None:
    fields = COUNT | {"published_on": published_on}
    assert len(add_entry(loaded=open_case(folder), fields=fields, today=TODAY).entries) == 1


def test_a_figure_that_stands_there_already_is_pointed_to_and_not_written(folder: Path) -> None:
    fields = COUNT | {"claimed_base": "305"}
    first = add_entry(loaded=open_case(folder), fields=fields | {"recorded_at": "2026-03-02T08:00:00+07:00"})
    before = (folder / "figures.csv").read_bytes()
    again = add_entry(loaded=open_case(folder), fields=fields | {"value": "231.0"}, by="b")
    assert (tuple(e.seq for e in first.entries), first.there) == ((16, 17), ())
    assert (again.entries, again.there) == ((), (16, 17))
    assert (folder / "figures.csv").read_bytes() == before


def test_another_source_or_a_withdrawn_figure_is_no_repetition(folder: Path) -> None:
    add_entry(loaded=open_case(folder), fields=COUNT)
    other = add_entry(loaded=open_case(folder), fields=COUNT | {"source": "BC 16"})
    assert [e.seq for e in other.entries] == [17]
    withdrawn = {"status": "withdrawn", "source": "CV 3", "published_on": "2026-03-05"}
    correct_entry(loaded=open_case(folder), seq=16, fields=withdrawn, reason="rút")
    assert [e.seq for e in add_entry(loaded=open_case(folder), fields=COUNT).entries] == [19]


def test_an_entry_corrected_already_names_the_one_that_did_it(folder: Path) -> None:
    fields = {"status": "reported", "value": "229", "source": "CV 3", "published_on": "2026-03-05"}
    add_entry(loaded=open_case(folder), fields=COUNT)
    correct_entry(loaded=open_case(folder), seq=16, fields=fields, reason="sai", today=TODAY)
    for changes, reason, expected in (
        ({}, "sai", {("entries.corrected-already", 17)}),
        ({"published_on": "2027-01-01"}, "sai", {("entries.published-after-today", None)}),
        ({}, " ", {("entries.option-empty", None)}),
    ):
        with pytest.raises(Refusal) as refused:
            correct_entry(
                loaded=open_case(folder), seq=16, fields=fields | changes, reason=reason, today=TODAY
            )
        assert {(f.code, f.get("other")) for f in refused.value.findings} == expected


def test_a_case_that_grew_since_it_was_opened_is_read_again(folder: Path) -> None:
    early, late = open_case(folder), open_case(folder)
    add_entry(loaded=early, fields=COUNT)
    assert [e.seq for e in add_entry(loaded=late, fields=COUNT | {"value": "232"}).entries] == [17]
    assert add_entry(loaded=early, fields=COUNT | {"value": "232"}).there == (17,)


MERGED = EXAMPLES / "cluster-8-2025"


@pytest.mark.parametrize(
    ("unit", "first_day", "last_day", "published_on", "code"),
    [
        ("phu-yen", "2025-07-01", "2025-12-14", "2026-01-08", "entries.unit-ended"),
        ("phu-yen", "2025-06-15", "2025-07-14", "2026-01-08", None),
        ("phu-yen", "2024-12-15", "2025-06-30", "2026-01-08", None),
        ("dak-lak-2025", "2024-12-15", "2025-06-14", "2026-01-08", None),
        ("dak-lak-2025", "2025-07-01", "2025-12-14", "2026-01-08", None),
    ],
)
def test_a_figure_of_a_body_that_had_ended_is_refused_with_what_followed_it(
    tmp_path: Path, unit: str, first_day: str, last_day: str, published_on: str, code: str | None
) -> None:
    case = tmp_path / "merged"
    shutil.copytree(MERGED, case)
    publisher = next(iter(open_case(case).case.pact.publishers))
    indicator = next(i.code for i in open_case(case).case.indicators if i.kind.value == "count")
    fields = COUNT | {"unit": unit, "indicator": indicator, "publisher": publisher}
    fields |= {"first_day": first_day, "last_day": last_day, "published_on": published_on}
    if code is None:
        assert len(add_entry(loaded=open_case(case), fields=fields).entries) == 1
        return
    with pytest.raises(Refusal) as refused:
        add_entry(loaded=open_case(case), fields=fields)
    (finding,) = refused.value.findings
    assert (finding.code, finding["key"], finding["on"]) == (code, "--unit", date(2025, 7, 1))
    assert finding["successors"] == (Ref(RefKind.UNIT, "dak-lak-2025"),)
