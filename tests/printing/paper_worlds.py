"""Cases for the Word and the Excel report, built in memory: one small, one of many units, one with hostile words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, partial

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry
from giaouoc.engine.indicators import Better, Indicator, IndicatorSet, Kind, RollUp
from giaouoc.engine.pacts import (
    Commitment,
    CommitmentType,
    Comparator,
    Direction,
    MilestoneItem,
    Part,
    Publisher,
    Target,
    TargetUnit,
    Task,
    TaskState,
)
from giaouoc.engine.units import Cluster, DatedName, Membership, Role, Unit, build_registry
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.wording import Lang, Voice
from giaouoc.wording.names import voice_of
from tests.support.cases import H1_2024, H1_2025, decrease, figure, ledger, make_case

HEAD = "5f2b" * 16
HOSTILE = '=HYPERLINK("http://x.example/?a=1&b=<2>","đây") \x07\ud800<w:b/>'
UNIT_NAMES = {
    "an": "Công an tỉnh An",
    "binh": "Công an tỉnh Bình",
    "cuong": "Công an tỉnh Cường",
}
_COUNT = Indicator("cases", None, "Số vụ cháy", "Fires", Kind.COUNT, Better.LOWER, RollUp.SUM, "vụ")
_DEATHS = replace(_COUNT, code="deaths", name="Số người chết", name_en="Deaths", unit_of_measure="người")
_SHARE = Indicator(
    "clearance", None, "Tỷ lệ khám phá", "Clearance", Kind.RATIO, Better.HIGHER, RollUp.RATIO, "%"
)
_NONE = Indicator("escapes", None, "Người trốn", "Escapes", Kind.ATTESTATION, Better.LOWER, RollUp.SUM, "")
_READY = replace(_NONE, code="ready", name="Lực lượng hiện đại", name_en="Modern force", better=Better.HIGHER)
_LEVEL = Target(Direction.REACH, Comparator.AT_LEAST, Decimal(75), TargetUnit.PERCENT)


def voice(standing: Standing, lang: Lang = Lang.VI) -> Voice:
    """Return the voice of a standing."""
    names = {
        "police": ("Năm công tác của công an", "Police year"),
        "circular-58": ("văn bản số 58/2009/TT-BCA(C11)", "document no. 58/2009/TT-BCA(C11)"),
    }
    return voice_of(standing.case, standing.as_known_on, lang, names)


@cache
def small() -> Standing:
    """Three units, five commitments of every kind; An hangs on the baseline, Cường reported nothing."""
    return judge(_case(tuple(_small_figures()), UNIT_NAMES, _small_commitments()), head=HEAD)


@cache
def many(units: int = 34, commitments: int = 20) -> Standing:
    """As many units and quantified commitments as the largest cluster has, each with base and actual."""
    names = {f"u{n:02d}": f"Công an tỉnh số {n:02d}" for n in range(1, units + 1)}
    promised = tuple(
        Commitment(
            f"c{n}",
            CommitmentType.QUANTIFIED,
            f"giảm {n} %",
            f"Việc {n}",
            f"Matter {n}",
            (_part(n),),
            ("own",),
        )
        for n in range(1, commitments + 1)
    )
    figures = [
        f
        for place, unit in enumerate(names)
        for n in range(1, commitments + 1)
        for f in (
            figure(100 + place, "2024-06-20", unit=unit, indicator=f"i{n}", days=H1_2024, publisher="own"),
            figure(90 + n, "2025-06-20", unit=unit, indicator=f"i{n}", publisher="own"),
        )
    ]
    indicators = [replace(_COUNT, code=f"i{n}", name=f"Số việc {n}") for n in range(1, commitments + 1)]
    return judge(_case(figures, names, promised, indicators), head=HEAD)


@cache
def hostile() -> Standing:
    """The small world where every text a case can hold is an attack on a spreadsheet and on XML."""
    names = dict.fromkeys(UNIT_NAMES, HOSTILE)
    figures = [replace(f, source=HOSTILE, note=HOSTILE) for f in _small_figures()]
    promised = [
        replace(
            c,
            text=HOSTILE,
            title=HOSTILE,
            title_en=HOSTILE,
            note=HOSTILE,
            parts=tuple(replace(p, label=HOSTILE, label_en=HOSTILE) for p in c.parts),
            items=tuple(replace(i, name=HOSTILE, test=HOSTILE) for i in c.items),
            tasks=tuple(replace(t, text=HOSTILE, evidence=HOSTILE) for t in c.tasks),
        )
        for c in _small_commitments()
    ]
    case = _case(figures, names, promised, cluster_name=HOSTILE)
    publishers = {code: Publisher(code, HOSTILE, HOSTILE) for code in case.pact.publishers}
    pact = replace(
        case.pact,
        title=HOSTILE,
        title_en=HOSTILE,
        movement=HOSTILE,
        slogan=HOSTILE,
        note=HOSTILE,
        made_up=True,
        publishers=publishers,
    )
    return judge(replace(case, pact=pact))


def _small_figures() -> Iterator[Entry]:
    yield from _own("an", base=100, restated=110, actual=96, deaths=(4, 3), escapes=0)
    yield from _own("binh", base=1200, restated=None, actual=1012, deaths=(0, 2), escapes=1)


def _own(
    unit: str, *, base: int, restated: int | None, actual: int, deaths: tuple[int, int], escapes: int
) -> Iterator[Entry]:
    """What a unit published about itself: the year before in July 2024, the pact's year in June 2025."""
    fires = partial(figure, unit=unit, publisher="own", indicator="cases")
    yield fires(base, "2024-07-01", days=H1_2024, source="https://a.example/1")
    yield fires(actual, "2025-06-20", source="https://a.example/2")
    if restated is not None:
        yield fires(restated, "2025-06-20", days=H1_2024, source="x")
    other = partial(figure, unit=unit, publisher="own")
    yield other(deaths[0], "2024-07-01", days=H1_2024, indicator="deaths")
    yield other(deaths[1], "2025-06-20", indicator="deaths")
    yield other(None, "2025-06-20", indicator="clearance", counts=(752, 1000))
    yield other(escapes, "2025-06-20", indicator="escapes")


