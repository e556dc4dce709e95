"""``onedoor match refresh``: the measures in force against the enterprises of the database."""

from __future__ import annotations

import typer

from onedoor.text import Text


def refresh() -> None:
    """Match every measure in force against every enterprise of the database, now."""
    import django

    django.setup()
    from onedoor.apps.policies.services.run_matching import run_matching
    from onedoor.apps.tenancy.actor import Actor
    from onedoor.apps.tenancy.models import Tenant
    from onedoor.conf import env

    for tenant in Tenant.objects.order_by("pk"):
        run = run_matching(actor=Actor.system(tenant.pk))
        figures = run.subject_count, run.results.count()
        told = Text(
            "{}：企业 {:,} 家，措施 {:,} 项".format(tenant.code, *figures),
            "{}: {:,} enterprises, {:,} measures".format(tenant.code, *figures),
        )
        typer.echo(told.in_(env.language()))
