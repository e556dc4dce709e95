"""What an item inherits from the basic catalogue stays as it is there; the rest is its own."""

from onedoor.apps.catalogue.inheritance import differences, inherit, locked_keys

BASIC = {
    "name": {"zh": "热气球许可", "en": "Balloon permit"},
    "basis": "《通用航空条例》第九条",
    "statutory_limit": {"n": 20, "unit": "working_day"},
}


def test_locked_are_name_basis_and_statutory_limit():
    assert locked_keys() == ("name", "basis", "statutory_limit")


def test_what_is_inherited_replaces_what_was_written():
    content = {"name": "气球", "statutory_limit": {"n": 99, "unit": "working_day"}, "visits": 1}
    assert inherit(content, BASIC) == {**BASIC, "visits": 1}


def test_what_the_basic_catalogue_leaves_open_is_left_out():
    assert inherit({"name": "气球", "basis": "自定"}, {"name": "热气球许可"}) == {"name": "热气球许可"}


def test_a_record_of_its_own_is_kept():
    assert inherit({"name": "x", "record": {"is_fee": "0"}}, BASIC)["record"] == {"is_fee": "0"}


def test_what_inherits_differs_in_nothing():
    assert differences(inherit({"name": "x"}, BASIC), BASIC) == []


def test_every_locked_element_that_differs_is_named_once():
    found = differences({**BASIC, "name": "气球", "statutory_limit": {"n": 1, "unit": "hour"}}, BASIC)
    assert [(each.element.column, each.expected) for each in found] == [
        ("task_name", BASIC["name"]),
        ("anticipate_day", BASIC["statutory_limit"]),
    ]


def test_a_name_in_one_language_is_the_same_name():
    assert differences({**BASIC, "name": "热气球许可"}, BASIC) == []
