"""The engine and the tokens of BPMN agree, in whatever shape parallel parts, choices and loops are nested."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.apps.flows.documents import OPERATIONS, ROUND, choice, document, flow, parallel, task
from tests.apps.flows.walking import Tokens, news_of

from onedoor.apps.flows.lint import lint
from onedoor.apps.flows.model import FlowModel
from onedoor.apps.flows.services.release_flow import model_of
from onedoor.apps.flows.soundness import check_soundness
from onedoor.apps.flows.spiff.run import Definition, Run
from onedoor.reference.flows import CODES, model_xml

NAMED = {code: model_of(model_xml(code)) for code in CODES} | {"round": model_of(ROUND)}
STEP = "step"
SHAPES = st.recursive(
    st.just(STEP),
    lambda inner: st.tuples(st.sampled_from(["then", "both", "either", "again"]), inner, inner),
    max_leaves=6,
)


def built(shape) -> FlowModel:
    """A model of the shape: ``then`` one after the other, ``both`` in parallel, ``either`` by outcome,
    ``again`` the first part in a loop, the second after it."""
    parts, numbers = [], count()

    def block(shape) -> tuple[str, str]:
        n = next(numbers)
        if shape == STEP:
            parts.append(task(f"t{n}", "x", "y"))
            return f"t{n}", f"t{n}"
        kind, one, two = shape
        (a, a_end), (b, b_end) = block(one), block(two)
        match kind:
            case "then":
                parts.append(flow(a_end, b))
                return a, b_end
            case "both":
                parts.append(parallel(f"p{n}", f"j{n}") + flow(f"p{n}", a) + flow(f"p{n}", b))
                parts.append(flow(a_end, f"j{n}") + flow(b_end, f"j{n}"))
                return f"p{n}", f"j{n}"
            case "either":
                parts.append(task(f"q{n}", "x", "y") + choice(f"c{n}", f"c{n}-{b}") + choice(f"m{n}"))
                parts.append(flow(f"q{n}", f"c{n}") + flow(f"c{n}", a, f'q{n} = "x"') + flow(f"c{n}", b))
                parts.append(flow(a_end, f"m{n}") + flow(b_end, f"m{n}"))
                return f"q{n}", f"m{n}"
        parts.append(task(f"q{n}", "x", "y") + choice(f"m{n}") + choice(f"c{n}", f"c{n}-{b}"))
        parts.append(flow(f"m{n}", a) + flow(a_end, f"q{n}") + flow(f"q{n}", f"c{n}"))
        parts.append(flow(f"c{n}", f"m{n}", f'q{n} = "x"') + flow(f"c{n}", b))
        return f"m{n}", b_end

    first, last = block(shape)
    return model_of(document(*parts, flow("s", first), flow(last, "e")))


def agree(model: FlowModel, data: st.DataObject, steps: int) -> None:
    definition = Definition(model)
    run, tokens = Run.start(definition, {}), Tokens(model)
    tokens.settle(run.variables)
    for _ in range(steps):
        waiting = run.waiting()
        assert sorted(each.key for each in waiting) == sorted(tokens.waiting)
        assert run.finished == (not waiting)
        if not waiting:
            return
        step = data.draw(st.sampled_from(waiting))
        outcomes = [each.key for each in model.nodes[step.key].outcomes] or [""]
        told = {"veto": data.draw(st.booleans()), "again": data.draw(st.booleans())}
        run.finish(step.engine_id, news_of(model, step.key, data.draw(st.sampled_from(outcomes)), told))
        run = Run.restore(definition, run.save(), run.codec)
        tokens.finish(step.key)
        tokens.settle(run.variables)


@pytest.mark.parametrize("code", sorted(NAMED))
@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_the_engine_has_those_steps_open_that_the_tokens_say(code, data):
    agree(NAMED[code], data, 30)


@given(shape=SHAPES, data=st.data())
@settings(deadline=None, max_examples=100)
def test_engine_and_tokens_agree_on_any_nesting(shape, data):
    agree(built(shape), data, 25)


@given(SHAPES)
@settings(deadline=None, max_examples=50)
def test_what_is_nested_of_sound_blocks_is_sound(shape):
    model = built(shape)
    assert lint(model, OPERATIONS) == []
    assert check_soundness(model) == []


def test_a_join_in_a_loop_waits_for_both_in_every_round_whichever_came_last_before():
    run = Run.start(Definition(NAMED["round"]), {})
    for key in ["a", "b", "d", "f", "a", "d"]:
        step = next(each for each in run.waiting() if each.key == key)
        run.finish(step.engine_id, {"a": "go"} if key == "a" else {"again": True})
    assert [each.key for each in run.waiting()] == ["b"]
