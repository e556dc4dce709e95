"""Who sees a certificate, and what anybody may learn of the one they hold."""

import hashlib

import pytest
from django.test import override_settings
from tests import factories
from tests.apps.certificates.documents import ISSUER, content, issue

from onedoor import clock
from onedoor.apps.certificates import signing
from onedoor.apps.certificates.enums import VerificationStatus
from onedoor.apps.certificates.models import Certificate
from onedoor.apps.certificates.queries import certificates_visible_to, masked, verify, verify_upload
from onedoor.apps.certificates.services.revoke_certificate import revoke_certificate
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import TooLarge, Unavailable

pytestmark = pytest.mark.django_db


@pytest.fixture
def enterprise():
    return factories.EnterpriseFactory()


@pytest.fixture
def department():
    return factories.DepartmentFactory()


@pytest.fixture
def certificate(enterprise, department):
    return issue(holder_enterprise_id=enterprise.pk, department_id=department.pk)


def sees(actor: Actor) -> bool:
    return certificates_visible_to(actor).exists()


def test_the_holder_the_window_with_its_papers_and_its_department_see_it(certificate, enterprise, department):
    assert sees(factories.actor_for(enterprise))
    assert sees(factories.clerk_with_papers_of(enterprise))
    for role in (Role.CLERK, Role.REVIEWER, Role.DECIDER):
        assert sees(factories.actor_for(role, department=department)), role
    assert sees(factories.actor_for(Role.SUPERVISOR))
    assert sees(factories.system())


def test_nobody_else_sees_it(certificate):
    other = factories.TenantFactory(code="shenzhen", region_code="440300")
    assert not sees(Actor.anonymous(certificate.tenant_id))
    assert not sees(factories.actor_for(factories.EnterpriseFactory()))
    assert not sees(factories.clerk_with_papers_of(factories.EnterpriseFactory()))
    for role in (Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.DESIGNER):
        assert not sees(factories.actor_for(role)), role
    assert not sees(factories.system(other))
    assert not sees(factories.actor_for(factories.officer(Role.SUPERVISOR, tenant=other)))


def test_without_a_department_no_officer_sees_it():
    issue()
    assert not any(sees(factories.actor_for(role)) for role in (Role.CLERK, Role.REVIEWER, Role.DECIDER))


def test_those_of_a_subject_come_oldest_first(at):
    later = issue(key="a")
    at("2026-11-01T09:00")
    earlier = issue(key="b")
    issue(key="c", subject="case:121")
    assert list(Certificate.objects.of_subject("case:12")) == [earlier, later]


def test_a_code_tells_what_was_issued_and_masks_the_holder(certificate):
    told = verify(certificate.verify_code)
    assert told.status == VerificationStatus.VALID
    assert (told.issuer, told.number, told.title) == (ISSUER, certificate.number, certificate.title)
    assert told.issued_on == clock.today()
    assert told.holder == "广州****有限公司"


def test_a_code_is_read_as_people_type_it(certificate):
    typed = f"  {certificate.verify_code.replace('-', ' ').lower().replace('o', '0').replace('i', '1')} "
    assert verify(typed).number == certificate.number


@pytest.mark.parametrize(
    "code", ["", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", "' OR 1=1 --", "A" * 5000, "核验码", "\0"]
)
def test_an_unknown_code_tells_nothing(certificate, code):
    told = verify(code)
    assert told.status == VerificationStatus.UNKNOWN
    assert (told.number, told.issuer, told.holder, told.issued_on) == ("", "", "", None)


def test_a_revoked_one_is_told_by_code_and_by_file(certificate):
    revoke_certificate(actor=factories.system(), certificate_id=certificate.pk, reason="签发有误")
    for told in (verify(certificate.verify_code), verify_upload(content(certificate))):
        assert told.status == VerificationStatus.REVOKED
        assert told.revoked_on == clock.today()
        assert "签发有误" not in str(told)


def test_the_file_as_it_was_issued_is_genuine(certificate):
    assert verify_upload(content(certificate)).status == VerificationStatus.VALID


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda pdf: pdf[:2000] + bytes([pdf[2000] ^ 1]) + pdf[2001:], id="one bit"),
        pytest.param(lambda pdf: pdf + b"\n", id="a byte behind the end"),
        pytest.param(lambda pdf: pdf[1000:], id="the beginning cut off"),
        pytest.param(lambda pdf: b"not a PDF " + pdf[-20000:], id="the signature in another file"),
    ],
)
def test_a_changed_file_is_told(certificate, change):
    told = verify_upload(change(content(certificate)))
    assert (told.status, told.number) == (VerificationStatus.CHANGED, certificate.number)


def test_a_file_and_hash_that_were_both_replaced_lack_our_signature(certificate):
    forged = content(certificate) + b"\n"
    behind_the_guard = Certificate._base_manager.filter(pk=certificate.pk)
    behind_the_guard.update(sha256=hashlib.sha256(forged).hexdigest())
    assert verify_upload(forged).status == VerificationStatus.CHANGED


def test_a_document_signed_with_another_key_is_not_ours(certificate, tmp_path):
    pdf = content(certificate)
    with override_settings(DATA=tmp_path):
        assert not signing.is_intact(pdf)
    assert signing.is_intact(pdf)


def test_where_the_key_is_missing_a_genuine_file_is_not_called_changed(certificate, tmp_path):
    pdf = content(certificate)
    with override_settings(DATA=tmp_path), pytest.raises(Unavailable) as refusal:
        verify_upload(pdf)
    assert refusal.value.code == "signer.unknown"
    assert verify_upload(pdf).status == VerificationStatus.VALID


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7", b"OnedoorVerify" + b"A" * 24, b"OnedoorVerify" * 1000])
def test_what_is_not_ours_is_unknown(certificate, file):
    assert verify_upload(file).status == VerificationStatus.UNKNOWN


@override_settings(UPLOAD_MAX_BYTES=1000)
def test_a_file_above_the_bound_is_refused(certificate):
    assert verify_upload(b"x" * 1000).status == VerificationStatus.UNKNOWN
    with pytest.raises(TooLarge):
        verify_upload(b"x" * 1001)


@pytest.mark.parametrize("name", ["张", "欧阳修", "某某某某某某某", "某某某某某某某某"])
def test_a_masked_name_hides_most_of_it(name):
    hidden = masked(name)
    assert hidden != name or len(name) == 1
    assert hidden.startswith(name[0])
