"""A row changes within an act only, and what was recorded is never changed: the database itself sees to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from giaouoc.accounts.models import Person
from giaouoc.cli.serve import refuse_unguarded_tables
from giaouoc.engine.findings import Refusal
from giaouoc.store.acts import act
from giaouoc.store.models import Act, Recorded, Unit
from giaouoc.store.triggers import install, missing
from tests.support.office import person

pytestmark = pytest.mark.django_db


def refused(what: Callable[[], object]) -> str:
    """Return what the database says to a change it refuses; nothing of it stays."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        what()
    return str(error.value)


def unit(code: str = "an-giang") -> Unit:
    with act("unit-added", by=None, about=f"unit:{code}") as done:
        return Unit.objects.create(code=code, last_act=done)


def test_an_act_says_who_did_what_about_which_thing() -> None:
    lan = person("lan")
    with act(
        "unit-added", by=lan, about="unit:an-giang", cluster="cum-8", details={"after": {"code": "an-giang"}}
    ):
        pass
    one = Act.objects.get(verb="unit-added")
    assert (one.by, one.by_code, one.about, one.cluster, one.details) == (
        lan,
        lan.code,
        "unit:an-giang",
        "cum-8",
        {"after": {"code": "an-giang"}},
    )


def test_a_row_is_written_within_an_act_only() -> None:
    with act("unit-added", by=None) as done:
        Unit.objects.create(code="inside", last_act=done)
    assert "within an act only" in refused(lambda: Unit.objects.create(code="outside", last_act=done))
    assert [u.code for u in Unit.objects.all()] == ["inside"]


def test_a_row_names_the_act_that_wrote_it_and_no_other() -> None:
    with act("first", by=None) as first:
        pass

    def within_another() -> None:
        with act("second", by=None):
            Unit.objects.create(code="outside", last_act=first)

    assert "within an act only" in refused(within_another)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Unit.objects.filter(code="an-giang").update(note="changed"),
        lambda: Unit.objects.bulk_update([_noted(Unit.objects.get(code="an-giang"))], ["note"]),
        lambda: _noted(Unit.objects.get(code="an-giang")).save(),
        lambda: _sql("UPDATE store_unit SET note = 'changed'"),
    ],
)
def test_no_way_of_changing_a_row_goes_past_the_act(change: Callable[[], object]) -> None:
    unit()
    assert "within an act only" in refused(change)
    assert Unit.objects.get(code="an-giang").note == ""


def test_a_row_is_changed_by_naming_the_new_act() -> None:
    unit()
    with act("unit-noted", by=None) as done:
        Unit.objects.filter(code="an-giang").update(note="changed", last_act=done)
    assert Unit.objects.get(code="an-giang").last_act.verb == "unit-noted"


def test_after_an_inner_act_the_outer_one_is_open_again() -> None:
    with act("outer", by=None) as outer:
        with act("inner", by=None) as inner:
            Unit.objects.create(code="by-inner", last_act=inner)
        Unit.objects.create(code="by-outer", last_act=outer)
    assert "within an act only" in refused(lambda: Unit.objects.update(note="changed"))


def test_an_act_that_fails_leaves_nothing_not_even_itself() -> None:
    def fails() -> None:
        with act("unit-added", by=None) as done:
            Unit.objects.create(code="an-giang", last_act=done)
            raise DatabaseError("the disk is full")

    assert refused(fails) == "the disk is full"
    assert (Unit.objects.count(), Act.objects.count()) == (0, 0)
    assert "within an act only" in refused(lambda: Unit.objects.create(code="outside", last_act_id=1))


def test_a_row_is_taken_away_within_an_act_only() -> None:
    unit()
    assert "within an act only" in refused(lambda: Unit.objects.all().delete())
    with act("unit-removed", by=None):
        Unit.objects.all().delete()
    assert Unit.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda: Act.objects.update(verb="nothing"),
        lambda: Act.objects.all()._raw_delete("default"),
        lambda: _sql("UPDATE store_act SET verb = 'nothing'"),
        lambda: _sql("DELETE FROM store_act"),
    ],
)
def test_an_act_is_never_changed_or_taken_away(change: Callable[[], object]) -> None:
    with act("something", by=None):
        assert "never" in refused(change)
    assert "never" in refused(change)
    assert [a.verb for a in Act.objects.all()] == ["something"]


def test_every_table_of_rows_has_its_triggers_and_a_lost_one_is_noticed_and_put_back() -> None:
    assert missing(connection) == []
    name = "store_unit_act_update" if connection.vendor == "sqlite" else "store_unit_act"
    _sql(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON store_unit"))
    assert missing(connection) == [name]
    with pytest.raises(Refusal) as refused_to_serve:
        refuse_unguarded_tables()
    assert refused_to_serve.value.findings[0]["names"] == (name,)
    install("default")
    assert missing(connection) == []
    guarded = {m._meta.db_table for m in Recorded.__subclasses__()}
    assert {"store_unit", "store_ledgerrow", "store_holding"} < guarded


def test_recording_an_act_costs_a_known_number_of_queries() -> None:
    with CaptureQueriesContext(connection) as queries, act("unit-added", by=None) as done:
        Unit.objects.create(code="an-giang", last_act=done)
    told = [q["sql"] for q in queries if "savepoint" not in q["sql"].lower()]
    assert len(told) == (2 if connection.vendor == "sqlite" else 4)


@pytest.mark.parametrize("column", ["sign_in", "full_name", "email", "is_active", "password", "code"])
def test_an_account_changes_within_an_act_only(column: str) -> None:
    lan = person("lan")
    assert "within an act only" in refused(lambda: Person.objects.filter(pk=lan.pk).update(**{column: "0"}))
    assert "within an act only" in refused(lambda: Person.objects.filter(pk=lan.pk).delete())
    assert "within an act only" in refused(lambda: Person.objects.create(sign_in="minh", full_name="Minh"))
    Person.objects.filter(pk=lan.pk).update(last_login=lan.made_at)
    assert Person.objects.get().last_login == lan.made_at


def test_people_are_kept_by_the_acts_they_did() -> None:
    lan = person("lan")
    with act("something", by=lan):
        pass
    with pytest.raises(Exception, match=r"protected"):
        lan.delete()
    assert Person.objects.filter(sign_in="lan").exists()


def _noted(one: Unit) -> Unit:
    one.note = "changed"
    return one


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
