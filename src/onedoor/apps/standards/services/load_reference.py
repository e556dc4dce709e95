"""The shipped standards go into the tables."""

from __future__ import annotations

from django.db import models, transaction

from onedoor.apps.standards.elements import shipped_elements
from onedoor.apps.standards.models import DataElement, Industry, Region
from onedoor.reference.industries import industries
from onedoor.reference.regions import regions

BATCH = 500


def load_reference() -> dict[str, int]:
    """Regions, industries and data elements stand as shipped; how many of each. Run again, it changes nothing.

    For set-up, before there is anybody to act; nothing of a tenant is touched.
    """
    rows: dict[type[models.Model], list[models.Model]] = {
        Region: [
            Region(code=r.code, name=r.name, level=r.level, parent_code=r.parent or "")
            for r in regions().values()
        ],
        Industry: [Industry(code=i.code, name=i.name, section=i.section) for i in industries().values()],
        DataElement: [DataElement(**columns) for columns in shipped_elements().values()],
    }
    with transaction.atomic():
        for model, wanted in rows.items():
            key = model._meta.pk.name
            columns = [field.name for field in model._meta.concrete_fields if field.name != key]
            model._default_manager.bulk_create(
                wanted, update_conflicts=True, update_fields=columns, unique_fields=[key], batch_size=BATCH
            )
    return {model._meta.model_name or "": len(wanted) for model, wanted in rows.items()}
