"""A document is issued once per key, whole or not at all."""

import errno
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from tests import factories
from tests.apps.certificates.documents import HOLDER, ISSUER, content, issue

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.audit.queries import verify_chain
from onedoor.apps.certificates import codes, signing
from onedoor.apps.certificates.models import Certificate, CertificateCounter
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, Invalid, NotAllowed, Unavailable
from onedoor.text import Text

pytestmark = pytest.mark.django_db


def files() -> list[Path]:
    return [path for path in (Path(settings.DATA) / "files").rglob("*") if path.is_file()]


def test_what_is_issued_is_a_signed_pdf_with_number_code_and_event():
    certificate = issue()
    pdf = content(certificate)
    assert pdf.startswith(b"%PDF-")
    assert signing.is_intact(pdf)
    assert list(codes.codes_in(pdf, most=2)) == [certificate.verify_code]
    assert (certificate.number, certificate.holder) == ("穗人社决〔2026〕1号", HOLDER)
    assert certificate.issued_at == clock.now()
    event = Event.objects.for_subject(certificate).get()
    assert (event.action, event.data["sha256"]) == ("certificate.issued", certificate.sha256)
    assert HOLDER not in str(event.data)


def test_a_second_call_with_the_key_returns_the_first_and_prints_nothing(monkeypatch):
    first = issue()
    monkeypatch.setattr(signing, "sign", None)
    assert issue(holder="另一家有限公司") == first
    assert Event.objects.count() == 1
    assert CertificateCounter.objects.get().last == 1
    assert len(files()) == 1


def test_the_same_key_in_another_tenant_is_another_document():
    issue()
    other = factories.TenantFactory(code="shenzhen", region_code="440300")
    theirs = issue(actor=factories.system(other), region_code="440300")
    assert theirs.number == "深人社决〔2026〕1号"
    assert Certificate.objects.count() == 2


def test_numbers_follow_each_other_and_begin_anew_with_the_year(at):
    assert issue(key="a").number.endswith("〔2026〕1号")
    assert issue(key="b").number.endswith("〔2026〕2号")
    at("2027-01-01T00:00")
    assert issue(key="c").number.endswith("〔2027〕1号")


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "storage.full"), (errno.EACCES, "storage.unavailable")]
)
def test_a_full_disk_leaves_no_file_no_row_no_number_and_no_event(monkeypatch, number, code):
    def half_a_file(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-half")
        raise OSError(number, "no")

    with monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "_save", half_a_file)
        with pytest.raises(Unavailable) as refused:
            issue()
    assert refused.value.code == code
    assert files() == []
    assert not Certificate.objects.exists()
    assert not Event.objects.exists()
    assert issue().number.endswith("1号")


def test_what_a_rolled_back_attempt_left_is_replaced_by_the_next():
    factories.TenantFactory()
    with transaction.atomic():
        left = issue()
        transaction.set_rollback(True)
    assert files() == [Path(left.pdf.path)]
    certificate = issue()
    assert files() == [Path(certificate.pdf.path)]
    assert certificate.verify_code != left.verify_code
    assert signing.is_intact(content(certificate))


def test_the_audit_holds_after_issuing():
    tenant = issue().tenant_id
    assert verify_chain(tenant).ok


def test_only_the_house_and_deciders_of_the_department_issue():
    department = factories.DepartmentFactory()
    decider = factories.actor_for(Role.DECIDER, department=department)
    assert issue(actor=decider, department_id=department.pk).department_id == department.pk
    reviewer = factories.actor_for(Role.REVIEWER, department=department)
    for actor, place in [
        (decider, factories.DepartmentFactory().pk),
        (decider, None),
        (reviewer, department.pk),
    ]:
        with pytest.raises(NotAllowed):
            issue(actor=actor, department_id=place, key="other")


@pytest.mark.parametrize(
    ("how", "where"),
    [
        ({"kind": "licence"}, None),
        ({"holder": "长" * 201}, "holder"),
        ({"paragraphs": [Text("长" * 6001, "")]}, "paragraph"),
        ({"paragraphs": [Text("短", "s")] * 61}, "paragraphs"),
        ({"facts": [(Text("名", "n"), "x" * 501)]}, "fact"),
        ({"key": "k" * 121}, "key"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_made(how, where):
    with pytest.raises(Invalid) as refused:
        issue(**how)
    assert refused.value.where == where
    assert not CertificateCounter.objects.exists()


def test_an_issued_certificate_never_changes():
    certificate = issue()
    certificate.issuer = "另一个局"
    with pytest.raises(Conflict):
        certificate.save()
    with pytest.raises(Conflict):
        Certificate.objects.update(issuer="另一个局")
    with pytest.raises(Conflict):
        Certificate.objects.all().delete()
    assert Certificate.objects.get().issuer == ISSUER
