"""Vietnamese text without its marks, for finding and for codes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BARRED: Final = str.maketrans({"đ": "d", "Đ": "D"})
_NOT_IN_CODES: Final = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Return small letters without marks, đ as d, and single spaces: what a search compares."""
    bare = unicodedata.normalize("NFD", text.translate(_BARRED).casefold())
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def code_from(name: str) -> str:
    """Return a code made from a name: `Công an tỉnh An Giang` gives `cong-an-tinh-an-giang`."""
    return _NOT_IN_CODES.sub("-", fold(name)).strip("-")
