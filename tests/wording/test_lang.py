from __future__ import annotations

import pytest

from giaouoc.engine.findings import Refusal, error
from giaouoc.wording import Lang, lang_from


@pytest.mark.parametrize(
    ("flag", "environment", "expected"),
    [
        (None, {}, Lang.VI),
        ("", {"GIAOUOC_LANG": " "}, Lang.VI),
        (None, {"LANG": "en_US.UTF-8", "LC_ALL": "en_GB.UTF-8"}, Lang.VI),
        (None, {"GIAOUOC_LANG": "en"}, Lang.EN),
        (None, {"GIAOUOC_LANG": "vi_VN.UTF-8"}, Lang.VI),
        ("vi", {"GIAOUOC_LANG": "en"}, Lang.VI),
        ("EN", {}, Lang.EN),
        ("en-GB", {}, Lang.EN),
        ("vi", {"GIAOUOC_LANG": "fr"}, Lang.VI),
    ],
)
def test_the_flag_wins_then_our_variable_then_vietnamese(
    flag: str | None, environment: dict[str, str], expected: Lang
) -> None:
    assert lang_from(flag, environment) is expected


@pytest.mark.parametrize(
    ("flag", "environment", "value", "source"),
    [("fr", {}, "fr", "--lang"), (None, {"GIAOUOC_LANG": "english"}, "english", "GIAOUOC_LANG")],
)
def test_another_language_is_refused_with_where_it_was_asked_for(
    flag: str | None, environment: dict[str, str], value: str, source: str
) -> None:
    with pytest.raises(Refusal) as caught:
        lang_from(flag, environment)
    assert caught.value.findings == (error("words.lang-unknown", value=value, source=source),)
