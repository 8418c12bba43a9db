from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from giaouoc.engine.findings import Param, Ref, RefKind, Severity
from giaouoc.wording import Lang, Voice, catalogue, listed, show, text, texts
from giaouoc.wording.catalogue import _filled

NAMES = {"a": "Công an tỉnh A", "b": "Công an tỉnh B", "c": "{nguyên văn} % [đậm]"}
VOICE = Voice(Lang.VI, lambda ref, lang: NAMES[ref.code])


class WindowBasis(StrEnum):
    NOT_STATED = "not_stated"
    NEVER_HEARD_OF = "never_heard_of"


@pytest.mark.parametrize(
    ("value", "spec", "vietnamese", "english"),
    [
        (1012, "", "1.012", "1,012"),
        (Decimal("-14.2"), "", "−14,2", "−14.2"),
        (2025, "plain", "2025", "2025"),
        (Decimal("-14.2"), "percent", "−14,20\u00a0%", "−14.20\u00a0%"),
        (Decimal("14.2"), "percent", "+14,20\u00a0%", "+14.20\u00a0%"),
        (Decimal("14.2"), "share", "14,20\u00a0%", "14.20\u00a0%"),
        (Decimal("14.2"), "percent-as-written", "+14,2\u00a0%", "+14.2\u00a0%"),
        (5, "share-as-written", "5\u00a0%", "5\u00a0%"),
        (date(2025, 2, 14), "", "14/02/2025", "14 Feb 2025"),
        (date(2025, 2, 14), "day", "14/02/2025", "14 Feb 2025"),
        ("2025-02", "day", "tháng 2/2025", "Feb 2025"),
        ("x-vụ", "", "x-vụ", "x-vụ"),
        (Ref(RefKind.UNIT, "a"), "", "a", "a"),
        (RefKind.PUBLISHER, "", "cơ quan công bố", "publisher"),
        (Severity.NOTE, "", "ghi chú", "note"),
        (WindowBasis.NOT_STATED, "", "nguồn không nêu kỳ số liệu", "window not stated by the source"),
        (None, "percent", "—", "—"),
        ((), "", "—", "—"),
        (("a",), "", "a", "a"),
        ((1000, 2000), "plain", "1000 và 2000", "1000 and 2000"),
        ((date(2025, 1, 2), None, "x"), "", "02/01/2025, — và x", "2 Jan 2025, — and x"),
    ],
)
def test_a_value_is_written_by_its_type(value: Param, spec: str, vietnamese: str, english: str) -> None:
    assert (show(value, Lang.VI, spec), show(value, Lang.EN, spec)) == (vietnamese, english)


def test_a_thing_is_shown_by_its_name_and_what_the_name_holds_is_left_alone() -> None:
    units = tuple(Ref(RefKind.UNIT, code) for code in "abc")
    assert _filled("{units}: {n}", "words.x", VOICE, {"units": units, "n": 5}) == (
        "Công an tỉnh A, Công an tỉnh B và {nguyên văn} % [đậm]: 5"
    )


@pytest.mark.parametrize(("value", "spec"), [("x", "percent"), (1, "day"), (1, "bold"), (date.min, "plain")])
def test_a_spec_that_does_not_fit_the_value_is_a_mistake(value: Param, spec: str) -> None:
    with pytest.raises(ValueError, match="cannot be written as"):
        show(value, Lang.VI, spec)


@pytest.mark.parametrize("value", [0.5, True, [1]])
def test_what_is_no_parameter_is_not_shown(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be shown"):
        show(value, Lang.VI)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("words.result.lost", "vi/words.toml: result.lost is missing"),
        ("words.lost.kept", "vi/words.toml: lost is missing"),
        ("words.result.kept.more", "vi/words.toml: result.kept is missing"),
        ("nowhere.result.kept", "vi/nowhere.toml: there is no such catalogue"),
        ("words.result", "vi/words.toml: result is not a text"),
        ("words.place.file", "vi/words.toml: place.file needs the parameter 'file'"),
    ],
)
def test_a_missing_key_or_parameter_is_named_with_its_file(key: str, message: str) -> None:
    with pytest.raises(KeyError) as caught:
        text(key, Lang.VI)
    assert caught.value.args == (message,)


def test_an_enum_value_without_a_word_is_named_with_its_file() -> None:
    with pytest.raises(KeyError, match=r"en/words\.toml: window-basis\.never_heard_of is missing"):
        show(WindowBasis.NEVER_HEARD_OF, Lang.EN)


@pytest.mark.parametrize("template", ["{}", "{0}", "{file.name}", "{file[0]}"])
def test_placeholders_are_plain_names(template: str) -> None:
    with pytest.raises(KeyError, match="needs the parameter"):
        _filled(template, "words.x", VOICE, {"file": "a"})


def test_a_parameter_of_the_wrong_type_is_named_with_its_file_and_key() -> None:
    with pytest.raises(ValueError, match=r"vi/words\.toml: place\.row: 'x' cannot be written as 'plain'"):
        text("words.place.row", VOICE, row="x")


def test_the_singular_is_used_only_for_one() -> None:
    said = [text("words.period.first_months", Lang.EN, count=n, year=2025) for n in (0, 1, 2)]
    assert said == ["first 0 months of 2025", "first month of 2025", "first 2 months of 2025"]


def test_a_list_that_is_not_there_is_empty_and_a_text_is_no_list() -> None:
    assert texts("words.lang-unknown.explanations", Lang.VI) == ()
    with pytest.raises(KeyError, match="not a list of texts"):
        texts("words.lang-unknown.title", Lang.VI)


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], "—"), (["x"], "x"), (["x", "y"], "x và y"), (["x", "y", "z"], "x, y và z")],
)
def test_names_are_joined(items: list[str], expected: str) -> None:
    assert listed(items, Lang.VI) == expected


def test_a_catalogue_is_read_once() -> None:
    assert catalogue("words", Lang.VI) is catalogue("words", Lang.VI)


def test_importing_the_words_loads_nothing_heavy() -> None:
    heavy = [
        "rich",
        "jinja2",
        "numpy",
        "scipy",
        "openpyxl",
        "docx",
        "tomllib",
        "importlib.resources",
        "argparse",
    ]
    program = f"import sys, giaouoc.wording; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((7,), "7"),
        ((7, 8), "7 và 8"),
        ((7, 8, 9), "7–9"),
        ((5, 89, 90, 91, 100), "5, 89–91 và 100"),
        ((9, 8, 7), "9, 8 và 7"),
        ((7, 7, 8), "7, 7 và 8"),
        ((1999, 2000, 2001), "1999–2001"),
    ],
)
def test_numbers_of_the_ledger_that_follow_each_other_are_a_range(
    numbers: tuple[int, ...], said: str
) -> None:
    assert show(numbers, Lang.VI, "plain") == said
    assert show(numbers, Lang.VI).count("–") == 0
