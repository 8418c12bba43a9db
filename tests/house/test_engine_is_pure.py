"""The engine: values and rules without files, clock, network or screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.purity import impurities
from tools.tree import ROOT, python_files

ENGINE = ROOT / "src/giaouoc/engine"


@pytest.mark.parametrize("path", python_files(ENGINE), ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_an_engine_module_imports_and_calls_only_what_is_pure(path: Path) -> None:
    assert impurities(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import os.path", ["line 1: imports os.path"]),
        ("from pathlib import Path", ["line 1: imports pathlib"]),
        ("from giaouoc.wording import say", ["line 1: imports giaouoc.wording"]),
        ("from giaouoc import services", ["line 1: imports giaouoc"]),
        ("import numpy as np", ["line 1: imports numpy"]),
        ("def f():\n    from scipy import stats", ["line 2: imports scipy.stats"]),
        ("def f():\n    import time", ["line 2: imports time"]),
        ("x = open('a')\nprint(x)", ["line 1: calls open", "line 2: calls print"]),
        ("day = date.today()", ["line 1: reads the clock by today"]),
        ("at = datetime.datetime.now(UTC)", ["line 1: reads the clock by now"]),
    ],
)
def test_what_is_not_pure_is_named_with_its_line(source: str, expected: list[str]) -> None:
    assert impurities(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "from collections.abc import Iterable\nimport decimal",
        "from giaouoc.engine.findings import note",
        "from .findings import note",
        "def f():\n    import numpy as np\n    from scipy import special\n    import scipy.special",
        "if TYPE_CHECKING:\n    import numpy.typing as npt",
        "shown = opened(day)",
    ],
)
def test_what_is_pure_passes(source: str) -> None:
    assert impurities(source) == []
