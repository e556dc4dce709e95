"""A notice is read by whom it is for, once."""

import pytest
from tests import factories

from onedoor import clock
from onedoor.apps.notices.models import Notice
from onedoor.apps.notices.services.mark_notice_read import mark_notice_read
from onedoor.apps.notices.services.send_notice import send_notice
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotFound
from onedoor.text import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def enterprise():
    return factories.EnterpriseFactory()


@pytest.fixture
def notice(enterprise):
    words = Text("标题", "title")
    return send_notice(
        actor=factories.system(), to_enterprise=enterprise, kind="test", subject=words, body=words, key="1"
    )


def test_the_first_reading_counts(notice, enterprise, at):
    for moment in ("2026-11-24T11:00", "2026-11-24T12:00"):
        at(moment)
        mark_notice_read(actor=factories.actor_for(enterprise), notice_id=notice.pk)
    at("2026-11-24T11:00")
    notice.refresh_from_db()
    assert notice.read_at == clock.now()


def test_a_clerk_at_the_window_leaves_it_unread(notice, enterprise):
    clerk = factories.clerk_with_papers_of(enterprise)
    assert mark_notice_read(actor=clerk, notice_id=notice.pk).read_at is None


def test_whom_it_is_not_for_does_not_find_it(notice, enterprise):
    other = factories.TenantFactory(code="other")
    strangers = [
        factories.actor_for(factories.EnterpriseFactory()),
        factories.actor_for(Role.SUPERVISOR),
        factories.actor_for(Role.CLERK),
        factories.actor_for(factories.EnterpriseFactory(tenant=other)),
        factories.system(other),
    ]
    for stranger in strangers:
        with pytest.raises(NotFound):
            mark_notice_read(actor=stranger, notice_id=notice.pk)
    assert Notice.objects.unread().count() == 1
