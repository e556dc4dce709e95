"""``onedoor match refresh``: the measures in force against the enterprises of the database."""

from __future__ import annotations

import typer


def refresh() -> None:
    """Match every measure in force against every enterprise of the database, now."""
    import django

    django.setup()
    from onedoor.apps.policies.services.run_matching import run_matching
    from onedoor.apps.tenancy.actor import Actor
    from onedoor.apps.tenancy.models import Tenant

    for tenant in Tenant.objects.order_by("pk"):
        run = run_matching(actor=Actor.system(tenant.pk))
        typer.echo(f"{tenant.code}: {run.subject_count} enterprises x {run.results.count()} measures")
