"""What the Word and the Excel report share below their words: text that XML can carry, and packages without a clock."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

Edit: TypeAlias = Callable[[bytes], bytes]

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file can name

REPORT_MARK: Final = "giaouoc-report"
"""The category in an office file's properties by which a report of ours is known again."""


def legible(text: str) -> str:
    """Return text without the characters that no XML file may hold, with one kind of line end."""
    return _NOT_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def packed(content: bytes, edits: Mapping[str, Edit] | None = None) -> bytes:
    """Return an office package anew, the same for the same parts: without the hour it was written.

    `edits` may change a part by its name.
    """
    changes = edits or {}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name in changes:
                part = changes[name](part)
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            new.writestr(info, part, compresslevel=6)
    return out.getvalue()
