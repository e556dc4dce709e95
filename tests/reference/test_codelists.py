"""The shipped code lists hold together: no dangling parent or successor, no code twice at one time, history as it was."""

from datetime import date

import pytest

from onedoor.engine.identifiers import check_citizen_id
from onedoor.reference import industries, policies
from onedoor.reference.codelists import Entry, shipped_entries, shipped_lists
from onedoor.reference.powers import power_coded, power_labelled, powers
from onedoor.reference.regions import ever_a_region, region_history, regions


@pytest.fixture(scope="module", params=sorted(shipped_lists()))
def entries(request: pytest.FixtureRequest) -> list[Entry]:
    return list(shipped_entries(request.param))


def test_parents_and_successors_are_codes_of_the_same_list(entries: list[Entry]) -> None:
    codes = {entry.code for entry in entries}
    assert {entry.parent for entry in entries} - {""} <= codes
    assert {code for entry in entries for code, _ in entry.successors} <= codes


def test_no_code_begins_twice_on_one_day_and_none_ends_before_it_begins(entries: list[Entry]) -> None:
    begins = [(entry.code, entry.valid_from) for entry in entries]
    assert len(begins) == len(set(begins))
    assert not [e for e in entries if e.valid_from and e.valid_to and e.valid_to < e.valid_from]


def test_every_entry_has_a_name_in_both_languages_that_fits(entries: list[Entry]) -> None:
    assert entries
    assert all(entry.name.zh and entry.name.en and len(entry.name.zh) <= 100 for entry in entries)


def test_each_list_says_what_it_covers_and_where_it_is_from() -> None:
    for shipped in shipped_lists().values():
        assert shipped.source, shipped.slug
        assert shipped.coverage.zh, shipped.slug
        assert shipped.coverage.en, shipped.slug


@pytest.mark.parametrize(
    ("code", "name", "until", "successors"),
    [
        ("110103", "崇文区", 2010, ["110101"]),
        ("110104", "宣武区", 2010, ["110102"]),
        ("310103", "卢湾区", 2011, ["310101"]),
        ("310108", "闸北区", 2015, ["310106"]),
        ("310119", "南汇区", 2009, ["310115"]),
        ("310225", "南汇县", 2001, ["310119"]),
        ("310230", "崇明县", 2016, ["310151"]),
        ("440183", "增城市", 2014, ["440116", "440118"]),
        ("440184", "从化市", 2014, ["440117"]),
        ("330103", "下城区", 2021, ["330105"]),
        ("371202", "莱城区", 2018, ["370116"]),
    ],
)
def test_well_known_changes_are_as_they_were(code: str, name: str, until: int, successors: list[str]) -> None:
    latest = region_history()[code][-1]
    assert (latest.name, latest.until) == (name, until)
    assert set(successors) <= {each for each, _ in latest.successors}
    assert code not in regions()
    assert ever_a_region(code)


def test_a_renamed_code_has_both_names_one_after_the_other() -> None:
    assert [(tenure.name, tenure.until) for tenure in region_history()["120110"]] == [
        ("东郊区", 1992),
        ("东丽区", None),
    ]


def test_every_code_of_the_newest_list_that_the_history_knows_stands_and_has_the_same_name() -> None:
    for code, region in regions().items():
        if code in region_history():
            latest = region_history()[code][-1]
            assert (latest.name, latest.until) == (region.name, None), code


def test_regions_can_be_given_without_towns() -> None:
    assert {len(entry.code) for entry in shipped_entries("region", towns=False)} == {6}


def test_the_region_of_an_old_citizen_number_is_still_known() -> None:
    assert ever_a_region(check_citizen_id("440524188001010014").parts["region"])


def test_industries_carry_their_level_and_sections_an_english_name() -> None:
    found = {entry.code: entry for entry in shipped_entries("industry")}
    assert found.keys() == industries().keys()
    assert [found[code].level for code in ("I", "65", "651", "6513")] == [
        "section",
        "division",
        "group",
        "class",
    ]
    assert all(found[code].name.en.isascii() for code in found if code.isalpha())


def test_sizes_of_enterprises_are_decided_by_a_model_that_ships() -> None:
    decision = shipped_lists()["enterprise_size"].decision
    values = {entry.code for entry in shipped_entries("enterprise_size")}
    assert values == {"large", "medium", "small", "micro"}
    assert b"micro" in policies.model_xml(decision)


@pytest.mark.parametrize(
    ("code", "scheme", "label"),
    [
        ("06", "national", "行政检查"),
        ("06", "regional", "行政奖励"),
        ("09", "national", "行政裁决"),
        ("09", "regional", "行政检查"),
        ("01", None, "行政许可"),
        ("JL", None, "行政奖励"),
        ("20", None, "公共服务"),
    ],
)
def test_a_type_of_power_is_read_under_its_scheme(code: str, scheme: str | None, label: str) -> None:
    found = power_coded(code, scheme)
    assert found is not None
    assert found.label.zh == label
    assert found is power_labelled(label)


@pytest.mark.parametrize("code", ["06", "08", "09", "99", ""])
def test_a_number_on_which_systems_disagree_is_not_guessed(code: str) -> None:
    assert power_coded(code) is None


def test_letters_of_powers_are_unique() -> None:
    letters = [power.codes["letters"] for power in powers()]
    assert len(letters) == len(set(letters)) == 12


def test_validity_covers_the_whole_year_of_a_change() -> None:
    merged = [entry for entry in shipped_entries("region", towns=False) if entry.code == "110103"]
    assert [(entry.valid_from, entry.valid_to) for entry in merged] == [(None, date(2010, 12, 31))]
