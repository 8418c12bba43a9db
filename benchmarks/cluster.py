"""A made-up cluster as a case folder, of any size: two police years by month, each month restated.

One seed: the same size gives the same files.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from giaouoc.engine.figures import COLUMNS

SEED = 34
# 18 counts make 16 commitments; with the rest and a qualitative one there are 20.
COUNTS, SHARES, ATTESTED = 18, 2, 1
# Days after a month's end on which it is published, restated, and restated again.
VINTAGES = {2024: (6, 70, 420), 2025: (6, 60)}
SIGNED_ON = date(2025, 2, 14)
FIRST_COMMITMENT_PARTS = 3


@dataclass(frozen=True)
class Size:
    """What was written: 20 commitments, whatever the number of units."""

    units: int
    commitments: int
    months: int
    rows: int
    verdicts: int


def write_cluster(folder: Path, units: int) -> Size:
    """Write the four files of the case and return their size."""
    codes = [f"unit-{number:02}" for number in range(1, units + 1)]
    rows = sorted(_rows(codes), key=lambda r: (r["published_on"], r["unit"], r["indicator"], r["first_day"]))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({"seq": number, **row} for number, row in enumerate(rows, start=1))
    pact, commitments = _pact(codes)
    texts = {"figures": out.getvalue(), "pact": pact, "units": _units(codes), "indicators": _indicators()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        file = folder / f"{name}.{'csv' if name == 'figures' else 'toml'}"
        file.write_text(text, encoding="utf-8", newline="")
    return Size(units, commitments, 24, len(rows), units * commitments)


def _rows(codes: list[str]) -> Iterator[dict[str, str]]:
    for unit in codes:
        for number in range(1, COUNTS + 1):
            yield from _counts(unit, f"x-count-{number:02}", Random(f"{SEED}/{unit}/{number}"))
        for number in range(1, SHARES + 1):
            yield from _shares(unit, f"x-share-{number}", Random(f"{SEED}/{unit}/share {number}"))
        for number in range(1, ATTESTED + 1):
            yield from _attestations(unit, f"x-attested-{number}", Random(f"{SEED}/{unit}/attested {number}"))


def _counts(unit: str, indicator: str, rng: Random) -> Iterator[dict[str, str]]:
    """Yield every vintage of every month; a twentieth of the months is restated by more than nothing."""
    usual = 1 + int(60 * rng.random() ** 2)
    for year in VINTAGES:
        for first, last in _months(year):
            value = int(usual * (0.7 + 0.6 * rng.random()))
            for known_after in VINTAGES[year]:
                yield _row(unit, indicator, first, last, known_after) | {"value": str(value)}
                value += rng.random() < 0.05


def _shares(unit: str, indicator: str, rng: Random) -> Iterator[dict[str, str]]:
    for first, last in _months(2025):
        cases = 20 + int(30 * rng.random())
        solved = int(cases * (0.6 + 0.4 * rng.random()))
        for known_after in VINTAGES[2025]:
            yield _row(unit, indicator, first, last, known_after) | {
                "numerator": str(solved),
                "denominator": str(cases),
            }


def _attestations(unit: str, indicator: str, rng: Random) -> Iterator[dict[str, str]]:
    for first, last in _months(2025):
        happened = rng.random() < 0.01
        yield _row(unit, indicator, first, last, 6) | {"value": "1" if happened else "0"}


def _row(unit: str, indicator: str, first: date, last: date, known_after: int) -> dict[str, str]:
    return {
        "unit": unit,
        "indicator": indicator,
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "window_basis": "stated",
        "status": "reported",
        "precision": "exact",
        "publisher": "own",
        "publisher_basis": "printed",
        "source": f"report {last.isoformat()}, {known_after} days after",
        "published_on": (last + timedelta(days=known_after)).isoformat(),
    }


def _months(year: int) -> list[tuple[date, date]]:
    """Return the months of a police year by first and last day."""
    starts = [date(year - 1, 12, 15), *(date(year, month, 15) for month in range(1, 13))]
    return [(start, stop - timedelta(days=1)) for start, stop in pairwise(starts)]


def _pact(codes: list[str]) -> tuple[str, int]:
    names = ", ".join(f'"{code}"' for code in codes)
    blocks = [
        f"""format = "giaouoc-pact/1"
code = "benchmark"
title = "Cụm sinh ra để đo tốc độ"
cluster = "benchmark"
movement = "Không có"
signed_on = {SIGNED_ON}
signatories = [{names}]
made_up = true

[period]
first_day = 2024-12-15
last_day = 2025-12-14
calendar = "police"

[rules]
baseline = "not_stated"
territory = "as_signed"

[publishers.own]
name = "Đơn vị báo cáo"
"""
    ]
    counts = [f"x-count-{number:02}" for number in range(1, COUNTS + 1)]
    groups = [counts[:FIRST_COMMITMENT_PARTS], *([code] for code in counts[FIRST_COMMITMENT_PARTS:])]
    decrease = 'direction = "decrease"\ncomparator = "exactly"\nvalue = 5\nunit = "percent"\n'
    level = 'direction = "reach"\ncomparator = "at_least"\nvalue = 75\nunit = "percent"\n'
    for group in groups:
        blocks.append(_commitment(group[0], "quantified", [(code, decrease) for code in group]))
    blocks += [
        _commitment(f"x-share-{n}", "quantified", [(f"x-share-{n}", level)]) for n in range(1, SHARES + 1)
    ]
    blocks += [
        _commitment(f"x-attested-{n}", "zero_tolerance", [(f"x-attested-{n}", "")])
        for n in range(1, ATTESTED + 1)
    ]
    blocks.append(_commitment("x-task", "qualitative", []))
    return "\n".join(blocks), len(blocks) - 1


def _commitment(code: str, kind: str, parts: list[tuple[str, str]]) -> str:
    sources = "" if kind == "qualitative" else 'sources = ["own"]\n'
    text = (
        f'[[commitment]]\ncode = "{code[2:]}"\ntype = "{kind}"\ntext = "{code}"\ntitle = "{code}"\n{sources}'
    )
    for indicator, target in parts:
        keys = "".join(f'{key} = "{indicator}"\n' for key in ("code", "indicator", "label"))
        text += f"\n[[commitment.part]]\n{keys}{target}"
    return text


def _units(codes: list[str]) -> str:
    blocks = ['format = "giaouoc-units/1"\n']
    blocks += [f'[[unit]]\ncode = "{code}"\n\n[[unit.name]]\nname = "Đơn vị {code[5:]}"\n' for code in codes]
    return "\n".join(blocks)


def _indicators() -> str:
    kinds = [(f"x-count-{n:02}", "count", "lower", "sum") for n in range(1, COUNTS + 1)]
    kinds += [(f"x-share-{n}", "ratio", "higher", "ratio") for n in range(1, SHARES + 1)]
    kinds += [(f"x-attested-{n}", "attestation", "lower", "none") for n in range(1, ATTESTED + 1)]
    blocks = ['format = "giaouoc-indicators/1"\n']
    for code, kind, better, roll_up in kinds:
        blocks.append(
            f'[[indicator]]\ncode = "{code}"\nname = "{code}"\nkind = "{kind}"\nbetter = "{better}"\n'
            f'roll_up = "{roll_up}"\nunit_of_measure = "vụ"\n\n'
            '[[indicator.definition]]\nversion = "1"\nsays = "Sinh ra để đo tốc độ."\n'
        )
    return "\n".join(blocks)


if __name__ == "__main__":
    print(json.dumps(asdict(write_cluster(Path(sys.argv[1]), int(sys.argv[2])))))
