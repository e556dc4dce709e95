"""Pauses grow and stay bounded."""

from hypothesis import given
from hypothesis import strategies as st

from onedoor.apps.jobs.backoff import LONGEST_WAIT, wait_after


@given(st.integers(1, 10**6))
def test_law_a_pause_is_never_shorter_than_the_one_before_nor_longer_than_the_longest(attempts):
    assert wait_after(attempts) <= wait_after(attempts + 1) <= LONGEST_WAIT
    assert wait_after(attempts).total_seconds() >= 2
