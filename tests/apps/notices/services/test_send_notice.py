"""A notice reaches its addressee once, in both languages, and its link stays in the house."""

import pytest
from django.db import IntegrityError, transaction
from tests import factories

from onedoor import clock
from onedoor.apps.jobs.models import Job
from onedoor.apps.notices.models import Notice
from onedoor.apps.notices.services.send_notice import LONGEST_SUBJECT, send_notice
from onedoor.errors import Invalid, NotAllowed
from onedoor.text import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def enterprise():
    return factories.EnterpriseFactory()


@pytest.fixture
def send(enterprise):
    def send(**how):
        told = {
            "actor": factories.system(),
            "to_enterprise": enterprise,
            "kind": "case.decided",
            "subject": Text("已办结", "Decided"),
            "body": Text("请查看决定。", "See the decision."),
            "link": "/portal/cases/12/",
            "key": "case:12:decided",
        }
        return send_notice(**{**told, **how})

    return send


def test_a_notice_stands_in_both_languages_unread_with_its_time(send, enterprise):
    notice = send()
    notice.refresh_from_db()
    assert notice.subject == Text("已办结", "Decided")
    assert notice.body == Text("请查看决定。", "See the decision.")
    assert (notice.sent_at, notice.read_at) == (clock.now(), None)
    assert notice.region_code == enterprise.region_code


def test_a_second_call_with_the_key_returns_the_first_notice_and_puts_down_no_mail(send):
    first, second = send(), send(subject=Text("另一标题", "another"))
    assert first.pk == second.pk
    assert second.subject.en == "Decided"
    assert Job.objects.count() == 1


def test_a_notice_of_a_change_that_was_rolled_back_was_never_sent(send):
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not Job.objects.exists()


def test_a_notice_to_a_person_is_of_the_tenants_region(send):
    person = factories.UserFactory()
    notice = send(to_enterprise=None, to_user=person)
    assert (notice.to_user, notice.region_code) == (person, person.tenant.region_code)


def test_exactly_one_addressee(send, enterprise):
    for how in ({"to_enterprise": None}, {"to_user": factories.UserFactory()}):
        with pytest.raises(Invalid, match=r"notice\.addressee"):
            send(**how)


def test_the_database_too_knows_one_addressee(send):
    notice = send()
    with pytest.raises(IntegrityError, match="notice_one_addressee"), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(to_enterprise=None)


def test_nobody_of_another_tenant_is_written_to(send):
    other = factories.TenantFactory(code="other")
    for how in (
        {"to_enterprise": factories.EnterpriseFactory(tenant=other)},
        {"to_enterprise": None, "to_user": factories.UserFactory(tenant=other)},
        {"to_enterprise": None, "to_user": factories.UserFactory(tenant=None)},
    ):
        with pytest.raises(NotAllowed, match=r"notice\.tenant"):
            send(**how)


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "portal/",
        "javascript:alert(1)",
        "/a b",
        "/a\nb",
        "/a\n",
    ],
)
def test_a_link_leads_nowhere_but_into_this_house(send, link):
    with pytest.raises(Invalid, match=r"notice\.link"):
        send(link=link)


@pytest.mark.parametrize("link", ["", "/", "/portal/cases/12/", "/portal/cases/?q=%E7%A8%B3#now"])
def test_paths_of_the_house_are_links(send, link):
    assert send(link=link).link == link


def test_a_subject_is_one_line_of_bounded_length(send):
    notice = send(subject=Text("长" * 500, "two\r\nBcc: lines"))
    assert notice.subject.zh == "长" * (LONGEST_SUBJECT - 1) + "…"
    assert notice.subject.en == "two Bcc: lines"
