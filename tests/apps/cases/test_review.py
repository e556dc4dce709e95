"""What the automated review finds: what is unknown is never "no", and every value says where it comes from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.cases.town import CREDIT, INSURANCE, REFUND, release_measures

from onedoor.apps.cases.enums import PointOutcome, Severity
from onedoor.apps.cases.review import Finding, is_vetoed, review, review_points
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.clock import today
from onedoor.errors import NotFound
from onedoor.reference.modelled import NAMES, modelled_item
from onedoor.text import Text

PERMIT = ItemDefinition.read(modelled_item("hr-service-permit")["content"])
MET, NOT_MET, UNKNOWN, PERSON = (
    PointOutcome.MET,
    PointOutcome.NOT_MET,
    PointOutcome.UNKNOWN,
    PointOutcome.PERSON,
)
GOOD = {
    "service_scope": "intermediary",
    "fulltime_staff": 5,
    "insured_here": 8,
    "legal_rep_barred": False,
    "place_area": 80,
    "online_recruiting": False,
    "telecom_permit_no": "粤B2",
}
VALUES = {
    "service_scope": st.sampled_from(["intermediary", "other_hr"]),
    "fulltime_staff": st.integers(0, 9),
    "insured_here": st.integers(0, 9),
    "legal_rep_barred": st.booleans(),
    "place_area": st.integers(0, 90),
    "online_recruiting": st.booleans(),
    "telecom_permit_no": st.sampled_from(["", "粤B2"]),
}


def known(values, source="applicant", as_of="2026-11-24"):
    provenance = {
        "source": source,
        "source_name": {"zh": "来源", "en": "source"},
        "as_of": as_of,
        "state": "fresh",
    }
    return {element: {"value": value, **provenance} for element, value in values.items()}


def outcomes(definition, **values):
    return {finding.point_id: finding.outcome for finding in review_points(definition, known(values))}


def one_point(expression, **point):
    return ItemDefinition.read(
        {
            "name": "事项",
            "elements": [{"identifier": "n", "name": "人数", "kind": "number"}],
            "review_points": [
                {
                    "id": "P",
                    "label": "要点",
                    "expression": expression,
                    "severity": "veto",
                    "basis": "依据",
                    "if_not": "不符合",
                }
                | point
            ],
        }
    )


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, {}),
        ({"service_scope": "other_hr"}, {"R1": NOT_MET}),
        ({"fulltime_staff": 3}, {}),
        ({"fulltime_staff": 2}, {"R2": NOT_MET}),
        ({"fulltime_staff": 9}, {"R3": NOT_MET}),
        ({"insured_here": 5}, {}),
        ({"legal_rep_barred": True}, {"R4": NOT_MET}),
        ({"place_area": 30}, {}),
        ({"place_area": 29}, {"R5": NOT_MET}),
        ({"online_recruiting": True}, {}),
        ({"online_recruiting": True, "telecom_permit_no": ""}, {"R6": NOT_MET}),
    ],
)
def test_each_point_of_the_permit_at_its_boundary(changed, expected):
    met = dict.fromkeys(("R1", "R2", "R3", "R4", "R5", "R6"), MET)
    assert outcomes(PERMIT, **{**GOOD, **changed}) == met | expected


def test_nothing_known_leaves_every_point_open():
    assert set(outcomes(PERMIT).values()) == {UNKNOWN}


def test_without_online_recruiting_the_permit_number_need_not_be_known():
    known_but_the_number = {key: value for key, value in GOOD.items() if key != "telecom_permit_no"}
    assert outcomes(PERMIT, **known_but_the_number)["R6"] == MET
    assert outcomes(PERMIT, **{**known_but_the_number, "online_recruiting": True})["R6"] == UNKNOWN


@given(st.fixed_dictionaries(VALUES), st.sets(st.sampled_from(sorted(VALUES))))
def test_knowing_less_never_turns_into_another_answer(values, forgotten):
    whole = outcomes(PERMIT, **values)
    less = outcomes(PERMIT, **{key: value for key, value in values.items() if key not in forgotten})
    assert all(less[point] in (UNKNOWN, whole[point]) for point in whole)


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_what_is_unknown_vetoes_nothing(values):
    findings = list(review_points(PERMIT, known(values)))
    assert is_vetoed(findings) == (
        values.get("fulltime_staff", 3) < 3 or values.get("legal_rep_barred", False)
    )


@pytest.mark.parametrize(
    ("expression", "value", "outcome"),
    [
        ("人数 >= 3", 3, MET),
        ("人数 >= 3", 2, NOT_MET),
        ("人数 + 1", 2, PERSON),
        ('"请核对"', 2, PERSON),
        ("人数 >= 3", None, PERSON),
        ("人数 = null", None, MET),
    ],
)
def test_what_is_neither_yes_nor_no_nor_unknown_is_for_a_person(expression, value, outcome):
    assert outcomes(one_point(expression), n=value) == {"P": outcome}


def test_a_finding_holds_the_values_it_looked_at_and_where_they_come_from():
    facts = known({"insured_here": 8}, "hrss.insurance", "2026-09-30") | known({"fulltime_staff": 5})
    finding = next(each for each in review_points(PERMIT, facts) if each.point_id == "R3")
    assert [(fact["element"], fact["value"], fact["source"], fact["as_of"]) for fact in finding.facts] == [
        ("fulltime_staff", 5, "applicant", "2026-11-24"),
        ("insured_here", 8, "hrss.insurance", "2026-09-30"),
    ]
    assert (finding.label, finding.basis, finding.severity) == (
        Text("填报人数与参保人数一致", "Stated staff do not exceed staff insured here"),
        Text("参保登记信息", "Insurance register"),
        Severity.NOTE,
    )


@pytest.mark.parametrize(
    ("changed", "point", "explanation"),
    [
        (
            {"fulltime_staff": 2},
            "R2",
            Text(
                "专职工作人员数 2 人，低于要求的 3 人。",
                "Full-time qualified staff: 2 people, below the required 3 people.",
            ),
        ),
        (
            {"legal_rep_barred": True},
            "R4",
            Text(
                "法定代表人有禁业记录为是，要求为否。",
                "Legal representative is barred: yes, must be no.",
            ),
        ),
        (
            {"service_scope": "other_hr"},
            "R1",
            Text(
                "拟开展业务为其他人力资源服务（只需备案），要求为职业中介（为求职者和用人单位介绍）。",
                "Services to be offered: Other human-resources services (filing only), must be Job intermediation.",
            ),
        ),
    ],
)
def test_a_finding_explains_itself_from_the_rule_and_the_values(changed, point, explanation):
    found = {each.point_id: each for each in review_points(PERMIT, known({**GOOD, **changed}))}
    assert found[point].explanation == explanation
    assert found[point].as_dict()["explanation"] == explanation.as_dict()


def test_a_value_that_nobody_supplied_is_shown_as_missing():
    finding = next(each for each in review_points(PERMIT, {}) if each.point_id == "R2")
    assert [(fact["element"], fact["value"], fact["missing"]) for fact in finding.facts] == [
        ("fulltime_staff", None, True)
    ]


def test_an_element_whose_name_is_part_of_anothers_was_not_looked_at():
    content = modelled_item("hr-service-permit")["content"]
    part = {"identifier": "insured", "name": "参保人数", "kind": "number"}
    definition = ItemDefinition.read({**content, "elements": [*content["elements"], part]})
    finding = next(each for each in review_points(definition, {}) if each.point_id == "R3")
    assert [fact["element"] for fact in finding.facts] == ["fulltime_staff", "insured_here"]


@pytest.mark.parametrize(
    ("severity", "outcome", "vetoed"),
    [
        (severity, outcome, (severity, outcome) == (Severity.VETO, NOT_MET))
        for severity in Severity
        for outcome in PointOutcome
    ],
)
def test_only_a_veto_that_is_not_met_decides_alone(severity, outcome, vetoed):
    words = Text.of("")
    finding = Finding(
        point_id="P",
        outcome=outcome,
        severity=severity,
        label=words,
        basis=words,
        if_not=words,
        explanation=words,
    )
    assert is_vetoed([finding]) is vetoed


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_point_names_only_elements_of_its_item(name):
    definition = ItemDefinition.read(modelled_item(name)["content"])
    for finding in review_points(definition, {}):
        assert finding.outcome == UNKNOWN
        assert finding.facts


REFUND_FACTS = {**INSURANCE, **CREDIT, "bank_name": "某银行"}


@pytest.fixture
def house(town):
    release_measures(town)
    return town.house


def reviewed(house, **changed):
    definition = ItemDefinition.read(modelled_item("stability-refund")["content"])
    values = {key: value for key, value in (REFUND_FACTS | changed).items() if value != "forgotten"}
    findings, cents = review(house, definition, known(values), today())
    return {finding.point_id: finding.outcome for finding in findings}, cents, is_vetoed(findings)


def test_the_refunds_measure_is_decided_with_the_item_and_gives_the_amount(house):
    found, cents, vetoed = reviewed(house)
    assert (found["缴费满12个月"], found["裁员率达标"], cents, vetoed) == (MET, MET, 740_740, False)


@pytest.mark.parametrize(
    ("changed", "point", "outcome"),
    [
        ({"paid_months": 11}, "缴费满12个月", NOT_MET),
        ({"paid_months": 12}, "缴费满12个月", MET),
        ({"layoff_rate": "0.2"}, "裁员率达标", MET),
        ({"layoff_rate": "0.21"}, "裁员率达标", NOT_MET),
        ({"insured_count": 31, "layoff_rate": "0.06"}, "裁员率达标", NOT_MET),
        ({"insured_count": 31, "layoff_rate": "0.055"}, "裁员率达标", MET),
        ({"layoff_rate": "forgotten"}, "裁员率达标", UNKNOWN),
    ],
)
def test_a_condition_of_the_measure_vetoes_only_where_it_is_certainly_not_met(house, changed, point, outcome):
    found, _, vetoed = reviewed(house, **changed)
    assert (found[point], vetoed) == (outcome, outcome == NOT_MET)


def test_where_the_amount_cannot_be_known_there_is_none(house):
    assert reviewed(house, premium_prev_year="forgotten")[1] is None


def test_a_measure_that_is_not_in_force_is_an_error_and_not_a_refusal(town):
    definition = ItemDefinition.read(town.items[REFUND].content)
    with pytest.raises(NotFound, match=r"measure\.unknown"):
        review(town.house, definition, known(REFUND_FACTS), today())


def test_an_option_is_named_by_its_words_and_not_by_its_code():
    scope = next(finding for finding in review_points(PERMIT, known(GOOD)) if finding.point_id == "R1")
    assert scope.facts[0]["words"] == {
        "zh": "职业中介（为求职者和用人单位介绍）",
        "en": dict(next(f for f in PERMIT.fields if f.element == "service_scope").options)["intermediary"].en,
    }
