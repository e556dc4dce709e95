"""Figures are given only where all that know three values find the same sets."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from onedoor.bench.matching.batch import batch_section
from onedoor.bench.matching.contender import Contender
from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.contest import contest
from onedoor.bench.matching.running import OTHERS
from onedoor.bench.matching.whole_way import whole_way_section
from onedoor.bench.matching.workload import Workload, workload
from onedoor.engine.matching import Counts, Matches
from onedoor.errors import Conflict


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Workload:
    return workload(tmp_path_factory.mktemp("drawn"), 700, 60, 7)


def contenders_of(module: str) -> tuple[Contender, ...]:
    if OTHERS[module]:
        pytest.importorskip(OTHERS[module].partition("-")[0])
    found: tuple[Contender, ...] = import_module(f"onedoor.bench.matching.contenders.{module}").CONTENDERS
    return found


@pytest.mark.parametrize("module", OTHERS)
def test_every_contender_in_every_form_finds_what_ours_finds(module: str, drawn: Workload) -> None:
    for contender in contenders_of(module):
        part = contender.part(drawn)
        columns = contender.encode(part)
        expected = ours.counts(ours.compiled_rules(part, ours.NUMPY).match(ours.encoded(part)))
        for form in contender.forms.values():
            found = contender.counts(contender.run(form(part, columns)))
            if contender.is_threefold:
                assert found == expected, contender.name
            else:
                assert all(one.certain <= other.certain for one, other in zip(found, expected, strict=True))


def test_everybody_takes_turns_and_samples_are_multiplied(drawn: Workload) -> None:
    few = replace(ours.PLAIN, name="few", most_subjects=100, most_rounds=1)
    told: list[str] = []
    results = contest([ours.ONE, few], drawn, 2, tell=told.append)
    assert told == ["onedoor", "few", "onedoor", "few", "onedoor"]
    one, sampled = results
    assert (one.scale, sampled.scale) == (1, 7)
    assert (len(one.running.all), len(sampled.running.all)) == (2, 1)
    assert sum(each.certain for each in one.counts) >= sum(each.certain for each in sampled.counts) > 0
    section = batch_section(results)
    assert section.value("onedoor", "ratio") == 1
    assert section.value("few *", "CPU s") == pytest.approx(sampled.running.cpu * 7)
    way = whole_way_section(results, drawn, 1)
    assert [row.label for row in way.rows] == ["onedoor"]


def test_of_several_forms_the_one_that_runs_best_is_kept(drawn: Workload) -> None:
    quick = ours.ONE.forms[""]
    both = replace(
        ours.ONE,
        name="both",
        forms={
            "slow": lambda part, columns: (30, quick(part, columns)),
            "quick": lambda part, columns: (1, quick(part, columns)),
        },
        run=lambda program: [program[1].run() for _ in range(program[0])][-1],
    )
    _, result = contest([ours.ONE, both], drawn, 1)
    assert result.form == "quick"
    assert result.remark == "quick"


def one_more(found: Matches) -> list[Counts]:
    return [Counts(each.certain + 1, each.possible + 1) for each in ours.counts(found)]


def test_a_disagreement_is_an_error_and_never_a_figure(drawn: Workload) -> None:
    wrong = replace(ours.PLAIN, name="wrong", counts=one_more)
    with pytest.raises(Conflict) as refused:
        contest([ours.ONE, wrong], drawn, 1)
    assert refused.value.code == "bench.disagree"
    assert "wrong" in str(refused.value.found)


def test_who_knows_two_values_only_gets_a_remark_instead(drawn: Workload) -> None:
    wrong = replace(ours.PLAIN, name="wrong", counts=one_more, is_threefold=False)
    *_, result = contest([ours.ONE, wrong], drawn, 1)
    assert result.remark.startswith("two values: ")


def test_the_workload_is_the_same_for_the_same_seed(drawn: Workload, tmp_path: Path) -> None:
    again = workload(tmp_path, 700, 60, 7)
    assert again.policies == drawn.policies
    assert again.read() == drawn.read()
    assert drawn.part(10, 3).pairs == 30
    assert drawn.part(10).read() == drawn.read().slice(0, 10)
    assert len(drawn.with_policies(5, unique=True).policies) == 5
