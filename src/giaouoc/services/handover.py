"""A case folder taken into an office, and the case of a cluster given out again: the same ledger both ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from giaouoc.accounts.models import Person
from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal, error
from giaouoc.exchange.case_folder import LoadedCase, read_case
from giaouoc.exchange.case_writer import write_case
from giaouoc.exchange.figures_file import RawRow
from giaouoc.exchange.indicators_file import INDICATORS_FILE
from giaouoc.exchange.pact_file import PACT_FILE
from giaouoc.services.clusters import bodies_of
from giaouoc.services.pacts import digest_of, newest_version
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Permission, ensure
from giaouoc.store import ledgers
from giaouoc.store.acts import act
from giaouoc.store.mapping.units import keep_registry, unit_registry
from giaouoc.store.models import Cluster, Pact, PactState, PactVersion, Unit


def import_case(*, by: Person, on: date, folder: Path, keep: Callable[[RawRow], bool] | None = None) -> Pact:
    """Take a case folder into an office that has none of its units: units, cluster, pact and ledger in one act.

    Its pact counts as signed on the day it names. Rows keep the days they were published and recorded; that they came
    by an import, the act they name says for ever. `keep` picks the rows. Raises Refusal with every problem of the
    folder, and where a unit, the cluster or the pact is there already.
    """
    ensure(who_is(by, on), Permission.KEEP_UNITS)
    loaded = read_case(folder)
    _refuse_what_is_there(loaded)
    pact, rows = loaded.case.pact, [r for r in loaded.rows if keep is None or keep(r)]
    details = {"pact": pact.code, "rows": len(rows), "folder": folder.name}
    with act(
        "case-imported", by=by, about=f"pact:{pact.code}", cluster=pact.cluster, details=details
    ) as done:
        keep_registry(loaded.case.units, done)
        cluster = Cluster.objects.get(code=pact.cluster)
        text, indicators = loaded.texts[PACT_FILE], loaded.texts[INDICATORS_FILE]
        row = Pact.objects.create(cluster=cluster, code=pact.code, state=PactState.SIGNED, last_act=done)
        PactVersion.objects.create(
            pact=row,
            number=1,
            text=text,
            indicators=indicators,
            digest=digest_of(text, indicators),
            last_act=done,
        )
        ledgers.append(cluster, rows, done)
    return row


def export_case(*, by: Person, on: date, pact: Pact, folder: Path) -> None:
    """Write the case of a pact with the whole ledger of its cluster into a new folder.

    Text and indicators of the pact go out as they were signed, so that their hash stays.
    """
    ensure(who_is(by, on), Permission.READ_CLUSTER, of=bodies_of(pact.cluster, on))
    version = newest_version(pact)
    write_case(
        folder,
        pact=version.text,
        units=unit_registry(),
        indicators=version.indicators,
        rows=ledgers.rows_of(pact.cluster),
    )


def _refuse_what_is_there(loaded: LoadedCase) -> None:
    case = loaded.case
    problems: list[Finding] = [
        error("handover.unit-there", unit=Ref(RefKind.UNIT, code))
        for code in Unit.objects.filter(code__in=[u.code for u in case.units]).values_list("code", flat=True)
    ]
    if case.units.cluster(case.pact.cluster) is None:
        problems.append(error("handover.cluster-not-declared", value=case.pact.cluster))
    if Cluster.objects.filter(code__in=[c.code for c in case.units.clusters]).exists():
        problems.append(error("handover.cluster-there", value=case.pact.cluster))
    if Pact.objects.filter(code=case.pact.code).exists():
        problems.append(error("handover.pact-there", value=case.pact.code))
    if problems:
        raise Refusal(problems)
