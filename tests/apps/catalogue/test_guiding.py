"""What an applicant is told for the answers they gave."""

from typing import Any

import pytest

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.guiding import Advice, advice

CONTENT: dict[str, Any] = {
    "name": "热气球许可",
    "promised_limit": {"n": 10, "unit": "working_day"},
    "elements": [
        {"identifier": "kind", "name": "用途", "kind": "code"},
        {"identifier": "area", "name": "场地面积", "kind": "number", "unit": "平方米"},
        {"identifier": "crew", "name": "机组人数", "kind": "number", "unit": "人"},
    ],
    "questions": [
        {
            "element": "kind",
            "text": "做什么用？",
            "kind": "choice",
            "options": [{"value": "tour", "label": "观光"}, {"value": "race", "label": "比赛"}],
        },
        {"element": "area", "text": "场地多大？", "kind": "number", "least": 1, "when": '用途 = "tour"'},
    ],
    "situations": [
        {
            "id": "race",
            "name": "比赛",
            "when": '用途 = "race"',
            "promised_limit": {"n": 3, "unit": "working_day"},
        },
        {"id": "tour", "name": "观光", "when": '用途 = "tour" and 场地面积 >= 500'},
        {
            "id": "small",
            "name": "场地太小",
            "when": '用途 = "tour" and 场地面积 < 500',
            "stop": {"reason": "场地不足 500 平方米", "basis": "条例第九条"},
        },
    ],
    "materials": [
        {"id": "M1", "name": "飞行手册"},
        {"id": "M2", "name": "营业执照", "waiver_method": "certificate"},
        {"id": "M3", "name": "保险单", "when": '用途 = "tour"'},
        {"id": "M4", "name": "机组名单", "when": "机组人数 > 1"},
    ],
    "steps": [{"id": "S1", "name": "受理"}, {"id": "S2", "name": "试飞", "when": '用途 = "race"'}],
    "fees": [{"id": "F1", "name": "检验费", "amount": 10000, "when": '用途 = "tour"'}],
}


def told(**given: str) -> Advice:
    return advice(ItemDefinition.read(CONTENT), given)


def names(found: Any) -> list[str]:
    return [each.material.id for each in found]


@pytest.mark.parametrize(
    ("given", "asked", "is_open", "situation"),
    [
        ({}, ["kind"], True, None),
        ({"kind": "race"}, ["kind"], False, "race"),
        ({"kind": "tour"}, ["kind", "area"], True, None),
        ({"kind": "tour", "area": "499"}, ["kind", "area"], False, "small"),
        ({"kind": "tour", "area": "500"}, ["kind", "area"], False, "tour"),
        ({"kind": "race", "area": "1"}, ["kind"], False, "race"),
        ({"kind": "nonsense"}, ["kind"], True, None),
        ({"kind": "tour", "area": "很大"}, ["kind", "area"], True, None),
        ({"kind": "tour", "area": "0"}, ["kind", "area"], True, None),
        ({"kind": "tour", "area": "NaN"}, ["kind", "area"], True, None),
    ],
)
def test_questions_lead_to_one_situation(given, asked, is_open, situation):
    found = told(**given)
    assert [each.question.element for each in found.asked] == asked
    assert (found.is_open, found.situation.id if found.situation else None) == (is_open, situation)


def test_only_what_is_called_for_is_to_be_brought():
    assert names(told(kind="race").to_bring) == ["M1", "M4"]
    assert names(told(kind="tour", area="900").to_bring) == ["M1", "M3", "M4"]


def test_what_need_not_be_brought_says_why():
    (licence,) = told(kind="race").not_to_bring
    assert (licence.material.id, licence.because.zh) == ("M2", "已有电子证照")


def test_what_hangs_on_an_answer_not_given_or_a_fact_not_asked_may_be_needed():
    sure = {each.material.id: each.is_sure for each in told().materials}
    assert sure == {"M1": True, "M2": True, "M3": False, "M4": False}


def test_steps_fees_and_limits_follow_the_situation():
    race, tour = told(kind="race"), told(kind="tour", area="900")
    assert ([each.id for each in race.steps], [each.id for each in tour.steps]) == (["S1", "S2"], ["S1"])
    assert ([each.id for each in race.fees], [each.id for each in tour.fees]) == ([], ["F1"])
    assert (race.promised_limit.n, tour.promised_limit.n) == (3, 10)


def test_where_it_stops_the_reason_is_told():
    assert told(kind="tour", area="1").stop.reason.zh == "场地不足 500 平方米"


def test_an_item_without_questions_needs_all_its_materials():
    found = advice(ItemDefinition.read({"name": "事项", "materials": ["表", "照"]}), {})
    assert (found.asked, found.is_open, names(found.to_bring)) == ((), False, ["M1", "M2"])


def test_a_situation_that_names_its_materials_decides_alone():
    content = {
        **CONTENT,
        "situations": [{**CONTENT["situations"][0], "materials": ["M3"]}, *CONTENT["situations"][1:]],
    }
    found = advice(ItemDefinition.read(content), {"kind": "race"})
    assert names(found.materials) == ["M3"]
