"""A made-up world for reports: five bodies by months, every kind of commitment and of result, and hostile texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import (
    Entry,
    Ledger,
    Precision,
    PublishedOn,
    PublisherBasis,
    Status,
    WindowBasis,
)
from giaouoc.engine.indicators import (
    Better,
    Definition,
    DispersionDefault,
    Indicator,
    IndicatorSet,
    Kind,
    RollUp,
)
from giaouoc.engine.pacts import (
    Commitment,
    CommitmentType,
    Comparator,
    Direction,
    Exemption,
    MilestoneItem,
    Pact,
    Part,
    Publisher,
    Target,
    TargetUnit,
    Task,
    TaskState,
)
from giaouoc.engine.periods import Calendar, Period, PeriodKind, Window
from giaouoc.engine.rulebook import Citation, Mark
from giaouoc.engine.units import (
    Cluster,
    DatedName,
    Membership,
    Role,
    Succession,
    SuccessionKind,
    Unit,
    build_registry,
)
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Standing

D = Decimal
POLICE = Calendar("police", 12, 15, "end")
YEAR = POLICE.window(Period(PeriodKind.YEAR, 2025))
BASE = POLICE.window(Period(PeriodKind.YEAR, 2024))
SIGNED = date(2025, 2, 14)
MERGED_ON = date(2025, 12, 1)
NAMES = ("Hồng Lam", "Sông Trăng", "Núi Biếc", "Đồng Xanh", "Cửa Hạ")
SCRIPT = '<script>alert("x")</script>'


class Rows:
    """Entries in the order they are added."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(
        self,
        unit: str,
        indicator: str,
        window: Window,
        value: int | None,
        on: date | None,
        *,
        counts: tuple[int, int] | None = None,
        source: str = "https://example.org/bao-cao",
        status: Status = Status.REPORTED,
        corrects: int | None = None,
        reason: str | None = None,
        note: str | None = None,
        definition: str | None = None,
        basis: WindowBasis = WindowBasis.STATED,
    ) -> int:
        seq = len(self.entries) + 1
        self.entries.append(
            Entry(
                seq=seq,
                unit=unit,
                indicator=indicator,
                window=window,
                window_basis=basis,
                status=status,
                value=None if value is None else D(value),
                numerator=D(counts[0]) if counts else None,
                denominator=D(counts[1]) if counts else None,
                precision=Precision.EXACT,
                definition=definition,
                publisher="own",
                publisher_basis=PublisherBasis.PRINTED,
                source=source,
                published_on=PublishedOn(on.isoformat(), on) if on else None,
                corrects=corrects,
                reason=reason,
                note=note,
            )
        )
        return seq


def indicator(code: str, name: str, **more: object) -> Indicator:
    given: dict[str, object] = {
        "kind": Kind.COUNT,
        "better": Better.LOWER,
        "roll_up": RollUp.SUM,
        "unit_of_measure": "vụ",
        "dispersion": DispersionDefault(D("1.3"), D("0.08"), "mô phỏng"),
    }
    return Indicator(code, 1, name, f"{code} (en)", **(given | more))  # type: ignore[arg-type]


def fall(value: int, comparator: Comparator = Comparator.AT_LEAST) -> Target:
    return Target(Direction.DECREASE, comparator, D(value), TargetUnit.PERCENT)


def indicators() -> IndicatorSet:
    cited = Citation(
        "Thông tư mô phỏng", "Điều 4", Mark.UNVERIFIED, "https://example.org/tt", date(2026, 1, 5)
    )
    definition = Definition("tt-1", None, None, "Mọi vụ có thiệt hại về người.", cited)
    attested = {"kind": Kind.ATTESTATION, "roll_up": RollUp.NONE, "unit_of_measure": "", "dispersion": None}
    return IndicatorSet(
        [
            indicator("x-offences", "Phạm tội về trật tự xã hội", definitions=(definition,)),
            indicator("x-cases", "Số vụ tai nạn giao thông"),
            indicator("x-deaths", "Số người chết vì tai nạn giao thông", unit_of_measure="người"),
            indicator("x-fires", "Cháy lớn", dispersion=None),
            indicator(
                "x-solved",
                "Tỷ lệ khám phá án",
                kind=Kind.RATIO,
                better=Better.HIGHER,
                roll_up=RollUp.RATIO,
                unit_of_measure="%",
                dispersion=None,
            ),
            indicator("x-gangs", "Băng, nhóm tội phạm", **attested),
            indicator("x-modern", "Lực lượng hiện đại", better=Better.HIGHER, **attested),
        ]
    )


