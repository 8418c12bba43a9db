"""A small case that uses every key and every column, with its own rule files; all of it is made up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from giaouoc.engine.figures import COLUMNS, Entry
from giaouoc.engine.findings import Finding
from giaouoc.exchange.figures_file import FIGURES_FILE, with_rows, write_figures
from giaouoc.exchange.rules_files import RuleFiles
from giaouoc.wording import Lang, Voice, say

PACT = """\
format = "giaouoc-pact/1"
code = "sample-2025"
title = "Giao ước mẫu"
title_en = "Sample pact"
cluster = "cluster-a"
movement = "Phong trào mẫu"
slogan = "Đoàn kết"
signed_on = 2025-02-14
signatories = ["north", "south"]
made_up = true
note = "Made up."

[period]
first_day = 2024-12-15
last_day = 2025-12-14
calendar = "police"
assumed = true
reason = "The pact names none."
holidays = "vietnam"

[rules]
baseline = "at_signing"
territory = "not_stated"

[publishers.office]
name = "Văn phòng"
name_en = "Office"

[[commitment]]
code = "deaths"
type = "quantified"
text = "giảm 5 %"
title = "Số người chết"
title_en = "Deaths"
sources = ["office"]
scope = "open"
baseline_year = 2023
note = "As written."

[[commitment.part]]
code = "all"
indicator = "deaths"
label = "Số người chết"
label_en = "Deaths"
direction = "decrease"
comparator = "between"
value = 3.5
value_high = 5
unit = "percent"

[commitment.part.by_unit.south]
direction = "decrease"
comparator = "exactly"
value = 10
unit = "count"

[[commitment.exempt]]
unit = "north"
reason = "Has none."

[[commitment]]
code = "zero"
type = "zero_tolerance"
text = "không để xảy ra"
title = "Không để xảy ra"
sources = "not_stated"

[[commitment.part]]
code = "one"
indicator = "x-zero"
label = "Không để xảy ra"

[[commitment]]
code = "mile"
type = "milestone"
text = "hoàn thành"
title = "Mốc"
deadline = 2026-01-31
needed = 1

[[commitment.item]]
code = "hall"
name = "Nhà"
indicator = "x-zero"
test = "Có biên bản"
attester = "office"

[[commitment]]
code = "talk"
type = "qualitative"
text = "tuyên truyền"
title = "Tuyên truyền"

[[commitment.task]]
code = "t1"
text = "Họp"
state = "done"
unit = "north"
due_on = 2025-06-30
evidence = "Biên bản 1"
"""

UNITS = """\
format = "giaouoc-units/1"

[[unit]]
code = "nation"
[[unit.name]]
name = "Cả nước"
name_en = "Nation"

[[unit]]
code = "north"
first_day = 2000-01-01
last_day = 2025-06-30
note = "Merged."
[[unit.name]]
name = "Bắc cũ"
last_day = 2009-12-31
[[unit.name]]
name = "Bắc"
first_day = 2010-01-01
[[unit.parent]]
unit = "nation"
first_day = 2000-01-01
last_day = 2025-06-30

[[unit]]
code = "south"
[[unit.name]]
name = "Nam"

[[unit]]
code = "both"
[[unit.name]]
name = "Bắc Nam"

[[unit]]
code = "east"
[[unit.name]]
name = "Đông"

[[unit]]
code = "east-1"
[[unit.name]]
name = "Đông 1"

[[unit]]
code = "east-2"
[[unit.name]]
name = "Đông 2"

[[succession]]
kind = "merge"
on = 2025-07-01
from = ["north", "south"]
to = ["both"]
legal_basis = "Nghị quyết mẫu"
mark = "G"

[[succession]]
kind = "split"
on = 2025-07-01
from = ["east"]
to = ["east-1", "east-2"]
mark = "G"
key_name = "dân số"
[succession.shares]
east-1 = "0.6"
east-2 = 0.4

[[cluster]]
code = "cluster-a"
name = "Cụm A"
name_en = "Cluster A"
system = "sample"
[[cluster.member]]
unit = "north"
role = "lead"
first_day = 2025-01-01
last_day = 2025-06-30
[[cluster.member]]
unit = "south"
role = "member"
"""

INDICATORS = """\
format = "giaouoc-indicators/1"
use = ["deaths@1"]

