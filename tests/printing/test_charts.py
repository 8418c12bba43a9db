"""The pictures: exact numbers in, places out; words for everyone, nothing that is not text gets in."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from giaouoc.printing.charts import (
    Alt,
    Bars,
    ChangeRow,
    Line,
    change_chart,
    month_axis,
    month_chart,
    path_chart,
    scale,
)

ALT = Alt("Tiêu đề", ("tháng 1: 5", "tháng 2: 7"))


def whole(value: Fraction) -> str:
    return str(value)


def parsed(drawing: str) -> etree._Element:
    return etree.fromstring(drawing)


def texts(drawing: str) -> list[str]:
    return [t.text for t in parsed(drawing).iter("text")]


def paths(drawing: str, kind: str) -> list[str]:
    return [p.get("d") for p in parsed(drawing).iter("path") if p.get("class") == kind]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], [0, 1]),
        ([0], [0, 1]),
        ([4], [0, 1, 2, 3, 4]),
        ([5], [0, 2, 4, 6]),
        ([97], [0, 50, 100]),
        ([100], [0, 50, 100]),
        ([101], [0, 50, 100, 150]),
        ([-3, 5], [-4, -2, 0, 2, 4, 6]),
        ([Decimal("0.03")], [0, Fraction(1, 100), Fraction(1, 50), Fraction(3, 100)]),
    ],
)
def test_ticks_are_round_and_hold_zero_and_every_value(values: list[Decimal], ticks: list[Fraction]) -> None:
    assert scale(values, 0, 100)[1] == ticks


@given(st.lists(st.fractions(min_value=-(10**6), max_value=10**6), max_size=12))
def test_every_value_lies_inside_its_scale(values: list[Fraction]) -> None:
    across, ticks = scale(values, 140, 10)
    assert 2 <= len(ticks) <= 10
    assert all(10 <= float(across.at(v)) <= 140 for v in values)


def test_a_month_without_a_figure_has_no_bar_and_zero_has_one_without_height() -> None:
    months = [
        Bars(Decimal(10), Decimal(20), Decimal(15)),
        Bars(None, Decimal(20)),
        Bars(Decimal(0), None),
    ]
    drawing = month_chart(ALT, months, whole)
    assert [d.count("M") for d in paths(drawing, "a")] == [2]
    assert [d.count("M") for d in paths(drawing, "b")] == [2]
    assert [d.count("M") for d in paths(drawing, "s")] == [1]
    assert texts(drawing) == ["0", "5", "10", "15", "20"]


def test_the_months_are_written_once_under_the_middle_of_their_bars_and_points() -> None:
    axis = month_axis(["11", "12", "1"], "tháng trong kỳ")
    assert texts(axis) == ["11", "12", "1", "tháng trong kỳ"]
    middles = [float(t.get("x")) for t in parsed(axis).iter("text")][:3]
    bars = month_chart(ALT, [Bars(Decimal(2), Decimal(1))] * 3, whole)
    starts = [float(x) for x in re.findall(r"M([\d.]+) 140V", paths(bars, "a")[0])]
    line = path_chart(ALT, 3, [Line([Decimal(1)] * 3, "")], whole)
    points = [float(x) for x in re.findall(r"[ML]([\d.]+) ", paths(line, "p")[0])]
    assert middles == starts == points
    for drawing in (bars, line):
        assert [u.get("href") for u in parsed(drawing).iter("use")] == ["#months"]
    assert [g.get("id") for g in parsed(axis).iter("g")][:1] == ["months"]


def test_nothing_of_a_picture_by_months_is_cut_at_its_lower_edge() -> None:
    axis = parsed(month_axis(["1"], "tháng trong kỳ"))
    height = float(parsed(month_chart(ALT, [Bars(Decimal(1), None)], whole)).get("viewBox").split()[3])
    name = next(t for t in axis.iter("text") if t.text == "tháng trong kỳ")
    number = next(t for t in axis.iter("text") if t.text == "1")
    assert float(number.get("y")) + 12 < float(name.get("y")) <= height - 5


def test_twice_the_number_is_twice_the_height() -> None:
    drawing = month_chart(ALT, [Bars(Decimal(10), Decimal(20))], whole)
    tops = [float(re.findall(r"V([\d.]+)h", paths(drawing, kind)[0])[0]) for kind in ("a", "b")]
    assert [140 - top for top in tops] == [65, 130]


def test_the_allowed_path_is_the_line_at_zero_and_below_it_is_below() -> None:
    lines = [Line([Decimal(-2), Decimal(2)], "+2", (Decimal(-4), Decimal(4))), Line([Decimal(1)], "")]
    drawing = path_chart(ALT, 2, lines, whole)
    zero = float(re.findall(r"M44 ([\d.]+)H", paths(drawing, "z")[0])[0])
    first, last = (float(y) for y in re.findall(r"[\d.]+ ([\d.]+)", paths(drawing, "p")[0]))
    assert last < zero < first
    assert zero - last == first - zero
    assert len(paths(drawing, "p o")) == 1
    assert len(paths(drawing, "i")) == 1
    assert "+2" in texts(drawing)


@pytest.mark.parametrize(("months", "anchored"), [(5, "h"), (12, "h e")])
def test_the_words_of_a_line_stand_where_it_ends(months: int, anchored: str) -> None:
    line = Line([Decimal(-n) for n in range(months)], "tháng cuối: −4")
    root = parsed(path_chart(ALT, 12, [line], whole))
    (dot,) = root.iter("circle")
    (said,) = [t for t in root.iter("text") if t.text == "tháng cuối: −4"]
    assert said.get("class") == anchored
    assert abs(float(said.get("x")) - float(dot.get("cx"))) < 10
    assert abs(float(said.get("y")) - float(dot.get("cy"))) < 23


@pytest.mark.parametrize("other", [1, -1])
@pytest.mark.parametrize("slope", [-6, -1, 0, 1, 6])
def test_the_words_of_a_line_cross_neither_line(slope: int, other: int) -> None:
    words = "tháng 12: −46,6"
    lines = [
        Line([Decimal(slope * n) for n in range(12)], words),
        Line([Decimal(slope * n + 8 * other) for n in range(12)], ""),
    ]
    root = parsed(path_chart(ALT, 12, lines, whole))
    (said,) = [t for t in root.iter("text") if t.text == words]
    right, base = float(said.get("x")), float(said.get("y"))
    points = [
        (float(x), float(y))
        for p in root.iter("path")
        if str(p.get("class")).startswith("p")
        for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", p.get("d"))
    ]
    assert [y for x, y in points if right - 7 * len(words) <= x <= right and base - 11 < y < base + 3] == []
    assert 12 <= base <= 140
    drawn = list(root)
    assert drawn.index(said) > max(drawn.index(p) for p in root.iter("path"))


def test_the_line_of_no_change_stands_out_from_the_grid() -> None:
    drawing = change_chart(ALT, [ChangeRow("lúc ký", "−4 %", Fraction(-4), Fraction(-5))], whole)
    (zero,) = paths(drawing, "n")
    names = {t.text: t.get("x") for t in parsed(drawing).iter("text")}
    assert zero.startswith(f"M{names['0']} ")


def test_a_reading_that_cannot_tell_has_words_and_no_mark() -> None:
    rows = [
        ChangeRow(
            "bản mới nhất", "✕ −4,93 %", Fraction(-493, 100), Fraction(-5), (Fraction(-24), Fraction(18))
        ),
        ChangeRow("cùng độ trễ", "Chưa thể kết luận", None, None),
    ]
    drawing = change_chart(ALT, rows, whole)
    assert len(list(parsed(drawing).iter("circle"))) == 1
    assert len(paths(drawing, "t")) == len(paths(drawing, "i")) == 1
    assert {"bản mới nhất", "✕ −4,93 %", "cùng độ trễ", "Chưa thể kết luận"} < set(texts(drawing))


def test_a_picture_says_its_title_and_every_value_to_those_who_do_not_see_it() -> None:
    root = parsed(month_chart(ALT, [Bars(Decimal(1), Decimal(2))], whole))
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Tiêu đề: tháng 1: 5; tháng 2: 7"


def test_words_of_a_case_stay_words() -> None:
    bad = '</text><script>alert("x")</script>'
    alt = Alt('k" onload="alert(1)' + bad, (bad,))
    drawings = [
        change_chart(alt, [ChangeRow(bad, bad, Fraction(1), Fraction(2))], lambda v: bad),
        month_chart(alt, [Bars(Decimal(1), Decimal(2))], lambda v: bad),
        path_chart(alt, 1, [Line([Decimal(1)], bad)], lambda v: bad),
        month_axis([bad], bad),
    ]
    for drawing in drawings:
        root = parsed(drawing)
        assert {e.tag for e in root.iter()} <= {"svg", "path", "text", "circle", "g", "use"}
        assert "onload" not in root.attrib
        assert bad in texts(drawing)


def test_no_picture_carries_a_colour_or_a_style_of_its_own() -> None:
    drawing = month_chart(ALT, [Bars(Decimal(1), Decimal(2), Decimal(3))], whole)
    assert {name for e in parsed(drawing).iter() for name in e.attrib} <= {
        "class", "viewBox", "role", "aria-label", "href", "d", "x", "y", "transform",
    }  # fmt: skip
