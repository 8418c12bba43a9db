"""See where we stand, in pages: who sees it, that every cell says what the case folder says, and what is saved."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from giaouoc.engine.pacts import Reading, Territory
from giaouoc.exchange.days import read_day
from giaouoc.exchange.figures_file import read_rows
from giaouoc.exchange.standing_csv import standing_csv
from giaouoc.exchange.standing_json import standing_data
from giaouoc.services.cases import judge_case, open_case, voice_for
from giaouoc.services.standings import STANDINGS
from giaouoc.store.acts import act
from giaouoc.store.models import PactState
from giaouoc.wording import Lang
from giaouoc.wording.cells import cell, sureness
from tests.support.office import SYNTHETIC, synthetic
from tests.support.standing import (
    SEVEN,
    TODAY,
    StandingWorld,
    with_superior,
    world_of_standing,
)
from tests.support.visits import main_of, said, signed_in, visits

pytestmark = pytest.mark.django_db

BOARD = "/pacts/synthetic-cluster/standing/"
LIST = "/clusters/sim-cluster/standings/"
PAGES = [
    LIST,
    BOARD,
    f"{BOARD}commitments/traffic/",
    f"{BOARD}units/sim-b/",
    f"{BOARD}verdicts/traffic/sim-b/",
    f"{BOARD}figures/1055/",
    *(f"{BOARD}download/{kind}/" for kind in ("xlsx", "docx", "html", "csv", "json")),
]


@pytest.fixture
def world(settings: Any) -> StandingWorld:
    settings.GIAOUOC_TODAY = TODAY
    return world_of_standing()


@pytest.fixture
def member(world: StandingWorld) -> Client:
    return signed_in(world.people["member"])


def page_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, main_of(answer)
    return str(answer.content.decode())


def table_of(page: str) -> list[list[tuple[str, str, str]]]:
    """Return the cells of the matrix row by row: classes, address, and the words without marks."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [
            (classes, href, words_of(inside))
            for classes, href, inside in re.findall(
                r'<td><a class="v ([^"]+)" href="([^"]+)">(.*?)</a>\s*</td>', row, re.DOTALL
            )
        ]
        for row in body.split("<tr>")[1:]
    ]


