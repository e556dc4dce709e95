"""The flow of a bundle passes the house's own checks, and is what the parts say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.apps.catalogue.bundles.toys import bundle, items, parts

from onedoor.apps.catalogue.bundles import BundleDefinition, flow_of, flow_variables, places_of, select
from onedoor.apps.catalogue.bundles.flow import optional_parts
from onedoor.apps.flows.services.release_flow import checked_content


def nodes_and_flows(of: BundleDefinition) -> tuple[dict[str, str], dict[tuple[str, str], str], list[str]]:
    model = checked_content(flow_of(of, items()))["model"]
    nodes = {node["id"]: node["kind"] for node in model["nodes"]}
    return (
        nodes,
        {(flow["source"], flow["target"]): flow["condition"] for flow in model["flows"]},
        model["given"],
    )


def test_parts_run_side_by_side_after_the_gate_and_are_joined_at_the_end() -> None:
    nodes, flows, given_ = nodes_and_flows(bundle())
    assert {nodes[name] for name in ("licence", "stall", "sign", "intake")} == {"human"}
    assert flows["licence_result", "licence_split"] == 'licence = "granted"'
    assert flows["licence_result", "licence_failed"] == 'licence = "failed"'
    assert flows["licence_split", "stall_needed"] == flows["licence_split", "sign_needed"] == ""
    assert flows["stall_passed", "all_join"] == flows["sign_passed", "all_join"] == ""
    assert nodes["all_join"] == "parallel"
    assert given_ == ["needs_stall", "needs_sign"]


def test_a_part_that_is_not_called_for_is_passed_by() -> None:
    _, flows, _ = nodes_and_flows(bundle())
    assert flows["sign_needed", "sign"] == "needs_sign = true"
    assert flows["sign_needed", "sign_passed"] == ""


def test_parts_are_optional_by_a_condition_or_because_their_item_stops() -> None:
    assert optional_parts(bundle(), items()) == ("stall", "sign")
    assert optional_parts(bundle(), items(STALL={"situations": []})) == ("sign",)


@pytest.mark.parametrize(
    ("area", "hangs", "expected"), [(5, False, (True, False)), (60, True, (False, True))]
)
def test_a_flow_is_started_with_what_the_answers_call_for(
    area: int, hangs: bool, expected: tuple[bool, bool]
) -> None:
    selection = select(bundle(), items(), {"area": area, "hangs": hangs, "lit": True})
    assert tuple(flow_variables(bundle(), items(), selection).values()) == expected


def test_every_part_is_done_at_the_place_of_its_department() -> None:
    assert places_of(bundle(), "city") == {
        "lead": "city",
        "licence": "market",
        "stall": "streets",
        "sign": "streets",
    }
    model = checked_content(flow_of(bundle(), items()))["model"]
    places = {node["id"]: node["place"] for node in model["nodes"] if node["place"]}
    assert places == {"intake": "lead", "licence": "licence", "stall": "stall", "sign": "sign"}


def test_a_gate_that_may_be_passed_by_goes_on_only_when_granted() -> None:
    _, flows, _ = nodes_and_flows(bundle(parts=parts({"when": "挂招牌"}, {}, {})))
    assert flows["licence_result", "licence_passed"] == 'licence = "granted"'
    assert flows["licence_needed", "licence_passed"] == ""


def test_one_part_alone_needs_no_gateways_of_its_own() -> None:
    nodes, flows, _ = nodes_and_flows(bundle(parts=[{"id": "licence", "item": "LICENCE", "lead": "market"}]))
    assert "parallel" not in nodes.values()
    assert ("licence", "notify_applicant") in flows


def test_names_are_written_as_xml_wants_them() -> None:
    odd = items(SIGN={"name": {"zh": "招牌 <大> & “小”", "en": 'Sign "big" & <small>'}})
    model = checked_content(flow_of(bundle(), odd))["model"]
    sign = next(node for node in model["nodes"] if node["id"] == "sign")
    assert sign["name"] == {"zh": "招牌 <大> & “小”", "en": 'Sign "big" & <small>'}


@settings(max_examples=40)
@given(st.data())
def test_any_order_of_parts_makes_a_sound_flow(data: st.DataObject) -> None:
    made = []
    for place in range(data.draw(st.integers(1, 5))):
        earlier = [each["id"] for each in made]
        after = sorted(data.draw(st.sets(st.sampled_from(earlier)))) if earlier else []
        when = data.draw(st.sampled_from(["", "挂招牌"]))
        made.append({"id": f"p{place}", "item": "LICENCE", "lead": "market", "after": after, "when": when})
    nodes, _, _ = nodes_and_flows(bundle(parts=made))
    assert {each["id"] for each in made} <= nodes.keys()
