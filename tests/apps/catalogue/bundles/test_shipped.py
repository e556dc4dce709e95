"""The bundles that ship: their lists are what their examples say, their flows sound, their data of one meaning."""

from datetime import date
from typing import Any

import pytest

from onedoor.apps.catalogue.bundles import (
    BundleDefinition,
    Definitions,
    due,
    flow_of,
    lint,
    merge,
    run_bundle_examples,
    savings,
)
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.enums import BundleKind, Line
from onedoor.apps.flows.services.release_flow import checked_content
from onedoor.demo.city import OFFICES
from onedoor.engine.calendars import Limit, due_date
from onedoor.engine.identifiers import check_project_code
from onedoor.reference import bundles, national_calendar
from onedoor.reference.modelled import NAMES, modelled_item

START = date(2026, 3, 2)


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    shipped = [modelled_item(name) for name in NAMES]
    return {item["code"]: ItemDefinition.read(item["content"]) for item in shipped}


@pytest.fixture(params=bundles.NAMES)
def bundle(request: pytest.FixtureRequest) -> BundleDefinition:
    return BundleDefinition.read(bundles.shipped_bundle(request.param)["content"])


@pytest.fixture
def construction() -> BundleDefinition:
    return BundleDefinition.read(bundles.shipped_bundle("private-industrial-building")["content"])


def test_nothing_is_wrong_with_it(bundle: BundleDefinition, definitions: Definitions) -> None:
    assert [str(problem) for problem in lint(bundle, definitions)] == []


def test_every_example_leads_to_exactly_its_lists(bundle: BundleDefinition, definitions: Definitions) -> None:
    failed = {
        each.example.name.zh: [p.zh for p in each.problems]
        for each in run_bundle_examples(bundle, definitions)
        if not each.ok
    }
    assert failed == {}


def test_every_part_and_every_stop_is_in_an_example(
    bundle: BundleDefinition, definitions: Definitions
) -> None:
    results = run_bundle_examples(bundle, definitions)
    assert {part.id for part in bundle.parts} == {
        each.part.id for one in results for each in one.selection.parts
    }
    assert {each.id for each in bundle.stops} <= {each.example.stop for each in results}
    assert len(results) >= 4


def test_its_flow_is_sound(bundle: BundleDefinition, definitions: Definitions) -> None:
    model = checked_content(flow_of(bundle, definitions))["model"]
    assert {part.id for part in bundle.parts} <= {node["id"] for node in model["nodes"]}


def test_a_data_element_is_asked_once_whatever_part_needs_it(
    bundle: BundleDefinition, definitions: Definitions
) -> None:
    merged = merge(bundle, definitions)
    elements = [each.field.element for each in merged.fields]
    assert len(elements) == len(set(elements))
    alone = sum(len(definitions[part.item].fields) for part in bundle.parts)
    assert len(elements) < alone


def test_every_set_of_answers_in_the_examples_saves_papers_fields_and_days(
    bundle: BundleDefinition, definitions: Definitions
) -> None:
    for result in run_bundle_examples(bundle, definitions):
        if len(result.selection.parts) < 2:
            continue
        saved = savings(bundle, result.selection).saved
        assert min(saved["materials"], saved["fields"], saved["days"]) >= 20, result.example.name.zh


def test_it_is_done_within_its_promise(bundle: BundleDefinition, definitions: Definitions) -> None:
    assert bundle.promised_limit is not None
    for result in run_bundle_examples(bundle, definitions):
        found = due(bundle, result.selection, START, national_calendar())
        promised = due_in(bundle.promised_limit.n)
        assert found.due.on is not None
        assert found.due.on <= promised, result.example.name.zh


def due_in(days: int) -> date:
    found = due_date(START, Limit(days), national_calendar()).on
    assert found is not None
    return found


def test_leads_are_offices_of_the_city() -> None:
    for name in bundles.NAMES:
        shipped: dict[str, Any] = bundles.shipped_bundle(name)
        leads = {part["lead"] for part in shipped["content"]["parts"]} | {shipped["department"]}
        assert leads | {stage["lead"] for stage in shipped["content"].get("stages", ())} <= OFFICES.keys()


def test_a_bundle_that_is_not_there_is_not_made_up() -> None:
    for function in (bundles.shipped_bundle, bundles.items_of):
        with pytest.raises(KeyError):
            function("balloons")


def test_the_ten_items_of_the_field_are_modelled_or_joined() -> None:
    joined = {item for name in bundles.NAMES for item in bundles.items_of(name)}
    assert joined <= set(NAMES)
    assert len(joined) >= 28


def test_the_construction_theme_has_four_stages_with_leads_limits_and_lines(
    construction: BundleDefinition,
) -> None:
    assert construction.kind is BundleKind.CONSTRUCTION
    assert [stage.name.zh for stage in construction.stages] == [
        "立项用地规划许可",
        "工程建设许可",
        "施工许可",
        "竣工验收",
    ]
    assert all(stage.lead and stage.limit for stage in construction.stages)
    assert {part.line for part in construction.parts} == set(Line)
    assert sum(part.line is Line.SIDE for part in construction.parts) >= 5


def test_a_construction_project_goes_by_its_code_of_24_characters(
    construction: BundleDefinition, definitions: Definitions
) -> None:
    assert construction.identified_by == "project_code"
    filing = construction.parts[0]
    assert definitions[filing.item].result_element == "project_code"
    assert check_project_code("2609-440112-04-01-123456").ok
    assert len("2609-440112-04-01-123456") == 24
