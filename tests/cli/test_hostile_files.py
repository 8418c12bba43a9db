"""Hostile and broken files: a clear message, exit 1 or 2, no traceback, nothing written."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from giaouoc.cli.main import main
from giaouoc.engine.figures import COLUMNS
from tests.exchange.legacy_codes import to_tcvn3, to_vni, to_windows_1258

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = ("pact.toml", "units.toml", "indicators.toml", "figures.csv")
HEAD = ",".join(COLUMNS)
ROW = {
    "seq": "1",
    "unit": "vietnam",
    "indicator": "traffic-deaths",
    "first_day": "2026-02-14",
    "last_day": "2026-02-22",
    "window_basis": "stated",
    "status": "reported",
    "value": "230",
    "precision": "exact",
    "publisher": "ntsc",
    "publisher_basis": "printed",
    "source": "https://example.vn/1",
    "published_on": "2026-02-22",
}


def row(**changes: str) -> str:
    return ",".join((ROW | changes).get(name, "") for name in COLUMNS)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(EXAMPLES / "nation-tet-2026", folder)
    return folder


Refused = Callable[..., str]


@pytest.fixture
def refused(case: Path, capsys: pytest.CaptureFixture[str]) -> Refused:
    """Check the case and return the refusal; nothing may be printed as a result or written anywhere."""

    def check(*words: str) -> str:
        before = _contents(case.parent)
        status = main(["check", str(case), *words])
        out, err = capsys.readouterr()
        assert status in (1, 2)
        assert out == ""
        assert "Traceback" not in err
        assert "→" in err
        assert _contents(case.parent) == before
        return unicodedata.normalize("NFC", err)

    return check


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def figures(case: Path, *rows: str) -> None:
    """Put another ledger in the place of the one that was sealed."""
    (case / "ledger.json").unlink()
    (case / "figures.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_named(case: Path, refused: Refused, name: str) -> None:
    (case / name).write_bytes(b"")
    assert name in refused()


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(case: Path, refused: Refused, name: str) -> None:
    (case / name).unlink()
    assert name in refused()


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_short_is_named_with_its_place(case: Path, refused: Refused, name: str) -> None:
    data = (case / name).read_bytes()
    cut = data[: len(data) * 2 // 3].rsplit(b"=", 1)[0] if name.endswith("toml") else data[:-40] + b',"cut'
    (case / name).write_bytes(cut)
    assert name in refused()


@pytest.mark.parametrize("name", FILES)
def test_a_binary_file_is_named(case: Path, refused: Refused, name: str) -> None:
    (case / name).write_bytes(bytes(range(256)) * 8)
    assert name in refused()


SENTENCE = "Ủy ban An toàn giao thông báo cáo số vụ tai nạn giao thông đường bộ trên địa bàn tỉnh"
WRITERS = {"TCVN3": to_tcvn3, "VNI": to_vni, "1258": to_windows_1258}


@pytest.mark.parametrize("code", WRITERS)
@pytest.mark.parametrize("name", ["pact.toml", "figures.csv"])
def test_an_old_vietnamese_encoding_is_named_with_the_way_out(
    case: Path, refused: Refused, code: str, name: str
) -> None:
    (case / name).write_bytes(b'note = "' + WRITERS[code](SENTENCE) + b'"\n')
    said = refused()
    assert name in said
    assert code in said
    assert "UTF-8" in said


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", "NaN"),
        ("value", "inf"),
        ("value", "-5"),
        ("value", "1e5"),
        ("value", "12,5"),
        ("last_day", "9999-12-31"),
        ("last_day", "2026-02-30"),
        ("first_day", "2026-03-01"),
        ("published_on", "9999-12-31"),
        ("status", "maybe"),
        ("precision", "about"),
        ("unit", "../../etc"),
        ("unit", "nowhere"),
        ("indicator", "nowhere"),
        ("publisher", "nobody"),
        ("seq", "2"),
        ("corrects", "7"),
        ("numerator", "3"),
    ],
)
def test_a_wrong_cell_is_named_with_row_and_value(
    case: Path, refused: Refused, column: str, value: str
) -> None:
    figures(case, row(**{column: f'"{value}"' if "," in value else value}))
    said = refused()
    assert "figures.csv" in said
    assert "hàng 2" in said or "dòng sổ số 1" in said


def test_every_wrong_row_is_named_at_once(case: Path, refused: Refused) -> None:
    figures(case, row(value="NaN"), row(seq="2", value="-1"), row(seq="3", status="maybe"))
    said = refused()
    assert all(f"hàng {number}" in said for number in (2, 3, 4))


def test_a_hundred_thousand_wrong_rows_end_in_a_short_message(case: Path, refused: Refused) -> None:
    figures(case, *(row(seq=str(n), value="x") for n in range(1, 100_001)))
    assert len(refused().splitlines()) < 200


def test_a_hundred_thousand_sound_rows_are_read(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures(case, *(row(seq=str(n), source=f"https://example.vn/{n}") for n in range(1, 100_001)))
    assert main(["check", str(case), "--format", "csv"]) == 0
    assert "230" in capsys.readouterr().out


@pytest.mark.parametrize(
    "line",
    ['title = "again"', "signed_on = 2026-13-01", "signed_on = 9999-01-01", "made_up = maybe", "value = nan"],
)
def test_a_wrong_line_in_the_pact_is_named(case: Path, refused: Refused, line: str) -> None:
    key = line.split(" ")[0]
    text = (case / "pact.toml").read_text(encoding="utf-8")
    kept = text if key == "title" else "\n".join(x for x in text.splitlines() if not x.startswith(f"{key} "))
    (case / "pact.toml").write_text(f"{line}\n{kept}", encoding="utf-8")
    assert "pact.toml" in refused()


def test_an_unknown_key_is_refused_with_the_nearest_known_one(case: Path, refused: Refused) -> None:
    text = (case / "pact.toml").read_text(encoding="utf-8")
    (case / "pact.toml").write_text(text.replace("signatories", "signatorys"), encoding="utf-8")
    said = refused()
    assert "signatorys" in said
    assert "signatories" in said


def test_a_link_that_leads_out_of_the_case_is_refused(case: Path, refused: Refused) -> None:
    outside = case.parent / "outside.csv"
    outside.write_text(f"{HEAD}\n", encoding="utf-8")
    (case / "figures.csv").unlink()
    (case / "figures.csv").symlink_to(outside)
    assert "figures.csv" in refused()


def test_formulas_in_text_stay_text_in_every_output(
    case: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import openpyxl

    evil = "=HYPERLINK(1)"
    text = (case / "pact.toml").read_text(encoding="utf-8")
    changed = text.replace('title = "Tai nạn giao thông, cả 3 tiêu chí"', f'title = "{evil}"')
    (case / "ledger.json").unlink()
    (case / "pact.toml").write_text(changed, encoding="utf-8")
    assert main(["check", str(case), "--format", "csv", "--report", str(tmp_path / "r.xlsx")]) == 0
    for line in capsys.readouterr().out.splitlines():
        assert not any(cell.startswith(("=", "@")) for cell in line.split(","))
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = [
        cell for sheet in book for cells in sheet.iter_rows() for cell in cells if cell.value is not None
    ]
    assert any(cell.value == evil for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


def test_a_formula_in_the_ledger_is_refused_with_its_cell(case: Path, refused: Refused) -> None:
    figures(case, row(note="=HYPERLINK(1)"))
    said = refused()
    assert "note" in said
    assert "=HYPERLINK(1)" in said


def test_check_never_loads_the_web_parts() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from giaouoc.cli.main import main; "
        f"main(['check', {str(EXAMPLES / 'nation-tet-2026')!r}, '--format', 'json']); "
        "sys.exit('django' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    assert ended.returncode == 0
