"""The app of pages; it has no rows."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, forms and their addresses."""

    name = "giaouoc.web"
    label = "web"
