"""At the window: a clerk takes an applicant's papers in hand."""

from __future__ import annotations

from django.db import transaction

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.parties.models import Enterprise
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.engine.identifiers import check_uscc
from onedoor.errors import Invalid, NotAllowed, NotFound
from onedoor.text import Text


def take_papers(*, actor: Actor, uscc: str) -> Enterprise:
    """The registered enterprise with this code; that this clerk looked it up stands in the audit.

    The clerk sees one enterprise at a time, and only after its papers were shown: there is no list of them.
    Raises ``Invalid`` "uscc.wrong" naming what is wrong with the code, ``NotFound`` where none is registered.
    """
    if not actor.has(Role.CLERK):
        raise NotAllowed("window.clerk", expected=str(Role.CLERK.label))
    checked = check_uscc(uscc)
    if not checked.ok:
        raise Invalid(
            "uscc.wrong",
            found=Text(
                "；".join(problem.message.zh for problem in checked.problems),
                " ".join(problem.message.en for problem in checked.problems),
            ),
            expected=Text("18 位统一社会信用代码", "a social credit code of 18 characters"),
            mend=Text(
                "请对照营业执照核对后重新输入。", "Compare it with the business licence and enter it again."
            ),
        )
    with transaction.atomic():
        found = Enterprise.objects.filter(tenant_id=actor.tenant_id).by_uscc(checked.value).first()
        if found is None:
            raise NotFound(
                "enterprise.unknown",
                found=checked.value,
                expected=Text("已登记的企业", "a registered enterprise"),
                mend=Text(
                    "代码本身没有错，但本市没有登记。请核对登记地。",
                    "The code is well formed, but not registered in this city. Check where it is registered.",
                ),
            )
        record_event(actor=actor, action="window.papers_taken", subject=found)
    return found