def counted(exempt: str) -> tuple[Commitment, ...]:
    deaths = Part("deaths", "x-deaths", fall(5, Comparator.EXACTLY), "Số người chết", "Deaths")
    cases = Part("cases", "x-cases", fall(5, Comparator.EXACTLY), "Số vụ", "Accidents")
    solved = Target(Direction.REACH, Comparator.AT_LEAST, D(75), TargetUnit.PERCENT)
    return (
        Commitment(
            "offences",
            CommitmentType.QUANTIFIED,
            "kéo giảm ít nhất 05% các vụ phạm tội về trật tự xã hội",
            "Phạm tội về trật tự xã hội",
            "Offences against social order",
            (Part("all", "x-offences", fall(5), "Số vụ phạm tội", "Offences"),),
            ("own",),
        ),
        Commitment(
            "traffic",
            CommitmentType.QUANTIFIED,
            "giảm 5% số vụ, số người chết do tai nạn giao thông",
            "Tai nạn giao thông, 2 tiêu chí",
            "Traffic accidents, two criteria",
            (cases, deaths),
            ("own",),
        ),
        Commitment(
            "fires",
            CommitmentType.QUANTIFIED,
            "giảm 10% số vụ cháy lớn",
            "Cháy lớn",
            "Large fires",
            (Part("large", "x-fires", fall(10), "Cháy lớn", "Large fires"),),
            None,
            exemptions=(Exemption(exempt, "địa bàn không có khu công nghiệp"),),
        ),
        Commitment(
            "solved",
            CommitmentType.QUANTIFIED,
            "tỷ lệ điều tra, khám phá án đạt từ 75% trở lên",
            "Tỷ lệ điều tra, khám phá án",
            "Clearance",
            (Part("rate", "x-solved", solved, "Tỷ lệ khám phá", "Clearance"),),
            ("own",),
        ),
    )


def attested() -> tuple[Commitment, ...]:
    items = tuple(
        MilestoneItem(
            f"i{n}", f"Lực lượng {n}", "x-modern", None if n == 3 else "có quyết định công nhận", "own"
        )
        for n in (1, 2, 3)
    )
    return (
        Commitment(
            "gangs",
            CommitmentType.ZERO_TOLERANCE,
            "không để hình thành băng, nhóm tội phạm nguy hiểm",
            "Không để hình thành băng, nhóm tội phạm",
            "No gangs",
            (Part("gangs", "x-gangs", None, "Băng, nhóm", "Gangs"),),
            ("own",),
        ),
        Commitment(
            "modern",
            CommitmentType.MILESTONE,
            "3 lực lượng tiến thẳng lên hiện đại",
            "3 lực lượng tiến thẳng lên hiện đại",
            "Three modern forces",
            sources=("own",),
            deadline=date(2025, 12, 31),
            items=items,
            needed=2,
        ),
        Commitment(
            "people",
            CommitmentType.QUALITATIVE,
            "phát huy sức mạnh tổng hợp của cả hệ thống chính trị",
            "Phát huy sức mạnh tổng hợp",
            "Strength of all",
            tasks=(Task("t1", "Ký quy chế phối hợp", TaskState.DONE, None, date(2025, 6, 30), SCRIPT),),
            note=SCRIPT,
        ),
    )


