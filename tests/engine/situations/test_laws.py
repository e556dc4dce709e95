"""Whatever the guide: the proof says what trying every answer says, and every example is confirmed."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.situations.guides import Tried, all_answers, guides

from onedoor.engine.feel import Unknown
from onedoor.engine.situations import Guide, Kind, Number

MANY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(guides())
@MANY
def test_a_proof_finds_what_trying_every_answer_finds(guide: Guide) -> None:
    proof, tried = guide.prove(), Tried(guide)
    assert {(str(each.kind), each.about) for each in proof.findings} == tried.findings()
    assert proof.lists == len(tried.lists)
    assert proof.is_complete


@given(guides())
@MANY
def test_complete_sets_are_counted_as_they_are_tried(guide: Guide) -> None:
    proof, tried = guide.prove(), Tried(guide)
    cell_of = {
        question.name: {
            answer: place_of(proof.cells[question.name], answer) for answer in all_answers(question)
        }
        for question in guide.questions
    }
    in_cells = {
        frozenset((name, cell_of[name][value]) for name, value in each.items()) for each in tried.sets
    }
    assert proof.leaves == len(in_cells)


def place_of(cells: Any, answer: Any) -> int:
    """The one cell in which an answer is."""
    found = [
        at
        for at, cell in enumerate(cells)
        if (cell.witness == answer if cell.low is None else within(cell, answer))
    ]
    assert len(found) == 1
    return found[0]


def within(cell: Any, answer: Any) -> bool:
    low = answer > cell.low or (cell.low_closed and answer == cell.low)
    return low and (answer < cell.high or (cell.high_closed and answer == cell.high))


@given(guides())
@MANY
def test_every_example_is_complete_and_shows_what_it_is_given_for(guide: Guide) -> None:
    for found in guide.prove().findings:
        if not found.example:
            continue
        outcome = guide.situation(found.example)
        assert guide.ask(found.example) == ()
        assert found.sets > 0
        if found.kind is Kind.GAP:
            assert outcome.matching == ()
        if found.kind is Kind.OVERLAP:
            assert set(found.about) <= {way.label for way in outcome.matching}


@given(guides(), st.data())
@MANY
def test_what_holds_before_all_is_answered_holds_to_the_end(guide: Guide, data: st.DataObject) -> None:
    told: dict[str, Any] = {}
    settled: dict[str, Any] = {}
    while asked := guide.ask(told):
        question = data.draw(st.sampled_from(asked))
        told[question.name] = data.draw(st.sampled_from(all_answers(question)))
        now = {key: guide.holds(key, told) for key in guide.conditions}
        assert all(now[key] is value for key, value in settled.items())
        settled = {key: value for key, value in now.items() if not isinstance(value, Unknown)}


@given(guides())
@MANY
def test_a_table_decides_as_its_rows_do(guide: Guide) -> None:
    if guide.table is None:
        return
    for told in Tried(guide).sets:
        outcome = guide.situation(told)
        trace = outcome.trace
        assert not isinstance(trace, dict)
        assert trace.value == outcome.situation  # type: ignore[union-attr]


@given(guides(), st.integers(0, 60))
@MANY
def test_a_proof_that_met_its_bound_says_so_and_is_right_as_far_as_it_goes(guide: Guide, most: int) -> None:
    whole, part = guide.prove(), guide.prove(most=most)
    left_out = [each for each in part.findings if each.kind is Kind.LIMIT]
    if part.leaves != whole.leaves or part.lists != whole.lists:
        assert left_out
        assert not part.is_sound
    said = [(each.kind, each.about) for each in part.findings if each.kind is not Kind.LIMIT]
    assert set(said) <= {(each.kind, each.about) for each in whole.findings}


@given(guides())
@MANY
def test_cells_of_numbers_hold_every_number_once(guide: Guide) -> None:
    proof = guide.prove()
    for question in guide.questions:
        if isinstance(question.domain, Number):
            assert all(place_of(proof.cells[question.name], each) >= 0 for each in all_answers(question))
