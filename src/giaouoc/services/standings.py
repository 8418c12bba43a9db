"""Where a cluster stands: its pact judged as known on a day, and how a figure of its ledger came about."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Final, Generic, TypeVar

from django.db.models import Max, Q

from giaouoc.accounts.models import Person
from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry
from giaouoc.engine.figures.seal import EMPTY
from giaouoc.engine.findings import refuse
from giaouoc.engine.pacts import NOT_STATED, Reading, Territory
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.services.clusters import bodies_of
from giaouoc.services.pacts import newest_version
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Permission, ensure
from giaouoc.store.ledgers import Head, head_of
from giaouoc.store.mapping.pacts import case_of
from giaouoc.store.models import Act, Cluster, Correction, LedgerRow, Pact, PactState, PactVersion

V = TypeVar("V")
MOST_CASES: Final = 8
MOST_STANDINGS: Final = 32


class Kept(Generic[V]):
    """The newest values asked for, each made once; `made` counts how often one had to be made.

    What is there is handed out at once; only one is made at a time, so that many who ask for the same wait for one.
    """

    def __init__(self, most: int) -> None:
        self.made = 0
        self._most = most
        self._found: OrderedDict[Hashable, V] = OrderedDict()
        self._guard = Lock()
        self._making = Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return the value of a key, made where it is not kept."""
        found = self._look(key)
        if found is not None:
            return found
        with self._making:
            found = self._look(key)
            return self._keep(key, make()) if found is None else found

    def _look(self, key: Hashable) -> V | None:
        with self._guard:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def _keep(self, key: Hashable, value: V) -> V:
        with self._guard:
            self.made += 1
            self._found[key] = value
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return value


CASES: Final[Kept[Case]] = Kept(MOST_CASES)
STANDINGS: Final[Kept[Standing]] = Kept(MOST_STANDINGS)


@dataclass(frozen=True, slots=True)
class Vintage:
    """One row of the ledger about a figure, with who put it there and who agreed; None where nobody is known."""

    entry: Entry
    at: datetime
    recorded_by: str | None
    written_by: str | None
    approved_by: str | None
    replaced_by: int | None


@dataclass(frozen=True, slots=True)
class FigureHistory:
    """Every row on one figure: a unit, an indicator, a publisher and a window; oldest first."""

    case: Case
    asked: int
    vintages: tuple[Vintage, ...]


def standing_of(
    *,
    by: Person,
    on: date,
    pact: Pact,
    as_known_on: date | None = None,
    reading: Reading | None = None,
    territory: Territory | None = None,
) -> Standing:
    """Return the standing of a signed pact; the day defaults to the newest in the ledger, at most today.

    A day after today is refused: nobody can know yet. What was judged is kept in this process for as long as pact,
    ledger and register stay as they are.
    """
    ensure(who_is(by, on), Permission.READ_CLUSTER, of=bodies_of(pact.cluster, on))
    if as_known_on is not None and as_known_on > on:
        raise refuse("standings.day-ahead", day=as_known_on, today=on)
    version = _signed(pact)
    state = _state_of(version)
    case = CASES.get(state, lambda: case_of(version))
    day = as_known_on or min(case.default_day, on)
    stated = None if case.pact.territory == NOT_STATED else Territory(case.pact.territory)
    asked = territory or stated
    return STANDINGS.get(
        (state, day, reading or case.pact.reading, asked),
        lambda: judge(
            case, as_known_on=day, reading=reading, territory=asked, head=_head(pact.cluster, case)
        ),
    )


def figure_history(*, by: Person, on: date, pact: Pact, seq: int) -> FigureHistory | None:
    """Return every vintage of the figure a row of the ledger is about; None where there is no such row."""
    ensure(who_is(by, on), Permission.READ_CLUSTER, of=bodies_of(pact.cluster, on))
    version = _signed(pact)
    case = CASES.get(_state_of(version), lambda: case_of(version))
    if not 1 <= seq <= len(case.ledger):
        return None
    asked = case.ledger.entry(seq)
    entries = [e for e in case.ledger if e.series == asked.series and e.window == asked.window]
    return FigureHistory(case, seq, tuple(_vintages(pact, entries)))


def signed_pacts(*, by: Person, on: date, cluster: Cluster) -> list[tuple[Pact, PactVersion]]:
    """Return the signed pacts of a cluster, newest first, each with the version that was signed."""
    ensure(who_is(by, on), Permission.READ_CLUSTER, of=bodies_of(cluster, on))
    versions = PactVersion.objects.filter(pact__cluster=cluster, pact__state=PactState.SIGNED)
    newest = {v.pact_id: v for v in versions.select_related("pact").order_by("number")}
    return [(newest[pk].pact, newest[pk]) for pk in sorted(newest, reverse=True)]


def _vintages(pact: Pact, entries: list[Entry]) -> list[Vintage]:
    """Return what the office knows of rows beyond what stands in them; four queries, however many they are."""
    seqs = [e.seq for e in entries]
    rows = LedgerRow.objects.filter(cluster=pact.cluster, seq__in=seqs).select_related("last_act__by")
    by_seq = {row.seq: row for row in rows}
    codes = {e.recorded_by for e in entries if e.recorded_by}
    names = dict(Person.objects.filter(code__in=codes).values_list("code", "full_name"))
    agreed = Correction.objects.filter(result__in=rows).select_related("decided_by")
    approved = {c.result_id: c.decided_by.full_name for c in agreed if c.decided_by is not None}
    replaced = {e.corrects: e.seq for e in entries if e.corrects is not None}
    found = []
    for entry in entries:
        row = by_seq[entry.seq]
        code, writer = entry.recorded_by, row.last_act.by
        found.append(
            Vintage(
                entry=entry,
                at=row.last_act.at,
                recorded_by=names.get(code, code) if code else None,
                written_by=None if writer is None else writer.full_name,
                approved_by=approved.get(row.pk),
                replaced_by=replaced.get(entry.seq),
            )
        )
    return found


def _signed(pact: Pact) -> PactVersion:
    if pact.state != PactState.SIGNED:
        raise refuse("standings.pact-not-signed")
    return newest_version(pact)


def _head(cluster: Cluster, case: Case) -> str:
    """Return the head of the ledger after the last row the case holds, whatever was written since."""
    heads = LedgerRow.objects.filter(cluster=cluster, seq=len(case.ledger)).values_list("head", flat=True)
    return str(Head(len(case.ledger), heads.first() or EMPTY.hex()))


def _state_of(version: PactVersion) -> Hashable:
    """Return what a case is built from: while all of it stays the same, so does every verdict."""
    cluster = version.pact.cluster
    texts = PactVersion.objects.filter(pact__cluster=cluster).aggregate(Max("pk"), Max("last_act__at"))
    return (version.pk, version.digest, *texts.values(), head_of(cluster), *_register_act(cluster))


def _register_act(cluster: Cluster) -> tuple[object, ...]:
    """Return the newest act that can have changed the register: one of the whole office, or about this cluster."""
    acts = Act.objects.filter(Q(cluster="") | Q(about=f"cluster:{cluster.code}"))
    return tuple(acts.aggregate(Max("pk"), Max("at")).values())
