"""Pages of pacts: who sees and does what, what each commitment will mean, and that nothing is overwritten or unsaid."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from giaouoc.exchange.pact_file import read_pact
from giaouoc.exchange.rules_files import OWN_RULES
from giaouoc.services.pacts import draft_pact, newest_version, propose_change
from giaouoc.store.mapping.pacts import indicators_of, pact_of
from giaouoc.store.models import Act, Opinion, Pact, PactState, Proposal, ProposalState, Signature
from tests.support.office import person, unit_called
from tests.support.pact_office import (
    INDICATORS,
    PASSWORD,
    SIGNATORIES,
    TEXT,
    TODAY,
    World,
    form_of,
    world_of_pacts,
)
from tests.support.visits import FORBIDDEN, main_of, said, signed_in

pytestmark = pytest.mark.django_db
LIST, NEW, PAGE = (
    "/clusters/sim-cluster/pacts/",
    "/clusters/sim-cluster/new-pact/",
    "/pacts/synthetic-cluster/",
)
TRAFFIC = f"{PAGE}commitments/traffic/"
READ = [LIST, PAGE, f"{PAGE}versions/1/1/"]
DRAFT = [
    NEW,
    f"{PAGE}own-lines/",
    f"{PAGE}add-words/",
    f"{PAGE}add/",
    f"{PAGE}add/fires/",
    TRAFFIC,
    f"{TRAFFIC}remove/",
]


@pytest.fixture
def world(settings: Any) -> World:
    settings.GIAOUOC_TODAY = TODAY
    return world_of_pacts()


def page_of(client: Client, path: str) -> str:
    return str(client.get(path).content.decode())


@pytest.mark.parametrize("path", [*READ, *DRAFT, f"{PAGE}propose/", f"{PAGE}sign/"])
def test_nobody_is_asked_to_sign_in(client: Client, world: World, path: str) -> None:
    world.draft()
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/account/login/?next={path}")


@pytest.mark.parametrize("path", READ)
def test_a_pact_is_read_by_members_and_auditors_and_by_nobody_else(world: World, path: str) -> None:
    world.draft()
    seeing = [world.lead, world.leaders["sim-e"], world.reporter, world.auditor]
    others = [world.outsider, world.admin, person("no-role")]
    assert [signed_in(one).get(path).status_code for one in seeing] == [200] * 4
    assert [signed_in(one).get(path).status_code for one in others] == [FORBIDDEN] * 3


@pytest.mark.parametrize("path", DRAFT)
def test_pages_of_the_draft_are_for_lead_and_deputy(world: World, path: str) -> None:
    world.draft()
    drafting = [world.lead, world.leaders["sim-b"]]
    others = [world.leaders["sim-c"], world.reporter, world.auditor, world.outsider, world.admin]
    assert [signed_in(one).get(path).status_code for one in drafting] == [200, 200]
    assert [signed_in(one).get(path).status_code for one in others] == [FORBIDDEN] * 5


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        (NEW, {}),
        (f"{NEW}earlier/", {"pact": "synthetic-cluster"}),
        (f"{NEW}files/", {}),
        (f"{PAGE}own-lines/", {"seen": "1"}),
        (f"{PAGE}send-out/", {"answer_by": "9/2/2025"}),
        (f"{PAGE}call/", {}),
        (f"{PAGE}add/fires/", {"seen": "1"}),
        (TRAFFIC, {"seen": "1"}),
        (f"{TRAFFIC}remove/", {"seen": "1"}),
    ],
)
def test_who_does_not_draft_changes_nothing(world: World, path: str, sent: dict[str, str]) -> None:
    world.draft()
    before = Act.objects.count()
    people = [world.leaders["sim-c"], world.reporter, world.auditor, world.outsider, world.admin]
    assert [signed_in(one).post(path, sent).status_code for one in people] == [FORBIDDEN] * 5
    assert Act.objects.count() == before


def test_the_list_says_what_is_expected_of_whom(world: World) -> None:
    empty = main_of(signed_in(world.lead).get(LIST))
    assert said("web_pacts.list.empty-drafter") in empty
    assert said("web_pacts.list.empty-other") in main_of(signed_in(world.reporter).get(LIST))
    world.consulting()
    unit, day = "Công an tỉnh Mô phỏng C", date(2025, 2, 10)
    asked = said("web_pacts.next.speak", units=unit, day=day)
    assert asked in main_of(signed_in(world.reporter).get(LIST))
    assert asked not in main_of(signed_in(world.auditor).get(LIST))


def test_the_list_asks_the_same_number_of_queries_with_one_pact_and_five(world: World) -> None:
    world.draft()
    visitor = signed_in(world.lead)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert visitor.get(LIST).status_code == 200
        return len(queries)

    asked()
    with_one = asked()
    for year in range(2026, 2030):
        text = TEXT.replace('code = "synthetic-cluster"', f'code = "pact-{year}"', 1)
        draft_pact(by=world.lead, on=TODAY, cluster=world.cluster, text=text, indicators=INDICATORS)
    assert asked() == with_one


def test_the_page_says_what_each_target_will_mean_for_each_unit(world: World) -> None:
    world.draft()
    page = main_of(signed_in(world.reporter).get(PAGE))
    for words in (
        "Công an tỉnh Mô phỏng C giảm 5\N{NO-BREAK SPACE}% so với 350 = nhiều nhất 332",
        "Mô phỏng B: giảm ít nhất 8\N{NO-BREAK SPACE}%",
        "nhiều nhất 399; chỉ nhờ may rủi cũng đạt 24 trong 100 năm",
        "Không giao: Năm 2025 địa bàn mô phỏng này nhận thêm một khu rừng",
        "Công an tỉnh Mô phỏng A ít nhất 75\N{NO-BREAK SPACE}%",
    ):
        assert " ".join(words.split()) in page


def test_without_a_base_the_page_says_so(settings: Any) -> None:
    settings.GIAOUOC_TODAY = TODAY
    world = world_of_pacts(figures=False)
    world.draft()
    page = main_of(signed_in(world.reporter).get(PAGE))
    assert "giảm 5 %; chưa có số gốc" in page
    assert "nhiều nhất" not in page


def test_a_pact_is_drafted_from_scratch_with_its_three_questions(world: World) -> None:
    visitor = signed_in(world.lead)
    page = main_of(visitor.get(NEW))
    for question in ("reading", "territory", "sources"):
        assert said(f"web_pacts.{question}.example") in page
    sent = {
        "title": "Giao ước năm 2026",
        "movement": "Vì an ninh Tổ quốc",
        "calendar": "police",
        "year": "2026",
        "signed_on": "10/1/2026",
        "signatories": ["sim-a", "sim-c"],
        "reading": "at_signing",
        "territory": "as_now",
        "sources": "not_stated",
    }
    answer = visitor.post(NEW, sent)
    assert answer.headers["Location"] == "/pacts/giao-uoc-nam-2026/add/?sources=not_stated"
    kept = Pact.objects.get(code="giao-uoc-nam-2026")
    made = pact_of(newest_version(kept))
    assert (made.window.first_day, made.window.last_day) == (date(2025, 12, 15), date(2026, 12, 14))
    assert (made.signatories, made.reading, made.territory) == (("sim-a", "sim-c"), "at_signing", "as_now")
    assert (made.commitments, list(made.publishers)) == ((), ["own"])
    page = page_of(visitor, "/pacts/giao-uoc-nam-2026/add/fires/?sources=not_stated")
    assert form_of(page)["sources"] == []
    told = main_of(visitor.post("/pacts/giao-uoc-nam-2026/send-out/", {"answer_by": "9/2/2025"}))
    assert said("pact_office.no-commitment.saw") in told


def test_what_lacks_in_a_new_pact_is_told_and_what_was_typed_stays(world: World) -> None:
    visitor = signed_in(world.lead)
    sent = {
        "title": "Giao ước Tết",
        "movement": "Vì an ninh Tổ quốc",
        "calendar": "not_stated",
        "signed_on": "10/1/2026",
        "signatories": ["sim-a"],
        "reading": "latest",
        "territory": "as_signed",
        "sources": "named",
    }
    answer = visitor.post(NEW, sent)
    assert answer.status_code == 400
    assert said("pact_office.source-missing.saw") in main_of(answer)
    assert 'value="Giao ước Tết"' in answer.content.decode()
    told = main_of(visitor.post(NEW, sent | {"publisher": "Cục Thống kê"}))
    assert said("pact_office.window-missing.saw") in told
    days = {"publisher": "Cục Thống kê", "first_day": "1/2/2026", "last_day": "28/2/2026"}
    assert visitor.post(NEW, sent | days).status_code == 302
    made = pact_of(newest_version(Pact.objects.get()))
    assert (list(made.publishers), made.calendar) == (["cuc-thong-ke", "own"], None)


def test_next_year_s_pact_comes_from_last_year_s(world: World) -> None:
    world.draft()
    answer = signed_in(world.lead).post(f"{NEW}earlier/", {"pact": "synthetic-cluster"})
    assert answer.headers["Location"] == "/pacts/synthetic-cluster-2026/"
    made = pact_of(newest_version(Pact.objects.get(code="synthetic-cluster-2026")))
    assert (made.window.first_day, made.window.last_day) == (date(2025, 12, 15), date(2026, 12, 14))
    assert (made.signed_on, made.commitment("modern").deadline) == (date(2026, 2, 14), date(2027, 6, 30))
    assert made.title.startswith("Mô phỏng: giao ước thi đua năm 2026")
    assert {task.state.value for task in made.commitment("situation").tasks} == {"planned"}
    again = signed_in(world.lead).post(f"{NEW}earlier/", {"pact": "synthetic-cluster"})
    assert said("pact_office.code-taken.saw", value="synthetic-cluster-2026") in main_of(again)


def test_the_pact_s_own_lines_are_changed_and_its_commitments_stay(world: World) -> None:
    world.draft()
    visitor, address = signed_in(world.lead), f"{PAGE}own-lines/"
    sent = form_of(page_of(visitor, address))
    sent |= {"signatories": ["sim-a", "sim-c"], "reading": "at_signing", "territory": "as_signed"}
    empty = visitor.post(address, sent | {"signatories": []})
    assert (empty.status_code, f'value="{sent["title"]}"' in empty.content.decode()) == (400, True)
    upside_down = visitor.post(address, sent | {"last_day": "1/1/2020"})
    assert (upside_down.status_code, 'role="alert"' in upside_down.content.decode()) == (400, True)
    assert visitor.post(address, sent | {"publisher": "Cục Thống kê"}).status_code == 302
    before, after = (pact_of(world.pact.versions.get(number=n)) for n in (1, 2))
    assert after.commitments == before.commitments
    assert (after.signatories, after.reading, after.window) == (
        ("sim-a", "sim-c"),
        "at_signing",
        before.window,
    )
    assert set(after.publishers) - set(before.publishers) == {"cuc-thong-ke"}
    late = main_of(visitor.post(address, sent | {"slogan": "Khác"}))
    assert said("pact_office.changed-meanwhile.title") in late
    page = page_of(visitor, f"{PAGE}versions/1/2/")
    assert said("web_pacts.compare.own") in page


def uploads(**files: bytes) -> dict[str, SimpleUploadedFile]:
    return {name: SimpleUploadedFile(f"{name}.toml", content) for name, content in files.items()}


def test_a_pact_comes_from_the_files_of_a_case_folder(world: World) -> None:
    sent = uploads(pact=TEXT.encode(), indicators=INDICATORS.encode())
    answer = signed_in(world.lead).post(f"{NEW}files/", sent)
    assert answer.headers["Location"] == PAGE
    assert pact_of(newest_version(world.pact)) == read_pact(TEXT, OWN_RULES.calendars, OWN_RULES.holidays)


@pytest.mark.parametrize(
    ("pact", "code"),
    [
        (b"", "pact_office.file-missing"),
        (b"PK\x03\x04\x00\x00", "exchange.not-text"),
        (b"x" * 400_001, "exchange.file-too-large"),
        (b"= [", "exchange.toml-unreadable"),
        (TEXT.replace('"sim-cluster"', '"other"').encode(), "pact_office.another-cluster"),
    ],
    ids=["none", "binary", "too large", "no toml", "another cluster"],
)
def test_files_that_will_not_do_are_refused(world: World, pact: bytes, code: str) -> None:
    sent = uploads(indicators=INDICATORS.encode(), **({"pact": pact} if pact else {}))
    answer = signed_in(world.lead).post(f"{NEW}files/", sent)
    assert (answer.status_code, Pact.objects.count()) == (400, 0)
    assert 'role="alert"' in answer.content.decode()
    if code.startswith("pact_office."):
        assert said(f"{code}.title") in main_of(answer)


def test_a_commitment_is_previewed_changed_and_compared(world: World) -> None:
    world.draft()
    visitor = signed_in(world.lead)
    sent = form_of(page_of(visitor, TRAFFIC)) | {"cases-value": "10", "cases-comparator": "at_least"}
    preview = main_of(visitor.post(TRAFFIC, sent | {"do": "preview"}))
    assert "giảm ít nhất 10 % so với 350 = nhiều nhất 315" in preview
    assert newest_version(world.pact).number == 1
    assert visitor.post(TRAFFIC, sent | {"text": "Phấn đấu giảm sâu cả 3 tiêu chí"}).status_code == 302
    version = newest_version(world.pact)
    changed = pact_of(version).commitment("traffic")
    assert (version.number, changed.text) == (2, "Phấn đấu giảm sâu cả 3 tiêu chí")
    assert [str(part.target.value) for part in changed.parts if part.target] == ["10", "5", "5"]
    page = page_of(signed_in(world.reporter), f"{PAGE}versions/1/2/")
    assert re.search(r"<ins><small>\[thêm\]</small> sâu", page)
    assert re.search(r"<del><small>\[bỏ\]</small> 5\N{NO-BREAK SPACE}?", page)
    assert said("web_pacts.sort.changed") in page
    assert said("web_pacts.sort.added") not in page


def test_what_is_wrong_in_a_target_is_told_and_stays_in_its_field(world: World) -> None:
    world.draft()
    visitor = signed_in(world.lead)
    sent = form_of(page_of(visitor, TRAFFIC))
    twice = visitor.post(TRAFFIC, sent | {"cases-value": "1.234"})
    assert (twice.status_code, 'value="1.234"' in twice.content.decode()) == (400, True)
    over = visitor.post(TRAFFIC, sent | {"cases-value": "101", "title": "Giảm hết"})
    assert (over.status_code, 'value="Giảm hết"' in over.content.decode()) == (400, True)
    assert said("pacts.decrease-over-100.title") in main_of(over)
    same = main_of(visitor.post(TRAFFIC, sent))
    assert said("pact_office.nothing-changed.title") in same
    assert newest_version(world.pact).number == 1


def test_the_second_of_two_is_told_and_the_first_stays(world: World) -> None:
    world.draft()
    one, other = signed_in(world.lead), signed_in(world.leaders["sim-b"])
    sent = form_of(page_of(one, TRAFFIC))
    assert one.post(TRAFFIC, sent | {"cases-value": "6"}).status_code == 302
    answer = other.post(TRAFFIC, sent | {"cases-value": "7"})
    assert said("pact_office.changed-meanwhile.saw", number=2, name="leader-sim-a") in main_of(answer)
    assert 'name="cases-value" value="7"' in answer.content.decode()
    assert newest_version(world.pact).number == 2


def test_a_commitment_is_added_from_the_catalogue_and_taken_out(world: World) -> None:
    world.draft()
    visitor = signed_in(world.lead)
    listed = main_of(visitor.get(f"{PAGE}add/"))
    assert said("words.mark.G") in listed
    assert said("web_pacts.catalogue.citation", act="Thông tư số 26/2024/TT-BCA") in listed
    twice = {"seen": "1", "text": "Giữ đoàn kết.", "title": "Chủ động nắm tình hình"}
    assert visitor.post(f"{PAGE}add-words/", twice | {"title": ""}).status_code == 400
    assert visitor.post(f"{PAGE}add-words/", twice).status_code == 302
    assert pact_of(newest_version(world.pact)).commitments[-1].code == "chu-dong-nam-tinh-hinh"
    gone = visitor.post(f"{PAGE}commitments/chu-dong-nam-tinh-hinh/remove/", {"seen": "2"})
    assert gone.status_code == 302
    address = f"{PAGE}add/road-deaths/"
    sent = form_of(page_of(visitor, address))
    assert sent["sources"] == ["own"]
    sent |= {"text": "Giảm ít nhất 7 % số người chết", "title": "Giảm 7 % số người chết", "value": "7"}
    assert visitor.post(address, sent).status_code == 302
    version = newest_version(world.pact)
    assert pact_of(version).commitments[-1].code == "road-deaths"
    codes = {one.code for one in indicators_of(version)}
    assert {"road-deaths", "traffic-deaths", "x-escapes"} <= codes
    gone = visitor.post(f"{PAGE}commitments/road-deaths/remove/", {"seen": "4"})
    assert gone.status_code == 302
    left = newest_version(world.pact)
    assert {one.code for one in indicators_of(left)} == codes - {"road-deaths", "traffic-deaths"}
    assert left.digest == world.pact.versions.get(number=1).digest


def test_members_propose_changes_and_the_lead_answers(world: World) -> None:
    world.consulting()
    reporter = signed_in(world.reporter)
    address = f"{PAGE}propose/?commitment=traffic"
    assert "Phấn đấu giảm 5 % cả 3 tiêu chí" in main_of(reporter.get(address))
    sent = {"commitment": "traffic", "unit": "sim-c", "wanted": "giảm <b>3 %</b>", "reason": " "}
    kept = reporter.post(f"{PAGE}propose/", sent).content.decode()
    assert "giảm &lt;b&gt;3 %&lt;/b&gt;</textarea>" in kept
    assert reporter.post(f"{PAGE}propose/", sent | {"reason": "Năm trước giảm sâu."}).status_code == 302
    proposal = Proposal.objects.get()
    page = page_of(signed_in(world.lead), PAGE)
    assert "giảm &lt;b&gt;3 %&lt;/b&gt;" in page
    assert "<b>3 %" not in page
    answer = f"/proposals/{proposal.pk}/answer/"
    assert answer in page
    assert answer not in page_of(reporter, PAGE)
    told = main_of(signed_in(world.lead).post(answer, {"do": "decline"}))
    assert said("pact_office.reason-missing.saw") in told
    for one in (world.reporter, world.outsider):
        assert signed_in(one).post(answer, {"do": "take"}).status_code == FORBIDDEN
    assert signed_in(world.lead).post(answer, {"do": "decline", "answer": "Giữ."}).status_code == 302
    assert Proposal.objects.get().state == ProposalState.DECLINED


def test_an_outsider_and_an_auditor_propose_nothing(world: World) -> None:
    world.consulting()
    sent = {"commitment": "traffic", "unit": "sim-c", "wanted": "x", "reason": "y"}
    for one in (world.outsider, world.auditor, world.admin):
        assert signed_in(one).post(f"{PAGE}propose/", sent).status_code == FORBIDDEN
    other = signed_in(world.reporter).post(f"{PAGE}propose/", sent | {"unit": "sim-d"})
    assert (other.status_code, Proposal.objects.count()) == (400, 0)


def test_members_give_opinions_for_their_own_unit_only(world: World) -> None:
    world.consulting()
    address = f"{PAGE}opinion/"
    reporter = signed_in(world.reporter)
    objects = {"unit": "sim-c", "agrees": "no", "reason": ""}
    told = reporter.post(address, objects)
    assert (told.status_code, said("pact_office.reason-missing.saw") in main_of(told)) == (400, True)
    assert reporter.post(address, objects | {"reason": "Số gốc chưa thống nhất."}).status_code == 302
    assert "Số gốc chưa thống nhất." in main_of(signed_in(world.leaders["sim-e"]).get(PAGE))
    assert reporter.post(address, objects | {"unit": "sim-d", "agrees": "yes"}).status_code == 400
    assert signed_in(world.auditor).post(address, objects).status_code == 400
    assert signed_in(world.outsider).post(address, objects).status_code == FORBIDDEN
    assert [o.unit.code for o in Opinion.objects.all()] == ["sim-c"]


def test_a_pact_goes_out_and_is_called_for_signatures_by_the_buttons(world: World) -> None:
    world.draft()
    lead = signed_in(world.lead)
    past = lead.post(f"{PAGE}send-out/", {"answer_by": "31/1/2025"})
    assert said("pact_office.answer-day-past.saw", day=date(2025, 1, 31)) in main_of(past)
    assert lead.post(f"{PAGE}send-out/", {"answer_by": "9/2/2025"}).status_code == 302
    silent = main_of(lead.post(f"{PAGE}call/"))
    assert said("pact_office.members-silent.title") in silent
    for unit in SIGNATORIES:
        sent = {"unit": unit, "agrees": "yes"}
        assert signed_in(world.leaders[unit]).post(f"{PAGE}opinion/", sent).status_code == 302
    assert said("web_pacts.next.call") in main_of(lead.get(PAGE))
    assert lead.post(f"{PAGE}call/").status_code == 302
    assert world.pact.state == PactState.SIGNING


def test_a_leader_signs_what_was_shown_with_the_password(world: World) -> None:
    world.signing()
    leader = signed_in(world.leaders["sim-c"])
    page = leader.get(f"{PAGE}sign/")
    digest = newest_version(world.pact).digest
    assert (digest in main_of(page), "Phấn đấu giảm 5 % cả 3 tiêu chí" in main_of(page)) == (True, True)
    sent = {"unit": "sim-c", "position": "Giám đốc", "password": PASSWORD, "digest": digest}
    wrong = leader.post(f"{PAGE}sign/", sent | {"password": "khác"})
    assert said("pact_office.password-wrong.saw") in main_of(wrong)
    assert (wrong.status_code, 'value="Giám đốc"' in wrong.content.decode()) == (400, True)
    assert "khác" not in wrong.content.decode().partition("<form")[2].partition('name="password"')[2][:80]
    other = leader.post(f"{PAGE}sign/", sent | {"digest": "0" * 64})
    assert said("pact_office.another-version.title") in main_of(other)
    assert leader.post(f"{PAGE}sign/", sent | {"unit": "sim-d"}).status_code == 400
    assert not Signature.objects.exists()
    assert leader.post(f"{PAGE}sign/", sent).status_code == 302
    signature = Signature.objects.get()
    assert (signature.unit.code, signature.position, signature.digest) == ("sim-c", "Giám đốc", digest)
    assert main_of(leader.get(f"{PAGE}sign/")).count("đã ký") >= 1
    assert "✓ leader-sim-c" in main_of(signed_in(world.auditor).get(PAGE))


def test_nobody_but_a_leader_of_a_signatory_comes_to_sign(world: World) -> None:
    world.signing()
    others = [world.reporter, world.auditor, world.admin, world.outsider]
    assert [signed_in(one).get(f"{PAGE}sign/").status_code for one in others] == [FORBIDDEN] * 4
    sent = {
        "unit": "sim-c",
        "position": "x",
        "password": PASSWORD,
        "digest": newest_version(world.pact).digest,
    }
    assert [signed_in(one).post(f"{PAGE}sign/", sent).status_code for one in others] == [FORBIDDEN] * 4


def test_a_pact_that_is_not_out_for_signatures_is_not_signed(world: World) -> None:
    world.draft()
    answer = signed_in(world.lead).get(f"{PAGE}sign/")
    assert (answer.status_code, said("policies.pact-draft.title") in main_of(answer)) == (400, True)


def test_a_signed_pact_shows_its_signatures_and_nothing_to_do(world: World) -> None:
    world.signing()
    digest = newest_version(world.pact).digest
    for unit in SIGNATORIES:
        sent = {"unit": unit, "position": "Giám đốc", "password": PASSWORD, "digest": digest}
        assert signed_in(world.leaders[unit]).post(f"{PAGE}sign/", sent).status_code == 302
    assert world.pact.state == PactState.SIGNED
    page = page_of(signed_in(world.lead), PAGE)
    assert "<form" not in page.partition('<main id="content">')[2]
    assert said("web_pacts.next.signed") in page
    frozen = [signed_in(world.lead).get(path).status_code for path in (TRAFFIC, f"{PAGE}own-lines/")]
    assert frozen == [400, 400]


def test_what_people_wrote_is_escaped_everywhere(world: World) -> None:
    evil = "<script>alert(1)</script>"
    text = TEXT.replace("Phấn đấu giảm 5 % cả 3 tiêu chí", f"Phấn đấu {evil}").replace(
        'title = "Giảm 10 % số vụ cháy lớn"', f'title = "{evil}"'
    )
    pact = draft_pact(by=world.lead, on=TODAY, cluster=world.cluster, text=text, indicators=INDICATORS)
    lead = signed_in(world.lead)
    assert lead.post(f"{PAGE}send-out/", {"answer_by": "9/2/2025"}).status_code == 302
    unit = unit_called("sim-c")
    propose_change(
        by=world.reporter, on=TODAY, pact=world.pact, unit=unit, commitment="", wanted=evil, reason=evil
    )
    for path in (PAGE, TRAFFIC, f"{TRAFFIC}remove/", f"{PAGE}propose/?commitment=traffic"):
        page = signed_in(world.lead).get(path).content.decode()
        assert (evil in page, "&lt;script&gt;" in page) == (False, True), path
    assert pact.code == "synthetic-cluster"


def test_pages_speak_english_too(world: World) -> None:
    world.draft()
    visitor = signed_in(world.reporter)
    visitor.post("/language/", {"language": "en"})
    page = main_of(visitor.get(PAGE))
    assert "decrease by 5 % from 350 = at most 332; luck alone would reach it 26 in 100 years" in page
