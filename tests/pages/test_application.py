"""What is typed into the form of an item, and how it is shown again."""

import pytest
from tests.apps.cases.test_answers import one_field

from onedoor.pages.application import initial, typed


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "1,200", 1200),
        ("number", "²", "²"),
        ("money", "12.34", 1234),
        ("money", "12.345", "12.345"),
        ("money", "1e-999999999", "1e-999999999"),
        ("ratio", "5.5", "0.055"),
        ("ratio", "0e-999999999", "0"),
        ("ratio", "1e-999999999", "1e-999999999"),
        ("boolean", "true", True),
        ("boolean", "是", "是"),
    ],
)
def test_what_can_be_read_is_read_and_the_rest_is_kept_as_typed(kind, text, value):
    assert typed(one_field(kind), {"asked": text}) == {"asked": value}


@pytest.mark.parametrize("stored", ["1e-999999999", "0e-999999999", "NaN", "x"])
def test_a_ratio_that_is_none_is_shown_in_few_characters(stored):
    shown = initial(one_field("ratio"), {"asked": {"value": stored}})["asked"]
    assert len(shown) <= len(stored)
