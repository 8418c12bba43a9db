"""Values of a case folder drawn at random for property tests: texts, days, amounts, registers, indicators, pacts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from giaouoc.engine.indicators import (
    Better,
    Comparability,
    Compares,
    Definition,
    DispersionDefault,
    Indicator,
    IndicatorSet,
    Kind,
    MissingPart,
    RollUp,
)
from giaouoc.engine.pacts import (
    NOT_STATED,
    AssumedCalendar,
    Commitment,
    CommitmentType,
    Comparator,
    Direction,
    Exemption,
    MilestoneItem,
    Pact,
    Part,
    Publisher,
    Reading,
    Scope,
    Target,
    TargetUnit,
    Task,
    TaskState,
    Territory,
)
from giaouoc.engine.periods import Window
from giaouoc.engine.rulebook import Citation, Mark
from giaouoc.engine.units import (
    Cluster,
    DatedName,
    DatedParent,
    Membership,
    Role,
    Share,
    Succession,
    SuccessionKind,
    Unit,
    UnitRegistry,
    build_registry,
)
from giaouoc.exchange.rules_files import OWN_RULES
from giaouoc.exchange.texts import clean

T = TypeVar("T")

# What TOML gives a meaning to, line ends, marks of two letters, and writings that are composed when read.
_ODD: Final = [
    "\\",
    '"',
    "'",
    '"""',
    "#",
    "[",
    "]",
    "{",
    "=",
    ",",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u00a0",
    "\u200b",
]
_ODD_WORDS: Final = [
    "\\u0041",
    "Hò\u0309a",
    "hoà",
    "Đắk Lắk",
    "𝄞",
    "“5 %”",
    "true",
    "2025-01-01",
    "= 1",
    "nan",
]
_START: Final = date(2000, 1, 1)

raw_texts: Final = st.lists(
    st.one_of(st.sampled_from([*_ODD, *_ODD_WORDS]), st.text(st.characters(exclude_categories=["C", "Z"]))),
    min_size=1,
    max_size=6,
).map("".join)
texts: Final = raw_texts.map(clean).filter(bool)
codes: Final = st.from_regex(r"[a-z0-9]{1,6}([-_][a-z0-9]{1,6}){0,2}", fullmatch=True)
days: Final = st.dates(date(1945, 1, 1), date(2199, 12, 30))
amounts: Final = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**17), st.integers(0, 12)
)


