"""Unified social credit codes (GB 32100-2015) and organisation codes (GB 11714-1997)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.identifiers import check_org_code, check_uscc, make_uscc
from onedoor.engine.identifiers.uscc import ALPHABET
from onedoor.errors import Invalid

REAL = [
    "914403001922038216",
    "9144030071526726XG",
    "91110108551385082Q",
    "12441500196720244T",
    "91350100M000100Y43",
]

made = st.builds(
    make_uscc,
    st.sampled_from("159NY"),
    st.sampled_from("1239"),
    st.integers(110000, 659999).map(str),
    st.integers(0, len(ALPHABET) ** 8 - 1),
)


@pytest.mark.parametrize("code", REAL)
def test_codes_seen_in_public_registers_pass_without_a_word(code: str) -> None:
    checked = check_uscc(code)
    assert checked.ok
    assert checked.problems == ()


@pytest.mark.parametrize(
    ("code", "problem", "position"),
    [
        ("914403001922038215", "uscc.check", 18),
        ("91440300192203821I", "uscc.character", 18),
        ("9144030O1922038216", "uscc.character", 8),
        ("9144030019220382", "uscc.length", None),
        ("", "uscc.length", None),
    ],
)
def test_a_wrong_code_says_which_character_is_wrong(code: str, problem: str, position: int | None) -> None:
    checked = check_uscc(code)
    assert not checked.ok
    assert [(found.code, found.position) for found in checked.problems] == [(problem, position)]


def test_the_message_names_what_was_expected_in_both_languages() -> None:
    message = check_uscc("914403001922038215").problems[0].message
    assert message.zh == "第18位校验码应为“6”，实为“5”。"
    assert message.en == "Check character 18 should be “6”, found “5”."


def test_parts_are_cut_at_the_places_of_the_standard() -> None:
    assert check_uscc("9144030071526726XG").parts == {
        "authority": "9",
        "org_class": "1",
        "region": "440300",
        "org_code": "71526726X",
    }


def test_an_irregular_organisation_code_inside_is_a_warning_only() -> None:
    first17 = "91440300192203820"
    code = first17 + next(last for last in ALPHABET if check_uscc(first17 + last).ok)
    checked = check_uscc(code)
    assert checked.ok
    assert [warning.code for warning in checked.warnings] == ["uscc.org_code.check"]


@pytest.mark.parametrize(
    "text", [" 91350100m000100y43 ", "９１３５０１００Ｍ０００１００Ｙ４３", "9135 0100\u200bM000 100Y43"]
)
def test_typing_and_copying_leave_no_trace(text: str) -> None:
    assert check_uscc(text).value == "91350100M000100Y43"
    assert check_uscc(text).ok


def test_a_look_alike_letter_is_reported_and_never_repaired() -> None:
    checked = check_uscc("91440300I922038216")
    assert not checked.ok
    assert checked.value == "91440300I922038216"


@given(made)
def test_every_made_code_is_valid_without_warning(code: str) -> None:
    assert check_uscc(code).problems == ()


@given(made, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_changing_any_single_character_is_noticed(code: str, place: int, other: str) -> None:
    changed = code[:place] + other + code[place + 1 :]
    assert check_uscc(changed).ok == (changed == code)


@given(st.text(max_size=30))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    checked = check_uscc(text)
    assert checked.ok or checked.problems[0].message.zh


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_different_serials_make_different_codes(one: int, other: int) -> None:
    assert (make_uscc("9", "1", "440106", one) == make_uscc("9", "1", "440106", other)) == (one == other)


@pytest.mark.parametrize(
    ("authority", "org_class", "region", "serial"),
    [("I", "1", "440106", 0), ("9", "1", "44010", 0), ("9", "1", "44010A", 0), ("9", "1", "440106", -1)],
)
def test_no_code_is_made_where_the_standard_has_no_room(
    authority: str, org_class: str, region: str, serial: int
) -> None:
    with pytest.raises(Invalid, match=r"uscc\.make"):
        make_uscc(authority, org_class, region, serial)


@pytest.mark.parametrize(
    ("text", "value", "codes"),
    [
        ("71526726-X", "71526726X", []),
        ("19220382-1", "192203821", []),
        ("71526726-0", "715267260", ["org_code.check"]),
        ("7152*726X", "7152*726X", ["org_code.character"]),
        ("71526726Y", "71526726Y", ["org_code.character"]),
        ("7152", "7152", ["org_code.length"]),
    ],
)
def test_organisation_codes_are_checked_with_or_without_the_hyphen(
    text: str, value: str, codes: list[str]
) -> None:
    checked = check_org_code(text)
    assert checked.value == value
    assert [problem.code for problem in checked.problems] == codes
