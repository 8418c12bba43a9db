"""Text files: what is decoded, what is refused, and what the refusal names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.findings import Finding, Refusal, error
from giaouoc.exchange.encodings import decode, legacy_font_finding
from tests.exchange.legacy_codes import to_tcvn3, to_vni, to_windows_1258

ROWS = "seq,unit\n1,Phu Yen\n2,Công an tỉnh\n3,vụ cháy lớn\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read(encoding: str) -> None:
    assert decode(ROWS.encode(encoding), file="figures.csv") == ROWS


def test_utf_16_is_read_in_both_byte_orders() -> None:
    assert decode(b"\xfe\xff" + ROWS.encode("utf-16-be"), file="f") == ROWS
    assert decode(b"\xff\xfe" + ROWS.encode("utf-16-le"), file="f") == ROWS


@pytest.mark.parametrize(
    ("encode", "code"),
    [
        (to_tcvn3, "exchange.encoding-tcvn3"),
        (to_vni, "exchange.encoding-vni"),
        (to_windows_1258, "exchange.encoding-windows-1258"),
    ],
)
def test_an_old_code_is_named_with_its_first_line(encode: Callable[[str], bytes], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        decode(encode(ROWS), file="figures.csv")
    assert refused.value.findings == (error(code, file="figures.csv", line=3, value="2,Công an tỉnh"),)


def test_of_a_long_line_the_place_with_the_old_code_is_shown() -> None:
    row = b"2,vietnam,traffic-accidents,2024-02-08,2024-02-14,stated,reported,44,,,exact,," + to_tcvn3(
        "Công an"
    )
    with pytest.raises(Refusal) as refused:
        decode(b"seq,unit\n" + row + b",,,\n", file="figures.csv")
    (found,) = refused.value.findings
    assert (found["line"], found["value"]) == (2, "…ported,44,,,exact,,Công an,,,")


def unknown(line: int, value: str) -> Finding:
    return error("exchange.encoding-unknown", file="f", line=line, value=value)


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"", error("exchange.file-empty", file="f")),
        (b" \r\n\t", error("exchange.file-empty", file="f")),
        (b"\xef\xbb\xbf", error("exchange.file-empty", file="f")),
        (b"\xff\xfe", error("exchange.file-empty", file="f")),
        (b"a,b\x00c", error("exchange.file-not-text", file="f")),
        (ROWS.encode("utf-16-le"), error("exchange.file-not-text", file="f")),
        (b"\x89PNG\r\n\x1a\n\x00\x00", error("exchange.file-not-text", file="f")),
        (b"\xff\xfea\x00\x00\x00", error("exchange.file-not-text", file="f")),
        ("a\nétété é".encode("cp1252"), unknown(2, "E9 74 E9 74")),
        (b"\xff\xfe\x00\xd8", unknown(1, "00 D8")),
        ("a".encode("utf-32"), unknown(1, "FF FE 00 00")),
        (b"x" * 101, error("exchange.file-too-large", file="f", size=101, limit=100)),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_its_reason(data: bytes, finding: Finding) -> None:
    with pytest.raises(Refusal) as refused:
        decode(data, file="f", max_bytes=100)
    assert refused.value.findings == (finding,)


def test_a_file_at_the_limit_is_read() -> None:
    assert decode(b"x" * 100, file="f", max_bytes=100) == "x" * 100


def test_unicode_typed_with_an_old_font_is_refused_with_what_was_meant() -> None:
    with pytest.raises(Refusal) as refused:
        decode("unit\nC«ng an tØnh\nCông an\nb¸o c¸o\n".encode(), file="units.csv")
    assert refused.value.findings == (
        error(
            "exchange.text-legacy-font",
            file="units.csv",
            line=2,
            value="C«ng",
            meant="Công",
            encoding="TCVN3",
        ),
    )


def test_a_cell_is_looked_at_alone() -> None:
    found = legacy_font_finding("Coâng an tænh")
    assert found == error("exchange.text-legacy-font", value="Coâng", meant="Công", encoding="VNI")
    assert legacy_font_finding("Công an tỉnh") is None


@given(data=st.binary(max_size=60))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_bytes_are_read_as_what_they_encode_or_refused(data: bytes) -> None:
    try:
        text = decode(data, file="f")
    except Refusal:
        return
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert text == data.decode("utf-16")
    else:
        assert text.encode() == data.removeprefix(b"\xef\xbb\xbf")
