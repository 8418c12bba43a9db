"""Each refusal of this layer can be said in both languages with the parameters it carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from giaouoc.engine.findings import Finding, Refusal
from giaouoc.exchange.days import read_day
from giaouoc.exchange.encodings import decode
from giaouoc.exchange.numbers import read_machine_number, read_number
from giaouoc.exchange.paths import inside, write_whole
from giaouoc.exchange.workbook_guard import LIMITS
from giaouoc.wording import Lang, Voice, place, say
from tests.exchange.hostile_workbooks import pack, parts, reasons, relationships
from tests.exchange.legacy_codes import to_tcvn3, to_vni, to_windows_1258

LINE = "a\nCông an tỉnh"
ATTEMPTS: list[Callable[[], object]] = [
    *(lambda typed=typed: read_number(typed) for typed in ("1.234", "--5", "1" * 19)),
    *(lambda typed=typed: read_number(typed, whole=True, allow_negative=False) for typed in ("1,234", "1,5", "-1")),
    lambda: read_machine_number("1,5"),
    *(
        lambda typed=typed: read_day(typed)
        for typed in ("31/2/2025", "14/2/25", "14/2", "1/1/9999", 45702, "02/14/2025")
    ),
    *(lambda encode=encode: decode(encode(LINE), file="f") for encode in (to_tcvn3, to_vni, to_windows_1258)),
    *(lambda data=data: decode(data, file="f") for data in (b"", b"\x00", b"\xe9t\xe9", "C«ng an tØnh".encode())),
    lambda: decode(b"12", file="f", max_bytes=1),
    lambda: inside(Path(), ".."),
    lambda: write_whole(Path("no-such-folder/f"), ""),
]  # fmt: skip


def said_in_both(finding: Finding) -> set[str]:
    """Return everything said about a finding, place and all."""
    words: set[str] = set()
    for voice in (Voice(Lang.VI), Voice(Lang.EN)):
        message = say(finding, voice)
        words |= {message.title, message.saw, message.way_out, place(finding, voice)}
    return words


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_cannot_be_read_is_said_with_its_value(attempt: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as refused:
        attempt()
    for finding in refused.value.findings:
        seen = finding.get("value") or finding.get("file")
        assert any(str(seen) in sentence for sentence in said_in_both(finding))


def test_what_forbids_a_workbook_is_said_with_its_file(tmp_path: Path) -> None:
    reaching = '<row r="9"><c r="D9"><f>RTD(1)</f></c></row>'
    outside = relationships(("image", "http://example.org/p.png", "External"))
    path = pack(
        tmp_path / "b.xlsm",
        parts(reaching),
        ("xl/embeddings/a.bin", b"x"),
        ("xl/a.xml", "<!DOCTYPE a><a/>"),
        ("xl/b.xml", "<a>"),
        ("xl/c.rels", outside),
    )
    packed = pack(tmp_path / "tight.xlsx", parts(), ("../a.bin", bytes(1 << 16)))
    tight = replace(LIMITS, max_unpacked=1, ratio_from=1, max_ratio=20)
    findings = [
        *reasons(path, limits=replace(LIMITS, max_rows=8, max_columns=3)),
        *reasons(packed, limits=tight),
        *reasons(packed, limits=replace(LIMITS, max_entries=1)),
        *reasons(tmp_path / "none.xlsx"),
        *reasons(tmp_path),
    ]
    for number, data in enumerate((b"x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        (tmp_path / f"{number}.xlsx").write_bytes(data)
        findings += reasons(tmp_path / f"{number}.xlsx")
    assert len({finding.code for finding in findings}) == 17
    for finding in findings:
        assert sum(str(finding["file"]) in sentence for sentence in said_in_both(finding)) >= 2
