"""Names stay inside the case folder; files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from giaouoc.engine.findings import Refusal, error
from giaouoc.exchange.paths import FileTrouble, inside, read_whole, reason_of, write_all, write_whole
from giaouoc.wording import Lang, show


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.mark.parametrize(
    "name", ["pact.toml", "sub/figures.csv", "số liệu.csv", "a..b", "console.txt", ".hidden"]
)
def test_a_name_inside_the_case_is_taken(case: Path, name: str) -> None:
    assert inside(case, name) == case / name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            ".",
            "..",
            "../secret.txt",
            "sub/../../secret.txt",
            "sub/..",
            "/etc/passwd",
            "//host/share",
            "a//b",
        ),
        *("C:\\x", "C:x", "c:/x", "..\\secret.txt", "\\\\host\\x", "a\\b", "x:stream"),
        *("con", "NUL", "aux.csv", "sub/COM1.txt", "lpt9", "prn.tar.gz", "CON/x"),
        *("a\x00b", "a\nb", "a.", "a ", "a/ ", "a?", "a*b", "a|b", '"a"', "<a>"),
    ],
)
def test_a_name_that_leaves_the_case_or_fits_no_system_is_refused(case: Path, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        inside(case, name)
    shown_as = " ".join(name.replace("\x00", "\N{REPLACEMENT CHARACTER}").split())
    assert refused.value.findings == (error("exchange.path-outside-case", value=shown_as),)


def test_a_link_is_followed_to_where_it_leads(case: Path) -> None:
    (case / "real.txt").write_text("x")
    (case / "near.txt").symlink_to("real.txt")
    (case / "far.txt").symlink_to("../secret.txt")
    (case / "up").symlink_to("..", target_is_directory=True)
    (case / "loop").symlink_to("loop")
    assert inside(case, "near.txt") == case / "near.txt"
    for name in ("far.txt", "up/secret.txt", "loop"):
        with pytest.raises(Refusal) as refused:
            inside(case, name)
        assert refused.value.findings == (error("exchange.path-outside-case", value=name),)


def test_a_file_is_read_up_to_its_limit(case: Path) -> None:
    path = case / "f"
    path.write_bytes(b"12345")
    assert read_whole(path, max_bytes=5) == b"12345"
    with pytest.raises(Refusal) as refused:
        read_whole(path, max_bytes=4)
    assert refused.value.findings == (error("exchange.file-too-large", file="f", size=5, limit=4),)


def test_a_pipe_is_not_waited_for(case: Path) -> None:
    os.mkfifo(case / "pipe")
    with pytest.raises(Refusal) as refused:
        read_whole(case / "pipe")
    assert refused.value.findings == (error("exchange.file-not-regular", file="pipe"),)


def test_text_is_written_as_utf_8_with_its_line_ends_untouched(case: Path) -> None:
    write_whole(case / "a.csv", "đơn vị\r\nx\n")
    assert (case / "a.csv").read_bytes() == "đơn vị\r\nx\n".encode()
    write_whole(case / "a.csv", b"\xff")
    assert {path.name: path.read_bytes() for path in case.iterdir()} == {"a.csv": b"\xff"}


def test_rights_are_those_of_the_old_file_or_of_any_new_one(case: Path) -> None:
    (case / "plain").write_bytes(b"")
    (case / "open").write_bytes(b"")
    (case / "open").chmod(0o664)
    write_all({case / "new": b"", case / "open": b"x"})
    plain = (case / "plain").stat().st_mode
    assert ((case / "new").stat().st_mode, (case / "open").stat().st_mode & 0o777) == (plain, 0o664)


def test_several_files_are_written_together(case: Path) -> None:
    (case / "a").write_text("old")
    write_all({case / "a": "new", case / "b": "new"})
    assert {path.name: path.read_text() for path in case.iterdir()} == {"a": "new", "b": "new"}


@pytest.mark.parametrize("blocked", ["folder", "missing/x"])
def test_when_one_file_fails_all_stay_as_they_were(case: Path, blocked: str) -> None:
    (case / "a").write_text("old")
    (case / "folder").mkdir()
    (case / "folder" / "inner").write_text("kept")
    with pytest.raises(Refusal) as refused:
        write_all({case / "a": "new", case / "b": "new", case / blocked: "new"})
    assert [(finding.code, finding.get("file")) for finding in refused.value.findings] == [
        ("exchange.file-not-written", Path(blocked).name)
    ]
    left = {path.relative_to(case).as_posix(): path.read_text() for path in case.rglob("*") if path.is_file()}
    assert left == {"a": "old", "folder/inner": "kept"}


def test_a_reader_with_the_old_file_open_still_sees_it(case: Path) -> None:
    (case / "a").write_text("old")
    with (case / "a").open() as reader:
        write_whole(case / "a", "new")
        assert reader.read() == "old"
    assert (case / "a").read_text() == "new"


@pytest.mark.parametrize(
    ("problem", "trouble"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), FileTrouble.NO_SPACE),
        (PermissionError(errno.EACCES, "Permission denied"), FileTrouble.NO_RIGHT),
        (OSError(errno.EROFS, "Read-only file system"), FileTrouble.READ_ONLY),
        (IsADirectoryError(errno.EISDIR, "Is a directory"), FileTrouble.IS_FOLDER),
        (OSError(errno.ENAMETOOLONG, "File name too long"), FileTrouble.NAME_TOO_LONG),
        (ValueError("embedded null byte"), FileTrouble.NAME_UNUSABLE),
        (OSError(errno.ECHILD, "No child processes"), "No child processes"),
        (OSError("odd"), "odd"),
    ],
)
def test_what_the_system_says_is_told_in_both_languages_where_it_is_known(
    problem: Exception, trouble: FileTrouble | str
) -> None:
    reason = reason_of(problem)
    assert reason == trouble
    if isinstance(reason, FileTrouble):
        words = {show(reason, lang) for lang in Lang}
        assert len(words) == 2
        assert str(problem) not in words


@pytest.mark.parametrize("trouble", FileTrouble)
@pytest.mark.parametrize("lang", Lang)
def test_every_trouble_with_a_file_has_words(trouble: FileTrouble, lang: Lang) -> None:
    assert show(trouble, lang)


def test_a_name_no_disk_takes_is_refused_and_nothing_is_written(case: Path) -> None:
    for name, trouble in (("a" * 300, FileTrouble.NAME_TOO_LONG), ("a\0b", FileTrouble.NAME_UNUSABLE)):
        for attempt in (lambda path: write_whole(path, "x"), read_whole):
            with pytest.raises(Refusal) as refused:
                attempt(case / name)
            assert [f["reason"] for f in refused.value.findings] == [trouble]
    assert list(case.iterdir()) == []
