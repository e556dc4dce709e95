"""Mails go out once per notice and person, in both languages, and leave no name in the log."""

import logging
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from tests import factories

from onedoor.apps.jobs.enums import JobState
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs
from onedoor.apps.notices.services.send_notice import send_notice
from onedoor.text import Text

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "林晓", "lin.xiao@example.org"
SUBJECT = Text("已收到申请：人力资源服务许可", "Application received: human-resources permit")
BODY = Text("办件编号 1234，经办人 13800138000。", "Case number 1234, by 13800138000.")


@pytest.fixture
def enterprise(settings):
    settings.BASE_URL = "https://door.example.cn"
    return factories.EnterpriseFactory(name="云帆软件有限公司")


@pytest.fixture
def person(enterprise):
    return factories.member_of(enterprise, email=ADDRESS, display_name=NAME)


def send(enterprise, **how):
    told = {
        "kind": "case.submitted",
        "subject": SUBJECT,
        "body": BODY,
        "link": "/portal/cases/12/",
        "key": "1",
    }
    return send_notice(actor=factories.system(), to_enterprise=enterprise, **{**told, **how})


def test_the_mail_says_it_in_both_languages_with_a_whole_address(enterprise, person, work):
    notice = send(enterprise)
    work()
    (sent,) = mail.outbox
    assert sent.to == [ADDRESS]
    assert sent.subject == f"{SUBJECT.zh} | {SUBJECT.en}"
    chinese, english = sent.body.split("\n----\n")
    assert BODY.zh in chinese
    assert BODY.en in english
    assert chinese.count("https://door.example.cn/portal/cases/12/") == 1
    assert english.count("https://door.example.cn/portal/cases/12/") == 1
    assert (
        sent.extra_headers["Message-ID"]
        == f"<notice-{notice.tenant_id}-{notice.pk}-{person.pk}@door.example.cn>"
    )


def test_a_subject_that_is_the_same_in_both_languages_is_said_once(enterprise, person, work):
    send(enterprise, subject=Text("1234", "1234"), link="")
    work()
    assert mail.outbox[0].subject == "1234"
    assert "https://" not in mail.outbox[0].body


def test_each_person_is_mailed_once_per_key_however_often_it_is_sent(enterprise, person, work):
    factories.member_of(enterprise, email="second@example.org")
    for _ in range(2):
        send(enterprise)
        work()
    send(enterprise, key="2")
    work()
    assert sorted(sent.to[0] for sent in mail.outbox) == [
        ADDRESS,
        ADDRESS,
        "second@example.org",
        "second@example.org",
    ]


def test_people_do_not_see_each_others_addresses(enterprise, person, work):
    factories.member_of(enterprise, email="second@example.org")
    send(enterprise)
    work()
    assert [len(sent.recipients()) for sent in mail.outbox] == [1, 1]


def test_an_address_that_is_refused_is_tried_again_alone(enterprise, person, monkeypatch, at, caplog):
    factories.member_of(enterprise, email="second@example.org")
    deliver, refused = locmem.EmailBackend.send_messages, []

    def refuse_once(self, messages):
        if messages[0].to == [ADDRESS] and not refused:
            refused.append(1)
            raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, f"no such user {ADDRESS}".encode())})
        return deliver(self, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse_once)
    with caplog.at_level(logging.DEBUG):
        send(enterprise)
        while run_due_jobs():
            pass
        at("2026-11-24T10:01")
        run_due_jobs()
    assert sorted(sent.to[0] for sent in mail.outbox) == [ADDRESS, "second@example.org"]
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert ADDRESS not in caplog.text + " ".join(Job.objects.values_list("last_error", flat=True))


def test_who_has_left_meanwhile_is_not_mailed(enterprise, person, work):
    send(enterprise)
    run_due_jobs(limit=1)
    person.memberships.all().delete()
    work()
    assert mail.outbox == []


def test_no_log_line_and_no_job_names_anybody(enterprise, person, work, caplog):
    with caplog.at_level(logging.DEBUG):
        send(enterprise)
        work()
    assert len(mail.outbox) == 1
    told = caplog.text + str(list(Job.objects.values()))
    assert f"mailed to user {person.pk}" in told
    for secret in (
        NAME,
        ADDRESS,
        person.username,
        enterprise.name,
        enterprise.uscc,
        "13800138000",
        SUBJECT.zh,
    ):
        assert secret not in told
