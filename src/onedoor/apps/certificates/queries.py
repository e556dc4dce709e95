"""Reads about certificates: who may see which, and whether one that somebody holds is genuine."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db.models import Q, QuerySet

from onedoor import clock
from onedoor.apps.certificates import codes
from onedoor.apps.certificates.enums import VerificationStatus
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.queries import FrozenQuerySet, in_region, of_department, owned_by
from onedoor.errors import TooLarge, Unavailable
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.certificates.models import Certificate

REVOCATION = {"revoked_at", "revoked_reason"}
# A document of ours carries its code once; a file made to look like many of them is not read to its end.
MOST_CODES_READ = 20


class CertificateQuerySet(FrozenQuerySet["Certificate"]):
    def audience(self, actor: Actor) -> Q:
        """Its holder's people, the officers of the department that issued it, the region's supervisors."""
        return (
            owned_by(actor, "holder_enterprise_id")
            | of_department(actor, "department_id", Role.CLERK, Role.REVIEWER, Role.DECIDER)
            | in_region(actor, Role.SUPERVISOR)
        )

    def update(self, **kwargs: Any) -> int:
        """Revoking is the only change."""
        if set(kwargs) != REVOCATION:
            return super().update(**kwargs)
        return QuerySet.update(self, **kwargs)

    def of_subject(self, subject: str) -> Self:
        """Those issued on this subject (``case:12``), oldest first."""
        return self.filter(subject=subject).order_by("issued_at", "pk")

    def unrevoked(self) -> Self:
        return self.filter(revoked_at__isnull=True)


def certificates_visible_to(actor: Actor) -> CertificateQuerySet:
    """The certificates that the actor may see, for other apps."""
    from onedoor.apps.certificates.models import Certificate

    return Certificate.objects.visible_to(actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What anybody may learn about a document from its code or file.

    ``holder`` is masked. Of an unknown document there is nothing but the status; of a changed one the rest
    tells what was issued under its code, not what the file says.
    """

    status: VerificationStatus
    code: str = ""
    issuer: str = ""
    title: Text = Text("", "")
    number: str = ""
    holder: str = ""
    issued_on: date | None = None
    revoked_on: date | None = None


def verify(code: str) -> Verification:
    """What was issued under a code as somebody typed it; anybody may ask, and guessing 120 bits is hopeless."""
    certificate = _issued_under(codes.normalise(code))
    return Verification(status=VerificationStatus.UNKNOWN) if certificate is None else _told(certificate)


def verify_upload(pdf: bytes) -> Verification:
    """Whether a file is, byte for byte, one that was issued here, and whether its signature still holds.

    The file is not parsed unless its hash is on record: nothing that others made reaches a PDF reader. One
    that only carries a code of ours is told as changed. Above ``UPLOAD_MAX_BYTES`` raises ``TooLarge``, and
    ``Unavailable`` "signer.unknown" where the file is on record and whole, but its key is not at this machine.
    """
    from onedoor.apps.certificates.models import Certificate

    if len(pdf) > settings.UPLOAD_MAX_BYTES:
        raise TooLarge(
            "certificate.upload", found=f"{len(pdf)} bytes", expected=f"<= {settings.UPLOAD_MAX_BYTES} bytes"
        )
    issued = Certificate.objects.filter(sha256=hashlib.sha256(pdf).hexdigest()).order_by("pk").first()
    if issued is not None:
        return _told(issued, changed=not _is_signed_here(pdf))
    for code in codes.codes_in(pdf, most=MOST_CODES_READ):
        certificate = _issued_under(code)
        if certificate is not None:
            return _told(certificate, changed=True)
    return Verification(status=VerificationStatus.UNKNOWN)


def _is_signed_here(pdf: bytes) -> bool:
    """False only for a signature that does not hold: a key that is missing here is no fault of the document."""
    # Half of the whole start-up would go into the signature library; only this needs it.
    from onedoor.apps.certificates import signing

    signer = signing.signer_of(pdf)
    if signer is None or signing.is_ours(signer):
        return signer is not None
    raise Unavailable(
        "signer.unknown",
        found=Text("本机没有签发此件的密钥，无法核验文件", "the key that signed this file is not known here"),
        mend=Text(
            "请改用核验码核验。管理员：各机应共用数据目录下的 keys 文件夹，换钥后保留旧证书。",
            "Verify by its code. Administrators: machines share the folder keys of the data directory, and"
            " certificates of retired keys stay in it.",
        ),
    )


def _issued_under(code: str) -> Certificate | None:
    from onedoor.apps.certificates.models import Certificate

    return Certificate.objects.filter(verify_code=code).first() if code else None


def _told(certificate: Certificate, *, changed: bool = False) -> Verification:
    revoked = certificate.revoked_at
    if changed:
        status = VerificationStatus.CHANGED
    else:
        status = VerificationStatus.VALID if revoked is None else VerificationStatus.REVOKED
    return Verification(
        status=status,
        code=certificate.verify_code,
        issuer=certificate.issuer,
        title=certificate.title,
        number=certificate.number,
        holder=masked(certificate.holder),
        issued_on=certificate.issued_at.astimezone(clock.CHINA).date(),
        revoked_on=revoked.astimezone(clock.CHINA).date() if revoked else None,
    )


def masked(name: str) -> str:
    """A name that its holder recognises and nobody else learns.

    >>> masked("广州云帆科技有限公司"), masked("欧阳修"), masked("")
    ('广州****有限公司', '欧**', '')
    """
    if len(name) < 8:
        return name[:1] + "*" * (len(name) - 1)
    return f"{name[:2]}****{name[-4:]}"