def monthly(rows: Rows, unit: str, code: str, size: int, percent: int, *, skip: int = 0) -> None:
    """Report every month of both years; the months of the actual year are `percent` of the base's."""
    wave = (4, -3, 1, 0, 5, -2, 3, -4, 2, -1, -5, 0)
    base_months = POLICE.months(2024)
    for n, month in enumerate(base_months):
        rows.add(unit, code, month, max(0, size + size * wave[n] // 20), date(2025, 1, 10))
    for n, month in enumerate(POLICE.months(2025)):
        if n + 1 == skip:
            continue
        value = (size + size * wave[(n * 5 + 2) % 12] // 20) * percent // 100
        on = date(month.last_day.year, month.last_day.month, 20)
        rows.add(unit, code, month, max(0, value), on, source=f"https://example.org/{unit}/{n + 1}")


def ledger(units: tuple[str, ...]) -> Ledger:
    rows = Rows()
    shares = (86, 96, 97, 92, 112)
    for n, unit in enumerate(units):
        monthly(rows, unit, "x-offences", 80 + 7 * (n % 9), shares[n % 5])
        monthly(rows, unit, "x-cases", 30 + 3 * (n % 5), shares[(n + 1) % 5], skip=9 if n == 2 else 0)
        monthly(rows, unit, "x-deaths", 12 + n % 4, shares[(n + 3) % 5])
        rows.add(unit, "x-fires", BASE, (5, 0, 3, 2, 0)[n % 5], date(2025, 1, 10))
        rows.add(unit, "x-fires", YEAR, (4, 0, 3, 2, 1)[n % 5], date(2025, 12, 20))
        rows.add(unit, "x-solved", YEAR, None, date(2025, 12, 20), counts=(120 + 9 * (n % 5), 170))
        for place, month in enumerate(POLICE.months(2025)):
            if (n % 5, place) != (3, 10):
                rows.add(unit, "x-gangs", month, int((n % 5, place) == (4, 6)), date(2025, 12, 20))
        rows.add(unit, "x-modern", YEAR, n % 2, date(2025, 12, 29))
    first = rows.entries[0] if len(units) < 2 else next(e for e in rows.entries if e.unit == "u2")
    rows.add(
        first.unit,
        "x-offences",
        first.window,
        int(first.value or 0) + 15,
        date(2025, 6, 20),
        corrects=first.seq,
        reason=f"rà soát lại hồ sơ {SCRIPT}",
        note='" onmouseover="alert(1)',
        source="javascript:alert(1)",
    )
    rows.add(first.unit, "x-offences", YEAR, 1, None, source=f"data:text/html,{SCRIPT}")
    return Ledger(rows.entries)


def world(size: int = 5, *, hostile: bool = True, copies: int = 1) -> Case:
    """Return the case: `size` bodies, the commitments repeated `copies` times."""
    codes = tuple(f"u{n}" for n in range(1, size + 1))
    merges = size >= 5
    gone = ("u3", "u5") if merges else ()
    named = [_unit(c, n, MERGED_ON - timedelta(days=1) if c in gone else None) for n, c in enumerate(codes)]
    successions: list[Succession] = []
    if merges:
        new = DatedName("Công an tỉnh Hạ Biếc", "Province New", None, None)
        named.append(Unit("u-new", (new,), first_day=MERGED_ON))
        successions.append(Succession(SuccessionKind.MERGE, MERGED_ON, gone, ("u-new",)))
    cluster = Cluster(
        "cum-8",
        f"Cụm mô phỏng {SCRIPT if hostile else ''}".strip(),
        "police",
        tuple(Membership(c, Role.LEAD if c == "u2" else Role.MEMBER) for c in codes),
    )
    exempt = "u5" if merges else codes[-1]
    every = tuple(_again(c, n) if n else c for n in range(copies) for c in (*counted(exempt), *attested()))
    pact = Pact(
        code="gia-lap",
        title="Giao ước mô phỏng năm 2025",
        title_en="Made-up pact of 2025",
        cluster="cum-8",
        movement="Vì an ninh Tổ quốc",
        slogan=f"Gương mẫu đi đầu {SCRIPT if hostile else ''}".strip(),
        signed_on=SIGNED,
        signatories=codes,
        calendar=POLICE,
        calendar_assumed=None,
        window=YEAR,
        holidays=(),
        reading="not_stated",
        territory="not_stated",
        commitments=every[:20] if copies > 1 else every,
        publishers={"own": Publisher("own", "Công an tỉnh tự công bố", "The provinces themselves")},
        made_up=True,
    )
    return Case(pact, build_registry(named, successions, [cluster]), indicators(), ledger(codes))


def _unit(code: str, place: int, last_day: date | None) -> Unit:
    name = f"Công an tỉnh {NAMES[place % 5]} {place // 5 or ''}".strip()
    return Unit(code, (DatedName(name, f"Province {place + 1}", None, None),), last_day=last_day)


def _again(one: Commitment, n: int) -> Commitment:
    return replace(one, code=f"{one.code}-{n}")


def standing(
    size: int = 5, *, day: date | None = None, head: str | None = "9f2c" * 16, **more: object
) -> Standing:
    """Return every verdict of the made-up case."""
    return judge(world(size, **more), as_known_on=day, head=head)  # type: ignore[arg-type]
