"""A conditional question is asked when its condition may hold, and required only when it does."""

from __future__ import annotations

import pytest

from onedoor.apps.cases.answers import missing_fields, wrong_fields
from onedoor.apps.cases.asking import is_required, is_shown
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.reference.modelled import modelled_item

PERMIT = ItemDefinition.read(modelled_item("hr-service-permit")["content"])
TELECOM = next(field for field in PERMIT.fields if field.element == "telecom_permit_no")


def answers(**values):
    return {element: {"value": value} for element, value in values.items()}


@pytest.mark.parametrize(
    ("online", "shown", "required"),
    [
        ({}, True, False),
        ({"online_recruiting": True}, True, True),
        ({"online_recruiting": False}, False, False),
    ],
)
def test_a_conditional_question_follows_its_condition(online, shown, required):
    assert is_shown(PERMIT, TELECOM, answers(**online)) is shown
    assert is_required(PERMIT, TELECOM, answers(**online)) is required


def test_an_unreadable_answer_leaves_the_condition_open():
    assert is_shown(PERMIT, TELECOM, answers(fulltime_staff="很多", place_area="大"))


def test_a_question_that_is_not_asked_is_neither_missing_nor_wrong():
    held = answers(online_recruiting=False, telecom_permit_no=7)
    assert "telecom_permit_no" not in dict(missing_fields(PERMIT, held)) | dict(wrong_fields(PERMIT, held))
    held = answers(online_recruiting=True)
    assert "telecom_permit_no" in dict(missing_fields(PERMIT, held))
