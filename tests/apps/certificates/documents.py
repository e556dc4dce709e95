"""Certificates to test with, issued through the service."""

from __future__ import annotations

from typing import Any

from tests import factories

from onedoor.apps.certificates.models import Certificate
from onedoor.apps.certificates.services.issue_certificate import issue_certificate
from onedoor.text import Text

HOLDER = "广州云帆科技有限公司"
ISSUER = "广州市人力资源和社会保障局"


def issue(**how: Any) -> Certificate:
    """A decision by the house itself; every argument of the service may be given."""
    return issue_certificate(
        **{
            "actor": how.pop("actor", None) or factories.system(),
            "kind": "decision",
            "holder": HOLDER,
            "subject": "case:12",
            "region_code": factories.GUANGZHOU,
            "issuer": ISSUER,
            "title": Text("准予稳岗返还决定书", "Decision granting: job stability refund"),
            "paragraphs": [
                Text("经审查，符合规定条件，决定准予。", "It meets the conditions and is granted.")
            ],
            "facts": [(Text("办件编号", "Case number"), "GZ2026112400010001")],
            "key": "case:12:decision",
            **how,
        }
    )


def content(certificate: Certificate) -> bytes:
    with certificate.pdf.open("rb") as file:
        return bytes(file.read())
