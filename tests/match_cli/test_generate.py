"""``onedoor match generate``: whole files or none, the same from the same seed."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from onedoor.engine.feel import parse
from onedoor.engine.population import ARROW, FACTS, Population
from onedoor.errors import Conflict, OnedoorError
from onedoor.match_cli.generate import generate

app = typer.Typer()
app.command()(generate)


def run(*arguments: str | Path) -> str:
    done = CliRunner().invoke(
        app, [str(each) for each in arguments], catch_exceptions=False, env={"LC_ALL": "en_GB.UTF-8"}
    )
    assert done.exit_code == 0, done.output
    return done.output


def test_enterprises_and_policies_are_written_and_nothing_else(tmp_path: Path) -> None:
    told = run(tmp_path / "a.parquet", "--subjects", "70000", "--rules", "30", "--seed", "3")
    assert "70,000 enterprises" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "policies.jsonl"]
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.schema.equals(ARROW)
    assert table.num_rows == 70_000
    rules = [json.loads(line) for line in (tmp_path / "policies.jsonl").read_text("utf-8").splitlines()]
    assert len({rule["rule"] for rule in rules}) == 30
    for rule in rules:
        assert parse(rule["condition"], names=FACTS).free_names <= set(FACTS)
        assert parse(rule["benefit"], names=FACTS).free_names <= set(FACTS)


def test_the_same_seed_writes_the_same_and_a_smaller_file_is_its_beginning(tmp_path: Path) -> None:
    run(tmp_path / "a.parquet", "--subjects", "300", "--seed", "5")
    run(tmp_path / "b.parquet", "--subjects", "120", "--seed", "5")
    run(tmp_path / "c.parquet", "--subjects", "120", "--seed", "6")
    a, b, c = (pq.read_table(tmp_path / f"{name}.parquet") for name in "abc")
    assert a.slice(0, 120) == b
    assert b != c


def test_policies_go_where_they_are_wanted(tmp_path: Path) -> None:
    run(
        tmp_path / "a.parquet", "--subjects", "0", "--rules", "2", "--rules-out", tmp_path / "rules" / "drawn"
    )
    assert [path.name for path in (tmp_path / "rules" / "drawn").iterdir()] == ["policies.jsonl"]
    assert pq.read_table(tmp_path / "a.parquet").num_rows == 0


REFUSED = [
    (["{tmp}/none/a.parquet"], "match.file"),
    (["{tmp}"], "match.out_exists"),
    (["{tmp}/a.parquet", "--missing", "much"], "population.missing"),
    (["{tmp}/a.parquet", "--missing", "1.5"], "population.missing"),
    (["{tmp}/a.parquet", "--on", "1970-01-01"], "population.day"),
]


@pytest.mark.parametrize(("arguments", "code"), REFUSED)
def test_what_cannot_be_written_is_refused_and_leaves_no_file(
    tmp_path: Path, arguments: list[str], code: str
) -> None:
    with pytest.raises(OnedoorError) as refused:
        run(*(each.format(tmp=tmp_path) for each in arguments))
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_fails_half_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path / "a.parquet", "--subjects", "10")
    before = (tmp_path / "a.parquet").read_bytes()

    def failing(self: Population, count: int, start: int = 0) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Population, "batches", failing)
    with pytest.raises(OnedoorError) as refused:
        run(tmp_path / "a.parquet", "--subjects", "20", "--replace")
    assert refused.value.code == "match.out"
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]
    assert (tmp_path / "a.parquet").read_bytes() == before


@pytest.mark.parametrize("place", ["rules.txt", "rules.txt/below"])
def test_a_file_in_the_place_of_the_folder_for_policies_is_refused_before_anything_is_written(
    tmp_path: Path, place: str
) -> None:
    (tmp_path / "rules.txt").write_text("kept")
    with pytest.raises(Conflict) as refused:
        run(tmp_path / "a.parquet", "--subjects", "5", "--rules", "2", "--rules-out", tmp_path / place)
    assert refused.value.code == "match.out_exists"
    assert "--rules-out" in refused.value.as_dict("en")["where"]
    assert [path.name for path in tmp_path.iterdir()] == ["rules.txt"]
    assert (tmp_path / "rules.txt").read_text() == "kept"


@pytest.mark.parametrize("there", ["a.parquet", "policies.jsonl"])
def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("kept")
    told = [tmp_path / "a.parquet", "--subjects", "5", "--rules", "2"]
    with pytest.raises(Conflict) as refused:
        run(*told)
    assert refused.value.code == "match.out_exists"
    assert [path.name for path in tmp_path.iterdir()] == [there]
    run(*told, "--replace")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "policies.jsonl"]
    assert (tmp_path / there).read_bytes() != b"kept"


def test_what_was_written_is_told_in_chinese_too(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app,
        [str(tmp_path / "a.parquet"), "--subjects", "5", "--rules", "2"],
        env={"LC_ALL": "fr_FR.UTF-8"},
    )
    assert "企业 5 家，种子 7" in done.stdout
    assert "政策 2 条" in done.stdout
