"""A workbook from outside is looked through, part by part, before anything that trusts it opens it."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from giaouoc.engine.findings import Finding, Refusal, error, refuse
from giaouoc.exchange.paths import read_whole
from giaouoc.exchange.texts import shown
from giaouoc.exchange.workbook_parts import DoctypeError, PartContent, PartError, read_other, read_part

if TYPE_CHECKING:
    from openpyxl import Workbook

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC = b"PK\x03\x04"
_DIRECTORY_MAGIC = b"PK\x01\x02"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_NEEDED = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MACRO_NAMES = ("xl/vbaproject", "xl/vbadata", "xl/macrosheets/", "xl/dialogsheets/")
_OUTSIDE_NAMES = (
    "xl/externallinks/",
    "xl/connections.xml",
    "xl/querytables/",
    "xl/webextensions/",
    "xl/model/",
)
_EMBEDDED_NAMES = ("xl/embeddings/", "xl/activex/")
_NESTED_SUFFIXES = (
    ".zip",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".xls",
    ".docx",
    ".docm",
    ".pptx",
    ".rar",
    ".7z",
    ".exe",
)
_SHOWN_AT_MOST = 3
# A file made to annoy could bring ten thousand reasons.
_MOST_REASONS = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be: bytes packed, unpacked, entries, packing ratio, filled rows and columns."""

    max_bytes: int = 64 * 1024 * 1024
    max_unpacked: int = 200 * 1024 * 1024
    max_entries: int = 10_000
    max_ratio: int = 200
    # Small parts may pack very well: a ratio counts only from this size on.
    ratio_from: int = 1024 * 1024
    max_rows: int = 100_000
    max_columns: int = 500


LIMITS: Final = Limits()


def open_workbook(path: Path, *, data_only: bool = True, limits: Limits = LIMITS) -> Workbook:
    """Return the workbook, read from the very bytes that were checked, or refuse it with every reason.

    Its sheets are read row by row; the size one claims for itself is not to be believed, nor that it reads to
    its end.
    """
    data = read_whole(path, max_bytes=limits.max_bytes)
    if findings := _check_bytes(data, path.name, limits):
        raise Refusal(finding.about(file=path.name) for finding in findings)
    import openpyxl

    try:
        with warnings.catch_warnings():
            # openpyxl warns of each extension it leaves aside; none of them carries a figure.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False
            )
    except Exception as problem:
        # Many kinds of error leave openpyxl for a malformed part; each means the same to its reader.
        raise _unreadable(path.name) from problem
    if not book.worksheets:
        raise _unreadable(path.name)
    return book


def _unreadable(file: str, part: str | None = None) -> Refusal:
    return refuse("exchange.workbook-unreadable", file=file, part=part)


def _check_bytes(data: bytes, name: str, limits: Limits) -> list[Finding]:
    if not data:
        return [error("exchange.file-empty")]
    if data.startswith(_OLE_MAGIC):
        return [
            error("exchange.workbook-encrypted")
            if _ENCRYPTED_PACKAGE in data
            else error("exchange.workbook-old-xls")
        ]
    if not data.startswith(_ZIP_MAGIC):
        return [error("exchange.workbook-not-xlsx")]
    # Each entry costs memory before its count is known, so the directory is counted in the raw bytes.
    if (entries := data.count(_DIRECTORY_MAGIC)) > limits.max_entries:
        return [_too_many_entries(entries, limits)]
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return [error("exchange.workbook-cut-short")]
    except (ValueError, NotImplementedError, struct.error, OSError, EOFError):
        return [error("exchange.workbook-unreadable", part=name)]
    with archive:
        return _check_archive(archive, name, limits)[:_MOST_REASONS]


