"""Files stay inside the case folder, and are written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from giaouoc.engine.findings import Refusal, refuse
from giaouoc.exchange.encodings import MOST_BYTES, too_large
from giaouoc.exchange.texts import shown

# Windows opens a device for these names, with any ending, in any folder.
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


class FileTrouble(StrEnum):
    """What kept a file from being read or written, for people to act on; the words stand in the catalogues."""

    NO_SPACE = "no_space"
    NO_RIGHT = "no_right"
    READ_ONLY = "read_only"
    IN_USE = "in_use"
    IS_FOLDER = "is_folder"
    NO_FOLDER = "no_folder"
    NAME_TOO_LONG = "name_too_long"
    NAME_UNUSABLE = "name_unusable"
    TOO_MANY_LINKS = "too_many_links"
    TOO_LARGE = "too_large"
    DEVICE = "device"


# By name: not every system has all of these numbers.
_BY_NAME: Final[Mapping[str, FileTrouble]] = {
    "ENOSPC": FileTrouble.NO_SPACE,
    "EDQUOT": FileTrouble.NO_SPACE,
    "EACCES": FileTrouble.NO_RIGHT,
    "EPERM": FileTrouble.NO_RIGHT,
    "EROFS": FileTrouble.READ_ONLY,
    "EBUSY": FileTrouble.IN_USE,
    "ETXTBSY": FileTrouble.IN_USE,
    "EISDIR": FileTrouble.IS_FOLDER,
    "ENOTDIR": FileTrouble.NO_FOLDER,
    "ENOENT": FileTrouble.NO_FOLDER,
    "ENAMETOOLONG": FileTrouble.NAME_TOO_LONG,
    "EINVAL": FileTrouble.NAME_UNUSABLE,
    "EILSEQ": FileTrouble.NAME_UNUSABLE,
    "ELOOP": FileTrouble.TOO_MANY_LINKS,
    "EFBIG": FileTrouble.TOO_LARGE,
    "EIO": FileTrouble.DEVICE,
    "EBADF": FileTrouble.DEVICE,
}
_TROUBLES: Final = {getattr(errno, name): t for name, t in _BY_NAME.items() if hasattr(errno, name)}
# Windows: sharing violation, lock violation.
_IN_USE_THERE: Final = (32, 33)


def reason_of(problem: Exception) -> FileTrouble | str:
    """Return why the system refused a file, as a value with words in both languages; else the system's own words."""
    if isinstance(problem, OSError):
        if getattr(problem, "winerror", None) in _IN_USE_THERE:
            return FileTrouble.IN_USE
        known = _TROUBLES.get(problem.errno or 0)
        return known if known is not None else shown(problem.strerror or problem)
    # A name with a zero byte, or one that the system's letters cannot write.
    return FileTrouble.NAME_UNUSABLE if isinstance(problem, ValueError) else shown(problem)


def inside(root: Path, name: str) -> Path:
    """Return the path of a file of the case by its name, a relative path with `/`; no file need stand there.

    Names that lead out of the folder, by `..`, from the top, over a drive or through a link, and names that
    Windows cannot carry are refused.
    """
    steps = name.split("/")
    usable = bool(name) and not _FORBIDDEN.search(name) and all(_is_usable(step) for step in steps)
    if not usable:
        raise _outside(name)
    path = root.joinpath(*steps)
    try:
        stays = path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        stays = False
    if not stays:
        raise _outside(name)
    return path


def read_whole(path: Path, *, max_bytes: int = MOST_BYTES) -> bytes:
    """Return the bytes of a file no larger than `max_bytes`; a missing or closed file is refused by name."""
    try:
        # A pipe or a device has no size and may never end.
        if path.exists() and not path.is_file():
            raise refuse("exchange.file-not-regular", file=path.name)
        with path.open("rb") as source:
            data = source.read(max_bytes + 1)
            size = os.fstat(source.fileno()).st_size
    except FileNotFoundError:
        raise refuse("exchange.file-missing", file=path.name) from None
    except (OSError, ValueError) as problem:
        raise refuse(
            "exchange.file-unreadable", file=shown(path.name), reason=reason_of(problem)
        ) from problem
    if len(data) > max_bytes:
        raise too_large(path.name, max(size, len(data)), max_bytes)
    return data


def write_whole(path: Path, data: bytes | str) -> None:
    """Write a file whole: a reader sees the old one or the new one, never a part; text goes out as UTF-8."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes | str]) -> None:
    """Write several files, all or none as far as a file system allows.

    Every file is first written beside its place and flushed, then all are put in place one by one; when one
    of these steps fails, the ones before it are taken back.
    """
    written: dict[Path, Path] = {}
    kept: dict[Path, Path | None] = {}
    try:
        try:
            for path, data in files.items():
                written[path] = _write_beside(path, data)
            for path, temporary in written.items():
                kept[path] = _keep_old(path)
                temporary.replace(path)
        except (OSError, ValueError) as problem:
            _take_back(kept)
            raise _not_written(path, problem) from problem
        except BaseException:
            _take_back(kept)
            raise
    finally:
        for leftover in (*written.values(), *kept.values()):
            if leftover is not None:
                leftover.unlink(missing_ok=True)
    for folder in {path.parent for path in files}:
        _flush_folder(folder)


def _is_usable(step: str) -> bool:
    return step not in ("", ".", "..") and step[-1] not in ". " and not _RESERVED.fullmatch(step)


def _outside(name: str) -> Refusal:
    return refuse("exchange.path-outside-case", value=shown(name))


def _not_written(path: Path, problem: Exception) -> Refusal:
    return refuse("exchange.file-not-written", file=shown(path.name), reason=reason_of(problem))


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(6)}.{ending}")


def _write_beside(path: Path, data: bytes | str) -> Path:
    temporary = _beside(path, "tmp")
    try:
        # Mode x never follows a link that stands there already, and the umask decides the rights.
        with temporary.open("xb") as target:
            target.write(data.encode() if isinstance(data, str) else data)
            target.flush()
            os.fsync(target.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _keep_old(path: Path) -> Path | None:
    """Return a second name of the file that stands at a path, or None where none does."""
    if not path.exists():
        return None
    old = _beside(path, "old")
    try:
        old.hardlink_to(path)
    except OSError:
        shutil.copy2(path, old)
    return old


def _take_back(kept: Mapping[Path, Path | None]) -> None:
    for path, old in reversed(list(kept.items())):
        with contextlib.suppress(OSError):
            if old is None:
                path.unlink(missing_ok=True)
            else:
                old.replace(path)


def _flush_folder(folder: Path) -> None:
    """Make the new names durable; systems that cannot open a folder do it by themselves."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
