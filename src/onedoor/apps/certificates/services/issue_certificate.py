"""A document is issued: numbered, printed, signed, kept."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.apps.certificates.models import Certificate
from onedoor.apps.tenancy.actor import Actor
from onedoor.text import Text


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
    facts: Sequence[tuple[Text, str]],
    key: str,
) -> Certificate:
    raise NotImplementedError
