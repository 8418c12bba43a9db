from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from giaouoc.engine.figures.seal import (
    Anchor,
    Problem,
    Seal,
    SealRefused,
    anchor_problems,
    canonical_row,
    chain,
    compare,
    make_seal,
    seal_from_text,
    seal_to_text,
    table_hash,
    unsealed,
)

ROWS = [("1", "north", "41"), ("2", "south", "0"), ("3", "north", "Cộng"), ("4", "south", "7")]
FILES = {"pact.toml": "a" * 64, "units.toml": "b" * 64}
SHARED = {"deaths@1": "c" * 64}
SEAL = make_seal(ROWS, FILES, SHARED, "2025-07-01")


def told(rows: Sequence[tuple[str, ...]], seal: Seal = SEAL) -> list[tuple[str, dict[str, str | int]]]:
    return [
        (p.code.removeprefix("figures.seal-"), dict(p.params)) for p in compare(seal, rows, FILES, SHARED)
    ]


def test_the_chain_is_sha256_over_the_head_before_and_the_row() -> None:
    head = hashlib.sha256(b"giaouoc-seal/1").digest()
    for cells in ROWS:
        text = json.dumps(list(cells), ensure_ascii=False, separators=(",", ":"))
        head = hashlib.sha256(b"\0" + head + text.encode("utf-8")).digest()
    assert (SEAL.head, SEAL.length) == (head.hex(), 4)


def test_the_head_of_a_known_ledger_never_changes() -> None:
    assert SEAL.head == "416ee773a4d3343d1faa21eefb976e97a3640bc6986116ef707c9b8018920b93"


def test_composition_outer_spaces_and_line_ends_do_not_count() -> None:
    assert canonical_row([" Co\u0323\u0302ng ", "a\r\nb"]) == canonical_row(["Cộng", "a\nb"])
    assert canonical_row(["a  b"]) != canonical_row(["a b"])
    assert canonical_row(["ab", ""]) != canonical_row(["a", "b"])


def test_an_intact_ledger_has_no_problems_and_new_rows_are_only_remarked() -> None:
    longer = [*ROWS, ("5", "north", "1")]
    assert told(ROWS) == told(longer) == []
    assert unsealed(SEAL, ROWS) == []
    assert unsealed(SEAL, longer) == [Problem("figures.seal-rows-unsealed", {"count": 1, "length": 4})]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([ROWS[0], ("2", "south", "1"), *ROWS[2:]], [("row-changed", {"seq": 2})]),
        ([ROWS[0], *ROWS[2:]], [("row-lost", {"seq": 2})]),
        (ROWS[:3], [("row-lost", {"seq": 4})]),
        ([], [("row-lost", {"seq": n}) for n in (1, 2, 3, 4)]),
        (
            [ROWS[0], ROWS[2], ROWS[1], ROWS[3]],
            [("row-moved", {"seq": 2, "place": 3}), ("row-moved", {"seq": 3, "place": 2})],
        ),
        ([*ROWS[:2], ("9", "x", "1"), *ROWS[2:]], [("row-inserted", {"place": 3, "sealed": 4})]),
        ([*ROWS[:2], ROWS[1], *ROWS[2:]], [("row-inserted", {"place": 3, "sealed": 4})]),
        (
            [ROWS[0], ("2", "north", "Cộng"), ("3", "south", "7")],
            [("row-changed", {"seq": 2}), ("row-changed", {"seq": 3}), ("row-lost", {"seq": 4})],
        ),
    ],
    ids=["changed", "dropped", "cut", "emptied", "swapped", "inserted", "doubled", "dropped-and-renumbered"],
)
def test_what_became_of_a_sealed_row_is_named(
    rows: list[tuple[str, ...]], expected: list[tuple[str, dict[str, str | int]]]
) -> None:
    assert told(rows) == expected


def test_changed_lost_and_new_files_are_named() -> None:
    found = compare(SEAL, ROWS, {"pact.toml": "d" * 64, "more.toml": "e" * 64}, {})
    assert [(p.code, *p.params.values()) for p in found] == [
        ("figures.seal-file-changed", "more.toml"),
        ("figures.seal-file-changed", "pact.toml"),
        ("figures.seal-file-changed", "units.toml"),
        ("figures.seal-definition-changed", "deaths@1"),
    ]


def test_a_seal_whose_head_was_edited_does_not_fit_itself() -> None:
    assert told(ROWS, replace(SEAL, head="0" * 64)) == [("head-differs", {"length": 4})]


def test_sealing_again_takes_new_rows_at_the_end_and_keeps_anchors() -> None:
    anchored = replace(SEAL, anchors=(Anchor(4, SEAL.head, "Biên bản", "2025-07-02"),))
    longer = [*ROWS, ("5", "north", "1")]
    again = make_seal(longer, FILES, SHARED, "2025-08-01", anchored)
    assert (again.length, again.anchors, again.rows[:4]) == (5, anchored.anchors, SEAL.rows)
    assert told(longer, again) == []


