"""Files opened by LibreOffice and read back, each run with a profile of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path


def converted(program: str, files: Mapping[str, bytes], to: str, folder: Path) -> Path:
    """Return the folder with every file converted to a kind; a file LibreOffice cannot open is missing there."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    out = folder / "out"
    profile = (folder / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(out),
    ]
    subprocess.run(
        [*command, *(str(folder / name) for name in files)], check=True, capture_output=True, timeout=180
    )
    return out


def pdf_text(program: str, path: Path) -> str:
    """Return the words of a PDF as they stand on its pages."""
    command = [program, "-layout", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")