def _small_commitments() -> tuple[Commitment, ...]:
    cases = Part("cases", "cases", decrease(), "Số vụ", "Fires")
    deaths = Part("deaths", "deaths", decrease(), "Số người chết", "Deaths")
    clearance = Part("clearance", "clearance", _LEVEL, "Tỷ lệ khám phá", "Clearance")
    return (
        Commitment(
            "fires",
            CommitmentType.QUANTIFIED,
            "giảm 5 % số vụ cháy và số người chết",
            "Giảm cháy",
            "Fewer fires",
            (cases, deaths),
            ("own",),
        ),
        Commitment(
            "clear",
            CommitmentType.QUANTIFIED,
            "khám phá từ 75 %",
            "Khám phá",
            "Clearance",
            (clearance,),
            ("own",),
        ),
        Commitment(
            "escape",
            CommitmentType.ZERO_TOLERANCE,
            "không để người bị giam trốn",
            "Không để trốn",
            "No escape",
            (Part("none", "escapes", None, "Không để xảy ra", "None"),),
            ("own",),
        ),
        Commitment(
            "modern",
            CommitmentType.MILESTONE,
            "đến hết năm có lực lượng hiện đại",
            "Lực lượng hiện đại",
            "Modern force",
            deadline=date(2025, 12, 31),
            items=(MilestoneItem("one", "Một lực lượng", "ready", "được công nhận", "own"),),
        ),
        Commitment(
            "learn",
            CommitmentType.QUALITATIVE,
            "học tập nghị quyết",
            "Học tập",
            "Study",
            tasks=(Task("t", "Mở lớp", TaskState.DONE, due_on=date(2025, 3, 1), evidence="Biên bản số 3"),),
        ),
    )


def _part(number: int) -> Part:
    return Part(f"p{number}", f"i{number}", decrease(str(number)), f"Số việc {number}", f"Matters {number}")


def _case(
    figures: Sequence[Entry],
    names: dict[str, str],
    commitments: Sequence[Commitment],
    indicators: Sequence[Indicator] = (_COUNT, _DEATHS, _SHARE, _NONE, _READY),
    cluster_name: str = "Cụm thi đua số 8",
) -> Case:
    frame = make_case()
    units = [Unit(code, (DatedName(name, None),)) for code, name in names.items()]
    roles = [Role.LEAD, *[Role.MEMBER] * len(names)]
    members = tuple(Membership(code, role) for code, role in zip(names, roles, strict=False))
    pact = replace(
        frame.pact,
        title="Giao ước năm 2025",
        title_en="Pact of 2025",
        movement="Vì an ninh Tổ quốc",
        signatories=tuple(names),
        commitments=tuple(commitments),
        window=H1_2025,
        publishers={"own": Publisher("own", "Từng đơn vị", "Each body")},
    )
    register = build_registry(units, [], [Cluster("cluster", cluster_name, "x", members)])
    return Case(pact, register, IndicatorSet(indicators), ledger(figures))
