"""The whole way of an application over the API: begun, saved, submitted once, handled, corrected, rated."""

from __future__ import annotations

import json

import pytest
from tests.pages.world import ANSWERS, a_file

from onedoor.apps.cases.models import Case

pytestmark = pytest.mark.django_db
MATERIALS = ("管理制度和章程", "场所证明（租赁合同或产权证）")


def body_of(response, status=200):
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)


def code_of(response, status):
    return body_of(response, status)["code"]


def test_a_draft_is_begun_saved_and_submitted(program, world):
    stranger = program("stranger")
    draft = body_of(stranger.post("/drafts", {"item_code": world.item.code}))
    address = f"/drafts/{draft['id']}"
    assert body_of(stranger.post("/drafts", {"item_code": world.item.code}))["id"] == draft["id"]
    saved = body_of(stranger.send("PATCH", address, {"version": draft["version"], "answers": ANSWERS}))
    assert saved["version"] == draft["version"] + 1
    assert saved["answers"]["place_area"]["value"] == 80
    assert saved["answers"]["place_area"]["source"] == "applicant"
    assert [each["where"] for each in saved["lacking"]] == ["营业执照", *MATERIALS]
    for material in ("营业执照", *MATERIALS):
        sent = stranger.client.post(f"/api/v1{address}/materials", {"material": material, "file": a_file()})
        assert body_of(sent, 201)["filename"] == "材料.pdf"
    assert body_of(stranger.get(address))["lacking"] == []
    case = body_of(
        stranger.post(f"{address}/submit", {"version": saved["version"]}, **{"idempotency-key": "k"}), 201
    )
    assert (case["status"], case["channel"], case["item_code"]) == ("submitted", "api", world.item.code)


def test_the_same_key_makes_one_case(program, world):
    owner, before = program("owner"), Case.objects.count()
    address, body = f"/drafts/{world.draft.pk}/submit", {"version": world.draft.version}
    first, second = (
        body_of(owner.post(address, body, **{"idempotency-key": "a1"}), 201)["id"] for _ in range(2)
    )
    assert first == second
    assert Case.objects.count() == before + 1


def test_a_key_is_its_callers_own(program, world):
    owner, stranger = program("owner"), program("stranger")
    address, body = f"/drafts/{world.draft.pk}/submit", {"version": world.draft.version}
    mine = body_of(owner.post(address, body, **{"idempotency-key": "1"}), 201)["id"]
    draft = body_of(stranger.post("/drafts", {"item_code": world.item.code}))
    address = f"/drafts/{draft['id']}/submit"
    refused = stranger.post(address, {"version": 1}, **{"idempotency-key": "1"})
    assert code_of(refused, 422) == "case.incomplete"
    again = body_of(owner.post("/drafts", {"item_code": world.item.code}))
    reused = owner.post(f"/drafts/{again['id']}/submit", {"version": 1}, **{"idempotency-key": "1"})
    assert code_of(reused, 409) == "case.key_reused"
    assert body_of(owner.get(f"/cases/{mine}"))["id"] == mine


@pytest.mark.parametrize("headers", [{}, {"idempotency-key": ""}, {"idempotency-key": "x" * 201}])
def test_a_submission_needs_a_key_of_bounded_length(program, world, headers):
    refused = program("owner").post(f"/drafts/{world.draft.pk}/submit", {"version": 2}, **headers)
    assert code_of(refused, 422) == "api.invalid"


def test_a_stale_draft_overwrites_nothing(program, world):
    owner, address = program("owner"), f"/drafts/{world.draft.pk}"
    change = {"version": world.draft.version, "answers": {"contact_name": "王五"}}
    assert owner.send("PATCH", address, change).status_code == 200
    change["answers"]["contact_name"] = "赵六"
    assert code_of(owner.send("PATCH", address, change), 409) == "draft.stale"
    assert body_of(owner.get(address))["answers"]["contact_name"]["value"] == "王五"


@pytest.mark.parametrize(
    ("material", "content", "code"),
    [
        (MATERIALS[0], b"MZ\x90\x00 a program", "upload.kind"),
        (MATERIALS[0], b"", "upload.empty"),
        ("别的材料", None, "upload.material"),
    ],
)
def test_a_wrong_file_is_refused_by_name(program, world, material, content, code):
    file = a_file()
    if content is not None:
        file = a_file()
        file.file.truncate(0)
        file.file.write(content)
        file.file.seek(0)
        file.size = len(content)
    address = f"/api/v1/drafts/{world.draft.pk}/materials"
    sent = program("owner").client.post(address, {"material": material, "file": file})
    assert code_of(sent, 422) == code


def test_an_upload_without_a_file_says_so(program, world):
    address = f"/api/v1/drafts/{world.draft.pk}/materials"
    sent = program("owner").client.post(address, {"material": MATERIALS[0]})
    assert code_of(sent, 422) == "api.invalid"