[[indicator]]
code = "x-zero"
name = "Việc không để xảy ra"
name_en = "Not to happen"
kind = "attestation"
better = "lower"
roll_up = "sum"
unit_of_measure = "vụ"
missing_part = "skip_not_applicable"
part_of = "deaths"
parts = []
classification = "public"
known_wrong = "Nothing."

[[indicator.definition]]
version = "old"
last_day = 2024-12-31
says = "Cũ"
[indicator.definition.citation]
act = "act-1"
article = "Điều 1"
mark = "G"
source = "not read"
checked_on = 2026-01-01

[[indicator.definition]]
version = "new"
first_day = 2025-01-01
says = "Mới"

[[indicator.compares]]
one = "old"
other = "new"
compares = "unknown"
reason = "Nobody said."

[indicator.dispersion]
phi = 1.3
sigma = 0.11
source = "made up"
"""

DEATHS = """\
code = "deaths"
edition = 1
name = "Số người chết"
kind = "count"
better = "lower"
roll_up = "sum"
unit_of_measure = "người"
"""

POLICE = 'code = "police"\nyear_month = 12\nfirst_day = 15\nnamed_by = "end"\n'

HOLIDAYS = """\
[[holidays]]
code = "tet"
year = 2025
first_day = 2025-01-25
last_day = 2025-02-02
"""

ACT = """\
code = "act-1"
number = "1/2025/TT"
title = "Thông tư mẫu"
issuer = "Bộ mẫu"
in_force_from = 2025-01-01
in_force_to = 2025-12-31
says = "Mẫu"
note = "Made up."

[citation]
article = "Điều 2"
mark = "S"
source = "https://example.vn/1"
checked_on = 2026-01-01
"""

_PLAIN = {
    "unit": "north",
    "indicator": "deaths",
    "first_day": "2024-12-15",
    "last_day": "2025-06-14",
    "window_basis": "stated",
    "status": "reported",
    "precision": "exact",
    "publisher": "office",
    "publisher_basis": "printed",
    "source": "Báo cáo 12/BC, trang 3",
    "published_on": "2025-06-20",
}


def row(seq: int, **cells: str) -> dict[str, str]:
    """Return a row of the sample ledger; the cells given replace the usual ones."""
    return dict.fromkeys(COLUMNS, "") | _PLAIN | {"seq": str(seq)} | cells


def rows() -> list[dict[str, str]]:
    """Return five rows: a figure, its base, a missing one, a correction and a zero."""
    base = {"first_day": "2023-12-15", "last_day": "2024-06-14"}
    corrected = {"corrects": "1", "reason": "Cộng nhầm", "recorded_at": "2025-07-01T08:00:00+07:00"}
    return [
        row(1, value="41", claimed_base="44", claimed_percent="-6.8", recorded_by="u1"),
        row(2, value="44", claimed_base="44", note="implied by 1", **base),
        row(3, unit="south", status="missing", source="", published_on="2025-06"),
        row(4, value="42", published_on="2025-07-01", **corrected),
        row(5, unit="south", indicator="x-zero", value="0", definition="new", published_on="2025"),
    ]


def write_case(folder: Path) -> Path:
    """Write the sample case into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"pact.toml": PACT, "units.toml": UNITS, "indicators.toml": INDICATORS}
    for name, text in (texts | {"figures.csv": write_figures(rows())}).items():
        (folder / name).write_bytes(text.encode())
    return folder


def append_rows(folder: Path, added: Iterable[Mapping[str, str]]) -> tuple[Entry, ...]:
    """Add rows to the ledger of a folder, and nothing else."""
    data, entries = with_rows(folder, added)
    (folder / FIGURES_FILE).write_bytes(data)
    return entries


def write_rules(folder: Path) -> RuleFiles:
    """Write the sample's rule files into a folder and return it as rules."""
    for name, text in {
        "calendars/police.toml": POLICE,
        "calendars/holidays.toml": HOLIDAYS,
        "indicators/deaths.toml": DEATHS,
        "acts/act-1.toml": ACT,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return RuleFiles(folder)


def replaced(text: str, old: str, new: str) -> str:
    """Replace what must be there exactly once."""
    assert text.count(old) == 1
    return text.replace(old, new)


def spoken(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, after each of this room has been put into words in both languages."""
    found = list(findings)
    for finding in found:
        if finding.code.startswith(("case_file.", "exchange.", "figures.seal-")):
            for lang in Lang:
                say(finding, Voice(lang))
    return found
