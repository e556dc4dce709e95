"""The flows of the shipped bundles, carried by the engine: the parts that answers call for, in their order, and no other."""

import pytest
from tests.apps.flows.walking import walk

from onedoor.apps.catalogue.bundles import (
    BundleDefinition,
    Definitions,
    flow_of,
    flow_variables,
    run_bundle_examples,
)
from onedoor.apps.catalogue.bundles.ordering import leads_to, predecessors
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.flows.model import FlowModel
from onedoor.apps.flows.services.release_flow import checked_content
from onedoor.apps.flows.spiff.run import Definition, Run
from onedoor.reference import bundles
from onedoor.reference.modelled import NAMES, modelled_item


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    shipped = [modelled_item(name) for name in NAMES]
    return {item["code"]: ItemDefinition.read(item["content"]) for item in shipped}


@pytest.fixture(params=bundles.NAMES)
def bundle(request: pytest.FixtureRequest) -> BundleDefinition:
    return BundleDefinition.read(bundles.shipped_bundle(request.param)["content"])


@pytest.fixture
def model(bundle: BundleDefinition, definitions: Definitions) -> FlowModel:
    return FlowModel.of(checked_content(flow_of(bundle, definitions))["model"])


def outcomes(bundle: BundleDefinition, **changed: str) -> dict[str, list[str]]:
    settled = {part.id: ["granted"] for part in bundle.parts}
    return {"intake": ["accept"], **settled, **{name: [outcome] for name, outcome in changed.items()}}


def test_the_parts_that_are_called_for_are_done_each_after_what_it_waits_for(
    bundle: BundleDefinition, definitions: Definitions, model: FlowModel
) -> None:
    for result in run_bundle_examples(bundle, definitions):
        if result.selection.stopped:
            continue
        run = Run.start(Definition(model), flow_variables(bundle, definitions, result.selection))
        # The step that came last goes first, so that ways run as unevenly as they can.
        order = walk(model, run, outcomes(bundle), {}, lambda waiting: waiting[-1])
        there = [each.part.id for each in result.selection.parts]
        assert run.finished
        assert sorted(order) == sorted(["intake", "notify_applicant", *there]), result.example.name.zh
        waits = predecessors(bundle, there)
        assert all(
            order.index(first) < order.index(then)
            for first in there
            for then in there
            if leads_to(first, then, waits)
        )


def test_a_gate_that_is_not_granted_ends_it_and_another_part_does_not(
    bundle: BundleDefinition, definitions: Definitions, model: FlowModel
) -> None:
    result = next(each for each in run_bundle_examples(bundle, definitions) if len(each.selection.parts) > 2)
    variables = flow_variables(bundle, definitions, result.selection)
    there = [each.part for each in result.selection.parts]
    for part in there:
        run = Run.start(Definition(model), variables)
        order = walk(model, run, outcomes(bundle, **{part.id: "failed"}), {})
        assert run.finished
        if part.gate:
            assert order == ["intake", part.id]
        else:
            assert {each.id for each in there} <= set(order)
