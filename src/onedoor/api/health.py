"""Whether the house is up, for those who keep it so. Public."""

from __future__ import annotations

from django.db import connection
from ninja import Router, Schema

from onedoor.api.requests import Asked
from onedoor.api.wording import _

router = Router(tags=["health"], auth=None)


class Health(Schema):
    database: bool


@router.get("", response=Health, summary=_("系统状态"))
def read_health(request: Asked) -> Health:
    """True while the database answers; nothing about the inside is told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return Health(database=cursor.fetchone() == (1,))
