"""The policies that ship with the house, as a folder of rules: what columns say is what their models decide."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.batch.building import ID, NOW

from onedoor import clock, reference
from onedoor.batch.explaining import trace_of
from onedoor.batch.local import LocalEngine
from onedoor.batch.one_subject import subject_with
from onedoor.batch.preparing import Prepared, Request, prepare
from onedoor.batch.results import Results
from onedoor.batch.running import run
from onedoor.engine.feel import Unknown
from onedoor.engine.population import Population
from onedoor.reference.population import codes

POLICIES = Path(reference.__file__).parent / "policies"
# These call business knowledge in a way that no single expression can: their models alone decide them.
NOT_ONE_EXPRESSION = {"innovative-sme-2022", "startup-loan-2023"}


@pytest.fixture
def ready(tmp_path: Path) -> Prepared:
    (batch,) = Population(7, date(2026, 11, 24), codes()).batches(40)
    with pq.ParquetWriter(tmp_path / "people.parquet", batch.schema) as writer:
        writer.write_batch(batch)
    return prepare(Request(rules=POLICIES, subjects=tmp_path / "people.parquet", now=NOW, keep_going=True))


def test_columns_say_what_the_models_decide(ready: Prepared, tmp_path: Path) -> None:
    assert {name for each in ready.problems for name in each.rules} == NOT_ONE_EXPRESSION
    assert len(ready.rules) == 13
    run(ready, LocalEngine(1), tmp_path / "out", clock=clock.now, keep_going=True)
    results = Results.open(tmp_path / "out")
    ids = pq.read_table(tmp_path / "people.parquet", columns=[ID])[ID].to_pylist()
    settled = 0
    for number, id in enumerate(ids):
        facts = subject_with(ready, id).facts
        for rule in ready.rules:
            value = trace_of(rule, facts, NOW).value
            told = results.certain(rule.name).contains(number), results.open_for(rule.name).contains(number)
            assert told == (value is True, isinstance(value, Unknown)), (rule.name, id)
            settled += not isinstance(value, Unknown)
    assert settled > 40
