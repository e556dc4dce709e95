"""The mail that a notice becomes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.notices.models import Notice
    from onedoor.apps.parties.models import User

log = logging.getLogger(__name__)
SECONDS = 20
OPEN_IT = Text("查看：", "Open it: ")
NO_REPLY = Text("此邮件由系统自动发出，请勿回复。", "This mail was sent by a machine; nobody reads replies.")


def mail_notice(notice: Notice, person: User) -> None:
    """The mail server has taken the mail. Its Message-ID is made of notice and person: a second copy is known.

    Both languages stand in it, Chinese first: an account does not say which of them its person reads.
    """
    host = urlsplit(settings.BASE_URL).hostname or "onedoor.invalid"
    same = notice.subject_zh == notice.subject_en
    EmailMessage(
        subject=notice.subject_zh if same else f"{notice.subject_zh} | {notice.subject_en}",
        body=f"{body(notice, 'zh-hans')}\n\n----\n\n{body(notice, 'en')}\n",
        to=[person.email],
        headers={"Message-ID": f"<notice-{notice.tenant_id}-{notice.pk}-{person.pk}@{host}>"},
        connection=get_connection(timeout=SECONDS),
    ).send()
    log.info("notice %s %s mailed to user %s", notice.pk, notice.kind, person.pk)


def body(notice: Notice, language: str) -> str:
    """The text in one language, with the whole address of what it is about.

    The address is under ``settings.BASE_URL``, whatever host a request came in by.
    """
    lines = [notice.body.in_(language)]
    if notice.link:
        lines.append(f"{OPEN_IT.in_(language)}{urljoin(settings.BASE_URL, notice.link)}")
    lines.append(NO_REPLY.in_(language))
    return "\n\n".join(lines)