def test_a_step_is_handled_once_and_only_on_what_was_seen(program, world):
    reviewer, address = program("reviewer"), f"/tasks/{world.task.pk}"
    task = body_of(reviewer.get(address))
    assert [each["key"] for each in task["outcomes"]] == ["agree", "disagree"]
    body = {"outcome": "agree", "version": task["case"]["version"]}
    assert code_of(reviewer.post(address, body | {"version": 1}), 409) == "case.stale"
    assert code_of(reviewer.post(address, body | {"outcome": "grant"}), 422) == "task.outcome"
    assert code_of(reviewer.post(address, body | {"outcome": "disagree"}), 422) == "opinion.reason_missing"
    done = body_of(reviewer.post(address, body))
    again = body | {"version": done["version"]}
    assert code_of(reviewer.post(address, again), 409) == "task.done"


def test_a_case_tells_its_applicant_where_it_stands(program, world):
    owner, address = program("owner"), f"/cases/{world.done.pk}"
    case = body_of(owner.get(address))
    assert (case["status"], case["outcome"], case["grade"]) == ("completed", "granted", None)
    assert case["payments"][0]["amount_cents"] == 98_765_432
    assert case["certificates"][0]["number"] == world.certificate.number
    assert case["answers"]["contact_name"]["value"] == ANSWERS["contact_name"]
    steps = body_of(owner.get(f"{address}/progress"))
    assert {each["state"] for each in steps} == {"done"}
    points = body_of(owner.get(f"{address}/points"))
    assert points
    assert {each["outcome"] for each in points} <= {"met", "not_met", "unknown", "needs_person"}
    given = owner.client.get(f"/api/v1/certificates/{case['certificates'][0]['id']}/file")
    assert b"".join(given.streaming_content).startswith(b"%PDF")
    checked = body_of(program().get(f"/certificates/verify/{case['certificates'][0]['verify_code']}"))
    assert checked["status"] == "valid"
    assert world.enterprise.name not in json.dumps(checked, ensure_ascii=False)


def test_a_grade_is_given_once_and_seen_by_applicant_and_supervisor_alone(program, world):
    owner, address = program("owner"), f"/cases/{world.done.pk}"
    assert body_of(owner.post(f"{address}/rating", {"grade": 4, "comment": "快"}))["grade"] == 4
    assert code_of(owner.post(f"{address}/rating", {"grade": 1}), 409) == "rating.already"
    seen = {who: body_of(program(who).get(address))["grade"] for who in ("owner", "supervisor", "reviewer")}
    assert seen == {"owner": 4, "supervisor": 4, "reviewer": None}


def test_a_correction_is_asked_for_and_sent(program, world):
    owner, address = program("owner"), f"/cases/{world.waiting.pk}"
    case = body_of(owner.get(address))
    assert case["correction"] == "请补正联系电话。"
    body = {"version": case["version"], "answers": {"contact_phone": "020-11111111"}}
    assert code_of(owner.post(f"{address}/correct", body | {"version": 1}), 409) == "case.stale"
    assert body_of(owner.post(f"{address}/correct", body))["status"] == "submitted"
    after = body_of(owner.get(address))
    assert (after["correction"], after["answers"]["contact_phone"]["value"]) == ("", "020-11111111")


def test_a_case_is_taken_back_until_it_is_decided(program, world):
    owner = program("owner")
    address, body = f"/cases/{world.running.pk}/withdraw", {"version": world.running.version}
    assert body_of(owner.post(address, body))["status"] == "withdrawn"
    decided = owner.post(f"/cases/{world.done.pk}/withdraw", {"version": world.done.version})
    assert code_of(decided, 409) == "case.state"


def test_a_question_is_answered_and_the_standing_follows(program, world):
    owner = program("owner")
    asked = body_of(owner.get(f"/policies/{world.measure}"))
    assert asked["standing"] == "question"
    answers = {
        "restricted_industry": False,
        "taxable_income": 1_000_000_00,
        "avg_staff": 20,
        "avg_assets": 1_000_000_00,
    }
    for element, value in answers.items():
        after = body_of(
            owner.post(f"/policies/{world.measure}/answers", {"element": element, "value": value})
        )
    assert after["standing"] == "certain"
    assert all(each["outcome"] == "met" for each in after["reasons"])
    assert body_of(owner.get("/policies"))["rows"][0]["code"] == world.measure


def test_an_answer_of_the_wrong_kind_is_refused(program, world):
    address = f"/policies/{world.measure}/answers"
    for element, value, code in (
        ("avg_staff", "many", "answer.value"),
        ("avg_staff", True, "answer.value"),
        ("hobby", 1, "answer.not_asked"),
        ("avg_staff", 1.5, "api.invalid"),
    ):
        assert code_of(program("owner").post(address, {"element": element, "value": value}), 422) == code
