"""A certificate is taken back by those who may, once, with a reason."""

import pytest
from tests import factories
from tests.apps.certificates.documents import issue

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.certificates.services.revoke_certificate import revoke_certificate
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return factories.DepartmentFactory()


@pytest.fixture
def certificate(department):
    return issue(department_id=department.pk)


def test_revoking_is_kept_with_its_reason_and_put_on_record(certificate, department):
    decider = factories.actor_for(Role.DECIDER, department=department)
    revoke_certificate(actor=decider, certificate_id=certificate.pk, reason=" 签发有误 ")
    certificate.refresh_from_db()
    assert (certificate.revoked_at, certificate.revoked_reason) == (clock.now(), "签发有误")
    newest = Event.objects.for_subject(certificate).newest_first()[0]
    assert (newest.action, newest.actor_user_id) == ("certificate.revoked", decider.user_id)


def test_it_is_revoked_once(certificate):
    revoke_certificate(actor=factories.system(), certificate_id=certificate.pk, reason="签发有误")
    with pytest.raises(Conflict):
        revoke_certificate(actor=factories.system(), certificate_id=certificate.pk, reason="再次")
    certificate.refresh_from_db()
    assert certificate.revoked_reason == "签发有误"


@pytest.mark.parametrize("reason", ["", "  ", "长" * 501])
def test_a_reason_is_given_and_short(certificate, reason):
    with pytest.raises(Invalid):
        revoke_certificate(actor=factories.system(), certificate_id=certificate.pk, reason=reason)


@pytest.mark.parametrize(
    ("role", "own", "refusal"),
    [
        (Role.REVIEWER, True, NotAllowed),
        (Role.CLERK, True, NotAllowed),
        (Role.SUPERVISOR, False, NotAllowed),
        (Role.DECIDER, False, NotFound),
    ],
)
def test_others_may_not_revoke(certificate, department, role, own, refusal):
    place = {"department": department} if own else {}
    actor = factories.actor_for(role, **place)
    with pytest.raises(refusal):
        revoke_certificate(actor=actor, certificate_id=certificate.pk, reason="无权")
    certificate.refresh_from_db()
    assert certificate.revoked_at is None
