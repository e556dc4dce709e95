"""Flows in the database: who may do a step, what follows, what never happens twice."""

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from tests.apps.flows.conftest import START, city
from tests.apps.flows.documents import chain, document, task

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.flows.enums import FlowStatus, StepState, TaskState
from onedoor.apps.flows.models import FlowInstance, FlowTask, FlowVersion
from onedoor.apps.flows.queries import (
    instance_of,
    instances_of_departments,
    open_task_of_applicant,
    progress,
    tasks_of,
    visible_task,
)
from onedoor.apps.flows.refusals import FlowRefused
from onedoor.apps.flows.services.cancel_flow import cancel_flow
from onedoor.apps.flows.services.complete_task import complete_task
from onedoor.apps.flows.services.release_flow import release_flow
from onedoor.apps.flows.services.run_automatic_task import run_automatic_task
from onedoor.apps.flows.services.start_flow import start_flow
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound, TooLarge
from onedoor.reference.flows import model_xml

GRANT = {"intake": "accept", "lead_review": "agree", "joint_review": "agree", "decide": "grant"}


def do(city, instance: FlowInstance, key: str, outcome: str) -> FlowTask:
    step = instance.tasks.open().get(key=key)
    return complete_task(actor=city.actor_for(step), task_id=step.pk, outcome=outcome)


def open_keys(instance: FlowInstance) -> list[str]:
    return sorted(instance.tasks.open().values_list("key", flat=True))


def through(city, instance: FlowInstance, answers=GRANT) -> FlowInstance:
    """The run, done to its end."""
    while (city.run_automatic(instance), step := instance.tasks.open().oldest_first().first())[1]:
        do(city, instance, step.key, answers[step.key])
    instance.refresh_from_db()
    return instance


@pytest.mark.parametrize("code", ["permit", "benefit"])
def test_a_run_goes_to_its_end_and_its_steps_stay_on_record(guangzhou, code):
    instance = through(guangzhou, guangzhou.start(code))
    assert instance.status == FlowStatus.COMPLETED
    assert instance.ended_at == START
    assert set(instance.tasks.values_list("state", flat=True)) == {TaskState.DONE}
    assert instance.tasks.get(key="decide").outcome == "grant"


def test_the_worker_does_the_automatic_steps_by_their_jobs(guangzhou, operations):
    instance = guangzhou.start("benefit")
    while run_due_jobs(10, "w"):
        pass
    assert open_keys(instance) == ["joint_review", "lead_review"]
    assert [call[0] for call in operations.calls] == [
        "cases.accept_automatically",
        "cases.review_automatically",
    ]
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def test_an_operation_is_told_the_subject_and_what_was_decided_so_far(guangzhou, operations):
    through(guangzhou, guangzhou.start(subject="case:7"))
    name, subject, variables = operations.calls[-1]
    assert (name, subject) == ("cases.notify_applicant", "case:7")
    assert variables == {**GRANT, "veto": False}


def test_a_veto_leads_straight_to_the_decision(guangzhou, operations):
    operations.told = {"veto": True}
    instance = guangzhou.start()
    do(guangzhou, instance, "intake", "accept")
    guangzhou.run_automatic(instance)
    assert open_keys(instance) == ["decide"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "flow.operation_answer"),
        ({"veto": 0.5}, "flow.variables"),
        ({"veto": object()}, "flow.variables"),
        ({"veto": True, "decide": "grant"}, "flow.variable_reserved"),
        ({"veto": True, "note": "长" * 2_000}, "flow.variables_too_large"),
    ],
)
def test_an_operation_that_answers_wrongly_changes_nothing(guangzhou, operations, told, code):
    instance = guangzhou.start()
    do(guangzhou, instance, "intake", "accept")
    operations.told = told
    step = instance.tasks.open().get()
    with pytest.raises(Invalid, match=code):
        run_automatic_task(actor=guangzhou.system(), task_id=step.pk)
    assert open_keys(instance) == ["automatic_review"]


def test_the_effect_of_an_operation_is_undone_when_its_step_was_done_meanwhile(guangzhou, operations):
    instance = guangzhou.start("benefit")
    step = instance.tasks.open().get()

    def overtaken():
        operations.before = lambda: None
        run_automatic_task(actor=guangzhou.system(), task_id=step.pk)
        FlowVersion.objects.filter(code="permit").update(state="withdrawn")

    operations.before = overtaken
    with pytest.raises(Conflict, match="task.done"):
        run_automatic_task(actor=guangzhou.system(), task_id=step.pk)
    assert set(FlowVersion.objects.values_list("state", flat=True)) == {"released"}


