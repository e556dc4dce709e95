"""An import is given up."""

from __future__ import annotations

from django.core.files.storage import Storage
from django.db import transaction

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.enums import ImportState
from onedoor.apps.catalogue.models import ItemImport
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict


def drop_import(*, actor: Actor, import_id: int) -> None:
    """Nothing of the import will be written, and its files are gone; that it was shown stays on record."""
    require_designer(actor, "item.import")
    with transaction.atomic():
        shown = ItemImport.objects.select_for_update(of=("self",)).one_visible_to(actor, pk=import_id)
        if shown.state != ImportState.SHOWN:
            raise Conflict(
                "import.done",
                found=str(ImportState(shown.state).label),
                expected=str(ImportState.SHOWN.label),
            )
        files = [(each.storage, each.name) for each in (shown.source, shown.rows) if each.name]
        shown.state, shown.source, shown.rows = ImportState.DROPPED, "", ""
        shown.save(update_fields=["state", "source", "rows"])
        record_event(actor=actor, action="import.dropped", subject=shown, data={"hash": shown.file_hash})
        transaction.on_commit(lambda: _delete(files))


def _delete(files: list[tuple[Storage, str]]) -> None:
    for storage, name in files:
        storage.delete(name)
