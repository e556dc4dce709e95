"""A batch of subjects against every rule: bitmaps that hold what the rule set says, wherever the batch is cut."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from onedoor.engine.matching import BitSet, Column, Kind, RuleSet, Schema, table_of
from onedoor.engine.matching.batches import BATCH_MATCHES, bit_set, match_batch, roaring
from onedoor.engine.matching.bits import pack

SCHEMA = Schema.of(Column("人数", Kind.INTEGER), Column("失信", Kind.BOOLEAN))
RULES = RuleSet.compile(
    {
        "few": "人数 <= 3",
        "honest": "not(失信)",
        "both": "人数 <= 3 and not(失信)",
        "never": "人数 < 0",
        "no such fact": "注册资本 > 0",
    },
    SCHEMA,
)
rows = st.lists(
    st.fixed_dictionaries({}, optional={"人数": st.none() | st.integers(0, 6), "失信": st.booleans()}),
    min_size=1,
    max_size=30,
)


def batch_of(rows: list[dict[str, object]]) -> pa.RecordBatch:
    return table_of(rows, SCHEMA).combine_chunks().to_batches()[0]


@given(flags=st.lists(st.booleans(), max_size=200))
def test_a_set_is_the_same_after_being_stored(flags: list[bool]) -> None:
    found = BitSet(pack(np.array(flags, np.bool_)), len(flags))
    assert bit_set(roaring(found), len(flags)) == found


@pytest.mark.parametrize("share", [0, 1, 3, 50, 997, 1000])
def test_sparse_and_dense_sets_are_stored_as_others_read_them(share: int) -> None:
    size = 300_001
    flags = np.random.default_rng(share).integers(0, 1000, size) < share
    data = roaring(BitSet(pack(flags), size))
    assert BitMap.deserialize(data) == BitMap(np.flatnonzero(flags).tolist())
    assert bit_set(data, size) == BitSet(pack(flags), size)
    assert len(data) <= size // 8 + 8_300


@pytest.mark.parametrize("kernel", ["numpy", None])
def test_every_kernel_stores_the_same(kernel: str | None) -> None:
    rules = RuleSet.compile(RULES.expressions, SCHEMA, kernel=kernel)
    batch = batch_of([{"人数": place % 7, "失信": place % 3 == 0} for place in range(70_000)])
    assert match_batch(rules, batch, 5).equals(match_batch(RULES, batch, 5))


@given(rows=rows, first=st.sampled_from([0, 7, 2**40]))
def test_a_batch_holds_what_the_rule_set_says(rows: list[dict[str, object]], first: int) -> None:
    batch = batch_of(rows)
    matches = match_batch(RULES, batch, first)
    whole = RULES.match(pa.Table.from_batches([batch]))
    assert matches.schema == BATCH_MATCHES
    told = {row["rule"]: row for row in matches.to_pylist()}
    assert told.keys() == {rule for rule in RULES.expressions if whole.possible(rule).count}
    for rule, row in told.items():
        opened = whole.possible(rule) - whole.certain(rule)
        assert bit_set(row["certain"], len(rows)) == whole.certain(rule)
        assert bit_set(row["open"], len(rows)) == opened
        assert (row["certain_count"], row["open_count"]) == (whole.certain(rule).count, opened.count)
        assert (row["first"], row["subjects"]) == (first, len(rows))


@given(rows=rows, cut=st.integers(0, 30))
def test_two_batches_hold_together_what_one_does(rows: list[dict[str, object]], cut: int) -> None:
    batch, cut = batch_of(rows), min(cut, len(rows))
    parts = [match_batch(RULES, batch.slice(0, cut), 0), match_batch(RULES, batch.slice(cut), cut)]

    def members(batches: list[pa.RecordBatch], column: str) -> set[tuple[str, int]]:
        return {
            (row["rule"], row["first"] + place)
            for each in batches
            for row in each.to_pylist()
            for place in BitMap.deserialize(row[column])
        }

    for column in ("certain", "open"):
        assert members(parts, column) == members([match_batch(RULES, batch, 0)], column)