def test_an_automatic_step_that_is_done_is_left_alone(guangzhou, operations):
    instance = guangzhou.start("benefit")
    step = instance.tasks.open().get()
    for _ in range(2):
        run_automatic_task(actor=guangzhou.system(), task_id=step.pk)
    assert len(operations.calls) == 1


def test_only_the_house_does_automatic_steps_and_only_people_theirs(guangzhou):
    instance = guangzhou.start()
    intake = instance.tasks.open().get()
    clerk = guangzhou.actor_for(intake)
    with pytest.raises(NotAllowed):
        complete_task(actor=guangzhou.system(), task_id=intake.pk, outcome="accept")
    do(guangzhou, instance, "intake", "accept")
    review = instance.tasks.open().get()
    with pytest.raises(NotAllowed):
        run_automatic_task(actor=clerk, task_id=review.pk)
    with pytest.raises(NotFound):
        complete_task(actor=clerk, task_id=review.pk, outcome="")


def test_a_step_is_done_once(guangzhou):
    instance = guangzhou.start()
    done = do(guangzhou, instance, "intake", "accept")
    version = FlowInstance.objects.get().version
    with pytest.raises(Conflict, match="task.done"):
        complete_task(actor=guangzhou.actor_for(done), task_id=done.pk, outcome="refuse")
    assert FlowInstance.objects.get().version == version
    assert FlowTask.objects.get(pk=done.pk).outcome == "accept"


@pytest.mark.parametrize("outcome", ["grant", "", "Accept", "accept "])
def test_an_outcome_that_the_step_does_not_have_is_refused(guangzhou, outcome):
    instance = guangzhou.start()
    with pytest.raises(Invalid, match="task.outcome"):
        do(guangzhou, instance, "intake", outcome)
    assert open_keys(instance) == ["intake"]


def test_a_version_that_the_page_did_not_show_is_refused(guangzhou):
    instance = guangzhou.start()
    step = instance.tasks.get()
    with pytest.raises(Conflict, match="flow.stale"):
        complete_task(
            actor=guangzhou.actor_for(step),
            task_id=step.pk,
            outcome="accept",
            expected_version=instance.version - 1,
        )
    complete_task(
        actor=guangzhou.actor_for(step), task_id=step.pk, outcome="accept", expected_version=instance.version
    )
    assert open_keys(instance) == ["automatic_review"]


def test_a_step_is_the_role_and_the_department_that_the_model_says(guangzhou):
    instance = guangzhou.start()
    do(guangzhou, instance, "intake", "accept")
    guangzhou.run_automatic(instance)
    joint = instance.tasks.open().get(key="joint_review")
    mine = guangzhou.officer(Role.REVIEWER, guangzhou.joint)
    assert visible_task(mine, joint.pk) == joint
    assert list(tasks_of(mine).open()) == [joint]
    others = [
        guangzhou.officer(Role.REVIEWER, guangzhou.lead),
        guangzhou.officer(Role.DECIDER, guangzhou.joint),
        guangzhou.officer(Role.SUPERVISOR, guangzhou.joint),
        guangzhou.applicant(),
        guangzhou.designer(),
        Actor.anonymous(guangzhou.tenant.pk),
    ]
    for actor in others:
        assert joint not in tasks_of(actor)
        with pytest.raises(NotFound):
            visible_task(actor, joint.pk)
        with pytest.raises(NotFound):
            complete_task(actor=actor, task_id=joint.pk, outcome="agree")


def test_a_role_in_one_department_says_nothing_of_another(guangzhou):
    instance = guangzhou.start()
    step = instance.tasks.get()
    two_offices = Actor(
        tenant_id=guangzhou.tenant.pk,
        user_id=guangzhou.designer().user_id,
        roles=frozenset({Role.CLERK, Role.REVIEWER}),
        offices=frozenset({(Role.CLERK, guangzhou.joint.pk), (Role.REVIEWER, guangzhou.lead.pk)}),
    )
    assert (step.role, step.department_id) == (Role.CLERK, guangzhou.lead.pk)
    assert list(tasks_of(two_offices)) == []
    with pytest.raises(NotFound):
        complete_task(actor=two_offices, task_id=step.pk, outcome="accept")


