"""A draft becomes a case: whole or not at all, once, and for good."""

import pytest
from tests import factories
from tests.apps.cases.town import LICENCE, PERMIT, PREMISES, REFUND, RULES

from onedoor.apps.audit.models import Event
from onedoor.apps.cases.answers import Incomplete
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Case, Submission
from onedoor.apps.cases.services.save_draft import save_draft
from onedoor.apps.cases.services.submit_case import submit_case
from onedoor.apps.cases.services.withdraw_case import withdraw_case
from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.services.record_facts import record_facts
from onedoor.apps.notices.models import Notice
from onedoor.apps.tenancy.enums import Channel
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.errors import Conflict, Invalid, NotFound
from onedoor.text import Text


def test_everything_that_is_missing_or_wrong_is_told_at_once(town):
    draft = town.start()
    draft = save_draft(
        actor=town.actor("owner"),
        draft_id=draft.pk,
        typed={"fulltime_staff": "五个", "contact_name": "李四", "place_address": " "},
        expected_version=draft.version,
    )
    with pytest.raises(Incomplete) as refusal:
        town.submit(draft)
    assert [where for where, _ in refusal.value.problems] == [
        "service_scope",
        "place_address",
        "place_area",
        "online_recruiting",
        "contact_phone",
        "fulltime_staff",
        RULES,
        PREMISES,
    ]
    assert not Case.objects.exists()
    assert Event.objects.filter(action="case.submitted").count() == 0


def test_without_the_register_the_licence_is_asked_for_too(town):
    stranger = factories.actor_for(factories.EnterpriseFactory())
    with pytest.raises(Incomplete) as refusal:
        town.submit(town.start(who=stranger), stranger)
    assert LICENCE in [where for where, _ in refusal.value.problems]


def test_a_refused_submission_leaves_the_draft_open(town):
    draft = town.start()
    with pytest.raises(Incomplete):
        town.submit(draft)
    draft.refresh_from_db()
    assert (draft.case_id, draft.version) == (None, 1)


def test_the_case_stands_with_its_number_its_flow_its_files_and_a_notice(town):
    draft = town.fill_in()
    case = town.submit(draft)
    assert (case.status, case.version, case.channel) == (CaseStatus.SUBMITTED, 1, Channel.ONLINE)
    assert (case.enterprise, case.department) == (town.enterprise, town.departments["hrss"])
    assert (case.accepted_at, case.due_on) == (None, None)
    assert case.flow_instance.subject == case.reference == f"case:{case.pk}"
    assert list(case.uploads.order_by("pk").values_list("material", flat=True)) == [RULES, PREMISES]
    assert Notice.objects.get(kind="case.submitted").body_en.startswith(f"Case number {case.case_no}.")
    assert Event.objects.get(action="case.submitted").data == {"case_no": case.case_no}


def test_the_number_has_43_characters_item_day_and_serial(town):
    first, second = town.apply(), town.apply()
    assert (first.case_no, second.case_no) == (f"{PERMIT}202611240001", f"{PERMIT}202611240002")
    assert len(first.case_no) == 43


def test_each_item_and_each_day_counts_for_itself(town, at):
    town.apply(PERMIT)
    assert town.apply(REFUND).case_no == f"{REFUND}202611240001"
    at("2026-11-25T00:30")
    assert town.apply(PERMIT).case_no == f"{PERMIT}202611250001"


def test_the_same_key_or_the_same_draft_again_answers_with_the_same_case(town):
    draft = town.fill_in()
    case = town.submit(draft, key="one")
    draft.refresh_from_db()
    assert town.submit(draft, key="one") == case
    assert town.submit(draft, key="another") == case
    assert (Case.objects.count(), Submission.objects.count(), Notice.objects.count()) == (1, 1, 1)


