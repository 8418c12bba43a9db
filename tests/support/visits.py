"""Visiting pages: signing in as somebody, and reading what a page says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from django.test import Client

from giaouoc.accounts.models import Person
from giaouoc.wording import Lang, text

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FORBIDDEN = 403


def signed_in(person: Person) -> Client:
    """Return a browser in which somebody has signed in."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def visits(people: Iterable[Person], path: str) -> list[int]:
    """Return how a page answers each of these people."""
    return [signed_in(one).get(path).status_code for one in people]


def main_of(answer: Any) -> str:
    """Return what a page says, without its markup and with single spaces."""
    page = answer.content.decode()
    _, _, content = page.partition('<main id="content">')
    assert content, page[:500]
    words = re.sub(r"<(input|option)[^>]*>", " ", content.partition("</main>")[0])
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())


def said(key: str, lang: Lang = Lang.VI, **params: Any) -> str:
    """Return a text of the catalogues, as a page says it."""
    return " ".join(text(key, lang, **params).split())
