"""The shipped flows, walked on the engine through all their ways."""

import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.apps.flows.documents import ROUND
from tests.apps.flows.walking import news_of, walk

from onedoor.apps.flows.model import FlowModel, NodeKind
from onedoor.apps.flows.progress import ahead
from onedoor.apps.flows.services.release_flow import checked_content, model_of
from onedoor.apps.flows.spiff.run import Definition, Run
from onedoor.errors import Conflict, TooLarge
from onedoor.reference.flows import CODES, model_xml

MODELS = {code: model_of(model_xml(code)) for code in CODES} | {"round": model_of(ROUND)}
DEFINITIONS = {code: Definition(model) for code, model in MODELS.items()}
LAST = ["issue_decision", "notify_applicant"]
REVIEWS = ["lead_review", "joint_review"]
FIRST = ["automatic_acceptance", "automatic_review"]

# flow, answers, does the automatic review veto, the steps in their order
PATHS = [
    ("permit", {"intake": ["refuse"]}, False, ["intake"]),
    (
        "permit",
        {"intake": ["accept"], "lead_review": ["agree"], "joint_review": ["agree"], "decide": ["grant"]},
        False,
        ["intake", "automatic_review", *REVIEWS, "decide", *LAST],
    ),
    (
        "permit",
        {"intake": ["accept"], "lead_review": ["disagree"], "joint_review": ["agree"], "decide": ["deny"]},
        False,
        ["intake", "automatic_review", *REVIEWS, "decide", *LAST],
    ),
    (
        "permit",
        {"intake": ["accept"], "decide": ["deny"]},
        True,
        ["intake", "automatic_review", "decide", *LAST],
    ),
    (
        "permit",
        {"intake": ["request_correction", "refuse"], "correction": ["corrected"]},
        False,
        ["intake", "correction", "intake"],
    ),
    (
        "permit",
        {
            "intake": ["request_correction", "request_correction", "accept"],
            "correction": ["corrected", "corrected"],
            "decide": ["grant"],
        },
        True,
        ["intake", "correction", "intake", "correction", "intake", "automatic_review", "decide", *LAST],
    ),
    (
        "benefit",
        {"lead_review": ["agree"], "joint_review": ["agree"], "decide": ["grant"]},
        False,
        [*FIRST, *REVIEWS, "decide", "issue_decision", "record_payment", "notify_applicant"],
    ),
    (
        "benefit",
        {"lead_review": ["agree"], "joint_review": ["disagree"], "decide": ["deny"]},
        True,
        [*FIRST, *REVIEWS, "decide", *LAST],
    ),
]


@pytest.mark.parametrize(("code", "answers", "veto", "steps"), PATHS)
def test_every_way_through_a_flow_ends(code, answers, veto, steps):
    run = Run.start(DEFINITIONS[code], {})
    assert walk(MODELS[code], run, answers, {"veto": veto}) == steps
    assert run.finished


@pytest.mark.parametrize(("code", "answers", "veto", "steps"), PATHS)
def test_a_run_saved_at_every_step_goes_the_same_way(code, answers, veto, steps):
    model, definition = MODELS[code], DEFINITIONS[code]
    run, done = Run.start(definition, {}), []
    left = {key: list(outcomes) for key, outcomes in answers.items()}
    while True:
        saved = run.save()
        run = Run.restore(definition, saved, run.codec)
        assert run.save() == saved
        if not (waiting := run.waiting()):
            break
        outcome = left[waiting[0].key].pop(0) if waiting[0].key in left else ""
        run.finish(waiting[0].engine_id, news_of(model, waiting[0].key, outcome, {"veto": veto}))
        done.append(waiting[0].key)
    assert done == steps
    assert run.finished


def test_both_reviews_are_open_at_once_and_the_decision_waits_for_both():
    run = Run.start(DEFINITIONS["permit"], {})
    for answer in ({"intake": "accept"}, {"veto": False}):
        run.finish(run.waiting()[0].engine_id, answer)
    lead, joint = run.waiting()
    assert [lead.key, joint.key] == REVIEWS
    run.finish(joint.engine_id, {"joint_review": "agree"})
    assert run.waiting() == [lead]
    run.finish(lead.engine_id, {"lead_review": "agree"})
    assert [each.key for each in run.waiting()] == ["decide"]


