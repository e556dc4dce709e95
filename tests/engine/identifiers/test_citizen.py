"""Citizen numbers (GB 11643-1999) and the residence numbers that share their form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.identifiers import check_citizen_id
from onedoor.engine.identifiers.citizen import citizen_check_character


def number(first17: str) -> str:
    return first17 + citizen_check_character(first17)


@pytest.mark.parametrize(
    ("text", "kind", "born", "sex"),
    [
        ("11010519491231002X", "citizen", "1949-12-31", "2"),
        ("440524188001010014", "citizen", "1880-01-01", "1"),
        ("１１０１０５１９４９１２３１００２ｘ", "citizen", "1949-12-31", "2"),
        (number("81000019900229001".replace("0229", "0228")), "hong_kong", "1990-02-28", "1"),
        (number("82000019900228002"), "macao", "1990-02-28", "2"),
        (number("83000020000229003"), "taiwan", "2000-02-29", "1"),
        (number("93115619851011004"), "foreign", "1985-10-11", "2"),
    ],
)
def test_a_valid_number_tells_kind_birth_and_sex(text: str, kind: str, born: str, sex: str) -> None:
    checked = check_citizen_id(text)
    assert checked.problems == ()
    assert (checked.parts["kind"], checked.parts["born"], checked.parts["sex"]) == (kind, born, sex)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("110105194912310021", ["citizen_id.check"]),
        (number("11010519490231002"), ["citizen_id.birth_date"]),
        (number("99010519491231002"), ["citizen_id.region"]),
        (number("16010519491231002"), ["citizen_id.region"]),
        (number("81000119900228001"), ["citizen_id.permit"]),
        (number("83010019900228001"), ["citizen_id.permit"]),
        (number("98015619851011004"), ["citizen_id.region"]),
        ("110105491231002", ["citizen_id.void"]),
        ("11010519491231002", ["citizen_id.length"]),
        ("1101O519491231002X", ["citizen_id.character"]),
        ("11010519491231002Y", ["citizen_id.character"]),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢٠", ["citizen_id.character"] * 18),
    ],
)
def test_an_invalid_number_gives_its_reasons(text: str, codes: list[str]) -> None:
    checked = check_citizen_id(text)
    assert [problem.code for problem in checked.problems] == codes
    assert not checked.ok
    assert checked.parts == {}


def test_a_permanent_residence_number_names_province_and_nationality() -> None:
    parts = check_citizen_id(number("93184019851011004")).parts
    assert (parts["kind"], parts["region"], parts["nationality"]) == ("foreign", "310000", "840")


def test_an_abolished_county_is_no_reason_to_reject() -> None:
    assert check_citizen_id(number("44052419800101001")).ok  # 440524 was dissolved in 2003


@given(st.dates(), st.integers(0, 999), st.sampled_from(["110105", "659012", "820000"]))
def test_swapping_two_neighbouring_characters_is_noticed(born: object, serial: int, region: str) -> None:
    valid = number(f"{region}{str(born).replace('-', '')}{serial:03}")
    assert check_citizen_id(valid).ok
    for place in range(17):
        swapped = valid[:place] + valid[place + 1] + valid[place] + valid[place + 2 :]
        assert check_citizen_id(swapped).ok == (swapped == valid)


@given(st.text(max_size=40))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    assert check_citizen_id(text).ok == (not check_citizen_id(text).problems)