def maybe(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """Return a strategy that may also draw None."""
    return st.none() | strategy


def some(strategy: SearchStrategy[T], most: int = 3, least: int = 0) -> SearchStrategy[tuple[T, ...]]:
    """Return a strategy of tuples of unlike values."""
    return st.lists(strategy, min_size=least, max_size=most, unique=True).map(tuple)


@st.composite
def spans(draw: DrawFn) -> tuple[date | None, date | None]:
    """Draw two inclusive bounds, either of which may be open."""
    first, last = sorted((draw(days), draw(days)))
    return draw(st.sampled_from([first, None])), draw(st.sampled_from([last, None]))


@st.composite
def registries(draw: DrawFn) -> UnitRegistry:
    """Draw a sound register: names that follow each other, a parent, every kind of succession, two clusters."""
    live = list(draw(some(codes, 6, 3)))
    begins: dict[str, date | None] = dict.fromkeys(live)
    ends: dict[str, date | None] = {}
    successions = []
    on = _START
    for place, kind in enumerate(draw(st.lists(st.sampled_from(SuccessionKind), max_size=4))):
        on += timedelta(days=draw(st.integers(1, 900)))
        wanted = {SuccessionKind.MERGE: (2, 1), SuccessionKind.SPLIT: (1, 2), SuccessionKind.RENAME: (1, 1)}
        few, many = wanted.get(kind, (1, 0))
        if len(live) < few:
            continue
        sources = tuple(live.pop() for _ in range(few))
        results = tuple(f"new-{place}-{one}" for one in range(many))
        live = [*results, *live]
        begins |= {code: draw(st.sampled_from([on, None])) for code in results}
        ends |= {code: draw(st.sampled_from([on - timedelta(days=1), None])) for code in sources}
        successions.append(draw(_successions(kind, on, sources, results)))
    top = Unit("top", draw(_names()))
    units = [draw(_units(code, begins[code], ends.get(code))) for code in begins]
    clusters = [draw(_clusters(f"c-{n}", list(begins))) for n in range(draw(st.integers(0, 2)))]
    return build_registry([top, *units], successions, clusters)


@st.composite
def _successions(
    draw: DrawFn, kind: SuccessionKind, on: date, sources: tuple[str, ...], results: tuple[str, ...]
) -> Succession:
    shares: tuple[Share, ...] = ()
    if kind is SuccessionKind.SPLIT and draw(st.booleans()):
        places = draw(st.integers(0, 12))
        one = Decimal(draw(st.integers(0, 10**places))).scaleb(-places)
        shares = (Share(results[0], one), Share(results[1], 1 - one))
    return Succession(
        kind,
        on,
        sources,
        results,
        shares,
        key_name=draw(texts if shares else maybe(texts)),
        legal_basis=draw(maybe(texts)),
        mark=draw(st.sampled_from(Mark)).value,
    )


@st.composite
def _units(draw: DrawFn, code: str, first_day: date | None, last_day: date | None) -> Unit:
    parents = draw(st.lists(st.builds(lambda span: DatedParent("top", *span), spans()), max_size=1))
    return Unit(code, draw(_names()), tuple(parents), first_day, last_day, draw(st.just("") | texts))


@st.composite
def _names(draw: DrawFn) -> tuple[DatedName, ...]:
    starts = sorted(draw(some(days, 3)))
    first_days = [draw(st.sampled_from([None, _START - timedelta(days=20_000)])), *starts]
    last_days = [day - timedelta(days=1) for day in starts] + [None]
    if starts and starts[0] <= (first_days[0] or date.min):
        first_days[0] = None
    return tuple(
        DatedName(draw(texts), draw(maybe(texts)), first, last)
        for first, last in zip(first_days, last_days, strict=True)
        if last is None or last >= date(1945, 1, 1)
    )


@st.composite
def _clusters(draw: DrawFn, code: str, units: list[str]) -> Cluster:
    lead, *others = draw(st.permutations(units))
    members = [Membership(lead, Role.LEAD, *draw(spans()))]
    members += [
        Membership(one, draw(st.sampled_from([Role.MEMBER, Role.DEPUTY])), *draw(spans())) for one in others
    ]
    kept = members[: draw(st.integers(0, len(members)))]
    return Cluster(code, draw(texts), draw(st.just("") | texts), tuple(kept), draw(maybe(texts)))


def _shared() -> list[Indicator]:
    """Return the shared indicators that speak of no other one."""
    return [one for one in OWN_RULES.indicators.values() if one.part_of is None and not one.parts]


@st.composite
def indicator_sets(draw: DrawFn) -> IndicatorSet:
    """Draw the indicators of a case: some shared ones, then its own."""
    shared = draw(st.permutations(_shared()))[: draw(st.integers(0, 3))]
    own = [f"x-{code}" for code in draw(some(codes, 3))]
    known = [*(one.code for one in shared), *own]
    return IndicatorSet([*shared, *(draw(_indicators(code, known)) for code in own)])


@st.composite
def _indicators(draw: DrawFn, code: str, known: list[str]) -> Indicator:
    kind = draw(st.sampled_from(Kind))
    barred = {Kind.RATIO: {RollUp.SUM}, Kind.INDEX: {RollUp.SUM, RollUp.RATIO}}.get(kind, set())
    name = draw(texts)
    versions = draw(some(texts))
    pairs = st.builds(
        Comparability, st.sampled_from(versions), st.sampled_from(versions), st.sampled_from(Compares), texts
    )
    return Indicator(
        code,
        None,
        name,
        draw(st.just(name) | texts),
        kind,
        draw(st.sampled_from(Better)),
        draw(st.sampled_from([one for one in RollUp if one not in barred])),
        draw(texts),
        tuple(draw(_definitions(version)) for version in versions),
        tuple(draw(st.lists(pairs, max_size=2))) if versions else (),
        draw(st.sampled_from(MissingPart)),
        draw(maybe(st.sampled_from(known))),
        draw(some(st.sampled_from(known))),
        draw(maybe(st.builds(DispersionDefault, amounts, amounts, texts))),
        draw(st.just("public") | texts),
        draw(maybe(texts)),
    )


@st.composite
def _definitions(draw: DrawFn, version: str) -> Definition:
    citation = st.builds(Citation, texts, maybe(texts), st.sampled_from(Mark), texts, days)
    return Definition(version, *draw(spans()), draw(texts), draw(maybe(citation)))


@st.composite
def pacts(draw: DrawFn) -> Pact:
    """Draw a pact with commitments of every kind, any calendar and holidays of the package's rules."""
    window = Window.inclusive(*sorted((draw(days), draw(days))))
    calendar = draw(maybe(st.sampled_from(sorted(OWN_RULES.calendars)).map(OWN_RULES.calendars.__getitem__)))
    title, names = draw(texts), draw(some(codes))
    earliest = window.first_day.year - 2
    return Pact(
        code=draw(codes),
        title=title,
        title_en=draw(st.just(title) | texts),
        cluster=draw(codes),
        movement=draw(texts),
        slogan=draw(maybe(texts)),
        signed_on=draw(days),
        signatories=draw(some(codes, least=1)),
        calendar=calendar,
        calendar_assumed=None if calendar is None else draw(maybe(st.builds(AssumedCalendar, texts))),
        window=window,
        holidays=draw(st.sampled_from([(), OWN_RULES.holidays["vietnam"]])),
        reading=draw(st.sampled_from([*Reading, NOT_STATED])),
        territory=draw(st.sampled_from([*Territory, NOT_STATED])),
        commitments=tuple(draw(commitments(code, earliest)) for code in draw(some(codes, 4))),
        publishers={code: draw(_publishers(code)) for code in names},
        made_up=draw(st.booleans()),
        note=draw(maybe(texts)),
    )


@st.composite
def _publishers(draw: DrawFn, code: str) -> Publisher:
    name = draw(texts)
    return Publisher(code, name, draw(st.just(name) | texts))


@st.composite
def commitments(
    draw: DrawFn, code: str, latest_base: int = 2000, kinds: Sequence[CommitmentType] = tuple(CommitmentType)
) -> Commitment:
    """Draw a commitment of any of these kinds with what belongs to it."""
    kind = draw(st.sampled_from(kinds))
    title = draw(texts)
    quantified, milestone = kind is CommitmentType.QUANTIFIED, kind is CommitmentType.MILESTONE
    sources = some(codes, least=1 if quantified else 0)
    count = {CommitmentType.QUANTIFIED: draw(st.integers(1, 3)), CommitmentType.ZERO_TOLERANCE: 1}.get(
        kind, 0
    )
    parts = draw(st.lists(codes, min_size=count, max_size=count, unique=True))
    items = tuple(draw(_items(one)) for one in draw(some(codes))) if milestone else ()
    return Commitment(
        code,
        kind,
        draw(texts),
        title,
        draw(st.just(title) | texts),
        tuple(draw(_parts(one, with_target=quantified)) for one in parts),
        draw(maybe(sources)),
        draw(st.sampled_from(Scope)),
        draw(maybe(st.integers(latest_base - 50, latest_base))) if quantified else None,
        draw(some(st.builds(Exemption, codes, texts))),
        draw(days) if milestone else None,
        items,
        draw(maybe(st.integers(0, len(items) or 99))) if milestone else None,
        draw(
            some(
                st.builds(
                    Task, codes, texts, st.sampled_from(TaskState), maybe(codes), maybe(days), maybe(texts)
                )
            )
        ),
        draw(maybe(texts)),
    )


@st.composite
def _parts(draw: DrawFn, code: str, *, with_target: bool) -> Part:
    label = draw(texts)
    by_unit: dict[str, Target] = {}
    target = None
    if with_target:
        by_unit = draw(st.dictionaries(codes, targets(), max_size=2))
        target = draw(maybe(targets()) if by_unit else targets())
    return Part(code, draw(codes), target, label, draw(st.just(label) | texts), by_unit)


@st.composite
def targets(draw: DrawFn) -> Target:
    """Draw a target that a part may have."""
    direction = draw(st.sampled_from([d for d in Direction if d is not Direction.NONE]))
    comparator, unit = draw(st.sampled_from(Comparator)), draw(st.sampled_from(TargetUnit))
    value, high = sorted((draw(amounts), draw(amounts)))
    if direction is Direction.DECREASE and unit is TargetUnit.PERCENT:
        value = min(value, Decimal(100))
    return Target(direction, comparator, value, unit, high if comparator is Comparator.BETWEEN else None)


@st.composite
def _items(draw: DrawFn, code: str) -> MilestoneItem:
    return MilestoneItem(code, draw(texts), draw(codes), draw(maybe(texts)), draw(maybe(codes)))
