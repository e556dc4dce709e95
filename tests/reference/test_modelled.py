"""The items modelled whole: each says everything, in both languages, and what they share has one meaning."""

import json
from importlib.resources import files
from typing import Any

import pytest

from onedoor.demo.city import OFFICES
from onedoor.engine.identifiers import parse_item_code
from onedoor.reference import bundles, items, modelled, policies
from onedoor.reference.elements import item_elements
from onedoor.reference.modelled import NAMES, modelled_item
from onedoor.reference.modelled.names import CONSTRUCTION, ENTERPRISES, NEWBORN, RESTAURANT, START_UP

# Told by the item itself, its versions, or the exchange.
NOT_OF_A_RECORD = {
    "row_guid",
    "task_code",
    "task_type",
    "task_state",
    "task_version",
    "dept_name",
    "dept_code",
    "cd_batch",
    "cd_operation",
    "cd_time",
    "data_source",
}


@pytest.fixture(params=NAMES)
def item(request: pytest.FixtureRequest) -> dict[str, Any]:
    return modelled_item(request.param)


def texts(value: Any) -> list[dict[str, str]]:
    """Every text in both languages, wherever it stands."""
    if isinstance(value, dict):
        if value.keys() == {"zh", "en"}:
            return [value]
        return [text for each in value.values() for text in texts(each)]
    return [text for each in value for text in texts(each)] if isinstance(value, list) else []


def test_the_names_are_of_items_that_are_there_and_no_other() -> None:
    there = {
        path.name.removesuffix(".json") for path in files(modelled).iterdir() if path.name.endswith(".json")
    }
    assert there - {"documents", "record"} == set(NAMES)
    assert (
        len(NAMES)
        == len(set(NAMES))
        == sum(map(len, (ENTERPRISES, NEWBORN, START_UP, RESTAURANT, CONSTRUCTION)))
    )


def test_an_item_that_is_not_there_is_not_made_up() -> None:
    with pytest.raises(KeyError):
        modelled_item("balloon-permit")


def test_what_a_caller_changes_stays_the_callers() -> None:
    first = modelled_item("hr-service-permit")
    first["elements"][0]["name"]["zh"] = "别的"
    first["content"]["materials"][0]["name"]["zh"] = "别的"
    assert modelled_item("hr-service-permit") != first


def test_codes_are_of_the_department_valid_and_of_no_real_item(item: dict[str, Any]) -> None:
    checked = parse_item_code(item["code"])
    assert checked.ok, checked.problems
    assert item["code"][:18] == OFFICES[item["department"]][0]
    assert item["code"] not in items()


def test_codes_are_given_once() -> None:
    codes = [modelled_item(name)["code"] for name in NAMES]
    assert len(codes) == len(set(codes))


def test_every_text_is_in_chinese_and_in_english(item: dict[str, Any]) -> None:
    found = texts(item["content"])
    assert found
    for text in found:
        assert text["zh"], text
        assert text["en"], text
        assert max(text["en"]) < "\u4e00", text


def test_it_has_a_basis_limits_steps_and_says_what_comes_of_it(item: dict[str, Any]) -> None:
    content = item["content"]
    assert content["basis"]["zh"]
    assert content["promised_limit"]["n"] <= content["statutory_limit"]["n"]
    assert [step["id"] for step in content["steps"]][0] == "intake"
    assert content["everyday"]
    assert content["result_name"]["zh"]
    assert content["result_element"] in {element["identifier"] for element in item["elements"]}
    known = {step["id"] for step in content["steps"]}
    assert all(set(step.get("after", ())) <= known for step in content["steps"])
    for situation in content.get("situations", ()):
        limit = situation.get("promised_limit", content["promised_limit"])
        assert limit["n"] <= content["statutory_limit"]["n"], situation["id"]


def test_the_record_has_every_required_column_with_a_known_code(item: dict[str, Any]) -> None:
    record = item["content"]["record"]
    columns = item_elements("item")
    required = {name for name, each in columns.items() if each.required and not each.path}
    assert required - NOT_OF_A_RECORD <= record.keys()
    for name, value in record.items():
        assert value, name
        for code in (value if isinstance(value, list) else [value]) if columns[name].codes else ():
            assert code in columns[name].codes, name


def test_what_a_government_issues_need_not_be_brought(item: dict[str, Any]) -> None:
    for material in item["content"].get("materials", ()):
        assert material["acceptance"]["zh"], material["id"]
        if material["source"] == "government":
            assert material["waived_by"], material["id"]


def test_a_visit_has_its_reason(item: dict[str, Any]) -> None:
    content = item["content"]
    assert bool(content["visits"]) == bool(content["record"].get("limit_scene_explain"))


def test_a_data_element_has_one_meaning_and_is_used() -> None:
    lines = files(modelled).joinpath("elements.tsv").read_text("utf-8").splitlines()[1:]
    names = [line.split("\t")[1] for line in lines]
    assert len(names) == len(set(names))
    used = {element["identifier"] for name in NAMES for element in modelled_item(name)["elements"]}
    assert used == {line.split("\t")[0] for line in lines}


def test_policies_items_and_bundles_mean_the_same_by_one_data_element() -> None:
    facts = [fact for code in policies.OFFERED for fact in policies.sheet(code)["facts"]]
    told = [(fact["element"], fact["name"]["zh"], fact.get("unit") or "") for fact in facts]
    shipped = [modelled_item(name)["elements"] for name in NAMES]
    shipped += [bundles.shipped_bundle(name)["content"]["elements"] for name in bundles.NAMES]
    told += [
        (each["identifier"], each["name"]["zh"], each.get("unit", "")) for some in shipped for each in some
    ]
    assert (
        len(set(told)) == len({identifier for identifier, _, _ in told}) == len({name for _, name, _ in told})
    )


def test_documents_that_items_share_are_used() -> None:
    used = {
        material.get("use")
        for name in NAMES
        for material in json.loads(files(modelled).joinpath(f"{name}.json").read_bytes())["content"].get(
            "materials", ()
        )
    }
    assert used - {None} == json.loads(files(modelled).joinpath("documents.json").read_bytes()).keys()
