"""Each check finds what it is for, and nothing in an item in which all is well."""

from __future__ import annotations

from typing import Any

import pytest
from tests.apps.catalogue.linting.contents import CLEAN, CODE, codes, findings, spoiled, words

from onedoor.apps.catalogue.linting import Basic, shipped_checks

QUIET = {"situations.unasked"}  # a question that waits for another is no fault


def test_nothing_is_found_where_all_is_well() -> None:
    assert codes(CLEAN) == []


MATERIAL = {"basis": words("依据"), "acceptance": words("清晰")}
BASIC = Basic("440111105001", "行政许可", {"name": CLEAN["name"], "basis": CLEAN["basis"], "statutory_limit": CLEAN["statutory_limit"]})  # fmt: skip


def material(name: str, **more: Any) -> dict[str, Any]:
    return {"id": "M3", "name": words(name), **MATERIAL, **more}


CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("item.no_basis", {"basis": None}, {}),
    ("item.basis_without_article", {"basis": words("《食品安全法》")}, {}),
    ("item.not_uniform", {"name": words("食品许可")}, {"basic": BASIC}),
    ("item.not_uniform", {}, {"basic": BASIC, "power_type": "公共服务"}),
    ("item.not_uniform", {}, {"basic": Basic("440111105002", "行政许可", BASIC.content)}),
    ("item.code", {}, {"code": "123"}),
    ("item.code_body", {}, {"code": f"11440100696927672X{CODE[18:]}"}),
    ("item.code_level", {}, {"level": "2"}),
    ("item.name_markup", {"name": words("许可&nbsp;证")}, {}),
    ("item.name_long", {"name": words("很长" * 31), "everyday": []}, {}),
    ("item.no_everyday", {"everyday": []}, {}),
    ("item.no_objects", {"objects": []}, {}),
    ("item.no_limit", {"statutory_limit": None, "promised_limit": None}, {}),
    ("item.service_no_limit", {"statutory_limit": None, "promised_limit": None}, {"power_type": "公共服务"}),
    ("item.no_statutory_limit", {"statutory_limit": None}, {}),
    ("item.no_promised_limit", {"promised_limit": None}, {}),
    ("item.no_english", {"name": "食品经营许可"}, {}),
    ("item.promise_over_statute", {"promised_limit": {"n": 21, "unit": "working_day"}}, {}),
    ("item.promise_over_statute", {"situations__0__promised_limit": {"n": 25, "unit": "working_day"}}, {}),
    ("item.promise_may_exceed", {"promised_limit": {"n": 29, "unit": "calendar_day"}}, {}),
    ("item.instant_with_limit", {"record__project_type": "1"}, {}),
    ("item.special_procedure_unsaid", {"record__special_procedure": ""}, {}),
    ("item.visit_unexplained", {"visits": 1}, {}),
    ("item.many_visits", {"visits": 2}, {}),
    ("item.online_with_visit", {"visits": 1}, {}),
    ("item.no_place", {"visits": 1, "record__transact_addr": None}, {}),
    ("item.no_contact", {"record__link_way": ""}, {}),
    ("item.no_complaints", {"record__supervise_way": " "}, {}),
    ("item.contact_placeholder", {"record__link_way": "见官网"}, {}),
    ("item.columns_empty", {"record__power_source": None}, {}),
    ("item.columns_empty", {"record__transact_addr": None}, {}),
    ("item.code_value", {"record__power_source": "77"}, {}),
    ("item.online_without_address", {"flow": ""}, {}),
    ("item.no_condition", {"record__accept_condition": None}, {}),
    ("item.many_materials", {"materials": [material(f"图{n}", id=f"M{n}") for n in range(21)], "questions": [], "situations": [], "options": [], "examples": []}, {}),
    ("item.fee_unsaid", {"record__is_fee": None}, {}),
    ("item.fee_missing", {"fees": []}, {}),
    ("item.fee_unannounced", {"record__is_fee": "0"}, {}),
    ("item.no_steps", {"steps": [], "record__handle_flow": ""}, {}),
    ("item.no_result", {"result_name": None}, {}),
    ("item.few_points", {"review_points": []}, {}),
    ("item.no_examples", {"examples": []}, {}),
    ("material.markup", {"materials__2": material("图<br/>纸")}, {}),
    ("material.shared", {"materials__0__waived_by": None, "materials__0__waiver_method": None, "materials__0__waiver": None}, {}),
    ("material.own_result", {"materials__2": material("食品经营许可证"), "result_name": words("《食品经营许可证》副本"), "elements__3__source": "applicant"}, {}),
    ("material.no_acceptance", {"materials__1__acceptance": None}, {}),
    ("material.no_basis", {"materials__1__basis": None}, {}),
    ("material.no_form", {"materials__2": material("食品经营许可申请书")}, {}),
    ("material.many_copies", {"materials__1__copies": 3, "materials__1__medium": "paper"}, {}),
    ("material.promise_unsaid", {"materials__1__necessity": "later"}, {}),
    ("material.waiver_unsaid", {"materials__0__waiver": None}, {}),
    ("material.twice", {"materials__2": material("营业执照", waiver_method="sharing", waiver=words("共享"))}, {}),
    ("material.unlisted", {f"situations__{n}__materials": ["M1"] for n in range(3)}, {}),
    ("fee.no_basis", {"fees__0__basis": None}, {}),
    ("fee.no_rate", {"fees__0__amount": None, "fees__0__standard": None}, {}),
    ("fee.reduction_unsaid", {"fees__0__reducible": True}, {}),
    ("step.no_standard", {"steps__0__standard": None}, {}),
    ("item.step_cycle", {"steps__0__after": ["S2"]}, {}),
    ("point.no_basis", {"review_points__0__basis": ""}, {}),
    ("point.no_way_out", {"review_points__0__if_not": ""}, {}),
    ("question.no_hint", {"questions__1__hint": None}, {}),
    ("question.one_option", {"questions__0__options": [{"value": "shop", "label": words("零售")}]}, {}),
    ("item.expression", {"review_points__0__expression": '从业人数 > "0"'}, {}),
    ("item.expression", {"review_points__0__expression": "从业人数 >"}, {}),
    ("item.expression", {"review_points__0__expression": "从业人员 > 0"}, {}),
    ("item.expression", {"materials__1__when": '经营种类 = "meal"'}, {}),
    ("item.never_told", {"fields": []}, {}),
    ("item.never_told", {"elements__3__source": "applicant"}, {}),
    ("item.unknown_part", {"situations__0__materials": ["M9"]}, {}),
    ("item.unknown_part", {"steps__1__after": ["S9"]}, {}),
    ("item.unknown_part", {"situations__0__option": "09"}, {}),
    ("item.unknown_part", {"fields__0__element": "people"}, {}),
    ("item.part_twice", {"steps__1__id": "S1"}, {}),
    ("item.part_twice", {"elements__2__name": words("经营面积")}, {}),
    ("item.option_unreached", {"options__2": {"code": "03", "name": words("食堂")}}, {}),
    ("situations.gap", {"situations__2__when": '经营种类 = "meals" and 经营面积 > 301'}, {}),
    ("situations.overlap", {"situations__2__when": '经营种类 = "meals" and 经营面积 >= 300'}, {}),
    ("situations.open", {"materials__1__when": '经营种类 = "meals" and today() > date("2026-01-01")'}, {}),
    ("situations.null", {"materials__1__when": '经营种类 > 3'}, {}),
    ("situations.unasked", {"materials__1__when": "经营面积 > 300"}, {}),
    ("situations.never_asked", {"questions__1__when": '经营种类 = "meals" and 经营种类 = "shop"'}, {}),
    ("situations.never", {"materials__1__when": '经营种类 = "shop" and 经营种类 = "meals"'}, {}),
    ("situations.always", {"materials__1__when": '经营种类 = "shop" or 经营种类 = "meals"'}, {}),
    ("situations.idle", {"situations": [{"id": "Q1", "name": words("一"), "option": "01"}], "materials": [], "options": [], "examples": []}, {}),
    ("situations.sampled", {"materials__1__when": '经营种类 = "meals" and 经营面积 * 经营面积 > 90000'}, {}),
    ("situations.guide", {"questions__0__when": "经营面积 > 3"}, {}),
    ("situations.guide", {"questions__1__least": "很小"}, {}),
    ("situations.guide", {"materials__1__when": 'count(for n in 1..2000000 return n) > 1 and 经营种类 = "meals"'}, {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "changes", "context"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_fault_is_found_by_its_check(code: str, changes: dict[str, Any], context: dict[str, Any]) -> None:
    assert code in codes(spoiled(**changes), **context)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("其他材料", "material.vague"),
        ("相关材料", "material.vague"),
        ("其他相关证明材料", "material.vague"),
        ("需要提供的其他资料", "material.vague"),
        ("申请人应提供的有关证明文件（复印件）", "material.vague"),
        ("法律法规规定的其他材料", "material.catch_all"),
        ("法律、行政法规规定应当提交的其他文件、资料", "material.catch_all"),
        ("审批部门认为需要的有关资料", "material.catch_all"),
        ("合同、发票等有关资料", "material.catch_all"),
        ("社保清单、审计报告等材料", "material.catch_all"),
        ("获奖证明-其他佐证材料", "material.catch_all"),
        ("无", "material.not_a_document"),
        ("详见办事指南", "material.not_a_document"),
        ("附件1", "material.not_a_document"),
        ("居民身份证", "material.held"),
        ("法定代表人身份证复印件（加盖公章）", "material.held"),
        ("《不动产权证书》原件及复印件", "material.held"),
        ("身份证和户口簿", "material.several"),
        ("申请表；承诺书", "material.several"),
    ],
)
def test_material_names_that_hurt_are_found(name: str, code: str) -> None:
    assert code in codes(spoiled(materials__2=material(name)))


