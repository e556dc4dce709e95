"""Jobs whose effect is an event; one of them waits in the middle until it is let go."""

import os
from pathlib import Path

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.jobs.registry import job
from onedoor.apps.tenancy.models import Tenant


@job("crashing.deed")
def deed(*, actor, payload):
    tenant = Tenant.objects.get(pk=actor.tenant_id)
    record_event(actor=actor, action="deed", subject=tenant, data={"n": payload["n"]})


@job("crashing.hold")
def hold(*, actor, payload):
    """The effect is written but not committed when the test hears of it and decides what happens next."""
    deed(actor=actor, payload=payload)
    pipes = Path(os.environ["CRASHING_PIPES"])
    with (pipes / "begun").open("w") as begun:
        begun.write(f"{os.getpid()}\n")
    with (pipes / "go").open() as go:
        go.read(1)
