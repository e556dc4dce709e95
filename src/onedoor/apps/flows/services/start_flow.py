"""A flow begins about a subject."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.flows.definitions import definition_of
from onedoor.apps.flows.model import FlowModel, NodeKind
from onedoor.apps.flows.models import FlowInstance
from onedoor.apps.flows.projection import store
from onedoor.apps.flows.queries import version_in_force
from onedoor.apps.flows.spiff.run import Run
from onedoor.apps.flows.variables import checked_variables
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Invalid
from onedoor.text import Text


def start_flow(
    *,
    actor: Actor,
    flow_code: str,
    subject: str,
    region_code: str,
    places: Mapping[str, int],
    variables: Mapping[str, Any],
) -> FlowInstance:
    """A run of the version in force stands at its first waiting steps. Whether the subject may have one is
    for the calling app to say.

    ``places`` gives the department id for each place of the model; more than it asks for does no harm.

    Raises:
        NotFound: no version of the flow is in force.
        Invalid: a place without department ("flow.place_missing"), a variable that is missing or not plain.
    """
    version = version_in_force(actor, flow_code)
    definition = definition_of(version)
    own = checked_variables(definition.model, variables)
    _check_start(definition.model, places, own)
    run = Run.start(definition, own)
    with transaction.atomic():
        instance = FlowInstance.objects.create(
            tenant_id=actor.tenant_id,
            region_code=region_code,
            flow_version=version,
            subject=subject,
            places=dict(places),
            state=b"",
            state_codec=run.codec,
            version=0,
            started_at=clock.now(),
        )
        store(actor, instance, run, definition)
    return instance


def _check_start(model: FlowModel, places: Mapping[str, int], variables: Mapping[str, Any]) -> None:
    asked = {node.place for node in model.of_kind(NodeKind.HUMAN) if node.place}
    missing = sorted(asked - places.keys())
    if missing:
        raise Invalid(
            "flow.place_missing",
            found=", ".join(missing),
            expected=", ".join(sorted(asked)),
            mend=Text("在事项里写明每个地点的部门。", "Name a department for each place in the item."),
        )
    unset = sorted(set(model.given) - variables.keys())
    if unset:
        raise Invalid("flow.variable_missing", found=", ".join(unset))
