"""What a test asks of the database of its processes: ``python -m tests.apps.jobs.crashing.steps <step>``."""

import json
import sys

import django


def prepare() -> None:
    from django.core.management import call_command

    from onedoor.apps.tenancy.models import Tenant

    call_command("migrate", verbosity=0, skip_checks=True)
    Tenant.objects.create(code="guangzhou", name="广州市", region_code="440100")


def put(kind: str, count: str) -> None:
    from onedoor.apps.jobs.services.enqueue_job import enqueue_job
    from onedoor.apps.tenancy.actor import Actor
    from onedoor.apps.tenancy.models import Tenant

    actor = Actor.system(Tenant.objects.get().pk)
    for n in range(int(count)):
        enqueue_job(actor=actor, kind=kind, payload={"n": n})


def report() -> None:
    from onedoor.apps.audit.models import Event
    from onedoor.apps.audit.queries import verify_chain
    from onedoor.apps.jobs.models import Job, Worker
    from onedoor.apps.tenancy.models import Tenant

    # The house's own recurring work goes on beside.
    jobs = Job.objects.filter(kind__startswith="crashing.")
    told = {
        "deeds": sorted(event.data["n"] for event in Event.objects.filter(action="deed")),
        "jobs": sorted(jobs.values_list("state", "attempts")),
        "workers": Worker.objects.count(),
        "chain": str(verify_chain(Tenant.objects.get().pk)).split(",")[0],
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "put": put, "report": report}[sys.argv[1]](*sys.argv[2:])
