"""The bench measures two ways that answer alike, on what is drawn from its seed."""

from __future__ import annotations

import pytest

from onedoor.apps.policies.definition import ELIGIBLE, Measure
from onedoor.bench import measures as bench
from onedoor.bench.drawn import CALLED, CLAIMABLE, profiles, rulebook_of
from onedoor.errors import Conflict


def test_the_figures_come_as_a_ratio_of_one_pair_to_one_pair() -> None:
    found = bench.measured(60, 8)
    assert (found.enterprises, found.measures, found.pairs_drawn) == (60, 8, 480)
    assert found.ratio > 0
    assert str(found).splitlines()[0].startswith("60 enterprises x 8 measures = 480 pairs")
    assert str(found).splitlines()[-1].split() == ["ratio", f"{found.ratio:.1f}"]


def test_the_same_seed_draws_the_same_facts_and_rules() -> None:
    assert list(profiles(20, 7)) == list(profiles(20, 7))
    assert list(profiles(20, 7)) != list(profiles(20, 8))
    assert _rules(11, 7) == _rules(11, 7)
    assert _rules(11, 7) != _rules(11, 8)


def test_measures_beyond_the_shipped_ones_have_other_thresholds() -> None:
    rulebook = rulebook_of(len(CLAIMABLE) * 3, 7)
    assert len(rulebook.measures) == len(CLAIMABLE) * 3 + 1
    refunds = [code for code in rulebook.measures if code.startswith("job-stability")]
    texts = {_source(rulebook.measures[code], "缴费满12个月") for code in refunds}
    assert len(texts) == len(refunds)


def test_a_disagreement_is_an_error_and_never_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    right = bench.interpreted

    def wrong(*given: object) -> dict[tuple[str, int], object]:
        return dict.fromkeys(right(*given), None)  # type: ignore[arg-type]

    monkeypatch.setattr(bench, "interpreted", wrong)
    with pytest.raises(Conflict) as refused:
        bench.measured(60, 4)
    assert refused.value.code == "bench.disagree"


def _rules(count: int, seed: int) -> list[str]:
    measures = rulebook_of(count, seed).measures.values()
    return [_source(measure, ELIGIBLE) + str(measure.model) for measure in measures if measure.code != CALLED]


def _source(measure: Measure, decision: str) -> str:
    logic = measure.model.expression_of(decision)
    assert logic is not None
    return logic.source
