"""Notices: what the house told this enterprise or this person."""

from __future__ import annotations

from datetime import datetime

from ninja import Query, Router, Schema

from onedoor.api.refusals import refuses
from onedoor.api.requests import Asked, part
from onedoor.api.schemas import Page, Paging, Words, words
from onedoor.api.wording import _
from onedoor.apps.notices.models import Notice
from onedoor.apps.notices.services.mark_notice_read import mark_notice_read

router = Router(tags=["notices"])


class NoticeOut(Schema):
    id: int
    kind: str
    subject: Words
    body: Words
    link: str
    sent_at: datetime
    read_at: datetime | None


class NoticePage(Page):
    rows: list[NoticeOut]


class Filter(Paging):
    unread: bool = False


@router.get("", response=NoticePage, summary=_("消息"))
def list_notices(request: Asked, sought: Query[Filter]) -> NoticePage:
    """Newest first; ``unread`` leaves out what was read."""
    mine = Notice.objects.visible_to(request.actor).newest_first()
    found, head = part(mine.unread() if sought.unread else mine, sought)
    return NoticePage(rows=[notice_out(each) for each in found], **head)


@router.post("/{int:notice_id}/read", response=NoticeOut, summary=_("标为已读"), openapi_extra=refuses(404))
def read_notice(request: Asked, notice_id: int) -> NoticeOut:
    """Read since the first time; at the window the enterprise's notice stays unread."""
    return notice_out(mark_notice_read(actor=request.actor, notice_id=notice_id))


def notice_out(notice: Notice) -> NoticeOut:
    return NoticeOut(
        id=notice.pk,
        kind=notice.kind,
        subject=words(notice.subject),
        body=words(notice.body),
        link=notice.link,
        sent_at=notice.sent_at,
        read_at=notice.read_at,
    )
