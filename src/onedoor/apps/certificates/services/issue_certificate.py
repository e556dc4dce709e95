"""A document is issued: numbered, printed, signed, kept."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Sequence
from contextlib import suppress

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.certificates import codes
from onedoor.apps.certificates.enums import CertificateKind
from onedoor.apps.certificates.models import Certificate
from onedoor.apps.certificates.numbering import locked_counter, next_number
from onedoor.apps.certificates.printing import Document, print_document
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Invalid, NotAllowed, Unavailable
from onedoor.text import Text

LONGEST_PARAGRAPH, LONGEST_VALUE = 6000, 500
MOST_PARAGRAPHS, MOST_FACTS = 60, 30
Facts = Sequence[tuple[Text, str]]


def issue_certificate(
    *,
    actor: Actor,
    kind: str,
    holder: str,
    holder_enterprise_id: int | None = None,
    department_id: int | None = None,
    subject: str,
    region_code: str,
    issuer: str,
    title: Text,
    paragraphs: Sequence[Text],
    facts: Facts,
    key: str,
) -> Certificate:
    """The signed PDF is kept, has a number and a code, and can be verified by anybody.

    A second call with the same ``key`` returns the first certificate and prints nothing. For the house itself
    and for those who decide in ``department_id``. ``subject`` names what it is issued on (``case:12``).
    Raises ``Unavailable`` "storage.full" where the file cannot be kept, and then leaves nothing behind.
    """
    if not (actor.is_system or department_id in actor.departments_as(Role.DECIDER)):
        raise NotAllowed("certificate.issue", expected=Text("签发部门的决定人", "a decider of the issuer"))
    certificate = Certificate(
        tenant_id=actor.tenant_id,
        region_code=region_code,
        kind=_kind(kind),
        holder=holder,
        holder_enterprise_id=holder_enterprise_id,
        department_id=department_id,
        subject=subject,
        issuer=issuer,
        title_zh=title.zh,
        title_en=title.en,
        facts=[{**label.as_dict(), "value": value} for label, value in facts],
        issued_at=clock.now(),
        verify_code=codes.new_code(),
        key=key,
    )
    _check_bounds(certificate, paragraphs, facts)
    with transaction.atomic():
        year = certificate.issued_at.astimezone(clock.CHINA).year
        counter = locked_counter(actor=actor, region_code=region_code, year=year)
        # Only now: whoever issued under the same key held the counter until it was kept.
        issued = Certificate.objects.filter(tenant_id=actor.tenant_id, key=key).first()
        if issued is not None:
            return issued
        certificate.number = next_number(
            counter, kind=CertificateKind(certificate.kind), issuer=issuer, region_code=region_code
        )
        _keep(actor, certificate, _signed(certificate, paragraphs, facts))
    return certificate


def _signed(certificate: Certificate, paragraphs: Sequence[Text], facts: Facts) -> bytes:
    document = Document(
        issuer=certificate.issuer,
        number=certificate.number,
        holder=certificate.holder,
        title=certificate.title,
        paragraphs=paragraphs,
        facts=facts,
        issued_at=certificate.issued_at,
        code=certificate.verify_code,
        address=f"{settings.BASE_URL.rstrip('/')}/verify",
        demo=settings.DEMO,
    )
    # As in ``queries``: the signature library is slow to load and most processes never sign.
    from onedoor.apps.certificates import signing

    return signing.sign(
        print_document(document),
        code=certificate.verify_code,
        issuer=certificate.issuer,
        at=certificate.issued_at,
    )


def _keep(actor: Actor, certificate: Certificate, pdf: bytes) -> None:
    """File, row and event; whatever fails, there is none of them.

    The name is made of the key: what an attempt left that was rolled back later is replaced by the next one.
    """
    certificate.sha256 = hashlib.sha256(pdf).hexdigest()
    name = hashlib.sha256(f"{certificate.tenant_id}:{certificate.key}".encode()).hexdigest()[:40] + ".pdf"
    storage, path = certificate.pdf.storage, certificate.pdf.field.generate_filename(certificate, name)
    try:
        storage.delete(path)
        certificate.pdf.save(name, ContentFile(pdf), save=False)
        certificate.save()
        record_event(
            actor=actor,
            action="certificate.issued",
            subject=certificate,
            data={
                "number": certificate.number,
                "sha256": certificate.sha256,
                "subject": certificate.subject,
            },
        )
    except BaseException as problem:
        with suppress(OSError):
            storage.delete(path)
        if isinstance(problem, OSError):
            raise _unavailable(problem) from problem
        raise


def _unavailable(problem: OSError) -> Unavailable:
    return Unavailable(
        "storage.full" if problem.errno in (errno.ENOSPC, errno.EDQUOT) else "storage.unavailable",
        found=Text("文书未能保存", "the document could not be stored"),
        mend=Text("腾出空间后会自动重试。", "It is tried again once there is room."),
    )


def _kind(kind: str) -> CertificateKind:
    try:
        return CertificateKind(kind)
    except ValueError:
        raise Invalid("certificate.kind", found=kind, expected=", ".join(CertificateKind.values)) from None


def _check_bounds(certificate: Certificate, paragraphs: Sequence[Text], facts: Facts) -> None:
    """What is printed fits on a few pages, and what is kept into its columns."""
    bounds = (
        ("holder", len(certificate.holder), 200),
        ("issuer", len(certificate.issuer), 120),
        ("title", max(len(certificate.title_zh), len(certificate.title_en)), 400),
        ("subject", len(certificate.subject), 60),
        ("key", len(certificate.key), 120),
        ("paragraphs", len(paragraphs), MOST_PARAGRAPHS),
        (
            "paragraph",
            max((len(text.zh) + len(text.en) for text in paragraphs), default=0),
            LONGEST_PARAGRAPH,
        ),
        ("facts", len(facts), MOST_FACTS),
        ("fact", max((len(value) for _, value in facts), default=0), LONGEST_VALUE),
    )
    for where, found, most in bounds:
        if found > most:
            raise Invalid("certificate.too_long", found=str(found), expected=f"<= {most}", where=where)