def test_a_key_of_another_enterprise_is_refused_and_tells_nothing_of_its_case(town):
    town.submit(town.fill_in(), key="one")
    other = factories.EnterpriseFactory()
    stranger = factories.actor_for(other)
    draft = town.fill_in(
        REFUND, stranger, insured_count=1, paid_months=12, layoff_rate="0", premium_prev_year=1
    )
    with pytest.raises(Conflict, match=r"case\.key_taken"):
        town.submit(draft, stranger, key="one")


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_a_key_has_1_to_64_characters(town, key):
    with pytest.raises(Invalid, match=r"case\.key"):
        submit_case(actor=town.actor("owner"), draft_id=1, expected_version=1, idempotency_key=key)


def test_a_stale_page_submits_nothing(town):
    draft = town.fill_in()
    draft.version -= 1
    with pytest.raises(Conflict, match=r"draft\.stale"):
        town.submit(draft)
    assert not Case.objects.exists()


def test_nobody_else_submits_it(town):
    draft = town.fill_in()
    for who in ("clerk", "reviewer", "supervisor"):
        with pytest.raises(NotFound):
            town.submit(draft, town.actor(who))


def test_at_the_window_the_clerk_submits_for_the_enterprise(town):
    case = town.apply(who=town.window())
    assert (case.channel, case.enterprise, case.created_by) == (
        Channel.WINDOW,
        town.enterprise,
        town.people["clerk"],
    )


def test_the_snapshot_holds_who_what_and_every_fact_with_its_source(town):
    submission = town.apply().submissions.get()
    snapshot = submission.snapshot
    assert snapshot["item"] == {"code": PERMIT, "version": 1, "hash": town.items[PERMIT].content_hash}
    assert snapshot["enterprise"]["uscc"] == town.enterprise.uscc
    assert snapshot["facts"]["insured_here"]["source"] == "hrss.insurance"
    assert snapshot["facts"]["fulltime_staff"] == {**snapshot["answers"]["fulltime_staff"], "value": 5}
    assert [upload["material"] for upload in snapshot["uploads"]] == [RULES, PREMISES]
    assert all(len(upload["sha256"]) == 64 for upload in snapshot["uploads"])


def test_the_hash_stays_right_whatever_is_recorded_later(town):
    submission = town.apply().submissions.get()
    record_facts(
        actor=town.house,
        enterprise=town.enterprise,
        values={"insured_here": 1},
        source="hrss.insurance",
        source_name=Text.of("社保"),
        source_kind=SourceKind.REGISTER,
    )
    submission.refresh_from_db()
    assert submission.snapshot["facts"]["insured_here"]["value"] == 8
    assert content_hash(submission.snapshot) == submission.content_hash


def test_the_same_answers_on_the_same_facts_have_the_same_hash_and_others_another(town):
    hashes = []
    for answers in ({}, {}, {"contact_name": "王五"}):
        case = town.apply(REFUND, **answers)
        hashes.append(case.submissions.get().content_hash)
        withdraw_case(actor=town.actor("owner"), case_id=case.pk, reason="", expected_version=case.version)
    assert hashes[0] == hashes[1] != hashes[2]


def test_a_submission_cannot_be_changed_or_deleted(town):
    submission = town.apply().submissions.get()
    everything = Submission.objects.all()
    for change in (
        submission.save,
        submission.delete,
        everything.delete,
        lambda: everything.update(number=2),
        lambda: everything.bulk_update([submission], ["number"]),
    ):
        with pytest.raises(Conflict, match=r"row\.immutable"):
            change()


def test_after_the_measure_has_ended_nothing_is_submitted_that_nobody_could_decide(refunding, at):
    draft = refunding.fill_in(REFUND)
    at("2027-01-04T10:00")
    with pytest.raises(Conflict, match=r"measure\.closed"):
        refunding.submit(draft)
    other = factories.actor_for(factories.EnterpriseFactory())
    with pytest.raises(Conflict, match=r"measure\.closed"):
        refunding.start(REFUND, other)
    assert not Case.objects.exists()
    at("2026-12-31T23:59:59")
    assert refunding.submit(draft) == Case.objects.get()