def test_another_tenant_sees_and_does_nothing(guangzhou):
    instance = guangzhou.start()
    step = instance.tasks.get()
    other = city("sz")
    stranger = Actor(
        tenant_id=other.tenant.pk,
        user_id=guangzhou.designer().user_id,
        roles=frozenset({Role.CLERK}),
        offices=frozenset({(Role.CLERK, guangzhou.lead.pk)}),
    )
    assert list(tasks_of(stranger)) == []
    assert list(instances_of_departments(stranger)) == []
    assert list(FlowInstance.objects.visible_to(stranger)) == []
    for call in (
        lambda: complete_task(actor=stranger, task_id=step.pk, outcome="accept"),
        lambda: cancel_flow(actor=stranger, instance_id=instance.pk, reason=""),
        lambda: start_flow(actor=stranger, flow_code="permit", subject="case:9", region_code="4", places={}, variables={}),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            call()


def test_a_department_sees_a_run_from_its_first_step_in_it_on(guangzhou):
    instance = guangzhou.start()
    joint = guangzhou.officer(Role.REVIEWER, guangzhou.joint)
    assert list(FlowInstance.objects.visible_to(joint)) == []
    do(guangzhou, instance, "intake", "accept")
    guangzhou.run_automatic(instance)
    do(guangzhou, instance, "joint_review", "agree")
    assert list(instances_of_departments(joint)) == [instance.pk]
    assert list(FlowInstance.objects.visible_to(joint)) == [instance]


def test_the_applicant_corrects_and_the_office_looks_again(guangzhou):
    instance = guangzhou.start(subject="case:3")
    with pytest.raises(NotFound, match="task.none_of_applicant"):
        open_task_of_applicant("case:3")
    do(guangzhou, instance, "intake", "request_correction")
    step = open_task_of_applicant("case:3")
    assert (step.key, step.department_id, list(tasks_of(guangzhou.applicant()))) == ("correction", None, [])
    complete_task(actor=guangzhou.applicant(), task_id=step.pk, outcome="corrected")
    assert open_keys(instance) == ["intake"]
    assert instance.tasks.count() == 3


def test_a_clerk_with_the_papers_in_hand_corrects_for_the_applicant(guangzhou):
    instance = guangzhou.start()
    do(guangzhou, instance, "intake", "request_correction")
    clerk = guangzhou.officer(Role.CLERK, guangzhou.lead)
    step = open_task_of_applicant("case:1")
    with pytest.raises(NotFound):
        complete_task(actor=clerk, task_id=step.pk, outcome="corrected")
    complete_task(actor=clerk.at_window_for(1), task_id=step.pk, outcome="corrected")
    assert open_keys(instance) == ["intake"]


def test_a_run_goes_on_by_the_version_it_began_with(guangzhou, operations):
    begun = guangzhou.start(subject="case:1")
    short = document(task("intake", "accept", role="clerk"), chain("s", "intake", "e"))
    newer = release_flow(actor=guangzhou.designer(), code="permit", xml=short)
    later = guangzhou.start(subject="case:2")
    assert (begun.flow_version.version, later.flow_version) == (1, newer)
    assert through(guangzhou, later).tasks.count() == 1
    assert through(guangzhou, begun).tasks.count() == 7


def test_a_version_that_begins_later_does_not_count_yet(guangzhou):
    short = document(task("intake", "accept", role="clerk"), chain("s", "intake", "e"))
    day = START.date().replace(day=20)
    release_flow(actor=guangzhou.designer(), code="permit", xml=short, effective_from=day)
    assert guangzhou.start(subject="case:1").flow_version.version == 1
    with clock.clock_at(START.replace(day=20)):
        assert guangzhou.start(subject="case:2").flow_version.version == 2


def test_releasing_the_same_model_again_changes_nothing(guangzhou):
    again = release_flow(actor=guangzhou.system(), code="permit", xml=model_xml("permit"))
    assert again.version == 1
    assert FlowVersion.objects.filter(code="permit").count() == 1
    assert Event.objects.filter(action="flow.released").count() == 2


def test_only_designers_release_and_bad_models_leave_no_version(guangzhou):
    with pytest.raises(NotAllowed):
        release_flow(actor=guangzhou.applicant(), code="x", xml=model_xml("permit"))
    with pytest.raises(FlowRefused) as refusal:
        release_flow(
            actor=guangzhou.designer(), code="x", xml=document(task("a", role=""), chain("s", "a", "e"))
        )
    assert [each.code for each in refusal.value.problems] == ["flow.role"]
    assert not FlowVersion.objects.filter(code="x").exists()


def test_a_released_version_cannot_be_changed(guangzhou):
    version = FlowVersion.objects.get(code="permit")
    version.content = {}
    with pytest.raises(Conflict, match="release.immutable"):
        version.save()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"flow_code": "nothing"}, "flow.unknown"),
        ({"places": {"lead": 1}}, "flow.place_missing"),
        ({"variables": {"intake": "accept"}}, "flow.variable_reserved"),
        ({"variables": {"x": 0.1}}, "flow.variables"),
        ({"variables": {"x": "x" * 5_000}}, "flow.variables_too_large"),
    ],
)
def test_a_flow_that_cannot_be_started_leaves_nothing(guangzhou, change, code):
    usual = {
        "flow_code": "permit",
        "subject": "case:1",
        "region_code": "440100",
        "places": {"lead": guangzhou.lead.pk, "joint": guangzhou.joint.pk},
        "variables": {},
    }
    with pytest.raises((Invalid, NotFound, TooLarge), match=code):
        start_flow(actor=guangzhou.applicant(), **{**usual, **change})
    assert not FlowInstance.objects.exists()


