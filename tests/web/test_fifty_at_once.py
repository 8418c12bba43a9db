"""Fifty people submit at once, and the cluster accepts all of it at once: nothing lost, doubled or broken."""

from __future__ import annotations

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.fifty import CODES, DEPUTY, LEAD, SESSIONS
from tests.support.running_office import Office

pytestmark = pytest.mark.office


class KeepSession(urllib.request.BaseHandler):
    """Sends the session along with whatever other cookies there are."""

    handler_order = 900

    def __init__(self, session: str) -> None:
        self.session = session

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        others = request.get_header("Cookie") or ""
        kept = [c for c in others.split("; ") if c and not c.startswith("sessionid=")]
        request.add_unredirected_header("Cookie", "; ".join([*kept, f"sessionid={self.session}"]))
        return request


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, office: Office, session: str) -> None:
        self.address = office.address
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies, KeepSession(session))

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=120) as answer:
            return str(answer.read().decode())

    def post(self, path: str, page: str, fields: dict[str, str]) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        sent = [("csrfmiddlewaretoken", token[1]), *fields.items()]
        sent += [("cell", number) for number in re.findall(r'name="cell" value="(\d+)"', page)]
        sent += re.findall(r'name="(seen-\d+)" value="(\d+)"', page)
        sent += [(name, "1") for name in re.findall(r'name="((?:value|numerator|denominator)-\d+)"', page)]
        url = self.address + path
        asked = urllib.request.Request(url, urllib.parse.urlencode(sent).encode(), {"Referer": url})
        with self.opener.open(asked, timeout=120) as answer:
            return str(answer.read().decode())


def report_of(unit: str) -> str:
    return f"/reports/1/{unit}/"


@pytest.fixture(scope="module")
def fifty(office_beside: Office) -> Office:
    office_beside.run("tests.support.fifty", "fill")
    return office_beside


def test_fifty_submit_and_are_accepted_at_once(fifty: Office) -> None:
    with ThreadPoolExecutor(len(CODES)) as pool:
        sessions = json.loads((Path(fifty.environment["GIAOUOC_DATA"]) / SESSIONS).read_text("utf-8"))
        people = [Person(fifty, sessions[unit]) for unit in CODES]
        pages = list(pool.map(lambda one: one[0].get(report_of(one[1])), zip(people, CODES, strict=True)))

        def submit(place: int) -> str:
            return people[place].post(report_of(CODES[place]), pages[place], {"do": "submit"})

        submitted = list(pool.map(submit, range(len(CODES))))
        assert [page for page in submitted if "đã gửi cụm" not in page] == []

        # The lead takes all but its own, the deputy that one; each button is pressed twice at the same time.
        who = [people[1] if unit == LEAD else people[0] for unit in CODES]
        forms = [person.get(report_of(unit)) for person, unit in zip(who, CODES, strict=True)]

        def accept(place: int) -> int:
            number = place % len(CODES)
            try:
                who[number].post(report_of(CODES[number]), forms[number], {"do": "accept"})
            except urllib.error.HTTPError as refused:
                with refused:
                    return refused.code
            return 200

        answers = list(pool.map(accept, range(2 * len(CODES))))
    assert CODES[1] == DEPUTY
    assert set(answers) <= {200, 400}
    assert answers.count(200) == len(CODES)
    fifty.run("tests.support.fifty", "check")
