"""A hash means the same wherever it is computed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.apps.tenancy.hashing import canonical_json, content_hash

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_reading_and_writing_again_changes_nothing(value):
    text = canonical_json(value)
    assert canonical_json(json.loads(text)) == text


def test_the_order_of_keys_does_not_matter_and_everything_else_does():
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
    assert content_hash({"a": 1}) != content_hash({"a": "1"})
    assert content_hash([1, 2]) != content_hash([2, 1])


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, float("nan")])
def test_a_float_has_no_hash(value):
    with pytest.raises(TypeError, match="float"):
        content_hash(value)