def test_a_cancelled_run_waits_for_nobody(guangzhou):
    instance = guangzhou.start()
    do(guangzhou, instance, "intake", "accept")
    automatic = instance.tasks.open().get()
    cancel_flow(actor=guangzhou.applicant(), instance_id=instance.pk, reason="不办了")
    instance.refresh_from_db()
    assert (instance.status, instance.cancel_reason) == (FlowStatus.CANCELLED, "不办了")
    assert open_keys(instance) == []
    run_automatic_task(actor=guangzhou.system(), task_id=automatic.pk)
    assert instance.tasks.get(pk=automatic.pk).state == TaskState.CANCELLED
    with pytest.raises(Conflict, match="flow.ended"):
        cancel_flow(actor=guangzhou.applicant(), instance_id=instance.pk, reason="")
    assert "不办了" not in str(Event.objects.filter(action="flow.cancelled").values())


def test_a_failure_after_the_step_takes_the_step_back(guangzhou):
    instance = guangzhou.start()

    @transaction.atomic
    def accept_and_fail():
        do(guangzhou, instance, "intake", "accept")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        accept_and_fail()
    assert open_keys(instance) == ["intake"]
    assert not Job.objects.exists()


def test_progress_is_one_path_through_the_flow(guangzhou):
    instance = guangzhou.start()
    do(guangzhou, instance, "intake", "request_correction")
    do(guangzhou, instance, "correction", "corrected")
    do(guangzhou, instance, "intake", "accept")
    guangzhou.run_automatic(instance)
    do(guangzhou, instance, "joint_review", "disagree")
    steps = progress(FlowInstance.objects.get())
    assert [(each.key, each.state) for each in steps] == [
        ("intake", StepState.DONE),
        ("correction", StepState.DONE),
        ("intake", StepState.DONE),
        ("automatic_review", StepState.DONE),
        ("joint_review", StepState.DONE),
        ("lead_review", StepState.CURRENT),
        ("decide", StepState.AHEAD),
        ("issue_decision", StepState.AHEAD),
        ("notify_applicant", StepState.AHEAD),
    ]
    assert steps[0].outcome.zh == "要求补正"
    assert steps[4].department_id == guangzhou.joint.pk
    assert steps[6].department_id == guangzhou.lead.pk
    assert (steps[4].name.zh, steps[4].name.en) == ("会办部门审查", "Review by the joint department")
    assert (steps[5].at, steps[6].at) == (START, None)


def test_an_ended_run_has_nothing_ahead(guangzhou):
    instance = guangzhou.start()
    do(guangzhou, instance, "intake", "refuse")
    assert [each.state for each in progress(FlowInstance.objects.get())] == [StepState.DONE]


def test_progress_and_work_lists_take_one_query(guangzhou, django_assert_num_queries):
    for number in range(5):
        guangzhou.start(subject=f"case:{number}")
    clerk = guangzhou.officer(Role.CLERK, guangzhou.lead)
    with django_assert_num_queries(1):
        assert [t.instance.subject for t in tasks_of(clerk).open().for_role_of(clerk)] == [
            f"case:{n}" for n in range(5)
        ]
    instance = instance_of("case:1", guangzhou.tenant.pk)
    with django_assert_num_queries(1):
        assert progress(instance)[0].state == StepState.CURRENT
    assert [each.pk for each in tasks_of(clerk).of_subjects(["case:3"])] == [
        instance_of("case:3", guangzhou.tenant.pk).tasks.get().pk
    ]


def test_a_step_takes_few_queries(guangzhou, django_assert_max_num_queries):
    instance = guangzhou.start()
    step = instance.tasks.get()
    with django_assert_max_num_queries(16) as made:
        complete_task(actor=guangzhou.actor_for(step), task_id=step.pk, outcome="request_correction")
    assert isinstance(made, CaptureQueriesContext)
