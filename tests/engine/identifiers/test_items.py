"""Item codes and case numbers by named scheme."""

import pytest

from onedoor.engine.identifiers import parse_case_no, parse_item_code
from onedoor.errors import Invalid

TASK = "12441500196720244T3442199806003"


def test_a_national_code_is_body_level_and_catalogue() -> None:
    checked = parse_item_code(TASK)
    assert checked.problems == ()
    assert checked.parts == {
        "task_code": TASK,
        "org_uscc": "12441500196720244T",
        "level": "3",
        "catalog_code": "442199806003",
    }


def test_two_more_digits_are_the_handling_option() -> None:
    parts = parse_item_code("11440000006940116U244010200300103").parts
    assert (parts["task_code"], parts["option"]) == ("11440000006940116U2440102003001", "03")


def test_a_case_number_is_item_date_and_serial() -> None:
    parts = parse_case_no(TASK + "202206230068").parts
    assert (parts["task_code"], parts["date"], parts["seq"]) == (TASK, "20220623", "0068")


def test_a_published_code_with_a_wrong_body_is_kept_with_a_warning() -> None:
    checked = parse_item_code("13440000515356094L2442199643000")
    assert checked.ok
    assert [warning.code for warning in checked.warnings] == ["uscc.check"]


def test_the_sichuan_form_keeps_its_own_fields() -> None:
    checked = parse_item_code("511Z07001006-511602000000-000-11511301008778183N-1-00", "sichuan")
    assert checked.problems == ()
    assert checked.parts["catalog_code"] == "511Z07001006"
    assert checked.parts["region"] == "511602000000"
    assert checked.parts["body"] == "11511301008778183N"


@pytest.mark.parametrize(
    ("text", "scheme", "code"),
    [
        (TASK[:30], "national", "item_code.length"),
        (TASK[:18] + "7" + TASK[19:], "national", "item_code.level"),
        (TASK[:-1] + "X", "national", "item_code.catalog"),
        (TASK, "sichuan", "item_code.form"),
        ("9-" * 4000, "sichuan", "item_code.form"),
    ],
)
def test_a_malformed_code_is_refused_with_its_reason(text: str, scheme: str, code: str) -> None:
    checked = parse_item_code(text, scheme)
    assert [problem.code for problem in checked.problems] == [code]
    assert len(checked.problems[0].message.en) < 200


@pytest.mark.parametrize(
    ("tail", "code"),
    [
        ("202213230068", "case_no.date"),
        ("202202300068", "case_no.date"),
        ("2022062300AB", "case_no.tail"),
        ("20220623", "case_no.length"),
    ],
)
def test_a_malformed_case_number_is_refused_with_its_reason(tail: str, code: str) -> None:
    assert [problem.code for problem in parse_case_no(TASK + tail).problems] == [code]


def test_an_unknown_scheme_is_an_error_of_the_caller() -> None:
    with pytest.raises(Invalid, match=r"item_code\.scheme"):
        parse_item_code(TASK, "atlantis")