def _check_archive(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[Finding]:
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        return [error("exchange.workbook-encrypted")]
    findings = [*_check_sizes(entries, limits), *_check_names(entries)]
    if findings:
        return findings
    if not _NEEDED.issubset(entry.filename for entry in entries):
        return [error("exchange.workbook-not-xlsx")]
    contents, findings = _read_parts(archive, entries)
    return [*_check_reach(entries, name, contents), *_check_extent(contents, limits), *findings]


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> Iterator[Finding]:
    total = sum(entry.file_size for entry in entries)
    if total > limits.max_unpacked:
        yield error("exchange.workbook-unpacks-too-large", size=total, limit=limits.max_unpacked)
    if len(entries) > limits.max_entries:
        yield _too_many_entries(len(entries), limits)
    for entry in entries:
        if (
            entry.file_size > limits.ratio_from
            and entry.file_size > limits.max_ratio * max(1, entry.compress_size)
        ):  # fmt: skip
            ratio = entry.file_size // max(1, entry.compress_size)
            yield error(
                "exchange.workbook-packed-too-tight",
                part=shown(entry.filename),
                ratio=ratio,
                limit=limits.max_ratio,
            )


def _too_many_entries(entries: int, limits: Limits) -> Finding:
    return error("exchange.workbook-too-many-parts", parts=entries, limit=limits.max_entries)


def _check_names(entries: list[zipfile.ZipInfo]) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in entries:
        # orig_filename is the name as stored: zipfile itself cuts at a NUL byte and turns backslashes.
        name = entry.orig_filename
        steps = name.split("/")
        if (
            name.startswith("/")
            or ".." in steps
            or any(c in name for c in "\\:\0")
            or name.casefold() in seen
            or entry.compress_type not in _METHODS
        ):
            yield error("exchange.workbook-part-name", part=shown(name))
        seen.add(name.casefold())


def _read_parts(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]
) -> tuple[dict[str, PartContent], list[Finding]]:
    contents: dict[str, PartContent] = {}
    findings: list[Finding] = []
    for entry in entries:
        name = entry.filename
        try:
            if name.lower().endswith((".xml", ".rels")):
                contents[name] = read_part(archive, entry)
            elif (
                read_other(archive, entry).startswith((_ZIP_MAGIC, _OLE_MAGIC)) and "vba" not in name.lower()
            ):
                findings.append(error("exchange.workbook-embedded", part=shown(name)))
        except DoctypeError:
            findings.append(error("exchange.workbook-doctype", part=shown(name)))
        except PartError:
            findings.append(error("exchange.workbook-unreadable", part=shown(name)))
    return contents, findings


def _check_reach(
    entries: list[zipfile.ZipInfo], name: str, contents: dict[str, PartContent]
) -> Iterator[Finding]:
    """Yield what the workbook holds that runs or reaches outside it."""
    names = [entry.filename.lower() for entry in entries]
    if (
        any(part.startswith(_MACRO_NAMES) for part in names)
        or any(content.macro_enabled for content in contents.values())
        or PurePosixPath(name).suffix.lower() in (".xlsm", ".xltm", ".xlam")
    ):
        yield error("exchange.workbook-macros")
    outside = [target for content in contents.values() for target in content.outside]
    outside += [part for part in names if part.startswith(_OUTSIDE_NAMES) and not part.endswith("/")]
    if outside:
        yield error(
            "exchange.workbook-external-links", links=tuple(shown(link) for link in outside[:_SHOWN_AT_MOST])
        )
    for part in names:
        if part.startswith(_EMBEDDED_NAMES) or part.endswith(_NESTED_SUFFIXES):
            yield error("exchange.workbook-embedded", part=shown(part))
            break
    for part, content in contents.items():
        if content.reaching_out:
            yield error(
                "exchange.workbook-formula-reaches-out",
                part=shown(part),
                value=shown(content.reaching_out[0]),
            )


def _check_extent(contents: dict[str, PartContent], limits: Limits) -> Iterator[Finding]:
    for part, content in contents.items():
        if content.last_row > limits.max_rows:
            yield error(
                "exchange.workbook-too-many-rows",
                part=shown(part),
                row=content.last_row,
                limit=limits.max_rows,
            )
        if content.last_column > limits.max_columns:
            yield error(
                "exchange.workbook-too-many-columns",
                part=shown(part),
                column=content.last_column,
                limit=limits.max_columns,
            )
