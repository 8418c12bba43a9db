"""giaouoc serve: run an office on this machine."""

from __future__ import annotations

import argparse
import importlib.util
import os
import secrets
import sys
from typing import Any

from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.cli.office import enter
from giaouoc.engine.findings import refuse
from giaouoc.wording import Voice, text

# Named, not imported: it stands above this layer.
APPLICATION = "giaouoc.config.wsgi:application"
FIRST_KEY = "GIAOUOC_FIRST_KEY"
_THREADS = 8


def add_arguments(parser: CaseArgumentParser) -> None:
    """Add the options of this word."""
    parser.option("host", default="127.0.0.1", metavar="127.0.0.1")
    parser.option("port", default=8000, type=int, metavar="8000")


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Bring the database up to date and serve until stopped; print where, and how the first account is made."""
    enter()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    refuse_unguarded_tables()
    address = f"http://{arguments.host}:{arguments.port}"
    print(text("cli.serve.at", voice, address=address))
    _invite(address, voice)
    sys.stdout.flush()
    _serve(arguments.host, arguments.port)
    return 0


def refuse_unguarded_tables() -> None:
    """Refuse a database without one of its triggers: it would take a change that nobody recorded."""
    from django.db import connection

    from giaouoc.store.triggers import missing

    lacking = missing(connection)
    if lacking:
        raise refuse("entries.triggers-missing", names=tuple(lacking))


def _invite(address: str, voice: Voice) -> None:
    """Print the one address at which the first administrator is made, where there is none yet."""
    from giaouoc.services.people import has_administrator

    if has_administrator():
        os.environ.pop(FIRST_KEY, None)
        return
    key = os.environ.setdefault(FIRST_KEY, secrets.token_urlsafe(24))
    print(text("cli.serve.first", voice, address=f"{address}/first-start/?key={key}"))


def _serve(host: str, port: int) -> None:
    """Serve with gunicorn, on Windows with waitress, which has no processes to share the work among."""
    if sys.platform == "win32":
        waitress: Any = importlib.import_module("waitress")
        application = importlib.import_module(APPLICATION.partition(":")[0]).application
        waitress.serve(application, host=host, port=port, threads=_THREADS)
        return
    words = ["--bind", f"{host}:{port}", "--workers", "2", "--threads", str(_THREADS)]
    words += ["--keep-alive", "15", "--log-level", "warning", APPLICATION]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *words])
