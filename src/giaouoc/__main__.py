"""`python -m giaouoc` is the command giaouoc."""

from __future__ import annotations

import sys

from giaouoc.cli.main import main

sys.exit(main())