@given(data=st.data(), code=st.sampled_from(["permit", "benefit"]), veto=st.booleans())
@settings(deadline=None, max_examples=60)
def test_the_order_in_which_open_steps_are_done_changes_nothing(data, code, veto):
    model = MODELS[code]
    answers = {
        node.id: [data.draw(st.sampled_from([each.key for each in node.outcomes]))] * 3
        for node in model.of_kind(NodeKind.HUMAN)
        if node.id != "intake"
    } | {"intake": ["request_correction", "accept"]}
    usual, other = (Run.start(DEFINITIONS[code], {}) for _ in range(2))
    first = walk(model, usual, answers, {"veto": veto})
    second = walk(model, other, answers, {"veto": veto}, lambda waiting: data.draw(st.sampled_from(waiting)))
    assert sorted(first) == sorted(second)
    assert usual.variables == other.variables
    assert usual.finished
    assert other.finished


@pytest.mark.parametrize("code", CODES)
def test_a_run_takes_less_than_two_kilobytes_at_every_step(code):
    model = MODELS[code]
    run, largest = Run.start(DEFINITIONS[code], {}), 0
    while waiting := run.waiting():
        outcomes = [each.key for each in model.nodes[waiting[0].key].outcomes] or [""]
        run.finish(waiting[0].engine_id, news_of(model, waiting[0].key, outcomes[0], {"veto": False}))
        largest = max(largest, len(run.save()))
    assert largest < 2_000


def rounds_of_correction(run: Run, count: int) -> bytes:
    for _ in range(count):
        run.finish(run.waiting()[0].engine_id, {"intake": "request_correction"})
        run.finish(run.waiting()[0].engine_id, {"correction": "corrected"})
        saved = run.save()
    return saved


def test_fifty_rounds_of_correction_stay_small_and_endless_ones_are_refused():
    run = Run.start(DEFINITIONS["permit"], {})
    assert len(rounds_of_correction(run, 50)) < 6_000
    assert rounds_of_correction(run, 40)
    with pytest.raises(TooLarge, match="flow.too_long"):
        rounds_of_correction(run, 1_000)


def test_the_state_holds_variables_and_positions_and_no_times():
    run = Run.start(DEFINITIONS["permit"], {})
    run.finish(run.waiting()[0].engine_id, {"intake": "accept"})
    state = json.loads(zlib.decompress(run.save()))
    assert state["variables"] == {"intake": "accept"}
    assert {type(value) for row in state["tasks"] for value in row} == {str, int}


def test_a_state_of_another_codec_is_not_guessed_at():
    run = Run.start(DEFINITIONS["permit"], {})
    with pytest.raises(Conflict, match="flow.codec"):
        Run.restore(DEFINITIONS["permit"], run.save(), 99)


def test_a_state_that_unpacks_without_end_is_refused():
    with pytest.raises(TooLarge):
        Run.restore(DEFINITIONS["permit"], zlib.compress(b" " * 50_000_000), 1)


def test_a_step_cannot_be_finished_twice():
    run = Run.start(DEFINITIONS["permit"], {})
    step = run.waiting()[0].engine_id
    run.finish(step, {"intake": "accept"})
    with pytest.raises(Conflict, match="task.done"):
        run.finish(step, {"intake": "refuse"})
    assert run.variables == {"intake": "accept"}


@pytest.mark.parametrize("code", sorted(MODELS))
def test_a_model_reads_back_from_its_content(code):
    model = MODELS[code]
    assert FlowModel.of(json.loads(json.dumps(model.as_dict()))) == model


@pytest.mark.parametrize(
    ("waiting", "follows"),
    [
        (["intake"], ["automatic_review", *REVIEWS, "decide", *LAST]),
        (["correction"], ["intake", "automatic_review", *REVIEWS, "decide", *LAST]),
        (["lead_review", "joint_review"], ["decide", *LAST]),
        (["joint_review"], ["decide", *LAST]),
        (["notify_applicant"], []),
    ],
)
def test_what_usually_follows_is_one_path(waiting, follows):
    assert ahead(MODELS["permit"], waiting) == follows


def test_a_checked_document_is_plain_json(operations):
    content = checked_content(model_xml("benefit"))
    assert json.loads(json.dumps(content)) == content