@pytest.mark.parametrize("rows", [[*ROWS[:3], ("4", "south", "8")], ROWS[:3], [*ROWS[1:], ROWS[0]]])
def test_sealing_over_a_changed_row_is_refused(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(SealRefused) as refused:
        make_seal([*rows, ("5", "north", "1")], FILES, SHARED, "2025-08-01", SEAL)
    assert refused.value.problems


def test_someone_who_rewrites_rows_and_seal_is_caught_by_an_anchor() -> None:
    forged = [("1", "north", "14"), *ROWS[1:]]
    fresh = make_seal(forged, FILES, SHARED, "2025-07-01")
    assert told(forged, fresh) == []
    about = {"length": 4, "where": "Biên bản", "on": "2025-07-02"}
    anchored = replace(fresh, anchors=(Anchor(4, SEAL.head, "Biên bản", "2025-07-02"),))
    assert told(forged, anchored) == [("recorded-anchor-differs", about)]
    assert [p.code for p in anchor_problems(f"4:{SEAL.head[:8]}", forged)] == ["figures.seal-anchor-differs"]


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        (f"4:{SEAL.head}", []),
        (f" 4:{SEAL.head[:8].upper()} ", []),
        (f"2:{chain(ROWS)[2][:12]}", []),
        (f"0:{chain([])[0][:8]}", []),
        (f"3:{SEAL.head[:8]}", ["figures.seal-anchor-differs"]),
        (f"5:{SEAL.head[:8]}", ["figures.seal-anchor-beyond-end"]),
        (f"4:{SEAL.head[:7]}", ["figures.seal-anchor-malformed"]),
        (f"4:{SEAL.head}0", ["figures.seal-anchor-malformed"]),
        (f"4-{SEAL.head}", ["figures.seal-anchor-malformed"]),
        ("4:xyzxyzxyz", ["figures.seal-anchor-malformed"]),
        ("", ["figures.seal-anchor-malformed"]),
    ],
)
def test_an_anchor_from_outside_is_compared_by_its_first_digits(anchor: str, expected: list[str]) -> None:
    assert [p.code for p in anchor_problems(anchor, ROWS)] == expected


def test_a_seal_is_the_same_after_writing_and_reading() -> None:
    seal = replace(SEAL, anchors=(Anchor(2, "f" * 64, "Biên bản số 3", "2025-07-02"),))
    assert seal_from_text(seal_to_text(seal)) == seal


@pytest.mark.parametrize(
    "change",
    [
        {"format": "giaouoc-seal/2"},
        {"length": 3},
        {"head": "ABC"},
        {"head": 5},
        {"rows": ["x"] * 4},
        {"files": []},
        {"sealed_on": "soon"},
        {"anchors": [{"length": 1}]},
        {"anchors": [{"length": True, "head": "a" * 64, "where": "x", "on": "2025-01-01"}]},
        {"more": 1},
    ],
)
def test_what_is_not_a_seal_is_refused(change: dict[str, Any]) -> None:
    text = json.dumps(json.loads(seal_to_text(SEAL)) | change)
    with pytest.raises(SealRefused) as refused:
        seal_from_text(text)
    assert [p.code for p in refused.value.problems] == ["figures.seal-unreadable"]


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 100_000, '{"format": 1, "format": 1}'])
def test_broken_json_is_refused(text: str) -> None:
    with pytest.raises(SealRefused):
        seal_from_text(text)


def test_the_order_of_keys_does_not_change_the_hash_of_a_table() -> None:
    assert table_hash({"a": 1, "b": {"c": [1, 2]}}) == table_hash({"b": {"c": [1, 2]}, "a": 1})


LOOK_ALIKES: list[dict[str, Any]] = [
    {},
    {"a": 1},
    {"a": "1"},
    {"a": Decimal("1.0")},
    {"a": Decimal("1.00")},
    {"a": True},
    {"a": "true"},
    {"a": [1]},
    {"a": [[1]]},
    {"a": {}},
    {"a": []},
    {"a": date(2025, 1, 1)},
    {"a": "2025-01-01"},
    {"a": "a b"},
    {"a": "a  b"},
    {"a": Decimal("1e70")},
    {"a": 10**70},
    {"b": 1},
    {"a": {"b": 1}},
    {"a.b": 1},
]


def test_values_that_look_alike_are_hashed_apart() -> None:
    assert len({table_hash(one) for one in LOOK_ALIKES}) == len(LOOK_ALIKES)


def test_texts_are_hashed_composed() -> None:
    assert table_hash({"a": "Co\u0323\u0302ng"}) == table_hash({"a": "Cộng"})
