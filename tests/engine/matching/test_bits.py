"""Packed sets of subjects."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.matching import BitSet
from onedoor.engine.matching.bits import pack
from onedoor.errors import Invalid

flags = st.lists(st.booleans(), max_size=70)


def bit_set(members: list[bool]) -> BitSet:
    return BitSet(pack(np.array(members, np.bool_)), len(members))


@given(flags)
def test_a_set_tells_its_members_in_every_way_alike(members: list[bool]) -> None:
    found = bit_set(members)
    expected = [row for row, member in enumerate(members) if member]
    assert found.indices().tolist() == expected
    assert found.count == len(found) == len(expected)
    assert [found.contains(row) for row in range(len(members))] == members


@given(flags)
def test_bytes_read_back_to_an_equal_set(members: list[bool]) -> None:
    found = bit_set(members)
    again = BitSet.from_bytes(found.to_bytes())
    assert again == found
    assert hash(again) == hash(found)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40))
def test_sets_combine_as_sets_do(pairs: list[tuple[bool, bool]]) -> None:
    one, other = bit_set([a for a, _ in pairs]), bit_set([b for _, b in pairs])
    assert (one & other) == bit_set([a and b for a, b in pairs])
    assert (one | other) == bit_set([a or b for a, b in pairs])
    assert (one - other) == bit_set([a and not b for a, b in pairs])


@pytest.mark.parametrize(
    "data", [b"", b"\x03", b"\x03" + bytes(7), b"\x03" + bytes(7) + b"\x08", b"\xff" * 9]
)
def test_damaged_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match=r"matching\.bits"):
        BitSet.from_bytes(data)


def test_a_row_outside_the_table_is_no_member() -> None:
    with pytest.raises(IndexError):
        bit_set([True]).contains(1)


def test_sets_over_different_tables_do_not_combine() -> None:
    with pytest.raises(Invalid, match=r"matching\.bits"):
        bit_set([True]) & bit_set([True, False])
