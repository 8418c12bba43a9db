"""Signing in changes nothing of an account but the day of the last time."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from django.test import override_settings

from giaouoc.accounts.models import Person
from giaouoc.store.acts import act

pytestmark = pytest.mark.django_db
PHRASE = "hoa sen trên mặt hồ"


def test_a_hash_of_another_kind_still_lets_in_and_is_not_renewed() -> None:
    old = make_password(PHRASE, hasher="md5")
    with act("person-added", by=None):
        Person.objects.create(sign_in="lan", full_name="Lan", password=old)
    with override_settings(
        PASSWORD_HASHERS=[
            "django.contrib.auth.hashers.PBKDF2PasswordHasher",
            "django.contrib.auth.hashers.MD5PasswordHasher",
        ]
    ):
        lan = Person.objects.get_by_natural_key(" LAN ")
        assert lan.check_password(PHRASE)
        assert not lan.check_password("another phrase")
    assert Person.objects.get().password == old


def test_codes_of_people_are_opaque_and_differ() -> None:
    with act("person-added", by=None):
        codes = {Person.objects.create(sign_in=f"lan{n}", full_name="Lan").code for n in range(20)}
    assert len(codes) == 20
    assert not any("lan" in code for code in codes)
