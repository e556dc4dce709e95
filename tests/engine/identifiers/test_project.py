"""Project codes of investment projects, and every kind of identifier under its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.identifiers import IDENTIFIER_KINDS, check_project_code

CODE = "2019-440106-47-03-012345"


@pytest.mark.parametrize("text", [CODE, " ２０１９－４４０１０６－４７－０３－０１２３４５ "])
def test_a_project_code_is_year_region_industry_type_and_serial(text: str) -> None:
    checked = check_project_code(text)
    assert (checked.value, checked.problems) == (CODE, ())
    assert checked.parts == {
        "year": "2019",
        "region": "440106",
        "industry": "47",
        "type": "03",
        "serial": "012345",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2019440106470301234", "project_code.form"),
        ("20194401064703012345", "project_code.form"),
        ("2019-440106-47-03-01234A", "project_code.form"),
        ("2019—440106—47—03—012345", "project_code.form"),
        ("2019-440106-98-03-012345", "project_code.industry"),
        ("2019-440106-00-03-012345", "project_code.industry"),
        ("", "project_code.form"),
    ],
)
def test_a_malformed_project_code_says_why_and_is_not_repaired(text: str, code: str) -> None:
    checked = check_project_code(text)
    assert [problem.code for problem in checked.problems] == [code]
    assert (checked.ok, checked.value, checked.parts) == (False, text, {})


def test_a_type_of_a_province_of_its_own_is_a_warning() -> None:
    checked = check_project_code("2019-440106-47-04-012345")
    assert checked.ok
    assert [warning.code for warning in checked.warnings] == ["project_code.type"]


@given(st.sampled_from(sorted(IDENTIFIER_KINDS)), st.text(max_size=60))
def test_every_kind_answers_any_text_in_both_languages(kind: str, text: str) -> None:
    checked = IDENTIFIER_KINDS[kind].check(text)
    assert checked.ok == (not [problem for problem in checked.problems if problem not in checked.warnings])
    assert all(problem.message.zh and problem.message.en for problem in checked.problems)
