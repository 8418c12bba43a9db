"""The tool that runs the examples of pages, on made-up pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.docs_examples import blocks, examples, refreshed, shortened

NEW = "$ giaouoc new my-case --year 2025\n"


def page(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def test_blocks_are_found_with_language_and_file() -> None:
    lines = page("```sh", "ls", "```", "text", "```diff a/b.toml", "-x", "+y", "```").splitlines()
    found = [(b.language, b.file, lines[b.first : b.stop]) for b in blocks(lines)]
    assert found == [("sh", "", ["ls"]), ("diff", "a/b.toml", ["-x", "+y"])]


def test_a_block_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="has no end"):
        list(blocks(["```sh", "ls"]))


def test_a_command_goes_on_after_a_backslash_and_its_output_ends_at_the_next() -> None:
    lines = ["```console", "$ giaouoc add \\", "    --value 3", "one", "two", "$ echo $?", "0", "```"]
    found = [(e.command, e.said) for e in examples(lines, next(blocks(lines)))]
    assert found == [("giaouoc add --value 3", ("one", "two")), ("echo $?", ("0",))]


@pytest.mark.parametrize(
    ("said", "printed", "shown"),
    [
        ((), ["a", "b"], ["a", "b"]),
        (("x", "..."), ["a", "b", "c"], ["a", "..."]),
        (("x", "...", "y"), ["a", "b", "c", "d"], ["a", "...", "d"]),
        (("...",), ["a"], ["..."]),
        (("x", "...", "y"), ["a", "b"], ["a", "b"]),
        (("x", "b", "..."), ["a", "a2", "b", "c"], ["a", "a2", "b", "..."]),
        (("x", "b", "..."), ["a", "b", "b", "c"], ["a", "b", "..."]),
        (("x", "b", "...", "y"), ["a", "a2", "b", "c"], ["a", "a2", "b", "c"]),
        (("x", "", "..."), ["a", "a2", "", "c"], ["a", "a2", "..."]),
        (("head " + "a" * 64,), ["head " + "b" * 64], ["head " + "a" * 64]),
        (("head " + "a" * 64,), ["tail " + "b" * 64], ["tail " + "b" * 64]),
    ],
)
def test_output_is_left_out_where_the_page_leaves_it_out(
    said: tuple[str, ...], printed: list[str], shown: list[str]
) -> None:
    assert shortened(said, printed) == shown


def test_commands_run_one_after_another_in_one_folder_and_their_status_is_kept(tmp_path: Path) -> None:
    text = page(
        "```console",
        "$ giaouoc new my-case --year 2025",
        "$ giaouoc new my-case --year 2025",
        "...",
        "$ echo $?",
        "$ giaouoc check my-case --commitment reform",
        "...",
        "$ echo $?",
        "```",
    )
    fresh = refreshed(text, tmp_path, "en").splitlines()
    assert fresh[2].startswith("The case is in my-case.")
    assert [fresh[at + 1] for at, line in enumerate(fresh) if line == "$ echo $?"] == ["2", "0"]
    assert refreshed(page(*fresh), _empty(tmp_path, "again"), "en").splitlines() == fresh


@pytest.mark.parametrize(("lang", "begins"), [("en", "The case is in "), ("vi", "Đã tạo hồ sơ ")])
def test_commands_speak_the_language_of_the_page(tmp_path: Path, lang: str, begins: str) -> None:
    fresh = refreshed(page("```console", NEW.rstrip(), "```"), tmp_path, lang).splitlines()
    assert fresh[2].startswith(begins)


def test_a_diff_changes_a_file_and_keeps_what_three_dots_stand_for(tmp_path: Path) -> None:
    text = page(
        "```console",
        NEW.rstrip(),
        "...",
        "```",
        "```diff my-case/pact.toml",
        "-baseline = ...latest...",
        "+baseline = ...same_age...",
        "```",
    )
    refreshed(text, tmp_path, "en")
    lines = (tmp_path / "my-case/pact.toml").read_text(encoding="utf-8").splitlines()
    (changed,) = [line for line in lines if line.startswith("baseline")]
    assert changed.startswith('baseline = "same_age" ')
    assert changed.endswith("# latest, at_signing or same_age")


def test_a_diff_that_does_not_fit_the_file_is_refused(tmp_path: Path) -> None:
    text = page(
        "```console", NEW.rstrip(), "...", "```", "```diff my-case/pact.toml", "-nothing", "+x", "```"
    )
    with pytest.raises(ValueError, match="does not hold once"):
        refreshed(text, tmp_path, "en")


def test_a_command_the_examples_do_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot run"):
        refreshed(page("```console", "$ rm -r my-case", "```"), tmp_path, "en")


def _empty(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made
