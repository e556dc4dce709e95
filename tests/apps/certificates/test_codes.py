"""A code is random, is read as people write it, and is found in a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.apps.certificates.codes import codes_in, mark, new_code, normalise


def test_codes_are_as_they_are_kept_and_do_not_repeat():
    made = [new_code() for _ in range(200)]
    assert all(normalise(code) == code for code in made)
    assert len(set(made)) == len(made)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mzxw6ytbmzxw6ytbmzxw6ytb", "MZXW-6YTB-MZXW-6YTB-MZXW-6YTB"),
        ("MZXW－6YTB—MZXW 6YTB\u3000MZXW-6YTB", "MZXW-6YTB-MZXW-6YTB-MZXW-6YTB"),
        ("0000-1111-8888-0000-1111-8888", "OOOO-IIII-BBBB-OOOO-IIII-BBBB"),
        ("MZXW-6YTB-MZXW-6YTB-MZXW-6YT", ""),
        ("MZXW-6YTB-MZXW-6YTB-MZXW-6YT9", ""),
        ("MZXW-6YTB-MZXW-6YTB-MZXW-6YTBA", ""),
        ("", ""),
    ],
)
def test_a_typed_code_is_read_or_it_is_none(typed, read):
    assert normalise(typed) == read


@given(st.text(max_size=200))
def test_reading_twice_changes_nothing(typed):
    once = normalise(typed)
    assert normalise(once) == once


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_marked_code_is_found_wherever_it_stands(before, after):
    code = new_code()
    assert code in list(codes_in(before + mark(code).encode() + after, most=5))


def test_no_more_codes_are_read_than_asked_for():
    assert len(list(codes_in(mark(new_code()).encode() * 50, most=20))) == 20
