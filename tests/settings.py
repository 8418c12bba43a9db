"""The office's settings for tests: data in a folder that goes away, quick passwords, nothing from outside."""

from __future__ import annotations

import os
import tempfile

os.environ["GIAOUOC_DATA"] = tempfile.mkdtemp(prefix="giaouoc-tests-")
os.environ["GIAOUOC_SECRET_KEY"] = "only for tests"
os.environ["GIAOUOC_HOSTS"] = "testserver 127.0.0.1 localhost"

from giaouoc.config.settings import *  # noqa: F403 -- the settings read the environment once

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
