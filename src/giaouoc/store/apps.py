"""The app of all rows but people."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class StoreConfig(AppConfig):
    """Rows of the office, and the triggers that guard them."""

    name = "giaouoc.store"
    label = "store"

    def ready(self) -> None:
        """Teach SQLite which act is open, and put the triggers back after every migration."""
        from giaouoc.store.acts import lend_act_to_sqlite
        from giaouoc.store.triggers import install

        connection_created.connect(lend_act_to_sqlite, dispatch_uid="giaouoc-act")
        post_migrate.connect(install, sender=self, dispatch_uid="giaouoc-triggers")