@pytest.mark.parametrize(
    "name",
    [
        "场所平面布局图",
        "有关部门的批准文件",
        "身份证明文件",
        "其他国家的护照",
        "相关专业职称证书",
        "营业执照遗失公告",
        "等级保护备案证明",
        "租赁合同",
        "研究所需设备清单",
    ],
)
def test_material_names_that_say_what_is_meant_are_left_alone(name: str) -> None:
    assert codes(spoiled(materials__2=material(name))) == []


def test_every_check_is_tried_here() -> None:
    tried = {code for code, _, _ in CASES}
    tried |= {
        "material.vague",
        "material.catch_all",
        "material.not_a_document",
        "material.held",
        "material.several",
    }
    assert set(shipped_checks().by_code) - tried == {"situations.limit"}


def test_a_finding_says_where_why_and_how_to_mend_it_with_the_values_that_show_it() -> None:
    (found,) = findings(spoiled(materials__1__acceptance=None))
    assert (found.code, found.place) == ("material.no_acceptance", "materials.M2.acceptance")
    assert found.where.zh == "材料“场所平面布局图”的受理标准"
    assert found.where.en == "Material “en 场所平面布局图”, standard of acceptance"
    assert found.example == {"受理标准": ""}
    assert found.why.en
    assert found.mend.zh
    assert found.as_dict()["severity"] == "warning"


def test_a_gap_is_shown_by_the_answers_that_fall_into_it() -> None:
    found = findings(spoiled(situations__2__when='经营种类 = "meals" and 经营面积 > 301'))[0]
    assert found.as_dict()["example"] == {"经营种类": "meals", "经营面积": "301"}


def test_where_a_case_is_wrong_in_its_type_the_place_in_the_text_is_shown() -> None:
    (found,) = [
        each
        for each in findings(spoiled(review_points__0__expression='从业人数 > "0"'))
        if each.code == "item.expression"
    ]
    assert found.place == "review_points.R1.expression"
    assert found.example["规则"] == "feel.comparison"
    assert found.is_error


def test_what_a_register_of_the_standards_delivers_counts_as_told_and_as_held() -> None:
    content = spoiled(fields=[], materials__2=material("从业人数"))
    assert "item.never_told" in codes(content)
    with_register = codes(content, registers={"从业人数": "hrss.insurance"})
    assert "item.never_told" not in with_register
    assert "material.shared" in with_register
