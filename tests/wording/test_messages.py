from __future__ import annotations

import pytest

from giaouoc.engine.findings import Finding, Param, error
from giaouoc.wording import Lang, Message, Voice, place, say
from giaouoc.wording.catalogue import catalogue

VI = Voice(Lang.VI)
EN = Voice(Lang.EN)


def test_a_finding_says_its_title_what_was_seen_and_the_way_out() -> None:
    assert say(error("words.lang-unknown", value="fr", source="--lang"), VI) == Message(
        title="Ngôn ngữ chưa có",
        saw="--lang yêu cầu ngôn ngữ “fr”; phần mềm chỉ có tiếng Việt (vi) và tiếng Anh (en).",
        explanations=(),
        way_out="Ghi vi hoặc en, hoặc bỏ trống để dùng tiếng Việt.",
    )


@pytest.fixture
def made_up_table(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {
        "title": "{count} figures",
        "saw": "{count} figures of {unit}.",
        "saw_one": "One figure of {unit}.",
        "explanations": ["{unit} may be late.", "A holiday."],
        "way_out": "Ask {unit}.",
    }
    monkeypatch.setitem(catalogue("words", Lang.EN), "made-up", table)


@pytest.mark.usefixtures("made_up_table")
@pytest.mark.parametrize(("count", "saw"), [(1, "One figure of B."), (1000, "1,000 figures of B.")])
def test_explanations_are_filled_in_and_one_has_its_own_sentence(count: int, saw: str) -> None:
    said = say(error("words.made-up", count=count, unit="B"), EN)
    assert said.saw == saw
    assert said.explanations == ("B may be late.", "A holiday.")
    assert said.way_out == "Ask B."


def test_a_finding_without_words_or_parameters_is_a_mistake() -> None:
    with pytest.raises(KeyError, match=r"vi/words\.toml: nothing is missing"):
        say(error("words.nothing"), VI)
    with pytest.raises(KeyError, match=r"en/words\.toml: lang-unknown\.saw needs the parameter 'source'"):
        say(error("words.lang-unknown", value="fr"), EN)


@pytest.mark.parametrize(
    ("params", "vietnamese", "english"),
    [
        ({}, "", ""),
        ({"file": None, "value": 3}, "", ""),
        (
            {"column": "value", "line": 12, "file": "figures.csv"},
            "tệp figures.csv, dòng 12, cột value",
            "file figures.csv, line 12, column value",
        ),
        (
            {"file": "a.xlsx", "sheet": "Tháng 8", "row": 12345, "column": "D"},
            "tệp a.xlsx, trang tính Tháng 8, hàng 12345, cột D",
            "file a.xlsx, sheet Tháng 8, row 12345, column D",
        ),
        ({"key": "commitments[3].value"}, "mục commitments[3].value", "key commitments[3].value"),
        ({"seq": (3, 1004)}, "dòng sổ số 3 và 1004", "ledger entry 3 and 1004"),
    ],
)
def test_the_place_is_named_from_the_file_inwards(
    params: dict[str, Param], vietnamese: str, english: str
) -> None:
    finding: Finding = error("words.lang-unknown", **params)
    assert (place(finding, VI), place(finding, EN)) == (vietnamese, english)