def words_of(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize("path", PAGES)
def test_the_cluster_its_auditor_and_its_superior_see_it_and_outsiders_do_not(
    world: StandingWorld, path: str
) -> None:
    superior = with_superior(world)
    people = [world.people[name] for name in ("member", "auditor", "outsider", "administrator")]
    assert visits([superior, *people], path) == [200, 200, 200, 403, 403]
    nobody = Client().get(path)
    assert (nobody.status_code, nobody["Location"]) == (302, f"{reverse('account_login')}?next={quote(path)}")


@pytest.mark.parametrize(
    "query",
    ["", "?known=1/9/2025", "?reading=at_signing", "?reading=same_age&known=2025-12-20", "?territory=as_now"],
)
@pytest.mark.parametrize("lang", Lang)
def test_every_cell_says_what_the_case_folder_says(member: Client, query: str, lang: Lang) -> None:
    member.post(reverse("language"), {"language": lang.value, "next": "/"})
    shown = table_of(page_of(member, BOARD + query))
    asked = dict(pair.split("=") for pair in query[1:].split("&")) if query else {}
    folder = judge_case(open_case(SYNTHETIC), **engine_words(asked))
    voice = voice_for(folder, lang)
    expected = []
    for one in folder.commitments:
        row = []
        for unit in folder.rows:
            verdict = folder.verdict(one.code, unit)
            assert verdict is not None
            found = cell(verdict, voice)
            hangs = " ⚖" if found.hangs else ""
            words = f"{found.sign} {found.word}{hangs} {found.detail}"
            row.append((f"{verdict.result} {sureness(verdict)}", " ".join(words.split())))
        expected.append(row)
    assert [[(classes, words) for classes, _, words in row] for row in shown] == expected


def engine_words(asked: dict[str, str]) -> dict[str, Any]:
    """Return switches as the engine takes them."""
    makers: dict[str, tuple[str, Callable[[str], Any]]] = {
        "known": ("as_known_on", read_day),
        "reading": ("reading", Reading),
        "territory": ("territory", Territory),
    }
    return {makers[name][0]: makers[name][1](value) for name, value in asked.items()}


def test_the_page_says_what_its_results_stand_on(member: Client) -> None:
    plain = main_of(member.get(BOARD))
    head = judge_case(open_case(SYNTHETIC)).case.ledger
    for one in ("12/02/2026", "bản mới nhất", "như khi ký", "1.478 dòng sổ", f"{len(head)}:"):
        assert one in plain
    other = main_of(member.get(f"{BOARD}?known=1/9/2025&reading=at_signing&territory=as_now"))
    for one in ("01/09/2025", "lúc ký", "như hiện nay"):
        assert one in other


@pytest.mark.parametrize("path", PAGES[1:5])
def test_the_switches_stay_on_the_way_from_page_to_page(member: Client, path: str) -> None:
    query = "?known=2025-09-01&reading=at_signing&territory=as_signed"
    page = html.unescape(page_of(member, path + query))
    links = re.findall(rf'href="({BOARD}[^"]*)"', page)
    assert links
    assert [one for one in links if not one.endswith(query)] == []
    assert 'value="01/09/2025"' in page
    assert len(re.findall(r"<option[^>]*selected", page)) == 2


def test_every_cell_leads_to_its_explanation_and_every_row_to_its_history(member: Client) -> None:
    cells = [cell for row in table_of(page_of(member, BOARD)) for cell in row]
    assert len(cells) == 50
    rows: set[str] = set()
    for _, href, words in cells:
        page = page_of(member, href)
        assert words.split("⚖")[0].strip()[:8] in words_of(page.partition("<main")[2])
        rows |= set(re.findall(rf'href="({BOARD}figures/\d+/)"', page))
    assert len(rows) > 400
    for row in sorted(rows)[::50]:
        page_of(member, row)


def test_an_explanation_goes_down_to_the_rows_of_the_ledger(member: Client) -> None:
    said_here = main_of(member.get(f"{BOARD}verdicts/offences/sim-a/"))
    for one in (
        "1.900 × 100 ≤ 2.400 × 95, tức 190.000 ≤ 228.000: đúng.",
        "Kết quả lấy theo số gốc đã chọn: bản mới nhất.",
        "đính chính dòng sổ 1055: gõ nhầm khi nhập: cộng thừa 90 vụ của quý trước",
        "khoảng tin cậy 95 %",
    ):
        assert one in said_here


def test_a_correction_shows_both_figures_the_reason_and_the_way_to_the_other(member: Client) -> None:
    for seq in (1055, 1227):
        found = main_of(member.get(f"{BOARD}figures/{seq}/"))
        for one in (
            "247 vụ",
            "157 vụ",
            "20/05/2025",
            "01/08/2025",
            said("web_standing.figure.corrects", seq=1055),
            "gõ nhầm khi nhập: cộng thừa 90 vụ của quý trước",
            said("web_standing.figure.replaced-by", seq=1227),
        ):
            assert one in found


def test_the_rows_on_a_figure_are_saved_as_the_ledger_has_them(member: Client) -> None:
    answer = member.get(f"{BOARD}figures/1055/?as=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="synthetic-cluster-1055.csv"'
    rows = [row for row in read_rows(synthetic("figures.csv")) if row["seq"] in ("1055", "1227")]
    assert read_rows(answer.content.decode()) == rows


def test_a_commitment_says_how_it_is_counted_and_how_well_that_was_checked(member: Client) -> None:
    found = main_of(member.get(f"{BOARD}commitments/online-fraud/"))
    indicators = judge_case(open_case(SYNTHETIC)).case.indicators
    definitions = indicators.get("x-online-fraud").definitions
    assert len(definitions) > 1
    for one in definitions:
        assert f"{one.version} " in found
        assert one.says in found
    assert "chưa kiểm chứng" in found


def test_findings_come_with_their_innocent_explanations(member: Client) -> None:
    board = main_of(member.get(BOARD))
    assert "Các kỳ ngắn cộng lại không bằng kỳ dài" in board
    assert said("report.finding.explanations") in board
    assert said("report.finding.way-out") in board


def test_commitments_and_units_have_pictures_that_say_themselves_in_words(member: Client) -> None:
    for path in ("commitments/offences/", "units/sim-a/"):
        page = page_of(member, BOARD + path)
        pictures = re.findall(r'<svg class="chart"[^>]*role="img" aria-label="([^"]+)"', page)
        assert len(pictures) >= 3
        assert " style=" not in page
        assert page.count('id="months"') == 1


def test_a_day_that_has_not_come_is_told_at_its_switch(member: Client) -> None:
    page = page_of(member, f"{BOARD}?known=1/3/2026", 400)
    assert said("standings.day-ahead.way_out") in html.unescape(page)
    assert 'aria-describedby="known-error"' in page
    assert "12/02/2026" in page


@pytest.mark.parametrize("query", ["known=x", "known=31/2/2025", "reading=worst", "territory=everywhere"])
def test_what_cannot_be_asked_is_told_and_no_page_breaks(member: Client, query: str) -> None:
    for path in PAGES[1:5] + PAGES[6:]:
        page = page_of(member, f"{path}?{query}", 400)
        assert 'class="error"' in page


def test_a_unit_that_is_not_judged_over_the_territory_is_told_with_those_that_are(member: Client) -> None:
    for path in ("units/sim-ef/", "verdicts/fires/sim-ef/"):
        told = main_of(member.get(BOARD + path))
        assert page_of(member, BOARD + path, 404)
        assert "Công an tỉnh Mô phỏng E (mới) không phải là đơn vị được đánh giá" in told
    page_of(member, f"{BOARD}units/sim-ef/?territory=as_now")


@pytest.mark.parametrize(
    "path",
    [
        "/clusters/nowhere/standings/",
        "/pacts/nothing/standing/",
        f"{BOARD}commitments/nothing/",
        f"{BOARD}units/nowhere/",
        f"{BOARD}verdicts/nothing/sim-a/",
        f"{BOARD}verdicts/fires/nowhere/",
        f"{BOARD}figures/0/",
        f"{BOARD}figures/1479/",
        f"{BOARD}download/exe/",
    ],
)
def test_what_is_not_there_is_not_found(member: Client, path: str) -> None:
    assert member.get(path).status_code == 404


def test_downloads_are_files_of_safe_types_with_the_very_answers(member: Client) -> None:
    folder = judge_case(open_case(SYNTHETIC))
    found = {}
    for kind in ("xlsx", "docx", "html", "csv", "json"):
        answer = member.get(f"{BOARD}download/{kind}/")
        assert answer["Content-Disposition"] == f'attachment; filename="synthetic-cluster-2026-02-12.{kind}"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        found[kind] = (answer["Content-Type"], answer.content)
    office = "application/vnd.openxmlformats-officedocument"
    assert {kind: kind_of for kind, (kind_of, _) in found.items()} == {
        "xlsx": f"{office}.spreadsheetml.sheet",
        "docx": f"{office}.wordprocessingml.document",
        "html": "text/html; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "json": "application/json",
    }
    assert found["csv"][1].decode() == standing_csv(folder)
    told = json.loads(found["json"][1])
    assert told["ledger_head"].startswith("1478:")
    assert {**told, "ledger_head": None} == {**standing_data(folder), "ledger_head": None}
    for kind, part in (("xlsx", "xl/workbook.xml"), ("docx", "word/document.xml")):
        assert part in ZipFile(io.BytesIO(found[kind][1])).namelist()
    assert found["html"][1].decode().startswith("<!doctype html>")


def test_a_download_follows_the_switches(member: Client) -> None:
    told = json.loads(member.get(f"{BOARD}download/json/?known=1/9/2025&reading=at_signing").content)
    assert (told["as_known_on"], told["baseline"]) == ("2025-09-01", "at_signing")


def test_a_second_look_judges_nothing(world: StandingWorld, member: Client) -> None:
    page_of(member, BOARD)
    judged = STANDINGS.made
    for path in PAGES[1:]:
        assert member.get(path).status_code == 200
    signed_in(world.people["auditor"]).get(BOARD)
    assert STANDINGS.made == judged


@pytest.mark.parametrize("path", [*PAGES[:6], PAGES[9]])
@pytest.mark.parametrize("units", [1, 3, 5])
def test_pages_ask_the_database_as_often_for_one_unit_as_for_five(
    settings: Any, units: int, path: str, django_assert_num_queries: Any
) -> None:
    settings.GIAOUOC_TODAY = TODAY
    names = ["sim-b", "sim-a", "sim-c", "sim-d", "sim-e"][:units]
    client = signed_in(world_of_standing(names).people["member"])
    page_of(client, path)
    expected = {LIST: 7, PAGES[5]: 14}.get(path, 10)
    with django_assert_num_queries(expected):
        page_of(client, path)


def test_a_board_of_many_units_is_compact_and_still_says_its_words(settings: Any) -> None:
    settings.GIAOUOC_TODAY = TODAY
    world = world_of_standing(SEVEN)
    page = page_of(signed_in(world.people["member"]), BOARD)
    assert 'class="matrix compact"' in page
    cells = [cell for row in table_of(page) for cell in row]
    assert len(cells) == 70
    assert "Công an tỉnh Mô phỏng A" in cells[0][2]
    assert "Hội nghị đánh giá" in cells[0][2]


def test_what_people_wrote_is_escaped(settings: Any) -> None:
    settings.GIAOUOC_TODAY = TODAY
    world = world_of_standing()
    evil = "<script>alert(1)</script>"
    with act("pact-signed", by=None, about="pact:synthetic-cluster") as done:
        version = world.pact.versions.get()
        world.pact.versions.create(
            number=2,
            text=version.text.replace("Chủ động nắm tình hình, không", f"{evil} không"),
            indicators=version.indicators,
            digest=version.digest,
            last_act=done,
        )
    member = signed_in(world.people["member"])
    for path in ("commitments/situation/", "verdicts/situation/sim-a/"):
        page = page_of(member, BOARD + path)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_pact_that_is_not_signed_says_what_comes_first(world: StandingWorld, member: Client) -> None:
    with act("pact-moved", by=None, about="pact:synthetic-cluster") as done:
        world.pact.state, world.pact.last_act = PactState.SIGNING, done
        world.pact.save()
    assert said("web_standing.list.empty") in main_of(member.get(LIST))
    answer = member.get(BOARD)
    assert (answer.status_code, said("standings.pact-not-signed.way_out") in main_of(answer)) == (400, True)


def test_the_list_leads_to_the_board(member: Client) -> None:
    page = page_of(member, LIST)
    assert f'href="{BOARD}"' in page
    assert "Mô phỏng: giao ước thi đua năm 2025" in page
