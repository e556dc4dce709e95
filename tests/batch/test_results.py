"""Reading results: what is asked for and is not there is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.batch.building import NOW, rows, write_rules, write_subjects

from onedoor import clock
from onedoor.batch.local import LocalEngine
from onedoor.batch.preparing import Request, prepare
from onedoor.batch.results import PAIRS, Results
from onedoor.batch.running import run
from onedoor.errors import Invalid, NotFound


@pytest.fixture
def results(tmp_path: Path) -> Results:
    write_rules(tmp_path / "rules", {"多": "参保人数 >= 0", "少": "参保人数 = 60"})
    write_subjects(tmp_path / "a.parquet", rows(200))
    request = Request(rules=tmp_path / "rules", subjects=tmp_path / "a.parquet", now=NOW, id="")
    run(prepare(request), LocalEngine(1, 90), tmp_path / "out", clock=clock.now)
    return Results.open(tmp_path / "out")


@pytest.mark.parametrize("size", [1, 10, 1000])
def test_pairs_come_in_batches_of_the_size_that_was_asked_for(results: Results, size: int) -> None:
    batches = list(results.pairs(size))
    assert {batch.num_rows for batch in batches[:-1]} <= {size}
    assert batches[-1].num_rows <= size
    assert {str(batch.schema) for batch in batches} == {str(PAIRS)}
    total = sum(counts.certain + counts.open for counts in results.counts.values())
    assert sum(batch.num_rows for batch in batches) == total


def test_subjects_of_a_rule_ascend_within_a_batch(results: Results) -> None:
    numbers = [
        row["subject"] for batch in results.pairs(7) for row in batch.to_pylist() if row["rule"] == "多"
    ]
    assert numbers == list(range(200))


def test_ids_of_results_without_any_are_refused(results: Results) -> None:
    with pytest.raises(NotFound) as refused:
        next(results.pairs(with_ids=True))
    assert refused.value.code == "match.ids"


def test_a_rule_that_took_no_part_is_refused(results: Results) -> None:
    with pytest.raises(NotFound):
        results.certain("别的")


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        Results.open(tmp_path)
    assert refused.value.code == "match.results"


def test_results_of_a_newer_version_are_refused(results: Results) -> None:
    path = results.folder / "report.json"
    path.write_text(json.dumps({**results.report, "format": 99}))
    with pytest.raises(Invalid):
        Results.open(results.folder)
