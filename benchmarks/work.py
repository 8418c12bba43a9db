"""What is timed: `read FOLDER` reads the files of a case, `judge FOLDER` reads them and gives every verdict."""

from __future__ import annotations

import sys
from pathlib import Path


def main(what: str, folder: str) -> None:
    """Do the named work once."""
    from giaouoc.exchange.case_folder import read_case

    case = read_case(Path(folder)).case
    if what == "judge":
        from giaouoc.engine.verdicts.standing import judge

        judge(case)


if __name__ == "__main__":
    main(*sys.argv[1:])
