"""A demo city of its own for measuring: nothing of the running one is touched, nothing stays."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from onedoor.conf.env import point_at

ENTERPRISES, SEED = 200, 20261123


@contextmanager
def scratch_city() -> Iterator[None]:
    """Within the block Django runs on an embedded database with a small demo, in a folder that is gone after.

    Must come before anything else sets Django up in this process.
    """
    with tempfile.TemporaryDirectory(prefix="onedoor-bench-", ignore_cleanup_errors=True) as folder:
        point_at(folder)
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("migrate", verbosity=0, interactive=False)
        from onedoor.demo.load import load_demo

        load_demo(enterprises=ENTERPRISES, seed=SEED)
        yield
        connections.close_all()
