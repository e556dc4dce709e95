"""Ids as numbers: the same for the same texts, others for others."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from onedoor.batch.id_keys import keys_of

IDS = st.lists(st.text(max_size=12) | st.integers(0, 40).map(str), max_size=40)


@given(IDS)
def test_the_same_text_has_the_same_key_wherever_it_stands(texts: list[str]) -> None:
    keys = keys_of(pa.array(texts, pa.large_string())).tolist()
    assert len(set(zip(texts, keys, strict=True))) == len(set(texts)) == len(set(keys))
    assert keys_of(pa.array(["x", *texts], pa.large_string()).slice(1)).tolist() == keys
