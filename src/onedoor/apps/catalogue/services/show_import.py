"""A file of items is read, checked and shown; nothing of it is written yet."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from typing import IO

from django.core.files import File
from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.exchange.bodies import Bodies
from onedoor.apps.catalogue.exchange.comparing import Planned, planned
from onedoor.apps.catalogue.exchange.formats import AUTO, read_items
from onedoor.apps.catalogue.exchange.opening import MEGABYTE, PAGE, Bounds
from onedoor.apps.catalogue.exchange.plans import Report, write_plan
from onedoor.apps.catalogue.exchange.reading import Reading, Tell, silent
from onedoor.apps.catalogue.models import ItemImport
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import region_of_tenant
from onedoor.errors import Unavailable
from onedoor.text import Text

LONGEST_NAME = 120
EVERY = 500


def show_import(
    *,
    actor: Actor,
    file: IO[bytes],
    name: str,
    format: str = AUTO,
    make_departments: bool = False,
    bounds: Bounds = PAGE,
    tell: Tell = silent,
) -> ItemImport:
    """The import is there to be looked at: what is new, what changes and in what, what is refused and why. No item has changed.

    ``format`` is one of ``exchange.formats.format_names()``; ``auto`` finds it out. With ``make_departments`` bodies that are not
    registered are to be registered when it is written. A file that cannot be read at all is refused (``Invalid``, ``TooLarge``).
    """
    require_designer(actor, "item.import")
    reading = Reading(file, safe_name(name), bounds, format, tell=tell)
    bodies, report = Bodies(actor.tenant_id, make=make_departments), Report()
    with tempfile.TemporaryFile() as plan:
        items = planned(actor, read_items(reading), bodies)
        write_plan(plan, _counted(items, reading), report, reading.problems)
        plan.seek(0)
        return _kept(actor, reading, plan, report, bodies)


def _counted(items: Iterator[Planned], reading: Reading) -> Iterator[Planned]:
    number = 0
    for number, each in enumerate(items, 1):
        yield each
        if number % EVERY == 0:
            reading.tell(number, max(number, reading.total))
    reading.tell(number, number)


def _kept(actor: Actor, reading: Reading, plan: IO[bytes], report: Report, bodies: Bodies) -> ItemImport:
    shown = ItemImport(
        tenant_id=actor.tenant_id,
        region_code=region_of_tenant(actor.tenant_id),
        file_name=reading.name,
        file_hash=_digest(reading.file),
        format=reading.format,
        report=report.as_dict(bodies.to_make),
        user_id=actor.user_id,
        shown_at=clock.now(),
    )
    with transaction.atomic():
        try:
            shown.source.save(f"{shown.file_hash[:16]}.source", File(reading.file), save=False)
            shown.rows.save(f"{shown.file_hash[:16]}.rows", File(plan), save=False)
        except OSError as problem:
            raise Unavailable(
                "storage.unavailable",
                found=str(problem),
                mend=Text("请通知管理员检查磁盘空间。", "Have the administrator look at the disk."),
            ) from problem
        shown.save()
        counts = {name: number for name, number in report.counts.items() if number}
        record_event(
            actor=actor, action="import.shown", subject=shown, data={"hash": shown.file_hash, **counts}
        )
    return shown


def safe_name(name: str) -> str:
    """The sender's name of the file without path and control characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(each for each in last if each.isprintable())[-LONGEST_NAME:] or "file"


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(MEGABYTE):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
